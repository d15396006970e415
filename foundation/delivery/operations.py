"""Claim a message, compose it from fresh rows, send it, record it. At least once, never silently dropped."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.models import F

from foundation.core.emails import Mail, send_mail
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message

logger = logging.getLogger(__name__)

#: How long a worker may hold a message before another may take it.
LEASE = timedelta(minutes=5)
#: How many messages a worker takes with one look at the clock: few enough that a mail server which answers
#: none of them (EMAIL_TIMEOUT is 20 seconds) does not outlast the lease of the last.
BATCH = 10
#: Waiting times after failures; after the last one the message is undeliverable (about three days).
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))

#: Between two attempts while EMAIL_URL is not set.
UNCONFIGURED_PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Composed:
    """What is to be sent now."""

    mail: Mail
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Why nothing is to be sent any more."""

    reason: str


Composer = Callable[[Message, datetime], Composed | Cancelled]
_composers: dict[str, Composer] = {}


def register_composer(purpose: str, composer: Composer) -> None:
    """Name the function that composes messages of a purpose; apps call this in ``ready()``."""
    _composers[purpose] = composer


def message_id(key: str) -> str:
    """Return the Message-ID of a key: the same at every attempt, so that a receiver can drop a double."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@docketline>"


def claim(*, at: datetime) -> Message | None:
    """Take the next due message for :data:`LEASE`, or return None.

    The row is taken by compare-and-set: the update names the old claim, so of two workers that saw
    the same row only one changes it. PostgreSQL also skips rows that another worker holds locked.
    """
    with transaction.atomic():
        due = Message.objects.claimable(at=at)
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        message = due.first()
        if message is None:
            return None
        taken = Message.objects.filter(
            pk=message.pk, state=MessageState.PENDING, claimed_until=message.claimed_until
        ).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
    if not taken:
        return None
    message.refresh_from_db()
    return message


def deliver(message: Message, *, at: datetime) -> None:
    """Compose a claimed message from fresh rows and send it, cancel it, or give it back for later."""
    try:
        composed = _composers[message.purpose](message, at)
        if isinstance(composed, Cancelled):
            cancel(message, reason=composed.reason)
            return
        send_mail(
            composed.mail,
            to=message.recipient.email,
            message_id=message_id(message.key),
            headers=composed.headers,
        )
    except ImproperlyConfigured as error:  # no mail server is named yet
        give_back(message, error=f"{type(error).__name__}: {error}", at=at, counts=False)
        return
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the message goes back and others go out
        give_back(message, error=f"{type(error).__name__}: {error}", at=at)
        return
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.SENT, sent_at=at, claimed_until=None, last_error=""
    )


def give_back(message: Message, *, error: str, at: datetime, counts: bool = True) -> None:
    """Put a failed message back for a later attempt, or mark it undeliverable after the last one.

    ``counts`` is False where nobody could have been reached: the message then waits as long as it takes.
    """
    logger.warning("message %s was not sent: %s", message.key, error)
    changes: dict[str, Any] = {"claimed_until": None, "last_error": error[:300]}
    if not counts:
        changes |= {"attempts": F("attempts") - 1, "not_before": at + UNCONFIGURED_PAUSE}
    elif message.attempts > len(BACKOFF):
        changes["state"] = MessageState.UNDELIVERABLE
    else:
        changes["not_before"] = at + BACKOFF[message.attempts - 1]
    Message.objects.filter(pk=message.pk, state=MessageState.PENDING).update(**changes)


def cancel(message: Message, *, reason: str) -> None:
    """Cancel a message that has not been sent; a sent one stays sent."""
    Message.objects.filter(pk=message.pk, state=MessageState.PENDING).update(
        state=MessageState.CANCELLED, reason=reason[:200], claimed_until=None
    )


def restore(message: Message, *, reason: str, at: datetime) -> bool:
    """Owe a message again that was cancelled for ``reason``, from ``at`` on; return whether it was."""
    return bool(
        Message.objects.filter(pk=message.pk, state=MessageState.CANCELLED, reason=reason).update(
            state=MessageState.PENDING, reason="", not_before=at, claimed_until=None, attempts=0
        )
    )


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Send what is due, at most ``limit`` messages; return how many were claimed.

    Leases run from ``at``, so a batch must be done before they end.
    """
    for done in range(limit):
        message = claim(at=at)
        if message is None:
            return done
        deliver(message, at=at)
    return limit


def deliver_step(at: datetime) -> int:
    """Worker step: send what is due."""
    return deliver_due(at=at)
