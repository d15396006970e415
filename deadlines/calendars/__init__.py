"""Legal holidays and courts as data, each row with its authority, its source and its years."""

from __future__ import annotations

from deadlines.calendars.by_court import (
    DISTRICT_COURT_STATE_UNKNOWN,
    STATE_HOLIDAYS_NOT_COVERED,
    Coverage,
    calendar_for,
    state_coverage,
)
from deadlines.calendars.closures import HALF_DAYS, executive_days
from deadlines.calendars.courts import STATES, CourtFacts, Family, FilingDay, court_facts, split_jurisdiction
from deadlines.calendars.names import english_names

__all__ = [
    "DISTRICT_COURT_STATE_UNKNOWN",
    "HALF_DAYS",
    "STATES",
    "STATE_HOLIDAYS_NOT_COVERED",
    "CourtFacts",
    "Coverage",
    "Family",
    "FilingDay",
    "calendar_for",
    "court_facts",
    "english_names",
    "executive_days",
    "split_jurisdiction",
    "state_coverage",
]
