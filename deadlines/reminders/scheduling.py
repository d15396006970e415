"""Put what is owed into the ledger, take out what is not. Running it again changes nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline, Reminder
from deadlines.reminders.ledger import SINGLE, Page, announced_day, call_off, owed_to, read_pages, write
from deadlines.reminders.people import Recipient, recipients_of
from foundation.core.enums import PublicationStatus
from foundation.delivery.enums import MessageState
from foundation.delivery.operations import cancel

logger = logging.getLogger(__name__)

_READ = Deadline.objects.select_related("docket__court")

#: So many deadlines are read at a time, ...
CHUNK = 200
#: ... for so many seconds in one step of the worker ...
PART_SECONDS = 10
#: ... and so long the worker rests between two rounds through all of them.
REST = timedelta(minutes=5)


def schedule_reminders(deadline: Deadline, *, at: datetime) -> int:
    """Insert what is owed for the present revision of a deadline; return how many rows are new.

    A row is named by deadline, revision, recipient, channel, kind and day.
    """
    return arm([deadline], at=at)


def arm(deadlines: Sequence[Deadline], *, at: datetime) -> int:
    """Insert what is owed for several deadlines; return how many rows are new.

    One account or deadline that cannot be read does not keep the others from being armed.
    """
    people, new = recipients_of(deadlines), 0
    deadlines = [deadline for deadline in deadlines if people[deadline.pk]]
    pages = read_pages(deadlines) if deadlines else {}
    for deadline in deadlines:
        for recipient in people[deadline.pk]:
            try:
                new += arm_for(recipient, deadline, pages[deadline.pk], at=at)
            except Exception:
                logger.exception("deadline %s cannot be armed for %s", deadline.pk, recipient.user.pk)
    return new


def arm_for(recipient: Recipient, deadline: Deadline, page: Page, *, at: datetime) -> int:
    """Insert what one person is owed about one deadline; return how many rows are new.

    Most of the time the page says all of it already, and nothing is locked. Else everything is read again
    under a lock of the deadline: somebody may move it at this moment, another worker may arm it.
    """
    if all(page.says(recipient, one) for one in owed_to(recipient, deadline, page, at=at)):
        return 0
    with transaction.atomic():
        fresh = _READ.select_for_update(of=("self",)).get(pk=deadline.pk)
        page = read_pages([fresh])[fresh.pk]
        return sum(
            write(fresh, recipient, one, page, at=at) for one in owed_to(recipient, fresh, page, at=at)
        )


def cancel_reminders(deadline: Deadline, *, at: datetime) -> None:
    """Cancel what is pending for older revisions, or for a deadline that no longer runs.

    A line of a digest that is being sent right now is left to its worker, which examines it.
    """
    pending = Reminder.objects.filter(
        deadline=deadline, message__state=MessageState.PENDING, withheld=""
    ).select_related("message")
    for row in pending:
        reason = stale(row, deadline)
        if reason and not call_off(row, reason=reason, at=at) and row.message.purpose == SINGLE:
            cancel(row.message, reason=reason)


def stale(row: Reminder, deadline: Deadline) -> str:
    """Why a reminder must not be sent as the deadline stands now, or nothing."""
    if deadline.state not in {DeadlineStatus.OPEN, DeadlineStatus.NEEDS_REVIEW}:
        return f"the deadline is {deadline.state}"
    if deadline.status == PublicationStatus.WITHDRAWN:
        return "the deadline was withdrawn"
    if deadline.paused_on is not None:
        return "the deadline is paused"
    if row.revision != deadline.revision or row.due_on != announced_day(deadline):
        return "the deadline has moved"
    return ""


class Sweep:
    """The worker's round through all deadlines that are watched and run.

    It arms again what an operation has armed already, so that nothing is lost when a day begins, a setting
    changes or a machine was off. A long round is done in parts, no part longer than a few seconds.
    """

    def __init__(self) -> None:
        self._after = 0
        self._rests_until: datetime | None = None

    def __call__(self, at: datetime) -> int:
        """Worker step: go on with the round, or begin one if it is time; return how many rows are new."""
        if not self._after and self._rests_until and at < self._rests_until:
            return 0
        began, new = time.monotonic(), 0
        while time.monotonic() - began < PART_SECONDS:
            new += self._arm_next(at)
            if not self._after:
                self._rests_until = at + REST
                break
        return new

    @property
    def is_done(self) -> bool:
        """Whether a round has come to its end and none has begun since."""
        return self._rests_until is not None and not self._after

    def _arm_next(self, at: datetime) -> int:
        rows = list(
            Deadline.objects.running()
            .filter(Q(watchers__isnull=False) | Q(docket__case__watchers__isnull=False), pk__gt=self._after)
            .select_related("docket__court")
            .distinct()
            .order_by("pk")[:CHUNK]
        )
        self._after = rows[-1].pk if len(rows) == CHUNK else 0
        return arm(rows, at=at)


def arm_reminders(at: datetime) -> int:
    """Arm every deadline that is watched and runs; return how many rows are new."""
    sweep, new = Sweep(), 0
    while not sweep.is_done:
        new += sweep(at)
    return new
