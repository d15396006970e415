"""What changed in the public record of a case: which row, on which day, added or corrected.

Of the history of a record only this much is told. What it said before may come from a time when it was not
public, and who edited it is nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from simple_history.utils import get_history_manager_for_model

from cases.models import Case, Docket, Event, Speaker, Statement
from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.core.audience import PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.languages import LocalizedText, localized
from foundation.core.withdrawn import Span, first_public, public_spans
from foundation.sources.enums import ONE_SIDED
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

    @property
    def is_said(self) -> bool:
        """Whether somebody says it: a statement, or an event that is alleged or denied."""
        return self.source == EventSource.STATEMENT or self.claim in ONE_SIDED


def changes_of(case: Case) -> list[tuple[date, list[ChangeLine]]]:
    """Return the latest changes by day, the newest first.

    What was done while a docket or the case was hidden is told as of the day on which readers first saw it.
    Two queries for each kind of row, one for the speakers of the statements, three for what was hidden.
    """
    dockets = public_spans(Docket, list(case.dockets.values_list("pk", flat=True)))
    above = _Above(public_spans(Case, [case.pk]).get(case.pk), dockets)
    lines = [line for listed in _LISTED for line in _lines(case, above, *listed)]
    lines.sort(key=lambda line: (line.day, line.is_new, line.source, -line.pk), reverse=True)
    return [(day, list(rows)) for day, rows in groupby(lines[:MOST], key=lambda line: line.day)]


@dataclass(frozen=True, slots=True)
class _Above:
    """When the case and each of its dockets were public; one without a history is taken to have been."""

    case: Sequence[Span] | None
    dockets: Mapping[int, Sequence[Span]]

    def first_seen(self, row: Any, at: datetime) -> datetime | None:
        """When readers first saw what was written of a row at a moment; None: they have not."""
        docket = self.dockets.get(getattr(row, "docket_id", None) or 0)
        return first_public(at, [spans for spans in (self.case, docket) if spans is not None])


def _lines(case: Case, above: _Above, source: str, model: Any, path: str, field: str) -> Iterator[ChangeLine]:
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
    for pk, written in history.order_by("history_date", "history_id").values_list("id", "history_date"):
        row = visible[pk]
        at = above.first_seen(row, written)
        if at is None or (pk, at.date()) in seen:
            continue
        seen.add((pk, at.date()))
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
