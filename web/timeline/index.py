"""The index of a case: one light row for everything that its timeline can show, placed in order.

Filters, counts, the order, pages and the picture need all rows of a case but little of each. Entries may be
thousands, so a few of their columns are read; deadlines, events and statements are few and are read whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from cases.models import Case, Docket, Event, Statement
from deadlines.models import Deadline
from filings.enums import ACTS_OF_COURT, EntryKind
from foundation.core.audience import Audience
from foundation.core.languages import LocalizedText, localized, localized_of
from web.timeline import reads
from web.timeline.events import DocketRef, EventGroup, EventSource, IndexRow, LinkRef, Place
from web.timeline.placing import UNNUMBERED, Dated, Spot, place_entries
from web.timeline.refs import docket_ref
from web.timeline.wanted import ANYTHING, Wanted

_BEHIND_DOCKETS = 10_000


@dataclass(frozen=True, slots=True)
class IndexLink:
    """What an entry does to another, which may be known by its number alone."""

    pk: int
    kind: str
    outcome: str
    from_id: int
    from_label: str
    from_day: date | None
    to_id: int | None
    to_label: str
    note: LocalizedText


@dataclass(frozen=True, slots=True)
class DocketTie:
    """One proceeding led to another of the case, or shares something with it."""

    from_pk: int
    to_pk: int
    kind: str
    note: LocalizedText


@dataclass(frozen=True)
class Index:
    """All rows of a case that its reader may see, in their order, and what they were made of."""

    case: Case
    audience: Audience
    language: str
    dockets: Mapping[int, Docket]
    refs: Mapping[int, DocketRef]
    ties: Sequence[DocketTie]
    links: Sequence[IndexLink]
    deadlines: Mapping[int, Deadline]
    events: Mapping[int, Event]
    statements: Mapping[int, Statement]
    rows: Sequence[IndexRow] = field(default=())

    @cached_property
    def by_anchor(self) -> dict[str, IndexRow]:
        """The rows by the ids that they have on a page."""
        return {row.anchor: row for row in self.rows}

    @cached_property
    def links_from(self) -> dict[int, list[IndexLink]]:
        """What each entry does to others."""
        return _grouped(self.links, "from_id")

    @cached_property
    def links_to(self) -> dict[int, list[IndexLink]]:
        """What was done to each entry."""
        return _grouped(self.links, "to_id")

    def entry(self, pk: int | None) -> IndexRow | None:
        """Return the row of an entry, or None where the reader may not see it."""
        return self.by_anchor.get(f"{EventSource.ENTRY}-{pk}")


def _grouped(links: Sequence[IndexLink], name: str) -> dict[int, list[IndexLink]]:
    found: dict[int, list[IndexLink]] = {}
    for link in links:
        found.setdefault(getattr(link, name), []).append(link)
    return found


def dockets_of(case: Case, audience: Audience) -> dict[int, Docket]:
    """Return the dockets of a case that the reader may see, with their courts, in order; one query."""
    return {docket.pk: docket for docket in reads.dockets(case.pk, audience=audience)}


def build_index(
    case: Case,
    *,
    language: str,
    audience: Audience,
    wanted: Wanted = ANYTHING,
    dockets: Mapping[int, Docket] | None = None,
    with_changes: bool = False,
) -> Index:
    """Return the index of a case for a reader of ``language``.

    Six queries, whatever the case holds: dockets, entries, ties between them, deadlines, events, statements.
    Rows that are not ``wanted`` are in it too, since where a row stands depends on its neighbours. Those of
    entries say when they were saved last ``with_changes`` alone: SQLite takes long to read a time.
    """
    dockets = dockets_of(case, audience) if dockets is None else dockets
    refs = {pk: docket_ref(docket, language) for pk, docket in dockets.items()}
    ties, links = _ties(case, language, audience)
    keys = (case.pk, *wanted.keys)
    asked: dict[str, Any] = {"audience": audience, "wanted": wanted.form}
    entries = reads.entries(*keys, **asked, with_changes=with_changes)
    spots = _spots(entries, links)
    index = Index(
        case=case,
        audience=audience,
        language=language,
        dockets=dockets,
        refs=refs,
        ties=ties,
        links=links,
        deadlines={row.pk: row for row in reads.deadlines(*keys, **asked)},
        events={row.pk: row for row in reads.events(*keys, **asked)},
        statements={row.pk: row for row in reads.statements(*keys, **asked)},
    )
    rows = [
        *(_entry(row, spots[row.pk], refs, language, wanted) for row in entries),
        *(_deadline(row, spots, refs, language, wanted) for row in index.deadlines.values()),
        *(_event(row, refs, language, wanted) for row in index.events.values()),
        *(_statement(row, language, wanted) for row in index.statements.values()),
    ]
    object.__setattr__(index, "rows", tuple(sorted(rows, key=lambda row: row.place)))
    return index


def label_of(number: int | None) -> str:
    """Return ``ECF 67`` in every language, or nothing."""
    return f"ECF {number}" if number else ""


def _ties(case: Case, language: str, audience: Audience) -> tuple[list[DocketTie], list[IndexLink]]:
    """Ties of dockets and of entries, read together."""
    ties, found = [], []
    for row in sorted(reads.ties(case.pk, audience=audience), key=lambda row: (row[-1], row[0])):
        pk, kind, outcome, from_id, from_number, from_kind, from_day, to_id, to_number, to_kind, bare = row[
            :11
        ]
        note = localized_of(row[11:14], language)
        if not row[-1]:
            ties.append(DocketTie(from_id, to_id, kind, note))
            continue
        found.append(
            IndexLink(
                *(pk, kind, outcome, from_id, _named(from_number, from_kind), from_day, to_id),
                _named(to_number, to_kind) if to_id else label_of(bare),
                note,
            )
        )
    return ties, found


def _named(number: int | None, kind: str) -> str:
    return label_of(number) or str(EntryKind(kind).label)


def _spots(entries: Sequence[Any], links: Sequence[IndexLink]) -> dict[int, Spot]:
    """Return where each entry stands."""
    not_after: dict[int, date] = {}
    for link in links:
        if link.to_id and link.from_day:
            not_after[link.to_id] = min(link.from_day, not_after.get(link.to_id, date.max))
    return place_entries(
        Dated(
            *(row.pk, row.docket_id, row.entry_number, row.date_filed, row.date_earliest, row.date_latest),
            not_after.get(row.pk),
        )
        for row in entries
    )


def _place(day: date | None, *, docket: int, number: int, rank: int, pk: int) -> Place:
    return Place(day is None, day or date.max, docket, number, rank, pk)


def _entry(row: Any, spot: Spot, refs: Mapping[int, DocketRef], language: str, wanted: Wanted) -> IndexRow:
    docket, bare = refs[row.docket_id], row.is_placeholder
    return IndexRow(
        source=EventSource.ENTRY,
        group=EventGroup.ACTS if row.kind in ACTS_OF_COURT else EventGroup.FILINGS,
        pk=row.pk,
        place=_place(spot.day, docket=docket.position, number=spot.number, rank=0, pk=row.pk),
        date="" if bare else row.date,
        label="" if bare else label_of(row.entry_number),
        title=localized(row, "title", language),
        docket=docket,
        earliest=None if bare else row.date_earliest,
        latest=None if bare else row.date_latest,
        kind=row.kind,
        matches=wanted == ANYTHING or wanted.is_met(row._asdict()),
        changed_at=getattr(row, "updated_at", None),
        by_number=spot[2:],
    )


def _deadline(
    row: Deadline, spots: Mapping[int, Spot], refs: Mapping[int, DocketRef], language: str, wanted: Wanted
) -> IndexRow:
    """A deadline stands where its trigger stands."""
    trigger, docket = row.trigger, refs[row.docket_id]
    spot = spots.get(trigger.entry_id or 0) or Spot(trigger.date or row.due_on, UNNUMBERED)
    return IndexRow(
        source=EventSource.DEADLINE,
        group=EventGroup.DEADLINES,
        pk=row.pk,
        place=_place(spot.day, docket=docket.position, number=spot.number, rank=1, pk=row.pk),
        date=trigger.date.isoformat() if trigger.date else "",
        label="",
        title=localized(row, "title", language),
        docket=docket,
        earliest=trigger.date,
        latest=trigger.date,
        due_on=row.due_on,
        state=row.state,
        satisfied_by=row.satisfied_by_id,
        matches=wanted.is_met(vars(row)),
        changed_at=row.updated_at,
    )


def _event(row: Event, refs: Mapping[int, DocketRef], language: str, wanted: Wanted) -> IndexRow:
    docket = refs.get(row.docket_id or 0)
    return IndexRow(
        source=EventSource.EVENT,
        group=EventGroup.EVENTS,
        pk=row.pk,
        place=_place(
            row.date_earliest or row.date_latest,
            docket=docket.position if docket else _BEHIND_DOCKETS,
            number=UNNUMBERED,
            rank=2,
            pk=row.pk,
        ),
        date=row.date,
        label="",
        title=localized(row, "text", language),
        docket=docket,
        earliest=row.date_earliest,
        latest=row.date_latest,
        kind=row.kind,
        claim=row.claim,
        matches=wanted.is_met(vars(row)),
        changed_at=row.updated_at,
    )


def _statement(row: Statement, language: str, wanted: Wanted) -> IndexRow:
    return IndexRow(
        source=EventSource.STATEMENT,
        group=EventGroup.STATEMENTS,
        pk=row.pk,
        place=_place(
            row.date_earliest or row.date_latest,
            docket=_BEHIND_DOCKETS,
            number=row.subject.position * 1000 + row.position,
            rank=3,
            pk=row.pk,
        ),
        date=row.date,
        label="",
        title=localized(row, "text", language),
        docket=None,
        earliest=row.date_earliest,
        latest=row.date_latest,
        claim=row.claim,
        matches=wanted.is_met(vars(row)),
        changed_at=row.updated_at,
    )


def links_of(index: Index, pk: int, *, here: frozenset[str]) -> tuple[LinkRef, ...]:
    """Return what an entry does to others, then what was done to it."""
    if pk not in index.links_from and pk not in index.links_to:
        return ()

    def is_here(other: int | None) -> bool:
        return f"{EventSource.ENTRY}-{other}" in here

    forward = [
        LinkRef(
            *(link.kind, link.outcome, link.to_label, link.to_id),
            note=link.note,
            is_here=is_here(link.to_id),
        )
        for link in index.links_from.get(pk, ())
    ]
    backward = [
        LinkRef(
            *(link.kind, link.outcome, link.from_label, link.from_id),
            reverse=True,
            is_here=is_here(link.from_id),
        )
        for link in index.links_to.get(pk, ())
    ]
    return (*forward, *backward)
