"""Pages that cost much are not made for one client as often as it likes."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from foundation.core.limits import Scope, seconds_to_wait
from web.public.freshness import KEEP_NOTHING, View


def limited(view: View, scope: Scope = "page", *, each: bool = False) -> View:
    """Count the requests that ask something of a page: as it stands it is remembered, an answer is not.

    ``each``: count every request, of what is made anew each time.
    """

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if (each or request.GET) and (refusal := refused(request, scope)):
            return refusal
        return view(request, *args, **kwargs)

    return counted


def refused(request: HttpRequest, scope: Scope) -> HttpResponse | None:
    """Return the page (429) for a client that asks too often and when it may again, or None for any other."""
    wait = seconds_to_wait(request, scope)
    if wait is None:
        return None
    response = render(request, "429.html", {"wait": wait}, status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = KEEP_NOTHING
    return response
