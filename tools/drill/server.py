"""A mail server on loopback that keeps every mail in an mbox and knows when each was on its way."""

from __future__ import annotations

import asyncio
import email
import logging
import os
import random
import time
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import IO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

#: When the worker of a connection was last heard of, and so had not read yet what it sends next.
_LAST = "docketline_last"


@dataclass(frozen=True, slots=True)
class Received:
    """One mail. Its worker read the database after `began` and before `at` (seconds of the same clock)."""

    message_id: str
    to: str
    subject: str
    text: str
    began: float
    at: float


class Recorder:
    """Takes mails one after the other on each connection, and answers only when they are on the disk.

    `pace` is how many seconds a mail takes. Part of them pass before it is kept, the rest before the answer:
    a worker that dies meanwhile does not know which.
    """

    def __init__(self, port: int, chance: random.Random) -> None:
        self.pace = 0.0
        self.received: list[Received] = []
        #: Message-IDs of what came before the drill.
        self.before: set[str] = set()
        self._chance = chance
        self._file: IO[bytes] | None = None
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # the protocol of each mail
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def start(self) -> None:
        """Listen."""
        self._controller.start()

    def keep_in(self, mbox: Path) -> None:
        """Write every mail from now on into a file, which is new."""
        self.before = {mail.message_id for mail in self.received}
        self._file = mbox.open("wb")

    def stop(self) -> None:
        """Close the port and the file."""
        self._controller.stop()
        if self._file is not None:
            self._file.close()

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """A connection is greeted before anything is read for it."""
        session.host_name = hostname
        session.__dict__[_LAST] = time.monotonic()
        return responses

    async def handle_DATA(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail on the disk and answer."""
        before = self._chance.random() * self.pace
        await asyncio.sleep(before)
        content = envelope.content
        assert isinstance(content, bytes)  # noqa: S101  as aiosmtpd is set here
        self._keep(content, envelope, session.__dict__[_LAST])
        await asyncio.sleep(self.pace - before)
        session.__dict__[_LAST] = time.monotonic()
        return "250 OK"

    def _keep(self, content: bytes, envelope: Envelope, began: float) -> None:
        mail = email.message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)  # noqa: S101  by its policy
        if self._file is not None:
            self._file.write(b"From drill@docketline.example " + time.asctime().encode() + b"\n")
            for line in content.replace(b"\r\n", b"\n").splitlines(keepends=True):
                self._file.write(b">" + line if line.startswith(b"From ") else line)
            self._file.write(b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        text = mail.get_body(("plain",))
        self.received.append(
            Received(
                message_id=str(mail["Message-ID"]),
                to=str(envelope.rcpt_tos[0]),
                subject=str(mail["Subject"]),
                text=str(text.get_content()) if text else "",
                began=began,
                at=time.monotonic(),
            )
        )
