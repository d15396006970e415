"""What readers could once see and an editor took back: it is gone, which is not the same as never there.

To say so tells that something was there. That is no news only where readers could see it, and only as long
as nothing else hides it: a seal, an embargo or a draft above it must not be told apart from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models

from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication

#: From a moment, included, to another, excluded; None: until now.
Span = tuple[datetime, datetime | None]

_TOLD = {PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN}


def is_withdrawn(record: models.Model) -> bool:
    """Whether a record was public once and is hidden by withdrawals alone, of itself or of its parents.

    ``record`` is of a model with a publication state, or a part with ``visible_through``. Its history, and
    that of each parent, says since when and until when it could be seen; one query for each.
    """
    chain = list(_chain(record))
    states = [one for one in chain if isinstance(one, Publication)]
    return (
        any(one.status == PublicationStatus.WITHDRAWN for one in states)
        and all(one.status in _TOLD and one.embargo_until is None and not one.sealed for one in states)
        and _met([_public_spans(one) for one in chain])
    )


def _chain(record: models.Model) -> Iterator[Any]:
    """The record and each parent that must be public too; one that is not set hides nothing."""
    yield record
    for path in getattr(record, "visible_through", ()):
        parent: Any = record
        for name in path.split("__"):
            parent = getattr(parent, name) if parent is not None else None
        if parent is not None:
            yield parent


def _public_spans(record: Any) -> list[Span]:
    """When a record was public itself, by its history; a part without a state is since it was made."""
    if not isinstance(record, Publication):
        return [(record.created_at, None)]
    lines = record.history.order_by("history_date", "history_id")  # type: ignore[attr-defined]  # simple_history
    found: list[Span] = []
    since: datetime | None = None
    for moment, status, embargo, sealed in lines.values_list(
        "history_date", "status", "embargo_until", "sealed"
    ):
        public = status == PublicationStatus.PUBLISHED and embargo is None and not sealed
        if public and since is None:
            since = moment
        elif not public and since is not None:
            found.append((since, moment))
            since = None
    return [*found, (since, None)] if since is not None else found


def _met(every: Sequence[Sequence[Span]]) -> bool:
    """Whether there was a moment that lies in a span of each."""
    begins = [start for spans in every for start, _end in spans]
    return any(all(any(_lies_in(moment, span) for span in spans) for spans in every) for moment in begins)


def _lies_in(moment: datetime, span: Span) -> bool:
    start, end = span
    return start <= moment and (end is None or moment < end)
