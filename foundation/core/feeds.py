"""Answers to programs that ask for the same file again and again: short if nothing changed, not too many."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import gettext as _

from foundation.core.limits import seconds_to_wait

#: What XML 1.0 allows in no place.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class AtomFeed(Atom1Feed):
    """An Atom feed of texts that may hold any character: page breaks of a PDF, what a reader typed.

    XML forbids most control characters; they are left out, and one of them breaks no feed.
    """

    def __init__(self, title: str, link: str, description: str, **kwargs: Any) -> None:
        super().__init__(_allowed(title), link, _allowed(description), **kwargs)

    def add_item(  # type: ignore[override]  # its other arguments are passed on
        self, title: str, link: str, description: str, **kwargs: Any
    ) -> None:
        """Add an entry, as Django's feeds do."""
        super().add_item(_allowed(title), link, _allowed(description), **kwargs)


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub(" ", text)


def too_many(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal (429) of a client that asks for feeds too often, or None for any other."""
    wait = seconds_to_wait(request, "feed")
    if wait is None:
        return None
    response = plain(_("Too many requests; try again later."), status=429)
    response["Retry-After"] = str(wait)
    return response


def plain(text: str, *, status: int) -> HttpResponse:
    """Return an answer of one sentence, for programs."""
    response = HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def feed(
    request: HttpRequest,
    body: bytes,
    *,
    content_type: str,
    filename: str,
    language: str,
    changed_at: datetime | None,
    private: bool,
) -> HttpResponseBase:
    """Return a file, or 304 if the client has these very bytes already (ETag).

    ``changed_at`` goes out as Last-Modified, but a date alone is never taken as proof that a copy is fresh:
    what was taken out of a feed, such as a sealed matter, leaves no date behind.

    Args:
        request: GET or HEAD.
        body: the whole file.
        content_type: with its charset.
        filename: ASCII, as a browser would save it.
        language: kk, ru or en, in which the texts are.
        changed_at: when something in the file changed last; None: not said.
        private: for one person; no shared cache may keep it. Caches ask each time in either case.
    """
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Content-Language"] = language
    response["Cache-Control"] = f"{'private' if private else 'public'}, no-cache"
    response["ETag"] = etag
    if changed_at is not None:
        response["Last-Modified"] = http_date(changed_at.timestamp())
    return get_conditional_response(request, etag=etag, response=response) or response
