"""Addresses of the staff pages, below a language."""

from __future__ import annotations

from django.urls import path

from web.desk.staff import actions, board, calendars, mails, month, settings

app_name = "staff"

urlpatterns = [
    path("", board.board, name="board"),
    path("deadlines.csv", board.as_csv, name="csv"),
    path("deadlines.ics", board.as_calendar, name="calendar"),
    path("deadlines/<int:pk>/", actions.deadline, name="deadline"),
    path("deadlines/<int:pk>/control/", actions.control, name="control"),
    path("month/", month.month, name="month"),
    path("settings/", settings.settings, name="settings"),
    path("calendars/", calendars.calendars, name="calendars"),
    path("mails/", mails.mails, name="mails"),
    path("mails/<int:pk>/again/", mails.again, name="again"),
]
