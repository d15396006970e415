"""What stands on a deadline’s sheet beside its day: what it runs from, pauses, other readings and dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.computation import Direction, Period, Unit
from deadlines.enums import DeadlineStatus, DueBasis
from foundation.core.dates import format_day
from foundation.sources.enums import Confidence
from web.public import words
from web.public.markup import joined, markup
from web.public.places import address
from web.public.rulefacts import period_in_words
from web.timeline.events import DeadlineDetail, FollowedRef, LinkRef, PauseRef


def length_in_words(n: int, unit: str, direction: str) -> str:
    """Return ``30 days``, ``3 months after``, ``7 days before`` in the reader's language."""
    if unit == Unit.DAYS and direction == Direction.AFTER:
        return ngettext("%(n)d day", "%(n)d days", n) % {"n": n}
    return period_in_words(Period(n, Unit(unit), Direction(direction)))


def doubt_of_length(length: int | None, confidence: str, *, is_ordered: bool) -> str:
    """Say how the length is known where it was not read in a primary court document; else nothing."""
    if length is None or confidence == Confidence.PRIMARY:
        return ""
    if is_ordered and confidence == Confidence.SECONDARY:
        return _("length as reported, not read in the order")
    length_is = _("length")  # not inside the f-string: xgettext does not look there
    return f"{length_is}: {Confidence(confidence).label}"


def signs(basis: str, state: str, doubt: str) -> SafeString:
    """Return the tags beside what is due: that no day can be counted or what the length rests on, and
    that the day no longer counts or was missed."""
    doubted = _("cannot be computed") if basis == DueBasis.NOT_COMPUTABLE else doubt
    over = DeadlineStatus(state).label if state in (DeadlineStatus.VACATED, DeadlineStatus.MISSED) else ""
    tags = [("tag doubt", doubted), ("tag", over)]
    return joined(" ", '<span class="{}">{}</span>', (tag for tag in tags if tag[1]))


def no_day(*, start_known: bool) -> str:
    """Say why there is no last day: the event has none, or a person has to look at it."""
    if start_known:
        nothing = _("No date is computed")
        return f"{nothing}."
    return _("The day that starts this period is not known, so its last day is not computed.")


def beside_the_day(detail: DeadlineDetail) -> SafeString:
    """Return the paragraphs that belong beside the day of a deadline; nothing where there are none."""
    return joined("", '<p class="{}">{}</p>', _paragraphs(detail))


def _paragraphs(detail: DeadlineDetail) -> Iterator[tuple[str, SafeString | str]]:
    if detail.follows:
        yield "quiet", _follows(detail.follows)
    if detail.paused_on:
        since = format_day(detail.paused_on, words.language())
        yield "paused", markup('<span class="tag doubt">{}</span>', _("paused since %s") % since)
    for pause in detail.pauses:
        yield "quiet", _pause(pause)
    for reading in detail.readings:
        sentence = _("Another reading gives %(day)s. %(why)s Calendar the earlier date.")
        said = sentence % {"day": reading.due, "why": reading.why}
        yield (
            "reading",
            markup('{} <span class="authority" lang="en">{}</span>', said, reading.authority),
        )
    for sentence in detail.differences:
        yield "differs", sentence


def _follows(ahead: FollowedRef) -> SafeString:
    """Say what it runs from: "Runs from the last day of: Opposition (ECF 40)"; the length stands above."""
    where = f"#deadline-{ahead.pk}" if ahead.is_here else address("public:proof", ahead.pk)
    link = markup('<a href="{}">{}</a>', where, words.text(ahead.title))
    started = markup(" ({})", entry_link(ahead.entry)) if ahead.entry else ""
    return markup("{}: {}{}", _("Runs from the last day of"), link, started)


def stood_still(paused_on: date, resumed_on: date | None) -> SafeString:
    """Return ``The clock stood still: 2 January 2018 – 9 January 2018``; an open end is a row of dots."""
    language = words.language()
    until = format_day(resumed_on, language) if resumed_on else "…"
    return markup("{}: {} – {}", _("The clock stood still"), format_day(paused_on, language), until)


def _pause(pause: PauseRef) -> SafeString:
    link = markup(" ({})", entry_link(pause.entry)) if pause.entry else ""
    days = words.sentences([stood_still(pause.paused_on, pause.resumed_on)])
    return markup("{} {}{}", days, words.text(pause.reason), link)


def hour(at: time) -> str:
    """Return the hour at which a last day ends: in the time of the court, not in the reader's."""
    place = _("time of the court")
    return f"{at:%H:%M} ({place})"


def entry_link(link: LinkRef) -> SafeString:
    """Return an entry's number as a link to its row on this page, else to its permanent address.

    It stands bare where the entry is not held here.
    """
    if link.entry_id is None:
        return markup("{} ({})", link.label, _("not held here"))
    where = f"#entry-{link.entry_id}" if link.is_here else address("entry", link.entry_id)
    return markup('<a href="{}">{}</a>', where, link.label)
