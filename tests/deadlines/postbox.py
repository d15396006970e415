"""A mail server in memory that looks at each mail at the moment at which it arrives.

It stands in for a server, not for our code: it is named by EMAIL_BACKEND. While it takes a mail it reads the
database as it is then, and keeps what is wrong with the mail in `wrong`.
"""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from deadlines.enums import DeadlineStatus, ReminderKind
from deadlines.models import Deadline, Reminder, Watcher
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.delivery.models import Message
from foundation.delivery.operations import message_id


class KilledError(BaseException):
    """The worker's process is gone: nothing of ours catches this."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one mail said to one person about one deadline."""

    user: int
    deadline: int
    revision: int
    kind: str
    due_on: date | None
    at: datetime
    #: The recipient's day, as their zone was then.
    day: date
    message_id: str


@dataclass(slots=True)
class Postbox:
    """What arrived, and how the server behaves: up, silent, drops, hangs_up (takes the mail first)."""

    now: datetime = datetime(2018, 1, 1, tzinfo=UTC)
    mode: str = "up"
    kill: str = ""
    arrived: Counter[str] = field(default_factory=Counter)
    doubtful: set[str] = field(default_factory=set)
    heard: list[Heard] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def take(self, mail: EmailMessage) -> None:
        """Take a mail, or fail as the mode says."""
        name = str(mail.extra_headers["Message-ID"])
        if self.mode == "drops":
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        if self.kill == "before":
            self._die(name)
        if self.arrived[name] and name not in self.doubtful:
            self.wrong.append(f"{name} twice")
        self.arrived[name] += 1
        self._read(mail, name)
        if self.kill == "after":
            self._die(name)
        if self.mode == "hangs_up":
            self.doubtful.add(name)
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    def _die(self, name: str) -> None:
        self.kill = ""
        self.doubtful.add(name)
        raise KilledError

    def _read(self, mail: EmailMessage, name: str) -> None:
        [message] = [one for one in Message.objects.all() if message_id(one.key) == name]
        rows = Reminder.objects.filter(message=message, withheld="").select_related(
            "deadline__docket__case", "deadline__docket__court", "recipient"
        )
        if not rows:
            self.wrong.append(f"{mail.subject}: about nothing")
        for row in rows:
            if [row.recipient.email] != mail.to:
                self.wrong.append(f"{mail.subject}: to {mail.to}")
            if row.message.state != "cancelled":  # cancelled at this moment: it is on its way already
                self._check(row, str(mail.body), mail)
            self.heard.append(
                Heard(
                    row.recipient_id,
                    row.deadline_id,
                    row.revision,
                    row.kind,
                    row.due_on,
                    self.now,
                    self.now.astimezone(row.recipient.zone).date(),
                    name,
                )
            )

    def _check(self, row: Reminder, text: str, mail: EmailMessage) -> None:
        deadline, user = row.deadline, row.recipient
        if deadline.state not in {"open", "needs_review"} or deadline.status == "withdrawn":
            self.wrong.append(f"{mail.subject}: the deadline is {deadline.state}, {deadline.status}")
        if deadline.paused_on:
            self.wrong.append(f"{mail.subject}: the deadline is paused")
        day = deadline.due_on if deadline.state == DeadlineStatus.OPEN else None
        if row.due_on != day or row.revision != deadline.revision:
            self.wrong.append(f"{mail.subject}: says {row.due_on}, is {day}")
        if day and format_day_weekday(day, user.language) not in text:
            self.wrong.append(f"{mail.subject}: does not say {day}")
        if not entitled(user, deadline):
            self.wrong.append(f"{mail.subject}: {user} is not to be told")
        acknowledged = deadline.acknowledgements.filter(revision=deadline.revision).exists()
        if row.kind == ReminderKind.ESCALATION and acknowledged:
            self.wrong.append(f"{mail.subject}: was acknowledged")


def watching_row(user: User, deadline: Deadline) -> Watcher | None:
    """The row by which a person watches a deadline: that of the deadline goes before that of its case."""
    own = Watcher.objects.filter(user=user, deadline=deadline).first()
    return own or Watcher.objects.filter(user=user, case=deadline.docket.case_id).first()


def entitled(user: User, deadline: Deadline) -> bool:
    """Whether a person watches a deadline, wants mail, may see it and can be reached, by the rows alone."""
    user = User.objects.get(pk=user.pk)  # without the rights that it has cached
    row = watching_row(user, deadline)
    if row is None or row.muted_at or user.reminders_stopped_at:
        return False
    if not (user.is_active and user.is_staff and user.email):
        return False
    wanted = {"deadlines.view_deadline"} | ({"deadlines.view_sealed"} if deadline.sealed else set())
    return user.has_perms(wanted)


#: The one that `Backend` delivers to; a test puts its own here.
BOX = Postbox()


class Backend(BaseEmailBackend):
    """The mail backend of settings that hands everything to `BOX`."""

    def open(self) -> bool:
        """Connect, unless the server is silent."""
        if BOX.mode == "silent":
            raise TimeoutError("no answer")
        return True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Hand over the mails."""
        for mail in email_messages:
            BOX.take(mail)
        return len(email_messages)


def fresh(now: datetime) -> Postbox:
    """Empty the box and return it."""
    BOX.__init__(now=now)  # type: ignore[misc]  the same object: the backend knows it
    return BOX
