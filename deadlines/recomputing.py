"""Counting all deadlines again, after rules, holidays or courts changed. Only what differs is written.

A change of the event itself (an entry corrected, service recorded) is counted at once by `operations`; this
is for what changes behind many deadlines at the same time.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from simple_history.utils import bulk_update_with_history

from deadlines.asking import compute_due
from deadlines.models import MAX_CHAIN, Deadline, TriggerEvent
from deadlines.operations import announced, apply_answer
from deadlines.reminders.scheduling import cancel_reminders, schedule_reminders
from foundation.accounts.models import User
from foundation.core.signals import visibility_changed

#: So many deadlines are read at a time: memory stays small however many there are.
CHUNK = 500
REASON = "recomputed"
#: The columns that the engine writes.
_COLUMNS = (
    *("computed_on", "due_on", "due_time", "basis", "state", "steps", "caveats", "readings"),
    *("override_reason", "revision", "revised_at"),
)
_READ = ("trigger", "library_rule", "depends_on", "docket__court__appeals_to")
_READ_TOO = (
    "tollings",
    "docket__court__closures",
    "docket__court__appeals_to__closures",
    "docket__links_from__to_docket__court",
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline whose day or status came out otherwise."""

    pk: int
    title: str
    old: date | None
    new: date | None
    old_state: str
    new_state: str
    #: The engine's own day, where another is kept because it was set by hand.
    computed: tuple[date | None, date | None]

    def __str__(self) -> str:
        line = f"#{self.pk} {self.title}: {self.old or 'no day'} -> {self.new or 'no day'}"
        if self.old_state != self.new_state:
            line += f", {self.old_state} -> {self.new_state}"
        if self.old == self.new and self.computed[0] != self.computed[1]:
            line += f" (kept; computed {self.computed[0] or 'no day'} -> {self.computed[1] or 'no day'})"
        return line


@dataclass(slots=True)
class Recomputed:
    """What came of a run: deadlines read, moved, changed in their reasons only, and refused."""

    read: int = 0
    moved: int = 0
    reworded: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def wrote_nothing(self) -> bool:
        """Whether everything came out as it stands."""
        return not (self.moved or self.reworded)


def recompute(
    *,
    at: datetime,
    write: bool,
    by: User | None = None,
    among: QuerySet[Deadline] | None = None,
    say: Callable[[Moved], None] = lambda _moved: None,
) -> Recomputed:
    """Count every deadline again (or those `among`), and write what differs if `write` is set.

    Args:
        at: the present moment; reminders of what moved are scheduled from it.
        write: False only looks.
        by: who asked for it; None for the machine.
        among: a part of the deadlines; what follows one of another part is not touched then.
        say: is told of each deadline whose day or status moves.

    A deadline that cannot be counted at all is named in `refused` and left as it is. Each part is written in
    a transaction of its own; a run that was broken off can be repeated.
    """
    report = Recomputed()
    days: dict[int, tuple[date | None, str]] = {}
    for depth in range(MAX_CHAIN):
        rows = _at_depth(among if among is not None else Deadline.objects.all(), depth)
        for chunk in _chunks(rows):
            changed = [pair for row in chunk if (pair := _counted(row, days, report, at=at))]
            report.read += len(chunk)
            for before, after in changed:
                days[after.pk] = (after.due_on, after.state)
                if _standing(before) != _standing(after):
                    report.moved += 1
                    say(_moved(before, after))
                else:
                    report.reworded += 1
            if write and changed:
                _write(changed, by=by, at=at)
    return report


def _at_depth(rows: QuerySet[Deadline], depth: int) -> QuerySet[Deadline]:
    """The deadlines that follow `depth` others: what they follow is counted before them."""
    ahead = "__".join(["depends_on"] * (depth + 1))
    rows = rows.filter(**{f"{ahead}__isnull": True})
    if depth:
        rows = rows.filter(**{f"{ahead.removesuffix('__depends_on')}__isnull": False})
    return rows.select_related(*_READ).prefetch_related(*_READ_TOO)


def _chunks(rows: QuerySet[Deadline]) -> Iterator[list[Deadline]]:
    """The rows in parts, by key: no cursor stays open while a part is written."""
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield chunk
        last = chunk[-1].pk


def _counted(
    row: Deadline, days: dict[int, tuple[date | None, str]], report: Recomputed, *, at: datetime
) -> tuple[Deadline, Deadline] | None:
    """The deadline before and after, or None where nothing changes."""
    if row.depends_on is not None and row.depends_on.pk in days:
        row.depends_on.due_on, row.depends_on.state = days[row.depends_on.pk]
    after = copy.copy(row)
    try:
        apply_answer(after, compute_due(row))
    except ValidationError as error:
        report.refused.append(f"#{row.pk} {row.title}: {' '.join(error.messages)}")
        return None
    if all(getattr(row, name) == getattr(after, name) for name in _COLUMNS):
        return None
    if announced(row) != announced(after):
        after.revision, after.revised_at = row.revision + 1, at
    return row, after


def _standing(deadline: Deadline) -> tuple[object, ...]:
    return deadline.due_on, deadline.due_time, deadline.state, deadline.computed_on


def _moved(before: Deadline, after: Deadline) -> Moved:
    return Moved(
        after.pk,
        str(after.title),
        before.due_on,
        after.due_on,
        before.state,
        after.state,
        (before.computed_on, after.computed_on),
    )


@transaction.atomic
def _write(changed: list[tuple[Deadline, Deadline]], *, by: User | None, at: datetime) -> None:
    """Write a part with its history; only who was told another day is told again."""
    rows = [after for _before, after in changed]
    for row in rows:
        row.updated_at = at
    bulk_update_with_history(
        rows,
        Deadline,
        [*_COLUMNS, "updated_at"],
        batch_size=100,
        default_user=by,
        default_change_reason=REASON,
        default_date=at,
    )
    _date_followers(rows, by=by, at=at)
    for before, after in changed:
        visibility_changed.send(sender=Deadline, record=after)
        if announced(before) != announced(after):
            cancel_reminders(after, at=at)
            schedule_reminders(after, at=at)


def _date_followers(rows: list[Deadline], *, by: User | None, at: datetime) -> None:
    """Keep the events of what follows these deadlines dated as their last days."""
    days = {row.pk: row.due_on for row in rows}
    events = []
    followers = Deadline.objects.filter(depends_on__in=days, trigger__entry=None).select_related("trigger")
    for follower in followers:
        event, day = follower.trigger, days[follower.depends_on_id or 0]
        if event.date != day:
            event.date, event.updated_at = day, at
            events.append(event)
    bulk_update_with_history(
        events,
        TriggerEvent,
        ["date", "updated_at"],
        batch_size=100,
        default_user=by,
        default_change_reason=REASON,
        default_date=at,
    )
