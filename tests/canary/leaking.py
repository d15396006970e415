"""The site with two more routes: one shows every entry to everybody, one is broken."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler404
from config.urls import urlpatterns as right
from filings.models import DocketEntry


def leak(request: HttpRequest) -> HttpResponse:
    """Forget the audience."""
    return HttpResponse("\n".join(str(entry.title_en) for entry in DocketEntry.objects.all()))


def fail(request: HttpRequest) -> HttpResponse:
    """Show nothing, by mistake."""
    raise RuntimeError


urlpatterns = [path("leak/", leak), path("broken/", fail), *right]

__all__ = ["handler404", "urlpatterns"]
