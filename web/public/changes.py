"""What changed in the public record of a case: which row, on which day, added or corrected.

Of the history of a record only this much is told. What it said before may come from a time when it was not
public, and who edited it is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from simple_history.utils import get_history_manager_for_model

from cases.models import Case, Event, Speaker, Statement
from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.core.audience import PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.languages import LocalizedText, localized
from web.public import words
from web.timeline.events import EventSource
from web.timeline.index import label_of
from web.timeline.wanted import shown

#: So many changes are listed.
MOST = 200
_LISTED: tuple[tuple[str, Any, str, str], ...] = (
    (EventSource.ENTRY, DocketEntry, "docket__case", "title"),
    (EventSource.DEADLINE, Deadline, "docket__case", "title"),
    (EventSource.EVENT, Event, "case", "text"),
    (EventSource.STATEMENT, Statement, "case", "text"),
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A row that was added (it had not been public before) or corrected, on a day in UTC."""

    source: str
    pk: int
    label: str
    title: LocalizedText
    day: date
    is_new: bool
    #: Of a statement or an event: what it amounts to, and who says so. Without them it would read as a fact.
    claim: str = ""
    speakers: tuple[LocalizedText, ...] = ()


def changes_of(case: Case) -> list[tuple[date, list[ChangeLine]]]:
    """Return the latest changes by day, the newest first.

    Two queries for each kind of row, and one for the speakers of the statements.
    """
    lines = [line for listed in _LISTED for line in _lines(case, *listed)]
    lines.sort(key=lambda line: (line.day, line.is_new, line.source, -line.pk), reverse=True)
    return [(day, list(rows)) for day, rows in groupby(lines[:MOST], key=lambda line: line.day)]


def _lines(case: Case, source: str, model: Any, path: str, field: str) -> Iterator[ChangeLine]:
    rows = shown(model.objects.visible_to(PUBLIC).filter(**{path: case}), PUBLIC)
    if model is Statement:
        speakers = Speaker.objects.visible_to(PUBLIC).select_related("person")
        rows = rows.prefetch_related(Prefetch("speakers", speakers))
    visible = {row.pk: row for row in rows}
    history = get_history_manager_for_model(model).filter(
        id__in=visible, status=PublicationStatus.PUBLISHED, embargo_until__isnull=True, sealed=False
    )
    seen: set[tuple[int, date]] = set()
    known: set[int] = set()
    for pk, at in history.order_by("history_date", "history_id").values_list("id", "history_date"):
        if (pk, at.date()) in seen:
            continue
        seen.add((pk, at.date()))
        row = visible[pk]
        label = label_of(getattr(row, "entry_number", None)) if source == EventSource.ENTRY else ""
        title = localized(row, field, words.language())
        yield ChangeLine(
            source, pk, label, title, at.date(), pk not in known, getattr(row, "claim", ""), _said_by(row)
        )
        known.add(pk)


def _said_by(row: Any) -> tuple[LocalizedText, ...]:
    """Return the names of those who make a statement; nobody for any other row."""
    if not isinstance(row, Statement):
        return ()
    return tuple(localized(speaker.person, "name", words.language()) for speaker in row.speakers.all())
