"""The outbox: one row per message, with claim, lease and attempts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.constraints import one_of
from foundation.core.models import TimeStamped
from foundation.delivery.enums import MessageState


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of the outbox."""

    def claimable(self, *, at: datetime) -> Self:
        """Return what is due and nobody holds: pending, its time come, no lease that still runs."""
        return self.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=at),
            state=MessageState.PENDING,
            not_before__lte=at,
        ).order_by("not_before", "pk")


class Message(TimeStamped):
    """One message to one person. What it says is composed at the moment of sending, from fresh rows."""

    key = models.CharField(
        _("key"),
        max_length=200,
        unique=True,
        help_text=_("Names what is owed; the Message-ID derives from it."),
    )
    purpose = models.CharField(_("purpose"), max_length=30, help_text=_("Which app composes it."))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    not_before = models.DateTimeField(_("not before"))
    state = models.CharField(
        _("state"), max_length=14, choices=MessageState.choices, default=MessageState.PENDING
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    reason = models.CharField(_("why it was cancelled"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [models.Index(fields=["state", "not_before"], name="delivery_message_due")]
        constraints: ClassVar[list[Any]] = [
            one_of("state", MessageState, name="delivery_message_state_known"),
            models.CheckConstraint(
                condition=Q(state=MessageState.SENT, sent_at__isnull=False)
                | ~Q(state=MessageState.SENT) & Q(sent_at__isnull=True),
                name="delivery_message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.CANCELLED) | ~Q(reason=""),
                name="delivery_message_cancelled_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.key
