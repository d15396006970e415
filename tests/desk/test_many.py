"""Many records at once, the bin and merges: shown first, done for all or none, and undone."""

from __future__ import annotations

from typing import Any

import pytest

from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.accounts.groups import HouseGroup
from foundation.accounts.operations import create_login
from foundation.revisions.models import BulkChange
from people.models import Merge, Person
from tests.desk.conftest import DeskClient, client_of
from tests.desk.forms import rows_of_all_tables
from tests.factories import (
    AppearanceFactory,
    BulkChangeFactory,
    CorrectionFactory,
    DeadlineFactory,
    DocketEntryFactory,
    FilerFactory,
    MergeFactory,
    PersonFactory,
)
from tests.search.indexing import index_everything

ENTRIES = "/admin/filings/docketentry/"
PEOPLE = "/admin/people/person/"

pytestmark = pytest.mark.django_db


def act(desk: DeskClient, address: str, action: str, records: Any, **data: str) -> Any:
    chosen = {"action": action, "index": "0", "_selected_action": [record.pk for record in records]}
    return desk.post(address, chosen | data)


def said(desk: DeskClient, response: Any) -> str:
    return desk.get(response["Location"]).content.decode()


def kinds() -> list[str]:
    return list(DocketEntry.objects.order_by("pk").values_list("kind", flat=True))


def test_what_changes_is_shown_before_anything_does(desk: DeskClient) -> None:
    entries = [DocketEntryFactory(kind=kind) for kind in ("notice", "motion", "letter")]
    before = rows_of_all_tables()
    assert "change" in act(desk, ENTRIES, "change_many", entries).context
    page = act(desk, ENTRIES, "change_many", entries, change="kind:letter")
    assert {(row.record, row.old, row.new) for row in page.context["rows"]} == {
        (entries[0], "notice", "letter"),
        (entries[1], "motion", "letter"),
    }
    assert page.context["unchanged"] == 1
    page = act(desk, ENTRIES, "change_many", entries, change="kind:letter", _apply="1")
    assert "Say why." in page.content.decode()
    assert rows_of_all_tables() == before


def test_many_are_changed_and_changed_back_on_a_page_that_shows_it(desk: DeskClient, editor: Any) -> None:
    entries = [DocketEntryFactory(kind=kind) for kind in ("notice", "motion")]
    response = act(desk, ENTRIES, "change_many", entries, change="kind:letter", reason="misread", _apply="1")
    change = BulkChange.objects.get()
    assert f"/admin/revisions/bulkchange/{change.pk}/change/" in said(desk, response)
    assert kinds() == ["letter", "letter"]
    assert (change.editor, change.reason) == (editor, "misread")
    undo = f"/admin/revisions/bulkchange/{change.pk}/change/"
    page = desk.get(undo)
    assert [(row.old, row.new) for row in page.context["rows"]] == [
        ("letter", "notice"),
        ("letter", "motion"),
    ]
    assert desk.post(undo, {"reason": "was right"}).status_code == 302
    assert kinds() == ["notice", "motion"]
    assert "Undone by editor" in desk.get(undo).content.decode()


def test_an_entry_that_is_no_order_any_more_vacates_its_deadline(desk: DeskClient) -> None:
    deadline = DeadlineFactory()
    act(
        desk,
        ENTRIES,
        "change_many",
        [deadline.ordered_by],
        change="kind:letter",
        reason="misread",
        _apply="1",
    )
    assert (kinds(), Deadline.objects.get().state) == (["letter"], "vacated")
    change = BulkChange.objects.get()
    desk.post(f"/admin/revisions/bulkchange/{change.pk}/change/", {"reason": "was right"})
    assert (kinds(), Deadline.objects.get().state) == (["order"], "open")


def test_ten_thousand_rows_are_refused_with_the_limit(desk: DeskClient) -> None:
    first = DocketEntryFactory()
    DocketEntry.objects.bulk_create(
        DocketEntry(docket=first.docket, kind="order", title="Order", title_en="Order") for _ in range(9_999)
    )
    response = act(
        desk, ENTRIES, "change_many", [first], select_across="1", change="kind:letter", reason="x", _apply="1"
    )
    words = "10000 records were chosen; at most 500 are changed at once. Nothing was changed."
    assert words in said(desk, response)
    assert set(kinds()) == {"order"}


def test_staff_who_only_look_are_offered_nothing(desk: DeskClient) -> None:
    staff = client_of(create_login(username="staff", password="a long pass phrase"))
    entry = DocketEntryFactory(kind="notice")
    act(staff, ENTRIES, "change_many", [entry], change="kind:letter", reason="x", _apply="1")
    act(staff, ENTRIES, "bin_many", [entry], reason="x", _apply="1")
    assert (kinds(), DocketEntry.objects.get().status) == (["notice"], "published")
    change = BulkChangeFactory(value="notice", before={str(entry.pk): "letter"})
    assert staff.post(f"/admin/revisions/bulkchange/{change.pk}/change/").status_code in {302, 403}
    assert kinds() == ["notice"]


def test_into_the_bin_and_out_of_it(desk: DeskClient, client: Any) -> None:
    entry = DocketEntryFactory()
    assert client.get(f"/e/{entry.pk}/").status_code in {301, 302}
    assert [row.new for row in act(desk, ENTRIES, "bin_many", [entry]).context["rows"]] == ["in the bin"]
    act(desk, ENTRIES, "bin_many", [entry], reason="entered twice", _apply="1")
    assert client.get(f"/e/{entry.pk}/").status_code == 404
    assert desk.get(ENTRIES).context["cl"].result_count == 0
    bin_ = f"{ENTRIES}?status__exact=binned"
    assert [row.pk for row in desk.get(bin_).context["cl"].result_list] == [entry.pk]
    page = desk.get(f"{ENTRIES}{entry.pk}/change/")
    assert page.status_code == 200
    assert "_save" not in page.content.decode()
    act(desk, bin_, "unbin_many", [entry], reason="it was not", _apply="1")
    assert DocketEntry.objects.get().status == "draft"


def test_an_editor_bins_what_readers_never_saw_and_a_publisher_the_rest() -> None:
    editor = create_login(username="nurlan", password="a long pass phrase", groups=[HouseGroup.EDITOR])
    hidden, shown_one = DocketEntryFactory(draft=True), DocketEntryFactory()
    page = act(client_of(editor), ENTRIES, "bin_many", [hidden, shown_one], reason="x", _apply="1")
    assert "Only a publisher publishes or withdraws." in page.content.decode()
    states = set(DocketEntry.objects.values_list("pk", "status"))
    assert states == {(hidden.pk, "draft"), (shown_one.pk, "published")}
    act(client_of(editor), ENTRIES, "bin_many", [hidden], reason="x", _apply="1")
    assert DocketEntry.objects.get(pk=hidden.pk).status == "binned"


def test_what_others_rest_on_is_not_binned_and_nothing_else_is(desk: DeskClient) -> None:
    free, named = PersonFactory(), FilerFactory().person
    page = act(desk, PEOPLE, "bin_many", [free, named], reason="x", _apply="1")
    assert "Other records rest on" in page.content.decode()
    assert set(Person.objects.values_list("status", flat=True)) == {"published"}


def test_nobody_sets_the_state_of_the_bin_by_the_form(desk: DeskClient) -> None:
    page = desk.get(f"{ENTRIES}add/").content.decode()
    assert 'value="withdrawn"' in page
    assert 'value="binned"' not in page


def test_a_merge_is_shown_made_and_undone(desk: DeskClient, client: Any) -> None:
    kept = PersonFactory(name="Viktor Khrapunov", kind="organization")
    gone = PersonFactory(name="Виктор Храпунов", kind="organization")
    filer = FilerFactory(person=gone)
    index_everything()
    merge = f"{PEOPLE}{kept.pk}/merge/"
    assert [person.pk for person in desk.get(merge).context["alike"]] == [gone.pk]
    page = desk.get(merge, {"gone": gone.pk})
    assert [row.record for row in page.context["rows"]] == [f"filer: {filer.entry}"]
    assert "Say why." in desk.post(merge, {"gone": gone.pk}).content.decode()
    assert Merge.objects.count() == 0
    assert desk.post(merge, {"gone": gone.pk, "reason": "one body"}).status_code == 302
    filer.refresh_from_db()
    assert filer.person == kept
    old = client.get(f"/en/people/{gone.pk}-x/", follow=True)
    assert old.redirect_chain[-1][0] == f"/en/people/{kept.pk}-viktor-khrapunov/"
    undo = f"/admin/people/merge/{Merge.objects.get().pk}/change/"
    assert [row.new for row in desk.get(undo).context["rows"]] == ["Виктор Храпунов"]
    desk.post(undo, {"reason": "two after all"})
    filer.refresh_from_db()
    assert filer.person == gone


def test_the_page_of_a_merged_person_never_names_a_hidden_one(client: Any) -> None:
    merge = MergeFactory(kept__kind="organization", kept__draft=True, gone__status="binned")
    assert client.get(f"/en/people/{merge.gone_id}-x/").status_code == 404


@pytest.mark.parametrize("asked", ["", "0", "999999", "x", "²"])
def test_a_merge_with_nobody_is_asked_again(desk: DeskClient, asked: str) -> None:
    kept = PersonFactory()
    assert desk.post(f"{PEOPLE}{kept.pk}/merge/", {"gone": asked, "reason": "x"}).status_code == 200
    assert Merge.objects.count() == 0


def test_a_name_that_is_on_record_is_told_while_it_is_typed(desk: DeskClient) -> None:
    person = PersonFactory(name="Viktor Khrapunov", role="defendant")
    index_everything()
    address = f"{PEOPLE}{person.pk}/change/"
    answer = desk.get(f"{PEOPLE}alike/", {"name": "ХРАПУНОВ Виктор"}).json()
    assert answer == {"people": [{"name": "Viktor Khrapunov", "role": "defendant", "address": address}]}
    assert desk.get(f"{PEOPLE}alike/", {"name": "Viktor Khrapunov", "apart": person.pk}).json() == {
        "people": []
    }
    assert desk.get(f"{PEOPLE}alike/").json() == {"people": []}


@pytest.mark.parametrize("factory", [BulkChangeFactory, CorrectionFactory, MergeFactory])
@pytest.mark.parametrize("rows", [1, 3])
def test_lists_of_changes_cost_the_same_for_one_and_three(
    desk: DeskClient, django_assert_num_queries: Any, factory: Any, rows: int
) -> None:
    for _ in range(rows):
        record = factory()
    address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/"
    desk.get(address)
    with django_assert_num_queries(6):
        assert desk.get(address).context["cl"].result_count == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_merge_costs_the_same_for_one_and_three(
    desk: DeskClient, django_assert_num_queries: Any, rows: int
) -> None:
    kept, gone = PersonFactory(), PersonFactory()
    for _ in range(rows):
        FilerFactory(person=gone)
        AppearanceFactory(counsel=gone, firm=gone)
    address = f"{PEOPLE}{kept.pk}/merge/?gone={gone.pk}"
    desk.get(address)
    with django_assert_num_queries(19):
        assert desk.get(address).context["count"] == 3 * rows
