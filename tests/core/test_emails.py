"""Mail, through a real SMTP server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import BadHeaderError

from config import mail as mail_settings
from foundation.core.checks import mail_is_configured, site_url_is_configured
from foundation.core.emails import Mail, send_mail
from tests.tooling.surroundings import free_port

KAZAKH = Mail(
    subject="Мерзім 2018\xa0ж. 22 қаңтар, дүйсенбі",
    text="Өзгертілген талап арыз — 7 күн қалды.\n",
    html='<html lang="kk"><p>Өзгертілген талап арыз</p></html>',
)


class Received:
    """What the server was handed."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Received]:
    """A mail server of this machine, named by the settings as production names its own."""
    port = free_port()
    backend, where = mail_settings.settings_of(f"smtp://127.0.0.1:{port}")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, where.host, where.port
    received = Received()
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    yield received
    controller.stop()


def test_a_kazakh_mail_arrives_as_it_was_written(server: Received) -> None:
    send_mail(KAZAKH, to="aigerim@docketline.example", message_id="<stable@docketline>")
    [message] = server.messages
    assert message["Subject"].strip() == KAZAKH.subject  # a folded header begins with a blank
    assert message["To"] == "aigerim@docketline.example"
    assert message["From"] == "corrections@docketline.example"
    assert message["Message-ID"] == "<stable@docketline>"
    assert message["Auto-Submitted"] == "auto-generated"
    bodies = {
        part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()
    }
    assert {kind: body.replace("\r\n", "\n").strip() for kind, body in bodies.items()} == {
        "text/plain": KAZAKH.text.strip(),
        "text/html": KAZAKH.html,
    }


@pytest.mark.parametrize(
    "to", ["a@docketline.example\nBcc: b@elsewhere.example", "a@x.example\r\nSubject: y"]
)
def test_an_address_cannot_add_a_header(server: Received, to: str) -> None:
    with pytest.raises((BadHeaderError, ValueError)):
        send_mail(KAZAKH, to=to)
    assert server.messages == []


def test_a_subject_cannot_add_a_header(server: Received) -> None:
    with pytest.raises(BadHeaderError):
        send_mail(Mail("x\nBcc: b@elsewhere.example", "x", "x"), to="a@docketline.example")
    assert server.messages == []


def test_each_mail_without_a_name_of_its_own_gets_one() -> None:
    send_mail(KAZAKH, to="a@docketline.example")
    send_mail(KAZAKH, to="a@docketline.example")
    names = {message.extra_headers["Message-ID"] for message in outbox.outbox}
    assert len(names) == 2


def test_while_no_server_is_named_every_send_fails_visibly(settings: Any) -> None:
    settings.EMAIL_BACKEND, _server = mail_settings.settings_of("unset:")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        send_mail(KAZAKH, to="a@docketline.example")
    assert [message.id for message in mail_is_configured(None)] == ["docketline.W001"]


def test_the_checks_are_silent_where_mail_and_address_are_set(settings: Any) -> None:
    assert mail_is_configured(None) == site_url_is_configured(None) == []
    settings.SITE_URL = ""
    assert [message.id for message in site_url_is_configured(None)] == ["docketline.W002"]
