"""What is read from the database for the timeline of a case, one function a query.

Each takes keys and is prepared, since every page of a case asks the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet, Value

from cases.models import Case, Docket, DocketLink, Event, Statement
from deadlines.models import Deadline, Extension, Tolling
from filings.models import DocketEntry, Document, EntryLink, StatementCheck
from foundation.core.audience import Audience
from foundation.core.languages import LANGUAGES
from foundation.core.prepared import prepared
from foundation.core.translation_options import as_stored
from web.timeline.wanted import Wanted

_OF_ENTRY = (
    *("pk", "docket_id", "entry_number", "kind", "date", "date_earliest", "date_latest"),
    *("date_filed", "is_placeholder"),
    *(f"title_{code}" for code in LANGUAGES),
)


def _in_each_language(*fields: str) -> Iterator[str]:
    return (f"{field}_{code}" for field in fields for code in LANGUAGES)


_SHOWN_OF_ENTRY = (
    *("pk", "kind", "kind_as_filed", "text", "page_count", "is_placeholder", "confidence"),
    *("stricken", "stricken_note", *_in_each_language("summary", "note", "filers_note")),
)

_SHOWN_OF_DOCUMENT = ("pk", "entry_id", "availability", "file", "page_count", *_in_each_language("title"))


@prepared
def case(pk: int, *, audience: Audience) -> QuerySet[Any]:
    """The case with this key, if it may be seen."""
    return Case.objects.visible_to(audience).filter(pk=pk)


@prepared
def dockets(case: int, *, audience: Audience) -> QuerySet[Any]:
    """The dockets of a case with their courts, in order."""
    return Docket.objects.visible_to(audience).filter(case=case).select_related("court")


@prepared
def entries(
    case: int, party: int = 0, *, audience: Audience, wanted: Wanted, with_changes: bool
) -> QuerySet[Any]:
    """A few columns of each entry of a case, whether it has what is wanted, when it was saved last."""
    rows = wanted.of(party).mark(DocketEntry.objects.visible_to(audience).filter(docket__case=case), audience)
    saved = ("updated_at",) if with_changes else ()
    columns = (*_OF_ENTRY, *saved, *wanted.columns(DocketEntry))
    found: QuerySet[Any] = as_stored(rows).order_by().values_list(*columns, named=True)
    return found


@prepared
def deadlines(case: int, party: int = 0, *, audience: Audience, wanted: Wanted) -> QuerySet[Any]:
    """The deadlines of a case with the entries that started and met them."""
    rows = Deadline.objects.visible_to(audience).filter(docket__case=case)
    related = ("trigger__entry", "satisfied_by", "depends_on__trigger__entry")
    found: QuerySet[Any] = wanted.of(party).mark(rows, audience).select_related(*related)
    return found


@prepared
def events(case: int, party: int = 0, *, audience: Audience, wanted: Wanted) -> QuerySet[Any]:
    """The events of a case outside its dockets."""
    rows = Event.objects.visible_to(audience).filter(case=case)
    found: QuerySet[Any] = wanted.of(party).mark(rows, audience)
    return found


@prepared
def statements(case: int, party: int = 0, *, audience: Audience, wanted: Wanted) -> QuerySet[Any]:
    """The statements about a case with their subjects, as far as a speaker may be named."""
    rows = Statement.objects.visible_to(audience).filter(case=case).select_related("subject", "confirmed_by")
    found: QuerySet[Any] = wanted.of(party).mark(rows, audience)
    return found


@prepared
def ties(case: int, *, audience: Audience) -> QuerySet[Any]:
    """The ties of the entries (last column 1) and of the dockets (0) of a case.

    Those of entries are found from either end: each half of a union uses its own index.
    """
    visible = as_stored(EntryLink.objects.visible_to(audience))
    notes = tuple(f"note_{code}" for code in LANGUAGES)
    first, second = (
        visible.filter(**{f"{end}__docket__case": case})
        .order_by()
        .values_list(
            *("pk", "kind", "outcome", "from_entry_id", "from_entry__entry_number", "from_entry__kind"),
            *("from_entry__date_filed", "to_entry_id", "to_entry__entry_number", "to_entry__kind"),
            *("to_number", *notes, Value(1)),
        )
        for end in ("from_entry", "to_entry")
    )
    of_dockets = as_stored(DocketLink.objects.visible_to(audience)).filter(from_docket__case=case).order_by()
    found: QuerySet[Any] = first.union(
        second,
        of_dockets.values_list(
            *("pk", "kind", Value(""), "from_docket_id", Value(0), Value(""), "from_docket__filed_earliest"),
            *("to_docket_id", Value(0), Value(""), Value(0), *notes, Value(0)),
        ),
    )
    return found


@prepared
def entries_whole(pks: Sequence[int], *, audience: Audience) -> QuerySet[Any]:
    """Entries by their keys, with what their rows show."""
    rows = as_stored(DocketEntry.objects.visible_to(audience)).filter(pk__in=pks).order_by()
    found: QuerySet[Any] = rows.values_list(*_SHOWN_OF_ENTRY, named=True)
    return found


@prepared
def documents(entries: Sequence[int], *, audience: Audience) -> QuerySet[Any]:
    """The papers of entries, with what the rows of these show."""
    rows = as_stored(Document.objects.visible_to(audience)).filter(entry__in=entries)
    found: QuerySet[Any] = rows.values_list(*_SHOWN_OF_DOCUMENT, named=True)
    return found


@prepared
def checks(statements: Sequence[int], *, audience: Audience) -> QuerySet[Any]:
    """What the record shows of statements."""
    return StatementCheck.objects.visible_to(audience).filter(statement__in=statements)


@prepared
def moves(deadlines: Sequence[int], *, audience: Audience) -> QuerySet[Any]:
    """The extensions (first column 0) and the pauses (1) of deadlines."""
    of_extensions, of_pauses = (
        as_stored(model.objects.visible_to(audience))
        .filter(deadline__in=deadlines)
        .order_by()
        .values_list(
            *(Value(what), "deadline_id", "pk", first, second, "entry_id"),
            *(f"reason_{code}" for code in LANGUAGES),
        )
        for what, model, first, second in (
            (0, Extension, "previous_due_on", "due_on"),
            (1, Tolling, "paused_on", "resumed_on"),
        )
    )
    found: QuerySet[Any] = of_extensions.union(of_pauses, all=True)
    return found
