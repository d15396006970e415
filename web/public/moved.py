"""Addresses that lead to another one: the page has moved, the question that was asked of it has not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse


def query_of(request: HttpRequest) -> str:
    """Return the query of an address as it came, with its question mark; empty without one."""
    asked = request.META.get("QUERY_STRING", "")
    return f"?{asked}" if asked else ""


def moved(request: HttpRequest, name: str, *args: object, permanent: bool = True) -> HttpResponseBase:
    """Redirect to the page ``name``, with what the reader asked of the old address."""
    kind = HttpResponsePermanentRedirect if permanent else HttpResponseRedirect
    return kind(reverse(name, args=args) + query_of(request))
