"""The steps of a computation as sentences for a reader, in the active language.

`deadlines.wording` holds the names of the holidays and what is said beside a date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override

from deadlines.computation import Step, StepKind
from deadlines.wording import explain_caveats, holiday_name
from foundation.core.dates import format_day_weekday

__all__ = ["Sentence", "explain", "explain_caveats", "holiday_name"]


@dataclass(frozen=True)
class Sentence:
    """One step in words, and the authority (citation) for it."""

    text: str
    authority: str


_WEEKEND = gettext_lazy("%(day)s is skipped: the last day may not be a Saturday, Sunday or legal holiday.")
_SENTENCES: Mapping[StepKind, Promise] = MappingProxyType(
    {
        StepKind.DEEMED_SERVED: gettext_lazy("Service is deemed to have been made on %(day)s."),
        StepKind.DAY_ZERO: gettext_lazy("Day 0 is %(day)s: the day of the event is not counted."),
        StepKind.HOUR_ZERO: gettext_lazy("The hours start at once, at %(at)s on %(day)s."),
        StepKind.EXCLUDED: gettext_lazy("%(day)s is not counted: only working days are."),
        StepKind.LAST_DAY_COUNTED: gettext_lazy("Day %(n)d is %(day)s."),
        StepKind.CORRESPONDING_DAY: gettext_lazy("The corresponding day is %(day)s."),
        StepKind.END_OF_MONTH: gettext_lazy("That month has no corresponding day; its last day is %(day)s."),
        StepKind.LAST_HOUR_COUNTED: gettext_lazy("Hour %(n)d ends at %(at)s on %(day)s."),
        StepKind.CLEAR_DAY: gettext_lazy(
            "The day of the event is not counted either; beyond the clear days comes %(day)s."
        ),
        StepKind.SKIPPED_SATURDAY: _WEEKEND,
        StepKind.SKIPPED_SUNDAY: _WEEKEND,
        StepKind.SKIPPED_HOLIDAY: gettext_lazy("%(day)s is skipped: it is a legal holiday (%(holiday)s)."),
        StepKind.SKIPPED_INACCESSIBLE: gettext_lazy(
            "%(day)s is skipped: the clerk’s office could not be reached."
        ),
        StepKind.NOT_A_HOLIDAY: gettext_lazy(
            "%(day)s (%(holiday)s) is not taken as a legal holiday by the prevailing reading."
        ),
        StepKind.PERIOD_ENDS: gettext_lazy("The period by itself ends on %(day)s."),
        StepKind.ADDED_DAYS: gettext_lazy("Days added for the way of service: %(n)d. That is %(day)s."),
        StepKind.DUE: gettext_lazy("The last day is %(day)s."),
        StepKind.DUE_AT: gettext_lazy("The period ends at %(at)s on %(day)s."),
        StepKind.EARLIEST: gettext_lazy("The earliest day is %(day)s."),
        StepKind.END_OF_DAY: gettext_lazy("%(day)s ends for filing at %(at)s in the time of the court."),
        StepKind.FIXED: gettext_lazy(
            "The court named the date itself: %(day)s. It is not counted, and it does not move."
        ),
        StepKind.FIXED_ON_WEEKEND: gettext_lazy(
            "%(day)s is a weekend day; a date named by the court stays where it is."
        ),
        StepKind.FIXED_ON_HOLIDAY: gettext_lazy(
            "%(day)s is a legal holiday (%(holiday)s); a date named by the court stays where it is."
        ),
        StepKind.CALENDAR_ENDS: gettext_lazy(
            "The table of holidays does not reach %(day)s, so no date is computed."
        ),
        StepKind.RULE_NOT_IN_FORCE: gettext_lazy(
            "This way of counting was not yet in force on %(day)s, so no date is computed."
        ),
        StepKind.NO_PERIOD: gettext_lazy(
            "The rule library gives no single period that runs from %(day)s, so no date is computed."
        ),
    }
)
_COUNTED_BACK = gettext_lazy("Counted back, day %(n)d is %(day)s.")
_HOURS_BACK = gettext_lazy("Counted back, hour %(n)d is at %(at)s on %(day)s.")
_SKIPPED_OBSERVED = gettext_lazy("%(day)s is skipped: a legal holiday is observed on it (%(holiday)s).")
_EXCLUDED_HOLIDAY = gettext_lazy(
    "%(day)s is not counted: it is a legal holiday (%(holiday)s), and only working days are."
)


def explain(steps: Iterable[Step], language: str | None = None) -> list[Sentence]:
    """One sentence per step, in the order of the steps.

    `language` (kk, ru, en) is the active language if it is not given. A language without a translation of a
    sentence shows it in the fallback of the message catalogues.
    """
    if language is None:
        return [Sentence(_text(step), step.authority) for step in steps]
    with override(language):
        return [Sentence(_text(step), step.authority) for step in steps]


def _text(step: Step) -> str:
    """The sentence of one step, with the date worded in the active language."""
    return str(_sentence(step)) % {
        "day": format_day_weekday(step.day, get_language() or "en"),
        "n": abs(step.n or 0),
        "holiday": holiday_name(step.holiday or ""),
        "at": step.at or "",
    }


def _sentence(step: Step) -> Promise:
    match step.kind:
        case StepKind.LAST_DAY_COUNTED if (step.n or 0) < 0:
            return _COUNTED_BACK
        case StepKind.LAST_HOUR_COUNTED if (step.n or 0) < 0:
            return _HOURS_BACK
        case StepKind.SKIPPED_HOLIDAY if step.observed:
            return _SKIPPED_OBSERVED
        case StepKind.EXCLUDED if step.holiday:
            return _EXCLUDED_HOLIDAY
        case kind:
            return _SENTENCES[kind]
