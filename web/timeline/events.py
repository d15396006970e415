"""What a timeline is made of: rows that never change, which page, feed, calendar and print all render.

Those of which a page has hundreds are tuples; Python makes them in a quarter of the time of a frozen record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple, Protocol

from deadlines.computation import Holiday, WindowDay
from deadlines.explanation import Sentence
from deadlines.standing import ReadingInWords
from foundation.core.languages import LocalizedText


class EventSource(StrEnum):
    """Which record a row of the timeline comes from."""

    ENTRY = "entry"
    DEADLINE = "deadline"
    EVENT = "event"
    STATEMENT = "statement"


class EventGroup(StrEnum):
    """What readers filter by."""

    ACTS = "acts"
    FILINGS = "filings"
    DEADLINES = "deadlines"
    STATEMENTS = "statements"
    EVENTS = "events"


class PersonRef(NamedTuple):
    """A person as named on a page; ``slug`` is empty where the person has no page."""

    pk: int
    name: LocalizedText
    slug: str = ""


@dataclass(frozen=True, slots=True)
class DocketRef:
    """A docket as named beside its events."""

    pk: int
    number: str
    court: LocalizedText | None
    caption: str
    position: int


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A source in the margin. ``url`` is empty unless the source may be linked."""

    source_id: int
    publisher: str
    title: LocalizedText
    published_on: str
    language: str
    url: str
    confidence: str
    disputed_by: LocalizedText
    locator: str


@dataclass(frozen=True, slots=True)
class LinkRef:
    """What an entry does to another (``decides ECF 40: granted``), or what was done to it."""

    kind: str
    outcome: str
    label: str
    entry_id: int | None
    reverse: bool = False
    note: LocalizedText | None = None
    #: Whether the entry is on the same page; else its permanent address leads to it.
    is_here: bool = True


class DocumentRef(NamedTuple):
    """A paper of an entry: where it can be read, and whether a reader may open it here."""

    pk: int
    title: LocalizedText
    availability: str
    is_held: bool
    page_count: int | None


class EntryDetail(NamedTuple):
    """What only a docket entry has."""

    kind: str
    kind_as_filed: str
    is_act: bool
    summary: LocalizedText
    text: str
    filers: tuple[PersonRef, ...]
    filers_note: LocalizedText
    links: tuple[LinkRef, ...]
    documents: tuple[DocumentRef, ...]
    page_count: int | None
    is_placeholder: bool
    #: Struck by the court: the line keeps its place, and the court's words say how.
    stricken: bool = False
    stricken_note: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionRef:
    """One link of the chain by which a due day was moved."""

    previous_due_on: date
    due_on: date
    reason: LocalizedText
    entry: LinkRef | None


@dataclass(frozen=True, slots=True)
class PauseRef:
    """The clock stood still from one day to another; ``resumed_on`` is None while it does."""

    paused_on: date
    resumed_on: date | None
    reason: LocalizedText
    entry: LinkRef | None


@dataclass(frozen=True, slots=True)
class FollowedRef:
    """The deadline from whose last day another runs; ``entry`` is what started it, if a reader sees it."""

    pk: int
    title: LocalizedText
    entry: LinkRef | None
    is_here: bool = True


@dataclass(frozen=True, slots=True)
class DeadlineDetail:
    """What only a deadline has."""

    basis: str
    state: str
    state_note: LocalizedText
    due_on: date | None
    due_time: time | None
    period_length: int | None
    trigger: LinkRef | None
    trigger_text: LocalizedText
    obligor: PersonRef | None
    rule: str
    is_ordered: bool
    length_confidence: str
    length_note: LocalizedText
    due_confidence: str
    satisfied_by: LinkRef | None
    steps: tuple[Sentence, ...]
    caveats: tuple[str, ...]
    window: tuple[WindowDay, ...]
    extensions: tuple[ExtensionRef, ...]
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    period_unit: str = "days"
    period_direction: str = "after"
    readings: tuple[ReadingInWords, ...] = ()
    differences: tuple[str, ...] = ()
    paused_on: date | None = None
    pauses: tuple[PauseRef, ...] = ()
    follows: FollowedRef | None = None
    #: The date of the entry that answered, as it is known; and whether that was surely after the last day.
    satisfied_on: str = ""
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What the record shows of a statement."""

    verdict: str
    finding: LocalizedText
    entry: LinkRef | None


@dataclass(frozen=True, slots=True)
class StatementDetail:
    """What only a statement has."""

    subject_id: int
    subject: LocalizedText
    claim: str
    speakers: tuple[PersonRef, ...]
    speaker_tie: LocalizedText
    said_to: LocalizedText
    confirmed_by: PersonRef | None
    confirmer_tie: LocalizedText
    checks: tuple[Check, ...]
    is_unreviewed: bool


@dataclass(frozen=True, slots=True)
class OutsideDetail:
    """What only an event outside the docket has."""

    kind: str
    claim: str
    people: tuple[PersonRef, ...]


class Place(NamedTuple):
    """Where a row stands: by day, then docket, then number; a row without a day stands at the end."""

    undated: bool
    day: date
    docket: int
    number: int
    rank: int
    pk: int


class _Stands(Protocol):
    """What a row has from which :class:`Standing` follows."""

    @property
    def source(self) -> EventSource: ...
    @property
    def pk(self) -> int: ...
    @property
    def place(self) -> Place: ...
    @property
    def label(self) -> str: ...
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...


class Standing:
    """What follows from where a row stands and what is known of its date."""

    __slots__ = ()

    @property
    def is_exact(self: _Stands) -> bool:
        """Whether the day itself is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def number(self: _Stands) -> int | None:
        """The number of a docket entry; None where the court gave none, or none is known."""
        numbered = self.source == EventSource.ENTRY and bool(self.label)
        return self.place.number if numbered else None

    @property
    def anchor(self: _Stands) -> str:
        """The id of the row on the page; permanent links lead to it."""
        return f"{self.source}-{self.pk}"

    @property
    def year(self: _Stands) -> int | None:
        """The year under which the row stands, or None at the end of the page."""
        return None if self.place.undated else self.place.day.year


class _IndexRow(NamedTuple):
    """What filters, order, counts and the picture need of a row; its details are read for a page only.

    ``kind`` is that of an entry or event; ``due_on``, ``state`` and ``satisfied_by`` (the key of an entry)
    are those of a deadline, ``claim`` that of an event or statement. ``matches`` says whether the row has
    the party, language and words that were asked for.
    """

    source: EventSource
    group: EventGroup
    pk: int
    place: Place
    date: str
    label: str
    title: LocalizedText
    docket: DocketRef | None
    earliest: dt.date | None
    latest: dt.date | None
    kind: str = ""
    claim: str = ""
    due_on: dt.date | None = None
    state: str = ""
    satisfied_by: int | None = None
    matches: bool = True
    #: When the record was last saved, if that was asked for.
    changed_at: dt.datetime | None = None
    #: Of an entry without a date: the days of the numbers before and after its own, where they have one.
    by_number: tuple[dt.date | None, dt.date | None] = (None, None)


class IndexRow(_IndexRow, Standing):
    """A row of the index: a tuple, since a case may have thousands."""

    __slots__ = ()


class _TimelineEvent(NamedTuple):
    """One row of the timeline. ``date`` is EDTF, as precisely as it is known; empty: not known."""

    source: EventSource
    group: EventGroup
    pk: int
    place: Place
    date: str
    label: str
    title: LocalizedText
    note: LocalizedText | None
    confidence: str
    docket: DocketRef | None
    sources: tuple[SourceNote, ...]
    detail: EntryDetail | DeadlineDetail | StatementDetail | OutsideDetail
    #: The bounds of ``date``; of a deadline, those of the day from which it runs. None: not known.
    earliest: dt.date | None = None
    latest: dt.date | None = None
    #: Of an entry without a date: the days of the numbers before and after its own, where they have one.
    by_number: tuple[dt.date | None, dt.date | None] = (None, None)


class TimelineEvent(_TimelineEvent, Standing):
    """A row of the timeline with everything that it shows."""

    __slots__ = ()
