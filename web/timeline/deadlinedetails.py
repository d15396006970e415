"""What a deadline shows: its day with reasons, what moved it, what it follows, how it ended."""

from __future__ import annotations

from typing import Protocol

from deadlines.asking import holidays_of
from deadlines.computation import days_of_steps, steps_from_json
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline
from deadlines.standing import differences, readings_of
from foundation.core.languages import LocalizedText
from web.timeline.events import (
    DeadlineDetail,
    EventSource,
    ExtensionRef,
    FollowedRef,
    LinkRef,
    PauseRef,
)
from web.timeline.index import Index
from web.timeline.persons import Persons

#: Extensions and pauses of one deadline.
Moves = tuple[list[ExtensionRef], list[PauseRef]]


class Reading(Protocol):
    """What was read about the rows of a page."""

    index: Index
    language: str
    here: frozenset[str]
    persons: Persons
    moves: dict[int, Moves]

    def entry_ref(self, pk: int | None) -> LinkRef | None:
        """Name an entry, if the reader may see it."""

    def text(self, record: object, field: str) -> LocalizedText:
        """Return a translated field in the reader's language."""


def deadline_detail(read: Reading, row: Deadline) -> DeadlineDetail:
    """Return the details of a deadline for the reader for whom ``read`` was read."""
    # A day that was moved by hand or by an extension was not counted: the count ends on another day.
    steps = steps_from_json(row.steps) if row.due_on == row.computed_on else ()
    extensions, pauses = read.moves.get(row.pk, ([], []))
    obligors = read.persons.at(EventSource.DEADLINE, row.pk)
    answer = read.index.entry(row.satisfied_by_id)
    return DeadlineDetail(
        basis=row.basis,
        state=row.state,
        state_note=read.text(row, "state_note"),
        due_on=row.due_on,
        due_time=row.due_time,
        period_length=row.period_length,
        trigger=read.entry_ref(row.trigger.entry_id),
        trigger_text=read.text(row.trigger, "description"),
        obligor=obligors[0] if obligors else None,
        rule=row.rule,
        is_ordered=row.ordered_by_id is not None,
        length_confidence=row.length_confidence,
        length_note=read.text(row, "length_note"),
        due_confidence=row.due_confidence,
        satisfied_by=read.entry_ref(row.satisfied_by_id),
        satisfied_on=answer.date if answer else "",
        is_late=bool(answer and answer.earliest and row.due_on and answer.earliest > row.due_on),
        steps=tuple(explain(steps, read.language)),
        caveats=tuple(explain_caveats(row.caveats)) if steps else (),
        window=days_of_steps(steps),
        holidays=holidays_of(read.index.dockets[row.docket_id].court),
        extensions=tuple(extensions),
        period_unit=row.period_unit,
        period_direction=row.period_direction,
        readings=tuple(readings_of(row.readings)),
        differences=tuple(differences(row)),
        paused_on=row.paused_on,
        pauses=tuple(pauses),
        follows=_followed(read, row.depends_on),
    )


def _followed(read: Reading, ahead: Deadline | None) -> FollowedRef | None:
    """The deadline that one runs from: a reader who sees the one sees the other."""
    if ahead is None:
        return None
    return FollowedRef(
        ahead.pk,
        read.text(ahead, "title"),
        read.entry_ref(ahead.trigger.entry_id),
        is_here=f"{EventSource.DEADLINE}-{ahead.pk}" in read.here,
    )
