"""References from a row to persons, dockets, entries and sources, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import slugify

from cases.models import Docket
from filings.models import DocketEntry
from foundation.core.languages import LocalizedText, localized
from foundation.sources.models import Citation
from people.models import Person
from web.timeline.events import DocketRef, LinkRef, PersonRef, SourceNote


def slug_of(person: Person) -> str:
    """Return the ASCII slug of a person, the same in every language."""
    return slugify(getattr(person, "name_en", None) or "") or "person"


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
        return DocketRef(
            pk=docket.pk,
            number=docket.docket_number,
            court=localized(docket.court, "short_name", self.language) if docket.court else None,
            caption=docket.caption,
            position=docket.position,
        )

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
        notes: dict[int, SourceNote] = {}
        for citation in citations:
            source = citation.source
            notes.setdefault(
                source.pk,
                SourceNote(
                    source_id=source.pk,
                    publisher=source.publisher,
                    title=self.text(source, "title"),
                    published_on=source.published_on,
                    language=source.language,
                    url=source.url if source.may_link else "",
                    confidence=citation.confidence,
                    disputed_by=self.text(citation, "disputed_by"),
                    locator=citation.locator,
                ),
            )
        return tuple(notes.values())
