"""A deadline after it was entered: moved by hand, extended, satisfied, watched."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from cases.models import Docket
from deadlines.models import Deadline, Extension, Reminder, Tolling, Watcher
from deadlines.operations import order_period
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.desk.forms import Fault, assert_said_beside, errors, row, rows_of_all_tables, shown, typed
from tests.factories import DocketEntryFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)


@pytest.fixture
def deadline(docket: Docket) -> Deadline:
    """The window of thirty days from 21 December 2017."""
    entry = DocketEntryFactory(docket=docket, entry_number=67)
    window = Deadline(title="Window to amend", period_length=30, status="published")
    return order_period(entry, window, by=None, at=NOW)


def address(deadline: Deadline) -> str:
    return f"/admin/deadlines/deadline/{deadline.pk}/change/"


def save(desk: Client, deadline: Deadline, **changes: Any) -> Any:
    with time_machine.travel(NOW, tick=False):
        response = desk.post(
            address(deadline), shown(desk.get(address(deadline))) | {"reason": "as the docket says"} | changes
        )
    if response.status_code == 302:
        deadline.refresh_from_db()
    return response


def test_the_page_says_why(desk: DeskClient, deadline: Deadline) -> None:
    page = desk.get(address(deadline)).content.decode()
    assert "Monday 22 January 2018" in page
    assert "Day 0 is Thursday 21 December 2017" in page
    assert "Fed. R. Civ. P. 6(a)(1)(C)" in page


def test_saving_without_a_change_moves_nothing(desk: DeskClient, deadline: Deadline) -> None:
    assert save(desk, deadline).status_code == 302
    assert (deadline.due_on, deadline.basis, deadline.revision) == (date(2018, 1, 22), "computed", 1)


def test_a_day_set_by_hand_is_kept_beside_the_computed_one(desk: DeskClient, deadline: Deadline) -> None:
    assert save(desk, deadline, due_on="2018-01-25", reason="the clerk said so").status_code == 302
    assert (deadline.basis, deadline.due_on) == ("set_by_editor", date(2018, 1, 25))
    assert (deadline.computed_on, deadline.revision) == (date(2018, 1, 22), 2)
    assert deadline.history.order_by("history_id").last().history_change_reason == "the clerk said so"
    assert save(desk, deadline, period_length="40").status_code == 302
    assert (deadline.due_on, deadline.computed_on) == (date(2018, 1, 25), date(2018, 1, 30))


def test_an_emptied_day_is_counted_again(desk: DeskClient, deadline: Deadline) -> None:
    save(desk, deadline, due_on="2018-01-25", reason="as agreed")
    assert deadline.basis == "set_by_editor"
    response = save(desk, deadline, due_on="")
    assert response.status_code == 302, errors(response)
    assert (deadline.basis, deadline.due_on, deadline.state) == ("computed", date(2018, 1, 22), "open")


def test_another_length_is_counted(desk: DeskClient, deadline: Deadline) -> None:
    response = save(desk, deadline, period_length="31")
    assert response.status_code == 302, errors(response)
    assert (deadline.due_on, deadline.revision) == (date(2018, 1, 22), 1)
    save(desk, deadline, period_length="32")
    assert (deadline.due_on, deadline.basis) == (date(2018, 1, 22), "computed")
    save(desk, deadline, period_length="33")
    assert (deadline.due_on, deadline.revision) == (date(2018, 1, 23), 2)


def test_it_is_satisfied_by_an_entry(desk: DeskClient, deadline: Deadline) -> None:
    answer = DocketEntryFactory(docket=deadline.docket, entry_number=69, motion=True)
    assert save(desk, deadline, state="satisfied", satisfied_by=answer.pk).status_code == 302
    assert (deadline.state, deadline.satisfied_by) == ("satisfied", answer)
    assert save(desk, deadline, state="open", reason="another motion").status_code == 302
    assert (deadline.state, deadline.satisfied_by) == ("open", None)
    faults = errors(save(desk, deadline, satisfied_by=answer.pk))
    assert faults == {"satisfied_by": ["Set the status to “satisfied”, or leave this empty."]}


def test_an_extension_adds_a_link_to_the_chain(desk: DeskClient, deadline: Deadline) -> None:
    data = shown(desk.get(address(deadline)))
    row(data, "extensions", due_on="2018-02-05", reason="Stipulation")
    response = desk.post(address(deadline), data)
    assert response.status_code == 302, errors(response)
    link = Extension.objects.get()
    assert (link.previous_due_on, link.due_on) == (date(2018, 1, 22), date(2018, 2, 5))
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.basis) == (date(2018, 2, 5), "extended")
    assert "extensions-0-due_on" not in shown(desk.get(address(deadline)))


def test_an_extension_that_cannot_be_saved(desk: DeskClient, deadline: Deadline) -> None:
    faults: list[Fault] = [
        ({"due_on": "2018-01-22", "reason": "Stipulation"}, "extensions-0-due_on", "present date"),
        ({"due_on": "2018-02-31", "reason": "Stipulation"}, "extensions-1-due_on", "valid date"),
        ({"due_on": "2018-02-05", "reason": ""}, "extensions-2-reason", "required"),
    ]
    before = rows_of_all_tables()
    data = shown(desk.get(address(deadline)))
    for values, _field, _words in faults:
        row(data, "extensions", **values)
    assert_said_beside(desk.post(address(deadline), data), faults)
    assert rows_of_all_tables() == before


@pytest.mark.parametrize(
    "faults",
    [
        [
            ({"due_on": "22.01.18"}, "due_on", "valid date"),
            ({"period_length": "0"}, "period_length", "greater than or equal to 1"),
            ({"state": "forgotten"}, "state", "Select a valid choice"),
            ({"satisfied_by": "999999"}, "satisfied_by", "Select a valid choice"),
            ({"counting": "guesswork"}, "counting", "Select a valid choice"),
        ],
        [
            ({"period_length": "99999"}, "period_length", "less than or equal to 3660"),
            ({"court_stated_on": "2018-01-20"}, "court_stated_note", "where the court states"),
        ],
        [({"due_on": "2018-01-25"}, "reason", "Say why")],
        [({"state": "missed"}, "reason", "Say why")],
        [({"state": "missed", "reason": "nothing filed"}, "state", "The last day is not over")],
        [({"state": "satisfied"}, "satisfied_by", "Say why")],
    ],
    ids=["fields", "known-to-tables", "day-without-reason", "missed-without-reason", "missed", "satisfied"],
)
def test_a_deadline_that_cannot_be_saved(desk: DeskClient, deadline: Deadline, faults: list[Fault]) -> None:
    before = rows_of_all_tables()
    assert_said_beside(save(desk, deadline, **{"reason": ""} | typed(faults)), faults)
    assert rows_of_all_tables() == before


def test_an_entry_of_another_case_does_not_satisfy_it(desk: DeskClient, deadline: Deadline) -> None:
    stranger = DocketEntryFactory()
    assert (
        "another case"
        in errors(save(desk, deadline, state="satisfied", satisfied_by=stranger.pk))["satisfied_by"][0]
    )
    deadline.refresh_from_db()
    assert (deadline.state, deadline.satisfied_by) == ("open", None)


def test_a_new_watcher_is_owed_reminders(desk: DeskClient, deadline: Deadline, editor: User) -> None:
    data = shown(desk.get(address(deadline)))
    row(data, "watchers", user=editor.pk)
    with time_machine.travel(NOW, tick=False):
        assert desk.post(address(deadline), data).status_code == 302
    assert Watcher.objects.get().deadline == deadline
    assert Reminder.objects.filter(recipient=editor).exists()
    assert "waiting" in desk.get(address(deadline)).content.decode()


def test_a_watcher_of_the_case_too(desk: DeskClient, deadline: Deadline, editor: User) -> None:
    case = deadline.docket.case
    page = f"/admin/cases/case/{case.pk}/change/"
    data = shown(desk.get(page))
    row(data, "watchers", user=editor.pk)
    with time_machine.travel(NOW, tick=False):
        assert desk.post(page, data).status_code == 302
    assert Reminder.objects.filter(recipient=editor, deadline=deadline).exists()


def test_the_same_watcher_twice_is_refused_beside_the_row(
    desk: DeskClient, deadline: Deadline, editor: User
) -> None:
    before = rows_of_all_tables()
    data = shown(desk.get(address(deadline)))
    row(data, "watchers", user=editor.pk)
    row(data, "watchers", user=editor.pk, role="owner")
    found = errors(desk.post(address(deadline), data))
    assert any(name.startswith("watchers") for name in found)
    assert rows_of_all_tables() == before


def _said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_move_is_said_as_old_and_new(desk: DeskClient, deadline: Deadline) -> None:
    response = save(desk, deadline, period_length="33")
    assert any("Monday 22 January 2018 → Tuesday 23 January 2018" in text for text in _said(response))
    assert not any("→" in text for text in _said(save(desk, deadline, title_en="Window")))


def test_the_clerks_date_stands_beside_ours_with_a_warning(desk: DeskClient, deadline: Deadline) -> None:
    stated = {"court_stated_on": "2018-01-20", "court_stated_note": "docket text of ECF 67"}
    assert save(desk, deadline, **stated).status_code == 302
    assert deadline.due_on == date(2018, 1, 22)
    page = desk.get(address(deadline)).content.decode()
    assert "The court’s docket states Saturday 20 January 2018" in page


def test_service_is_entered_with_the_deadline_and_counted(desk: DeskClient, deadline: Deadline) -> None:
    by_mail = {"counts_from": "service", "service_method": "mail"}
    response = save(desk, deadline, **by_mail)
    assert response.status_code == 302, errors(response)
    deadline.trigger.refresh_from_db()
    assert (deadline.due_on, deadline.trigger.service_method) == (date(2018, 1, 25), "mail")
    assert deadline.revision == 2


def test_the_clock_is_stopped_and_started(desk: DeskClient, deadline: Deadline) -> None:
    data = shown(desk.get(address(deadline)))
    row(data, "tollings", paused_on="2018-01-02", reason="Stay")
    with time_machine.travel(NOW, tick=False):
        response = desk.post(address(deadline), data)
    assert response.status_code == 302, errors(response)
    deadline.refresh_from_db()
    assert (deadline.paused_on, deadline.state) == (date(2018, 1, 2), "open")
    response = save(desk, deadline, **{"tollings-0-resumed_on": "2018-02-01"})
    assert response.status_code == 302, errors(response)
    assert (deadline.paused_on, deadline.due_on) == (None, date(2018, 2, 20))
    assert Tolling.objects.get().resumed_on == date(2018, 2, 1)
    assert any("Tuesday 20 February 2018" in text for text in _said(response))


def test_what_runs_from_it_is_entered_below_it_and_moves_with_it(
    desk: DeskClient, deadline: Deadline
) -> None:
    data = shown(desk.get(address(deadline)))
    row(data, "dependents", title_en="Reply", period_length="7", status="published")
    response = desk.post(address(deadline), data)
    assert response.status_code == 302, errors(response)
    reply = Deadline.objects.get(title_en="Reply")
    assert (reply.depends_on, reply.due_on, reply.status) == (deadline, date(2018, 1, 29), "published")
    response = save(desk, deadline, period_length="33")
    assert any("Monday 29 January 2018 → Tuesday 30 January 2018" in text for text in _said(response))
