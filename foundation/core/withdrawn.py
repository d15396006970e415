"""What readers could once see and an editor took back: it is gone, which is not the same as never there.

To say so tells that something was there. That is no news only where readers could see it, and only as long
as nothing else hides it: a seal, an embargo or a draft above it must not be told apart from nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from simple_history.utils import get_history_manager_for_model

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
    return public_spans(type(record), [record.pk]).get(record.pk, [])


def public_spans(model: type[Publication], pks: Collection[int]) -> dict[int, list[Span]]:
    """Return when records were public themselves, by key; one without a history is not named. One query."""
    lines = get_history_manager_for_model(model).filter(id__in=pks).order_by("history_date", "history_id")
    found: dict[int, list[Span]] = {}
    since: dict[int, datetime] = {}
    for pk, moment, status, embargo, sealed in lines.values_list(
        "id", "history_date", "status", "embargo_until", "sealed"
    ):
        spans = found.setdefault(pk, [])
        public = status == PublicationStatus.PUBLISHED and embargo is None and not sealed
        if public:
            since.setdefault(pk, moment)
        elif pk in since:
            spans.append((since.pop(pk), moment))
    for pk, moment in since.items():
        found[pk].append((moment, None))
    return found


def first_public(moment: datetime, every: Sequence[Sequence[Span]]) -> datetime | None:
    """Return the first moment from ``moment`` on that lies in a span of each, or None if none does."""
    begins = sorted(start for spans in every for start, _end in spans if start > moment)
    return next((at for at in (moment, *begins) if _in_each(at, every)), None)


def _met(every: Sequence[Sequence[Span]]) -> bool:
    """Whether there was a moment that lies in a span of each."""
    begins = [start for spans in every for start, _end in spans]
    return any(_in_each(moment, every) for moment in begins)


def _in_each(moment: datetime, every: Sequence[Sequence[Span]]) -> bool:
    return all(any(_lies_in(moment, span) for span in spans) for spans in every)


def _lies_in(moment: datetime, span: Span) -> bool:
    start, end = span
    return start <= moment and (end is None or moment < end)
