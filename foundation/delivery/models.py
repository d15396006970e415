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


def in_doubt(prefix: str = "") -> Q:
    """Return the condition under which a message that is not recorded as sent may have arrived all the same.

    A connection was lost before the server's answer, a worker died with the message in its hands, or it was
    cancelled while a worker had it. `prefix` leads to the message, e.g. ``message__``.
    """
    unanswered = Q(**{f"{prefix}lost_connection": True}) | Q(**{f"{prefix}claimed_until__isnull": False})
    return unanswered & ~Q(**{f"{prefix}state": MessageState.SENT})


class MessageQuerySet(models.QuerySet["Message"]):
    """Reads of the outbox."""

    def claimable(self, *, at: datetime) -> Self:
        """Return what is due and nobody holds, in the order in which it was owed.

        Pending, its time come, not waiting after a failure, no lease that still runs.
        """
        return self.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=at),
            Q(retry_at__isnull=True) | Q(retry_at__lte=at),
            state=MessageState.PENDING,
            not_before__lte=at,
        ).order_by("not_before", "pk")

    def undeliverable(self) -> Self:
        """Return what was given up after days of attempts, newest first."""
        return self.filter(state=MessageState.UNDELIVERABLE).order_by("-not_before", "-pk")


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
    not_before = models.DateTimeField(
        _("not before"), help_text=_("When it is owed; failures do not change it, so the order stays.")
    )
    state = models.CharField(
        _("state"), max_length=14, choices=MessageState.choices, default=MessageState.PENDING
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    retry_at = models.DateTimeField(_("next attempt"), null=True, blank=True)
    lost_connection = models.BooleanField(
        default=False, help_text=_("An attempt ended without an answer: the message may have arrived.")
    )
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


class Outage(TimeStamped):
    """A server that messages leave by does not answer. The row is there as long as that lasts.

    All workers wait with it, so that a day without a mail server costs no message its attempts.
    """

    channel = models.CharField(_("channel"), max_length=8, unique=True)
    since = models.DateTimeField(_("since"))
    failures = models.PositiveIntegerField(_("failures"), default=0)
    retry_at = models.DateTimeField(_("next attempt"))
    last_error = models.CharField(_("last error"), max_length=300)

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")

    def __str__(self) -> str:
        return f"{self.channel} - {self.since:%Y-%m-%d %H:%M}"
