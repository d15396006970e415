"""One timeline over all dockets of a case."""

from __future__ import annotations

from cases.models import Case
from cases.people import people_with_page
from foundation.core.audience import Audience
from web.timeline.details import read_details
from web.timeline.events import TimelineEvent
from web.timeline.index import build_index
from web.timeline.refs import Refs


def refs_for(language: str, audience: Audience) -> Refs:
    """Return the maker of references for a reader; one query."""
    return Refs(language, frozenset(people_with_page(audience).values_list("pk", flat=True)))


def build_timeline(case: Case, *, language: str, audience: Audience) -> list[TimelineEvent]:
    """Return every row of a case that ``audience`` may see, oldest first, undated rows at the end.

    The number of queries does not depend on the number of rows.
    """
    index = build_index(case, language=language, audience=audience)
    return list(read_details(index, index.rows).events)
