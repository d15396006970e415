"""How the desk words dates and computations, in the active language."""

from __future__ import annotations

from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines.computation import StepKind, steps_from_json
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline
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


def announcement(deadline: Deadline) -> str:
    """Say in one line what is due when, and why on that day: for the message after a save."""
    if deadline.due_on is None:
        return _("%(title)s: no day can be counted; it needs review.") % {"title": deadline.title}
    steps = [step for step in steps_from_json(deadline.steps or []) if step.kind not in _UNSAID]
    sentences = " ".join(sentence.text for sentence in explain(steps))
    return f"{deadline.title}: {day_words(deadline.due_on)}. {sentences}".strip()
