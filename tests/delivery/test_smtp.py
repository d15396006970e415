"""Mail through a real SMTP server that fails in the ways in which real ones fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from foundation.core.emails import Mail
from foundation.delivery import operations
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message, Outage
from foundation.delivery.operations import BACKOFF, PAUSES, Composed, deliver_due, message_id
from tests import factories
from tests.delivery.servers import MailServer, silent_listener
from tests.factories.delivery import DUE
from tests.tooling.surroundings import free_port

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A server that EMAIL_URL leads to; it is up."""
    made = MailServer(free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    made.start()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages of the purpose "letter" can be composed."""
    monkeypatch.setattr(operations, "_composers", dict(operations._composers))
    composed = Composed(Mail("Subject", "Text\n", "<p>Text</p>"))
    operations.register_composer("letter", lambda _message, _at: composed)


def _letter(**values: Any) -> Message:
    message: Message = factories.MessageFactory(purpose="letter", **values)
    return message


def _ids(messages: list[Message]) -> list[str]:
    return [message_id(message.key) for message in messages]


def _states() -> Counter[str]:
    return Counter(Message.objects.values_list("state", flat=True))


def _drain(at: datetime) -> None:
    """Let a worker run on, with its pauses, until nothing is due."""
    for _round in range(50):
        deliver_due(at=at)
        if not Message.objects.filter(state=MessageState.PENDING).exists():
            return
        at += PAUSES[-1]


def test_a_real_server_gets_each_mail_once_and_in_order(server: MailServer) -> None:
    owed = [_letter(not_before=DUE - timedelta(minutes=n)) for n in range(5)]
    assert [deliver_due(at=DUE), deliver_due(at=DUE)] == [5, 0]
    assert server.ids == _ids(owed[::-1])
    mail = server.mails[0]
    assert mail["To"] == owed[-1].recipient.email
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.slow
@pytest.mark.parametrize("failure", ["refuses", "hangs"])
def test_after_a_day_without_an_answer_all_goes_out_in_order_and_once(
    server: MailServer, failure: str
) -> None:
    owed = [_letter(not_before=DUE + n * HOUR) for n in range(24)]
    server.stop()
    with ExitStack() as down:
        if failure == "hangs":
            down.enter_context(silent_listener(server.port))
            # Only here: a server that is up may be slow, and what it answers too late is sent again.
            down.enter_context(override_settings(EMAIL_TIMEOUT=0.1))
        for hour in range(24):
            assert deliver_due(at=DUE + hour * HOUR) == 0
    assert Outage.objects.get().failures == 24
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    server.start()
    _drain(DUE + DAY)
    assert server.ids == _ids(owed)
    assert (_states(), Outage.objects.count()) == ({"sent": 24}, 0)


@pytest.mark.slow
def test_after_a_day_of_dropped_connections_all_goes_out_once(server: MailServer) -> None:
    """A worker finds out with one mail that the server is back; all others follow in their order."""
    owed = [_letter(not_before=DUE + n * HOUR) for n in range(24)]
    server.mode = "drops"
    for minutes in range(0, 24 * 60, 15):
        deliver_due(at=DUE + timedelta(minutes=minutes))
    assert server.ids == []
    server.mode = "up"
    _drain(DUE + DAY)
    assert sorted(server.ids) == sorted(_ids(owed))
    assert server.ids[1:] == [name for name in _ids(owed) if name != server.ids[0]]
    assert _states() == {"sent": 24}


def test_a_server_that_takes_a_mail_and_hangs_up_gets_that_one_again(server: MailServer) -> None:
    """Nobody can know better: the mail has the same Message-ID, and the others wait for their turn."""
    first, second = _letter(not_before=DUE - HOUR), _letter()
    server.mode = "hangs_up"
    deliver_due(at=DUE)
    assert server.ids == _ids([first])
    server.mode = "up"
    _drain(DUE + timedelta(minutes=1))
    assert server.ids == _ids([first, first, second])
    assert _states() == {"sent": 2}


def test_a_server_that_closes_a_connection_after_some_mails_costs_nothing(server: MailServer) -> None:
    owed = [_letter(not_before=DUE - timedelta(minutes=9 - n)) for n in range(8)]
    server.each = 3
    deliver_due(at=DUE)
    assert server.ids == _ids(owed)
    assert (_states(), Outage.objects.count()) == ({"sent": 8}, 0)
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.parametrize("reply", ["450 mailbox busy", "550 no such user"])
def test_a_recipient_who_is_refused_holds_nobody_up(server: MailServer, reply: str) -> None:
    before, bad, after = (_letter(not_before=DUE - n * HOUR) for n in (2, 1, 0))
    server.refused[bad.recipient.email] = reply
    assert deliver_due(at=DUE) == 3
    assert server.ids == _ids([before, after])
    bad.refresh_from_db()
    assert (bad.state, bad.attempts, bad.retry_at) == ("pending", 1, DUE + BACKOFF[0])
    assert reply[:3] in bad.last_error
    assert Outage.objects.count() == 0


def test_a_recipient_who_was_refused_for_a_time_gets_the_mail_in_the_end(server: MailServer) -> None:
    message = _letter()
    server.refused[message.recipient.email] = "451 greylisted, come again"
    for attempt in range(3):
        deliver_due(at=DUE + timedelta(minutes=10 * attempt))
    server.refused.clear()
    deliver_due(at=DUE + HOUR)
    assert server.ids == _ids([message])
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("sent", "")


def test_an_address_that_bounces_for_days_ends_as_undeliverable(server: MailServer) -> None:
    message = _letter()
    server.refused[message.recipient.email] = "550 no such user"
    at = DUE
    for wait in (timedelta(0), *BACKOFF):
        at += wait
        deliver_due(at=at)
    assert list(Message.objects.undeliverable()) == [message]
    assert server.mails == []


def test_a_server_that_is_shutting_down_is_silent_and_costs_no_mail_its_turn(server: MailServer) -> None:
    """421 is said of the server, not of the recipient."""
    first, second = _letter(not_before=DUE - HOUR), _letter()
    server.refused[first.recipient.email] = "421 shutting down"
    assert deliver_due(at=DUE) == 1
    assert Outage.objects.get().failures == 1
    server.refused.clear()
    _drain(DUE + timedelta(minutes=1))
    assert server.ids == _ids([first, second])


def test_a_person_whose_address_is_gone_at_the_last_moment_is_not_recorded_as_told(
    server: MailServer,
) -> None:
    message = _letter(recipient__email="")
    deliver_due(at=DUE)
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("pending", "ValueError: the mail was sent to nobody")
