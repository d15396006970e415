"""Private addresses of calendars."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from foundation.core.models import TimeStamped


class CalendarToken(TimeStamped):
    """A private address under which a calendar program reads a person's deadlines, of all cases or of one.

    Only the hash of the token is kept: who has the address was shown it once.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="calendars", verbose_name=_("user")
    )
    case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("case"),
        help_text=_("Empty: everything that the person watches."),
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(token_hash__regex=r"^[0-9a-f]{64}$"),  # noqa: S106  a pattern, no secret
                name="deadlines_calendar_hash_is_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} - {self.case or '*'}"
