"""The bin: what is in it is nowhere, nothing of it is lost, and nothing that others rest on goes there."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.models import Docket
from filings.models import DocketEntry, Document, Filer
from foundation.core.audience import DESK, PUBLIC
from foundation.core.operations import bin_record, holders, remove_part, restore_part, unbin_record
from tests import factories
from tests.factories import (
    CitationFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocumentFactory,
    FilerFactory,
    PersonFactory,
    UserFactory,
)
from tests.ours import publications

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", publications(), ids=lambda model: model.__name__)
def test_what_is_in_the_bin_is_nowhere(model: Any) -> None:
    record = getattr(factories, f"{model.__name__}Factory")()
    assert list(model.objects.visible_to(PUBLIC).filter(pk=record.pk)) == [record]
    model.objects.filter(pk=record.pk).update(status="binned")
    assert list(model.objects.visible_to(PUBLIC).filter(pk=record.pk)) == []
    assert list(model.objects.visible_to(DESK).filter(pk=record.pk)) == []
    assert list(model.objects.in_bin().filter(pk=record.pk)) == [record]


def test_parts_go_into_the_bin_with_their_entry_and_come_back() -> None:
    document = DocumentFactory()
    filer = FilerFactory(entry=document.entry)
    editor = UserFactory()
    bin_record(document.entry, by=editor, reason="entered on the wrong docket")
    assert list(Document.objects.visible_to(PUBLIC)) == list(Filer.objects.visible_to(PUBLIC)) == []
    entry = DocketEntry.objects.get()
    assert entry.history.latest().history_change_reason == "entered on the wrong docket"
    unbin_record(entry, by=editor)
    assert (entry.status, entry.filers.get(), entry.documents.get()) == ("draft", filer, document)


@pytest.mark.parametrize("of", ["docket", "case", "person", "entry"])
def test_what_others_rest_on_stays(of: str) -> None:
    deadline = DeadlineFactory()
    filer = FilerFactory()
    record = {
        "docket": deadline.docket,
        "case": deadline.docket.case,
        "person": filer.person,
        "entry": deadline.ordered_by,
    }[of]
    with pytest.raises(ValidationError, match="Other records rest on"):
        bin_record(record, by=None)
    record.refresh_from_db()
    assert record.status == "published"


def test_what_is_in_the_bin_itself_holds_nothing() -> None:
    entry = DocketEntryFactory()
    assert holders(entry.docket) == [entry]
    bin_record(entry, by=None)
    assert holders(entry.docket) == []
    bin_record(entry.docket, by=None)
    assert Docket.objects.get().status == "binned"


def test_a_deadline_ends_by_its_state() -> None:
    with pytest.raises(ValidationError, match="end it by its state"):
        bin_record(DeadlineFactory(), by=None)


def test_the_number_of_a_binned_entry_is_free_until_it_comes_back() -> None:
    docket = DocketFactory()
    wrong = DocketEntryFactory(docket=docket, entry_number=67)
    bin_record(wrong, by=None)
    DocketEntryFactory(docket=docket, entry_number=67)
    with pytest.raises(ValidationError, match="already has an entry with this number"):
        unbin_record(wrong, by=None)
    wrong.refresh_from_db()
    assert wrong.status == "binned"


def test_a_removed_part_comes_back_from_its_history() -> None:
    filer = FilerFactory()
    pk, person = filer.pk, filer.person
    remove_part(filer, by=None, reason="by mistake")
    restore_part(Filer.history.filter(id=pk).latest(), by=None)
    assert [(row.pk, row.person) for row in Filer.objects.all()] == [(pk, person)]


def test_only_what_is_in_the_bin_is_taken_out_of_it() -> None:
    with pytest.raises(ValidationError, match="not in the bin"):
        unbin_record(PersonFactory(), by=None)


def test_a_citation_does_not_hold_what_it_supports() -> None:
    person = PersonFactory()
    CitationFactory(claim=person)
    bin_record(person, by=None)
    assert person.status == "binned"
