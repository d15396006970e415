"""Counting time as a court does: from a trigger and a period to the due date, with steps and authority.

Pure: no Django, no clock, no table. The caller gives the trigger day, the period, the counting rule and the
holidays; the answer is a date with its reasons, or "needs review" with the reason. It is never a guess.

`compute` counts days and longer units, `compute_hours` hours, `compute_england` the clear days of the Civil
Procedure Rules. `with_readings` adds the dates of other readings. `deadlines.questions` is the front door.
"""

from __future__ import annotations

from deadlines.computation.added import (
    NO_FACTS,
    Added,
    CountsFrom,
    Facts,
    ServiceMethod,
    added_days,
)
from deadlines.computation.counting import (
    BANKR_9006A,
    CCP_12,
    COUNTING_RULES,
    CPR_2_8,
    FRAP_26A,
    FRCP_6A,
    CountingRule,
    Family,
    rule_on,
)
from deadlines.computation.days import compute, fixed_date
from deadlines.computation.england import EnglishTerms, compute_england, deemed_service
from deadlines.computation.hours import compute_hours
from deadlines.computation.readings import with_readings
from deadlines.computation.stored import steps_from_json, to_json
from deadlines.computation.types import (
    CLOSURES_NOT_COUNTED,
    FRIDAY_HOLIDAY_UNSETTLED,
    MAX_N,
    STATE_HOLIDAYS_NOT_COUNTED,
    Computation,
    Direction,
    Holiday,
    HolidayCalendar,
    Period,
    Reading,
    Status,
    Step,
    StepKind,
    Unit,
)
from deadlines.computation.window import (
    MAX_WINDOW_DAYS,
    WindowDay,
    WindowKind,
    days_of_steps,
    days_of_window,
)

__all__ = [
    "BANKR_9006A",
    "CCP_12",
    "CLOSURES_NOT_COUNTED",
    "COUNTING_RULES",
    "CPR_2_8",
    "FRAP_26A",
    "FRCP_6A",
    "FRIDAY_HOLIDAY_UNSETTLED",
    "MAX_N",
    "MAX_WINDOW_DAYS",
    "NO_FACTS",
    "STATE_HOLIDAYS_NOT_COUNTED",
    "Added",
    "Computation",
    "CountingRule",
    "CountsFrom",
    "Direction",
    "EnglishTerms",
    "Facts",
    "Family",
    "Holiday",
    "HolidayCalendar",
    "Period",
    "Reading",
    "ServiceMethod",
    "Status",
    "Step",
    "StepKind",
    "Unit",
    "WindowDay",
    "WindowKind",
    "added_days",
    "compute",
    "compute_england",
    "compute_hours",
    "days_of_steps",
    "days_of_window",
    "deemed_service",
    "fixed_date",
    "rule_on",
    "steps_from_json",
    "to_json",
    "with_readings",
]
