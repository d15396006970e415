"""Who holds a message, and what is known of one that was in somebody's hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from foundation.core.emails import Mail
from foundation.delivery import operations
from foundation.delivery.channels import MailChannel
from foundation.delivery.models import Message, in_doubt
from foundation.delivery.operations import (
    LEASE,
    Cancelled,
    Composed,
    bring_forward,
    cancel,
    claim,
    deliver,
    deliver_due,
    give_back,
    postpone,
    restore,
    touch,
)
from tests import factories
from tests.factories.delivery import DUE

pytestmark = pytest.mark.django_db

LATER = DUE + LEASE


@pytest.fixture(autouse=True)
def compose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Say what is composed for messages of the purpose "letter"."""
    monkeypatch.setattr(operations, "_composers", dict(operations._composers))

    def register(answer: Any) -> None:
        operations.register_composer("letter", lambda _message, _at: answer)

    register(Composed(Mail("Subject", "Text\n", "<p>Text</p>")))
    return register


def _letter(**values: Any) -> Message:
    message: Message = factories.MessageFactory(purpose="letter", **values)
    return message


def _claimed(at: datetime = DUE) -> Message:
    message = claim(at=at)
    assert message
    return message


def _doubtful(message: Message) -> bool:
    return Message.objects.filter(in_doubt(), pk=message.pk).exists()


# --- leases -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "late_verb",
    [
        lambda message: give_back(message, error="too slow", at=LATER),
        lambda message: postpone(message, until=LATER + timedelta(days=1)),
    ],
    ids=["gives back", "postpones"],
)
def test_a_worker_whose_lease_ran_out_does_not_touch_the_claim_of_the_next(
    late_verb: Callable[[Message], None],
) -> None:
    """A machine that slept for ten minutes with a message in its hands."""
    message = _letter()
    slow = _claimed(DUE)
    fast = _claimed(LATER)
    late_verb(slow)
    message.refresh_from_db()
    assert (message.claimed_until, message.attempts, message.state) == (fast.claimed_until, 2, "pending")
    assert claim(at=LATER) is None


def test_a_worker_whose_lease_ran_out_does_not_send() -> None:
    _letter()
    slow = _claimed(DUE)
    fast = _claimed(LATER)
    channel = MailChannel()
    assert deliver(slow, at=LATER, channel=channel) is False
    assert deliver(fast, at=LATER, channel=channel) is True
    assert len(outbox.outbox) == 1


def test_what_was_cancelled_meanwhile_is_not_sent_and_nobody_doubts_it() -> None:
    message = _letter()
    claimed = _claimed()
    cancel(message, reason="the deadline has moved")
    assert _doubtful(message)  # for all that anybody else knows
    assert deliver(claimed, at=DUE, channel=MailChannel()) is False
    message.refresh_from_db()
    assert (message.state, _doubtful(message), outbox.outbox) == ("cancelled", False, [])


# --- doubt ------------------------------------------------------------------------------------------


def test_what_a_dead_worker_held_may_have_arrived() -> None:
    message = _letter()
    claim(at=DUE)
    assert _doubtful(message)
    again = _claimed(LATER)
    assert again.lost_connection
    deliver(again, at=LATER, channel=MailChannel())
    assert not _doubtful(message)


def test_what_is_called_off_when_a_dead_worker_had_it_stays_in_doubt(compose: Any) -> None:
    compose(Cancelled("the deadline has moved"))
    message = _letter()
    claim(at=DUE)
    deliver_due(at=LATER)
    message.refresh_from_db()
    assert (message.state, message.claimed_until, _doubtful(message)) == ("cancelled", None, True)


def test_what_a_server_refused_has_not_arrived(settings: Any) -> None:
    class Refuses(EmailBackend):
        def send_messages(self, messages: Sequence[EmailMessage]) -> int:
            raise ValueError("no")

    globals()["Refuses"] = Refuses
    settings.EMAIL_BACKEND = f"{__name__}.Refuses"
    message = _letter()
    deliver_due(at=DUE)
    assert not _doubtful(message)
    cancel(message, reason="the deadline has moved")
    assert not _doubtful(message)


def test_what_was_cancelled_on_its_way_and_arrived_is_recorded_as_sent(settings: Any) -> None:
    message = _letter()

    class CancelsMeanwhile(EmailBackend):
        def send_messages(self, messages: Sequence[EmailMessage]) -> int:
            cancel(message, reason="the deadline has moved")
            return int(super().send_messages(messages))

    globals()["CancelsMeanwhile"] = CancelsMeanwhile
    settings.EMAIL_BACKEND = f"{__name__}.CancelsMeanwhile"
    deliver_due(at=DUE)
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.reason) == ("sent", DUE, "")


# --- changing what waits ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "free"),
    [
        ({}, True),
        ({"attempts": 2, "retry_at": LATER}, True),
        ({"claimed": True}, False),
        ({"lost_connection": True}, False),
        ({"sent": True}, False),
        ({"cancelled": True}, False),
    ],
    ids=["waits", "was refused", "claimed", "in doubt", "sent", "cancelled"],
)
def test_only_what_nobody_has_or_had_can_be_changed(values: dict[str, Any], free: bool) -> None:
    assert touch(_letter(**values), at=DUE) is free


def test_what_was_cancelled_is_owed_again_from_its_first_attempt_on() -> None:
    message = _letter(cancelled=True, attempts=5)
    assert [restore(message, not_before=LATER, at=DUE), restore(message, not_before=LATER, at=DUE)] == [
        True,
        False,
    ]
    assert [deliver_due(at=DUE), deliver_due(at=LATER)] == [0, 1]


def test_what_was_cancelled_in_somebodys_hands_is_not_owed_again_until_that_is_over() -> None:
    message = _letter()
    claim(at=DUE)
    cancel(message, reason="the recipient no longer watches this deadline")
    assert restore(message, not_before=DUE, at=DUE) is False
    assert restore(message, not_before=DUE, at=LATER) is True
    message.refresh_from_db()
    assert (message.state, message.lost_connection) == ("pending", True)


def test_what_was_put_off_can_be_brought_forward_and_what_failed_waits() -> None:
    put_off, failed = _letter(retry_at=LATER), _letter(retry_at=LATER, attempts=1)
    ahead = _letter(not_before=LATER)
    for message in (put_off, failed, ahead):
        bring_forward(message, not_before=DUE)
    assert list(Message.objects.claimable(at=DUE)) == [put_off, ahead]
