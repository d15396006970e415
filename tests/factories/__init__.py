"""One factory per model: minimal, unsurprising, and public unless a trait says otherwise.

``DocketEntryFactory()`` is a published order of 21 December 2017 on a published docket of a published case;
``DocketEntryFactory(sealed=True)``, ``(draft=True)``, ``(placeholder=True)`` are situations. Factories write
rows directly, so nothing is announced and no version is raised.
"""

from __future__ import annotations

from tests.factories.accounts import AuditRecordFactory, UserFactory
from tests.factories.cases import (
    AppearanceFactory,
    CaseFactory,
    CourtFactory,
    DiscrepancyFactory,
    DocketFactory,
    DocketJudgeFactory,
    DocketLinkFactory,
    DocketNumberFactory,
    EventFactory,
    EventPersonFactory,
    PartyFactory,
    SpeakerFactory,
    StatementFactory,
    StatementSubjectFactory,
)
from tests.factories.core import HeartbeatFactory
from tests.factories.deadlines import (
    AcknowledgementFactory,
    CalendarTokenFactory,
    CourtClosureFactory,
    DeadlineFactory,
    DeadlineRuleFactory,
    ExtensionFactory,
    HolidayRowFactory,
    ReminderFactory,
    RuleReviewFactory,
    SnoozeFactory,
    TollingFactory,
    TriggerEventFactory,
    WatcherFactory,
)
from tests.factories.delivery import MessageFactory, OutageFactory
from tests.factories.desk import SavedFilterFactory
from tests.factories.filings import (
    DocketEntryFactory,
    DocumentFactory,
    DocumentTextFactory,
    EntryLinkFactory,
    FilerFactory,
    StatementCheckFactory,
)
from tests.factories.imports import ImportedRecordFactory
from tests.factories.people import (
    MergeFactory,
    PersonFactFactory,
    PersonFactory,
    PersonNameFactory,
    RelationshipFactory,
)
from tests.factories.revisions import BulkChangeFactory, CorrectionFactory
from tests.factories.search import AliasFactory, SearchRowFactory
from tests.factories.sources import CitationFactory, SourceFactory

__all__ = [
    "AcknowledgementFactory",
    "AliasFactory",
    "AppearanceFactory",
    "AuditRecordFactory",
    "BulkChangeFactory",
    "CalendarTokenFactory",
    "CaseFactory",
    "CitationFactory",
    "CorrectionFactory",
    "CourtClosureFactory",
    "CourtFactory",
    "DeadlineFactory",
    "DeadlineRuleFactory",
    "DiscrepancyFactory",
    "DocketEntryFactory",
    "DocketFactory",
    "DocketJudgeFactory",
    "DocketLinkFactory",
    "DocketNumberFactory",
    "DocumentFactory",
    "DocumentTextFactory",
    "EntryLinkFactory",
    "EventFactory",
    "EventPersonFactory",
    "ExtensionFactory",
    "FilerFactory",
    "HeartbeatFactory",
    "HolidayRowFactory",
    "ImportedRecordFactory",
    "MergeFactory",
    "MessageFactory",
    "OutageFactory",
    "PartyFactory",
    "PersonFactFactory",
    "PersonFactory",
    "PersonNameFactory",
    "RelationshipFactory",
    "ReminderFactory",
    "RuleReviewFactory",
    "SavedFilterFactory",
    "SearchRowFactory",
    "SnoozeFactory",
    "SourceFactory",
    "SpeakerFactory",
    "StatementCheckFactory",
    "StatementFactory",
    "StatementSubjectFactory",
    "TollingFactory",
    "TriggerEventFactory",
    "UserFactory",
    "WatcherFactory",
]
