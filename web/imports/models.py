"""What a loader wrote, so that a later load can tell an editor's change from its own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from foundation.core.models import TimeStamped


class ImportedRecord(TimeStamped):
    """One record of a source file and the row that it became, with the values as they were loaded."""

    source = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    values = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["source", "key"], name="imports_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.key}"
