"""The list of a timeline as HTML, piece by piece, so that a long one can leave before it is complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.core.dates import format_edtf_short
from web.public import words
from web.public.markup import markup
from web.public.rows import Row
from web.timeline.events import EventSource, IndexRow, StatementDetail, TimelineEvent
from web.timeline.gaps import Gap, gaps_of

_END = mark_safe("</ol>")


def timeline_html(
    events: Iterable[TimelineEvent], row: Row, gaps: Mapping[int, Gap] | None = None
) -> Iterator[SafeString]:
    """Yield the rows under the headings of their years; statements under what they are about.

    ``gaps`` are numbers that are missing in front of an entry, by the entry's key.
    """
    missing = gaps or {}
    for year, of_year in groupby(events, key=lambda event: event.year):
        anchor = f"y{year}" if year else "undated"
        yield markup(
            '<h3 class="year" id="{0}">{1}</h3>\n<ol class="timeline" aria-labelledby="{0}">\n',
            anchor,
            year or _("Date not known"),
        )
        subject = None
        for event in of_year:
            if isinstance(event.detail, StatementDetail) and event.detail.subject_id != subject:
                subject = event.detail.subject_id
                yield _subject(event, event.detail)
            if event.source == EventSource.ENTRY and event.pk in missing:
                yield _gap(missing[event.pk])
            yield row.html(event)
        yield _END


def gaps_before(rows: Sequence[IndexRow], docket: int) -> dict[int, Gap]:
    """Return the numbers of a docket that are not held here, each gap by the entry that it stands before."""
    numbered = {row.number: row.pk for row in rows if row.number and row.docket and row.docket.pk == docket}
    return {numbered[gap.last + 1]: gap for gap in gaps_of(numbered)}


def _gap(gap: Gap) -> SafeString:
    words_of_it = _("Numbers not held here: %(gap)s") % {"gap": gap}
    return markup('<li class="entry missing"><p class="quiet">{}</p></li>', words_of_it)


def _subject(event: TimelineEvent, said: StatementDetail) -> SafeString:
    return markup(
        '<li class="entry subject"><p class="when"><b>{}</b></p><h4>{}: {}</h4></li>',
        format_edtf_short(event.date, words.language()) if event.date else "",
        _("Said of the case"),
        words.text(said.subject),
    )
