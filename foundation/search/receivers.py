"""What search does when a record changes. Each receiver is one line."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.dispatch import receiver

from foundation.core.signals import part_removed, visibility_changed
from foundation.search.operations import note_change


@receiver(visibility_changed)
def index_changed_record(sender: type[models.Model], record: models.Model, **kwargs: Any) -> None:
    """What readers may find of a record has changed."""
    note_change(record)


@receiver(part_removed)
def index_without_part(sender: type[models.Model], record: models.Model, **kwargs: Any) -> None:
    """A part of a larger record is gone from there."""
    note_change(record)
