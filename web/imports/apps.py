from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """What comes in from outside."""

    name = "web.imports"
    label = "imports"
