"""Courts, cases, dockets, parties, events and statements."""

from __future__ import annotations

from cases.models.case import Case, Discrepancy
from cases.models.court import Court
from cases.models.docket import Docket, DocketJudge, DocketLink, DocketNumber
from cases.models.event import Event, EventPerson
from cases.models.party import Appearance, Party
from cases.models.statement import Speaker, Statement, StatementSubject

__all__ = [
    "Appearance",
    "Case",
    "Court",
    "Discrepancy",
    "Docket",
    "DocketJudge",
    "DocketLink",
    "DocketNumber",
    "Event",
    "EventPerson",
    "Party",
    "Speaker",
    "Statement",
    "StatementSubject",
]
