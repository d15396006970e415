"""The picture of a case as SVG: courts as bands, proceedings as lines, what happened as shapes with links.

The server draws it once; no script and no inline style is needed. Every shape has its words as a title, and
the same events stand as a list on the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.enums import DocketLinkKind
from cases.models import Docket
from deadlines.enums import DeadlineStatus
from foundation.core.dates import format_day, format_edtf, format_edtf_short
from foundation.core.languages import localized, sort_key
from foundation.sources.enums import ClaimKind
from web.public import words
from web.public.lanelegend import legend, run_of
from web.public.lanenames import name_of
from web.public.lanezoom import Address, zoom_links
from web.public.markup import escaped, joined, markup, strung
from web.public.places import Places
from web.public.words import ngettext
from web.timeline.axis import LABELS, WIDTH, Tick
from web.timeline.events import EventGroup, IndexRow
from web.timeline.index import Index
from web.timeline.lanes import (
    COUNTRY,
    HEAD,
    LEADING,
    OUTSIDE,
    Band,
    Bounds,
    Country,
    Line,
    Picture,
    Proceeding,
    TieLine,
    Window,
    draw,
)
from web.timeline.marks import Mark
from web.timeline.persons import NOBODY, Persons
from web.timeline.zoom import Zoom

#: Half the size of a shape, and of one that stands for several rows.
_R, _SEVERAL = 4.5, 6.0
_NOTHING = SafeString("")
_RUNS = {"run": "run", "unsure": "run unsure", "short": "run short"}


@dataclass(frozen=True, slots=True)
class _Around:
    """What the shapes of a picture lead to, and who says what they stand for."""

    zoom: Zoom
    #: The first day that is shown.
    begins: date
    places: Places
    persons: Persons
    #: None where the picture has no other zoom.
    address: Address | None


def picture_of(index: Index, *, zoom: Zoom) -> Picture | None:
    """Return the picture of a case, or None where nothing has a date."""
    together = by_country(list(index.dockets.values()))
    proceedings = [_proceeding(docket) for _country, dockets in together for docket in dockets]
    return draw(proceedings, index.ties, index.rows, zoom=zoom)


def by_country(dockets: Sequence[Docket]) -> list[tuple[str, list[Docket]]]:
    """The lead docket's country first, then by name in the reader's alphabet; no court at the end."""
    groups: dict[str, list[Docket]] = {}
    for docket in dockets:
        groups.setdefault(docket.court.country if docket.court else "", []).append(docket)
    lead = next((docket.court.country for docket in dockets if docket.is_lead and docket.court), "")

    def order(code: str) -> tuple[bool, bool, object]:
        return (code != lead, code == "", sort_key(words.country_name(code), words.language()))

    return [(code, groups[code]) for code in sorted(groups, key=order)]


def proceedings_figure(
    dockets: Sequence[Docket],
    spans: Mapping[int, tuple[date | None, date | None]],
    *,
    places: Places,
    label: str,
) -> SafeString:
    """Return the picture of some proceedings by themselves, or nothing where none has a date.

    ``spans`` are the first and the last day of the entries of a docket, where it has any with a date.
    """
    together = by_country(dockets)
    rows = [
        _at_least(_proceeding(docket), spans.get(docket.pk, (None, None)))
        for _country, of_country in together
        for docket in of_country
    ]
    picture = draw(rows, [], [], zoom=Zoom())
    if picture is None:
        return _NOTHING
    return markup(
        '<figure class="lanes"><div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>'
        "<figcaption>{}</figcaption></figure>",
        label,
        lanes_svg(picture, places=places, address=None, label=label),
        legend(picture),
    )


def _at_least(row: Proceeding, span: tuple[date | None, date | None]) -> Proceeding:
    """A proceeding that began at the latest with its first entry, and did not end before its last."""
    first, last = span
    began, ended = row.filed.stretch, row.ended.stretch
    return replace(
        row,
        filed=row.filed if began else Bounds(None, first),
        ended=row.ended if ended else Bounds(last, None),
    )


def _proceeding(docket: Docket) -> Proceeding:
    court, label = docket.court, words.docket_label(docket)
    country = court.country if court else ""
    return Proceeding(
        pk=docket.pk,
        country=country,
        court=localized(court, "short_name", words.language()).text if court else "",
        label=label,
        filed=Bounds(docket.filed_earliest, docket.filed_latest),
        ended=Bounds(docket.terminated_earliest, docket.terminated_latest),
        name=name_of(label, country),
        court_name=localized(court, "name", words.language()).text if court else "",
        is_lead=docket.is_lead,
    )


def lanes_svg(
    picture: Picture,
    *,
    places: Places,
    address: Address | None,
    persons: Persons = NOBODY,
    label: str = "",
) -> SafeString:
    """Return the drawing.

    Args:
        picture: where everything stands.
        places: makes the links to rows and proceedings.
        address: the query that shows the page with another zoom; None where there is none.
        persons: who makes the statements in the picture.
        label: what the picture shows, for those who do not see it.
    """
    around = _Around(picture.zoom, picture.begins, places, persons, address)
    return markup(
        # The names of the courts are a drawing of their own: on a phone they stay while time goes by.
        '<svg class="names-of" viewBox="0 0 {0} {1}" preserveAspectRatio="xMinYMin slice" width="{0}"'
        ' height="{1}" role="group" aria-label="{2}">{3}</svg>'
        '<div class="time">{9}'
        '<svg viewBox="{0} 0 {4} {1}" width="{4}" height="{1}" role="group" aria-label="{5}">'
        "{6}{7}{8}</svg></div>",
        LABELS,
        picture.height,
        _("Courts"),
        strung("", (_country(country) for country in picture.countries)),
        WIDTH - LABELS,
        label or _("Courts and proceedings over time"),
        strung("", (_tick(tick, picture.height, around) for tick in picture.ticks)),
        strung("", (_tie(tie) for tie in picture.ties)),
        strung("", (_line(line, around) for line in picture.lines)),
        _start(picture),
    )


def _start(picture: Picture) -> SafeString:
    """Where a picture that is wider than its page is first seen: the docket that the case is known by."""
    for line in picture.lines:
        if line.proceeding is not None and line.proceeding.is_lead and line.x:
            return markup('<i data-at="{}"></i>', round(100 * (line.x - LABELS) / (WIDTH - LABELS), 1))
    return _NOTHING


def _tick(tick: Tick, height: float, around: _Around) -> SafeString:
    line = markup('<line class="grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', tick.x, HEAD - 8, height - 8)
    text = markup('<text x="{}" y="{}">{}</text>', tick.x + 3, HEAD - 12, _tick_label(tick.day, around.zoom))
    if tick.zoom is None or around.address is None:
        return markup('<g class="tick">{}{}</g>', line, text)
    return markup('{}<a class="tick" href="?{}#lanes">{}</a>', line, around.address(tick.zoom), text)


def _tick_label(day: date, zoom: Zoom) -> str:
    if zoom.month is not None:
        return str(day.day)
    if zoom.year is None:
        return str(day.year)
    month = format_edtf_short(f"{day:%Y-%m}", words.language())
    # "Sep 2017", «сент. 2017», «2017 ж. қыр.»
    return capfirst(month.removesuffix(f" {day.year}").removeprefix(f"{day.year}\xa0ж. "))


def _country(country: Country) -> SafeString:
    if country.code == OUTSIDE:
        name = _("Outside the courts")
    else:
        name = words.country_name(country.code) if country.code else _("Court not known")
    head = markup('<text class="country" x="0" y="{}">{}</text>', country.y + COUNTRY - 9, name)
    return markup("{}{}", head, strung("", (_band(band) for band in country.bands)))


def _band(band: Band) -> SafeString:
    # The first line bears the name of its court; where no court is known, its own.
    names = [_name(line, bears_court=bool(band.court) and n == 0) for n, line in enumerate(band.lines)]
    return strung("", names)


def _name(line: Line, *, bears_court: bool) -> SafeString:
    """The court of a line, or what there is room for of its number or caption; as a title, all of it."""
    row = line.proceeding
    if row is None:
        return _NOTHING
    if bears_court:
        return markup(
            '<text class="court" x="8" y="{}"><title>{}</title>{}</text>',
            line.y + 4,
            words.sentences(escaped(part) for part in (row.court_name, row.label) if part),
            row.court,
        )
    places = ((line.y + 4 + n * LEADING, part) for n, part in enumerate(row.name))
    parts = joined("", '<tspan x="16" y="{}">{}</tspan>', places)
    return markup('<text class="number"><title>{}</title>{}</text>', row.label, parts)


def _line(line: Line, around: _Around) -> SafeString:
    drawn = _NOTHING
    if line.proceeding is not None and line.x:
        drawn = markup(
            '<a href="{}"><title>{}</title><line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/></a>',
            around.places.docket(line.proceeding.pk),
            line.proceeding.label,
            _RUNS[run_of(line)],
            line.x,
            round(line.x + max(line.width, 3.0), 1),
            line.y,
            line.y,
        )
    elif line.proceeding is not None and around.zoom.year is None and not line.marks:
        drawn = markup('<text x="{}" y="{}">{}</text>', LABELS + 4, line.y + 4, _("dates not known"))
    windows = strung("", (_window(row, line.y, around) for row in line.windows))
    marks = strung("", (_mark(row, line.y, around) for row in line.marks))
    return markup("{}{}{}", drawn, windows, marks)


def _window(window: Window, y: float, around: _Around) -> SafeString:
    met = _NOTHING
    if window.met is not None:
        met = markup('<line class="met" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', window.met, y - 8, y + 8)
    rectangle = markup(
        '<rect class="window{}" x="{}" y="{}" width="{}" height="12"/>{}',
        " open" if window.event.state == DeadlineStatus.OPEN else "",
        window.x,
        y - 6,
        max(window.width, 3.0),
        met,
    )
    return _linked(window.event, rectangle, around)


def _mark(mark: Mark, y: float, around: _Around) -> SafeString:
    y = round(y + mark.down, 1)
    # Where only the days around the middle are in the picture, a shape would stand on a day of its own.
    shape = _NOTHING if mark.at is None else _shape(mark, mark.at, y)
    if mark.width:
        stretch = markup(
            '<line class="stretch" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            mark.x,
            round(mark.x + mark.width, 1),
            y,
            y,
        )
        shape = markup("{}{}", stretch, shape)
    return _crowd(mark, shape, around) if mark.count > 1 else _linked(mark.event, shape, around)


def _shape(mark: Mark, x: float, y: float) -> SafeString:
    half = _SEVERAL if mark.count > 1 else _R
    if mark.event.group == EventGroup.EVENTS:
        return markup(
            '<rect class="mark event{}" x="{}" y="{}" width="{}" height="{}"/>',
            " alleged" if mark.is_alleged else "",
            round(x - half + 0.5, 1),
            round(y - half + 0.5, 1),
            2 * half - 1,
            2 * half - 1,
        )
    return markup('<circle class="mark {}" cx="{}" cy="{}" r="{}"/>', mark.event.group.value, x, y, half)


def _linked(event: IndexRow, shape: SafeString, around: _Around) -> SafeString:
    address = around.places.row(event.source, event.pk)
    title = _title(event, around.persons.speakers(event))
    return markup('<a href="{}"><title>{}</title>{}</a>', address, title, shape)


def _crowd(mark: Mark, shape: SafeString, around: _Around) -> SafeString:
    """Several rows that would cover each other: how many, and a closer look; else the first in the list.

    There those of the same day follow it.
    """
    number = ngettext("%(n)d row", "%(n)d rows", mark.count) % {"n": mark.count}
    day, zoom = mark.event.earliest or mark.event.latest, around.zoom
    if mark.closer and around.address is not None and day is not None:
        inside = max(day, around.begins)
        closer = Zoom(inside.year, inside.month if zoom.year else None)
        address = around.address(closer)
        return markup('<a href="?{}#lanes"><title>{}</title>{}</a>', address, number, shape)
    dates = {event.date for event in mark.events}
    when = format_edtf(mark.event.date, words.language()) if len(dates) == 1 else ""
    which = ", ".join(event.label for event in mark.events if event.label)
    title = words.sentences(escaped(part) for part in (number, when, which) if part)
    address = around.places.row(mark.event.source, mark.event.pk)
    return markup('<a href="{}"><title>{}</title>{}</a>', address, title, shape)


def _title(event: IndexRow, speakers: Sequence[str]) -> SafeString:
    when = format_edtf(event.date, words.language()) if event.date else _("date not known")
    if event.due_on:
        due = format_day(event.due_on, words.language())
        back = event.earliest is not None and event.due_on < event.earliest
        when = f"{due} – {when}" if back else f"{when} – {due}"
    # What somebody says must not read as a fact, here neither.
    claim = words.said_by(words.label(ClaimKind, event.claim), speakers) if event.claim else ""
    parts = (event.label, when, claim, event.title.text)
    return words.sentences(escaped(part) for part in parts if part)


def _tie(tie: TieLine) -> SafeString:
    return markup(
        '<path class="tie {}" d="M{} {}V{}"><title>{}</title></path>',
        tie.kind,
        tie.x,
        tie.y1,
        tie.y2,
        words.label(DocketLinkKind, tie.kind),
    )


def lanes_figure(picture: Picture, *, places: Places, persons: Persons, address: Address) -> SafeString:
    """Return the drawing with its legend, the links by which one zooms, and a way past it."""
    return markup(
        '<figure class="lanes" id="lanes"><a class="vh" href="#lanes-end">{}</a>'
        '<nav aria-label="{}">{}</nav>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>'
        '<figcaption id="lanes-end" tabindex="-1">{}</figcaption></figure>',
        _("Skip the picture"),
        _("Zoom"),
        zoom_links(picture, address),
        _("Courts and proceedings over time"),
        lanes_svg(picture, places=places, persons=persons, address=address),
        legend(picture),
    )
