from __future__ import annotations

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Where a claim comes from."""

    name = "foundation.sources"
    label = "sources"
