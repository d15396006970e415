"""The steps of a computation as sentences for a reader, in the active language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override

from deadlines.computation import (
    CLOSURES_NOT_COUNTED,
    FRIDAY_HOLIDAY_UNSETTLED,
    STATE_HOLIDAYS_NOT_COUNTED,
    Step,
    StepKind,
)
from foundation.core.dates import format_day_weekday


@dataclass(frozen=True)
class Sentence:
    """One step in words, and the authority (citation) for it."""

    text: str
    authority: str


_HOLIDAYS: Mapping[str, Promise] = MappingProxyType(
    {
        "new_years_day": gettext_lazy("New Year’s Day"),
        "martin_luther_king_day": gettext_lazy("Martin Luther King Jr. Day"),
        "washingtons_birthday": gettext_lazy("Washington’s Birthday"),
        "memorial_day": gettext_lazy("Memorial Day"),
        "juneteenth": gettext_lazy("Juneteenth National Independence Day"),
        "independence_day": gettext_lazy("Independence Day"),
        "labor_day": gettext_lazy("Labor Day"),
        "columbus_day": gettext_lazy("Columbus Day"),
        "veterans_day": gettext_lazy("Veterans Day"),
        "thanksgiving_day": gettext_lazy("Thanksgiving Day"),
        "christmas_day": gettext_lazy("Christmas Day"),
    }
)

_WEEKEND = gettext_lazy("%(day)s is skipped: the last day may not be a Saturday, Sunday or legal holiday.")
_SENTENCES: Mapping[StepKind, Promise] = MappingProxyType(
    {
        StepKind.DAY_ZERO: gettext_lazy("Day 0 is %(day)s: the day of the event is not counted."),
        StepKind.LAST_DAY_COUNTED: gettext_lazy("Day %(n)d is %(day)s."),
        StepKind.SKIPPED_SATURDAY: _WEEKEND,
        StepKind.SKIPPED_SUNDAY: _WEEKEND,
        StepKind.SKIPPED_HOLIDAY: gettext_lazy("%(day)s is skipped: it is a legal holiday (%(holiday)s)."),
        StepKind.DUE: gettext_lazy("The last day is %(day)s."),
        StepKind.FIXED: gettext_lazy(
            "The court named the date itself: %(day)s. It is not counted, and it does not move."
        ),
        StepKind.FIXED_ON_WEEKEND: gettext_lazy(
            "%(day)s is a weekend day; a date named by the court stays where it is."
        ),
        StepKind.CALENDAR_ENDS: gettext_lazy(
            "The table of holidays does not reach %(day)s, so no date is computed."
        ),
        StepKind.RULE_NOT_IN_FORCE: gettext_lazy(
            "This way of counting was not yet in force on %(day)s, so no date is computed."
        ),
    }
)
_COUNTED_BACK = gettext_lazy("Counted back, day %(n)d is %(day)s.")
_SKIPPED_OBSERVED = gettext_lazy("%(day)s is skipped: a legal holiday is observed on it (%(holiday)s).")

_CAVEATS: Mapping[str, Promise] = MappingProxyType(
    {
        STATE_HOLIDAYS_NOT_COUNTED: gettext_lazy(
            "Holidays of the state where the court sits are not counted here; if the last day is one, "
            "the period ends later."
        ),
        CLOSURES_NOT_COUNTED: gettext_lazy(
            "Days on which the court or the clerk’s office was closed for another reason "
            "are not counted here."
        ),
        FRIDAY_HOLIDAY_UNSETTLED: gettext_lazy(
            "Whether the Friday before a Saturday holiday is a legal holiday for this purpose "
            "is not settled; the earlier of the two dates is the safe one."
        ),
    }
)


def holiday_name(key: str) -> str:
    """The name of a holiday in the active language; a key without a name gives its words."""
    return str(_HOLIDAYS[key]) if key in _HOLIDAYS else key.replace("_", " ")


def explain(steps: Iterable[Step], language: str | None = None) -> list[Sentence]:
    """One sentence per step, in the order of the steps.

    `language` (kk, ru, en) is the active language if it is not given. A language without a translation of a
    sentence shows it in the fallback of the message catalogues.
    """
    if language is None:
        return [Sentence(_text(step), step.authority) for step in steps]
    with override(language):
        return [Sentence(_text(step), step.authority) for step in steps]


def explain_caveats(caveats: Iterable[str]) -> list[str]:
    """What a reader must know beside the date, one sentence per key of `Computation.caveats`, each once.

    KeyError for an unknown key: a caveat must not be lost in silence.
    """
    return [str(_CAVEATS[key]) for key in dict.fromkeys(caveats)]


def _text(step: Step) -> str:
    """The sentence of one step, with the date worded in the active language."""
    sentence = _SENTENCES[step.kind]
    if step.kind is StepKind.LAST_DAY_COUNTED and (step.n or 0) < 0:
        sentence = _COUNTED_BACK
    elif step.kind is StepKind.SKIPPED_HOLIDAY and step.observed:
        sentence = _SKIPPED_OBSERVED
    return str(sentence) % {
        "day": format_day_weekday(step.day, get_language() or "en"),
        "n": abs(step.n or 0),
        "holiday": holiday_name(step.holiday or ""),
    }
