from __future__ import annotations

from django.apps import AppConfig


class FilingsConfig(AppConfig):
    """Docket entries and documents."""

    name = "filings"
