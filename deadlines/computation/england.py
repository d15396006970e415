"""Counting as the Civil Procedure Rules of England and Wales do: clear days.

CPR 2.8(2)-(3): the day on which a period begins is not counted, nor the day of an event that ends it.
2.8(4): in a period of five days or less, Saturdays, Sundays, bank holidays, Christmas Day and Good Friday do
not count; in a longer one all days do. Nothing rolls, except an act at the court office, 2.8(5): it is in
time on the next day on which the office is open. 2.10: a month is a calendar month. 6.14 and 6.26 say when a
paper is deemed served.

    >>> from datetime import date
    >>> compute_england(date(2025, 10, 20), Period(3, direction=Direction.BEFORE), BANK_HOLIDAYS).due
    datetime.date(2025, 10, 14)
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from deadlines.computation.added import Facts, ServiceMethod
from deadlines.computation.counting import CPR_2_8
from deadlines.computation.days import add_months, first_accessible, needs_review
from deadlines.computation.table import DayTable, day_table
from deadlines.computation.types import (
    SATURDAY,
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

# 6.14: that both days after the step are business days is the usual reading; the other asks it of the
# second one only.
CLAIM_FORM_STEP_ARGUABLE = "claim_form_step_arguable"
# The day was named without a time; service before 4.30 p.m. was assumed.
BEFORE_1630_ASSUMED = "before_1630_assumed"
# Inside a period of five days or less the day of the act itself was put on a business day.
SHORT_PERIOD_BUSINESS_DAY = "short_period_business_day"

_ONE_DAY = timedelta(1)
_CLEAR = "CPR 2.8(2)-(3)"
_EVENT = "CPR 2.8(3)(b)"
_DEEMED = "CPR 6.26"
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_BUSINESS = frozenset({Unit.BUSINESS_DAYS, Unit.COURT_DAYS})


class Kind(StrEnum):
    """What is asked: the last day for an act, the earliest day of the event, or the period's own last day."""

    DUE = "due"
    EARLIEST = "earliest"
    PERIOD_END = "period_end"


class EnglishTerms(NamedTuple):
    """What a period of the Civil Procedure Rules is for.

    `end_is_event`: the end is defined by an event, which is not counted. `at_court_office`: the act is done
    at the court office, so a last day on which it is closed moves.
    """

    kind: Kind = Kind.DUE
    end_is_event: bool = False
    at_court_office: bool = False


def compute_england(
    trigger: date,
    period: Period,
    calendar: HolidayCalendar,
    terms: EnglishTerms = EnglishTerms(),  # noqa: B008 - a named tuple, immutable
    *,
    closed: frozenset[date] = frozenset(),
    flipped: frozenset[date] = frozenset(),
) -> Computation:
    """Count `period` in clear days from `trigger`, on the bank holidays of `calendar`.

    `closed` are other days on which the court office is closed; they matter for an act there alone.

    A period before an event (a hearing) leaves out both its ends, so the day found is one earlier than the
    number; `Kind.PERIOD_END` asks for the period's own last day. needs_review outside the calendar, or before
    the rules of 26 April 1999. ValueError for a period of hours, or a count that leaves the years 1 to 9999.
    """
    table = day_table(calendar, CPR_2_8, period.direction, flipped)
    start = Step(StepKind.DAY_ZERO, trigger, CPR_2_8.exclude_trigger, n=0)
    if not CPR_2_8.in_force(trigger):
        return needs_review(StepKind.RULE_NOT_IN_FORCE, trigger, CPR_2_8.exclude_trigger, (start,))
    steps, caveats = [start], calendar.caveats
    doubtful: list[Holiday] = []
    short = period.unit in _BUSINESS or (period.unit is Unit.DAYS and 0 < period.n < CPR_2_8.short_below)
    day = (
        _count_short(trigger, period.n, table, steps, doubtful)
        if short
        else _count(trigger, period, table, steps)
    )
    clear = table.backward or terms.end_is_event or terms.kind is Kind.EARLIEST
    if clear and terms.kind is not Kind.PERIOD_END and day is not None and period.n:
        beside = _beside(day, table, short=short)
        caveats += (SHORT_PERIOD_BUSINESS_DAY,) if beside != day + table.step else ()
        day = beside
        steps.append(Step(StepKind.CLEAR_DAY, day, _EVENT))
    if day is not None and terms.at_court_office:
        roll = table.roll(day)
        steps.extend(roll.steps)
        doubtful.extend(roll.doubtful)
        day = roll.day
        if day in closed:
            day, more, _doubts = first_accessible(day, table, Facts(inaccessible=closed))
            steps.extend(more)
    if day is None or not (calendar.covers(day) and calendar.covers(trigger)):
        outside = trigger if not calendar.covers(trigger) else day or steps[-1].day
        return needs_review(StepKind.CALENDAR_ENDS, outside, CPR_2_8.legal_holiday, tuple(steps))
    kind = StepKind.EARLIEST if terms.kind is Kind.EARLIEST else StepKind.DUE
    steps.append(Step(kind, day, CPR_2_8.roll if terms.at_court_office else _CLEAR))
    caveats += tuple(holiday.unsettled for holiday in doubtful)
    return Computation(day, Status.COMPUTED, tuple(steps), caveats=caveats, doubtful=tuple(doubtful))


def _count(trigger: date, period: Period, table: DayTable, steps: list[Step]) -> date:
    """Count every day, or the corresponding day of a calendar month."""
    sign = -1 if table.backward else 1
    if period.unit is Unit.HOURS:
        raise ValueError("a period of hours starts at a time, not on a day")
    if months := _MONTHS.get(period.unit):
        day = add_months(trigger, sign * months * period.n)
        kind = StepKind.CORRESPONDING_DAY if day.day == trigger.day else StepKind.END_OF_MONTH
        steps.append(Step(kind, day, "CPR 2.10", n=sign * months * period.n))
        return day
    n = period.n * (7 if period.unit is Unit.WEEKS else 1)
    try:
        day = trigger + timedelta(sign * n)
    except OverflowError as error:
        raise ValueError(f"{sign * n} days from {trigger} is outside the calendar") from error
    steps.append(Step(StepKind.LAST_DAY_COUNTED, day, CPR_2_8.count_every_day, n=sign * n))
    return day


def _count_short(
    trigger: date, n: int, table: DayTable, steps: list[Step], doubtful: list[Holiday]
) -> date | None:
    """Count only business days, CPR 2.8(4); None if the calendar ends."""
    day, left = trigger, n
    while left:
        day += table.step
        if not table.calendar.covers(day):
            return None
        doubtful.extend(table.doubt(day))
        if not table.is_off(day):
            left -= 1
            continue
        row = table.row(day) if day.weekday() < SATURDAY else None
        steps.append(Step(StepKind.EXCLUDED, day, CPR_2_8.short_authority, row.name_key if row else None))
    signed = -n if table.backward else n
    steps.append(Step(StepKind.LAST_DAY_COUNTED, day, CPR_2_8.short_authority, n=signed))
    return day


def _beside(day: date, table: DayTable, *, short: bool) -> date:
    """The day on the far side of the clear days; in a short period a business day, which is the safe one."""
    day += table.step
    while short and table.calendar.covers(day) and table.is_off(day):
        day += table.step
    return day


def deemed_service(
    step: date,
    method: ServiceMethod,
    calendar: HolidayCalendar,
    *,
    after_1630: bool | None = None,
    flipped: frozenset[date] = frozenset(),
) -> Computation:
    """The day on which a paper is deemed served, by CPR 6.26, or for a claim form 6.14.

    Args:
        step: the day on which it was posted, sent, delivered or, for a claim form, the step was completed.
        method: the way of service. Post and DX are served on the second day after, if that is a business
            day, else on the next; what is handed over or sent at once on the same business day before 4.30
            p.m., else on the next; a claim form on the second business day after the step.
        after_1630: whether it happened after 4.30 p.m., for a method that does not say so itself.

    ValueError for a method of which the rules read here say nothing.
    """
    table = day_table(calendar, CPR_2_8, Direction.AFTER, flipped)
    start = Step(StepKind.DAY_ZERO, step, _DEEMED, n=0)
    if not calendar.covers(step):
        return needs_review(StepKind.CALENDAR_ENDS, step, CPR_2_8.legal_holiday, (start,))
    caveats = calendar.caveats
    authority = _DEEMED
    if method is ServiceMethod.CLAIM_FORM_STEP:
        authority, caveats = "CPR 6.14", (*caveats, CLAIM_FORM_STEP_ARGUABLE)
        day = _next_business_day(_next_business_day(step + _ONE_DAY, table) + _ONE_DAY, table)
    elif method in (ServiceMethod.FIRST_CLASS_POST, ServiceMethod.MAIL):
        day = _next_business_day(step + 2 * _ONE_DAY, table)
    elif method in _AT_ONCE:
        late = _AT_ONCE[method] if after_1630 is None else after_1630
        if late is None:
            caveats = (*caveats, BEFORE_1630_ASSUMED)
        day = _next_business_day(step + _ONE_DAY if late else step, table)
    else:
        raise ValueError(f"no rule read here says when service by {method.value} is deemed made")
    if not calendar.covers(day):
        return needs_review(StepKind.CALENDAR_ENDS, day, CPR_2_8.legal_holiday, (start,))
    deemed = Step(StepKind.DEEMED_SERVED, day, authority)
    start = start._replace(authority=authority)
    readings: tuple[Reading, ...] = ()
    other = _next_business_day(step + 2 * _ONE_DAY, table)
    if method is ServiceMethod.CLAIM_FORM_STEP and other != day and calendar.covers(other):
        readings = (Reading(other, CLAIM_FORM_STEP_ARGUABLE, authority, step),)
    return Computation(day, Status.COMPUTED, (start, deemed), caveats=caveats, readings=readings)


#: Ways of service that take effect at once, and whether they say that it was after 4.30 p.m.
_AT_ONCE: dict[ServiceMethod, bool | None] = {
    ServiceMethod.EMAIL_BEFORE_1630: False,
    ServiceMethod.EMAIL_AFTER_1630: True,
    ServiceMethod.PERSONAL: None,
    ServiceMethod.ELECTRONIC: None,
}


def _next_business_day(day: date, table: DayTable) -> date:
    """`day` itself or the first business day after it; beyond the calendar the day that it does not cover."""
    while table.calendar.covers(day) and table.is_off(day):
        day += _ONE_DAY
    return day
