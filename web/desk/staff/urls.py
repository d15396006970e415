"""Addresses of the staff pages, below a language."""

from __future__ import annotations

from django.urls import path

from web.desk.staff import calendars, views

app_name = "staff"

urlpatterns = [
    path("deadlines/<int:pk>/", views.deadline, name="deadline"),
    path("calendars/", calendars.calendars, name="calendars"),
]
