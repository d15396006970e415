"""One timeline over all dockets of a case."""

from __future__ import annotations

from cases.models import Case
from cases.people import people_with_page
from foundation.core.audience import Audience
from web.timeline.events import TimelineEvent
from web.timeline.refs import Refs
from web.timeline.sources import (
    deadline_events,
    entry_events,
    outside_events,
    spots_of,
    statement_events,
    visible_entries,
)


def refs_for(language: str, audience: Audience) -> Refs:
    """Return the maker of references for a reader; one query."""
    return Refs(language, frozenset(people_with_page(audience).values_list("pk", flat=True)))


def build_timeline(case: Case, *, refs: Refs, audience: Audience) -> list[TimelineEvent]:
    """Return every row of a case that ``audience`` may see, oldest first, undated rows at the end.

    The number of queries does not depend on the number of rows.
    """
    entries = visible_entries(case, audience)
    spots = spots_of(entries)
    events = [
        *entry_events(entries, spots, refs),
        *deadline_events(case, spots, refs, audience),
        *outside_events(case, refs, audience),
        *statement_events(case, spots, refs, audience),
    ]
    return sorted(events, key=lambda event: event.place)
