"""The axis of time of the picture of a case: where a day stands, and what the picture shows of time. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from web.timeline.zoom import Zoom

LABELS = 200.0  #: left of it stand the names of courts
WIDTH = 1072.0

#: From when to when something may have been.
Stretch = tuple[date, date]


def between(earliest: date | None, latest: date | None) -> Stretch | None:
    """From when to when something may be; a bound that is missing is taken from the other."""
    first, last = earliest or latest, latest or earliest
    return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line down the picture where a year, month or day begins; ``zoom`` is where its label leads."""

    x: float
    day: date
    zoom: Zoom | None


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that are shown, from left to right; each has the same width."""

    begins: date
    ends: date

    def x(self, day: date) -> float:
        """Where a day begins; days outside stand at the edge."""
        inside = min(max(day, self.begins), self.ends)
        share = (inside - self.begins).days / max(1, (self.ends - self.begins).days)
        return round(LABELS + share * (WIDTH - LABELS), 1)

    def length(self, stretch: Stretch) -> float:
        """How long a stretch is, with what of it is not shown."""
        shown = max(1, (self.ends - self.begins).days)
        return round((stretch[1] - stretch[0]).days * (WIDTH - LABELS) / shown, 1)

    def holds(self, day: date) -> bool:
        """Whether a day is shown."""
        return self.begins <= day <= self.ends

    def touches(self, stretch: Stretch | None) -> bool:
        """Whether something of a stretch is shown."""
        return stretch is not None and stretch[0] <= self.ends and stretch[1] >= self.begins

    def ticks(self, zoom: Zoom) -> Iterable[Tick]:
        """The years of everything, the months of a year, the Mondays of a month."""
        if zoom.month is not None:
            day = self.begins
            while day <= self.ends:
                if day.weekday() == 0 or day == self.begins:
                    yield Tick(self.x(day), day, None)
                day += timedelta(days=1)
        elif zoom.year is not None:
            for month in range(1, 13):
                day = date(zoom.year, month, 1)
                yield Tick(self.x(day), day, Zoom(zoom.year, month))
        else:
            for year in range(self.begins.year, self.ends.year + 1):
                day = date(year, 1, 1)
                yield Tick(self.x(day), day, Zoom(year))


def axis_of(known: Iterable[Stretch], zoom: Zoom) -> Axis | None:
    """Return the axis of the year or month that is looked at, else of whole years around what is known."""
    if zoom.year is not None:
        first, last = zoom.month or 1, zoom.month or 12
        end = calendar.monthrange(zoom.year, last)[1]
        return Axis(date(zoom.year, first, 1), date(zoom.year, last, end))
    days = [day for stretch in known for day in stretch]
    if not days:
        return None
    return Axis(date(min(days).year, 1, 1), date(max(days).year, 12, 31))
