"""Addresses of the public pages, below a language."""

from __future__ import annotations

from web.public import calculator, calendars, caselist, caseviews, exports, proof, views
from web.public.api.page import api_page
from web.public.freshness import public_path
from web.public.search import views as search

app_name = "public"

CASE = "cases/<int:pk>-<slug:slug>/"

urlpatterns = [
    public_path("", caselist.front_page, name="home"),
    public_path("cases/", caselist.cases, name="cases"),
    public_path("cases/feed.atom", caselist.cases_atom, name="cases_atom"),
    public_path(f"{CASE}", caseviews.case, name="case"),
    public_path(f"{CASE}parties/", caseviews.parties, name="case_parties"),
    public_path(f"{CASE}documents/", caseviews.documents, name="case_documents"),
    public_path(f"{CASE}related/", caseviews.related, name="case_related"),
    public_path(f"{CASE}sources/", caseviews.sources, name="case_sources"),
    public_path(f"{CASE}changes/", caseviews.changes, name="case_changes"),
    public_path(f"{CASE}record/", caseviews.record, name="case_record"),
    public_path(f"{CASE}timeline.csv", exports.timeline_csv, name="case_csv"),
    public_path(f"{CASE}timeline.json", exports.timeline_json, name="case_json"),
    public_path(f"{CASE}feed.atom", exports.timeline_atom, name="case_atom"),
    public_path(f"{CASE}calendar.ics", calendars.case_calendar, name="case_calendar"),
    public_path("people/<int:pk>-<slug:slug>/", views.person, name="person"),
    public_path("search/", search.search_page, name="search"),
    public_path("search/atom/", search.search_feed, name="search-feed"),
    public_path("search/names/", search.name_suggestions, name="search-names"),
    public_path("calculator/", calculator.calculator, name="calculator"),
    public_path("deadlines/<int:pk>/", proof.proof, name="proof"),
    public_path("api/", api_page, name="api"),
    public_path("method/", views.method, name="method"),
]
