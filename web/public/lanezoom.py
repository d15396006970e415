"""The links over the picture of a case by which one looks closer, wider, or beside."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.core.dates import format_edtf
from web.public import words
from web.public.markup import joined, markup
from web.timeline.lanes import Picture
from web.timeline.zoom import Zoom

#: The query that shows a page with another zoom.
Address = Callable[[Zoom], str]

#: So many years of a proceeding are named over the picture.
_YEARS = 12


def zoom_links(picture: Picture, address: Address) -> SafeString:
    """Return the links to a wider picture and to the years or months beside; of everything, to its years."""
    zoom = picture.zoom
    links = []
    if zoom.wider is not None:
        links.append((address(zoom.wider), _zoom_name(zoom.wider)))
    both = (zoom.beside(-1), zoom.beside(1))
    links += [(address(beside), _zoom_name(beside)) for beside in both if beside is not None]
    if not links:
        return markup("<p>{} {}</p>", _("Choose a year to look closer."), _lead_years(picture, address))
    here = markup("<b>{}</b>", _zoom_name(zoom))
    listed = joined(" · ", '<a href="?{}#lanes">{}</a>', links)
    return markup("<p>{} · {}</p>", here, listed)


def _lead_years(picture: Picture, address: Address) -> SafeString:
    """The years of the docket that the case is known by: on a phone they are not in sight at first."""
    if picture.lead is None:
        return SafeString("")
    row, (first, last) = picture.lead
    years = range(first.year, last.year + 1)[:_YEARS]
    listed = joined(" · ", '<a href="?{}#lanes">{}</a>', ((address(Zoom(year)), year) for year in years))
    return markup('<span class="num">{}</span>: {}', row.label, listed)


def _zoom_name(zoom: Zoom) -> str:
    return format_edtf(str(zoom), words.language()) if zoom.year else _("All years")
