"""What the signs of the picture of a case mean: a legend of those that it has, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from web.public import words
from web.public.markup import joined
from web.timeline.events import EventGroup
from web.timeline.lanes import Line, Picture
from web.timeline.marks import Mark

#: A run that is no longer than this is drawn as a short bar.
SHORT = 6.0

_DRAWN = {
    "acts": '<circle class="mark acts" cx="8" cy="8" r="4.5"/>',
    "filings": '<circle class="mark filings" cx="8" cy="8" r="4.5"/>',
    "event": '<rect class="mark event" x="4" y="4" width="8" height="8"/>',
    "alleged": '<rect class="mark event alleged" x="4" y="4" width="8" height="8"/>',
    "statements": '<circle class="mark statements" cx="8" cy="8" r="4.5"/>',
    "several": '<circle class="mark filings" cx="8" cy="8" r="6.5"/>',
    "stretch": '<line class="stretch" x1="3" x2="13" y1="8" y2="8"/>',
    "window": '<rect class="window" x="1" y="2" width="14" height="12"/>',
    "met": '<line class="met" x1="8" x2="8" y1="0" y2="16"/>',
    "run": '<line class="run" x1="0" x2="16" y1="8" y2="8"/>',
    "unsure": '<line class="run unsure" x1="0" x2="16" y1="8" y2="8"/>',
    "short": '<line class="run short" x1="6.5" x2="9.5" y1="8" y2="8"/>',
    "tie": '<path class="tie" d="M8 0V16"/>',
}


@words.once_a_language
def _meanings() -> dict[str, str]:
    return {
        "acts": _("order or judgment"),
        "filings": _("filing"),
        "event": _("outside the docket"),
        "alleged": _("outside the docket, alleged"),
        "statements": _("statement"),
        "several": _("larger: several rows"),
        "stretch": _("day not known: between, before or after"),
        "window": _("period to its last day"),
        "met": _("what was due was done"),
        "run": _("a proceeding, as far as its dates are known"),
        "unsure": _("beginning not verified"),
        "short": _("short, or only one day of it is known"),
        "tie": _("tie between proceedings"),
    }


def run_of(line: Line) -> str:
    """Return how the run of a proceeding is drawn: a line, a dotted one, or a short bar."""
    # Of a proceeding that lasted a day only the day is known; a line so short would not be seen.
    if line.length <= SHORT:
        return "short"
    return "run" if line.begins_known else "unsure"


def legend(picture: Picture) -> SafeString:
    """Return the signs of a picture with what each means."""
    found = set(_signs(picture))
    return _legend(words.language(), tuple(sign for sign in _DRAWN if sign in found))


@words.once_a_language
def signs_explained() -> list[tuple[SafeString, str]]:
    """Return what the picture has beyond the shapes of the timeline, each with a sentence about it."""
    sentences = {
        "alleged": _("As on the timeline: something that a party says happened. Only its corners are drawn."),
        "several": _("Several rows of one day, or more than there is room for. It leads to them."),
        "stretch": _(
            "A paper or event of a day that is not known. The stretch shows all days that it may have been, "
            "and its shape stands in their middle. Where only one bound is known, the shape stands there."
        ),
        "window": _("A period from the day that starts it to the day on which the thing is due."),
        "met": _("The day of the entry by which what was due was done."),
        "run": _("From the day of filing to the end, or from the first to the last day that is known."),
        "unsure": _("The day on which the proceeding began is not verified."),
        "short": _("A proceeding too short to be seen as a line."),
        "tie": _("One proceeding led to the other, or is related to it."),
    }
    return [(_legend(words.language(), (sign,)), sentence) for sign, sentence in sentences.items()]


@lru_cache(maxsize=256)
def _legend(_reader: str, signs: tuple[str, ...]) -> SafeString:
    meanings = _meanings()
    return joined(
        " ",
        '<span class="legend"><svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{}</svg>'
        " {}</span>",
        ((mark_safe(_DRAWN[sign]), meanings[sign]) for sign in signs),  # noqa: S308  fixed above
    )


def _signs(picture: Picture) -> Iterator[str]:
    """What is drawn, by the names of the signs; some of them more than once."""
    if picture.ties:
        yield "tie"
    for line in picture.lines:
        if line.proceeding is not None and line.x:
            yield run_of(line)
        for window in line.windows:
            yield "window"
            if window.met is not None:
                yield "met"
        for mark in line.marks:
            yield from _signs_of(mark)


def _signs_of(mark: Mark) -> Iterator[str]:
    if mark.width:
        yield "stretch"
    if mark.at is None:
        return
    if mark.count > 1:
        yield "several"
    if mark.event.group == EventGroup.EVENTS:
        yield "alleged" if mark.is_alleged else "event"
    else:
        yield mark.event.group.value
