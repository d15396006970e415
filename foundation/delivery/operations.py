"""Claim a message, compose it from fresh rows, send it, record it. At least once, never silently dropped."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet

from foundation.core.emails import Mail
from foundation.delivery.channels import Channel, MailChannel, ServerSilentError
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message, Outage

logger = logging.getLogger(__name__)

#: How long a worker may hold a message before another may take it.
LEASE = timedelta(minutes=5)
#: How many messages a worker takes with one look at the clock ...
BATCH = 50
#: ... and for how many seconds: a step of the worker is over in half a minute, a lease is never outlasted.
BATCH_SECONDS = 10
#: Waiting times after failures; after the last one the message is undeliverable (about three days).
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))

#: Between two knocks at a server that does not answer; the last one repeats for as long as it takes.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 300))


@dataclass(frozen=True, slots=True)
class Composed:
    """What is to be sent now."""

    mail: Mail
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Why nothing is to be sent any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """Until when the message is to wait; it is owed then as it is now."""

    until: datetime


Composer = Callable[[Message, datetime], Composed | Cancelled | Postponed]
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
        ).update(
            claimed_until=at + LEASE,
            attempts=F("attempts") + 1,
            # Whoever held it before never said what came of it.
            lost_connection=message.lost_connection or message.claimed_until is not None,
        )
    if not taken:
        return None
    message.refresh_from_db()
    return message


def deliver(message: Message, *, at: datetime, channel: Channel, fresh: bool = True) -> bool:
    """Compose a claimed message from fresh rows and send it, cancel it, or give it back for later.

    Args:
        message: as :func:`claim` returned it.
        at: the present moment.
        channel: an open connection.
        fresh: whether no message has left on this connection before. Servers close a connection after so
            many messages; what was lost with an old one costs no attempt.

    Returns whether the server answered; it was not asked where nothing is sent. Raises
    :class:`ServerSilentError`, the message given back, where the connection is gone.
    """
    try:
        composed = _composers[message.purpose](message, at)
    except Exception as error:  # noqa: BLE001  whatever goes wrong, the message goes back and others go out
        give_back(message, error=_named(error), at=at)
        return False
    if isinstance(composed, Cancelled):
        _held(message).update(
            state=MessageState.CANCELLED, reason=composed.reason[:200], claimed_until=None, retry_at=None
        )
        return False
    if isinstance(composed, Postponed):
        postpone(message, until=composed.until)
        return False
    if not _held(message).exists():  # cancelled while it was composed, or the lease ran out meanwhile
        _nothing_left(message)
        return False
    try:
        channel.send(
            message, composed.mail, message_id=message_id(message.key), headers=dict(composed.headers)
        )
    except ServerSilentError as error:
        if fresh:
            give_back(message, error=str(error), at=at, lost_connection=True)
        else:
            _held(message).update(claimed_until=None, attempts=F("attempts") - 1, lost_connection=True)
        raise
    except Exception as error:  # noqa: BLE001  as above
        give_back(message, error=_named(error), at=at)
        return True
    # Whatever happened to the row meanwhile: this has left the house.
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.SENT, sent_at=at, claimed_until=None, last_error="", retry_at=None, reason=""
    )
    return True


def _held(message: Message) -> QuerySet[Message]:
    """The row of a claimed message as long as the claim is ours; when a lease runs out others may take it."""
    return Message.objects.filter(
        pk=message.pk, state=MessageState.PENDING, claimed_until=message.claimed_until
    )


def _nothing_left(message: Message) -> None:
    """Note of a message that was cancelled in our hands that nothing of it left: there is no doubt."""
    Message.objects.filter(
        pk=message.pk, state=MessageState.CANCELLED, claimed_until=message.claimed_until
    ).update(claimed_until=None)


def give_back(message: Message, *, error: str, at: datetime, lost_connection: bool = False) -> None:
    """Put a failed message back for a later attempt, or mark it undeliverable after the last one."""
    logger.warning("message %s was not sent: %s", message.key, error)
    changes: dict[str, Any] = {
        "claimed_until": None,
        "last_error": error[:300],
        "lost_connection": lost_connection or message.lost_connection,
    }
    if message.attempts > len(BACKOFF):
        changes["state"] = MessageState.UNDELIVERABLE
    else:
        changes["retry_at"] = at + BACKOFF[message.attempts - 1]
    if not _held(message).update(**changes) and not lost_connection:
        _nothing_left(message)


def postpone(message: Message, *, until: datetime) -> None:
    """Let a claimed message wait; that was no attempt, and it keeps its place in the order.

    It waits for its hour now, and no longer for a server that did not answer.
    """
    _held(message).update(retry_at=until, claimed_until=None, attempts=F("attempts") - 1, last_error="")


def send_again(message: Message, *, at: datetime) -> bool:
    """Owe an undeliverable message again, from its first attempt on; return whether it was undeliverable."""
    return bool(
        Message.objects.filter(pk=message.pk, state=MessageState.UNDELIVERABLE).update(
            state=MessageState.PENDING, attempts=0, retry_at=at, claimed_until=None
        )
    )


def cancel(message: Message, *, reason: str) -> None:
    """Cancel a message that has not been sent; a sent one stays sent.

    The claim of one that a worker holds is left standing: it may be on its way (see `in_doubt`).
    """
    Message.objects.filter(pk=message.pk, state=MessageState.PENDING).update(
        state=MessageState.CANCELLED, reason=reason[:200]
    )


def touch(message: Message, *, at: datetime) -> bool:
    """Keep a waiting message from being claimed in this transaction; return whether nobody has it or had it.

    Only such a message can be changed into another one: it has certainly not arrived.
    """
    return bool(
        Message.objects.filter(
            pk=message.pk, state=MessageState.PENDING, claimed_until=None, lost_connection=False
        ).update(updated_at=at)
    )


def bring_forward(message: Message, *, not_before: datetime) -> None:
    """Owe a waiting message earlier, and do not put it off any longer; what failed waits as it did."""
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.PENDING, attempts=0)
    waiting.update(retry_at=None)
    waiting.filter(not_before__gt=not_before).update(not_before=not_before)


def restore(message: Message, *, not_before: datetime, at: datetime) -> bool:
    """Owe a cancelled message again; return whether it was cancelled and nobody holds it."""
    unheld = Q(claimed_until=None) | Q(claimed_until__lte=at)
    doubtful = Q(lost_connection=True) | Q(claimed_until__isnull=False)
    return bool(
        Message.objects.filter(unheld, pk=message.pk, state=MessageState.CANCELLED).update(
            state=MessageState.PENDING,
            reason="",
            not_before=not_before,
            retry_at=None,
            claimed_until=None,
            attempts=0,
            lost_connection=ExpressionWrapper(doubtful, BooleanField()),
        )
    )


def deliver_due(*, at: datetime, limit: int = BATCH) -> int:
    """Send what is due, at most ``limit`` messages in :data:`BATCH_SECONDS`; return how many were claimed.

    The server is greeted before the first message is touched. One that does not answer costs no message an
    attempt, and the order in which messages are owed stays: all workers knock again after a pause.
    """
    channel = MailChannel()
    outage = Outage.objects.filter(channel=channel.name).first()
    if outage is not None and outage.retry_at > at:
        return 0
    if not Message.objects.claimable(at=at).exists():
        if outage is not None:
            _forget(outage, at=at)
        return 0
    began, done, fresh = time.monotonic(), 0, True
    try:
        channel.open()
        while done < limit and time.monotonic() - began < BATCH_SECONDS:
            message = claim(at=at)
            if message is None:
                break
            done += 1
            try:
                answered = deliver(message, at=at, channel=channel, fresh=fresh)
            except ServerSilentError:
                if fresh:
                    raise
                channel.close()
                channel.open()
                fresh = True
                continue
            if answered and fresh:
                fresh = False
                _end_outage(channel.name)
    except ServerSilentError as error:
        _record_outage(channel.name, error=str(error), at=at)
    finally:
        channel.close()
    return done


@transaction.atomic
def _record_outage(channel: str, *, error: str, at: datetime) -> None:
    logger.warning("the server for %s does not answer: %s", channel, error)
    outage, _new = Outage.objects.select_for_update().get_or_create(
        channel=channel, defaults={"since": at, "retry_at": at}
    )
    outage.retry_at = at + PAUSES[min(outage.failures, len(PAUSES) - 1)]
    outage.failures += 1
    outage.last_error = error[:300]
    outage.save()


def _forget(outage: Outage, *, at: datetime) -> None:
    """Forget an outage that keeps no mail waiting any more: whether the server answers, nobody knows now."""
    due = Message.objects.filter(state=MessageState.PENDING, not_before__lte=at)
    if not due.exclude(last_error="").exists():
        outage.delete()


def _end_outage(channel: str) -> None:
    """Forget an outage; what was lost with the connection goes out now, in the order in which it was owed."""
    if Outage.objects.filter(channel=channel).delete()[0]:
        Message.objects.filter(state=MessageState.PENDING, lost_connection=True).update(retry_at=None)


def _named(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def deliver_step(at: datetime) -> int:
    """Worker step: send what is due."""
    return deliver_due(at=at)
