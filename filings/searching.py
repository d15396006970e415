"""What search knows of docket entries and documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from cases.models import Case, Docket
from cases.searching import own
from filings.enums import Availability
from filings.models import DocketEntry, Document, DocumentText
from foundation.search.analysis.numbers import ENTRY
from foundation.search.documents import Document as Told
from foundation.search.documents import texts_of
from foundation.search.models import SearchRow
from foundation.search.registry import Findable, register

FILING, DOCUMENT = "entry", "document"
#: What readers can narrow filings to.
ACTS, FILED = "acts", "filed"


def _entries(ids: list[int]) -> Iterator[Told]:
    for entry in DocketEntry.objects.filter(pk__in=ids).select_related("docket"):
        texts = texts_of(entry, "title", "summary", "note")
        # The court's own text is in the court's language.
        texts[""] = "\n".join(filter(None, (entry.text, entry.kind_as_filed)))
        yield Told(
            FILING,
            entry.pk,
            texts,
            case_id=entry.docket.case_id,
            day=entry.date_filed,
            edtf=entry.date,
            numbers=(f"{ENTRY}{entry.entry_number}",) if entry.entry_number else (),
            filters=(
                ("docket", entry.docket_id),
                ("group", ACTS if entry.is_act_of_court else FILED),
            ),
        )


def _documents(ids: list[int]) -> Iterator[Told]:
    rows = Document.objects.filter(pk__in=ids).select_related("entry__docket")
    # Only of papers that a reader may open: what the court keeps back is not told by its words.
    held = DocumentText.objects.filter(document__in=ids, document__availability=Availability.HELD)
    layers = dict(held.values_list("document", "text"))
    for document in rows:
        entry = document.entry
        texts = texts_of(document, "title")
        texts[""] = layers.get(document.pk, "")
        yield Told(
            DOCUMENT,
            document.pk,
            texts,
            case_id=entry.docket.case_id,
            day=entry.date_filed,
            edtf=entry.date,
            filters=(("docket", entry.docket_id),),
        )


def _moved(kind: str, rows: QuerySet[Any], docket: Docket) -> list[int]:
    """What of a docket the index still has under another case: all of it, or nothing if it has not moved."""
    stale = SearchRow.objects.filter(kind=kind, object_id__in=rows.values("pk"))
    moved = stale.exclude(case_id=docket.case_id).exists()
    return list(rows.values_list("pk", flat=True)) if moved else []


def _entries_moved_with(docket: Docket) -> list[int]:
    return _moved(FILING, DocketEntry.objects.filter(docket=docket), docket)


def _papers_moved_with(docket: Docket) -> list[int]:
    return _moved(DOCUMENT, Document.objects.filter(entry__docket=docket), docket)


def _papers_of(entry: DocketEntry) -> list[int]:
    """The papers of an entry stand under its docket and its day."""
    return list(entry.documents.values_list("pk", flat=True))


def register_kinds() -> None:
    """Tell search what can be found here."""
    register(
        Findable(
            FILING,
            DocketEntry,
            _entries,
            DocketEntry.objects.visible_to,
            told_by={DocketEntry: own, Docket: _entries_moved_with},
            hidden_by={
                Case: lambda cases: DocketEntry.objects.filter(docket__case__in=cases),
                Docket: lambda dockets: DocketEntry.objects.filter(docket__in=dockets),
            },
        )
    )
    register(
        Findable(
            DOCUMENT,
            Document,
            _documents,
            Document.objects.visible_to,
            told_by={Document: own, DocketEntry: _papers_of, Docket: _papers_moved_with},
            hidden_by={
                Case: lambda cases: Document.objects.filter(entry__docket__case__in=cases),
                Docket: lambda dockets: Document.objects.filter(entry__docket__in=dockets),
            },
        )
    )
