"""The WSGI entry point: ``gunicorn config.wsgi``."""

from __future__ import annotations

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# All views are loaded before the server forks its processes, and the collector never walks through what was
# loaded: in the middle of an answer that takes as long as a page.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
# A page makes ten thousand objects and drops them at its end: looking for rings among them after each 700
# finds none.
gc.set_threshold(10_000)
