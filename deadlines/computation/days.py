"""Counting days and longer units, as Fed. R. Civ. P. 6(a)(1) does and the rules made before and after it.

>>> from datetime import date
>>> from deadlines.calendars.federal import FEDERAL
>>> compute(date(2017, 12, 21), Period(30, Unit.DAYS), FRCP_6A, FEDERAL).due
datetime.date(2018, 1, 22)
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from typing import NamedTuple

from deadlines.computation.added import NO_FACTS, Facts
from deadlines.computation.counting import FRCP_6A, CountingRule
from deadlines.computation.table import DayTable, day_table, joined
from deadlines.computation.types import (
    SATURDAY,
    Computation,
    Holiday,
    HolidayCalendar,
    Period,
    Status,
    Step,
    StepKind,
    Unit,
)

__all__ = ["FRCP_6A", "compute", "fixed_date"]

# The corresponding day of a month is the common law's convention; no rule says it (medium confidence).
END_OF_MONTH_CONVENTION = "end_of_month_convention"
# Business days in an order are read in their plain meaning; no rule counts them.
BUSINESS_DAYS_PLAIN_MEANING = "business_days_plain_meaning"
PLAIN_MEANING = "the order's own words (plain meaning)"
CORRESPONDING_DATE = "corresponding date (common law convention)"

# Before 2009 the rules did not define the "next day" of a period that is counted back.
FORMER_NEXT_DAY = "former_rule_next_day"

# Days left out are named one by one up to this number; beyond it only the holidays among them.
_NAMED_ONE_BY_ONE = 31
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_WORKING_DAYS = frozenset({Unit.BUSINESS_DAYS, Unit.COURT_DAYS})


class Counted(NamedTuple):
    """The last day counted, before it rolls; None if the calendar ended."""

    day: date | None
    steps: tuple[Step, ...]
    doubtful: tuple[Holiday, ...] = ()
    caveats: tuple[str, ...] = ()


def compute(
    trigger: date,
    period: Period,
    counting: CountingRule,
    calendar: HolidayCalendar,
    *,
    as_of: date | None = None,
    facts: Facts = NO_FACTS,
    flipped: frozenset[date] = frozenset(),
) -> Computation:
    """Count `period` from `trigger` by `counting`, on the holidays of `calendar`.

    The day of the trigger is not counted; every other day is, whatever it is (former rules left days off out
    of short periods); a last day that is a Saturday, Sunday or legal holiday moves on in the direction of
    counting until it is none of these. `facts` are the days that the law adds and those without access to
    the clerk's office. `flipped` reads those doubtful days the other way.

    A trigger (or, if given, a day `as_of` which the rules are to be taken) outside the time of the rule, or a
    day that the calendar does not cover, gives needs_review without a date. ValueError if the trigger is not
    a plain day, the unit is hours, or the count leaves the calendar of Python (years 1 to 9999).
    """
    if isinstance(trigger, datetime):
        raise ValueError("a period of days starts on a day, not at a time")
    table = day_table(calendar, counting, period.direction, flipped)
    start = Step(StepKind.DAY_ZERO, trigger, counting.exclude_trigger, n=0)
    if period.unit in _DAYS:
        # The error of a count that leaves Python's calendar comes before any other answer.
        _shift(trigger, table.step * (_DAYS[period.unit] * period.n))
    if not counting.in_force(as_of or trigger):
        return needs_review(StepKind.RULE_NOT_IN_FORCE, as_of or trigger, counting.exclude_trigger, (start,))
    if not calendar.covers(trigger):
        return needs_review(StepKind.CALENDAR_ENDS, trigger, counting.legal_holiday, (start,))
    counted = _count(trigger, period, table)
    caveats = calendar.caveats + (() if table.backward else calendar.forward_caveats) + counting.caveats
    return _finish(counted, (start, *counted.steps), table, facts, caveats + counted.caveats)


def _finish(
    counted: Counted, before: tuple[Step, ...], table: DayTable, facts: Facts, caveats: tuple[str, ...]
) -> Computation:
    """Roll the last day counted, add the days that the law adds, and look at the clerk's office."""
    doubtful = counted.doubtful
    if counted.day is None:
        return Computation(None, Status.NEEDS_REVIEW, before, before[-1].kind.value, doubtful=doubtful)
    roll = table.roll(counted.day)
    if table.backward and roll.day != counted.day and not table.counting.hours and table.counting.short_below:
        caveats += (FORMER_NEXT_DAY,)
    steps, doubtful = before + roll.steps, doubtful + roll.doubtful
    added = facts.added
    if added is not None and roll.day is not None:
        plus = _shift(roll.day, table.step * added.n)
        steps += (
            Step(StepKind.PERIOD_ENDS, roll.day, table.counting.roll),
            Step(StepKind.ADDED_DAYS, plus, added.authority, n=added.n),
        )
        roll = table.roll(plus)
        steps, doubtful = steps + roll.steps, doubtful + roll.doubtful
    day = roll.day
    if day is not None and day in facts.inaccessible:
        day, more, doubts = first_accessible(day, table, facts)
        steps, doubtful = steps + more, doubtful + doubts
    if day is None:
        return Computation(None, Status.NEEDS_REVIEW, steps, steps[-1].kind.value, doubtful=doubtful)
    steps += (Step(StepKind.DUE, day, table.counting.roll),)
    if doubtful:
        caveats += tuple(holiday.unsettled for holiday in doubtful)
    return Computation(day, Status.COMPUTED, steps, caveats=caveats, doubtful=doubtful)


def first_accessible(
    day: date, table: DayTable, facts: Facts
) -> tuple[date | None, tuple[Step, ...], tuple[Holiday, ...]]:
    """The first day on which the clerk's office can be reached, always later: Fed. R. Civ. P. 6(a)(3)(A).

    Whether a day is a legal holiday still hangs on the direction in which the period was measured.
    """
    steps: list[Step] = []
    doubtful: tuple[Holiday, ...] = ()
    authority = table.counting.inaccessible or "closure entered"
    while table.calendar.covers(day):
        doubtful += table.doubt(day)
        if day in facts.inaccessible:
            steps.append(Step(StepKind.SKIPPED_INACCESSIBLE, day, authority))
        elif (skipped := table.skip(day)) is not None:
            steps.append(skipped._replace(authority=authority))
        else:
            return day, tuple(steps), doubtful
        day = _shift(day, timedelta(1))
    steps.append(Step(StepKind.CALENDAR_ENDS, day, table.counting.legal_holiday))
    return None, tuple(steps), doubtful


def _count(trigger: date, period: Period, table: DayTable) -> Counted:
    """The last day of a period before it rolls."""
    unit, n, counting = period.unit, period.n, table.counting
    signed = -n if table.backward else n
    if unit in _WORKING_DAYS and n:
        authority = counting.legal_holiday if unit is Unit.COURT_DAYS else PLAIN_MEANING
        counted = _count_working_days(trigger, n, table, authority)
        plain = (BUSINESS_DAYS_PLAIN_MEANING,) if unit is Unit.BUSINESS_DAYS else ()
        return counted._replace(caveats=plain)
    if unit is Unit.DAYS and 0 < n < counting.short_below:
        return _count_working_days(trigger, n, table, counting.short_authority)
    if unit is Unit.MONTHS or unit is Unit.YEARS:
        return _corresponding_day(trigger, signed * (12 if unit is Unit.YEARS else 1))
    if unit is Unit.HOURS:
        raise ValueError("a period of hours starts at a time, not on a day")
    days = n * _DAYS.get(unit, 1)
    last = trigger + table.step * days if days else trigger
    signed = -days if table.backward else days
    return Counted(last, (Step(StepKind.LAST_DAY_COUNTED, last, counting.count_every_day, n=signed),))


def _count_working_days(trigger: date, n: int, table: DayTable, authority: str) -> Counted:
    """Count only the days that are no Saturday, Sunday or legal holiday."""
    steps: list[Step] = []
    doubtful: tuple[Holiday, ...] = ()
    day, left = trigger, n
    while left:
        day = _shift(day, table.step)
        if not table.calendar.covers(day):
            steps.append(Step(StepKind.CALENDAR_ENDS, day, table.counting.legal_holiday))
            return Counted(None, tuple(steps), doubtful)
        row = table.row(day) if day.weekday() < SATURDAY else None
        doubtful += table.doubt(day)
        if not table.is_off(day):
            left -= 1
        elif row is not None:
            why = joined(authority, table.counting.legal_holiday, row.authority)
            steps.append(Step(StepKind.EXCLUDED, day, why, row.name_key, observed=row.observed))
        elif n <= _NAMED_ONE_BY_ONE:
            steps.append(Step(StepKind.EXCLUDED, day, authority))
    signed = -n if table.backward else n
    steps.append(Step(StepKind.LAST_DAY_COUNTED, day, authority, n=signed))
    return Counted(day, tuple(steps), doubtful)


def _corresponding_day(trigger: date, months: int) -> Counted:
    """The same day of another month, or that month's last day if it has no such day."""
    day = add_months(trigger, months)
    kind = StepKind.CORRESPONDING_DAY if day.day == trigger.day else StepKind.END_OF_MONTH
    caveats = () if day.day == trigger.day else (END_OF_MONTH_CONVENTION,)
    return Counted(day, (Step(kind, day, CORRESPONDING_DATE, n=months),), caveats=caveats)


def add_months(day: date, months: int) -> date:
    """The corresponding day `months` later (earlier if negative), cut to the end of a shorter month.

    ValueError if that leaves the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"{months} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fixed_date(day: date, authority: str) -> Computation:
    """A date that a court named, by `authority` (the order). It never moves, even from a weekend.

    Rules for counting govern periods, not dates: Fed. R. Civ. P. 6(a), committee note of 2009.
    """
    if isinstance(day, datetime):
        raise ValueError("a fixed date is a day, not a time")
    steps = [Step(StepKind.FIXED, day, authority)]
    if day.weekday() >= SATURDAY:
        steps.append(Step(StepKind.FIXED_ON_WEEKEND, day, authority))
    return Computation(day, Status.COMPUTED, tuple(steps))


def needs_review(kind: StepKind, day: date, authority: str, before: tuple[Step, ...]) -> Computation:
    """No date, because of the step `kind` on `day`; `before` are the steps that led there."""
    return Computation(None, Status.NEEDS_REVIEW, (*before, Step(kind, day, authority)), reason=kind.value)


def _shift(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError as error:
        raise ValueError(f"{by.days} days from {day} is outside the calendar") from error
