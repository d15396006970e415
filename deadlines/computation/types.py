"""What a computation is made of: units, periods, holidays, steps and answers. No arithmetic, no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

# A century of days: no rule or order counts further, and a mistyped number must not become a date.
MAX_N = 36_500

SATURDAY, SUNDAY = 5, 6


class Unit(StrEnum):
    """What a period counts. Court days are the court's own days off left out (Cal. CCP 1005)."""

    HOURS = "hours"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    COURT_DAYS = "court_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


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

    DEEMED_SERVED = "deemed_served"
    DAY_ZERO = "day_zero"
    HOUR_ZERO = "hour_zero"
    EXCLUDED = "excluded"
    LAST_DAY_COUNTED = "last_day_counted"
    CORRESPONDING_DAY = "corresponding_day"
    END_OF_MONTH = "end_of_month"
    LAST_HOUR_COUNTED = "last_hour_counted"
    CLEAR_DAY = "clear_day"
    SKIPPED_SATURDAY = "skipped_saturday"
    SKIPPED_SUNDAY = "skipped_sunday"
    SKIPPED_HOLIDAY = "skipped_holiday"
    SKIPPED_INACCESSIBLE = "skipped_inaccessible"
    NOT_A_HOLIDAY = "not_a_holiday"
    PERIOD_ENDS = "period_ends"
    ADDED_DAYS = "added_days"
    DUE = "due"
    DUE_AT = "due_at"
    EARLIEST = "earliest"
    END_OF_DAY = "end_of_day"
    FIXED = "fixed"
    FIXED_ON_WEEKEND = "fixed_on_weekend"
    FIXED_ON_HOLIDAY = "fixed_on_holiday"
    CALENDAR_ENDS = "calendar_ends"
    RULE_NOT_IN_FORCE = "rule_not_in_force"
    NO_PERIOD = "no_period"


SKIPPED = frozenset(
    {
        StepKind.SKIPPED_SATURDAY,
        StepKind.SKIPPED_SUNDAY,
        StepKind.SKIPPED_HOLIDAY,
        StepKind.SKIPPED_INACCESSIBLE,
    }
)

# Keys of what a reader must know beside the date; `explanation` words them.
STATE_HOLIDAYS_NOT_COUNTED = "state_holidays_not_counted"
CLOSURES_NOT_COUNTED = "closures_not_counted"
FRIDAY_HOLIDAY_UNSETTLED = "saturday_friday"


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
    """What the law says of one day: a legal holiday, or a day of which courts doubt whether it is one.

    `authority` is the text that makes it one. `counts_backward` is False for a day that only extends periods
    measured after an event (a state holiday, Fed. R. Civ. P. 6(a)(6)(C)). `observed`: the day stands in for a
    holiday that falls on a weekend. `counts`: the prevailing reading treats the day as a legal holiday.
    `unsettled` is the key of the reason why courts differ, and the other reading is then `not counts`; empty
    where it is settled. `source` says how the row is known: "statute read", "court notice", "memory" ...
    """

    day: date
    name_key: str
    authority: str
    counts_backward: bool = True
    observed: bool = False
    counts: bool = True
    unsettled: str = ""
    source: str = "statute read"


@dataclass(frozen=True, slots=True, eq=False)
class HolidayCalendar:
    """The legal holidays of one place, complete from `covered_from` to `covered_through` (both inclusive).

    `caveats` are keys of what the calendar leaves out, `forward_caveats` of what it leaves out for periods
    measured after an event; both are handed on with every date that was computed on it. A calendar is equal
    only to itself, so that what was computed on it can be kept by it.
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
        """The legal holiday on `day` for a period in `direction` by the prevailing reading, or None.

        Counting back, a doubtful day is taken as a holiday: the date is then the earlier of the two.
        """
        row = self.holidays.get(day)
        if row is None:
            return None
        if direction is Direction.AFTER:
            return row if row.counts else None
        return row if row.counts_backward and (row.counts or row.unsettled) else None


class Step(NamedTuple):
    """One step of a computation: what is said of which day, and by which authority.

    `holiday` is the name key of a skipped holiday (`observed` as in `Holiday`); `n` the number of the day
    counted from day zero, negative for a period that runs backward, or the number of added days; `at` the
    clock time of a step that has one, as HH:MM in the time of the court.
    """

    kind: StepKind
    day: date
    authority: str
    holiday: str | None = None
    n: int | None = None
    observed: bool = False
    at: str | None = None


class Reading(NamedTuple):
    """Another date that a court may find right.

    `why` is the key of the dispute; `day` the day on which it turns (a doubtful holiday, the day of an
    amendment), and `holiday` its name key if it is one.
    """

    due: date | datetime
    why: str
    authority: str
    day: date
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """A due date with the steps that led to it.

    `due` is None exactly if `status` is needs_review; `reason` is then the kind of the step that stopped the
    count. It is a `datetime` (local, without a zone) for a period of hours, else a plain day. `caveats` are
    keys of what the reader must know beside the date. `doubtful` are the days on which the date turns, if
    courts differ on them; `readings` the other dates, filled by `readings.compute_with_readings`.
    """

    due: date | datetime | None
    status: Status
    steps: tuple[Step, ...]
    reason: str | None = None
    caveats: tuple[str, ...] = ()
    doubtful: tuple[Holiday, ...] = ()
    readings: tuple[Reading, ...] = ()
