from __future__ import annotations

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """Docket entries and documents."""

    name = "filings"

    def ready(self) -> None:
        """Say what can be found."""
        from filings.searching import register_kinds  # noqa: PLC0415  app ready

        register_kinds()
