"""A real mail server on loopback, and the ways in which real ones fail."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Takes mails into `mails` on one port, for as long as it runs; may be started again.

    `refused` maps an address to the reply that its mails get. `mode`: "up"; "drops" closes the connection
    when the text of a mail has come, before it is taken; "hangs_up" takes the mail first. `each` is the
    number of mails after which it closes a connection with 421, as some do.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.mode = "up"
        self.refused: dict[str, str] = {}
        self.each = 0
        self.mails: list[EmailMessage] = []
        self._controller: Controller | None = None

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what has arrived, in order."""
        return [str(mail["Message-ID"]) for mail in self.mails]

    def start(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Close the port: connections are refused from now on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    # --- what aiosmtpd calls ---

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse a recipient, or accept."""
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a mail, or hang up."""
        transport: Any = server.transport
        if self.mode == "drops":
            transport.abort()
            return ""
        taken = session.__dict__.setdefault("taken", 0)
        if self.each and taken >= self.each:
            transport.write(b"421 too many messages in this connection\r\n")
            transport.close()
            return ""
        session.__dict__["taken"] = taken + 1
        content = envelope.content
        assert isinstance(content, bytes)
        mail = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        if self.mode == "hangs_up":
            transport.abort()
            return ""
        return "250 OK"


@contextmanager
def silent_listener(port: int) -> Iterator[None]:
    """Accept connections on a port and never say a word."""
    with socket.create_server(("127.0.0.1", port), backlog=64):
        yield  # the kernel accepts, nobody answers
