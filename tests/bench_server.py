"""What `make bench-pages` serves: the product with one view more, the least that Django can answer."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

application = get_wsgi_application()

from config import urls  # noqa: E402  once the application is set up

urls.urlpatterns.insert(0, path("hello", lambda request: HttpResponse("hello")))
