"""How a row of a timeline becomes HTML, asked for by pages that may not see the pages of readers.

The app that draws the rows registers itself; the desk shows an editor what a reader is going to see.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString

from web.timeline.events import TimelineEvent

_draw: list[Callable[[TimelineEvent], SafeString]] = []


def register_row(draw: Callable[[TimelineEvent], SafeString]) -> None:
    """Name the function that draws a row; the app of the public pages calls this in ``ready()``."""
    _draw[:] = [draw]


def row_html(event: TimelineEvent) -> SafeString:
    """Return a row as readers see it, without the margin of its page; nothing if nobody draws rows."""
    return _draw[0](event) if _draw else SafeString("")
