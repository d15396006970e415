"""Short answers to readers who have a page already."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from cases.models import Court
from foundation.core.prepared import prepared
from web.public import words
from web.public.freshness import ASK_FIRST

#: The folders with what pages are made of, beside the records: all code with its data, words, looks, and the
#: versions of the libraries.
MAKERS = (
    *("cases", "config", "deadlines", "filings", "foundation", "people", "web"),
    *("locale", "requirements", "static", "templates"),
)

#: Seconds for which a page is remembered, and the most bytes of one.
KEPT = 3600
LONGEST = 400_000


@lru_cache(maxsize=1)
def release() -> str:
    """Return a short name of the present templates, words and code; read once a process."""
    return digest_of(Path(settings.BASE_DIR))


def digest_of(root: Path) -> str:
    """Return a short name of what the folders of :data:`MAKERS` below ``root`` hold, bytecode apart."""
    digest = hashlib.sha256()
    for maker in MAKERS:
        for folder, inner, names in os.walk(root / maker):
            inner[:] = sorted(set(inner) - {"__pycache__"})
            for name in sorted(names):
                path = Path(folder, name)
                content = path.read_bytes()
                # The name and the length, so that no byte can move from one file to the next unseen.
                digest.update(f"{path.relative_to(root)} {len(content)}\n".encode())
                digest.update(content)
    return digest.hexdigest()[:12]


def etag_of(*parts: object, days: Iterable[date]) -> str:
    """Return the weak ETag of a page made from records of these versions, in the reader's language, today.

    Today: every page says when it was retrieved, and what is due is told by the day at the court. ``days``
    are the present ones at the courts of the page.
    """
    today = sorted({timezone.now().date(), *days})
    shown = "-".join(str(part) for part in (*parts, words.language(), release(), *today))
    return f'W/"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'


def days_at_courts() -> set[date]:
    """Return the present days at all courts; one query."""
    now = timezone.now()
    return {now.astimezone(ZoneInfo(zone)).date() for (zone,) in _zones()}


@prepared
def _zones() -> QuerySet[Any]:
    """The time zones of the courts."""
    return Court.objects.order_by().values_list("time_zone").distinct()


def answered(request: HttpRequest, etag: str, make: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Answer a reader who has the page shortly; else with the page that was made earlier, else made now."""
    if answer := _unchanged(request, etag):
        return answer
    return _cacheable(_remembered(request, etag) or _remember(request, etag, make()), etag)


def _unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return 304 for a reader who has the page with this ETag, else None."""
    if settings.DEBUG:  # templates change under the hand of who writes them
        return None
    answer = get_conditional_response(request, etag=etag)
    if answer is None or answer.status_code != 304:
        return None
    return _cacheable(answer, etag)


def _remembered(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """Return the page with this ETag and address if this process has made it not long ago, else None.

    The ETag names the version of the records, so what is remembered is never older than they are.
    """
    kept = caches["pages"].get(_key(request, etag)) if settings.REMEMBER_PAGES else None
    return HttpResponse(kept[0], content_type=kept[1]) if kept else None


def _remember(request: HttpRequest, etag: str, response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page in the memory of this process, unless it is long, a download, or for one reader alone."""
    if not settings.REMEMBER_PAGES or not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    for_all = not response.cookies and "Content-Disposition" not in response
    if for_all and len(response.content) <= LONGEST:
        caches["pages"].set(_key(request, etag), (response.content, response["Content-Type"]), KEPT)
    return response


def _key(request: HttpRequest, etag: str) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()} {etag}"
    return f"page-{hashlib.sha256(address.encode()).hexdigest()}"


def _cacheable(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """Let anybody keep a page, and ask each time whether it is still the same.

    A paper may be sealed at any moment: no cache may show it once more without asking.
    """
    if response.status_code == 429:
        return response
    response["ETag"] = etag
    response["Cache-Control"] = ASK_FIRST
    # The order of a timeline is remembered in a cookie.
    patch_vary_headers(response, ["Cookie"])
    return response
