"""Addresses of the public pages, below a language."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.views.decorators.http import conditional_page

from web.public import calculator, calendars, caselist, caseviews, exports, proof, views
from web.public.api.page import api_page
from web.public.freshness import View, ask_first, public_path
from web.public.limits import limited
from web.public.search import views as search

app_name = "public"

CASE = "cases/<int:pk>-<slug:slug>/"


def _page(route: str, view: View, name: str, *, each: bool = False) -> URLPattern:
    """Return the path of a page: what is asked in its query is counted; with ``each`` every request.

    A page that no version tells of (a person, a proof, a search) has the ETag of its text. Files count each
    of their requests themselves.
    """
    return path(route, conditional_page(ask_first(limited(view, each=each))), name=name)


urlpatterns = [
    _page("", caselist.front_page, "home"),
    _page("cases/", caselist.cases, "cases"),
    public_path("cases/feed.atom", caselist.cases_atom, name="cases_atom"),
    _page(CASE, caseviews.case, "case"),
    _page(f"{CASE}parties/", caseviews.parties, "case_parties"),
    _page(f"{CASE}documents/", caseviews.documents, "case_documents"),
    _page(f"{CASE}related/", caseviews.related, "case_related"),
    _page(f"{CASE}sources/", caseviews.sources, "case_sources"),
    _page(f"{CASE}changes/", caseviews.changes, "case_changes"),
    _page(f"{CASE}record/", caseviews.record, "case_record"),
    public_path(f"{CASE}timeline.csv", exports.timeline_csv, name="case_csv"),
    public_path(f"{CASE}timeline.json", exports.timeline_json, name="case_json"),
    public_path(f"{CASE}feed.atom", exports.timeline_atom, name="case_atom"),
    public_path(f"{CASE}calendar.ics", calendars.case_calendar, name="case_calendar"),
    _page("people/<int:pk>-<slug:slug>/", views.person, "person", each=True),
    _page("search/", search.search_page, "search"),
    public_path("search/atom/", search.search_feed, name="search-feed"),
    public_path("search/names/", limited(search.name_suggestions, "suggest"), name="search-names"),
    _page("calculator/", calculator.calculator, "calculator"),
    _page("deadlines/<int:pk>/", proof.proof, "proof", each=True),
    _page("api/", api_page, "api"),
    _page("method/", views.method, "method"),
]
