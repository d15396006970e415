"""Where everything stands in the picture of a case: one band per court, one line per proceeding. Pure.

Widths and heights are in the units of the drawing. Time runs from left to right, a day has the same width
everywhere; what is not known exactly is a stretch and not a point.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from web.timeline.events import EventGroup, EventSource, IndexRow
from web.timeline.index import DocketTie
from web.timeline.zoom import Zoom

LABELS = 200.0  #: left of it stand the names of courts
WIDTH = 1072.0
LINE = 22.0
HEAD = 28.0  #: years or months over the lanes
COUNTRY = 30.0
#: The code of the "country" in which stands what happened outside the courts.
OUTSIDE = "-"
#: What is known to a few days is drawn as a point.
POINT = timedelta(days=3)
#: So many marks of one line are drawn one by one; with more, those of one kind within a grain are one.
CROWD = 60
GRAIN = 12.0


#: From when to when something may have been; and a row with its stretch.
Stretch = tuple[date, date]
Dated = tuple[IndexRow, Stretch]


def _between(earliest: date | None, latest: date | None) -> Stretch | None:
    first, last = earliest or latest, latest or earliest
    return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of a day: the earliest and the latest that it may be; None where nothing is."""

    earliest: date | None
    latest: date | None

    @property
    def is_exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def stretch(self) -> Stretch | None:
        """From when to when it may be; a bound that is missing is taken from the other."""
        return _between(self.earliest, self.latest)


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A docket as the picture needs it."""

    pk: int
    country: str
    court: str
    label: str
    filed: Bounds
    ended: Bounds


@dataclass(frozen=True, slots=True)
class Tick:
    """A line down the picture where a year, month or day begins; ``zoom`` is where its label leads."""

    x: float
    day: date
    zoom: Zoom | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: a shape at ``x``, or a stretch of ``width`` where the day is not known.

    Where a line has too many, those of one kind that would cover each other are one; ``count`` says how many.
    """

    x: float
    width: float
    event: IndexRow
    count: int = 1


@dataclass(frozen=True, slots=True)
class Window:
    """A period from its trigger to the last day; ``met`` is where what was due was done, if that is known."""

    x: float
    width: float
    met: float | None
    event: IndexRow


@dataclass(frozen=True, slots=True)
class Line:
    """One proceeding: from where to where it ran, and how sure both ends are."""

    proceeding: Proceeding | None
    y: float
    x: float
    width: float
    begins_known: bool
    ends_known: bool
    marks: tuple[Mark, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A court with its lines."""

    court: str
    y: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its courts; code ``""``: no court is known, or :data:`OUTSIDE`."""

    code: str
    y: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie between two lines, at the moment at which the later one began."""

    x: float
    y1: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn."""

    zoom: Zoom
    begins: date
    ends: date
    height: float
    ticks: tuple[Tick, ...]
    countries: tuple[Country, ...]
    ties: tuple[TieLine, ...]

    @property
    def statements(self) -> list[int]:
        """The keys of the statements that have a shape of their own."""
        lines = (line for country in self.countries for band in country.bands for line in band.lines)
        return [
            mark.event.pk
            for line in lines
            for mark in line.marks
            if mark.count == 1 and mark.event.source == EventSource.STATEMENT
        ]


def draw(
    proceedings: Sequence[Proceeding],
    ties: Iterable[DocketTie],
    events: Sequence[IndexRow],
    *,
    zoom: Zoom,
) -> Picture | None:
    """Return the picture of a case, or None where nothing has a date.

    Args:
        proceedings: in the order in which they are to stand; countries and courts are kept together.
        ties: between them.
        events: the rows of the timeline; those without any date are not in the picture.
        zoom: what to show.
    """
    dated = [(event, stretch) for event in events if (stretch := _stretch(event))]
    span = _span(proceedings, dated, zoom)
    if span is None:
        return None
    axis = _Axis(*span)
    shown = [(event, stretch) for event, stretch in dated if axis.touches(stretch)]
    exact = {
        event.pk: event.earliest for event in events if event.source == EventSource.ENTRY and event.is_exact
    }
    rows = _Rows(_known_days(events), _by_docket(shown), {pk: day for pk, day in exact.items() if day})
    places: dict[int, Line] = {}
    countries, bottom = _countries(proceedings, rows, axis, places)
    return Picture(
        zoom=zoom,
        begins=axis.begins,
        ends=axis.ends,
        height=bottom + 8,
        ticks=tuple(_ticks(axis, zoom)),
        countries=countries,
        ties=tuple(_tie_lines(ties, places, axis)),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    begins: date
    ends: date

    def x(self, day: date) -> float:
        """Where a day begins; days outside stand at the edge."""
        inside = min(max(day, self.begins), self.ends)
        share = (inside - self.begins).days / max(1, (self.ends - self.begins).days)
        return round(LABELS + share * (WIDTH - LABELS), 1)

    def holds(self, day: date | None) -> bool:
        return day is not None and self.begins <= day <= self.ends

    def touches(self, stretch: Stretch | None) -> bool:
        return stretch is not None and stretch[0] <= self.ends and stretch[1] >= self.begins


def _stretch(event: IndexRow) -> Stretch | None:
    """From when to when an event may have been; a deadline runs from its trigger to its last day."""
    if event.source != EventSource.DEADLINE:
        return _between(event.earliest, event.latest)
    due_on = event.due_on
    if due_on is None:
        return None
    start = event.earliest or due_on
    return min(start, due_on), max(start, due_on)


def _span(proceedings: Sequence[Proceeding], dated: Sequence[Dated], zoom: Zoom) -> Stretch | None:
    if zoom.year is not None:
        first, last = zoom.month or 1, zoom.month or 12
        end = calendar.monthrange(zoom.year, last)[1]
        return date(zoom.year, first, 1), date(zoom.year, last, end)
    known = [stretch for _event, stretch in dated]
    known += [
        stretch for row in proceedings for bounds in (row.filed, row.ended) if (stretch := bounds.stretch)
    ]
    days = [day for stretch in known for day in stretch]
    if not days:
        return None
    return date(min(days).year, 1, 1), date(max(days).year, 12, 31)


def _ticks(axis: _Axis, zoom: Zoom) -> Iterable[Tick]:
    if zoom.month is not None:
        day = axis.begins
        while day <= axis.ends:
            if day.weekday() == 0 or day == axis.begins:
                yield Tick(axis.x(day), day, None)
            day += timedelta(days=1)
    elif zoom.year is not None:
        for month in range(1, 13):
            day = date(zoom.year, month, 1)
            yield Tick(axis.x(day), day, Zoom(zoom.year, month))
    else:
        for year in range(axis.begins.year, axis.ends.year + 1):
            day = date(year, 1, 1)
            yield Tick(axis.x(day), day, Zoom(year))


@dataclass(frozen=True, slots=True)
class _Rows:
    """By docket (0: none): what is known of the days of its rows, and the rows that the picture shows."""

    known: dict[int, list[date]]
    shown: dict[int, list[Dated]]
    #: The exact days of entries, by key: on such a day a deadline may have been met.
    days: dict[int, date]


def _known_days(events: Iterable[IndexRow]) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for event in events:
        days = found.setdefault(event.docket.pk if event.docket else 0, [])
        days += [day for day in (event.earliest, event.latest) if day is not None]
    return found


def _by_docket(dated: Iterable[Dated]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = {}
    for one in dated:
        docket = one[0].docket
        found.setdefault(docket.pk if docket else 0, []).append(one)
    return found


def _countries(
    proceedings: Sequence[Proceeding], rows: _Rows, axis: _Axis, places: dict[int, Line]
) -> tuple[tuple[Country, ...], float]:
    y, countries = HEAD, []
    for code, in_country in _together(proceedings, attrgetter("country")):
        top, y, bands = y, y + COUNTRY, []
        for court, in_court in _together(in_country, attrgetter("court")):
            band_top = y
            for row in in_court:
                places[row.pk] = _line(row, row.pk, rows, axis, y + LINE / 2)
                y += LINE
            bands.append(Band(court, band_top, tuple(places[row.pk] for row in in_court)))
        countries.append(Country(code, top, tuple(bands)))
    if rows.shown.get(0):
        outside = _line(None, 0, rows, axis, y + COUNTRY + LINE / 2)
        countries.append(Country(OUTSIDE, y, (Band("", y + COUNTRY, (outside,)),)))
        y += COUNTRY + LINE
    return tuple(countries), y


def _together(
    rows: Iterable[Proceeding], key: Callable[[Proceeding], str]
) -> Iterator[tuple[str, list[Proceeding]]]:
    """Bring what has the same country or court together, in the order in which each comes first."""
    groups: dict[str, list[Proceeding]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    yield from groups.items()


def _line(row: Proceeding | None, pk: int, rows: _Rows, axis: _Axis, y: float) -> Line:
    events = rows.shown.get(pk, [])
    run = _run(row, rows.known.get(pk, []))
    inside = axis.touches(run)
    x = axis.x(run[0]) if run and inside else 0.0
    return Line(
        proceeding=row,
        y=y,
        x=x,
        width=axis.x(run[1]) - x if run and inside else 0.0,
        begins_known=row is not None and row.filed.is_exact,
        ends_known=row is not None and row.ended.is_exact,
        marks=_marks([one for one in events if one[0].group != EventGroup.DEADLINES], axis),
        windows=tuple(
            _window(event, stretch, rows.days, axis)
            for event, stretch in events
            if event.source == EventSource.DEADLINE
        ),
    )


def _run(row: Proceeding | None, known: Sequence[date]) -> Stretch | None:
    """From when to when a proceeding ran, as far as its own dates and those of its events show."""
    if row is None:
        return None
    filed, ended = row.filed.stretch, row.ended.stretch
    days = [*known, *(filed or ()), *(ended or ())]
    if not days:
        return None
    # What is certain: it ran at the latest from here, and at least until there.
    return filed[1] if filed else min(days), ended[0] if ended else max(days)


def _marks(events: Sequence[Dated], axis: _Axis) -> tuple[Mark, ...]:
    every = [_mark(event, stretch, axis) for event, stretch in events]
    if len(every) <= CROWD:
        return tuple(every)
    together: dict[tuple[int, str], list[Mark]] = {}
    for mark in every:
        together.setdefault((int(mark.x // GRAIN), mark.event.group), []).append(mark)
    return tuple(Mark(marks[0].x, 0.0, marks[0].event, len(marks)) for marks in together.values())


def _mark(event: IndexRow, stretch: Stretch, axis: _Axis) -> Mark:
    first, last = stretch
    width = axis.x(last) - axis.x(first) if last - first > POINT else 0.0
    return Mark(axis.x(first), width, event)


def _window(event: IndexRow, stretch: Stretch, days: dict[int, date], axis: _Axis) -> Window:
    first, last = stretch
    met = days.get(event.satisfied_by or 0)
    return Window(
        x=axis.x(first),
        width=axis.x(last) - axis.x(first),
        met=axis.x(met) if met and axis.holds(met) else None,
        event=event,
    )


def _tie_lines(ties: Iterable[DocketTie], places: dict[int, Line], axis: _Axis) -> Iterable[TieLine]:
    for tie in ties:
        one, other = places.get(tie.from_pk), places.get(tie.to_pk)
        if one is None or other is None or not one.width or not other.width:
            continue
        yield TieLine(max(one.x, other.x), one.y, other.y, tie.kind)
