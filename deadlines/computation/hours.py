"""Counting hours, as Fed. R. Civ. P. 6(a)(2) does.

The count starts at once and every hour counts, as elapsed time: across a change of the clocks the end is an
hour later or earlier on the clock. An end on a Saturday, Sunday or legal holiday moves to the same clock time
on the next day that is none of these.

    >>> from datetime import datetime
    >>> from deadlines.calendars.federal import FEDERAL
    >>> from deadlines.computation.counting import FRCP_6A
    >>> from deadlines.computation.types import Unit
    >>> zone = ZoneInfo("America/Los_Angeles")
    >>> compute_hours(datetime(2024, 3, 8, 10, 0), Period(72, Unit.HOURS), FRCP_6A, FEDERAL, zone).due
    datetime.datetime(2024, 3, 11, 11, 0)
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from deadlines.computation.added import NO_FACTS, Facts
from deadlines.computation.counting import CountingRule
from deadlines.computation.days import first_accessible, needs_review
from deadlines.computation.table import Roll, day_table
from deadlines.computation.types import Computation, HolidayCalendar, Period, Status, Step, StepKind

# The rule that governs has no method for hours (before 1 December 2009, and outside the federal rules).
HOURS_WITHOUT_RULE = "hours_without_rule"
# The clock shows this time twice that night; the first of the two was taken.
CLOCK_TIME_TWICE = "clock_time_twice"
ELAPSED = "elapsed time (no rule for hours in force)"


def compute_hours(
    trigger: datetime,
    period: Period,
    counting: CountingRule,
    calendar: HolidayCalendar,
    zone: ZoneInfo,
    *,
    as_of: date | None = None,
    facts: Facts = NO_FACTS,
    flipped: frozenset[date] = frozenset(),
) -> Computation:
    """Count `period` (of hours) from the moment `trigger`, local time in `zone` without a zone of its own.

    The due moment is local too. Before the rule had a method for hours, or where it has none, elapsed time
    is counted all the same, with a caveat. A trigger outside the time of the rule or the calendar gives
    needs_review. ValueError if `trigger` has a zone, is a clock time that the zone skips that day, or the
    count leaves the years 1 to 9999.
    """
    if trigger.tzinfo is not None:
        raise ValueError("the time of the trigger is local: no offset")
    authority = counting.hours or ELAPSED
    start = Step(StepKind.HOUR_ZERO, trigger.date(), authority, n=0, at=_clock(trigger))
    end = _elapsed(trigger, period, zone)
    day = as_of or trigger.date()
    if not counting.in_force(day):
        return needs_review(StepKind.RULE_NOT_IN_FORCE, day, authority, (start,))
    if not calendar.covers(trigger.date()):
        return needs_review(StepKind.CALENDAR_ENDS, trigger.date(), counting.legal_holiday, (start,))
    table = day_table(calendar, counting, period.direction, flipped)
    counted = -period.n if table.backward else period.n
    roll = table.roll(end.date()) if counting.rolls else Roll(end.date(), (), ())
    last = Step(StepKind.LAST_HOUR_COUNTED, end.date(), authority, n=counted, at=_clock(end))
    skips = (step._replace(authority=step.authority.replace(counting.roll, authority)) for step in roll.steps)
    steps, doubtful, rest = (start, last, *skips), roll.doubtful, roll.day
    if rest is not None and rest in facts.inaccessible:
        rest, more, doubts = first_accessible(rest, table, facts)
        steps, doubtful = steps + more, doubtful + doubts
    if rest is None:
        return Computation(None, Status.NEEDS_REVIEW, steps, steps[-1].kind.value, doubtful=doubtful)
    due = end.replace(year=rest.year, month=rest.month, day=rest.day)
    caveats = calendar.caveats + (() if table.backward else calendar.forward_caveats) + counting.caveats
    if not counting.hours:
        caveats += (HOURS_WITHOUT_RULE,)
    if _is_ambiguous(trigger, zone):
        caveats += (CLOCK_TIME_TWICE,)
    steps += (Step(StepKind.DUE_AT, rest, authority, at=_clock(due)),)
    caveats += tuple(holiday.unsettled for holiday in doubtful)
    return Computation(due, Status.COMPUTED, steps, caveats=caveats, doubtful=doubtful)


def is_skipped(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of `zone` jump over the local time `moment`, as in spring."""
    there = moment.replace(tzinfo=zone)
    return there.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def _elapsed(trigger: datetime, period: Period, zone: ZoneInfo) -> datetime:
    """The local time after that many hours have really passed."""
    if is_skipped(trigger, zone):
        raise ValueError(f"the clocks skip {trigger:%H:%M} on {trigger:%Y-%m-%d}")
    sign = 1 if period.direction.value == "after" else -1
    try:
        moment = trigger.replace(tzinfo=zone).astimezone(UTC) + sign * timedelta(hours=period.n)
        return moment.astimezone(zone).replace(tzinfo=None, fold=0)
    except OverflowError as error:
        raise ValueError(f"{period.n} hours from {trigger} is outside the calendar") from error


def _is_ambiguous(moment: datetime, zone: ZoneInfo) -> bool:
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_skipped(moment, zone)


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"
