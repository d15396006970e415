"""Corrections: what readers had seen and what they are told; changes of many records and their undoing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from filings.models import DocketEntry
from foundation.core.audience import DESK, PUBLIC
from foundation.core.operations import save_record
from foundation.revisions.models import BulkChange, Correction
from foundation.revisions.operations import (
    change_many,
    readers_see,
    record_corrections,
    record_removal,
    said_by,
    standing_of,
    undo_many,
)
from tests.factories import (
    CorrectionFactory,
    CourtFactory,
    DocketEntryFactory,
    FilerFactory,
    PersonFactory,
    UserFactory,
)

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def corrected(entry: Any, *, nature: str = "correction", **changes: Any) -> list[tuple[str, str, str, bool]]:
    before = said_by(entry)
    for name, value in changes.items():
        setattr(entry, name, value)
    save_record(entry, by=None)
    record_corrections(entry, before, nature=nature, by=None, at=AT)
    return list(Correction.objects.order_by("field").values_list("field", "old", "new", "words_withheld"))


def test_a_correction_says_old_and_new_of_each_field() -> None:
    entry = DocketEntryFactory(title_en="Order of 12 March", title_ru="Приказ", date="2018-03-12")
    rows = corrected(entry, title_en="Order of 21 March", date="2018-03-21", confidence="secondary")
    assert rows == [
        ("date", "2018-03-12", "2018-03-21", False),
        ("title_en", "Order of 12 March", "Order of 21 March", False),
    ]


def test_a_slip_of_the_pen_is_no_correction() -> None:
    assert corrected(DocketEntryFactory(), nature="typographical", title_en="Order") == []


def test_words_that_must_not_be_read_again_are_not_kept() -> None:
    entry = DocketEntryFactory(title_en="Order about a child")
    assert corrected(entry, nature="withheld", title_en="Order") == [("title_en", "", "", True)]


def test_a_text_that_is_added_corrects_nothing() -> None:
    assert corrected(DocketEntryFactory(summary_en=""), summary_en="In plain words.") == []


@pytest.mark.parametrize(
    "hidden", [{"sealed": True}, {"status": "draft"}, {"status": "withdrawn"}, {"status": "binned"}]
)
def test_a_correction_is_hidden_with_its_record(hidden: dict[str, Any]) -> None:
    correction = CorrectionFactory()
    assert list(Correction.objects.visible_to(PUBLIC)) == [correction]
    DocketEntry.objects.update(**hidden)
    assert list(Correction.objects.visible_to(PUBLIC)) == []
    assert list(Correction.objects.visible_to(DESK)) == [correction]


def test_a_correction_of_a_part_is_hidden_with_what_the_part_names() -> None:
    filer = FilerFactory()
    correction = CorrectionFactory(record=filer)
    assert list(Correction.objects.visible_to(PUBLIC)) == [correction]
    filer.person.sealed = True
    filer.person.save()
    assert list(Correction.objects.visible_to(PUBLIC)) == []


def test_a_part_that_was_taken_away_is_told_without_its_words() -> None:
    entry = DocketEntryFactory()
    record_removal(entry, "filers", nature="correction", by=None, at=AT)
    record_removal(entry, "filers", nature="typographical", by=None, at=AT)
    row = Correction.objects.of(entry).get()
    assert (row.field, row.old, row.new, row.words_withheld) == ("filers", "", "", True)


def test_readers_see_what_is_published_with_its_parents() -> None:
    entry = DocketEntryFactory()
    assert readers_see(entry)
    entry.docket.case.status = "draft"
    entry.docket.case.save()
    assert not readers_see(entry)
    assert not readers_see(CourtFactory())  # no page of its own says that it is public


def three() -> list[DocketEntry]:
    return [DocketEntryFactory(kind=kind) for kind in ("notice", "motion", "order")]


def kinds() -> list[str]:
    return list(DocketEntry.objects.order_by("pk").values_list("kind", flat=True))


def test_many_are_changed_at_once_and_changed_back() -> None:
    entries, editor = three(), UserFactory()
    change = change_many(entries, field="kind", value="letter", by=editor, at=AT, reason="misread")
    assert set(DocketEntry.objects.values_list("kind", flat=True)) == {"letter"}
    assert {row.history.latest().history_change_reason for row in entries} == {"misread"}
    later = entries[2]
    later.kind = "opinion"
    save_record(later, by=editor)
    assert [len(rows) for rows in standing_of(change)] == [2, 1]
    assert undo_many(change, by=editor, at=AT) == 2
    told = Correction.objects.of(entries[0]).order_by("pk").values_list("field", "old", "new")
    assert list(told) == [("kind", "notice", "letter"), ("kind", "letter", "notice")]
    assert kinds() == [
        "notice",
        "motion",
        "opinion",
    ]
    with pytest.raises(ValidationError, match="undone already"):
        undo_many(change, by=editor, at=AT)


def test_one_that_cannot_be_changed_keeps_all_as_they_are() -> None:
    entries = three()
    DocketEntry.objects.filter(pk=entries[1].pk).update(title="", title_en="")
    entries = list(DocketEntry.objects.order_by("pk"))
    with pytest.raises(ValidationError, match="Nothing was changed"):
        change_many(entries, field="kind", value="letter", by=UserFactory(), at=AT)
    assert kinds() == [
        "notice",
        "motion",
        "order",
    ]
    assert BulkChange.objects.count() == Correction.objects.count() == 0


@pytest.mark.parametrize("count", [0, 501, 10_000])
def test_too_many_are_refused_before_anything_is_read(count: int) -> None:
    with pytest.raises(ValidationError, match="at most 500 are changed at once"):
        change_many([PersonFactory.build()] * count, field="role", value="x", by=UserFactory(), at=AT)
