"""The pages of a case: one address for each, the same head over all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override
from django.views.decorators.http import require_safe

from cases.models import Case, Docket
from foundation.core.audience import PUBLIC
from foundation.core.languages import LANGUAGES, localized
from web.public import words
from web.public.casehead import CaseHead, build_head, counts_of
from web.public.casepage import (
    differences_of,
    document_lines,
    proceedings_of,
    source_lines,
    together_by_country,
)
from web.public.changes import changes_of
from web.public.conditional import answered, etag_of
from web.public.filters import ASCENDING, DESCENDING, NARROWING, TimelineFilter
from web.public.gone import get_case_or_gone
from web.public.lanes import lanes_figure, picture_of
from web.public.limits import refused
from web.public.moved import moved
from web.public.nextup import next_up
from web.public.places import Places
from web.public.rows import Row
from web.public.timelinehtml import gaps_before, timeline_html
from web.timeline.details import read_details
from web.timeline.events import IndexRow, TimelineEvent
from web.timeline.gaps import Gap
from web.timeline.index import Index, build_index, dockets_of
from web.timeline.pages import SIZE, Page, page_of
from web.timeline.persons import PARTY, Persons, persons_of
from web.timeline.refs import refs_for
from web.timeline.threads import motion_threads
from web.timeline.zoom import Zoom

#: The cookie in which a browser keeps the order of timelines that its reader chose last.
ORDER_COOKIE = "order"
_YEAR = 365 * 24 * 3600
_HERE = "<!--timeline-->"

View = Callable[..., HttpResponseBase]
#: The dockets of a case by key, in their order.
Dockets = Mapping[int, Docket]


def case_page(name: str) -> Callable[[Callable[[HttpRequest, Case, Dockets], HttpResponseBase]], View]:
    """Make a view of a function that gets a case readers may see and its dockets, at its present address.

    An old slug leads to the present one; a reader who has the page already gets a short answer.
    """

    def decorate(make: Callable[[HttpRequest, Case, Dockets], HttpResponseBase]) -> View:
        def view(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
            shown = get_case_or_gone(pk)
            if slug != shown.slug:
                return moved(request, f"public:{name}", pk, shown.slug)
            order = request.COOKIES.get(ORDER_COOKIE, "")
            dockets = dockets_of(shown, PUBLIC)
            days = today_at(dockets).values()
            etag = etag_of("case", shown.pk, shown.version, order == DESCENDING, days=days)
            return answered(request, etag, lambda: make(request, shown, dockets))

        view.__doc__, view.__name__ = make.__doc__, make.__name__
        return require_safe(view)

    return decorate


def _remembering_order(view: View) -> View:
    """Let the browser keep the order that was asked for, whether the page is sent or the reader has it."""

    @wraps(view)
    def ordered(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
        response, order = view(request, pk, slug), request.GET.get("order")
        if order in (ASCENDING, DESCENDING) and response.status_code in (200, 304):
            response.set_cookie(ORDER_COOKIE, order, max_age=_YEAR, samesite="Lax")
        return response

    return ordered


@_remembering_order
@case_page("case")
def case(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponseBase:
    """A case with one timeline over all its dockets."""
    if "all" in request.GET and (refusal := refused(request, "feed")):
        return refusal
    return _Timeline(request, shown, dockets).response()


class _Timeline:
    """One answer with the timeline of a case: reads the index, then the details of one page of it."""

    def __init__(self, request: HttpRequest, shown: Case, dockets: Dockets) -> None:
        self.request, self.case, self.dockets = request, shown, dockets
        remembered = request.COOKIES.get(ORDER_COOKIE, "")
        self.form = timeline_filter(
            request, self.dockets.values(), DESCENDING if remembered == DESCENDING else ASCENDING
        )
        self.index = build_index(
            shown, language=words.language(), audience=PUBLIC, wanted=self.form.wanted, dockets=self.dockets
        )

    def response(self) -> HttpResponseBase:
        # Who is a party is read before the rows only if somebody asks for one: then the choice is checked.
        around = self._around() if self.form.is_valid() and self.form.cleaned_data["party"] else None
        fine = self.form.is_valid()
        self.page = self._page(self.form.narrow(self.index.rows) if fine else self.index.rows)
        self.here = frozenset(row.anchor for row in self.page.rows)
        first, rest = self.page.rows, self.page.rows[:0]
        if fine and self.form.cleaned_data["all"] and len(first) > 2 * SIZE:
            first, rest = first[:SIZE], first[SIZE:]
        zoom = self.form.cleaned_data.get("zoom")
        self.picture = picture_of(self.index, zoom=zoom if isinstance(zoom, Zoom) else Zoom())
        said = self.picture.statements if self.picture else ()
        details = read_details(self.index, first, with_case=around is None, said=said, here=self.here)
        self.speaking = details.persons
        persons = around or details.persons
        if around is None:
            self.form.offer_parties(parties_of(persons, self.dockets))
        threads = {thread.motion.pk: thread for thread in motion_threads(self.index.rows, self.index.links)}
        head = build_head(self.case, self.dockets.values(), persons, counts_of(self.case, PUBLIC))
        self.row = Row(Places(head.url, self.here), threads)
        if not rest:
            timeline = mark_safe(  # noqa: S308  of escaped rows
                "".join(timeline_html(details.events, self.row, self._gaps()))
            )
            status = 200 if fine else 400
            return render(self.request, "public/case.html", self._context(head, timeline), status=status)
        text = render_to_string("public/case.html", self._context(head, SafeString(_HERE)), self.request)
        return StreamingHttpResponse(self._pieces(text, details.events, rest))

    def _gaps(self) -> dict[int, Gap]:
        """What is missing between the rows, where they are one proceeding in the order of its court."""
        chosen = [name for name in NARROWING if self.form.data.get(name)]
        if not self.form.is_valid() or self.form.newest_first or chosen != ["proceeding"]:
            return {}
        return gaps_before(self.index.rows, int(self.form.cleaned_data["proceeding"]))

    def _around(self) -> Persons:
        persons = persons_of({}, case=self.case, language=self.index.language, audience=PUBLIC)
        self.form.offer_parties(parties_of(persons, self.dockets))
        return persons

    def _page(self, rows: Any) -> Page:
        fine = self.form.is_valid()
        chosen = self.form.cleaned_data
        return page_of(
            rows,
            begin=chosen.get("begin", "") if fine else "",
            at=chosen.get("at", "") if fine else "",
            newest_first=fine and self.form.newest_first,
            whole=bool(fine and chosen["all"]),
        )

    def _context(self, head: CaseHead, timeline: SafeString) -> dict[str, Any]:
        return frame(head, "timeline") | {
            "cited": cited_in(head, self.index.rows, self.row.places),
            "lanes": self._lanes(),
            "timeline": timeline,
            "filter": self.form,
            "page": self.page,
            "next_up": next_up(self.index.deadlines.values(), today_at(self.dockets)),
        }

    def _lanes(self) -> SafeString:
        if self.picture is None:
            return SafeString("")
        return lanes_figure(
            self.picture, places=self.row.places, persons=self.speaking, address=self.form.address
        )

    def _pieces(
        self, text: str, events: tuple[TimelineEvent, ...], rest: tuple[IndexRow, ...]
    ) -> Iterator[str]:
        """The page with its rows, read as they leave."""
        before, _mark, after = text.partition(_HERE)
        yield before

        def every() -> Iterator[TimelineEvent]:
            yield from events
            for start in range(0, len(rest), SIZE):
                yield from read_details(self.index, rest[start : start + SIZE], here=self.here).events

        with override(self.index.language):
            yield from timeline_html(every(), self.row, self._gaps())
        yield after


def today_at(dockets: Mapping[int, Docket]) -> dict[int, date]:
    """Return the present day at the court of each docket, by the docket's key."""
    at = timezone.now()
    return {pk: docket.day_at(at) for pk, docket in dockets.items()}


def cited_in(head: CaseHead, rows: Iterable[IndexRow], places: Places) -> dict[str, str]:
    """Return the addresses of the entries that the summary names by their number in the lead docket."""
    lead, summary = head.lead.pk if head.lead else None, head.summary_short.text
    named = (row for row in rows if row.number is not None and row.label in summary)
    return {
        row.label: places.row(row.source, row.pk) for row in named if row.docket and row.docket.pk == lead
    }


def timeline_filter(request: HttpRequest, dockets: Any, order: str = ASCENDING) -> TimelineFilter:
    """Return the filter of a request for the timeline of a case with these dockets."""
    proceedings = [(docket.pk, words.docket_label(docket)) for docket in dockets]
    return TimelineFilter(request.GET, proceedings=proceedings, order=order)


def parties_of(persons: Persons, dockets: Dockets) -> list[tuple[int, str]]:
    """Return the parties of some dockets, each once, in the order of the proceedings."""
    found = {person.pk: person.name.text for pk in dockets for person in persons.at(PARTY, pk)}
    return list(found.items())


def frame(head: CaseHead, tab: str) -> dict[str, Any]:
    """Return what every page of a case needs."""
    return {
        "head": head,
        "tab": tab,
        "retrieved_on": timezone.now().date(),
        "exists_in": [code for code in LANGUAGES if getattr(head.case, f"title_{code}")],
        # The other pages of a case have no address without a language.
        "neutral": f"/c/{head.case.pk}/" if tab == "timeline" else "",
    }


def head_of(shown: Case, dockets: Dockets) -> CaseHead:
    """Return the head of a case's pages; two queries."""
    persons = persons_of({}, case=shown, language=words.language(), audience=PUBLIC)
    return build_head(shown, dockets.values(), persons, counts_of(shown, PUBLIC))


@case_page("case_parties")
def parties(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """Who takes part in the case, proceeding by proceeding, with counsel."""
    refs = refs_for(words.language(), PUBLIC)
    rows = proceedings_of(shown, refs=refs, audience=PUBLIC)
    return render(
        request, "public/case_parties.html", frame(head_of(shown, dockets), "parties") | {"rows": rows}
    )


@case_page("case_documents")
def documents(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """The papers of the case: which are held here, and where the others can be read."""
    refs = refs_for(words.language(), PUBLIC)
    names = {pk: refs.docket(docket) for pk, docket in dockets.items()}
    rows = document_lines(shown, names, refs=refs, audience=PUBLIC)
    return render(
        request, "public/case_documents.html", frame(head_of(shown, dockets), "documents") | {"rows": rows}
    )


@case_page("case_related")
def related(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """The proceedings of the case, country by country, and how they are tied."""
    refs = refs_for(words.language(), PUBLIC)
    countries = together_by_country(proceedings_of(shown, refs=refs, audience=PUBLIC))
    context = frame(head_of(shown, dockets), "related") | {"countries": countries}
    return render(request, "public/case_related.html", context)


@case_page("case_sources")
def sources(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """What the case rests on: its sources, where they differ, what nobody could verify."""
    context = frame(head_of(shown, dockets), "sources") | rests_on(shown)
    return render(request, "public/case_sources.html", context)


def rests_on(shown: Case) -> dict[str, Any]:
    """Return what a case rests on: its sources, where they differ, and what is not verified."""
    refs = refs_for(words.language(), PUBLIC)
    missing = localized(shown, "not_verified", words.language())
    return {
        "differences": differences_of(shown, refs=refs, audience=PUBLIC),
        "not_verified": [(line, missing.language) for line in missing.text.splitlines() if line.strip()],
        "sources": source_lines(shown, refs=refs, audience=PUBLIC),
    }


@case_page("case_changes")
def changes(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """What was added to the public record of the case or corrected in it, and when."""
    context = frame(head_of(shown, dockets), "changes") | {"days": changes_of(shown)}
    return render(request, "public/case_changes.html", context)


@case_page("case_record")
def record(request: HttpRequest, shown: Case, dockets: Dockets) -> HttpResponse:
    """The whole record of a case on one page, to be printed or kept."""
    if refusal := refused(request, "feed"):
        return refusal
    index: Index = build_index(shown, language=words.language(), audience=PUBLIC, dockets=dockets)
    details = read_details(index, index.rows, with_case=True)
    head = build_head(shown, index.dockets.values(), details.persons, counts_of(shown, PUBLIC))
    refs = refs_for(words.language(), PUBLIC)
    rows = proceedings_of(shown, refs=refs, audience=PUBLIC)
    threads = {thread.motion.pk: thread for thread in motion_threads(index.rows, index.links)}
    row = Row(Places(head.url, frozenset(index.by_anchor)), threads)
    context = frame(head, "record") | {
        "cited": cited_in(head, index.rows, row.places),
        "timeline": mark_safe("".join(timeline_html(details.events, row))),  # noqa: S308  of escaped rows
        "rows": rows,
        "countries": together_by_country(rows),
        "documents": document_lines(shown, dict(index.refs), refs=refs, audience=PUBLIC),
        **rests_on(shown),
    }
    return render(request, "public/case_record.html", context)
