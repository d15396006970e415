"""Members of staff with their browsers, on a Monday a week before the factories' deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import time_machine

from deadlines.models import Deadline
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient, client_of
from tests.factories import DeadlineFactory, HeartbeatFactory, UserFactory

#: Monday 15 January 2018, nine in the morning in Los Angeles; the deadline of the factory is due in a week.
MONDAY = datetime(2018, 1, 15, 17, tzinfo=UTC)
VIEW, CHANGE = "deadlines.view_deadline", "deadlines.change_deadline"
SEALED, SEND = "deadlines.view_sealed", "delivery.change_message"


@pytest.fixture
def monday() -> Iterator[datetime]:
    """It is Monday, for the pages too; the clock stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


@pytest.fixture(autouse=True)
def worker(db: None) -> None:
    """A worker gave a sign of life just now."""
    HeartbeatFactory(beat_at=MONDAY)


@pytest.fixture
def clerk(db: None) -> User:
    """A member of staff who sees deadlines and changes none."""
    made: User = UserFactory(username="marat", first_name="Marat", last_name="Ospanov")
    return made


@pytest.fixture
def lawyer(db: None) -> User:
    """A member of staff who may change deadlines."""
    made: User = UserFactory(username="aigerim", time_zone="Asia/Almaty", rights=[VIEW, CHANGE])
    return made


@pytest.fixture
def looks(clerk: User) -> DeskClient:
    """The clerk's browser."""
    return client_of(clerk)


@pytest.fixture
def acts(lawyer: User) -> DeskClient:
    """The lawyer's browser."""
    return client_of(lawyer)


@pytest.fixture
def deadline(db: None) -> Deadline:
    """Due on Monday 22 January 2018 in California."""
    made: Deadline = DeadlineFactory(
        title_en="Amended complaint",
        docket__case__title_en="Republic v. Roe",
        docket__docket_number="5:17-cv-00246",
        docket__court__short_name_en="N.D. Cal.",
    )
    return made


def text_of(response: Any) -> str:
    """Return the words of a page without its markup, single-spaced."""
    assert response.status_code in {200, 400}, response.status_code
    return words_of(response.content.decode())


def words_of(markup: str) -> str:
    """Strip tags and spare spaces; what stood in two elements stays apart, a no-break space stays."""
    return re.sub(r"[ \t\r\n]+", " ", unescape(re.sub(r"<[^>]*>", " ", markup))).strip()
