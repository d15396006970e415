"""Correcting at the desk: reasons, corrections, versions, two editors at once, parts that come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.html import strip_tags

from filings.models import DocketEntry, EntryLink, Filer
from foundation.core.operations import save_record
from foundation.revisions.models import Correction
from tests.desk.conftest import DeskClient
from tests.desk.forms import errors, row, rows_of_all_tables, shown
from tests.factories import (
    DocketEntryFactory,
    DocumentFactory,
    EntryLinkFactory,
    FilerFactory,
    PersonFactory,
    SourceFactory,
    WatcherFactory,
)

pytestmark = pytest.mark.django_db


def address(record: Any, page: str = "change") -> str:
    return f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/{page}/"


def change(desk: DeskClient, record: Any, **changes: Any) -> Any:
    return desk.post(address(record), shown(desk.get(address(record))) | changes)


def corrections() -> list[tuple[str, str, str]]:
    return list(Correction.objects.order_by("pk").values_list("field", "old", "new"))


def test_what_readers_have_seen_is_changed_with_a_reason(desk: DeskClient) -> None:
    entry = DocketEntryFactory(title="Order of 12 March")
    before = rows_of_all_tables()
    response = change(desk, entry, title_en="Order of 21 March")
    assert errors(response) == {"reason": ["Readers have seen this record: say why you change it."]}
    assert rows_of_all_tables() == before
    assert change(desk, entry, title_en="Order of 21 March", reason="misread").status_code == 302
    assert corrections() == [("title_en", "Order of 12 March", "Order of 21 March")]


def test_a_draft_is_changed_without_one(desk: DeskClient) -> None:
    entry = DocketEntryFactory(draft=True)
    assert change(desk, entry, title_en="Order of 21 March").status_code == 302
    assert corrections() == []


def test_the_editor_says_that_it_was_a_slip_of_the_pen(desk: DeskClient) -> None:
    entry = DocketEntryFactory(title="Oder")
    assert change(desk, entry, title_en="Order", reason="typo", nature="typographical").status_code == 302
    assert corrections() == []


def test_publishing_corrects_nothing(desk: DeskClient) -> None:
    entry = DocketEntryFactory(draft=True)
    assert change(desk, entry, title_en="Order of 21 March", status="published").status_code == 302
    assert corrections() == []


def test_a_changed_part_needs_a_reason_and_is_corrected(desk: DeskClient) -> None:
    link = EntryLinkFactory(outcome="granted")
    response = change(desk, link.from_entry, **{"links_from-0-outcome": "denied"})
    assert set(errors(response)) == {"reason"}
    response = change(desk, link.from_entry, **{"links_from-0-outcome": "denied", "reason": "misread"})
    assert response.status_code == 302, errors(response)
    assert corrections() == [("outcome", "granted", "denied")]
    assert Correction.objects.get().record == link


def test_a_part_that_is_taken_away_is_told_without_its_words(desk: DeskClient) -> None:
    filer = FilerFactory()
    assert change(desk, filer.entry, **{"filers-0-DELETE": "on", "reason": "wrong"}).status_code == 302
    assert corrections() == [("filers", "", "")]
    assert Correction.objects.get().record == filer.entry


def test_what_is_added_changes_nothing_that_was_said(desk: DeskClient) -> None:
    entry = DocketEntryFactory()
    data = shown(desk.get(address(entry)))
    row(data, "filers", person=PersonFactory().pk)
    assert desk.post(address(entry), data).status_code == 302
    assert corrections() == []


def test_who_watches_a_case_is_nothing_that_readers_see(desk: DeskClient) -> None:
    watcher = WatcherFactory(role="watcher")
    assert change(desk, watcher.case, **{"watchers-0-role": "owner"}).status_code == 302


# --- two editors -------------------------------------------------------------------------------------


def test_the_second_editor_is_shown_the_difference_and_overwrites_nothing(
    desk: DeskClient, editor: Any
) -> None:
    entry = save_record(DocketEntryFactory(draft=True, title="Order", summary_en="Old."), by=None)
    mine = shown(desk.get(address(entry)))
    theirs = DocketEntry.objects.get()
    theirs.title_en, theirs.summary_en = "Order of the other", "Theirs."
    save_record(theirs, by=editor)
    before = rows_of_all_tables()
    response = desk.post(address(entry), mine | {"title_en": "Order of mine"})
    assert "Nothing of yours was saved" in response.content.decode()
    assert rows_of_all_tables() == before
    conflict = response.context["conflict"]
    assert conflict.who == "editor"
    assert [(line.label, strip_tags(line.stored), strip_tags(line.typed)) for line in conflict.rows] == [
        ("Title [en]", "Order of the other", "Order of mine")
    ]
    again = shown(response)
    assert (again["title_en"], again["summary_en"]) == ("Order of mine", "Theirs.")
    response = desk.post(address(entry), again)
    assert response.status_code == 302, errors(response)
    saved = DocketEntry.objects.get()
    assert (saved.title_en, saved.summary_en) == ("Order of mine", "Theirs.")


def test_a_row_that_another_changed_is_not_overwritten(desk: DeskClient) -> None:
    link = EntryLinkFactory(outcome="granted", from_entry__draft=True)
    mine = shown(desk.get(address(link.from_entry)))
    link.outcome = "denied"
    save_record(link, by=None)
    response = desk.post(address(link.from_entry), mine | {"title_en": "Other title"})
    assert set(errors(response)) == {"__all__"}
    assert EntryLink.objects.get().outcome == "denied"


def test_a_row_that_another_took_away_shows_the_form_as_it_is_stored(desk: DeskClient) -> None:
    filer = FilerFactory(entry__draft=True)
    entry = filer.entry
    mine = shown(desk.get(address(entry)))
    filer.delete()
    response = desk.post(address(entry), mine | {"title_en": "Mine"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "A row was taken away." in page
    assert shown(response)["title_en"] == entry.title_en
    assert [strip_tags(line.typed) for line in response.context["conflict"].rows] == []
    assert DocketEntry.objects.get().title_en == entry.title_en


def test_a_form_without_its_version_saves_nothing(desk: DeskClient) -> None:
    entry = DocketEntryFactory(draft=True)
    data = shown(desk.get(address(entry)))
    for version in ("", "[]", "{", "x" * 1000):
        assert set(errors(desk.post(address(entry), data | {"_version": version}))) == {"__all__"}
    assert DocketEntry.objects.get().title_en == entry.title_en


def test_a_form_with_a_mistake_keeps_the_version_that_it_was_made_on(desk: DeskClient) -> None:
    entry = DocketEntryFactory(draft=True)
    data = shown(desk.get(address(entry)))
    response = desk.post(address(entry), data | {"date": "yesterday"})
    assert shown(response)["_version"] == data["_version"]


# --- history -----------------------------------------------------------------------------------------


def test_the_history_shows_record_and_parts_side_by_side(desk: DeskClient, editor: Any) -> None:
    entry = save_record(
        DocketEntryFactory.build(docket=DocketEntryFactory().docket, entry_number=70), by=None
    )
    save_record(Filer(entry=entry, person=PersonFactory(name="Republic")), by=editor)
    entry.title_en = "Order of 21 March"
    save_record(entry, by=editor, reason="misread")
    page = desk.get(address(entry, "history"))
    steps = page.context["page_obj"].object_list
    assert [(step.what, step.kind, step.who, step.why) for step in steps] == [
        ("", "changed", "editor", "misread"),
        ("filer", "added", "editor", ""),
        ("", "added", "", ""),
    ]
    (line,) = steps[0].lines
    assert line.label == "Title [en]"
    assert strip_tags(line.new) == "Order of 21 March"
    assert [(line.label, line.new) for line in steps[1].lines] == [("Person", "<ins>Republic</ins>")]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_history_costs_the_same_for_one_and_three_parts(
    desk: DeskClient, django_assert_num_queries: Any, rows: int
) -> None:
    entry = save_record(DocketEntryFactory(), by=None)
    for _ in range(rows):
        save_record(Filer(entry=entry, person=PersonFactory()), by=None)
        save_record(EntryLink(from_entry=entry, kind="decides", to_entry=DocketEntryFactory()), by=None)
    desk.get(address(entry, "history"))
    with django_assert_num_queries(15):
        assert len(desk.get(address(entry, "history")).context["page_obj"].object_list) == 2 + 2 * rows


def test_a_part_is_brought_back(desk: DeskClient) -> None:
    filer = save_record(Filer(entry=DocketEntryFactory(), person=PersonFactory()), by=None)
    entry, pk = filer.entry, filer.pk
    assert change(desk, entry, **{"filers-0-DELETE": "on", "reason": "wrong"}).status_code == 302
    page = desk.get(address(entry, "history"))
    part, version = next(step.bring_back for step in page.context["page_obj"] if step.bring_back)
    stranger = desk.post(address(DocketEntryFactory(), "history"), {"part": part, "version": version})
    assert stranger.status_code == 404
    assert desk.post(address(entry, "history"), {"part": part, "version": version}).status_code == 302
    assert [row.pk for row in entry.filers.all()] == [pk]
    assert desk.post(address(entry, "history"), {"part": part, "version": version}).status_code == 404


def test_restoring_shows_what_it_changes_and_not_over_what_was_not_seen(desk: DeskClient) -> None:
    entry = save_record(DocketEntryFactory(draft=True, title="First"), by=None)
    first = entry.history.latest().history_id
    entry.title_en = "Second"
    save_record(entry, by=None)
    page = desk.get(address(entry, f"history/{first}"))
    (line,) = page.context["lines"]
    assert (strip_tags(line.old), strip_tags(line.new)) == ("Second", "First")
    entry.title_en = "Third"
    save_record(entry, by=None)
    response = desk.post(address(entry, f"history/{first}"), shown(page))
    assert "Nothing was restored" in response.content.decode()
    assert DocketEntry.objects.get().title_en == "Third"
    assert desk.post(address(entry, f"history/{first}"), shown(response)).status_code == 302
    assert DocketEntry.objects.get().title_en == "First"


# --- striking and sealing ----------------------------------------------------------------------------


def test_a_stricken_entry_stays_on_the_page_struck_through(desk: DeskClient, client: Any) -> None:
    entry = DocketEntryFactory(title="Wrongly filed")
    note = "STRICKEN pursuant to Order [70]"
    response = change(desk, entry, stricken="on", stricken_note=note, reason="ECF 70")
    assert response.status_code == 302, errors(response)
    case = entry.docket.case
    page = client.get(f"/en/cases/{case.pk}-{case.slug}/").content.decode()
    assert "<s>Wrongly filed</s>" in page
    assert note in page


def test_how_it_was_stricken_is_said_of_a_stricken_entry_alone(desk: DeskClient) -> None:
    response = change(desk, DocketEntryFactory(draft=True), stricken_note="by order")
    assert set(errors(response)) == {"stricken_note"}


def test_a_sealed_paper_leaves_its_place_on_the_page(desk: DeskClient, client: Any) -> None:
    document = DocumentFactory(title="Exhibit A", availability="at_court")
    response = change(desk, document, availability="sealed", reason="sealed by ECF 70")
    assert response.status_code == 302, errors(response)
    case = document.entry.docket.case
    page = client.get(f"/en/cases/{case.pk}-{case.slug}/").content.decode()
    assert "Exhibit A" in page
    assert "sealed" in page


def test_a_source_has_no_readers_of_its_own(desk: DeskClient) -> None:
    assert change(desk, SourceFactory(), title_en="Another title").status_code == 302
