"""One result as a line: title, where it leads, the part that says what was asked, what it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import CharField, F, Prefetch, QuerySet, Value
from django.urls import reverse

from cases.courts import courts_in_use
from cases.models import Case, Court, Docket, Event, Speaker, Statement
from cases.people import people_with_page
from cases.searching import CASE, COURT, DOCKET, EVENT, PERSON, STATEMENT, told_statements
from filings.enums import Availability
from filings.models import DocketEntry, Document
from filings.searching import DOCUMENT, FILING
from foundation.core.audience import PUBLIC
from foundation.core.languages import FALLBACKS, LANGUAGES, LocalizedText, localized
from foundation.search.analysis.highlights import Excerpt, excerpt
from foundation.search.analysis.queries import Query
from foundation.search.analysis.stems import language_of
from people.models import Person, PersonFact
from web.public.places import Places
from web.timeline.events import EventSource
from web.timeline.refs import heading_of, slug_of


@dataclass(frozen=True, slots=True)
class Line:
    """A result as a reader sees it."""

    kind: str
    object_id: int
    title: LocalizedText
    url: str
    excerpt: Excerpt | None = None
    excerpt_language: str = ""
    case: LocalizedText | None = None
    docket: str = ""
    edtf: str = ""
    #: The address that never changes, if the record has one.
    permanent: str = ""
    updated: Any = None
    #: Of a statement or an event: who says so, and what it amounts to (an allegation must read as one).
    speakers: tuple[LocalizedText, ...] = ()
    claim: str = ""


#: One text in the languages in which it stands, each with its code; an original that nobody marked has none.
Versions = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of one version of a text: in which language it is marked to be, and is."""

    excerpt: Excerpt
    language: str
    spoken: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing was cut."""
        return not (self.excerpt.before or self.excerpt.after)


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom lines are written."""

    language: str
    query: Query

    def order(self) -> tuple[str, ...]:
        """The languages in the reader's order."""
        return (self.language, *FALLBACKS.get(self.language, LANGUAGES))

    def best_part(self, fields: Iterable[Versions]) -> tuple[Excerpt | None, str]:
        """Return the part of some texts that says most of what was asked, and its language.

        Of equals the reader's language goes first, and a text in it that says some of it before any other
        language. Where only a translation says it, the reader's own version stands for it if it is short.
        """
        read = [self._parts(field) for field in fields]
        parts = sorted((part for field in read for part in field), key=self._distance)
        own = [part for part in parts if part.excerpt.found and part.spoken == self.language]
        best = max(own or parts, key=lambda part: part.excerpt.found, default=None)
        if best is None:
            return None, ""
        if best.excerpt.found and not own:
            versions = next(field for field in read if best in field)
            best = next((part for part in versions if part.spoken == self.language and part.is_whole), best)
        return best.excerpt, best.language

    def _parts(self, field: Versions) -> list[_Part]:
        return [
            _Part(excerpt(text, self.query, language), language, language or language_of(text))
            for language, text in field
            if text
        ]

    def _distance(self, part: _Part) -> int:
        """How far a translation is from the reader; what nobody translated stands behind."""
        order = self.order()
        return order.index(part.language) if part.language in order else len(order)

    def translated(self, record: Any, *fields: str) -> list[Versions]:
        """Return some translated fields, each in the reader's order of languages."""
        return [[(code, getattr(record, f"{name}_{code}") or "") for code in self.order()] for name in fields]


def _case_url(case: Case) -> str:
    return reverse("public:case", args=[case.pk, case.slug])


def _row_url(case: Case, source: EventSource, pk: int) -> str:
    return Places(_case_url(case)).in_timeline(source, pk)


def _person(person: Person, reader: Reader) -> Line:
    facts = (text for fact in person.facts.all() for text in reader.translated(fact, "text"))
    part, language = reader.best_part([*reader.translated(person, "role", "public_office"), *facts])
    title = localized(person, "name", reader.language)
    url = reverse("public:person", args=[person.pk, slug_of(person)])
    return Line(PERSON, person.pk, title, url, part, language, updated=person.updated_at)


def _court(court: Court, reader: Reader) -> Line:
    url = f"{reverse('public:cases')}?court={court.code}"
    return Line(COURT, court.pk, localized(court, "name", reader.language), url, updated=court.updated_at)


def _case(case: Case, reader: Reader) -> Line:
    part, language = reader.best_part(reader.translated(case, "summary_short", "summary_tiny", "summary"))
    title = localized(case, "title", reader.language)
    return Line(CASE, case.pk, title, _case_url(case), part, language, updated=case.updated_at)


def _docket(docket: Docket, reader: Reader) -> Line:
    texts = [
        *reader.translated(docket, "caption_translated", "disposition", "note"),
        [("", docket.reported_as)],
    ]
    part, language = reader.best_part(texts)
    return Line(
        DOCKET,
        docket.pk,
        heading_of(docket, reader.language),
        Places(_case_url(docket.case)).docket(docket.pk),
        part,
        language,
        localized(docket.case, "title", reader.language),
        docket.docket_number,
        docket.date_filed,
        updated=docket.updated_at,
    )


def _entry(entry: DocketEntry, reader: Reader) -> Line:
    texts = [*reader.translated(entry, "summary", "title"), [("", entry.text)]]
    part, language = reader.best_part(texts)
    return Line(
        FILING,
        entry.pk,
        localized(entry, "title", reader.language),
        _row_url(entry.docket.case, EventSource.ENTRY, entry.pk),
        part,
        language,
        localized(entry.docket.case, "title", reader.language),
        " ".join(filter(None, (entry.docket.docket_number, entry.label))),
        entry.date,
        reverse("entry", args=[entry.pk]),
        entry.updated_at,
    )


def _document(document: Document, reader: Reader) -> Line:
    entry = document.entry
    layer = getattr(document, "text_layer", None) if document.availability == Availability.HELD else None
    text = layer.text if layer else ""
    part, language = reader.best_part([[("", text)]])
    return Line(
        DOCUMENT,
        document.pk,
        localized(document, "title", reader.language),
        _row_url(entry.docket.case, EventSource.ENTRY, entry.pk),
        part,
        language,
        localized(entry.docket.case, "title", reader.language),
        " ".join(filter(None, (entry.docket.docket_number, entry.label))),
        entry.date,
        updated=document.updated_at,
    )


def _statement(statement: Statement, reader: Reader) -> Line:
    part, language = reader.best_part(reader.translated(statement, "text"))
    return Line(
        STATEMENT,
        statement.pk,
        localized(statement.subject, "name", reader.language),
        _row_url(statement.case, EventSource.STATEMENT, statement.pk),
        part,
        language,
        localized(statement.case, "title", reader.language),
        "",
        statement.date,
        updated=statement.updated_at,
        speakers=tuple(localized(said.person, "name", reader.language) for said in statement.speakers.all()),
        claim=statement.claim,
    )


def _event(event: Event, reader: Reader) -> Line:
    part, language = reader.best_part(reader.translated(event, "text"))
    return Line(
        EVENT,
        event.pk,
        localized(event.case, "title", reader.language),
        _row_url(event.case, EventSource.EVENT, event.pk),
        part,
        language,
        None,
        "",
        event.date,
        updated=event.updated_at,
        claim=event.claim,
    )


def _people() -> QuerySet[Person]:
    return people_with_page(PUBLIC).prefetch_related(Prefetch("facts", PersonFact.objects.visible_to(PUBLIC)))


def _with_speakers(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    speakers = Speaker.objects.visible_to(PUBLIC).select_related("person")
    return statements.select_related("case", "subject").prefetch_related(Prefetch("speakers", speakers))


#: For each kind: the visible records with what a line reads of them, and how a line is written.
_KINDS: Mapping[str, tuple[Callable[[], Any], Callable[[Any, Reader], Line]]] = {
    PERSON: (_people, _person),
    COURT: (partial(courts_in_use, PUBLIC), _court),
    CASE: (lambda: Case.objects.visible_to(PUBLIC), _case),
    DOCKET: (lambda: Docket.objects.visible_to(PUBLIC).select_related("case"), _docket),
    FILING: (lambda: DocketEntry.objects.visible_to(PUBLIC).select_related("docket__case"), _entry),
    DOCUMENT: (
        lambda: Document.objects.visible_to(PUBLIC).select_related("entry__docket__case", "text_layer"),
        _document,
    ),
    STATEMENT: (lambda: _with_speakers(told_statements(PUBLIC)), _statement),
    EVENT: (lambda: Event.objects.visible_to(PUBLIC).select_related("case"), _event),
}
#: On which docket a record stands, of the kinds that stand on one; and of entries what the court calls them.
_DOCKETS = {DOCKET: F("pk"), FILING: F("docket"), DOCUMENT: F("entry__docket"), EVENT: F("docket")}
_ENTRY_KINDS = {FILING: F("kind")}
_NONE = Value(None, output_field=CharField())


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a visible record stands: on which docket, and as which kind of entry."""

    docket: int | None
    entry_kind: str | None


def visible_records(kind: str, ids: Iterable[int]) -> dict[int, Standing]:
    """Return which records of a kind readers may see, and where they stand; one query."""
    records, _line = _KINDS[kind]
    found = records().filter(pk__in=set(ids))
    told = found.values_list("pk", _DOCKETS.get(kind, _NONE), _ENTRY_KINDS.get(kind, _NONE))
    return {pk: Standing(docket, entry_kind) for pk, docket, entry_kind in told}


def lines_of(found: Sequence[tuple[str, int]], reader: Reader) -> list[Line]:
    """Return the lines of records, in their order, one query a kind; what readers may not see is left out."""
    wanted: dict[str, list[int]] = {}
    for kind, pk in found:
        wanted.setdefault(kind, []).append(pk)
    records: dict[tuple[str, int], Line] = {}
    for kind, ids in wanted.items():
        visible, line = _KINDS[kind]
        for record in visible().filter(pk__in=ids):
            records[kind, record.pk] = line(record, reader)
    return [records[key] for key in found if key in records]


def read_nothing() -> Query:
    """Return the query of a reader who asks for no words: lines then show how their texts begin."""
    return Query("", (), (), was_cut=False)
