"""The picture of a case as SVG: courts as bands, proceedings as lines, what happened as shapes with links.

The server draws it once; no script and no inline style is needed. Every shape has its words as a title, and
the same events stand as a list on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from cases.enums import DocketLinkKind
from cases.models import Docket
from deadlines.enums import DeadlineStatus
from foundation.core.dates import format_day, format_edtf
from foundation.core.languages import localized, sort_key
from foundation.sources.enums import ClaimKind
from web.public import words
from web.public.markup import escaped, joined, markup, strung
from web.public.places import Places
from web.public.words import ngettext
from web.timeline.events import EventGroup, IndexRow
from web.timeline.index import Index
from web.timeline.lanes import (
    COUNTRY,
    HEAD,
    LABELS,
    LINE,
    OUTSIDE,
    WIDTH,
    Band,
    Bounds,
    Country,
    Line,
    Mark,
    Picture,
    Proceeding,
    Tick,
    TieLine,
    Window,
    draw,
)
from web.timeline.persons import NOBODY, Persons
from web.timeline.zoom import Zoom

#: The query that shows a page with another zoom.
Address = Callable[[Zoom], str]

#: Half the size of a shape.
_R = 4.5
#: A line that is no longer than this is drawn as a stub.
_SHORT = 6.0
_NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class _Around:
    """What the shapes of a picture lead to, and who says what they stand for."""

    zoom: Zoom
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
        "</figure>",
        label,
        lanes_svg(picture, places=places, address=None, label=label),
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
    court = docket.court
    return Proceeding(
        pk=docket.pk,
        country=court.country if court else "",
        court=localized(court, "short_name", words.language()).text if court else "",
        label=words.docket_label(docket),
        filed=Bounds(docket.filed_earliest, docket.filed_latest),
        ended=Bounds(docket.terminated_earliest, docket.terminated_latest),
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
    around = _Around(picture.zoom, places, persons, address)
    return markup(
        # The names of the courts are a drawing of their own: on a phone they stay while time goes by.
        '<svg class="names-of" viewBox="0 0 {0} {1}" preserveAspectRatio="xMinYMin slice" width="{0}"'
        ' height="{1}" role="group" aria-label="{2}">{3}</svg>'
        '<svg viewBox="{0} 0 {4} {1}" width="{4}" height="{1}" role="group" aria-label="{5}">'
        "{6}{7}{8}</svg>",
        LABELS,
        picture.height,
        _("Courts"),
        strung("", (_country(country) for country in picture.countries)),
        WIDTH - LABELS,
        label or _("Courts and proceedings over time"),
        strung("", (_tick(tick, picture.height, around) for tick in picture.ticks)),
        strung("", (_tie(tie) for tie in picture.ties)),
        strung(
            "",
            (
                _line(line, around)
                for country in picture.countries
                for band in country.bands
                for line in band.lines
            ),
        ),
    )


def _tick(tick: Tick, height: float, around: _Around) -> SafeString:
    line = markup('<line class="grid" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', tick.x, HEAD - 8, height - 8)
    text = markup('<text x="{}" y="{}">{}</text>', tick.x + 3, HEAD - 12, _tick_label(tick.day, around.zoom))
    if tick.zoom is None or around.address is None:
        return markup('<g class="tick">{}{}</g>', line, text)
    return markup('{}<a class="tick" href="?{}#lanes">{}</a>', line, around.address(tick.zoom), text)


def _tick_label(day: date, zoom: Zoom) -> str:
    if zoom.month is not None:
        return str(day.day)
    if zoom.year is not None:
        return capfirst(
            format_edtf(f"{day:%Y-%m}", words.language()).replace(str(day.year), "").strip("\xa0 ж.г")
        )
    return str(day.year)


def _country(country: Country) -> SafeString:
    if country.code == OUTSIDE:
        name = _("Outside the courts")
    else:
        name = words.country_name(country.code) if country.code else _("Court not known")
    head = markup('<text class="country" x="0" y="{}">{}</text>', country.y + COUNTRY - 9, name)
    return markup("{}{}", head, strung("", (_band(band) for band in country.bands)))


def _band(band: Band) -> SafeString:
    court = _NOTHING
    if band.court:
        court = markup('<text class="court" x="8" y="{}">{}</text>', band.y + LINE / 2 + 4, band.court)
    # The first line bears the name of its court; where no court is known, its own.
    lines = [line for line in band.lines[1 if band.court else 0 :] if line.proceeding is not None]
    others = ((line.y + 4, _short(line.proceeding)) for line in lines)
    return markup("{}{}", court, joined("", '<text class="number" x="16" y="{}">{}</text>', others))


def _short(proceeding: Proceeding | None) -> str:
    """The number of a further proceeding of a court, as far as there is room for it."""
    return Truncator(proceeding.label if proceeding else "").chars(21)


def _line(line: Line, around: _Around) -> SafeString:
    drawn = _NOTHING
    if line.proceeding is not None and line.x:
        drawn = markup(
            '<a href="{}"><title>{}</title><line class="run{}{}" x1="{}" x2="{}" y1="{}" y2="{}"/></a>',
            around.places.docket(line.proceeding.pk),
            line.proceeding.label,
            "" if line.begins_known else " unsure",
            # Of a proceeding that lasted a day only the day is known; a line so short would not be seen.
            "" if line.width > _SHORT else " short",
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
    shape = _shape(mark, y)
    if mark.width:
        stretch = markup(
            '<line class="stretch" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            mark.x,
            round(mark.x + mark.width, 1),
            y,
            y,
        )
        shape = markup("{}{}", stretch, shape)
    if mark.count > 1 and around.address is not None:
        return _crowd(mark, shape, around.zoom, around.address)
    return _linked(mark.event, shape, around)


def _shape(mark: Mark, y: float) -> SafeString:
    event, x = mark.event, round(mark.x + mark.width / 2, 1)
    alleged = event.claim in (ClaimKind.ALLEGATION, ClaimKind.DENIAL)
    if event.group == EventGroup.EVENTS:
        return markup(
            '<rect class="mark event{}" x="{}" y="{}" width="{}" height="{}"/>',
            " alleged" if alleged else "",
            x - _R + 0.5,
            y - _R + 0.5,
            2 * _R - 1,
            2 * _R - 1,
        )
    return markup('<circle class="mark {}" cx="{}" cy="{}" r="{}"/>', event.group.value, x, y, _R)


def _linked(event: IndexRow, shape: SafeString, around: _Around) -> SafeString:
    address = around.places.row(event.source, event.pk)
    title = _title(event, around.persons.speakers(event))
    return markup('<a href="{}"><title>{}</title>{}</a>', address, title, shape)


def _crowd(mark: Mark, shape: SafeString, zoom: Zoom, address: Address) -> SafeString:
    """Several rows that would cover each other: their number, and a closer look."""
    day = mark.event.earliest or mark.event.latest
    closer = Zoom(day.year, day.month if zoom.year else None) if day else zoom
    title = ngettext("%(n)d row", "%(n)d rows", mark.count) % {"n": mark.count}
    return markup('<a href="?{}#lanes"><title>{}</title>{}</a>', address(closer), title, shape)


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
    """Return the drawing with its legend and the links by which one zooms."""
    return markup(
        '<figure class="lanes" id="lanes"><nav aria-label="{}">{}</nav>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>'
        "<figcaption>{}</figcaption></figure>",
        _("Zoom"),
        _zoom_links(picture.zoom, address),
        _("Courts and proceedings over time"),
        lanes_svg(picture, places=places, persons=persons, address=address),
        _legend(words.language()),
    )


def _zoom_links(zoom: Zoom, address: Address) -> SafeString:
    links = []
    if zoom.wider is not None:
        links.append((address(zoom.wider), _zoom_name(zoom.wider)))
    both = (zoom.beside(-1), zoom.beside(1))
    links += [(address(beside), _zoom_name(beside)) for beside in both if beside is not None]
    if not links:
        return markup("<p>{}</p>", _("Choose a year to look closer."))
    here = markup("<b>{}</b>", _zoom_name(zoom))
    listed = joined(" · ", '<a href="?{}#lanes">{}</a>', links)
    return markup("<p>{} · {}</p>", here, listed)


def _zoom_name(zoom: Zoom) -> str:
    return format_edtf(str(zoom), words.language()) if zoom.year else _("All years")


@cache
def _legend(_reader: str) -> SafeString:
    circle = mark_safe('<circle class="mark acts" cx="8" cy="8" r="4.5"/>')
    ring = mark_safe('<circle class="mark filings" cx="8" cy="8" r="4.5"/>')
    square = mark_safe('<rect class="mark event" x="4" y="4" width="8" height="8"/>')
    said = mark_safe('<circle class="mark statements" cx="8" cy="8" r="4.5"/>')
    window = mark_safe('<rect class="window" x="1" y="2" width="14" height="12"/>')
    unsure = mark_safe('<line class="run unsure" x1="0" x2="16" y1="8" y2="8"/>')
    signs = (
        (circle, _("order or judgment")),
        (ring, _("filing")),
        (square, _("outside the docket")),
        (said, _("statement")),
        (window, _("period to its last day")),
        (unsure, _("beginning not verified")),
    )
    return joined(
        " ",
        '<span class="legend"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>'
        " {}</span>",
        signs,
    )
