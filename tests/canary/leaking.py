"""The site with one more route, which shows every entry to everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler404
from config.urls import urlpatterns as right
from filings.models import DocketEntry


def leak(request: HttpRequest) -> HttpResponse:
    """Forget the audience."""
    return HttpResponse("\n".join(str(entry.title_en) for entry in DocketEntry.objects.all()))


urlpatterns = [path("leak/", leak), *right]

__all__ = ["handler404", "urlpatterns"]
