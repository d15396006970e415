"""Errors of the API: always ``{"field": ..., "message": ...}``, with the status of HTTP."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.exceptions import APIException, NotFound, Throttled
from rest_framework.response import Response
from rest_framework.views import exception_handler

from web.public.gone import Gone


class Refused(APIException):
    """400: ``field`` (empty: the whole) cannot be used, and why, in English."""

    status_code = 400

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class TooLarge(APIException):
    """413: the body is longer than a question can be."""

    status_code = 413
    default_detail = "The body is too long."


class Withdrawn(APIException):
    """410: callers could read it once, and it was withdrawn."""

    status_code = 410
    default_detail = "This was withdrawn."


def as_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the answer to an error in the one form that the API has; None lets Django handle it."""
    if isinstance(error, Gone):
        error = Withdrawn()
    elif isinstance(error, Http404):
        error = NotFound()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        return response
    field = error.field if isinstance(error, Refused) else ""
    message = "Too many requests; try again later." if isinstance(error, Throttled) else str(error.detail)
    response.data = {"field": field, "message": message}
    return response
