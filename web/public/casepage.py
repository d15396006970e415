"""What the pages of a case show beside its timeline: proceedings, parties, documents, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import Prefetch

from cases.models import (
    Appearance,
    Case,
    Discrepancy,
    Docket,
    DocketJudge,
    DocketLink,
    DocketNumber,
    Party,
)
from deadlines.asking import jurisdiction_of
from filings.enums import Availability
from filings.models import DocketEntry, Document
from foundation.core.audience import Audience
from foundation.core.languages import LocalizedText
from foundation.sources.models import Source
from web.public import words
from web.public.casehead import sources_of
from web.public.lanes import by_country
from web.timeline.events import DocketRef, PersonRef, SourceNote
from web.timeline.gaps import Gap, gaps_of
from web.timeline.refs import WITH_SOURCES, Refs, heading_of


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """A judge with the role on the docket."""

    person: PersonRef
    role: str
    note: LocalizedText


@dataclass(frozen=True, slots=True)
class CounselLine:
    """Counsel with the firm."""

    person: PersonRef
    firm: PersonRef | None
    role: str
    note: LocalizedText


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party with its counsel, and the sources of both."""

    person: PersonRef
    role: str
    role_as_filed: str
    name_as_filed: str
    note: LocalizedText
    counsel: tuple[CounselLine, ...]
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie to another docket of the page."""

    kind: str
    to_id: int
    to_name: str
    note: LocalizedText


@dataclass(frozen=True, slots=True)
class Proceeding:
    """One docket as the page lists it."""

    docket: Docket
    heading: LocalizedText
    court: LocalizedText | None
    country: str
    division: LocalizedText
    caption_translated: LocalizedText
    date_filed_note: LocalizedText
    date_terminated_note: LocalizedText
    causes: LocalizedText
    state_note: LocalizedText
    disposition: LocalizedText
    note: LocalizedText
    judges: tuple[JudgeLine, ...]
    parties: tuple[PartyLine, ...]
    ties: tuple[TieLine, ...]
    numbers: tuple[str, ...]
    sources: tuple[SourceNote, ...]
    entry_count: int
    #: Numbers below the highest one that are not held here.
    missing: tuple[Gap, ...]

    @property
    def original(self) -> str:
        """The caption on record where our heading stands in its place."""
        return self.docket.caption if self.heading.text != self.docket.caption else ""

    @property
    def rendering(self) -> LocalizedText | None:
        """Our rendering of a caption that stands as filed, in the reader's language."""
        is_other = self.heading.is_fallback and not self.caption_translated.is_fallback
        return self.caption_translated if is_other else None

    @property
    def has_nature_of_suit(self) -> bool:
        """Whether the nature of the suit is said or can be missing: US district courts alone record one."""
        recorded = (jurisdiction_of(self.docket.court) or "").startswith("us-fed-")
        return recorded or bool(self.docket.nature_of_suit)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two accounts that differ."""

    topic: LocalizedText
    one_side: LocalizedText
    other_side: LocalizedText
    sources: tuple[SourceNote, ...]


def _dockets(case: Case, audience: Audience) -> Iterable[Docket]:
    counsel = Appearance.objects.visible_to(audience).select_related("counsel", "firm")
    parties = Party.objects.visible_to(audience).select_related("person").prefetch_related(WITH_SOURCES)
    return (
        Docket.objects.visible_to(audience)
        .filter(case=case)
        .select_related("court")
        .prefetch_related(
            Prefetch("judges", DocketJudge.objects.visible_to(audience).select_related("person")),
            Prefetch(
                "parties",
                parties.prefetch_related(Prefetch("appearances", counsel.prefetch_related(WITH_SOURCES))),
            ),
            Prefetch("further_numbers", DocketNumber.objects.visible_to(audience)),
            Prefetch("links_from", DocketLink.objects.visible_to(audience).select_related("to_docket")),
            WITH_SOURCES,
        )
    )


def proceedings_of(case: Case, *, refs: Refs, audience: Audience) -> list[Proceeding]:
    """Return the proceedings of a case with their parties and judges, in order; ten queries."""
    numbers: dict[int, list[int | None]] = defaultdict(list)
    entries = DocketEntry.objects.visible_to(audience).filter(docket__case=case).order_by()
    for docket_id, number, bare in entries.values_list("docket_id", "entry_number", "is_placeholder"):
        numbers[docket_id].append(None if bare else number)
    return [_proceeding(docket, numbers[docket.pk], refs) for docket in _dockets(case, audience)]


def together_by_country(proceedings: Sequence[Proceeding]) -> list[tuple[str, list[Proceeding]]]:
    """Return proceedings by the code of their country, as the picture of a case has them."""
    rows = {row.docket.pk: row for row in proceedings}
    return [
        (code, [rows[docket.pk] for docket in dockets])
        for code, dockets in by_country([row.docket for row in proceedings])
    ]


def _proceeding(docket: Docket, numbers: Sequence[int | None], refs: Refs) -> Proceeding:
    def text(field: str) -> LocalizedText:
        return refs.text(docket, field)

    return Proceeding(
        docket=docket,
        heading=heading_of(docket, refs.language),
        court=refs.text(docket.court, "name") if docket.court else None,
        country=docket.court.country if docket.court else "",
        division=text("division"),
        caption_translated=text("caption_translated"),
        date_filed_note=text("date_filed_note"),
        date_terminated_note=text("date_terminated_note"),
        causes=text("cause_of_action"),
        state_note=text("state_note"),
        disposition=text("disposition"),
        note=text("note"),
        judges=tuple(
            JudgeLine(refs.person(judge.person), judge.role, refs.text(judge, "note"))
            for judge in docket.judges.all()
        ),
        parties=tuple(_party(party, refs) for party in docket.parties.all()),
        ties=tuple(
            TieLine(
                link.kind,
                link.to_docket_id,
                words.docket_label(link.to_docket),
                refs.text(link, "note"),
            )
            for link in docket.links_from.all()
        ),
        numbers=tuple(row.number for row in docket.further_numbers.all()),
        sources=refs.sources(docket.citations.all()),
        entry_count=len(numbers),
        missing=tuple(gaps_of(number for number in numbers if number is not None)),
    )


def _party(party: Party, refs: Refs) -> PartyLine:
    appearances = party.appearances.all()
    return PartyLine(
        person=refs.person(party.person),
        role=party.role,
        role_as_filed=party.role_as_filed,
        name_as_filed=party.name_as_filed,
        note=refs.text(party, "note"),
        counsel=tuple(
            CounselLine(
                refs.person(appearance.counsel),
                refs.person(appearance.firm) if appearance.firm else None,
                appearance.role,
                refs.text(appearance, "note"),
            )
            for appearance in appearances
        ),
        sources=refs.sources(chain(party.citations.all(), *(row.citations.all() for row in appearances))),
    )


def differences_of(case: Case, *, refs: Refs, audience: Audience) -> tuple[Difference, ...]:
    """Return where accounts of a case differ; two queries."""
    rows = Discrepancy.objects.visible_to(audience).filter(case=case)
    return tuple(
        Difference(
            refs.text(row, "topic"),
            refs.text(row, "one_side"),
            refs.text(row, "other_side"),
            refs.sources(row.citations.all()),
        )
        for row in rows.prefetch_related(WITH_SOURCES)
    )


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of a case in the list of all of them."""

    pk: int
    publisher: str
    title: LocalizedText
    published_on: str
    language: str
    kind: str
    url: str


def source_lines(case: Case, *, refs: Refs, audience: Audience) -> list[SourceLine]:
    """Return each source of what the pages of a case say, in the order of the numbers; one query."""
    rows = Source.objects.filter(pk__in=sources_of(case.pk, audience)).order_by("pk")
    return [
        SourceLine(
            pk=row.pk,
            publisher=row.publisher,
            title=refs.text(row, "title"),
            published_on=row.published_on,
            language=row.language,
            kind=row.kind,
            url=row.url if row.may_link else "",
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A paper of an entry, in the list of all of them."""

    document: Document
    title: LocalizedText
    docket: DocketRef
    is_held: bool


def document_lines(
    case: Case, dockets: Mapping[int, DocketRef], *, refs: Refs, audience: Audience
) -> list[DocumentLine]:
    """Return the documents of a case, docket by docket, in the order of the entries; one query."""
    rows = Document.objects.visible_to(audience).filter(entry__docket__case=case).select_related("entry")
    lines = [
        DocumentLine(
            document=row,
            title=refs.text(row, "title"),
            docket=dockets[row.entry.docket_id],
            is_held=row.availability == Availability.HELD and bool(row.file),
        )
        for row in rows
    ]
    last = 10**9
    return sorted(
        lines,
        key=lambda line: (
            *(line.docket.position, line.docket.pk, line.document.entry.entry_number or last),
            *(line.document.entry_id, line.document.attachment_number),
        ),
    )
