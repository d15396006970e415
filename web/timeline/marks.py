"""What happened, as shapes on a line of the picture: where each stands, which are drawn as one. Pure.

A shape stands where the day is, as far as it is known: on the day, or in the middle of all days that it may
have been. A picture that shows some of these days alone shows the middle only where that is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from foundation.sources.enums import ONE_SIDED
from web.timeline.axis import LABELS, WIDTH, Axis, Stretch
from web.timeline.events import EventGroup, IndexRow

#: A row with its stretch.
Dated = tuple[IndexRow, Stretch]

#: What is known to a few days is drawn as a point, where they are no wider than its shape.
POINT, SHAPE = timedelta(days=3), 9.0
#: So many marks of one line are drawn one by one; with more, those of one kind within a grain are one.
CROWD = 60
GRAIN = 12.0
#: How long the stretch of a day is of which one bound alone is known.
TAIL = 14.0
#: A stretch is at least so long where nothing else stands for its row.
LEAST = 3.0
#: How far apart those of several kinds are set that stand at one place, so that each can be reached.
APART = 10.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened: a shape at ``at``, and a stretch of ``width`` where the day is not known.

    ``at`` is None where the middle of the stretch is not in the picture. Rows of one kind that would cover
    each other are one mark; ``closer`` says whether a closer look shows them apart.
    """

    x: float
    width: float
    at: float | None
    events: tuple[IndexRow, ...]
    closer: bool = False
    #: How far under its line it stands, or over it.
    down: float = 0.0

    @property
    def event(self) -> IndexRow:
        """The row, of several the first."""
        return self.events[0]

    @property
    def count(self) -> int:
        """How many rows it stands for."""
        return len(self.events)

    @property
    def is_alleged(self) -> bool:
        """Whether it stands for an event that a party alone tells of, or denies."""
        return is_alleged(self.event)


def is_alleged(event: IndexRow) -> bool:
    """Whether an event outside the docket rests on the word of a party."""
    return event.group == EventGroup.EVENTS and event.claim in ONE_SIDED


def marks_of(events: Sequence[Dated], axis: Axis, *, closer: bool) -> tuple[Mark, ...]:
    """Return the shapes of a line; ``closer`` says whether one can look closer than this picture does."""
    every = [_mark(event, stretch, axis) for event, stretch in events]
    crowded = len(every) > CROWD
    together: dict[tuple[object, ...], list[Mark]] = {}
    for mark in every:
        # An allegation is never one with what a source shows.
        kind = (mark.event.group, mark.is_alleged)
        is_point = mark.at is not None and not mark.width
        where = (int(mark.x // GRAIN),) if crowded and is_point else (mark.x, mark.width, mark.at)
        together.setdefault((*kind, *where), []).append(mark)
    return _apart(_one(marks, closer=closer) for marks in together.values())


def _mark(event: IndexRow, stretch: Stretch, axis: Axis) -> Mark:
    first, last = stretch
    middle = first + (last - first) / 2
    x, at = axis.x(first), axis.x(middle) if axis.holds(middle) else None
    if event.earliest is None or event.latest is None:
        # "By 21 December" is not that day: a stretch of its own length says on which side of it.
        before = event.earliest is None
        begins, ends = (max(LABELS, x - TAIL), x) if before else (x, min(WIDTH, x + TAIL))
        return Mark(begins, round(ends - begins, 1), at, (event,))
    width = round(axis.x(last) - x, 1)
    if at is None and width < LEAST:  # one of its days alone is in the picture, at the edge
        return Mark(min(x, WIDTH - LEAST), LEAST, None, (event,))
    is_point = last - first <= POINT and width <= SHAPE and at is not None
    return Mark(x, 0.0 if is_point else width, at, (event,))


def _one(marks: Sequence[Mark], *, closer: bool) -> Mark:
    """One mark of several that would cover each other."""
    first = marks[0]
    if len(marks) == 1:
        return first
    events = tuple(event for mark in marks for event in mark.events)
    same = len({(event.earliest, event.latest) for event in events}) == 1
    return replace(first, events=events, closer=closer and not same)


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Set those of several kinds that stand at one place over each other."""
    places: dict[float | None, list[Mark]] = {}
    for mark in marks:
        places.setdefault(mark.at, []).append(mark)
    found: list[Mark] = []
    for at, here in places.items():
        if at is None or len(here) == 1:
            found += here
            continue
        middle = (len(here) - 1) / 2
        gap = min(APART, APART / middle / 2)
        found += [replace(mark, down=round((n - middle) * gap, 1)) for n, mark in enumerate(here)]
    return tuple(found)
