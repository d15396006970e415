"""What `make bench-pages` serves: the product with one view more, the least that Django can answer."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from config.wsgi import application

__all__ = ["application"]

_urls: Any = import_module(settings.ROOT_URLCONF)
_urls.urlpatterns.insert(0, path("hello", lambda request: HttpResponse("hello")))
