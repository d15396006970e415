"""Addresses of the API, below ``/api/v1/``; they have no language."""

from __future__ import annotations

from django.urls import re_path

from web.public.api import page, search, views
from web.public.freshness import public_path

app_name = "api"

urlpatterns = [
    public_path("", page.to_the_page, name="root"),
    public_path("deadlines/compute/", views.ComputeView.as_view(), name="compute"),
    public_path("deadlines/<int:pk>/", views.DeadlineView.as_view(), name="deadline"),
    public_path("search/", search.SearchView.as_view(), name="search"),
    public_path("people/", search.PeopleView.as_view(), name="people"),
    public_path("people/complete/", search.SuggestView.as_view(), name="complete"),
    public_path("rules/", views.RulesView.as_view(), name="rules"),
    public_path("rules/<slug:key>/", views.RuleView.as_view(), name="rule"),
    public_path("schema/", views.SchemaView.as_view(), name="schema"),
    # Everything else, a line break in it too, which a path does not match.
    re_path(r"", views.NowhereView.as_view()),
]
