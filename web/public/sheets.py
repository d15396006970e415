"""The ochre sheet of a deadline: what is due, the last day, the days, the reasons, how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from deadlines.computation import Holiday, WindowDay, WindowKind
from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.explanation import holiday_name
from foundation.core.dates import format_day, format_day_weekday, format_edtf_short
from foundation.sources.enums import Confidence
from web.public import words
from web.public.markup import escaped, joined, markup, strung
from web.public.places import address
from web.public.sheetfacts import (
    beside_the_day,
    doubt_of_length,
    entry_link,
    hour,
    length_in_words,
    no_day,
    signs,
)
from web.timeline.events import DeadlineDetail, ExtensionRef, TimelineEvent

_SATURDAY = 5


def deadline_row(event: TimelineEvent, detail: DeadlineDetail, notes: SafeString) -> SafeString:
    """Return the list item of a deadline; ``notes`` are its sources in the margin."""
    undated = detail.due_on is None
    return markup(
        '<li class="entry deadline{}" id="{}">{}<div class="sheet"><h4 class="head">{} {}</h4>'
        '<p class="text">{}</p>{}{}{}{}</div>{}</li>',
        " open" if undated else "",
        event.anchor,
        _when(event, detail),
        words.text(event.title),
        _signs(detail),
        _due_sentence(event, detail),
        days_row(detail.window, detail.holidays),
        markup("{}{}", beside_the_day(detail), _ending(detail)),
        _length_note(event, detail),
        _counted(event, detail),
        notes,
    )


def _when(event: TimelineEvent, detail: DeadlineDetail) -> SafeString:
    language = words.language()
    if detail.due_on is None:
        return markup('<p class="when">{}</p>', _("no last day"))
    due = format_edtf_short(detail.due_on.isoformat(), language)
    start = format_edtf_short(event.date, language) if event.date else ""
    period = ""
    if detail.period_length is not None and detail.basis == DueBasis.COMPUTED:
        period = length_in_words(detail.period_length, detail.period_unit, detail.period_direction)
    remark = _("fixed date") if detail.basis == DueBasis.FIXED_BY_ORDER else period
    if not start:
        return markup('<p class="when"><b>{}</b> {}</p>', due, remark)
    if event.earliest and detail.due_on < event.earliest:  # counted back from the event
        start, due = due, start
    # The row stands at the day of the event, so that day is named first, also where nothing is counted.
    return markup('<p class="when"><b>{} – {}</b> {}</p>', start, due, remark)


def _signs(detail: DeadlineDetail) -> SafeString:
    doubt = doubt_of_length(detail.period_length, detail.length_confidence, is_ordered=detail.is_ordered)
    return signs(detail.basis, detail.state, doubt)


def _due_sentence(event: TimelineEvent, detail: DeadlineDetail) -> SafeString:
    language = words.language()
    if detail.due_on is None:
        return escaped(no_day(start_known=bool(event.date)))
    due = format_day_weekday(detail.due_on, language)
    if detail.due_time:
        due = f"{due}, {hour(detail.due_time)}"
    counted = next((step for step in detail.window if step.n == detail.period_length), None)
    if counted and counted.day != detail.due_on and detail.basis == DueBasis.COMPUTED:
        return markup(
            _("Day {} is {}, so the last day is <b>{}</b>."),
            counted.n,
            format_day_weekday(counted.day, language),
            due,
        )
    return markup(_("The last day is <b>{}</b>."), due)


def days_row(window: tuple[WindowDay, ...], holidays: Mapping[date, Holiday]) -> SafeString:
    """Return the days of a period as a row of cells; ``holidays`` are those of the court's calendar."""
    if not window:
        return SafeString("")
    cells = strung("", (_cell(day, holidays) for day in window))
    return markup(
        '<ol class="days" aria-label="{}">{}</ol><p class="key">{}</p>',
        _("Days of the period"),
        cells,
        _("Outlined: day 0. Pale: weekend. Hatched: legal holiday. Full colour at the end: the last day."),
    )


def _cell(day: WindowDay, holidays: Mapping[date, Holiday]) -> SafeString:
    language = words.language()
    parts = [format_day(day.day, language)]
    if day.n is not None:
        parts.append(_("day %(n)d") % {"n": day.n})
    css, remark = _kind_of(day, holidays)
    if remark:
        parts.append(remark)
    if not css:
        return markup("<li>{}</li>", ", ".join(parts))
    return markup('<li class="{}">{}</li>', css, ", ".join(parts))


def _kind_of(day: WindowDay, holidays: Mapping[date, Holiday]) -> tuple[str, str]:
    if day.kind is WindowKind.ZERO:
        return "zero", _("not counted")
    if day.kind is WindowKind.LAST:
        return "last", _("last day")
    holiday = holidays.get(day.day)
    if holiday and holiday.counts:
        return "holiday", holiday_name(holiday.name_key)
    if day.day.weekday() >= _SATURDAY:
        return "rest", _("weekend")
    return "", ""


def _ending(detail: DeadlineDetail) -> SafeString:
    parts = []
    if detail.obligor:
        parts.append(words.name(detail.obligor.name))
    state = words.label(DeadlineStatus, detail.state)
    if detail.satisfied_by:
        parts.append(markup("{} {}", _("answered by"), entry_link(detail.satisfied_by)))
        if detail.satisfied_on:
            parts.append(escaped(format_edtf_short(detail.satisfied_on, words.language())))
        if detail.is_late:
            parts.append(markup('<span class="tag doubt">{}</span>', _("after the last day")))
    else:
        parts.append(escaped(state))
    line = strung(" · ", parts)
    note = words.text(detail.state_note)
    moved = joined(
        "",
        '<p class="quiet">{}</p>',
        ((_extension(step),) for step in detail.extensions),
    )
    return markup('{}<p class="quiet">{}{}{}</p>', moved, line, ". " if note else "", note)


def _extension(step: ExtensionRef) -> SafeString:
    language = words.language()
    link = markup(" ({})", entry_link(step.entry)) if step.entry else ""
    return markup(
        "<s>{}</s> → {}: {}{}",
        format_day(step.previous_due_on, language),
        format_day(step.due_on, language),
        words.text(step.reason),
        link,
    )


def _length_note(event: TimelineEvent, detail: DeadlineDetail) -> SafeString:
    parts = [words.text(value) for value in (detail.length_note, event.note) if value]
    return joined("", '<p class="quiet">{}</p>', ((part,) for part in parts))


def _counted(event: TimelineEvent, detail: DeadlineDetail) -> SafeString:
    steps = joined(
        "",
        '<li>{} <span class="authority" lang="en">{}</span></li>',
        ((step.text, step.authority) for step in detail.steps),
    )
    caveats = joined("", "<p>{}</p>", ((caveat,) for caveat in detail.caveats))
    rule = markup('<p class="quiet">{}: <span lang="en">{}</span></p>', _("Authority"), detail.rule)
    sure = markup(
        '<p class="quiet">{}: {}</p>', _("How sure the date is"), Confidence(detail.due_confidence).label
    )
    proof = markup(
        '<p class="quiet"><a href="{}">{}</a></p>',
        address("public:proof", event.pk),
        _("Proof of this deadline, on a page of its own"),
    )
    if not steps:
        return markup("{}{}", rule if detail.rule else "", proof)
    return markup(
        '<details><summary>{}</summary><ol class="steps">{}</ol>{}{}{}</details>{}',
        _("How this date was counted"),
        steps,
        caveats,
        rule if detail.rule else "",
        sure,
        proof,
    )
