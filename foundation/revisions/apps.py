from __future__ import annotations

from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    """What became of a record after it had been said: corrections, and changes to many records at once."""

    name = "foundation.revisions"
    label = "revisions"
