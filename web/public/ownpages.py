"""In development too, whoever asks for a page that does not exist gets the page of production."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from web.public.gone import Gone
from web.public.views import not_found

#: Where whoever develops wants Django's own page, with the addresses that were tried.
_FOR_DEVELOPERS = ("/admin/", "/api/", "/static/")


class OwnNotFound:
    """Puts our own 404 in place of Django's, which shows the addresses of the site; only with DEBUG."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with our page where Django would answer with its own."""
        response = self.get_response(request)
        html = response.get("Content-Type", "").startswith("text/html")
        if response.status_code == 404 and html and not request.path.startswith(_FOR_DEVELOPERS):
            return not_found(request, Exception())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Say that a page is gone: with DEBUG, Django would answer as if it had never been."""
        gone = isinstance(exception, Gone) and not request.path.startswith(_FOR_DEVELOPERS)
        return not_found(request, exception) if gone else None
