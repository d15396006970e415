"""Two records of one person: found by their names, merged with everything that names them, parted again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cases.models import Appearance
from filings.models import Filer
from foundation.core.audience import PUBLIC
from foundation.sources.models import Citation
from people.models import Person, PersonName
from people.names import script_of
from people.operations import merge_people, rows_naming, undo_merge
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    DeadlineFactory,
    DocketEntryFactory,
    FilerFactory,
    PartyFactory,
    PersonFactory,
    PersonNameFactory,
    RelationshipFactory,
    UserFactory,
)

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)


def test_the_script_of_a_name() -> None:
    assert [script_of(name).value for name in ("Храпунов", "Khrapunov", "12", "Ілияс I")] == [
        "Cyrl",
        "Latn",
        "Latn",
        "Cyrl",
    ]


pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Person, Person]:
    """The same person twice, with something of every kind that names the second."""
    kept = PersonFactory(name="Viktor Khrapunov")
    gone = PersonFactory(name="Victor Hrapunov", name_ru="Виктор Храпунов")
    FilerFactory(person=gone)
    PartyFactory(person=gone)
    AppearanceFactory(counsel=gone, firm=gone)
    DeadlineFactory(obligor=gone)
    RelationshipFactory(subject=gone)
    PersonNameFactory(person=gone, text="Hrapunoff")
    CitationFactory(claim=gone)
    return kept, gone


def naming(person: Person) -> list[tuple[str, str]]:
    return sorted((type(row.record).__name__, row.field) for row in rows_naming(person))


def test_a_merge_moves_every_row_and_its_undoing_moves_them_back(two: tuple[Person, Person]) -> None:
    kept, gone = two
    before = naming(gone)
    assert len(before) == 8
    editor = UserFactory()
    merge = merge_people(kept, gone, by=editor, at=AT, reason="same passport")
    assert naming(gone) == []
    assert naming(kept) == sorted([*before, ("PersonName", "person"), ("PersonName", "person")])
    names = set(kept.names.values_list("text", flat=True))
    assert names == {"Hrapunoff", "Victor Hrapunov", "Виктор Храпунов"}
    assert list(Person.objects.visible_to(PUBLIC).filter(pk__in=[kept.pk, gone.pk])) == [kept]
    assert Filer.objects.get().history.latest().history_change_reason == "same passport"
    assert undo_merge(merge, by=editor, at=AT) == []
    assert (naming(gone), naming(kept)) == (before, [])
    assert Person.objects.get(pk=gone.pk).status == "published"
    with pytest.raises(ValidationError, match="undone already"):
        undo_merge(merge, by=editor, at=AT)


def test_a_row_that_would_be_there_twice_is_dropped_and_comes_back() -> None:
    kept, gone, entry = PersonFactory(), PersonFactory(), DocketEntryFactory()
    FilerFactory(entry=entry, person=kept)
    twice = FilerFactory(entry=entry, person=gone)
    merge = merge_people(kept, gone, by=UserFactory(), at=AT)
    assert [filer.person for filer in entry.filers.all()] == [kept]
    undo_merge(merge, by=UserFactory(), at=AT)
    assert {filer.pk: filer.person for filer in entry.filers.all()}[twice.pk] == gone


def test_a_row_that_somebody_moved_since_stays() -> None:
    filer = FilerFactory()
    gone = filer.person
    merge = merge_people(PersonFactory(), gone, by=UserFactory(), at=AT)
    Filer.objects.update(person=PersonFactory(name="Third"))
    assert undo_merge(merge, by=UserFactory(), at=AT) == ["Third"]


def in_the_way() -> tuple[Any, Any]:
    party = PartyFactory()
    AppearanceFactory(party=PartyFactory(docket=party.docket, role=party.role))
    return party.person, Appearance.objects.get().party.person


def tied() -> tuple[Any, Any]:
    tie = RelationshipFactory()
    return tie.subject, tie.object


def same() -> tuple[Any, Any]:
    person = PersonFactory()
    return person, person


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (in_the_way, "stands in the way"),
        (tied, "stands in the way"),
        (same, "the same record"),
        (lambda: (PersonFactory(), PersonFactory(kind="organization")), "are not one"),
        (lambda: (PersonFactory(), PersonFactory(status="binned")), "in the bin"),
    ],
)
def test_what_cannot_be_one_is_not_merged(pair: Any, words: str) -> None:
    kept, gone = pair()
    rows = naming(gone)
    with pytest.raises(ValidationError, match=words):
        merge_people(kept, gone, by=UserFactory(), at=AT)
    assert naming(gone) == rows
    assert Citation.objects.count() == PersonName.objects.count() == 0
