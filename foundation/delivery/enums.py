"""Closed sets about messages on their way."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageState(models.TextChoices):
    """Where a message is. A claimed message is pending with a lease."""

    PENDING = "pending", _("waiting")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("cancelled")
    UNDELIVERABLE = "undeliverable", _("undeliverable")
