"""What stands beside the day of a deadline, in the active language: other readings, and where days differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines.explanation import explain_caveats
from deadlines.models import Deadline
from foundation.core.dates import format_day_weekday


@dataclass(frozen=True, slots=True)
class ReadingInWords:
    """Another day that a court may find right: the day and the reason as sentences, and the authority."""

    due: str
    why: str
    authority: str


def readings_of(rows: Iterable[Mapping[str, Any]]) -> list[ReadingInWords]:
    """Word the stored readings of a deadline.

    KeyError for a reason without words: a doubt must not be lost in silence.
    """
    return [
        ReadingInWords(_day(row["due"]), " ".join(explain_caveats([row["key"]])), row["authority"])
        for row in rows
    ]


def differences(deadline: Deadline) -> list[str]:
    """Say where an editor's day is not the one that the engine counts, or the court's own is not ours."""
    sentences = []
    if deadline.differs_from_computed and deadline.computed_on:
        sentences.append(
            _("An editor set this date; the count gives %(day)s.") % {"day": _words(deadline.computed_on)}
        )
    if deadline.differs_from_court and deadline.court_stated_on:
        sentences.append(
            _("The court’s docket states %(day)s (%(where)s).")
            % {"day": _words(deadline.court_stated_on), "where": deadline.court_stated_note}
        )
    return sentences


def _day(written: str) -> str:
    """Word a stored day, or a day with a clock time."""
    moment = datetime.fromisoformat(written)
    day = _words(moment.date())
    return f"{day}, {moment:%H:%M}" if "T" in written else day


def _words(day: date) -> str:
    return format_day_weekday(day, get_language() or "en")
