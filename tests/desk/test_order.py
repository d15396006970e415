"""The main job: an editor saves an order, and the window to amend is counted with its reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages

from cases.models import Docket
from deadlines.models import Deadline, Reminder
from filings.models import DocketEntry, Document, EntryLink, Filer
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.desk.forms import assert_said_beside, blank, errors, row, rows_of_all_tables, shown
from tests.factories import (
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    PersonFactory,
    SourceFactory,
    WatcherFactory,
)

ADD = "/admin/filings/docketentry/add/"
PERIODS = "ordered_deadlines"
CITATIONS = "sources-citation-content_type-object_id"

pytestmark = pytest.mark.django_db


def order(desk: DeskClient, docket: Docket, **changes: Any) -> dict[str, Any]:
    """The form of the order of 21 December 2017, filled in but for its parts."""
    return blank(desk, ADD, docket=docket.pk) | {
        "entry_number": "67",
        "date": "2017-12-21",
        "kind": "order",
        "title_en": "Order granting leave to amend",
        "status": "published",
        **changes,
    }


def window(data: dict[str, Any], **changes: Any) -> dict[str, Any]:
    row(data, PERIODS, **{"title_en": "Window to amend", "period_length": "30", **changes})
    return data


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_thirty_days_from_an_order_give_the_window_and_why(desk: DeskClient, docket: Docket) -> None:
    person = PersonFactory(name="Republic")
    response = desk.post(ADD, window(order(desk, docket), obligor=person.pk, length_confidence="secondary"))
    assert response.status_code == 302, errors(response)
    entry = DocketEntry.objects.get()
    deadline = Deadline.objects.get()
    assert (entry.entry_number, entry.date_filed) == (67, date(2017, 12, 21))
    assert (deadline.due_on, deadline.computed_on) == (date(2018, 1, 22), date(2018, 1, 22))
    assert (deadline.basis, deadline.counting, deadline.status) == ("computed", "frcp_6a", "published")
    assert (deadline.ordered_by, deadline.trigger.entry, deadline.obligor) == (entry, entry, person)
    assert deadline.rule == "Order, ECF 67; Fed. R. Civ. P. 6(a)"
    assert (deadline.length_confidence, deadline.due_confidence) == ("secondary", "inferred")
    said = next(text for text in messages_of(response) if "Window" in text)
    assert said.startswith("Window to amend: Monday 22 January 2018. Day 30 is Saturday 20 January 2018.")
    page = desk.get(f"/admin/filings/docketentry/{entry.pk}/change/").content.decode()
    assert "Monday 22 January 2018" in page
    assert "Day 30 is Saturday 20 January 2018." in page
    assert "Days on which the court or the clerk’s office was closed" in page


def test_the_history_names_the_editor_and_the_reason(desk: DeskClient, docket: Docket, editor: User) -> None:
    desk.post(ADD, window(order(desk, docket, reason="entered from the docket sheet")))
    for record in (DocketEntry.objects.get(), Deadline.objects.get()):
        assert record.history.get().history_user == editor
    assert DocketEntry.objects.get().history.get().history_change_reason == "entered from the docket sheet"


def test_everything_that_belongs_to_an_entry_is_entered_on_one_form(desk: DeskClient, docket: Docket) -> None:
    motion = DocketEntryFactory(docket=docket, motion=True, entry_number=40)
    person, source = PersonFactory(), SourceFactory()
    data = window(order(desk, docket))
    row(data, "filers", person=person.pk)
    row(data, "links_from", kind="decides", to_entry=motion.pk, outcome="granted")
    row(data, "links_from", kind="decides", to_number="41", outcome="moot")
    row(data, CITATIONS, source=source.pk, kind="report", confidence="primary")
    row(
        data,
        "documents",
        attachment_number="0",
        title_en="Order",
        availability="at_court",
        status="published",
    )
    response = desk.post(ADD, data)
    assert response.status_code == 302, errors(response)
    entry = DocketEntry.objects.get(entry_number=67)
    assert Filer.objects.get().person == person
    assert set(EntryLink.objects.values_list("to_entry", "to_number")) == {(motion.pk, None), (None, 41)}
    assert entry.citations.get().source == source
    assert Document.objects.get().entry == entry


def test_a_date_fixed_by_the_court_stays_on_its_saturday(desk: DeskClient, docket: Docket) -> None:
    data = window(order(desk, docket), period_length="", fixed_on="2018-01-20", due_time="17:00")
    response = desk.post(ADD, data)
    assert response.status_code == 302, errors(response)
    deadline = Deadline.objects.get()
    assert (deadline.basis, deadline.due_on) == ("fixed_by_order", date(2018, 1, 20))
    assert (deadline.rule, deadline.due_confidence) == ("Order, ECF 67", "primary")
    page = desk.get(f"/admin/filings/docketentry/{deadline.ordered_by_id}/change/")
    assert shown(page)[f"{PERIODS}-0-fixed_on"] == "2018-01-20"
    assert shown(page)[f"{PERIODS}-0-period_length"] == ""


PERIOD_FAULTS = [
    ({"period_length": "0"}, "period_length", "greater than or equal to 1"),
    ({"period_length": "-1"}, "period_length", "greater than or equal to 1"),
    ({"period_length": "99999"}, "period_length", "less than or equal to 3660"),
    ({"period_length": "thirty"}, "period_length", "whole number"),
    ({"period_length": ""}, "period_length", "Give the number of days"),
    ({"fixed_on": "2018-01-22"}, "fixed_on", "not both"),
    ({"period_length": "", "fixed_on": "2018-02-30"}, "fixed_on", "valid date"),
    ({"title_en": ""}, "title_en", "at least one language"),
    ({"obligor": "999999"}, "obligor", "Select a valid choice"),
    ({"due_time": "25:00"}, "due_time", "valid time"),
]


def test_a_period_that_cannot_be_saved_says_so_beside_its_field(desk: DeskClient, docket: Docket) -> None:
    before = rows_of_all_tables()
    data = order(desk, docket)
    for changes, _field, _words in PERIOD_FAULTS:
        window(data, **changes)
    response = desk.post(ADD, data)
    assert_said_beside(
        response,
        [
            (changes, f"{PERIODS}-{number}-{field}", words)
            for number, (changes, field, words) in enumerate(PERIOD_FAULTS)
        ],
    )
    assert rows_of_all_tables() == before
    again = shown(response)
    assert again["title_en"] == "Order granting leave to amend"
    lengths = [changes.get("period_length", "30") for changes, _field, _words in PERIOD_FAULTS]
    assert [again[f"{PERIODS}-{number}-period_length"] for number in range(len(lengths))] == lengths


def test_only_an_act_of_the_court_orders_a_period(desk: DeskClient, docket: Docket) -> None:
    before = rows_of_all_tables()
    response = desk.post(ADD, window(order(desk, docket, kind="motion", summary_en="Kept as typed")))
    assert "act of the court" in errors(response)[f"{PERIODS}-0-period_length"][0]
    assert shown(response)["summary_en"] == "Kept as typed"
    assert rows_of_all_tables() == before


def test_days_are_not_counted_where_no_rule_is_known(desk: DeskClient, docket: Docket) -> None:
    docket.court.country = "GB"
    docket.court.save()
    response = desk.post(ADD, window(order(desk, docket)))
    assert "federal courts" in errors(response)[f"{PERIODS}-0-period_length"][0]


def test_a_court_of_appeals_counts_by_its_own_rule(desk: DeskClient, docket: Docket) -> None:
    docket.court.level = "appellate"
    docket.court.save()
    desk.post(ADD, window(order(desk, docket)))
    assert Deadline.objects.get().counting == "frap_26a"


def test_a_window_is_as_public_as_its_order_unless_said_otherwise(desk: DeskClient, docket: Docket) -> None:
    data = window(order(desk, docket, status="draft"))
    row(data, PERIODS, title_en="Second window", period_length="10", status="in_review")
    response = desk.post(ADD, data)
    assert response.status_code == 302, errors(response)
    assert set(Deadline.objects.values_list("title_en", "status")) == {
        ("Window to amend", "draft"),
        ("Second window", "in_review"),
    }


def test_an_order_without_an_exact_day_counts_nothing_and_warns(desk: DeskClient, docket: Docket) -> None:
    response = desk.post(ADD, window(order(desk, docket, date="2017-12")))
    deadline = Deadline.objects.get()
    assert (deadline.due_on, deadline.state) == (None, "needs_review")
    assert any("needs review" in text for text in messages_of(response))


def test_a_corrected_day_counts_the_window_again(desk: DeskClient, docket: Docket) -> None:
    desk.post(ADD, window(order(desk, docket)))
    entry = DocketEntry.objects.get()
    address = f"/admin/filings/docketentry/{entry.pk}/change/"
    response = desk.post(address, shown(desk.get(address)) | {"date": "2017-12-20", "reason": "misread"})
    assert response.status_code == 302, errors(response)
    deadline = Deadline.objects.get()
    assert (deadline.due_on, deadline.revision) == (date(2018, 1, 19), 2)
    assert any("Friday 19 January 2018" in text for text in messages_of(response))


def test_saving_again_changes_nothing(desk: DeskClient, docket: Docket) -> None:
    desk.post(ADD, window(order(desk, docket)))
    address = f"/admin/filings/docketentry/{DocketEntry.objects.get().pk}/change/"
    response = desk.post(address, shown(desk.get(address)))
    assert response.status_code == 302, errors(response)
    deadline = Deadline.objects.get()
    assert (deadline.due_on, deadline.revision, deadline.history.count()) == (date(2018, 1, 22), 1, 1)
    assert not any("Window" in text for text in messages_of(response))


def test_an_older_version_is_restored_and_counted(desk: DeskClient, docket: Docket) -> None:
    desk.post(ADD, window(order(desk, docket)))
    entry = DocketEntry.objects.get()
    address = f"/admin/filings/docketentry/{entry.pk}"
    earlier = {"date": "2017-12-20", "reason": "misread"}
    desk.post(f"{address}/change/", shown(desk.get(f"{address}/change/")) | earlier)
    first = entry.history.earliest()
    assert b"2017-12-20" in desk.get(f"{address}/history/").content
    page = desk.get(f"{address}/history/{first.history_id}/")
    again = shown(page) | {"reason": "it was right"}
    response = desk.post(f"{address}/history/{first.history_id}/", again)
    assert response.status_code == 302
    entry.refresh_from_db()
    assert (entry.date, Deadline.objects.get().due_on) == ("2017-12-21", date(2018, 1, 22))


def test_a_restored_version_leaves_no_deadline_on_the_other_docket(desk: DeskClient, docket: Docket) -> None:
    entry = DocketEntry.objects.create(docket=DocketFactory(case=docket.case), kind="order", title="Order")
    older = entry.history.get()
    entry.docket, entry.date = docket, "2017-12-21"
    entry.save()
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry)
    address = f"/admin/filings/docketentry/{entry.pk}/history/{older.history_id}/"
    response = desk.post(address, shown(desk.get(address)))
    assert response.status_code == 200
    assert "Deadlines run from this entry" in response.content.decode()
    entry.refresh_from_db()
    assert entry.docket == docket


def test_a_fresh_order_owes_reminders_to_watchers(desk: DeskClient, docket: Docket, editor: User) -> None:
    WatcherFactory(case=docket.case, user=editor)
    with time_machine.travel("2017-12-22T12:00:00Z", tick=False):
        response = desk.post(ADD, window(order(desk, docket)))
    assert response.status_code == 302, errors(response)
    assert set(Reminder.objects.values_list("due_on", flat=True)) == {date(2018, 1, 22)}
