"""The front page of the desk: what waits for review, embargoes, deadlines and mails."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from foundation.accounts.groups import HouseGroup
from foundation.accounts.operations import create_login
from foundation.delivery.enums import MessageState
from tests.desk.conftest import DeskClient, client_of
from tests.factories import (
    CaseFactory,
    DeadlineFactory,
    DocketEntryFactory,
    MessageFactory,
    PersonFactory,
)
from web.desk import frontpage

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def chief(db: None) -> DeskClient:
    """The browser of an administrator who is no superuser."""
    return client_of(create_login(username="chief", password="x" * 12, groups=[HouseGroup.ADMINISTRATOR]))


def block(client: DeskClient, name: str) -> str:
    """Return the words of one block."""
    with time_machine.travel(NOON, tick=False):
        page = client.get("/admin/").content.decode()
    part = page.partition(f'id="front-{name}"')[2].partition("</section>")[0].partition("</h2>")[2]
    return " ".join(re.sub(r"<[^>]*>", " ", part).split())


def test_what_waits_for_review_is_counted_by_kind(chief: DeskClient) -> None:
    assert block(chief, "waiting") == "Nothing"
    CaseFactory(in_review=True)
    for _ in range(2):
        DocketEntryFactory(in_review=True)
    DocketEntryFactory(draft=True)
    assert block(chief, "waiting") == "Cases 1 Docket entries 2"


def test_a_count_has_a_ceiling(chief: DeskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontpage, "CEILING", 2)
    for _ in range(4):
        PersonFactory(in_review=True)
    assert block(chief, "waiting") == "People and organizations 2+"


def test_embargoes_that_end_are_named_the_nearest_first_and_what_is_sealed_is_not(chief: DeskClient) -> None:
    CaseFactory(title_en="Later", embargo_until=NOON + timedelta(days=9))
    DocketEntryFactory(title_en="Sooner", embargo_until=NOON + timedelta(days=2))
    CaseFactory(title_en="Hush", sealed=True, embargo_until=NOON + timedelta(days=5))
    CaseFactory(title_en="Far", embargo_until=NOON + timedelta(days=31))
    assert block(chief, "embargoes") == (
        "Sooner 4 Mar 2026, 12:00 Case 7 Mar 2026, 12:00 Later 11 Mar 2026, 12:00"
    )


def test_deadlines_to_review_and_mails_that_were_given_up(chief: DeskClient) -> None:
    assert (block(chief, "review"), block(chief, "mails")) == ("None", "")
    DeadlineFactory(needs_review=True, title_en="Reply")
    DeadlineFactory(title_en="Counted")
    MessageFactory(state=MessageState.UNDELIVERABLE)
    MessageFactory()
    assert block(chief, "review").startswith("Reply")
    assert "Counted" not in block(chief, "review")
    assert block(chief, "mails") == "Look at them 1"


def test_an_editor_is_not_told_of_mails_nor_of_sealed_deadlines(desk: DeskClient) -> None:
    MessageFactory(state=MessageState.UNDELIVERABLE)
    DeadlineFactory(needs_review=True, title_en="Hush", sealed=True)
    assert (block(desk, "mails"), block(desk, "review")) == ("", "None")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    rows: int, chief: DeskClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, two of the rights, and the four blocks."""
    for _ in range(rows):
        CaseFactory(in_review=True, embargo_until=NOON + timedelta(days=2))
        DeadlineFactory(needs_review=True)
        MessageFactory(state=MessageState.UNDELIVERABLE)
    chief.get("/admin/")
    with time_machine.travel(NOON, tick=False), django_assert_num_queries(8):
        chief.get("/admin/")
