"""The days of a window, for drawing: what each day from day zero to the due day is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from deadlines.computation.types import SKIPPED, Computation, Step, StepKind

# The longest period that a page draws day by day.
MAX_WINDOW_DAYS = 62

_COUNTED = frozenset({StepKind.LAST_DAY_COUNTED, StepKind.CORRESPONDING_DAY, StepKind.END_OF_MONTH})


class WindowKind(StrEnum):
    """What one day of a drawn window is."""

    ZERO = "zero"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class WindowDay:
    """One day of a drawn window; `n` is its number, 0 for day zero, None if it is not counted."""

    day: date
    kind: WindowKind
    n: int | None


def days_of_window(computation: Computation) -> tuple[WindowDay, ...]:
    """The days from day zero to the due day, for drawing; see `days_of_steps`."""
    return days_of_steps(computation.steps)


def days_of_steps(steps: Iterable[Step]) -> tuple[WindowDay, ...]:
    """Each day from day zero to the due day in the order of the calendar, from the steps of a computation.

    Weekend and holiday mark the days that were passed over at the end, or left out of a count of working
    days; others inside the period are counted like any day. Empty without a window: needs review, a fixed
    date, hours, or more than 62 days.
    """
    by_kind: dict[StepKind, Step] = {}
    passed: dict[date, WindowKind] = {}
    left_out: set[date] = set()
    for step in steps:
        kind = StepKind.LAST_DAY_COUNTED if step.kind in _COUNTED else step.kind
        by_kind.setdefault(kind, step)
        if step.kind in SKIPPED or step.kind is StepKind.EXCLUDED:
            passed[step.day] = WindowKind.HOLIDAY if step.holiday else WindowKind.WEEKEND
        if step.kind is StepKind.EXCLUDED:
            left_out.add(step.day)
    if not {StepKind.DAY_ZERO, StepKind.LAST_DAY_COUNTED, StepKind.DUE} <= by_kind.keys():
        return ()
    zero, due = by_kind[StepKind.DAY_ZERO].day, by_kind[StepKind.DUE].day
    length = (due - zero).days
    if abs(length) > MAX_WINDOW_DAYS:
        return ()
    counted = (by_kind[StepKind.LAST_DAY_COUNTED].day - zero).days
    kinds = {zero: WindowKind.ZERO} | passed | {due: WindowKind.LAST}
    numbers = _numbers(zero, counted, left_out)
    days = (zero + timedelta(n) for n in range(min(length, 0), max(length, 0) + 1))
    return tuple(WindowDay(day, kinds.get(day, WindowKind.COUNTED), numbers.get(day)) for day in days)


def _numbers(zero: date, counted: int, left_out: set[date]) -> dict[date, int]:
    """The number of each counted day, from day zero to the last day counted."""
    sign = -1 if counted < 0 else 1
    numbers, n = {zero: 0}, 0
    for offset in range(1, abs(counted) + 1):
        day = zero + timedelta(sign * offset)
        if day not in left_out:
            n += sign
            numbers[day] = n
    return numbers
