"""What starts a period, what is due and who is told; the rule library and closures of courts as tables."""

from __future__ import annotations

from deadlines.models.calendar import CalendarToken
from deadlines.models.changes import Extension, Tolling
from deadlines.models.deadline import MAX_CHAIN, MAX_PERIOD, Deadline, DeadlineQuerySet, TriggerEvent
from deadlines.models.library import CourtClosure, DeadlineRule, HolidayRow, RuleReview
from deadlines.models.watching import Acknowledgement, Reminder, Snooze, Watcher

__all__ = [
    "MAX_CHAIN",
    "MAX_PERIOD",
    "Acknowledgement",
    "CalendarToken",
    "CourtClosure",
    "Deadline",
    "DeadlineQuerySet",
    "DeadlineRule",
    "Extension",
    "HolidayRow",
    "Reminder",
    "RuleReview",
    "Snooze",
    "Tolling",
    "TriggerEvent",
    "Watcher",
]
