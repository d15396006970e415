"""What caches between the site and a reader may do with an answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

#: Anybody may keep the answer, and asks each time whether it still holds: a record may be sealed any moment.
ASK_FIRST = "public, no-cache"
#: Nobody keeps the answer: a copy of a paper would outlast its being sealed.
KEEP_NOTHING = "no-store"
#: What else a cache might keep without being told: an old address can become the present one again.
_ANSWERS = frozenset({200, 301, 302, 400})

View = Callable[..., HttpResponseBase]


def ask_first(view: View) -> View:
    """Say how the answers of a view may be kept that are the same for all readers, unless it says so itself.

    An answer that sets a cookie is for one reader, and is left alone.
    """

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        for_all = request.method in ("GET", "HEAD") and response.status_code in _ANSWERS
        if for_all and not response.cookies and "Cache-Control" not in response:
            response["Cache-Control"] = ASK_FIRST
        return response

    return told


def public_path(route: str, view: View, kwargs: dict[str, Any] | None = None, name: str = "") -> URLPattern:
    """Return a path whose answers anybody may keep, and asks about each time."""
    return path(route, ask_first(view), kwargs, name=name or None)
