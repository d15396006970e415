"""Addresses of the API, below ``/api/v1/``; they have no language."""

from __future__ import annotations

from django.urls import path, re_path

from web.public.api import page, search, views

app_name = "api"

urlpatterns = [
    path("", page.to_the_page, name="root"),
    path("deadlines/compute/", views.ComputeView.as_view(), name="compute"),
    path("deadlines/<int:pk>/", views.DeadlineView.as_view(), name="deadline"),
    path("search/", search.SearchView.as_view(), name="search"),
    path("people/", search.PeopleView.as_view(), name="people"),
    path("people/complete/", search.SuggestView.as_view(), name="complete"),
    path("rules/", views.RulesView.as_view(), name="rules"),
    path("rules/<slug:key>/", views.RuleView.as_view(), name="rule"),
    path("schema/", views.SchemaView.as_view(), name="schema"),
    # Everything else, a line break in it too, which a path does not match.
    re_path(r"", views.NowhereView.as_view()),
]
