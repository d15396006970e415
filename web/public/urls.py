"""Addresses of the public pages, below a language."""

from __future__ import annotations

from django.urls import path

from web.public import calculator, calendars, proof, views
from web.public.api.page import api_page
from web.public.search import views as search

app_name = "public"

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/<int:pk>-<slug:slug>/", views.case, name="case"),
    path("cases/<int:pk>-<slug:slug>/calendar.ics", calendars.case_calendar, name="case_calendar"),
    path("people/<int:pk>-<slug:slug>/", views.person, name="person"),
    path("search/", search.search_page, name="search"),
    path("search/atom/", search.search_feed, name="search-feed"),
    path("search/names/", search.name_suggestions, name="search-names"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("deadlines/<int:pk>/", proof.proof, name="proof"),
    path("api/", api_page, name="api"),
    path("method/", views.method, name="method"),
]
