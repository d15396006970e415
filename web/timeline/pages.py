"""Pages of a long timeline. A page begins at a place in the order; later rows never shift it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.timeline.events import IndexRow, Place

#: A timeline with more rows is cut into pages.
WHOLE = 500
SIZE = 200
_PLACE = re.compile(r"(\d{4}-\d{2}-\d{2}|end)\.(\d{1,10})\.(-?\d{1,10})\.(\d)\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the rows. ``before`` and ``after`` are where the neighbouring pages begin; "" at an end.

    ``first`` is the number of the first row, from 1, among the ``total`` that were found.
    """

    rows: tuple[IndexRow, ...]
    first: int
    total: int
    before: str = ""
    after: str = ""

    @property
    def last(self) -> int:
        """The number of the last row of the page."""
        return self.first + len(self.rows) - 1

    @property
    def years(self) -> list[int | None]:
        """The years of the rows, in their order; None where some have no day."""
        return list(dict.fromkeys(row.year for row in self.rows))

    @property
    def is_part(self) -> bool:
        """Whether there are rows on other pages."""
        return len(self.rows) < self.total


def in_order(rows: Sequence[IndexRow], *, newest_first: bool) -> list[IndexRow]:
    """Return rows as they stand in the index, or the other way round; those without a day stay at the end."""
    if not newest_first:
        return list(rows)
    dated = [row for row in rows if not row.place.undated]
    return dated[::-1] + [row for row in rows if row.place.undated]


def page_of(rows: Sequence[IndexRow], *, begin: str, at: str, newest_first: bool, whole: bool) -> Page:
    """Return the page that begins at the place ``begin``, or that holds the row ``at``; else the first.

    Args:
        rows: all rows that were found, in the order in which they are shown.
        begin: a place as :func:`written` writes it; the row that stood there may be gone.
        at: the anchor of a row; one that is not among the rows is passed over.
        newest_first: how the rows are ordered.
        whole: show everything on one page, however long.

    Raises ValueError for a ``begin`` that is no place.
    """
    total = len(rows)
    where = parsed(begin) if begin else None
    if whole or total <= WHOLE:
        return Page(tuple(rows), 1, total)
    start = 0
    if where is not None:
        key = _key(where, newest_first=newest_first)
        start = next(
            (n for n, row in enumerate(rows) if _key(row.place, newest_first=newest_first) >= key), total - 1
        )
    elif at:
        found = next((n for n, row in enumerate(rows) if row.anchor == at), 0)
        start = found - found % SIZE
    end = min(start + SIZE, total)
    return Page(
        tuple(rows[start:end]),
        start + 1,
        total,
        before=written(rows[max(0, start - SIZE)].place) if start else "",
        after=written(rows[end].place) if end < total else "",
    )


def written(place: Place) -> str:
    """Return a place as it stands in an address."""
    day = "end" if place.undated else place.day.isoformat()
    return f"{day}.{place.docket}.{place.number}.{place.rank}.{place.pk}"


def parsed(text: str) -> Place:
    """Read a place. Raises ValueError."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise ValueError(text[:40])
    undated = match[1] == "end"
    day = date.max if undated else date.fromisoformat(match[1])
    return Place(undated, day, *(int(part) for part in match.groups()[1:]))


def _key(place: Place, *, newest_first: bool) -> tuple[int, ...]:
    sign = -1 if newest_first and not place.undated else 1
    parts = (place.day.toordinal(), place.docket, place.number, place.rank, place.pk)
    return (int(place.undated), *(sign * part for part in parts))
