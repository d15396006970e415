"""The list of a timeline as HTML, piece by piece, so that a long one can leave before it is complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.core.dates import format_edtf_short
from web.public import words
from web.public.rows import Row
from web.timeline.events import StatementDetail, TimelineEvent

_END = mark_safe("</ol>")


def timeline_html(events: Iterable[TimelineEvent], row: Row) -> Iterator[SafeString]:
    """Yield the rows under the headings of their years; statements under what they are about."""
    for year, of_year in groupby(events, key=lambda event: event.year):
        anchor = f"y{year}" if year else "undated"
        yield format_html(
            '<h3 class="year" id="{0}">{1}</h3>\n<ol class="timeline" aria-labelledby="{0}">\n',
            anchor,
            year or _("Date not known"),
        )
        subject = None
        for event in of_year:
            if isinstance(event.detail, StatementDetail) and event.detail.subject_id != subject:
                subject = event.detail.subject_id
                yield _subject(event, event.detail)
            yield row.html(event)
        yield _END


def _subject(event: TimelineEvent, said: StatementDetail) -> SafeString:
    return format_html(
        '<li class="entry subject"><p class="when"><b>{}</b></p><h4>{}: {}</h4></li>',
        format_edtf_short(event.date, words.language()) if event.date else "",
        _("Said of the case"),
        words.text(said.subject),
    )
