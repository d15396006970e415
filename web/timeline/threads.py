"""Motion threads: a motion with what opposed, supported and decided it, in one block. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filings.enums import EntryKind, EntryLinkKind, Outcome
from web.timeline.events import EventSource, IndexRow
from web.timeline.index import IndexLink

#: What can stand at the head of a thread.
_MOTIONS = frozenset({EntryKind.MOTION, EntryKind.MOTION_TO_DISMISS, EntryKind.APPLICATION})
#: Ties by which an entry belongs to the thread of the entry that it names.
_BELONGS = frozenset({EntryLinkKind.ANSWERS, EntryLinkKind.SUPPORTS, EntryLinkKind.DECIDES})
_Links = Mapping[int, Sequence[IndexLink]]


@dataclass(frozen=True, slots=True)
class Thread:
    """A motion and the rows that belong to it, in the order of the timeline.

    ``outcome`` is None where no decision is on the record that is held here; one may exist all the same.
    ``outcomes`` are those that each row gives, to the motion or to a paper of its thread: what an order
    decides on another motion is that one's.
    """

    motion: IndexRow
    rows: tuple[IndexRow, ...]
    outcome: Outcome | None
    decided_by: IndexRow | None
    outcomes: Mapping[int, tuple[Outcome, ...]]


def motion_threads(rows: Sequence[IndexRow], links: Sequence[IndexLink]) -> list[Thread]:
    """Return the thread of each motion that anything answers, supports or decides, in their order.

    A reply belongs to the motion that it supports, or to that of the opposition which it answers. An order
    that decides two motions stands in both threads.
    """
    entries = {row.pk: row for row in rows if row.source == EventSource.ENTRY}
    made: dict[int, list[IndexLink]] = defaultdict(list)
    for link in links:
        made[link.from_id].append(link)
    heads = {pk for pk, row in entries.items() if row.kind in _MOTIONS}
    members: dict[int, set[int]] = {pk: set() for pk in heads}
    for pk in made.keys() & entries.keys():
        for head in _heads_of(pk, entries, made, heads, seen=frozenset()):
            members[head].add(pk)
    order = {pk: n for n, pk in enumerate(entries)}
    return [
        _thread(entries[pk], [entries[member] for member in sorted(members[pk], key=order.__getitem__)], made)
        for pk in sorted(heads, key=order.__getitem__)
        if members[pk]
    ]


def _heads_of(
    pk: int, entries: Mapping[int, IndexRow], made: _Links, heads: set[int], *, seen: frozenset[int]
) -> set[int]:
    """The motions to which an entry belongs, by itself or through the paper that it answers."""
    found: set[int] = set()
    for link in made.get(pk, ()):
        if link.kind not in _BELONGS or link.to_id not in entries:
            continue
        if link.to_id in heads:
            found.add(link.to_id)
        elif link.to_id is not None and link.to_id not in seen:
            found |= _heads_of(link.to_id, entries, made, heads, seen=seen | {pk})
    return found - {pk}


def _thread(motion: IndexRow, rows: list[IndexRow], made: _Links) -> Thread:
    outcome: Outcome | None = None
    decided_by = None
    for row in rows:
        for link in made.get(row.pk, ()):
            if link.kind == EntryLinkKind.DECIDES and link.to_id == motion.pk:
                outcome = Outcome(link.outcome) if link.outcome else Outcome.UNKNOWN
                decided_by = row
    thread = {motion.pk, *(row.pk for row in rows)}
    outcomes = {
        row.pk: tuple(
            Outcome(link.outcome) for link in made.get(row.pk, ()) if link.outcome and link.to_id in thread
        )
        for row in rows
    }
    return Thread(motion, tuple(rows), outcome, decided_by, outcomes)
