"""What an editor keeps for themselves at the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.models import TimeStamped


class SavedFilter(TimeStamped):
    """A list as one editor wants it again: its filters, its search, its order."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    listed = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "listed", "name"], name="desk_savedfilter_once"),
        ]

    def __str__(self) -> str:
        return self.name
