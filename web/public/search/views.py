"""The page of results, the feed of a search, and names while a reader types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.core.audience import PUBLIC
from foundation.core.feeds import AtomFeed, too_many
from foundation.search.analysis.queries import MAX_QUERY
from foundation.search.suggestions import complete_name
from foundation.sources.enums import ClaimKind
from web.public import words
from web.public.search.asked import GROUPS, LABELS, PEOPLE, SearchForm
from web.public.search.finding import MAX_PAGES, Results, search
from web.public.search.lines import Line, Reader, lines_of, read_nothing

_SUGGESTED = 8
#: What the box keeps when other words are asked.
_KEPT = ("group", "kind", "case", "proceeding", "court", "country", "year")


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """One box over everything; results in groups, and what can be narrowed."""
    form = SearchForm(request.GET)
    fine = form.is_valid()
    results = search(form, words.language(), _page(request)) if fine else None
    context = {
        "form": form,
        "results": results,
        "asked": bool(fine and form.chosen.get("q")),
        "was_cut": bool(results and results.query.was_cut),
        "longest": MAX_QUERY,
        "groups": [(key, label, form.address(group=key)) for key, label in LABELS.items()] if fine else [],
        "everything": form.address(group=None) if fine else "",
        "only": form.chosen.get("group", "") if fine else "",
        "kept": [form[name] for name in _KEPT],
        "any_spelling": form.address(exact=None) if fine else "",
        "feed": f"{reverse('public:search-feed')}?{form.address()}" if fine and form.chosen.get("q") else "",
    }
    return render(request, "public/search.html", context, status=200 if fine else 400)


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    return min(max(number, 1), MAX_PAGES)


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """Atom: what a search finds, the last changed first. An address that asks nothing gives an empty feed."""
    if refusal := too_many(request):
        return refusal
    form = SearchForm(request.GET)
    results = search(form, words.language()) if form.is_valid() else None
    asked = form.chosen.get("q", "") if results else ""
    home = request.build_absolute_uri(reverse("public:search"))
    feed = AtomFeed(
        title=_("Docketline: %(query)s") % {"query": asked},
        link=f"{home}?{form.address()}" if results else home,
        description="",
        language=words.language(),
        feed_url=request.build_absolute_uri(),
    )
    for line in sorted(_all_lines(results), key=lambda line: line.updated, reverse=True):
        feed.add_item(
            title=line.title.text,
            link=request.build_absolute_uri(line.url),
            description=_told(line),
            unique_id=request.build_absolute_uri(line.permanent or line.url),
            updateddate=line.updated,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _told(line: Line) -> str:
    """What a line says, with who says so and what it amounts to."""
    said = line.excerpt.text if line.excerpt else ""
    if not line.claim:
        return said
    claim = str(ClaimKind(line.claim).label)
    by = ", ".join(speaker.text for speaker in line.speakers)
    return f"{by} ({claim}): {said}" if by else f"{claim}: {said}"


def _all_lines(results: Results | None) -> list[Line]:
    if results is None:
        return []
    return [line for group in results.groups for line in (*(name.line for name in group.names), *group.lines)]


@require_safe
def name_suggestions(request: HttpRequest) -> JsonResponse:
    """Names that begin as typed, for the box. Readers without a script never ask."""
    return JsonResponse({"names": suggested(request.GET.get("q", ""), words.language())})


def suggested(typed: str, language: str) -> list[dict[str, Any]]:
    """Return the people and courts whose name may be meant, with their address."""
    found = complete_name(typed[:MAX_QUERY], audience=PUBLIC, kinds=GROUPS[PEOPLE], limit=_SUGGESTED)
    lines = lines_of([(one.kind, one.object_id) for one in found], Reader(language, read_nothing()))
    return [{"name": line.title.text, "kind": line.kind, "url": line.url} for line in lines]
