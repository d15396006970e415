"""Short ways to ask a calendar about one day."""

from __future__ import annotations

from datetime import date

from deadlines.calendars import calendar_for
from deadlines.computation.types import Direction, Holiday, HolidayCalendar


def state_of(holiday: Holiday | None) -> tuple[bool, str] | None:
    return None if holiday is None else (holiday.counts, holiday.unsettled)


def row(jurisdiction: str, day: date, state: str | None = None) -> Holiday | None:
    return calendar_for(jurisdiction, state).holidays.get(day)


def after(calendar: HolidayCalendar, day: date) -> bool:
    return calendar.holiday(day, Direction.AFTER) is not None


def before(calendar: HolidayCalendar, day: date) -> bool:
    return calendar.holiday(day, Direction.BEFORE) is not None
