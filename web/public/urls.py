"""Addresses of the public pages, below a language."""

from __future__ import annotations

from django.urls import path

from web.public import views

app_name = "public"

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/<int:pk>-<slug:slug>/", views.case, name="case"),
    path("people/<int:pk>-<slug:slug>/", views.person, name="person"),
    path("method/", views.method, name="method"),
]
