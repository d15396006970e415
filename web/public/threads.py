"""A motion thread as one block under its motion: what opposed, supported and decided it."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filings.enums import EntryKind, Outcome
from foundation.core.dates import format_edtf_short
from web.public import words
from web.timeline.events import EntryDetail, TimelineEvent
from web.timeline.threads import Thread


def thread_block(thread: Thread | None) -> SafeString:
    """Return the folded thread of a motion, or nothing; its state is on the fold."""
    if thread is None:
        return SafeString("")
    papers = ngettext("%(n)d paper", "%(n)d papers", len(thread.rows)) % {"n": len(thread.rows)}
    return format_html(
        '<details class="thread"><summary>{}: {} · {}</summary><ol class="steps">{}</ol></details>',
        _("Motion thread"),
        _state(thread),
        papers,
        format_html_join("", "<li>{}</li>", ((_paper(row),) for row in thread.rows)),
    )


def _state(thread: Thread) -> str:
    if thread.outcome is None:
        return _("no decision is held here")
    return str(thread.outcome.label)


def _paper(event: TimelineEvent) -> SafeString:
    detail = event.detail
    assert isinstance(detail, EntryDetail)  # noqa: S101  a thread is made of entries
    when = format_edtf_short(event.date, words.language()) if event.date else _("day not verified")
    outcomes = [Outcome(link.outcome).label for link in detail.links if link.outcome and not link.reverse]
    return format_html(
        '{} <a href="#{}">{}</a>, {}{}',
        words.label(EntryKind, detail.kind),
        event.anchor,
        event.label or _("number not verified"),
        when,
        f": {', '.join(map(str, outcomes))}" if outcomes else "",
    )
