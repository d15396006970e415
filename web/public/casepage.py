"""What a case page shows around its timeline: facts, proceedings, parties, differences, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

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
from foundation.core.audience import Audience
from foundation.core.languages import LocalizedText, sort_key
from foundation.sources.models import Citation
from web.public import words
from web.timeline.events import PersonRef, SourceNote, TimelineEvent
from web.timeline.gaps import Gap, gaps_of
from web.timeline.refs import Refs


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
    """A party with its counsel."""

    person: PersonRef
    role: str
    role_as_filed: str
    name_as_filed: str
    note: LocalizedText
    counsel: tuple[CounselLine, ...]


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


@dataclass(frozen=True, slots=True)
class Difference:
    """Two accounts that differ."""

    topic: LocalizedText
    one_side: LocalizedText
    other_side: LocalizedText
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case page without its timeline."""

    case: Case
    title: LocalizedText
    summary_short: LocalizedText
    summary: LocalizedText
    not_verified: tuple[tuple[str, str], ...]
    lead: Proceeding | None
    countries: tuple[tuple[str, tuple[Proceeding, ...]], ...]
    differences: tuple[Difference, ...]
    sources: tuple[SourceNote, ...]
    numbers: dict[int, int]
    court_count: int
    checked_on: date | None

    @property
    def proceedings(self) -> tuple[Proceeding, ...]:
        """Every docket, country by country."""
        return tuple(proceeding for _country, rows in self.countries for proceeding in rows)

    @property
    def country_count(self) -> int:
        """In how many countries the courts sit."""
        return sum(1 for code, _rows in self.countries if code)

    @property
    def party_count(self) -> int:
        """How many different persons are parties or counsel."""
        people = set()
        for proceeding in self.proceedings:
            for party in proceeding.parties:
                people |= {party.person.pk, *(counsel.person.pk for counsel in party.counsel)}
        return len(people)


def build_case_page(
    case: Case, events: Sequence[TimelineEvent], *, refs: Refs, audience: Audience
) -> CasePage:
    """Return what stands around the timeline ``events`` of a case; a constant number of queries."""
    proceedings = [_proceeding(docket, events, refs) for docket in _dockets(case, audience)]
    differences = _differences(case, refs, audience)
    case_sources = refs.sources(case.citations.select_related("source"))
    notes = [case_sources, *(event.sources for event in events)]
    notes += [proceeding.sources for proceeding in proceedings]
    notes += [difference.sources for difference in differences]
    sources = _distinct(notes)
    missing = refs.text(case, "not_verified")
    return CasePage(
        case=case,
        title=refs.text(case, "title"),
        summary_short=refs.text(case, "summary_short"),
        summary=refs.text(case, "summary"),
        not_verified=tuple((line, missing.language) for line in missing.text.splitlines() if line.strip()),
        lead=next((row for row in proceedings if row.docket.is_lead), None),
        countries=_by_country(proceedings),
        differences=differences,
        sources=sources,
        numbers={note.source_id: number for number, note in enumerate(sources, start=1)},
        court_count=len({row.docket.court_id for row in proceedings if row.docket.court_id}),
        checked_on=case.checked_on,
    )


def _dockets(case: Case, audience: Audience) -> Iterable[Docket]:
    counsel = Appearance.objects.visible_to(audience).select_related("counsel", "firm")
    parties = Party.objects.visible_to(audience).select_related("person")
    return (
        Docket.objects.visible_to(audience)
        .filter(case=case)
        .select_related("court")
        .prefetch_related(
            Prefetch("judges", DocketJudge.objects.visible_to(audience).select_related("person")),
            Prefetch("parties", parties.prefetch_related(Prefetch("appearances", counsel))),
            Prefetch("further_numbers", DocketNumber.objects.visible_to(audience)),
            Prefetch("links_from", DocketLink.objects.visible_to(audience).select_related("to_docket")),
            Prefetch("citations", Citation.objects.select_related("source")),
        )
    )


def _proceeding(docket: Docket, events: Sequence[TimelineEvent], refs: Refs) -> Proceeding:
    def text(field: str) -> LocalizedText:
        return refs.text(docket, field)

    entries = [
        event for event in events if event.docket and event.docket.pk == docket.pk and event.source == "entry"
    ]
    return Proceeding(
        docket=docket,
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
                link.to_docket.docket_number or link.to_docket.caption,
                refs.text(link, "note"),
            )
            for link in docket.links_from.all()
        ),
        numbers=tuple(row.number for row in docket.further_numbers.all()),
        sources=refs.sources(docket.citations.all()),
        entry_count=len(entries),
        missing=tuple(gaps_of(number for event in entries if (number := event.number) is not None)),
    )


def _party(party: Party, refs: Refs) -> PartyLine:
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
            for appearance in party.appearances.all()
        ),
    )


def _differences(case: Case, refs: Refs, audience: Audience) -> tuple[Difference, ...]:
    rows = Discrepancy.objects.visible_to(audience).filter(case=case)
    return tuple(
        Difference(
            refs.text(row, "topic"),
            refs.text(row, "one_side"),
            refs.text(row, "other_side"),
            refs.sources(row.citations.all()),
        )
        for row in rows.prefetch_related(Prefetch("citations", Citation.objects.select_related("source")))
    )


def _distinct(groups: Iterable[Iterable[SourceNote]]) -> tuple[SourceNote, ...]:
    """Each source once, in the order in which the page first names it."""
    seen: dict[int, SourceNote] = {}
    for group in groups:
        for note in group:
            seen.setdefault(note.source_id, note)
    return tuple(seen.values())


def _by_country(proceedings: list[Proceeding]) -> tuple[tuple[str, tuple[Proceeding, ...]], ...]:
    """The lead docket's country first, then by name in the reader's alphabet; no court at the end."""
    groups: dict[str, list[Proceeding]] = {}
    for proceeding in proceedings:
        groups.setdefault(proceeding.country, []).append(proceeding)
    lead = next((row.country for row in proceedings if row.docket.is_lead), "")

    def order(code: str) -> tuple[bool, bool, object]:
        return (code != lead, code == "", sort_key(words.country_name(code), words.language()))

    return tuple((code, tuple(groups[code])) for code in sorted(groups, key=order))
