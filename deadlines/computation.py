"""Counting time as a court does: from a trigger and a period to the due date, with steps and authority.

Pure: no Django, no clock, no table. The caller gives the trigger day, the period, the counting rule and the
holidays; the answer is a date with its reasons, or "needs review" with the reason. It is never a guess.

    >>> from datetime import date
    >>> from deadlines.calendars.federal import FEDERAL
    >>> compute(date(2017, 12, 21), Period(30, Unit.DAYS), FRCP_6A, FEDERAL).due
    datetime.date(2018, 1, 22)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

# A century of days: no rule or order counts further, and a mistyped number must not become a date.
MAX_N = 36_500
# The longest period that a page draws day by day.
MAX_WINDOW_DAYS = 62

_SATURDAY, _SUNDAY = 5, 6


class Unit(StrEnum):
    """What a period counts."""

    DAYS = "days"


class Direction(StrEnum):
    """Whether a period runs after its trigger or up to it."""

    AFTER = "after"
    BEFORE = "before"


class Status(StrEnum):
    """Whether a computation has a date."""

    COMPUTED = "computed"
    NEEDS_REVIEW = "needs_review"


class StepKind(StrEnum):
    """What one step of a computation says about its day."""

    DAY_ZERO = "day_zero"
    LAST_DAY_COUNTED = "last_day_counted"
    SKIPPED_SATURDAY = "skipped_saturday"
    SKIPPED_SUNDAY = "skipped_sunday"
    SKIPPED_HOLIDAY = "skipped_holiday"
    DUE = "due"
    FIXED = "fixed"
    FIXED_ON_WEEKEND = "fixed_on_weekend"
    CALENDAR_ENDS = "calendar_ends"
    RULE_NOT_IN_FORCE = "rule_not_in_force"


SKIPPED = frozenset({StepKind.SKIPPED_SATURDAY, StepKind.SKIPPED_SUNDAY, StepKind.SKIPPED_HOLIDAY})


class WindowKind(StrEnum):
    """What one day of a drawn window is."""

    ZERO = "zero"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LAST = "last"


# Keys of what a reader must know beside the date; `explanation` words them.
STATE_HOLIDAYS_NOT_COUNTED = "state_holidays_not_counted"
CLOSURES_NOT_COUNTED = "closures_not_counted"
FRIDAY_HOLIDAY_UNSETTLED = "friday_holiday_unsettled"


@dataclass(frozen=True, slots=True)
class Period:
    """`n` units after or before a trigger. ValueError if `n` is not a whole number from 0 to 36,500."""

    n: int
    unit: Unit = Unit.DAYS
    direction: Direction = Direction.AFTER

    def __post_init__(self) -> None:
        if type(self.n) is not int or not 0 <= self.n <= MAX_N:
            raise ValueError(f"a period counts from 0 to {MAX_N} units, not {self.n!r}")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A legal holiday on one day.

    `authority` is the text that makes it one. `counts_backward` is False for a day that only extends periods
    measured after an event (a state holiday, Fed. R. Civ. P. 6(a)(6)(C)). `observed`: the day stands in for a
    holiday that falls on a weekend. `unsettled`: whether the day is a legal holiday for periods is disputed;
    it is counted as one, and a date that turns on it says so.
    """

    day: date
    name_key: str
    authority: str
    counts_backward: bool = True
    observed: bool = False
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class HolidayCalendar:
    """The legal holidays of one place, complete from `covered_from` to `covered_through` (both inclusive).

    `caveats` are keys of what the calendar leaves out, `forward_caveats` of what it leaves out for periods
    measured after an event; both are handed on with every date that was computed on it.
    """

    key: str
    covered_from: date
    covered_through: date
    holidays: Mapping[date, Holiday] = field(hash=False)
    caveats: tuple[str, ...] = ()
    forward_caveats: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the calendar knows if `day` is a holiday."""
        return self.covered_from <= day <= self.covered_through

    def holiday(self, day: date, direction: Direction) -> Holiday | None:
        """The legal holiday on `day` for a period in `direction`, or None."""
        holiday = self.holidays.get(day)
        if holiday is None or (direction is Direction.BEFORE and not holiday.counts_backward):
            return None
        return holiday


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A rule for counting days, as the citations of its parts, and the first trigger day that it governs.

    `roll` extends a last day that is no court day, `next_day` gives the direction, `legal_holiday` the
    definition of a legal holiday.
    """

    key: str
    exclude_trigger: str
    count_every_day: str
    roll: str
    next_day: str
    legal_holiday: str
    in_force_from: date


# The days-are-days amendments of 2009. Which trigger a rule governs: law in force on the trigger day.
FRCP_6A = CountingRule(
    key="frcp_6a",
    exclude_trigger="Fed. R. Civ. P. 6(a)(1)(A)",
    count_every_day="Fed. R. Civ. P. 6(a)(1)(B)",
    roll="Fed. R. Civ. P. 6(a)(1)(C)",
    next_day="Fed. R. Civ. P. 6(a)(5)",
    legal_holiday="Fed. R. Civ. P. 6(a)(6)",
    in_force_from=date(2009, 12, 1),
)
FRAP_26A = CountingRule(
    key="frap_26a",
    exclude_trigger="Fed. R. App. P. 26(a)(1)(A)",
    count_every_day="Fed. R. App. P. 26(a)(1)(B)",
    roll="Fed. R. App. P. 26(a)(1)(C)",
    next_day="Fed. R. App. P. 26(a)(5)",
    legal_holiday="Fed. R. App. P. 26(a)(6)",
    in_force_from=date(2009, 12, 1),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation: what is said of which day, and by which authority.

    `holiday` is the name key of a skipped holiday (`observed` as in `Holiday`); `n` the number of the day
    counted from day zero, negative for a period that runs backward.
    """

    kind: StepKind
    day: date
    authority: str
    holiday: str | None = None
    n: int | None = None
    observed: bool = False


@dataclass(frozen=True, slots=True)
class Computation:
    """A due date with the steps that led to it.

    `due` is None exactly if `status` is needs_review; `reason` is then the kind of the step that stopped the
    count. `caveats` are keys of what the reader must know beside the date.
    """

    due: date | None
    status: Status
    steps: tuple[Step, ...]
    reason: str | None = None
    caveats: tuple[str, ...] = ()


def compute(trigger: date, period: Period, counting: CountingRule, calendar: HolidayCalendar) -> Computation:
    """Count `period` from `trigger`, as Fed. R. Civ. P. 6(a) does and the rules made after it.

    The day of the trigger is not counted; every other day is, whatever it is; a last day that is a Saturday,
    Sunday or legal holiday moves on in the direction of counting until it is none of these. A trigger before
    the rule was in force, or a day that the calendar does not cover, gives needs_review without a date.
    ValueError if the trigger is not a plain day or the count leaves the calendar of Python (years 1 to 9999).
    """
    if isinstance(trigger, datetime):
        raise ValueError("a period of days starts on a day, not at a time")
    sign = 1 if period.direction is Direction.AFTER else -1
    last = _shift(trigger, sign * period.n)
    start = Step(StepKind.DAY_ZERO, trigger, counting.exclude_trigger, n=0)
    if trigger < counting.in_force_from:
        return _needs_review(StepKind.RULE_NOT_IN_FORCE, trigger, counting.exclude_trigger, (start,))
    if not calendar.covers(trigger):
        return _needs_review(StepKind.CALENDAR_ENDS, trigger, counting.legal_holiday, (start,))
    steps = [start, Step(StepKind.LAST_DAY_COUNTED, last, counting.count_every_day, n=sign * period.n)]
    caveats = calendar.caveats + (calendar.forward_caveats if sign > 0 else ())
    day = last
    while True:
        if not calendar.covers(day):
            return _needs_review(StepKind.CALENDAR_ENDS, day, counting.legal_holiday, tuple(steps))
        holiday = calendar.holiday(day, period.direction)
        skipped = _skip(day, holiday, counting, sign)
        if skipped is None:
            break
        steps.append(skipped)
        if skipped.kind is StepKind.SKIPPED_HOLIDAY and holiday and holiday.unsettled:
            caveats = (*caveats, FRIDAY_HOLIDAY_UNSETTLED)
        day = _shift(day, sign)
    steps.append(Step(StepKind.DUE, day, counting.roll))
    return Computation(day, Status.COMPUTED, tuple(steps), caveats=caveats)


def fixed_date(day: date, authority: str) -> Computation:
    """A date that a court named, by `authority` (the order). It never moves, even from a weekend.

    Rules for counting govern periods, not dates: Fed. R. Civ. P. 6(a), committee note of 2009.
    """
    if isinstance(day, datetime):
        raise ValueError("a fixed date is a day, not a time")
    steps = [Step(StepKind.FIXED, day, authority)]
    if day.weekday() >= _SATURDAY:
        steps.append(Step(StepKind.FIXED_ON_WEEKEND, day, authority))
    return Computation(day, Status.COMPUTED, tuple(steps))


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError as error:
        raise ValueError(f"{days} days from {day} is outside the calendar") from error


def _skip(day: date, holiday: Holiday | None, counting: CountingRule, sign: int) -> Step | None:
    """The step that passes over `day` as a last day, or None if the period may end on it."""
    authority = counting.roll if sign > 0 else f"{counting.roll}; {counting.next_day}"
    if day.weekday() == _SATURDAY:
        return Step(StepKind.SKIPPED_SATURDAY, day, authority)
    if day.weekday() == _SUNDAY:
        return Step(StepKind.SKIPPED_SUNDAY, day, authority)
    if holiday is None:
        return None
    authority = f"{authority}; {counting.legal_holiday}; {holiday.authority}"
    return Step(StepKind.SKIPPED_HOLIDAY, day, authority, holiday.name_key, observed=holiday.observed)


def _needs_review(kind: StepKind, day: date, authority: str, before: tuple[Step, ...]) -> Computation:
    return Computation(None, Status.NEEDS_REVIEW, (*before, Step(kind, day, authority)), reason=kind.value)


@dataclass(frozen=True, slots=True)
class WindowDay:
    """One day of a drawn window; `n` is its number, 0 for day zero, None after the last day counted."""

    day: date
    kind: WindowKind
    n: int | None


def days_of_window(computation: Computation) -> tuple[WindowDay, ...]:
    """The days from day zero to the due day, for drawing; see `days_of_steps`."""
    return days_of_steps(computation.steps)


def days_of_steps(steps: Iterable[Step]) -> tuple[WindowDay, ...]:
    """Each day from day zero to the due day in the order of the calendar, from the steps of a computation.

    Weekend and holiday mark the days that were passed over at the end; those inside the period are counted
    like any other day. Empty without a window: needs review, a fixed date, or more than 62 days.
    """
    by_kind: dict[StepKind, Step] = {}
    passed: dict[date, WindowKind] = {}
    for step in steps:
        by_kind.setdefault(step.kind, step)
        if step.kind in SKIPPED:
            holiday = step.kind is StepKind.SKIPPED_HOLIDAY
            passed[step.day] = WindowKind.HOLIDAY if holiday else WindowKind.WEEKEND
    if not {StepKind.DAY_ZERO, StepKind.LAST_DAY_COUNTED, StepKind.DUE} <= by_kind.keys():
        return ()
    zero, due = by_kind[StepKind.DAY_ZERO].day, by_kind[StepKind.DUE].day
    length = (due - zero).days
    if abs(length) > MAX_WINDOW_DAYS:
        return ()
    counted = (by_kind[StepKind.LAST_DAY_COUNTED].day - zero).days
    kinds = {zero: WindowKind.ZERO} | passed | {due: WindowKind.LAST}
    return tuple(
        WindowDay(day, kinds.get(day, WindowKind.COUNTED), n if abs(n) <= abs(counted) else None)
        for n in range(min(length, 0), max(length, 0) + 1)
        for day in (zero + timedelta(n),)
    )


def to_json(steps: Iterable[Step]) -> list[dict[str, str | int | bool]]:
    """The steps as plain data for a JSON column; what a step does not have is left out."""
    rows: list[dict[str, str | int | bool]] = []
    for step in steps:
        row: dict[str, str | int | bool] = {
            "kind": step.kind.value,
            "day": step.day.isoformat(),
            "authority": step.authority,
        }
        if step.holiday is not None:
            row["holiday"] = step.holiday
        if step.n is not None:
            row["n"] = step.n
        if step.observed:
            row["observed"] = True
        rows.append(row)
    return rows


def steps_from_json(data: object) -> tuple[Step, ...]:
    """The steps that `to_json` wrote. ValueError if `data` is anything else."""
    if not isinstance(data, list):
        raise ValueError("steps are a list")
    return tuple(_step_from_json(row) for row in data)


def _step_from_json(row: object) -> Step:
    if not isinstance(row, dict):
        raise ValueError(f"a step is an object, not {row!r}")
    match row:
        case {"kind": str(kind), "day": str(day), "authority": str(authority)}:
            pass
        case _:
            raise ValueError(f"a step has a kind, a day and an authority: {row!r}")
    holiday, n = row.get("holiday"), row.get("n")
    if not isinstance(holiday, str | None) or isinstance(n, bool) or not isinstance(n, int | None):
        raise ValueError(f"a step's holiday is a key and its n a number: {row!r}")
    return Step(
        StepKind(kind), date.fromisoformat(day), authority, holiday, n, observed=row.get("observed") is True
    )
