"""How the desk words dates and computations, in the active language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from deadlines.computation import StepKind, steps_from_json
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline
from deadlines.standing import ReadingInWords, differences, readings_of
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday, format_edtf_short

_UNSAID = frozenset({StepKind.DAY_ZERO, StepKind.DUE})


def day_words(day: date | None) -> str:
    """Word a day with its weekday; an empty text for no day."""
    return format_day_weekday(day, get_language() or "en") if day else ""


def imprecise_words(edtf: str) -> str:
    """Word an imprecise date for a column of a list."""
    return format_edtf_short(edtf, get_language() or "en") if edtf else ""


def steps_html(deadline: Deadline) -> str | SafeString:
    """Return the steps of a computation as a list of sentences with their authorities."""
    sentences = explain(steps_from_json(deadline.steps or []))
    if not sentences:
        return _("Nothing was counted.")
    rows = format_html_join(
        "", "<li>{} <small>{}</small></li>", ((row.text, row.authority) for row in sentences)
    )
    return format_html('<ol class="steps">{}</ol>', rows)


def caveats_html(deadline: Deadline) -> str | SafeString:
    """Return what the computation did not consider, as a list of sentences."""
    caveats = explain_caveats(deadline.caveats or [])
    if not caveats:
        return "-"
    rows = format_html_join("", "<li>{}</li>", ((caveat,) for caveat in caveats))
    return format_html('<ul class="caveats">{}</ul>', rows)


def readings_html(deadline: Deadline) -> str | SafeString:
    """Return the other days that a court may find right, each with its reason and authority."""
    rows = format_html_join(
        "",
        "<li>{} <small>{}</small></li>",
        ((reading_words(row), row.authority) for row in readings_of(deadline.readings or [])),
    )
    return format_html('<ul class="readings">{}</ul>', rows) if rows else "-"


def reading_words(reading: ReadingInWords) -> str:
    """Say one other day and why: calendar the earlier one."""
    return _("Another reading gives %(day)s. %(why)s Calendar the earlier date.") % {
        "day": reading.due,
        "why": reading.why,
    }


def differences_html(deadline: Deadline) -> str | SafeString:
    """Warn where an editor's day, or the court's own, is not the one that we count."""
    rows = format_html_join("", "<li>{}</li>", ((text,) for text in differences(deadline)))
    return format_html('<ul class="differences">{}</ul>', rows) if rows else "-"


def moved(deadline: Deadline, before: date | None) -> str:
    """Say in one line from which day to which a deadline moved, and how it stands."""
    return _("%(title)s: %(old)s → %(new)s (%(state)s)") % {
        "title": deadline.title,
        "old": day_words(before) or _("no day"),
        "new": day_words(deadline.due_on) or _("no day"),
        "state": deadline.get_state_display(),
    }


def announcement(deadline: Deadline) -> str:
    """Say in one line what is due when, and why on that day: for the message after a save."""
    if deadline.due_on is None:
        return _("%(title)s: no day can be counted; it needs review.") % {"title": deadline.title}
    steps = [step for step in steps_from_json(deadline.steps or []) if step.kind not in _UNSAID]
    sentences = " ".join(sentence.text for sentence in explain(steps))
    return f"{deadline.title}: {day_words(deadline.due_on)}. {sentences}".strip()


def short_day(day: date | None) -> str:
    """Word a day for a narrow column; an empty text for no day."""
    return format_edtf_short(day.isoformat(), get_language() or "en") if day else ""


def moment_words(moment: datetime | None, zone: ZoneInfo) -> str:
    """Word a moment to the minute in a time zone; an empty text for none."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{short_day(local.date())}, {local:%H:%M}"


def left_words(days: int) -> str:
    """Say how many days are left until a last day, or how many it is over."""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("overdue by %(n)d day", "overdue by %(n)d days", -days) % {"n": -days}
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def name_of(user: User | None) -> str:
    """Name a member of staff; what nobody did by hand was done by the program."""
    if user is None:
        return "Docketline"
    return user.get_full_name() or user.get_username()
