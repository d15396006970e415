"""Entering at the desk: what is filled in, what is read from the text, what is asked, what will show."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from cases.models import Docket
from filings.models import DocketEntry
from tests.desk.conftest import DeskClient
from tests.desk.forms import errors, row, rows_of_all_tables, shown
from tests.factories import (
    CaseFactory,
    DocketEntryFactory,
    DocketFactory,
    PersonFactory,
)

ADD = "/admin/filings/docketentry/add/"
READING = "/admin/filings/docketentry/reading/"

pytestmark = pytest.mark.django_db


def form(desk: DeskClient, docket: Docket, **values: Any) -> dict[str, Any]:
    data = shown(desk.get(ADD, {"docket": docket.pk}))
    return data | {"kind": "order", "title_en": "Order", "date": "2018-02-01", **values}


def read(desk: DeskClient, docket: Docket, **values: Any) -> Any:
    return desk.post(READING, form(desk, docket, **values)).json()


def test_from_a_case_to_a_new_entry_in_two_clicks(desk: DeskClient, docket: Docket) -> None:
    listed = desk.get("/admin/cases/case/").content.decode()
    case = f"/admin/cases/case/{docket.case_id}/change/"
    assert case in listed
    assert f"{ADD}?docket={docket.pk}" in desk.get(case).content.decode()


def test_docket_number_and_the_courts_today_are_filled_in(desk: DeskClient, docket: Docket) -> None:
    DocketEntryFactory(docket=docket, entry_number=66)
    DocketEntryFactory(docket=docket, entry_number=99, status="binned")
    DocketEntryFactory(entry_number=500)
    with time_machine.travel("2018-02-02T05:00:00Z", tick=False):  # still the evening before in California
        data = shown(desk.get(ADD, {"docket": docket.pk}))
    assert (data["docket"], data["entry_number"], data["date"]) == (str(docket.pk), "67", "2018-02-01")


def test_a_docket_without_a_court_has_the_day_of_utc(desk: DeskClient) -> None:
    docket = DocketFactory(court=None)
    with time_machine.travel("2018-02-02T05:00:00Z", tick=False):
        data = shown(desk.get(ADD, {"docket": docket.pk}))
    assert (data["entry_number"], data["date"]) == ("1", "2018-02-02")


@pytest.mark.parametrize("asked", ["", "0", "x", "999999", "²"])
def test_no_docket_fills_nothing_in(desk: DeskClient, asked: str) -> None:
    data = shown(desk.get(ADD, {"docket": asked}))
    assert (data["entry_number"], data["date"]) == ("", "")


def test_save_and_add_another_keeps_docket_and_day(desk: DeskClient, docket: Docket) -> None:
    response = desk.post(ADD, form(desk, docket, entry_number="67", _addanother="1"))
    assert response.status_code == 302, errors(response)
    data = shown(desk.get(response["Location"]))
    assert (data["docket"], data["entry_number"], data["date"]) == (str(docket.pk), "68", "2018-02-01")


def test_another_event_stays_with_its_case(desk: DeskClient) -> None:
    case = CaseFactory()
    data = shown(desk.get("/admin/cases/event/add/")) | {
        "case": case.pk,
        "text_en": "It happened.",
        "claim": "finding",
    }
    response = desk.post("/admin/cases/event/add/", data | {"_addanother": "1"})
    assert response.status_code == 302, errors(response)
    assert shown(desk.get(response["Location"]))["case"] == str(case.pk)


# --- proposals ---------------------------------------------------------------------------------------


def test_a_link_is_proposed_to_the_entry_or_to_its_number(desk: DeskClient, docket: Docket) -> None:
    motion = DocketEntryFactory(docket=docket, entry_number=40, motion=True)
    DocketEntryFactory(entry_number=41)  # on another docket
    text = "ORDER granting [40] Motion to Dismiss; denying [41] Motion to Stay. See ECF No. 12."
    found = read(desk, docket, text=text, entry_number="67")["links"]
    assert [(row["number"], row["entry"], row["kind"], row["outcome"]) for row in found] == [
        (40, motion.pk, "decides", "granted"),
        (41, None, "decides", "denied"),
        (12, None, "", ""),
    ]


def test_what_the_form_has_already_is_not_proposed_again(desk: DeskClient, docket: Docket) -> None:
    motion = DocketEntryFactory(docket=docket, entry_number=40, motion=True)
    data = form(desk, docket, text="ORDER granting [40] Motion and [41] Motion; [42].", entry_number="67")
    row(data, "links_from", kind="decides", to_entry=motion.pk, outcome="granted")
    row(data, "links_from", kind="decides", to_number="41", outcome="granted")
    assert [row["number"] for row in desk.post(READING, data).json()["links"]] == [42]


def test_an_entry_decides_none_that_comes_after_it(desk: DeskClient, docket: Docket) -> None:
    assert read(desk, docket, text="ORDER granting [40] Motion", entry_number="39")["links"] == []


def test_a_deadline_of_the_order_is_proposed_ready_to_be_counted(desk: DeskClient, docket: Docket) -> None:
    text = "ORDER: Plaintiff shall file an amended complaint within 30 days of this order."
    (found,) = read(desk, docket, text=text)["deadlines"]
    assert found["why"] == ""
    assert found["fields"]["period_length"] == "30"
    assert found["fields"]["period_unit"] == "days"
    assert "fixed_on" not in found["fields"]
    assert "within 30 days of this order" in found["quote"]


def test_a_day_that_the_order_names_is_taken_over_as_fixed(desk: DeskClient, docket: Docket) -> None:
    (found,) = read(desk, docket, text="ORDER: Opposition due by 3/14/2018.")["deadlines"]
    assert found["fields"]["fixed_on"] == "2018-03-14"
    assert "period_length" not in found["fields"]


def test_a_period_from_another_event_is_not_counted_from_the_order(desk: DeskClient, docket: Docket) -> None:
    text = "ORDER: Reply due within 7 days after service of the opposition."
    (found,) = read(desk, docket, text=text)["deadlines"]
    assert found["fields"] == {}
    assert "not from this entry" in found["why"]


def test_a_date_that_replaces_another_says_so(desk: DeskClient, docket: Docket) -> None:
    (found,) = read(desk, docket, text="ORDER: The deadline to answer is extended to 3/14/2018.")["deadlines"]
    assert found["fields"]["fixed_on"] == "2018-03-14"
    assert "extend it instead" in found["note"]


def test_only_an_act_of_the_court_is_read_for_deadlines(desk: DeskClient, docket: Docket) -> None:
    text = "ORDER: Plaintiff shall file an amended complaint within 30 days of this order."
    assert read(desk, docket, text=text, kind="motion")["deadlines"] == []
    assert read(desk, docket, text=text, kind="")["deadlines"] == []


def test_what_is_accepted_is_saved_and_counted(desk: DeskClient, docket: Docket) -> None:
    text = "ORDER granting [40] Motion. Plaintiff shall amend within 30 days of this order."
    data = form(desk, docket, text=text, entry_number="67", date="2017-12-21")
    answer = desk.post(READING, data).json()
    link, deadline = answer["links"][0], answer["deadlines"][0]
    row(data, "links_from", kind=link["kind"], to_number=str(link["number"]), outcome=link["outcome"])
    row(data, "ordered_deadlines", **deadline["fields"])
    response = desk.post(ADD, data)
    assert response.status_code == 302, errors(response)
    entry = DocketEntry.objects.get()
    assert entry.links_from.get().outcome == "granted"
    assert entry.ordered_deadlines.get().due_on.isoformat() == "2018-01-22"


# --- the row for readers -----------------------------------------------------------------------------


def test_the_preview_is_the_row_that_readers_get(desk: DeskClient, client: Any, docket: Docket) -> None:
    motion = DocketEntryFactory(docket=docket, entry_number=40, motion=True)
    person = PersonFactory(name="Republic")
    data = form(
        desk, docket, kind="opposition", title_en="Opposition", summary_en="It asks.", entry_number="41"
    )
    data |= {"status": "published"}
    row(data, "filers", person=person.pk)
    row(data, "links_from", kind="answers", to_entry=motion.pk)
    row(data, "documents", title_en="Brief", availability="at_court", status="published")
    preview = desk.post(READING, data).json()["preview"]
    assert desk.post(ADD, data).status_code == 302
    entry = DocketEntry.objects.get(entry_number=41)
    document = entry.documents.get()
    page = client.get(f"/en/cases/{docket.case_id}-{docket.case.slug}/").content.decode()
    as_saved = preview.replace("entry-0", f"entry-{entry.pk}").replace("/e/0/", f"/e/{entry.pk}/")
    assert as_saved.replace("/documents/0/", f"/documents/{document.pk}/") in page


def test_the_preview_leaves_out_whom_readers_may_not_see(desk: DeskClient, docket: Docket) -> None:
    data = form(desk, docket, kind="opposition")
    row(data, "filers", person=PersonFactory(name="Hidden Person", draft=True).pk)
    hidden = DocketEntryFactory(docket=docket, entry_number=40, sealed=True)
    row(data, "links_from", kind="answers", to_entry=hidden.pk)
    row(data, "documents", title_en="Sealed paper", availability="at_court", status="draft")
    data["documents-0-sealed"] = "on"
    preview = desk.post(READING, data).json()["preview"]
    assert [word for word in ("Hidden Person", "ECF 40", "Sealed paper") if word in preview] == []


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"docket": "999999", "date": "yesterday", "kind": "nonsense", "entry_number": "-1"},
        {"text": "<script>alert(1)</script>" * 10, "title_en": "<script>alert(1)</script>"},
        {"title_en": "\u202eabc\x00\x07", "text": "\x00[40]"},
        {"text": "[1] " * 200_000},
        {"_entry": "²", "links_from-TOTAL_FORMS": "0"},
    ],
)
def test_whatever_is_typed_is_answered_and_nothing_is_saved(
    desk: DeskClient, docket: Docket, values: dict[str, str]
) -> None:
    data = form(desk, docket) | values if values else {"csrfmiddlewaretoken": "x"}
    before = rows_of_all_tables()
    response = desk.post(READING, data)
    assert response.status_code == 200
    assert set(response.json()) == {"links", "deadlines", "repeats", "preview"}
    assert "<script" not in response.json()["preview"]
    assert rows_of_all_tables() == before


def test_nobody_else_is_answered(client: Any, desk: DeskClient) -> None:
    assert client.post(READING, {}).status_code == 302
    assert desk.get(READING).status_code == 403


# --- the same again ----------------------------------------------------------------------------------


def test_the_same_words_on_the_same_day_are_asked_about(desk: DeskClient, docket: Docket) -> None:
    DocketEntryFactory(docket=docket, entry_number=66, date="2018-02-01", title="Order")
    data = form(desk, docket, entry_number="67")
    assert "ECF 66 Order says the same on the same day" in desk.post(READING, data).json()["repeats"]
    before = rows_of_all_tables()
    assert set(errors(desk.post(ADD, data))) == {"number_repeats"}
    assert rows_of_all_tables() == before
    assert desk.post(ADD, data | {"number_repeats": "on"}).status_code == 302


@pytest.mark.parametrize(
    "differing",
    [{"date": "2018-02-02"}, {"title": "Another order"}, {"status": "binned"}, {"text": "Another text"}],
)
def test_what_differs_is_not_asked_about(desk: DeskClient, docket: Docket, differing: dict[str, str]) -> None:
    same = {"date": "2018-02-01", "title": "Order", "text": "The text"}
    DocketEntryFactory(docket=docket, entry_number=66, **same | differing)
    words = {"title_en": "Order"} if "title" in differing else {"title_en": "Order", "text": "The text"}
    response = desk.post(ADD, form(desk, docket, entry_number="67", **words))
    assert response.status_code == 302, errors(response)


def test_the_same_number_is_asked_about_and_courts_do_repeat_them(desk: DeskClient, docket: Docket) -> None:
    DocketEntryFactory(docket=docket, entry_number=67, title="Another")
    data = form(desk, docket, entry_number="67")
    assert set(errors(desk.post(ADD, data))) == {"entry_number"}
    assert desk.post(ADD, data | {"number_repeats": "on"}).status_code == 302


def test_an_old_repetition_is_not_asked_about_at_every_save(desk: DeskClient, docket: Docket) -> None:
    first = DocketEntryFactory(docket=docket, entry_number=66, date="2018-02-01", title="Order", draft=True)
    DocketEntryFactory(docket=docket, entry_number=67, date="2018-02-01", title="Order", draft=True)
    address = f"/admin/filings/docketentry/{first.pk}/change/"
    assert desk.post(address, shown(desk.get(address)) | {"summary_en": "New."}).status_code == 302
