"""What may happen next in a case, from the deadlines that run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline
from foundation.core.languages import LocalizedText, localized
from web.public import words


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that runs; ``days`` are left (negative: the day passed), None without a last day."""

    pk: int
    title: LocalizedText
    due_on: date | None
    days: int | None


def next_up(deadlines: Iterable[Deadline], today: Mapping[int, date]) -> list[Due]:
    """Return the open deadlines, the next first; those without a last day at the end.

    ``today`` is the present day at the court of each docket, by the docket's key: a last day in California is
    not over when it is over in London.
    """
    language = words.language()
    rows = [
        Due(
            row.pk,
            localized(row, "title", language),
            row.due_on,
            (row.due_on - today[row.docket_id]).days if row.due_on else None,
        )
        for row in deadlines
        if row.state == DeadlineStatus.OPEN
    ]
    return sorted(rows, key=lambda due: (due.due_on is None, due.due_on or date.max, due.pk))
