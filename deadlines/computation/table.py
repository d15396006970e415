"""The days of one calendar as one counting rule sees them in one direction, worked out once each."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from deadlines.computation.counting import CountingRule
from deadlines.computation.types import (
    SATURDAY,
    Direction,
    Holiday,
    HolidayCalendar,
    Step,
    StepKind,
)

_ONE_DAY = timedelta(1)


class Roll(NamedTuple):
    """Where a last day comes to rest.

    `day` is None if the calendar ends first; `steps` are the days passed over (and why the day of rest is no
    holiday, where that is doubtful), without the step for the day itself; `doubtful` the rows on which
    courts differ.
    """

    day: date | None
    steps: tuple[Step, ...]
    doubtful: tuple[Holiday, ...]


def joined(*authorities: str) -> str:
    """Several texts as one, each named once."""
    return "; ".join(dict.fromkeys(authorities))


class DayTable:
    """Which days a period may end on, for one calendar, counting rule and direction.

    `flipped` are doubtful days that are read the other way than the prevailing one. Answers are kept: a day
    is asked for again and again, by every period that ends near it.
    """

    __slots__ = ("_holidays", "_rolls", "backward", "calendar", "counting", "flipped", "step")

    def __init__(
        self,
        calendar: HolidayCalendar,
        counting: CountingRule,
        direction: Direction,
        flipped: frozenset[date] = frozenset(),
    ) -> None:
        self.calendar = calendar
        self.counting = counting
        self.backward = direction is Direction.BEFORE
        self.step = -_ONE_DAY if self.backward else _ONE_DAY
        self.flipped = flipped
        self._holidays = calendar.holidays
        self._rolls: dict[date, Roll] = {}

    def row(self, day: date) -> Holiday | None:
        """The row of `day` that matters in this direction, whether or not it counts."""
        row = self._holidays.get(day)
        if row is None:
            return None
        if self.backward and not row.counts_backward and not self.counting.state_days_backward:
            return None
        return row

    def counts(self, row: Holiday) -> bool:
        """Whether a row is read as a legal holiday here.

        The prevailing reading, except that a period before an event takes every doubtful day as a holiday:
        its date is then the earlier one, which is safe under both readings.
        """
        counts = row.counts or (self.backward and bool(row.unsettled))
        return counts is not (bool(row.unsettled) and row.day in self.flipped)

    def is_off(self, day: date) -> bool:
        """Whether `day` is a Saturday, Sunday or legal holiday."""
        if day.weekday() >= SATURDAY:
            return True
        row = self.row(day)
        return row is not None and self.counts(row)

    def skip(self, day: date) -> Step | None:
        """The step that passes over `day` as a last day, or None if the period may end on it."""
        weekday = day.weekday()
        if weekday >= SATURDAY:
            saturday = weekday == SATURDAY
            kind = StepKind.SKIPPED_SATURDAY if saturday else StepKind.SKIPPED_SUNDAY
            return Step(kind, day, self._authority())
        row = self.row(day)
        if row is None or not self.counts(row):
            return None
        authority = joined(self._authority(), self.counting.legal_holiday, row.authority)
        return Step(StepKind.SKIPPED_HOLIDAY, day, authority, row.name_key, observed=row.observed)

    def doubt(self, day: date) -> tuple[Holiday, ...]:
        """The row of a working day on which courts differ, if there is one."""
        row = self.row(day) if day.weekday() < SATURDAY else None
        return (row,) if row is not None and row.unsettled else ()

    def roll(self, day: date) -> Roll:
        """Where a period that is counted to `day` ends."""
        found = self._rolls.get(day)
        if found is None:
            found = self._rolls[day] = self._roll(day)
        return found

    def _roll(self, day: date) -> Roll:
        steps: list[Step] = []
        doubtful: tuple[Holiday, ...] = ()
        while self.calendar.covers(day):
            doubtful += self.doubt(day)
            skipped = self.skip(day)
            if skipped is None:
                return Roll(day, (*steps, *self._no_holiday(day)), doubtful)
            steps.append(skipped)
            day += self.step
        steps.append(Step(StepKind.CALENDAR_ENDS, day, self.counting.legal_holiday))
        return Roll(None, tuple(steps), doubtful)

    def _no_holiday(self, day: date) -> tuple[Step, ...]:
        """Say why a day of rest is no legal holiday, where someone might take it for one."""
        row = self.row(day)
        if row is None:
            return ()
        authority = joined(self.counting.legal_holiday, row.authority)
        return (Step(StepKind.NOT_A_HOLIDAY, day, authority, row.name_key, observed=row.observed),)

    def _authority(self) -> str:
        if self.backward:
            return joined(self.counting.roll, self.counting.next_day)
        return self.counting.roll


@lru_cache(maxsize=1024)
def day_table(
    calendar: HolidayCalendar,
    counting: CountingRule,
    direction: Direction,
    flipped: frozenset[date] = frozenset(),
) -> DayTable:
    """The table of a calendar, kept between questions. It knows nothing of a case; see `facts` for that."""
    return DayTable(calendar, counting, direction, flipped)
