"""What is refused: a stale form, an act that does not fit, a person without the right."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from deadlines.changes import extend_deadline
from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline, Extension
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.desk.forms import rows_of_all_tables
from tests.factories import DeadlineFactory, UserFactory
from tests.staff.acting import CHANGING, FORMS, errors, fresh, post, url
from tests.staff.conftest import MONDAY, text_of

pytestmark = pytest.mark.django_db

CHANGED = "The deadline has changed since you opened this page. Look at it again."


@pytest.mark.parametrize("do", FORMS)
def test_a_stale_form_is_refused_and_nothing_is_done(
    do: str, deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    values = FORMS[do] | ({"to": UserFactory().pk} if do == "hand_over" else {})
    seen = fresh(deadline).revision
    link = Extension(deadline=fresh(deadline), due_on=date(2018, 1, 30), reason="By the court")
    extend_deadline(link, by=None, at=MONDAY)
    before = rows_of_all_tables()
    for revision in (seen, "", "x", -1, "²", "9" * 30):
        response = post(acts, deadline, do, **values, revision=revision)
        assert errors(response) == {"__all__": [CHANGED]}
        assert CHANGED in text_of(response)
    assert rows_of_all_tables() == before
    # The page that says so shows the deadline as it is, and can be sent again.
    assert 'name="revision" value="2"' in response.content.decode()
    assert "Tuesday 30 January 2018" in text_of(response)


@pytest.mark.parametrize("do", CHANGING)
def test_who_may_only_look_changes_nothing(
    do: str, deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    before = rows_of_all_tables()
    response = post(looks, deadline, do, **FORMS[do])
    assert response.status_code == 403
    assert "This takes a right that you do not have" in response.content.decode()
    assert rows_of_all_tables() == before


@pytest.mark.parametrize("do", FORMS)
def test_nobody_acts_on_what_they_may_not_see(do: str, acts: DeskClient, monday: datetime) -> None:
    deadline = DeadlineFactory(sealed=True)
    before = rows_of_all_tables()
    assert post(acts, deadline, do, **FORMS[do]).status_code == 404
    assert rows_of_all_tables() == before


@pytest.mark.parametrize("do", ["", "delete", "__init__", "control"])
def test_an_act_that_is_none_is_refused(
    do: str, deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    assert post(acts, deadline, do).status_code == 400
    assert acts.post(url(deadline)).status_code == 400


@pytest.mark.parametrize(
    ("do", "values"),
    [
        ("satisfy", {"satisfied": True}),
        ("extend", {"satisfied": True}),
        ("extend", {"needs_review": True}),
        ("vacate", {"vacated": True}),
        ("reopen", {}),
        ("missed", {}),
        ("hand_over", {"satisfied": True}),
    ],
)
def test_what_does_not_fit_is_refused(
    do: str, values: dict[str, Any], acts: DeskClient, monday: datetime
) -> None:
    deadline = DeadlineFactory(**values)
    form = FORMS[do] | ({"to": UserFactory().pk} if do == "hand_over" else {})
    before = rows_of_all_tables()
    response = post(acts, deadline, do, **form)
    assert errors(response) == {"__all__": ["This cannot be done as the deadline stands."]}
    assert rows_of_all_tables() == before


def test_a_post_without_the_token_of_the_form_is_refused(lawyer: User, deadline: Deadline) -> None:
    client = DeskClient(enforce_csrf_checks=True)
    client.force_login(lawyer)
    response = post(client, deadline, "vacate", reason="x")
    assert response.status_code == 403
    assert "This form is not valid any more" in response.content.decode()
    assert client.post("/en/staff/settings/", {"do": "renew"}).status_code == 403
    assert client.post("/en/staff/mails/1/again/").status_code == 403
    assert fresh(deadline).state == DeadlineStatus.OPEN
