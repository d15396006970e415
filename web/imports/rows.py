"""What stands in the flagship files, record by record, as parsed: no table, no clock.

A field without a default must be given. The type of a key names the list that it refers to, so that one walk
can check every reference.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cases.enums import (
    AppearanceRole,
    CourtLevel,
    DocketLinkKind,
    DocketStatus,
    EventKind,
    JudgeRole,
    PartyRole,
)
from deadlines.enums import DeadlineStatus, TriggerKind
from filings.enums import EntryKind, EntryLinkKind, Outcome, Verdict
from foundation.core.enums import TranslationStatus
from foundation.sources.enums import ClaimKind, Confidence, SourceKind
from people.enums import NameKind, PersonKind, RelationshipKind, Script
from web.imports.row_types import (
    CourtKey,
    DocketKey,
    Edtf,
    EntryKey,
    PartyKey,
    PersonKey,
    Rendering,
    SourceKey,
    SubjectKey,
    Text,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """A source for a record or for one field of it."""

    source: SourceKey
    confidence: Confidence
    field: str | None = None
    kind: ClaimKind = ClaimKind.REPORT
    locator: str | None = None
    disputed_by: Text | None = None


Citations = tuple[CitationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The case as a whole (case.yaml)."""

    slug: str
    title: Text
    summary_tiny: Text
    summary_short: Text
    summary: Text
    not_verified: tuple[Text, ...]
    citations: Citations
    checked_on: dt.date | None = None
    checked_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A page or paper."""

    key: str
    title: Text
    publisher: str
    kind: SourceKind
    link: bool
    published_on: Edtf | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtRow:
    """A court; its key is its code."""

    key: str
    name: Text
    #: As lawyers cite it; in Russian and Kazakh only where the court is not cited in English.
    short_name: Text
    level: CourtLevel
    level_as_recorded: str
    country: str
    time_zone: str
    citations: Citations
    holiday_state: str | None = None
    appeals_to: CourtKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRow:
    """A further name of a person."""

    text: str
    language: str
    script: Script
    kind: NameKind
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow:
    """One sourced sentence about a person."""

    text: Text
    citations: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A natural or juridical person."""

    key: str
    kind: PersonKind
    name: Text
    role: Text
    citations: Citations
    name_note: Text | None = None
    public_office: Text | None = None
    facts: tuple[FactRow, ...] = ()
    names: tuple[NameRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipRow:
    """A tie between two persons; it has no key of its own."""

    subject: PersonKey
    kind: RelationshipKind
    object: PersonKey
    label: Text
    claim: ClaimKind
    citations: Citations
    start: Edtf | None = None
    end: Edtf | None = None
    public_office: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeRow:
    """A judge on a docket."""

    person: PersonKey
    role: JudgeRole
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A person in a role on a docket."""

    key: str
    person: PersonKey
    role: PartyRole
    citations: Citations
    name_as_filed: str | None = None
    role_as_filed: str | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceRow:
    """Counsel for a party."""

    counsel: PersonKey
    party: PartyKey
    role: AppearanceRole
    citations: Citations
    firm: PersonKey | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketLinkRow:
    """How a docket is tied to another."""

    kind: DocketLinkKind
    to: DocketKey
    citations: Citations
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocketRow:
    """The register of the case in one court."""

    key: str
    caption: str
    causes: Text
    status: DocketStatus
    citations: Citations
    flagship: bool = False
    court: CourtKey | None = None
    docket_number: str | None = None
    further_numbers: tuple[str, ...] = ()
    caption_translated: Rendering | None = None
    division: Text | None = None
    date_filed: Edtf | None = None
    date_filed_confidence: Confidence | None = None
    date_filed_note: Text | None = None
    date_terminated: Edtf | None = None
    date_terminated_confidence: Confidence | None = None
    date_terminated_note: Text | None = None
    nature_of_suit: str | None = None
    status_note: Text | None = None
    disposition: Text | None = None
    disposition_confidence: Confidence | None = None
    reported_as: tuple[str, ...] = ()
    note: Text | None = None
    judges: tuple[JudgeRow, ...] = ()
    parties: tuple[PartyRow, ...] = ()
    appearances: tuple[AppearanceRow, ...] = ()
    links: tuple[DocketLinkRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLinkRow:
    """What an entry answers, supports, decides, amends or corrects."""

    kind: EntryLinkKind
    to: EntryKey | None = None
    to_number: int | None = None
    outcome: Outcome | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A line of a docket."""

    key: str
    docket: DocketKey
    kind: EntryKind
    kind_as_filed: str
    title: Text
    confidence: Confidence
    citations: Citations
    number: int | None = None
    date: Edtf | None = None
    summary: Text | None = None
    note: Text | None = None
    placeholder: bool = False
    filers: tuple[PersonKey, ...] = ()
    filers_note: Text | None = None
    page_count: int | None = None
    links: tuple[EntryLinkRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """Something outside the docket."""

    key: str
    date: Edtf
    kind: EventKind
    claim: ClaimKind
    text: Text
    citations: Citations
    docket: DocketKey | None = None
    people: tuple[PersonKey, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRow:
    """A heading for statements."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """What the record shows of a statement."""

    verdict: Verdict
    finding: Text
    citations: Citations
    entry: EntryKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """An attributed claim."""

    key: str
    subject: SubjectKey
    claim: ClaimKind
    kind_as_recorded: str
    said_to: Text
    date: Edtf
    text: Text
    translation: TranslationStatus
    citations: Citations
    speakers: tuple[PersonKey, ...] = ()
    speaker_tie: Text | None = None
    confirmed_by: PersonKey | None = None
    confirmer_tie: Text | None = None
    checks: tuple[CheckRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRow:
    """What starts a period."""

    kind: TriggerKind
    description: Text
    entry: EntryKey | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """How long a period is; `unit` is always `days`."""

    n: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """What is due, from whom, and how the length and the date are known."""

    key: str
    docket: DocketKey
    title: Text
    trigger: TriggerRow
    rule: str
    length_confidence: Confidence
    length_note: Text
    due_confidence: Confidence
    status: DeadlineStatus
    status_note: Text
    citations: Citations
    obligor: PersonKey | None = None
    period: PeriodRow | None = None
    counting: str | None = None
    fixed_on: dt.date | None = None
    fixed_time: dt.time | None = None
    satisfied_by: EntryKey | None = None
    note: Text | None = None
    expected_due: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyRow:
    """Two accounts that differ."""

    key: str
    topic: Text
    one_side: Text
    other_side: Text
    citations: Citations


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagshipRows:
    """All files. `case` is None only while its file could not be read."""

    case: CaseRow | None
    sources: tuple[SourceRow, ...]
    courts: tuple[CourtRow, ...]
    people: tuple[PersonRow, ...]
    relationships: tuple[RelationshipRow, ...]
    dockets: tuple[DocketRow, ...]
    entries: tuple[EntryRow, ...]
    events: tuple[EventRow, ...]
    subjects: tuple[SubjectRow, ...]
    statements: tuple[StatementRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    discrepancies: tuple[DiscrepancyRow, ...]
