from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Finding people and filings across three languages and any spelling."""

    name = "foundation.search"
    label = "search"

    def ready(self) -> None:
        """Connect the receivers."""
        from foundation.search import receivers  # noqa: F401, PLC0415  app ready
