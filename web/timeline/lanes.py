"""Where everything stands in the picture of a case: one band per court, one line per proceeding. Pure.

Widths and heights are in the units of the drawing. Time runs from left to right, a day has the same width
everywhere; what is not known exactly is a stretch and not a point.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from web.timeline.axis import Axis, Stretch, Tick, axis_of, between
from web.timeline.events import EventGroup, EventSource, IndexRow
from web.timeline.index import DocketTie
from web.timeline.marks import Dated, Mark, marks_of
from web.timeline.zoom import Zoom

LINE = 22.0
LEADING = 15.0  #: from one line of a long name to the next
HEAD = 28.0  #: years or months over the lanes
COUNTRY = 30.0
#: The code of the "country" in which stands what happened outside the courts.
OUTSIDE = "-"


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
        return between(self.earliest, self.latest)


NOTHING_KNOWN = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Proceeding:
    """A docket as the picture needs it. ``name`` is its label in lines, as far as there is room for it."""

    pk: int
    country: str
    court: str
    label: str
    filed: Bounds
    ended: Bounds
    name: tuple[str, ...] = ()
    court_name: str = ""
    is_lead: bool = False


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
    #: How long it is with what of it is not in the picture.
    length: float
    begins_known: bool
    ends_known: bool
    marks: tuple[Mark, ...]
    windows: tuple[Window, ...]
    #: The day of its left end, be it in the picture or not; None where none is known.
    since: date | None = None


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
    #: The proceeding that the case is known by, and from when to when it ran as far as is known.
    lead: tuple[Proceeding, Stretch] | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """The lines of all bands, from top to bottom."""
        return (line for country in self.countries for band in country.bands for line in band.lines)

    @property
    def statements(self) -> list[int]:
        """The keys of the statements that have a shape of their own."""
        return [
            mark.event.pk
            for line in self.lines
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
    known = [stretch for _event, stretch in dated]
    known += [
        stretch for row in proceedings for bounds in (row.filed, row.ended) if (stretch := bounds.stretch)
    ]
    axis = axis_of(known, zoom)
    if axis is None:
        return None
    shown = [(event, stretch) for event, stretch in dated if axis.touches(stretch)]
    exact = {
        event.pk: event.earliest for event in events if event.source == EventSource.ENTRY and event.is_exact
    }
    rows = _Rows(
        _known_days(events),
        _by_docket(shown),
        {pk: day for pk, day in exact.items() if day},
        closer=zoom.month is None,
    )
    places: dict[int, Line] = {}
    countries, bottom = _countries(proceedings, rows, axis, places)
    return Picture(
        zoom=zoom,
        begins=axis.begins,
        ends=axis.ends,
        height=bottom + 8,
        ticks=tuple(axis.ticks(zoom)),
        countries=countries,
        ties=tuple(_tie_lines(ties, places, axis)),
        lead=_lead(proceedings, rows),
    )


def _stretch(event: IndexRow) -> Stretch | None:
    """From when to when an event may have been; a deadline runs from its trigger to its last day."""
    if event.source != EventSource.DEADLINE:
        return between(event.earliest, event.latest)
    due_on = event.due_on
    if due_on is None:
        return None
    start = event.earliest or due_on
    return min(start, due_on), max(start, due_on)


def _lead(proceedings: Sequence[Proceeding], rows: _Rows) -> tuple[Proceeding, Stretch] | None:
    for row in proceedings:
        if row.is_lead and (run := _run(row, rows.known.get(row.pk, NOTHING_KNOWN))):
            return row, run
    return None


@dataclass(frozen=True, slots=True)
class _Rows:
    """By docket (0: none): what is known of the days of its rows, and the rows that the picture shows."""

    known: dict[int, Bounds]
    shown: dict[int, list[Dated]]
    #: The exact days of entries, by key: on such a day a deadline may have been met.
    days: dict[int, date]
    #: Whether one can look closer.
    closer: bool


def _known_days(events: Iterable[IndexRow]) -> dict[int, Bounds]:
    """By docket: by when something of it had surely happened, and the last day on which something had."""
    begun: dict[int, list[date]] = {}
    lasted: dict[int, list[date]] = {}
    for event in events:
        pk = event.docket.pk if event.docket else 0
        if event.latest:
            begun.setdefault(pk, []).append(event.latest)
        if event.earliest:
            lasted.setdefault(pk, []).append(event.earliest)
    return {
        pk: Bounds(min(begun.get(pk, ()), default=None), max(lasted.get(pk, ()), default=None))
        for pk in {*begun, *lasted}
    }


def _by_docket(dated: Iterable[Dated]) -> dict[int, list[Dated]]:
    found: dict[int, list[Dated]] = {}
    for one in dated:
        docket = one[0].docket
        found.setdefault(docket.pk if docket else 0, []).append(one)
    return found


def _countries(
    proceedings: Sequence[Proceeding], rows: _Rows, axis: Axis, places: dict[int, Line]
) -> tuple[tuple[Country, ...], float]:
    y, countries = HEAD, []
    for code, in_country in _together(proceedings, attrgetter("country")):
        top, y, bands = y, y + COUNTRY, []
        for court, in_court in _together(in_country, attrgetter("court")):
            band_top = y
            for row in in_court:
                places[row.pk] = _line(row, row.pk, rows, axis, y + LINE / 2)
                # The first line bears the name of its court, which is short.
                bears_court = court and row is in_court[0]
                y += LINE + (0 if bears_court else LEADING * max(0, len(row.name) - 1))
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


def _line(row: Proceeding | None, pk: int, rows: _Rows, axis: Axis, y: float) -> Line:
    events = rows.shown.get(pk, [])
    run = _run(row, rows.known.get(pk, NOTHING_KNOWN))
    inside = axis.touches(run)
    x = axis.x(run[0]) if run and inside else 0.0
    return Line(
        proceeding=row,
        y=y,
        x=x,
        width=axis.x(run[1]) - x if run and inside else 0.0,
        length=axis.length(run) if run else 0.0,
        begins_known=row is not None and row.filed.is_exact,
        ends_known=row is not None and row.ended.is_exact,
        marks=marks_of(
            [one for one in events if one[0].group != EventGroup.DEADLINES], axis, closer=rows.closer
        ),
        windows=tuple(
            _window(event, stretch, rows.days, axis)
            for event, stretch in events
            if event.source == EventSource.DEADLINE
        ),
        since=run[0] if run else None,
    )


def _run(row: Proceeding | None, known: Bounds) -> Stretch | None:
    """From when to when a proceeding surely ran, by its own dates and those of its rows.

    ``known`` is the day by which something of it had happened, and the last day on which something had. What
    is known of one end alone, or of neither without doubt, is that day or nothing.
    """
    if row is None:
        return None
    begins, ends = row.filed.latest or known.earliest, row.ended.earliest or known.latest
    if begins is None or ends is None:
        return between(begins, ends)
    if begins <= ends:
        return begins, ends
    if row.ended.is_exact or row.filed.is_exact:
        day = ends if row.ended.is_exact else begins
        return day, day
    return None


def _window(event: IndexRow, stretch: Stretch, days: dict[int, date], axis: Axis) -> Window:
    first, last = stretch
    met = days.get(event.satisfied_by or 0)
    return Window(
        x=axis.x(first),
        width=axis.x(last) - axis.x(first),
        met=axis.x(met) if met and axis.holds(met) else None,
        event=event,
    )


def _tie_lines(ties: Iterable[DocketTie], places: dict[int, Line], axis: Axis) -> Iterable[TieLine]:
    for tie in ties:
        one, other = places.get(tie.from_pk), places.get(tie.to_pk)
        if one is None or other is None or not one.width or not other.width:
            continue
        # At the edge of a year or month it would say that the later one began there.
        if one.since and other.since and axis.holds(max(one.since, other.since)):
            yield TieLine(max(one.x, other.x), one.y, other.y, tie.kind)
