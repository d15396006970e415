"""The other dates that a court may find right, where the law on a day is not settled.

A date is computed by the prevailing reading of every day. Where it met a day on which courts differ, the
count is made again with that day read the other way; each date that differs is a reading, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from deadlines.computation.types import Computation, Holiday, Reading

# Doubtful days are few in one period; beyond this many combinations a list would help nobody.
_MOST_COMBINATIONS = 64


def with_readings(count: Callable[[frozenset[date]], Computation]) -> Computation:
    """The computation that `count` gives with nothing flipped, and its real alternatives.

    `count` is called with the doubtful days to be read against the prevailing reading. An alternative that
    has no date (the calendar ends) is none.
    """
    first = count(frozenset())
    if not first.doubtful or first.due is None:
        return first
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


def _reading(due: date | datetime, holiday: Holiday) -> Reading:
    return Reading(due, holiday.unsettled, holiday.authority, holiday.day, holiday.name_key)
