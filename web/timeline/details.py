"""The details of the rows of one page: what each shows beyond its index row; a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from cases.models import Event, Statement
from deadlines.models import Deadline
from filings.enums import ACTS_OF_COURT, Availability, EntryKind
from filings.models import DocketEntry, StatementCheck
from foundation.core.enums import TranslationStatus
from foundation.core.languages import LocalizedText, localized, localized_of
from web.timeline import reads
from web.timeline.deadlinedetails import Moves, deadline_detail
from web.timeline.events import (
    Check,
    DocumentRef,
    EntryDetail,
    EventSource,
    ExtensionRef,
    IndexRow,
    LinkRef,
    OutsideDetail,
    PauseRef,
    SourceNote,
    StatementDetail,
    TimelineEvent,
)
from web.timeline.index import Index, links_of
from web.timeline.persons import CONFIRMER, Persons, persons_of
from web.timeline.refs import source_notes

_MODELS: Mapping[str, type[Model]] = {
    EventSource.ENTRY: DocketEntry,
    EventSource.DEADLINE: Deadline,
    EventSource.EVENT: Event,
    EventSource.STATEMENT: Statement,
}


@dataclass(frozen=True, slots=True)
class Details:
    """The rows of a page with everything they show, and the persons in and around them."""

    events: tuple[TimelineEvent, ...]
    persons: Persons


def read_details(
    index: Index,
    rows: Sequence[IndexRow],
    *,
    with_case: bool = False,
    said: Sequence[int] = (),
    here: frozenset[str] | None = None,
) -> Details:
    """Return the rows with their details; six queries, however many rows.

    Args:
        index: the index that the rows are of.
        rows: those of the page, in the order in which they stand.
        here: the anchors of all rows of the page, where ``rows`` are only some of them.
        with_case: whether the parties and judges of the case are wanted too, for what stands around the rows.
        said: keys of further statements around the rows; who makes them is wanted too.
    """
    return _Reader(index, rows, here).read(with_case=with_case, said=said)


def document_ref(document: Any, language: str) -> DocumentRef:
    """Return a paper, or a row with its columns, as the row of its entry names it."""
    return DocumentRef(
        pk=document.pk,
        title=localized(document, "title", language),
        availability=document.availability,
        is_held=document.availability == Availability.HELD and bool(document.file),
        page_count=document.page_count,
    )


class _Reader:
    """Reads everything about some rows of an index, then makes the rows."""

    def __init__(self, index: Index, rows: Sequence[IndexRow], here: frozenset[str] | None = None) -> None:
        self.index, self.rows = index, rows
        self.language, self.audience = index.language, index.audience
        self.here = frozenset(row.anchor for row in rows) if here is None else here
        self.keys: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            self.keys[row.source].append(row.pk)

    def read(self, *, with_case: bool, said: Sequence[int]) -> Details:
        keys, audience = self.keys, self.audience
        entries, statements = keys[EventSource.ENTRY], keys[EventSource.STATEMENT]
        self.entries = {row.pk: row for row in reads.entries_whole(entries, audience=audience)}
        self.documents = _grouped(reads.documents(entries, audience=audience), "entry_id")
        self.checks = _grouped(reads.checks(statements, audience=audience), "statement_id")
        self.moves = self._moves(self.keys[EventSource.DEADLINE])
        self.sources = self._sources()
        case = self.index.case if with_case else None
        speaking = {**keys, EventSource.STATEMENT: [*statements, *said]}
        self.persons = persons_of(speaking, case=case, language=self.language, audience=audience)
        return Details(tuple(self._event(row) for row in self.rows), self.persons)

    def _sources(self) -> dict[tuple[str, int], tuple[SourceNote, ...]]:
        claims: dict[str, Sequence[int]] = {**self.keys}
        models = dict(_MODELS)
        if self.checks:
            claims["check"] = [check.pk for checks in self.checks.values() for check in checks]
            models["check"] = StatementCheck
        return source_notes(
            {models[name]: keys for name, keys in claims.items() if keys},
            {model: name for name, model in models.items()},
            self.language,
        )

    def _moves(self, keys: Sequence[int]) -> dict[int, Moves]:
        """Extensions and pauses of deadlines, read together."""
        found: dict[int, Moves] = defaultdict(lambda: ([], []))
        extensions: list[Any] = []
        pauses: list[Any] = []
        for row in reads.moves(keys, audience=self.audience):
            (pauses if row[0] else extensions).append(row)
        for _what, deadline, _pk, before, after, entry, *reasons in sorted(
            extensions, key=lambda row: row[2]
        ):
            found[deadline][0].append(
                ExtensionRef(before, after, localized_of(reasons, self.language), self.entry_ref(entry))
            )
        for _what, deadline, _pk, paused, resumed, entry, *reasons in sorted(
            pauses, key=lambda row: (row[3], row[2])
        ):
            found[deadline][1].append(
                PauseRef(paused, resumed, localized_of(reasons, self.language), self.entry_ref(entry))
            )
        return found

    def entry_ref(self, pk: int | None) -> LinkRef | None:
        """Name an entry by its number, else by its kind; None where the reader may not see it."""
        row = self.index.entry(pk)
        if row is None:
            return None
        return LinkRef(
            "", "", row.label or str(EntryKind(row.kind).label), row.pk, is_here=row.anchor in self.here
        )

    def text(self, record: object, field: str) -> LocalizedText:
        """Return a translated field in the reader's language, or the next that has it."""
        return localized(record, field, self.language)

    def _event(self, row: IndexRow) -> TimelineEvent:
        sources = self.sources.get((row.source, row.pk), ())
        note: LocalizedText | None = None
        confidence = ""
        detail: Any
        match row.source:
            case EventSource.ENTRY:
                entry = self.entries[row.pk]
                detail, note = self._entry(entry), localized(entry, "note", self.language)
                confidence = entry.confidence
            case EventSource.DEADLINE:
                deadline = self.index.deadlines[row.pk]
                detail = deadline_detail(self, deadline)
                note, confidence = self.text(deadline, "note"), deadline.due_confidence
            case EventSource.EVENT:
                detail = OutsideDetail(
                    kind=row.kind, claim=row.claim, people=self.persons.at(EventSource.EVENT, row.pk)
                )
            case _:
                detail = self._statement(self.index.statements[row.pk])
                sources = _distinct([sources, *(self._check_sources(row.pk))])
        return TimelineEvent(
            source=row.source,
            group=row.group,
            pk=row.pk,
            place=row.place,
            date=row.date,
            label=row.label,
            title=row.title,
            note=note,
            confidence=confidence,
            docket=row.docket,
            sources=sources,
            detail=detail,
            earliest=row.earliest,
            latest=row.latest,
            by_number=row.by_number,
        )

    def _check_sources(self, statement: int) -> list[tuple[SourceNote, ...]]:
        return [self.sources.get(("check", check.pk), ()) for check in self.checks.get(statement, ())]

    def _entry(self, entry: Any) -> EntryDetail:
        return EntryDetail(
            kind=entry.kind,
            kind_as_filed=entry.kind_as_filed,
            is_act=entry.kind in ACTS_OF_COURT,
            summary=localized(entry, "summary", self.language),
            text=entry.text,
            filers=self.persons.at(EventSource.ENTRY, entry.pk),
            filers_note=localized(entry, "filers_note", self.language),
            links=links_of(self.index, entry.pk, here=self.here),
            documents=tuple(
                [document_ref(document, self.language) for document in self.documents.get(entry.pk, ())]
            ),
            page_count=entry.page_count,
            is_placeholder=entry.is_placeholder,
            stricken=entry.stricken,
            stricken_note=entry.stricken_note,
        )

    def _statement(self, row: Statement) -> StatementDetail:
        confirmed = self.persons.at(CONFIRMER, row.pk)
        return StatementDetail(
            subject_id=row.subject_id,
            subject=self.text(row.subject, "name"),
            claim=row.claim,
            speakers=self.persons.at(EventSource.STATEMENT, row.pk),
            speaker_tie=self.text(row, "speaker_tie"),
            said_to=self.text(row, "said_to"),
            confirmed_by=confirmed[0] if confirmed else None,
            confirmer_tie=self.text(row, "confirmer_tie"),
            checks=tuple(
                Check(check.verdict, self.text(check, "finding"), self.entry_ref(check.entry_id))
                for check in self.checks.get(row.pk, ())
            ),
            is_unreviewed=row.translation == TranslationStatus.UNREVIEWED,
        )


def _grouped(rows: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _distinct(groups: Iterable[Iterable[SourceNote]]) -> tuple[SourceNote, ...]:
    seen: dict[int, SourceNote] = {}
    for group in groups:
        for note in group:
            seen.setdefault(note.source_id, note)
    return tuple(seen.values())
