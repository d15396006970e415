"""The account of a drill: every mail against the ledger, and against what was true when it was written."""

from __future__ import annotations

import mailbox
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext

from deadlines.models import Deadline
from deadlines.reminders.ledger import owed_to, read_pages
from deadlines.reminders.people import recipients_of
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from foundation.delivery.operations import message_id
from tools.drill.scene import Life, Scene
from tools.drill.server import Received, Recorder


@dataclass(frozen=True, slots=True)
class Verdict:
    """The figures of the last line."""

    database: str
    due: int
    kills: int
    delivered: int
    lost: int
    doubles: int
    in_flight: int
    stale: int


@dataclass(frozen=True, slots=True)
class Account:
    """The verdict, and in words what is wrong."""

    verdict: Verdict
    faults: list[str]

    def as_dict(self) -> dict[str, object]:
        """The verdict as it is printed."""
        return asdict(self.verdict)

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost or stale, and no mail came twice but those in flight at a kill."""
        found = self.verdict
        return found.lost == found.stale == 0 and found.doubles <= found.in_flight and not self.faults


def take_account(
    scene: Scene, server: Recorder, mbox: Path, *, database: str, kills: int, at: datetime
) -> Account:
    """Compare what arrived in the mbox with what was owed.

    Args:
        scene: what was made and how it changed.
        server: it has every mail with its times, those before the drill included.
        mbox: the file that it wrote. Mails are counted there, by their Message-ID.
        database: its name.
        kills: how many workers were killed.
        at: a moment after all leases are over.
    """
    arrived = Counter(str(mail["Message-ID"]) for mail in mailbox.mbox(mbox, create=False))
    keys = {message_id(row.key): row for row in Message.objects.all()}
    keys = {name: row for name, row in keys.items() if name not in server.before}
    # A worker died with the message in its hands, so another one took it up, or it was called off then.
    in_flight = {name for name, row in keys.items() if row.lost_connection or row.claimed_until}
    twice = {name for name, count in arrived.items() if count > 1}
    lost, stale = _lost(scene, keys, arrived, at), _stale(scene, server.received)
    faults = [*lost, *stale, *(f"twice, and nobody died with it: {name}" for name in twice - in_flight)]
    figures = Verdict(
        database=database,
        due=len(arrived) + len(lost),
        kills=kills,
        delivered=len(arrived),
        lost=len(lost),
        doubles=sum(arrived.values()) - len(arrived),
        in_flight=len(in_flight),
        stale=len(stale),
    )
    return Account(figures, faults)


def _lost(scene: Scene, keys: dict[str, Message], arrived: Counter[str], at: datetime) -> list[str]:
    """What was owed and did not arrive, in words."""
    found = [f"arrived and is not in the ledger: {name}" for name in set(arrived) - set(keys)]
    for name, message in keys.items():
        if message.state == MessageState.SENT and not arrived[name]:
            found.append(f"recorded as sent, and did not arrive: {message.key}")
        if message.state == MessageState.UNDELIVERABLE:
            found.append(f"given up: {message.key} ({message.last_error})")
        if message.state == MessageState.CANCELLED and not _was_right_to_cancel(scene, message):
            found.append(f"cancelled: {message.key} ({message.reason})")
    found += [f"waits: {row.key}" for row in Message.objects.claimable(at=at)]
    return found + _still_owed(at)


def _was_right_to_cancel(scene: Scene, message: Message) -> bool:
    """Only what tells of a deadline that changed since may be called off."""
    rows = list(message.reminders.all())
    return bool(rows) and all(
        row.deadline_id in scene.unsteady or row.revision < row.deadline.revision for row in rows
    )


def _still_owed(at: datetime) -> list[str]:
    """What the cadence says should be out by now, for everybody and every deadline."""
    deadlines = list(Deadline.objects.running().select_related("docket__court"))
    people, pages = recipients_of(deadlines), read_pages(deadlines)
    return [
        f"owed and not in the ledger: {deadline} to {one.user}, {owed.kind} of {owed.day}"
        for deadline in deadlines
        for one in people[deadline.pk]
        for owed in owed_to(one, deadline, pages[deadline.pk], at=at)
        if owed.not_before <= at and not pages[deadline.pk].says(one, owed)
    ]


# --- what the mails say -----------------------------------------------------------------------------


def _stale(scene: Scene, received: list[Received]) -> list[str]:
    """Mails that state what was not true any more when they were written, and last words not true now."""
    languages = dict(User.objects.values_list("email", "language"))
    last: dict[tuple[str, int], date | None] = {}
    found = []
    for mail in received:
        said = _said(scene, mail, languages[mail.to])
        if not said:
            found.append(f"says nothing: {mail.subject}")
        for pk, life in said:
            if life is None or life.ends < mail.began or life.begins > mail.at:
                found.append(f"was not so when it was written: {mail.subject} to {mail.to}")
            if life is not None:
                last[mail.to, pk] = life.due_on
    for (to, pk), due_on in last.items():
        deadline = Deadline.objects.get(pk=pk)
        if deadline.state == "open" and deadline.due_on != due_on:
            found.append(f"{to} believes that {deadline} is due on {due_on}; it is {deadline.due_on}")
    return found


def _said(scene: Scene, mail: Received, language: str) -> list[tuple[int, Life | None]]:
    """The deadlines that a mail is about, each with the part of its life of which the mail speaks."""
    found: list[tuple[int, Life | None]] = []
    lines = mail.text.splitlines()
    for number, line in enumerate(lines):
        if (pk := scene.titles.get(line)) is None:
            continue
        about = lines[number : number + 4]
        lives = [life for life in scene.lives[pk] if _due_line(life.due_on, language) in about]
        possible = [life for life in lives if life.ends >= mail.began and life.begins <= mail.at]
        candidates = possible or lives
        found.append((pk, candidates[-1] if candidates else None))
    return found


def _due_line(due_on: date | None, language: str) -> str:
    """The line of a mail that states a due day; read from the catalogue, as the mail is."""
    with translation.override(language):
        if due_on is None:
            return gettext("There is no date at present: the deadline needs review.")
        return gettext("Due: %(due)s") % {"due": format_day_weekday(due_on, language)}
