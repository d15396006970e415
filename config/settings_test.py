"""Settings of the test suite: the real ones, with a fast password hasher and mail kept in memory."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
os.environ["EMAIL_URL"] = "memory:"
os.environ["CONTACT_EMAIL"] = "corrections@docketline.example"

from config.settings import *  # noqa: F403, TID251  the real settings are what is under test

DEBUG = False
SECOND_FACTOR_REQUIRED = False  # tests/desk/test_second_factor.py turns it on
REMEMBER_PAGES = False  # factories write rows without raising the version of a case
SITE_URL = "https://docketline.example"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_MEDIA = tempfile.TemporaryDirectory(prefix="docketline-media-")  # removed when the tests end
MEDIA_ROOT = Path(_MEDIA.name)
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"] == "foundation.core.sqlite":  # noqa: F405
    # Of each process its own, also where tests run in several: pytest-django knows Django's own engine alone.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
