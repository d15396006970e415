"""The index follows the records, in the transaction of the change; and it can be made anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.models import DocketNumber, Event
from cases.searching import CASE, DOCKET, EVENT, PERSON
from filings.models import DocketEntry
from filings.searching import DOCUMENT, FILING
from foundation.core.audience import DESK, PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.operations import remove_part, save_record
from foundation.core.publication import open_due
from foundation.search import operations
from foundation.search.models import SearchRow
from foundation.search.names import find_names
from foundation.search.operations import indexed_once, rebuild
from foundation.search.registry import kind, kinds
from foundation.search.texts import find_passages
from people.enums import Script
from people.models import Person, PersonName
from people.operations import merge_people, undo_merge
from tests.factories import (
    CaseFactory,
    DocketEntryFactory,
    DocketFactory,
    DocumentFactory,
    EventFactory,
    PartyFactory,
    PersonFactory,
    PersonNameFactory,
    SearchRowFactory,
    UserFactory,
)
from tests.search.indexing import index_everything, rows

pytestmark = pytest.mark.django_db


def found(query, audience=PUBLIC):
    return sorted(
        (one.kind, one.object_id) for one in find_passages(query, audience=audience) if one.complete
    )


def named(query, audience=PUBLIC):
    return [(one.kind, one.object_id) for one in find_names(query, audience=audience) if one.score >= 0.8]


@pytest.fixture
def case():
    """A public case of one docket with an entry, its paper, an event and a party who has no other tie."""
    case = CaseFactory(title="Zanzibar matter")
    docket = DocketFactory(case=case, caption="Zanzibar v. Roe")
    entry = DocketEntryFactory(docket=docket, title="Zanzibar motion")
    DocumentFactory(entry=entry, title="Zanzibar exhibit")
    EventFactory(case=case, docket=docket, text="Zanzibar hearing")
    PartyFactory(docket=docket, person=PersonFactory(name="Jane Zanzibar"))
    index_everything()
    return case


def everything(case):
    docket = case.dockets.get()
    entry = docket.entries.get()
    return sorted(
        [
            (CASE, case.pk),
            (DOCKET, docket.pk),
            (FILING, entry.pk),
            (DOCUMENT, entry.documents.get().pk),
            (EVENT, case.events.get().pk),
        ]
    )


def test_a_saved_record_is_found_at_once():
    docket = DocketFactory()
    entry = DocketEntry(
        docket=docket, kind="order", date="2017-12-21", title="Order on Храпунов", status="published"
    )
    save_record(entry, by=None)
    assert found("order Khrapunov") == [(FILING, entry.pk)]
    entry.title = "Judgment"
    save_record(entry, by=None)
    assert found("Khrapunov") == []
    assert found("judgment 21.12.2017") == [(FILING, entry.pk)]


def test_a_write_that_is_taken_back_leaves_no_row(case):
    case.title = "Pemba matter"
    with transaction.atomic():
        save_record(case, by=None)
        assert found("Pemba") == [(CASE, case.pk)]
        transaction.set_rollback(True)
    assert found("Pemba") == []
    assert (CASE, case.pk) in found("Zanzibar")


def test_a_record_that_is_refused_changes_nothing(case):
    before = rows()
    case.title = ""
    with pytest.raises(ValidationError):
        save_record(case, by=None)
    assert rows() == before


HIDE = {
    "withdrawn": {"status": PublicationStatus.WITHDRAWN},
    "draft": {"status": PublicationStatus.DRAFT},
    "sealed": {"sealed": True},
    "embargoed": {"embargo_until": datetime(2199, 1, 1, tzinfo=UTC)},
}


@pytest.mark.parametrize("how", HIDE)
def test_what_hides_a_case_hides_all_its_rows_in_the_same_transaction(how, case):
    person = Person.objects.get()
    assert found("Zanzibar") == everything(case)
    assert named("Jane Zanzibar") == [(PERSON, person.pk)]
    for name, value in HIDE[how].items():
        setattr(case, name, value)
    save_record(case, by=None)
    assert (found("Zanzibar"), named("Jane Zanzibar")) == ([], [])
    assert rows(is_public=True) == [("court", case.dockets.get().court_id, True)]
    assert found("Zanzibar", DESK) == everything(case)
    case.status, case.sealed, case.embargo_until = PublicationStatus.PUBLISHED, False, None
    save_record(case, by=None)
    assert found("Zanzibar") == everything(case)


def test_sealing_a_docket_hides_what_stands_on_it_and_who_stands_only_there(case):
    docket = case.dockets.get()
    docket.sealed = True
    save_record(docket, by=None)
    assert (found("Zanzibar"), named("Jane Zanzibar")) == ([(CASE, case.pk)], [])


def test_sealing_an_entry_hides_its_papers(case):
    entry = DocketEntry.objects.get()
    hidden = {(FILING, entry.pk), (DOCUMENT, entry.documents.get().pk)}
    assert hidden <= set(found("Zanzibar"))
    entry.sealed = True
    save_record(entry, by=None)
    assert hidden & set(found("Zanzibar")) == set()


def test_a_party_that_is_taken_off_is_not_found_any_more(case):
    person = Person.objects.get()
    assert named("Jane Zanzibar") == [(PERSON, person.pk)]
    remove_part(case.dockets.get().parties.get(), by=None)
    assert named("Jane Zanzibar") == []
    assert named("Jane Zanzibar", DESK) == [(PERSON, person.pk)]


def test_a_name_that_is_taken_off_finds_nobody(case):
    person = Person.objects.get()
    name = save_record(PersonName(person=person, text="Kilwa Kisiwani", script=Script.LATIN), by=None)
    assert named("Kilwa Kisiwani") == [(PERSON, person.pk)]
    remove_part(name, by=None)
    assert named("Kilwa Kisiwani") == []


def test_a_name_that_moves_to_another_person_finds_only_that_one(case):
    one, other = Person.objects.get(), PersonFactory(name="Jack Pemba")
    PartyFactory(docket=case.dockets.get(), person=other)
    name = PersonNameFactory(person=one, text="Kilwa Kisiwani")
    index_everything()
    assert named("Kilwa Kisiwani") == [(PERSON, one.pk)]
    name.person = other
    save_record(name, by=None)
    assert named("Kilwa Kisiwani") == [(PERSON, other.pk)]


def test_a_further_number_of_a_docket_finds_it(case):
    docket = case.dockets.get()
    number = save_record(DocketNumber(docket=docket, number="18-15189"), by=None)
    assert (DOCKET, docket.pk) in found("18-15189")
    remove_part(number, by=None)
    assert found("18-15189") == []


def test_what_stands_on_a_docket_moves_with_it(case):
    docket, other = case.dockets.get(), CaseFactory()
    docket.case = other
    save_record(docket, by=None)
    moved = SearchRow.objects.filter(kind__in=[DOCKET, FILING, DOCUMENT])
    assert set(moved.values_list("case_id", flat=True)) == {other.pk}
    assert found("Zanzibar motion") == [(FILING, docket.entries.get().pk)]


def test_an_embargo_that_ends_shows_the_rows(case):
    end = datetime(2026, 1, 1, tzinfo=UTC)
    case.embargo_until = end
    save_record(case, by=None)
    assert found("Zanzibar") == []
    assert open_due(end + timedelta(minutes=1)) == 1
    assert set(everything(case)) <= set(found("Zanzibar"))


def test_somebody_who_is_only_named_is_not_found_by_readers(case):
    person = save_record(Person(name="Kilwa Kisiwani", kind="individual", status="published"), by=None)
    assert named("Kilwa Kisiwani") == []
    assert named("Kilwa Kisiwani", DESK) == [(PERSON, person.pk)]


def test_two_records_of_one_person_are_found_as_one_until_they_are_parted(case):
    kept = Person.objects.get()
    gone = PersonFactory(name="Joan Zanzibarova")
    PartyFactory(docket=DocketFactory(case=case), person=gone)
    index_everything()
    assert named("Joan Zanzibarova") == [(PERSON, gone.pk)]
    merge = merge_people(kept, gone, by=UserFactory(), at=datetime(2026, 1, 1, tzinfo=UTC))
    assert named("Joan Zanzibarova") == [(PERSON, kept.pk)]
    undo_merge(merge, by=UserFactory(), at=datetime(2026, 1, 2, tzinfo=UTC))
    assert named("Joan Zanzibarova") == [(PERSON, gone.pk)]


def test_a_bulk_write_indexes_each_record_once(case):
    entry = DocketEntry.objects.get()
    with CaptureQueriesContext(connection) as captured, transaction.atomic(), indexed_once():
        for number in range(3):
            entry.title = f"Pemba {number}"
            save_record(entry, by=None)
            assert (FILING, entry.pk) in found("Zanzibar motion")
    statements = [query["sql"] for query in captured.captured_queries]
    written = [sql for sql in statements if sql.startswith('DELETE FROM "search_searchrow"')]
    assert len(written) == 2  # the entry and its paper
    assert found("Pemba 2") == [(FILING, entry.pk)]


def test_a_bulk_write_that_fails_indexes_nothing(case):
    def fail():
        with transaction.atomic(), indexed_once():
            save_record(case, by=None)
            raise RuntimeError

    case.title = "Pemba matter"
    with pytest.raises(RuntimeError):
        fail()
    assert found("Pemba") == []


def test_a_long_text_is_found_to_its_end():
    entry = DocketEntryFactory(text="Nothing of note here. " * 400 + "Zanzibar.")
    index_everything()
    assert SearchRow.objects.filter(kind=FILING).count() > 2
    assert found("Zanzibar") == [(FILING, entry.pk)]


# --- made anew ---------------------------------------------------------------------------------------------


def rebuilt(*arguments):
    out = StringIO()
    call_command("rebuild_search", *arguments, stdout=out)
    return out.getvalue().splitlines()


def everything_written():
    columns = ("kind", "object_id", "terms", "names", "is_public", "case_id", "year")
    return list(SearchRow.objects.order_by("kind", "object_id", "part").values_list(*columns))


def test_rebuilding_gives_the_rows_that_saving_gave(case):
    told = everything_written()
    SearchRow.objects.all().delete()
    assert rebuilt()[-1] == f"done: {len(told)} rows"
    assert everything_written() == told


def test_rebuilding_removes_rows_of_records_that_are_gone(case):
    SearchRowFactory(kind=CASE, object_id=999_999)
    SearchRowFactory(kind="unheard-of")
    rebuilt()
    assert SearchRow.objects.filter(object_id=999_999).count() == 0
    assert SearchRow.objects.filter(kind="unheard-of").count() == 0


def test_rebuilding_goes_in_batches_and_says_where_to_go_on(case, monkeypatch):
    EventFactory.create_batch(5, case=case)
    events = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    monkeypatch.setattr(operations, "BATCH", 2)
    assert [last for last, _count in rebuild(kind(EVENT))] == [events[1], events[3], events[5]]
    SearchRow.objects.all().delete()
    lines = rebuilt("--after", f"event:{events[3]}")
    assert lines[0] == f"event:{events[5]}  2 rows"
    assert [object_id for _kind, object_id, _public in rows(kind=EVENT)] == events[4:]
    assert rows(kind=CASE) == []  # stands before events, so it was done


@pytest.mark.parametrize("after", ["nonsense", "event", "event:", "event:x", "nothing:3"])
def test_rebuilding_refuses_a_place_that_it_does_not_know(after):
    with pytest.raises(CommandError, match="--after is KIND:ID"):
        rebuilt("--after", after)


def test_the_number_of_queries_of_a_batch_does_not_grow(case):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            list(rebuild(kind(FILING)))
        return len(captured)

    once = cost()
    DocketEntryFactory.create_batch(20, docket=case.dockets.get())
    assert cost() == once


def test_every_kind_of_record_that_is_shown_is_registered():
    assert [findable.kind for findable in kinds()] == [
        PERSON,
        "court",
        CASE,
        DOCKET,
        EVENT,
        "statement",
        FILING,
        DOCUMENT,
    ]
