"""Addresses of the public pages, below a language."""

from __future__ import annotations

from django.urls import path

from web.public import calculator, calendars, caselist, caseviews, exports, proof, views
from web.public.api.page import api_page
from web.public.search import views as search

app_name = "public"

CASE = "cases/<int:pk>-<slug:slug>/"

urlpatterns = [
    path("", caselist.front_page, name="home"),
    path("cases/", caselist.cases, name="cases"),
    path("cases/feed.atom", caselist.cases_atom, name="cases_atom"),
    path(f"{CASE}", caseviews.case, name="case"),
    path(f"{CASE}parties/", caseviews.parties, name="case_parties"),
    path(f"{CASE}documents/", caseviews.documents, name="case_documents"),
    path(f"{CASE}related/", caseviews.related, name="case_related"),
    path(f"{CASE}sources/", caseviews.sources, name="case_sources"),
    path(f"{CASE}changes/", caseviews.changes, name="case_changes"),
    path(f"{CASE}record/", caseviews.record, name="case_record"),
    path(f"{CASE}timeline.csv", exports.timeline_csv, name="case_csv"),
    path(f"{CASE}timeline.json", exports.timeline_json, name="case_json"),
    path(f"{CASE}feed.atom", exports.timeline_atom, name="case_atom"),
    path(f"{CASE}calendar.ics", calendars.case_calendar, name="case_calendar"),
    path("people/<int:pk>-<slug:slug>/", views.person, name="person"),
    path("search/", search.search_page, name="search"),
    path("search/atom/", search.search_feed, name="search-feed"),
    path("search/names/", search.name_suggestions, name="search-names"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("deadlines/<int:pk>/", proof.proof, name="proof"),
    path("api/", api_page, name="api"),
    path("method/", views.method, name="method"),
]
