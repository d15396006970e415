"""Motion threads: a motion with what opposed, supported and decided it, in one block. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from filings.enums import EntryKind, EntryLinkKind, Outcome
from web.timeline.events import EntryDetail, EventSource, TimelineEvent

#: What can stand at the head of a thread.
_MOTIONS = frozenset({EntryKind.MOTION, EntryKind.MOTION_TO_DISMISS, EntryKind.APPLICATION})
#: Ties by which an entry belongs to the thread of the entry that it names.
_BELONGS = frozenset({EntryLinkKind.ANSWERS, EntryLinkKind.SUPPORTS, EntryLinkKind.DECIDES})


@dataclass(frozen=True, slots=True)
class Thread:
    """A motion and the rows that belong to it, in the order of the timeline.

    ``outcome`` is None where no decision is on the record that is held here; one may exist all the same.
    """

    motion: TimelineEvent
    rows: tuple[TimelineEvent, ...]
    outcome: Outcome | None
    decided_by: TimelineEvent | None


def motion_threads(events: Sequence[TimelineEvent]) -> list[Thread]:
    """Return the thread of each motion that anything answers, supports or decides, in their order.

    A reply belongs to the motion that it supports, or to that of the opposition which it answers. An order
    that decides two motions stands in both threads.
    """
    entries = {event.pk: event for event in events if event.source == EventSource.ENTRY}
    heads = {pk for pk, event in entries.items() if _detail(event).kind in _MOTIONS}
    members: dict[int, set[int]] = {pk: set() for pk in heads}
    for event in entries.values():
        for head in _heads_of(event, entries, heads, seen=frozenset()):
            members[head].add(event.pk)
    order = {event.pk: n for n, event in enumerate(events) if event.source == EventSource.ENTRY}
    return [
        _thread(entries[pk], [entries[member] for member in sorted(members[pk], key=order.__getitem__)])
        for pk in sorted(heads, key=order.__getitem__)
        if members[pk]
    ]


def _detail(event: TimelineEvent) -> EntryDetail:
    assert isinstance(event.detail, EntryDetail)  # noqa: S101  the source of the row says so
    return event.detail


def _heads_of(
    event: TimelineEvent, entries: dict[int, TimelineEvent], heads: set[int], *, seen: frozenset[int]
) -> set[int]:
    """The motions to which an entry belongs, by itself or through the paper that it answers."""
    found: set[int] = set()
    for link in _detail(event).links:
        if link.reverse or link.kind not in _BELONGS or link.entry_id not in entries:
            continue
        if link.entry_id in heads:
            found.add(link.entry_id)
        elif link.entry_id not in seen:
            found |= _heads_of(entries[link.entry_id], entries, heads, seen=seen | {event.pk})
    return found - {event.pk}


def _thread(motion: TimelineEvent, rows: list[TimelineEvent]) -> Thread:
    outcome: Outcome | None = None
    decided_by = None
    for row in rows:
        for link in _detail(row).links:
            if link.kind == EntryLinkKind.DECIDES and not link.reverse and link.entry_id == motion.pk:
                outcome = Outcome(link.outcome) if link.outcome else Outcome.UNKNOWN
                decided_by = row
    return Thread(motion, tuple(rows), outcome, decided_by)
