"""The timeline of a case as data: CSV, JSON, Atom. The query of the page gives the same rows here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from cases.models import Case
from filings.enums import EntryKind
from foundation.core.audience import PUBLIC
from foundation.core.dates import format_edtf
from foundation.core.feeds import AtomFeed, plain, too_many
from foundation.core.languages import localized
from foundation.sources.enums import ClaimKind
from web.public import words
from web.public.caseviews import Dockets, case_page, parties_of, timeline_filter
from web.public.filters import GROUPS, TimelineFilter
from web.public.places import Places
from web.timeline.events import EventSource, IndexRow
from web.timeline.index import Index, build_index
from web.timeline.persons import Persons, persons_of

#: So many rows a feed holds, those that changed last.
FEED = 100
COLUMNS = (
    *("id", "source", "group", "kind", "number", "date", "earliest", "latest", "due_on", "state", "claim"),
    *("court", "docket", "title", "title_language", "speakers", "url"),
)
#: A cell that begins so is taken for a formula by spreadsheet programs.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Chosen:
    """The rows of a case that a query asks for; ``fault`` is set where the query cannot be read."""

    def __init__(self, request: HttpRequest, shown: Case, dockets: Dockets) -> None:
        self.form: TimelineFilter = timeline_filter(request, dockets.values())
        self.index: Index = build_index(
            shown,
            language=words.language(),
            audience=PUBLIC,
            wanted=self.form.wanted,
            dockets=dockets,
            with_changes=True,
        )
        if self.form.is_valid() and self.form.cleaned_data["party"]:
            persons = persons_of({}, case=shown, language=words.language(), audience=PUBLIC)
            self.form.offer_parties(parties_of(persons, dockets))
        self.rows: Sequence[IndexRow] = self.form.narrow(self.index.rows) if self.form.is_valid() else ()
        self.places = Places(f"/{words.language()}/cases/{shown.pk}-{shown.slug}/")

    @cached_property
    def persons(self) -> Persons:
        """Who makes the statements among the rows; one query, and none without statements."""
        pks = [row.pk for row in self.rows if row.source == EventSource.STATEMENT]
        keys: dict[str, list[int]] = {EventSource.STATEMENT: pks}
        return persons_of(keys, case=None, language=words.language(), audience=PUBLIC)

    def refusal(self) -> HttpResponse | None:
        """Return 400 with the reasons for a query that cannot be read."""
        if self.form.is_valid():
            return None
        faults = (f"{name}: {reasons[0]}" for name, reasons in self.form.errors.items())
        return plain("\n".join(faults), status=400)

    def url(self, row: IndexRow) -> str:
        """Return the permanent address of a row, with the site's."""
        return f"{settings.SITE_URL}{self.places.permanent(row.source, row.pk)}"


def row_data(row: IndexRow, url: str, speakers: Sequence[str]) -> dict[str, Any]:
    """Return a row of the timeline as plain data; what is not known or does not apply is empty.

    A statement is not without those who make it: what they say is theirs.
    """
    return {
        "id": row.anchor,
        "source": str(row.source),
        "group": str(row.group),
        "kind": row.kind,
        "number": row.number,
        "date": row.date,
        "earliest": row.earliest,
        "latest": row.latest,
        "due_on": row.due_on,
        "state": row.state,
        "claim": row.claim,
        "court": row.docket.court.text if row.docket and row.docket.court else "",
        "docket": row.docket.number if row.docket else "",
        "title": row.title.text,
        "title_language": row.title.language,
        "speakers": speakers,
        "url": url,
    }


@case_page("case_csv")
def timeline_csv(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponseBase:
    """The rows as a table for spreadsheet programs."""
    if refusal := too_many(request):
        return refusal
    chosen = Chosen(request, shown, dockets)
    if refusal := chosen.refusal():
        return refusal
    table = io.StringIO()
    table.write("\ufeff")  # by this spreadsheet programs know that the text is UTF-8
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for row in chosen.rows:
        data = row_data(row, chosen.url(row), chosen.persons.speakers(row))
        writer.writerow(_cell(value) for value in data.values())
    response = HttpResponse(table.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.slug}.csv"'
    return response


def _cell(value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


@case_page("case_json")
def timeline_json(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponseBase:
    """The rows as JSON, with the case and how many rows it has in all."""
    if refusal := too_many(request):
        return refusal
    chosen = Chosen(request, shown, dockets)
    if refusal := chosen.refusal():
        return refusal
    title = localized(shown, "title", words.language())
    return JsonResponse(
        {
            "case": {
                "id": shown.pk,
                "title": title.text,
                "title_language": title.language,
                "version": shown.version,
                "checked_on": shown.checked_on,
                "checked_by": shown.checked_by,
                "url": f"{settings.SITE_URL}/c/{shown.pk}/",
            },
            "total": len(chosen.index.rows),
            "rows": [row_data(row, chosen.url(row), chosen.persons.speakers(row)) for row in chosen.rows],
        },
        json_dumps_params={"ensure_ascii": False},
    )


@case_page("case_atom")
def timeline_atom(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponseBase:
    """The rows as a feed, those that changed last first: an old row that is corrected comes back."""
    if refusal := too_many(request):
        return refusal
    chosen = Chosen(request, shown, dockets)
    if refusal := chosen.refusal():
        return refusal
    address = f"{settings.SITE_URL}{chosen.places.case_url}"
    feed = AtomFeed(
        title=localized(shown, "title", words.language()).text,
        link=address,
        description="",
        language=words.language(),
        feed_url=f"{address}feed.atom",
        feed_guid=f"{settings.SITE_URL}/c/{shown.pk}/",
    )
    latest = sorted(chosen.rows, key=lambda row: (row.changed_at is not None, row.changed_at), reverse=True)
    for row in latest[:FEED]:
        feed.add_item(
            title=": ".join(
                part for part in (_label(row, chosen.persons.speakers(row)), row.title.text) if part
            ),
            link=chosen.url(row),
            description=_when(row),
            unique_id=f"{settings.SITE_URL}/c/{shown.pk}/{row.anchor}",
            pubdate=None,
            updateddate=row.changed_at,
            categories=[str(row.group)],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _label(row: IndexRow, speakers: Sequence[str]) -> str:
    if row.source == EventSource.ENTRY:
        return " ".join(part for part in (row.label, words.label(EntryKind, row.kind)) if part)
    # An allegation must read as one, also where only the title is seen.
    claim = words.label(ClaimKind, row.claim) if row.claim else str(GROUPS[row.group])
    return words.said_by(claim, speakers)


def _when(row: IndexRow) -> str:
    court = row.docket.court.text if row.docket and row.docket.court else ""
    day = format_edtf(row.date, words.language()) if row.date else _("day not verified")
    return " · ".join(part for part in (day, court, row.docket.number if row.docket else "") if part)
