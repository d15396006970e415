"""What cases do when a record changes below them. Each receiver is one line."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.dispatch import receiver

from cases.operations import note_change
from foundation.core.signals import visibility_changed


@receiver(visibility_changed)
def raise_versions_of_cases(
    sender: type[models.Model], record: models.Model, before: models.Model | None = None, **kwargs: Any
) -> None:
    """A record that shows on a case's page has changed."""
    note_change(record, before=before)
