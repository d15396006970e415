"""Where an entry whose day is not known stands among its neighbours. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

#: Stands in for "no number" behind every numbered entry of the same day.
UNNUMBERED = 1_000_000_000


class Dated(NamedTuple):
    """What placing needs to know of an entry. ``not_after``: the day of what decides or answers it."""

    pk: int
    docket: int
    number: int | None
    exact: date | None
    earliest: date | None
    latest: date | None
    not_after: date | None = None


class Spot(NamedTuple):
    """The day and the order within the day; ``day`` is None for an entry that stands at the end.

    ``after`` and ``before`` are the days of the numbers around an entry whose own day is not known. The
    court gives numbers in the order of filing, so its day lies between; each is None where none is dated.
    """

    day: date | None
    number: int
    after: date | None = None
    before: date | None = None


def place_entries(entries: Iterable[Dated]) -> dict[int, Spot]:
    """Return the spot of each entry by its id.

    An exact day is its own place. A numbered entry without one stands at its number: before the next
    numbered entry of its docket whose day is exact, else behind the last one, but never outside what is
    known of its own date ("November 2017" does not stand in 2018) and never behind an entry that decides
    or answers it. An unnumbered entry
    stands at what is known of its date, before what happened on that day; without any, at the end.
    """
    rows = list(entries)
    anchors: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for row in rows:
        if row.number is not None and row.exact is not None:
            anchors[row.docket].append((row.number, row.exact))
    for known in anchors.values():
        known.sort()
    return {row.pk: _spot(row, anchors[row.docket]) for row in rows}


def _spot(row: Dated, anchors: list[tuple[int, date]]) -> Spot:
    number = UNNUMBERED if row.number is None else row.number
    if row.exact is not None:
        return Spot(row.exact, number)
    if row.number is not None:
        following = bisect_right(anchors, (row.number, date.max))
        earlier = bisect_left(anchors, (row.number, date.min))
        after = anchors[earlier - 1][1] if earlier else None
        before = anchors[following][1] if following < len(anchors) else None
        if before or after:
            day = _within(before or after or date.max, row)
            # Numbers whose days run backwards say nothing: one of the papers was entered late.
            fits = not (before and after and after > before)
            return Spot(day, number, after, before) if fits else Spot(day, number)
    # A month or year stands at its beginning, "by 21 December" at that day.
    known = row.earliest or row.latest
    if row.earliest and row.latest and (row.latest - row.earliest).days > 366:
        known = row.latest
    return Spot(known, number if row.number is not None else -1)


def _within(day: date, row: Dated) -> date:
    """Return the day of a neighbour, or the bound of the entry's own date that it lies behind or before."""
    day = min(bound for bound in (day, row.latest, row.not_after) if bound)
    return max(day, row.earliest) if row.earliest else day
