"""An answer, and its shape as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from deadlines.calendars.sources import UNSETTLED
from deadlines.computation import Reading, Step
from deadlines.computation import to_json as steps_to_data


class AnswerStatus(StrEnum):
    """Computed from a period, fixed by a court, or for a person to decide."""

    COMPUTED = "computed"
    NEEDS_REVIEW = "needs_review"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `due` is a day, for a period of hours a local time, and None exactly if the status is needs_review.
    `readings` are the other dates that a court may find right, without `due` itself. `steps` are never empty.
    `warnings` are keys, some with a detail after ": " (`explanation.explain_warning` words them).
    """

    id: str | int | float | None
    status: AnswerStatus
    due: date | datetime | None
    readings: tuple[Reading, ...]
    steps: tuple[Step, ...]
    authority: str
    warnings: tuple[str, ...]


#: Why there is another reading, in English: that of a doubtful day, and those that turn on no day.
WHY: Mapping[str, str] = MappingProxyType(
    {
        **UNSETTLED,
        "straddles_amendment": "The rules were amended within the period; this is the date under the others.",
        "claim_form_step_arguable": "That both days after the step must be business days is arguable.",
    }
)


def to_data(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, for JSON.

    A day is written YYYY-MM-DD, a time YYYY-MM-DDTHH:MM. A reading has `due`, `why` (in English),
    `authority`, `day` (the doubtful one) and `key`, the reason as a key.
    """
    return {
        "id": answer.id,
        "status": answer.status.value,
        "due": written(answer.due),
        "readings": [
            {
                "due": written(reading.due),
                "why": WHY[reading.why],
                "authority": reading.authority,
                "day": reading.day.isoformat(),
                "key": reading.why,
            }
            for reading in answer.readings
        ],
        "steps": steps_to_data(answer.steps),
        "authority": answer.authority,
        "warnings": list(answer.warnings),
    }


def written(due: date | datetime | None) -> str | None:
    """A due day or moment as text."""
    if isinstance(due, datetime):
        return due.isoformat(timespec="minutes")
    return due.isoformat() if due is not None else None
