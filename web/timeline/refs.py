"""References from a row to persons, dockets, entries and sources, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model, Prefetch, Q, QuerySet
from django.utils.text import slugify

from cases.models import Docket
from cases.people import people_with_page
from filings.models import DocketEntry
from foundation.core.audience import Audience
from foundation.core.languages import LANGUAGES, LocalizedText, localized
from foundation.core.prepared import prepared
from foundation.core.translation_options import as_stored
from foundation.sources.models import Citation
from people.models import Person
from web.timeline.events import DocketRef, LinkRef, PersonRef, SourceNote

#: Reads the citations of records with their sources, for :meth:`Refs.sources`.
WITH_SOURCES = Prefetch("citations", Citation.objects.select_related("source"))


def slug_of(person: Person) -> str:
    """Return the ASCII slug of a person, the same in every language."""
    return slug_of_name(getattr(person, "name_en", None))


@lru_cache(maxsize=4096)
def slug_of_name(english: str | None) -> str:
    """Return the slug of a person whose name in English, if there is one, is this."""
    return slugify(english or "") or "person"


def heading_of(docket: Docket, language: str) -> LocalizedText:
    """Return what stands over a proceeding: its caption as filed, in the court's language.

    Where no court gave a number the name is ours, and stands in the reader's language if it can.
    """
    ours = "" if docket.docket_number else getattr(docket, f"caption_translated_{language}", None)
    if ours:
        return LocalizedText(ours, language, is_fallback=False)
    return LocalizedText(docket.caption, "en", is_fallback=language != "en")


def docket_ref(docket: Docket, language: str) -> DocketRef:
    """Name a docket with its court."""
    return DocketRef(
        pk=docket.pk,
        number=docket.docket_number,
        court=localized(docket.court, "short_name", language) if docket.court else None,
        caption=heading_of(docket, language).text,
        position=docket.position,
    )


@dataclass(frozen=True, slots=True)
class Refs:
    """Makes references for one reader: their language, and which people have a page."""

    language: str
    with_page: frozenset[int]

    def person(self, person: Person) -> PersonRef:
        """Name a person; a link only where the person has a page."""
        slug = slug_of(person) if person.pk in self.with_page else ""
        return PersonRef(person.pk, localized(person, "name", self.language), slug)

    def docket(self, docket: Docket) -> DocketRef:
        """Name a docket with its court."""
        return docket_ref(docket, self.language)

    def entry(
        self, entry: DocketEntry, *, kind: str = "", outcome: str = "", reverse: bool = False
    ) -> LinkRef:
        """Name an entry by its number, else by its kind."""
        return LinkRef(kind, outcome, entry.label or entry.get_kind_display(), entry.pk, reverse)

    def text(self, record: object, field: str) -> LocalizedText:
        """Return a translated field in the reader's language, or the next that has it."""
        return localized(record, field, self.language)

    def sources(self, citations: Iterable[Citation]) -> tuple[SourceNote, ...]:
        """Return the margin notes of a claim, one a source, the most certain citation first."""
        return notes_of(citations, self.language)


def refs_for(language: str, audience: Audience) -> Refs:
    """Return the maker of references for a reader; one query."""
    return Refs(language, frozenset(people_with_page(audience).values_list("pk", flat=True)))


def notes_of(citations: Iterable[Citation], language: str) -> tuple[SourceNote, ...]:
    """Return the margin notes of a claim, one a source, in the order of the citations."""
    return _distinct(((citation, citation.source) for citation in citations), language)


def _distinct(cited: Iterable[tuple[Any, Any]], language: str) -> tuple[SourceNote, ...]:
    notes: dict[int, SourceNote] = {}
    for citation, source in cited:
        if citation.source_id not in notes:
            notes[citation.source_id] = SourceNote(
                source_id=citation.source_id,
                publisher=source.publisher,
                title=localized(source, "title", language),
                published_on=source.published_on,
                language=source.language,
                url=source.url if source.may_link else "",
                confidence=citation.confidence,
                disputed_by=localized(citation, "disputed_by", language),
                locator=citation.locator,
            )
    return tuple(notes.values())


def source_notes(
    keys: Mapping[type[Model], Sequence[int]], names: Mapping[type[Model], str], language: str
) -> dict[tuple[str, int], tuple[SourceNote, ...]]:
    """Return the margin notes of many records by (name of the model, key); one query.

    The records must have been read for their audience already: citations know none.
    """
    if not keys:
        return {}
    kinds = {ContentType.objects.get_for_model(model).pk: model for model in keys}
    claims: list[int | Sequence[int]] = []
    for kind, model in kinds.items():
        claims += [kind, keys[model]]
    found: dict[tuple[str, int], list[tuple[Any, Any]]] = {}
    for row in _citations(*claims):
        # One row has the columns of the citation and those of its source.
        found.setdefault((names[kinds[row.content_type_id]], row.object_id), []).append((row, row))
    return {claim: _distinct(cited, language) for claim, cited in found.items()}


_OF_CITATION = (
    *("content_type_id", "object_id", "source_id", "confidence", "locator"),
    *(f"disputed_by_{code}" for code in LANGUAGES),
)
_OF_SOURCE = (
    *("publisher", "published_on", "language", "url", "may_link"),
    *(f"title_{code}" for code in LANGUAGES),
)


@prepared
def _citations(*claims: Any) -> QuerySet[Any]:
    """The citations of records: a kind and its keys, another kind and its keys, and so on."""
    wanted = Q()
    for kind, keys in zip(claims[::2], claims[1::2], strict=True):
        wanted |= Q(content_type=kind, object_id__in=keys)
    named = {name: F(f"source__{name}") for name in _OF_SOURCE}
    rows = as_stored(Citation.objects.filter(wanted)).annotate(**named)
    found: QuerySet[Any] = rows.values_list(*_OF_CITATION, *named, named=True)
    return found


def visible_people(audience: Audience, ids: Iterable[int | None]) -> set[int]:
    """Return those of the ids whose persons ``audience`` may see named."""
    wanted = {pk for pk in ids if pk is not None}
    return set(Person.objects.visible_to(audience).filter(pk__in=wanted).values_list("pk", flat=True))
