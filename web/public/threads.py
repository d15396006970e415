"""A motion thread as one block under its motion: what opposed, supported and decided it."""

from __future__ import annotations

from django.utils.safestring import SafeString

from filings.enums import EntryKind, Outcome
from foundation.core.dates import format_edtf_short
from web.public import words
from web.public.markup import joined, markup
from web.public.places import Places
from web.public.words import ngettext
from web.public.words import said as _
from web.timeline.events import IndexRow
from web.timeline.threads import Thread


def thread_block(thread: Thread, places: Places, reader: str) -> SafeString:
    """Return the folded thread of a motion; its state is on the fold."""
    count = len(thread.rows)
    papers = ngettext("%(n)d paper", "%(n)d papers", count, reader) % {"n": count}
    return markup(
        '<details class="thread"><summary>{}: {} · {}</summary><ol class="steps">{}</ol></details>',
        _("Motion thread", reader),
        _state(thread, reader),
        papers,
        joined("", "<li>{}</li>", [(_paper(row, thread, places, reader),) for row in thread.rows]),
    )


def _state(thread: Thread, reader: str) -> str:
    if thread.outcome is None:
        return _("no decision is held here", reader)
    return words.word(Outcome, thread.outcome, reader)


def _paper(row: IndexRow, thread: Thread, places: Places, reader: str) -> SafeString:
    when = format_edtf_short(row.date, reader) if row.date else _("day not verified", reader)
    outcomes = ", ".join(words.word(Outcome, outcome, reader) for outcome in thread.outcomes[row.pk])
    return markup(
        '{} <a href="{}">{}</a>, {}{}',
        words.label(EntryKind, row.kind, reader),
        places.row(row.source, row.pk),
        row.label or _("number not verified", reader),
        when,
        f": {outcomes}" if outcomes else "",
    )
