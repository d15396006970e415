"""What the reader hands back: deadlines that a docket text seems to state, for an editor to accept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Unit = Literal["hours", "days", "business_days", "weeks", "months", "years"]
Direction = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class WrittenPeriod:
    """A period as the text words it: *n* units *after* or *before* the *trigger*.

    ``trigger`` is the text's own wording ("service of the answering brief"). Where the text names none
    ("within
    30 days") it is the entry itself: "this order", "this notice" or "this entry".
    """

    n: int
    unit: Unit
    direction: Direction
    trigger: str

    def as_json(self) -> dict[str, object]:
        """The closed shape of a period in ``manage.py extract_deadlines``."""
        return {"n": self.n, "unit": self.unit, "direction": self.direction, "trigger": self.trigger}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One deadline read from a text. At least one of ``due``, ``period`` and ``open_ended`` is set.

    ``due`` is the day that the text states and ``due_time`` its clock time, local to the court, or None.
    Both ``due`` and ``period`` are set when the text says the same deadline twice, as a date and as a period.
    ``span`` is the half-open range of characters of the input that carries the date or the period.
    ``supersedes``: the text says that the date replaces an earlier one (extended, reset, continued, now due).
    ``trigger_date`` is the day from which ``period`` runs where the text or the filing date tells it, else
    None.
    """

    what: str
    party: str | None
    span: tuple[int, int]
    supersedes: bool = False
    due: date | None = None
    due_time: time | None = None
    period: WrittenPeriod | None = None
    open_ended: bool = False
    trigger_date: date | None = None

    def as_json(self) -> dict[str, object]:
        """The shape of ``manage.py extract_deadlines``; absent forms are left out, times have minutes.

        >>> Proposal("Answer", None, (4, 20), due=date(2018, 3, 14), due_time=time(17)).as_json()["due"]
        '2018-03-14T17:00'
        """
        row: dict[str, object] = {
            "what": self.what,
            "party": self.party,
            "span": list(self.span),
            "supersedes": self.supersedes,
        }
        if self.due is not None:
            clock = f"T{self.due_time:%H:%M}" if self.due_time is not None else ""
            row["due"] = f"{self.due.isoformat()}{clock}"
        if self.period is not None:
            row["period"] = self.period.as_json()
        if self.open_ended:
            row["open_ended"] = True
        return row
