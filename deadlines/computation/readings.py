"""The other dates that a court may find right, where the law on a day is not settled.

A date is computed by the prevailing reading of every day. Where it met a day on which courts differ, the
count is made again with that day read the other way; each date that differs is a reading, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from deadlines.computation.types import Computation, Holiday, Reading

# Doubtful days are few in one period. A count of working days over years meets many, and a list of every
# combination would help nobody (and take seconds): there the extremes are given.
_MOST_DOUBTFUL = 6
_MOST_COMBINATIONS = 2**_MOST_DOUBTFUL


def with_readings(count: Callable[[frozenset[date]], Computation]) -> Computation:
    """The computation that `count` gives with nothing flipped, and its real alternatives.

    `count` is called with the doubtful days to be read against the prevailing reading. An alternative that
    has no date (the calendar ends) is none.
    """
    first = count(frozenset())
    if not first.doubtful or first.due is None:
        return first
    if len({holiday.day for holiday in first.doubtful}) > _MOST_DOUBTFUL:
        return replace(first, readings=_extremes(first, count))
    found: dict[date | datetime, Reading] = {}
    tried: set[frozenset[date]] = {frozenset()}
    open_ends: list[tuple[frozenset[date], Computation]] = [(frozenset(), first)]
    while open_ends and len(tried) < _MOST_COMBINATIONS:
        flipped, computation = open_ends.pop(0)
        for holiday in computation.doubtful:
            other = flipped | {holiday.day}
            if other in tried:
                continue
            tried.add(other)
            result = count(other)
            open_ends.append((other, result))
            if result.due is not None and result.due != first.due:
                found.setdefault(result.due, _reading(result.due, holiday))
    return replace(first, readings=tuple(found[due] for due in sorted(found)))


def _extremes(first: Computation, count: Callable[[frozenset[date]], Computation]) -> tuple[Reading, ...]:
    """The dates if every doubtful holiday is none, if every other doubtful day is one, and if both are so."""
    holidays = frozenset(holiday.day for holiday in first.doubtful if holiday.counts)
    others = frozenset(holiday.day for holiday in first.doubtful) - holidays
    found: dict[date | datetime, Reading] = {}
    for flipped in (holidays, others, holidays | others):
        due = count(flipped).due if flipped else None
        if due is not None and due != first.due:
            turning = next(holiday for holiday in first.doubtful if holiday.day in flipped)
            found.setdefault(due, _reading(due, turning))
    return tuple(found[due] for due in sorted(found))


def _reading(due: date | datetime, holiday: Holiday) -> Reading:
    return Reading(due, holiday.unsettled, holiday.authority, holiday.day, holiday.name_key)
