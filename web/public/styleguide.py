"""Every component of the public pages on one page, with real records; in development only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from cases.models import Case
from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline
from foundation.core.audience import PUBLIC
from web.public import words
from web.public.casefilters import CaseFilter
from web.public.caselist import case_lines, found_cases
from web.public.casepage import document_lines, proceedings_of, together_by_country
from web.public.caseviews import cited_in, frame, head_of, rests_on, timeline_filter, today_at
from web.public.changes import changes_of
from web.public.lanes import lanes_figure, picture_of
from web.public.nextup import next_up
from web.public.places import Places
from web.public.rows import Row
from web.public.timelinehtml import timeline_html
from web.timeline.details import read_details
from web.timeline.events import IndexRow
from web.timeline.index import Index, build_index
from web.timeline.pages import Page
from web.timeline.refs import refs_for
from web.timeline.threads import motion_threads
from web.timeline.zoom import Zoom

#: Components that are made by functions and not by templates.
MADE = ("lanes", "rows")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show each component by its name, made of the newest case."""
    shown = Case.objects.visible_to(PUBLIC).order_by("-pk").first()
    if not settings.DEBUG or shown is None:
        raise Http404
    parts = components(request, shown)
    return render(request, "public/styleguide.html", {"parts": parts})


def components(request: HttpRequest, shown: Case) -> dict[str, SafeString]:
    """Return each component as HTML, by its name."""
    index = build_index(shown, language=words.language(), audience=PUBLIC)
    made = {"lanes": _lanes(request, index), "rows": _rows(index)}
    for name, context in _contexts(request, shown, index).items():
        made[name] = mark_safe(render_to_string(f"components/{name}.html", context, request))  # noqa: S308  a template
    return dict(sorted(made.items()))


def _lanes(request: HttpRequest, index: Index) -> SafeString:
    form = timeline_filter(request, index.dockets.values())
    picture = picture_of(index, zoom=Zoom())
    if picture is None:
        return SafeString("")
    persons = read_details(index, [], said=picture.statements).persons
    return lanes_figure(picture, places=Places(""), persons=persons, address=form.address)


def _rows(index: Index) -> SafeString:
    """The first row of each kind."""
    kinds: dict[tuple[str, str, str], IndexRow] = {}
    for row in index.rows:
        kinds.setdefault((row.source, row.group, row.claim), row)
    events = read_details(index, list(kinds.values())).events
    threads = {thread.motion.pk: thread for thread in motion_threads(index.rows, index.links)}
    return mark_safe("".join(timeline_html(events, Row(Places(""), threads))))  # noqa: S308  of escaped rows


def _contexts(request: HttpRequest, shown: Case, index: Index) -> Mapping[str, Mapping[str, Any]]:
    refs = refs_for(words.language(), PUBLIC)
    head = frame(head_of(shown, index.dockets), "timeline")
    proceedings = proceedings_of(shown, refs=refs, audience=PUBLIC)
    form = timeline_filter(request, index.dockets.values())
    form.is_valid()
    page = Page(tuple(index.rows), 1, len(index.rows) + 1, after="end.0.0.0.1")
    chosen = CaseFilter({})
    chosen.is_valid()
    cases, _total, facets = found_cases(chosen)
    running = [
        Deadline(
            pk=row.pk,
            docket_id=row.docket_id,
            title=row.title,
            due_on=row.due_on,
            state=DeadlineStatus.OPEN,
        )
        for row in index.deadlines.values()
    ]
    here = {"head": head["head"], "filter": form, "page": page}
    return {
        "case_head": head | {"cited": cited_in(head["head"], index.rows, Places(""))},
        "case_lines": {"rows": case_lines(cases[:2])},
        "changes": head | {"days": changes_of(shown)[:1]},
        "differences": rests_on(shown),
        "documents": {"rows": document_lines(shown, index.refs, refs=refs, audience=PUBLIC)},
        "facets": {"facets": facets},
        "filters": here | {"oldest": "", "newest": ""},
        "next_up": {"next_up": next_up(running, today_at(index.dockets))},
        "pager": here | {"before": "", "after": "", "whole": ""},
        "parties": head | {"rows": proceedings[:1]},
        "proceedings": head | {"countries": together_by_country(proceedings[:1])},
        "sources": rests_on(shown),
        "tabs": head,
    }
