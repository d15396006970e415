"""A worker that runs through injected time, and what it sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core import mail as outbox

from deadlines.reminders.scheduling import arm_reminders
from foundation.delivery.operations import deliver_due


def work(at: datetime) -> int:
    """One round of the worker: find what is owed, send it; return how many mails left."""
    before = len(outbox.outbox)
    arm_reminders(at)
    while deliver_due(at=at):
        pass
    return len(outbox.outbox) - before


def work_at(moments: Iterable[datetime]) -> list[datetime]:
    """Let the worker run at these moments; return the moment of each mail."""
    return [at for at in moments for _mail in range(work(at))]


def subjects() -> list[str]:
    """The subjects of all mails, in the order in which they left."""
    return [str(mail.subject) for mail in outbox.outbox]


def bodies() -> list[str]:
    """Their texts."""
    return [str(mail.body) for mail in outbox.outbox]
