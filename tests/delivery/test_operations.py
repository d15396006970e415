"""The outbox: who claims, what happens after a failure, and that nothing is dropped silently."""

from __future__ import annotations

import smtplib
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import close_old_connections, connection

from foundation.core.emails import Mail, UnconfiguredBackend
from foundation.delivery import operations
from foundation.delivery.channels import MailChannel
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message, Outage
from foundation.delivery.operations import (
    BACKOFF,
    BATCH_SECONDS,
    LEASE,
    PAUSES,
    Cancelled,
    Composed,
    Postponed,
    cancel,
    claim,
    deliver,
    deliver_due,
    message_id,
    send_again,
)
from tests import factories
from tests.factories.delivery import DUE

pytestmark = pytest.mark.django_db

LETTER = Composed(Mail("Subject", "Text\n", "<p>Text</p>"), {"X-Docketline": "test"})
SECOND = timedelta(seconds=1)


@pytest.fixture
def compose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Register what is composed for messages of the purpose "letter"."""
    monkeypatch.setattr(operations, "_composers", dict(operations._composers))

    def register(answer: Any) -> None:
        operations.register_composer("letter", lambda _message, _at: answer)

    register(LETTER)
    return register


def _letter(**values: Any) -> Message:
    message: Message = factories.MessageFactory(purpose="letter", **values)
    return message


def _state(message: Message) -> tuple[str, int, datetime | None]:
    message.refresh_from_db()
    return message.state, message.attempts, message.claimed_until


def test_a_message_is_claimed_when_it_is_due_and_not_before() -> None:
    message = _letter()
    assert claim(at=DUE - SECOND) is None
    assert claim(at=DUE) == message
    assert _state(message) == ("pending", 1, DUE + LEASE)


def test_a_claimed_message_is_nobody_elses_until_the_lease_is_over() -> None:
    message = _letter()
    claim(at=DUE)
    assert claim(at=DUE + LEASE - SECOND) is None
    assert claim(at=DUE + LEASE) == message
    assert _state(message) == ("pending", 2, DUE + LEASE + LEASE)


@pytest.mark.parametrize("over", ["sent", "cancelled"])
def test_what_is_over_is_not_claimed(over: str) -> None:
    _letter(**{over: True})
    assert claim(at=DUE) is None


def test_the_oldest_is_claimed_first() -> None:
    late, early = _letter(not_before=DUE), _letter(not_before=DUE - SECOND)
    assert [claim(at=DUE), claim(at=DUE), claim(at=DUE)] == [early, late, None]


def test_of_two_workers_that_saw_the_same_row_one_gets_it() -> None:
    """The second claims between the look and the update of the first."""
    message = _letter()
    second: list[Message | None] = []

    def barge_in(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE") and not second:
            second.append(None)
            second[0] = claim(at=DUE)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(barge_in):
        first = claim(at=DUE)
    assert (first, second) == (None, [message])
    assert _state(message) == ("pending", 1, DUE + LEASE)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite in memory has one writer; the test above shows the race"
)
def test_of_two_claims_at_once_the_second_gets_none() -> None:
    message = _letter()
    together = threading.Barrier(2)
    claimed: list[Message | None] = []

    def worker() -> None:
        together.wait()
        try:
            claimed.append(claim(at=DUE))
        finally:
            connection.close()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert sorted(claimed, key=bool) == [None, message]


@pytest.mark.usefixtures("compose")
def test_a_message_is_sent_once() -> None:
    message = _letter()
    assert (deliver_due(at=DUE), deliver_due(at=DUE)) == (1, 0)
    assert _state(message) == ("sent", 1, None)
    assert message.sent_at == DUE
    [sent] = outbox.outbox
    assert sent.to == [message.recipient.email]
    assert sent.extra_headers["Message-ID"] == message_id(message.key)
    assert sent.extra_headers["X-Docketline"] == "test"


def test_what_is_no_longer_owed_is_cancelled_with_its_reason(compose: Callable[[Any], None]) -> None:
    compose(Cancelled("no longer owed"))
    message = _letter()
    deliver_due(at=DUE)
    assert _state(message) == ("cancelled", 1, None)
    assert message.reason == "no longer owed"
    assert outbox.outbox == []


def test_a_sent_message_stays_sent() -> None:
    message = _letter(sent=True)
    cancel(message, reason="too late")
    assert _state(message) == ("sent", 0, None)


class SilentBackend(BaseEmailBackend):
    """A mail server that does not answer."""

    def open(self) -> bool:
        raise TimeoutError("no answer")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return int(self.open())


class RefusingBackend(BaseEmailBackend):
    """A mail server that answers and refuses every mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise smtplib.SMTPRecipientsRefused({"staff@docketline.example": (550, b"no such user")})


class DroppingBackend(BaseEmailBackend):
    """A mail server that greets and goes away in the middle of the first mail."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")


REFUSED = "SMTPRecipientsRefused: {'staff@docketline.example': (550, b'no such user')}"


@pytest.fixture
def server(settings: Any) -> Callable[[type[BaseEmailBackend] | None], None]:
    """Put another mail server in the place of the working one; None brings it back."""
    working = settings.EMAIL_BACKEND

    def put(backend: type[BaseEmailBackend] | None) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.{backend.__name__}" if backend else working

    return put


def _attempts(message: Message, at: datetime) -> Iterator[datetime]:
    """Deliver whenever the message is due, and yield each time at which it was tried."""
    while message.state == MessageState.PENDING:
        at = max(at, message.retry_at or message.not_before)
        deliver_due(at=at)
        message.refresh_from_db()
        yield at


@pytest.mark.usefixtures("compose")
def test_a_refused_message_waits_longer_each_time_and_ends_visibly(server: Any) -> None:
    server(RefusingBackend)
    message = _letter()
    times = list(_attempts(message, DUE))
    assert [later - earlier for earlier, later in pairwise(times)] == list(BACKOFF)
    assert _state(message) == (MessageState.UNDELIVERABLE, len(BACKOFF) + 1, None)
    assert message.last_error == REFUSED
    assert claim(at=DUE + timedelta(days=365)) is None
    assert list(Message.objects.undeliverable()) == [message]


@pytest.mark.usefixtures("compose")
def test_what_was_given_up_can_be_sent_again(server: Any) -> None:
    message, sent = _letter(state=MessageState.UNDELIVERABLE, attempts=9), _letter(sent=True)
    assert [send_again(message, at=DUE), send_again(message, at=DUE), send_again(sent, at=DUE)] == [
        True,
        False,
        False,
    ]
    assert deliver_due(at=DUE) == 1
    assert _state(message) == ("sent", 1, None)


@pytest.mark.usefixtures("compose")
@pytest.mark.parametrize("silent", [SilentBackend, UnconfiguredBackend])
def test_a_server_that_does_not_answer_costs_no_message_an_attempt(
    server: Any, settings: Any, silent: type[BaseEmailBackend]
) -> None:
    """The system check promises it too: reminders wait until EMAIL_URL is set."""
    message = _letter()
    settings.EMAIL_BACKEND = f"{silent.__module__}.{silent.__name__}"
    for day in range(len(BACKOFF) + 3):
        assert deliver_due(at=DUE + timedelta(days=day)) == 0
    assert _state(message) == ("pending", 0, None)
    outage = Outage.objects.get()
    assert (outage.since, outage.failures) == (DUE, len(BACKOFF) + 3)
    server(None)
    assert deliver_due(at=DUE + timedelta(days=30)) == 1
    assert (_state(message)[0], Outage.objects.count()) == ("sent", 0)


@pytest.mark.usefixtures("compose")
def test_an_outage_ends_when_it_keeps_no_message_waiting(server: Any) -> None:
    message, much_later = _letter(), DUE + timedelta(days=1)
    server(SilentBackend)
    deliver_due(at=DUE)
    deliver_due(at=much_later)
    assert Outage.objects.get().since == DUE
    cancel(message, reason="the deadline was satisfied")
    deliver_due(at=much_later + timedelta(days=1))
    assert Outage.objects.count() == 0


def test_an_outage_ends_when_its_messages_wait_for_their_hour_alone(server: Any, compose: Any) -> None:
    message, later = _letter(), DUE + timedelta(days=1)
    server(SilentBackend)
    deliver_due(at=DUE)
    assert Outage.objects.get().since == DUE
    server(None)
    compose(Postponed(DUE + timedelta(days=2)))  # these are quiet hours
    assert (deliver_due(at=later), deliver_due(at=later)) == (1, 0)
    assert (_state(message)[0], Outage.objects.count()) == ("pending", 0)


@pytest.mark.usefixtures("compose")
def test_all_workers_wait_with_a_silent_server(server: Any) -> None:
    _letter()
    server(SilentBackend)
    at, knocks = DUE, []
    while len(knocks) < 5:
        before = Outage.objects.values_list("failures", flat=True).first() or 0
        deliver_due(at=at)
        if Outage.objects.get().failures > before:
            knocks.append(at)
        at += timedelta(seconds=15)
    pauses = [later - earlier for earlier, later in pairwise(knocks)]
    assert pauses == [PAUSES[0], PAUSES[1], PAUSES[2], PAUSES[2]]


@pytest.mark.usefixtures("compose")
def test_the_order_outlasts_a_day_without_a_server(server: Any) -> None:
    owed = [_letter(not_before=DUE + timedelta(hours=n)) for n in range(24)]
    server(SilentBackend)
    for minute in range(0, 24 * 60, 15):
        deliver_due(at=DUE + timedelta(minutes=minute))
    server(None)
    while deliver_due(at=DUE + timedelta(days=1), limit=5):
        pass
    sent = [mail.extra_headers["Message-ID"] for mail in outbox.outbox]
    assert sent == [message_id(message.key) for message in owed]


@pytest.mark.usefixtures("compose")
def test_a_lost_connection_ends_the_batch_and_what_it_held_goes_first_again(server: Any) -> None:
    first, second = _letter(not_before=DUE - SECOND), _letter()
    server(DroppingBackend)
    assert deliver_due(at=DUE) == 1
    assert _state(first)[:2] == ("pending", 1)
    assert _state(second)[:2] == ("pending", 0)
    server(None)
    assert deliver_due(at=DUE + timedelta(minutes=1)) == 2
    sent = [mail.extra_headers["Message-ID"] for mail in outbox.outbox]
    assert sent == [message_id(first.key), message_id(second.key)]


@pytest.mark.usefixtures("compose")
def test_a_message_at_which_a_server_hangs_up_does_not_hold_up_the_others(server: Any) -> None:
    poison, sound = _letter(not_before=DUE - SECOND), _letter()

    class Picky(BaseEmailBackend):
        def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
            if email_messages[0].extra_headers["Message-ID"] == message_id(poison.key):
                raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
            return 1

    globals()["Picky"] = Picky
    server(Picky)
    for minute in range(60):
        deliver_due(at=DUE + timedelta(minutes=minute))
    assert _state(sound)[0] == "sent"
    assert _state(poison)[0] == "pending"


def test_a_postponed_message_waits_and_that_was_no_attempt(compose: Callable[[Any], None]) -> None:
    compose(Postponed(DUE + timedelta(days=2)))
    message = _letter()
    assert [deliver_due(at=DUE), deliver_due(at=DUE)] == [1, 0]
    assert _state(message) == ("pending", 0, None)
    assert (message.not_before, message.goes_out_from) == (DUE, DUE + timedelta(days=2))


@pytest.mark.usefixtures("compose")
def test_a_message_that_cannot_be_composed_holds_nobody_up() -> None:
    broken = factories.MessageFactory(purpose="reminder", not_before=DUE - SECOND)  # without its reminder
    sound = _letter()
    assert deliver_due(at=DUE) == 2
    assert (_state(broken)[0], _state(sound)[0]) == ("pending", "sent")
    assert broken.last_error.startswith("DoesNotExist: ")
    assert (broken.not_before, broken.retry_at) == (DUE - SECOND, DUE + BACKOFF[0])


@pytest.mark.usefixtures("compose")
def test_a_message_cancelled_while_it_was_tried_stays_cancelled(server: Any) -> None:
    server(RefusingBackend)
    message = _letter()
    claimed = claim(at=DUE)
    assert claimed
    cancel(message, reason="the deadline has moved")
    deliver(claimed, at=DUE, channel=MailChannel())
    assert _state(message) == ("cancelled", 1, None)


@pytest.mark.usefixtures("compose")
def test_a_round_has_a_limit() -> None:
    for _ in range(3):
        _letter()
    assert [deliver_due(at=DUE, limit=2), deliver_due(at=DUE, limit=2)] == [2, 1]


def test_a_round_is_over_before_its_leases_are(settings: Any) -> None:
    """At worst one mail begins in the last second and its server answers to nothing."""
    assert timedelta(seconds=BATCH_SECONDS + settings.EMAIL_TIMEOUT) <= timedelta(seconds=30) < LEASE


def test_the_message_id_is_stable_and_of_one_key() -> None:
    assert message_id("reminder:1") == message_id("reminder:1") != message_id("reminder:2")
    assert message_id("Ключ\r\nBcc: x").isascii()
    assert message_id("x").startswith("<")
    assert message_id("x").endswith("@docketline>")
