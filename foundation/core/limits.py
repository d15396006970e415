"""How often one client may ask for what costs much."""

from __future__ import annotations

import math
from typing import Literal

from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.throttling import SimpleRateThrottle

Scope = Literal["feed", "page", "suggest"]


class _Throttle(SimpleRateThrottle):
    """Counts requests for each address of a client and each process, as the API does."""

    cache = caches["memory"]  # a read should not become a write to the database

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__()

    def get_cache_key(self, request: HttpRequest, view: object) -> str:
        """Return the name under which the requests of one client are counted."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}  # type: ignore[arg-type]


def seconds_to_wait(request: HttpRequest, scope: Scope) -> int | None:
    """Count a request; return None if its client may ask, else the seconds until it may again.

    The rates are ``DEFAULT_THROTTLE_RATES`` of the settings: "feed" for files, feeds and whole records,
    "page" for pages made for one reader's question, "suggest" for what appears while a reader types.
    """
    throttle = _Throttle(scope)
    if throttle.allow_request(request, None):  # type: ignore[arg-type]  # it reads the client's address only
        return None
    return math.ceil(throttle.wait() or 1)
