"""The closures that a question brings, laid over the calendar of its court."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from deadlines.calendars import HALF_DAYS, executive_days
from deadlines.calendars.sources import EXECUTIVE_CLOSURE
from deadlines.computation import Holiday, HolidayCalendar
from deadlines.questions.question import Closure, ClosureKind

_ENTERED = "as entered"


def inaccessible_days(closures: tuple[Closure, ...]) -> frozenset[date]:
    """The days on which the clerk's office could not be reached."""
    return frozenset(closure.day for closure in closures if closure.kind is ClosureKind.CLERK_INACCESSIBLE)


@lru_cache(maxsize=256)
def with_closures(
    calendar: HolidayCalendar, closures: tuple[Closure, ...], jurisdiction: str
) -> HolidayCalendar:
    """The calendar with the days that a user entered; the same calendar where none of them is a holiday.

    A day that the court declared a holiday is one, whatever the table says, by that court's own word. A
    closure by the President is a holiday only where the court said so: it stands as an unsettled day unless
    that court is known to have decided it, or the agencies worked half of that day.
    """
    rows: dict[date, Holiday] = {}
    decided = HALF_DAYS | {row.day for row in executive_days(jurisdiction) if not row.unsettled}
    for closure in closures:
        if closure.kind is ClosureKind.DECLARED_HOLIDAY:
            rows[closure.day] = Holiday(
                closure.day, "declared_by_court", "declared a holiday by the court", source=_ENTERED
            )
    for closure in closures:
        known = closure.day in rows or closure.day in calendar.holidays or closure.day in decided
        if closure.kind is ClosureKind.PRESIDENTIAL_CLOSURE and not known:
            rows[closure.day] = Holiday(
                closure.day,
                "closed_by_president",
                "order of the President closing executive agencies",
                counts=False,
                unsettled=EXECUTIVE_CLOSURE,
                source=_ENTERED,
            )
    if not rows:
        return calendar
    both: Mapping[date, Holiday] = ChainMap(rows, dict(calendar.holidays))
    return replace(calendar, holidays=both)
