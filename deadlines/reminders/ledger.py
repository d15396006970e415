"""What is owed and what was said: the rows of the ledger, read and written for many deadlines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from deadlines.enums import Channel, DeadlineStatus, ReminderKind
from deadlines.models import Acknowledgement, Deadline, Reminder
from deadlines.reminders.cadence import Owed, Standing, Told, morning
from deadlines.reminders.people import Recipient
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from foundation.delivery.operations import cancel, restore

#: What composes a mail about one deadline, and a digest; the names stand in the outbox.
SINGLE, DIGEST = "reminder", "digest"
#: Why a reminder is cancelled whose recipient is to be told no more; it is owed again if that changes.
UNWATCHED = "the recipient no longer watches this deadline"
#: Why a row gives way to its twin: the recipient changed between single mails and the digest.
OTHER_RHYTHM = "the recipient is told in another way"
#: What a digest may carry. A move and an escalation do not wait for the morning.
IN_DIGEST = frozenset({ReminderKind.UPCOMING, ReminderKind.OVERDUE, ReminderKind.REVIEW})
#: So many mornings ahead a digest is looked for that has not been tried yet.
_MORNINGS = 3


@dataclass(slots=True)
class Page:
    """The ledger of one deadline: rows of its present revision, and what each person was told last."""

    rows: dict[tuple[int, str, date], Reminder] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    acknowledged: bool = False

    def moved_on(self, user_id: int) -> date | None:
        """The day of the news of the present move, if it is on the page."""
        days = [day for (user, kind, day) in self.rows if user == user_id and kind == ReminderKind.MOVED]
        return max(days, default=None)


def read_pages(deadlines: Sequence[Deadline]) -> dict[int, Page]:
    """Return the page of each deadline, by its key, in three queries."""
    pages: dict[int, Page] = defaultdict(Page)
    keys = [deadline.pk for deadline in deadlines]
    now = Reminder.objects.filter(deadline__in=keys, revision=F("deadline__revision"))
    for row in now.select_related("message"):
        pages[row.deadline_id].rows[(row.recipient_id, row.kind, row.scheduled_on)] = row
    sent = Reminder.objects.filter(deadline__in=keys, message__state=MessageState.SENT, withheld="")
    for deadline_id, user_id, due_on in sent.order_by("message__sent_at", "pk").values_list(
        "deadline_id", "recipient_id", "due_on"
    ):
        pages[deadline_id].told[user_id] = Told(due_on)
    for deadline_id in Acknowledgement.objects.filter(
        deadline__in=keys, revision=F("deadline__revision")
    ).values_list("deadline_id", flat=True):
        pages[deadline_id].acknowledged = True
    return pages


def standing_of(deadline: Deadline, *, acknowledged: bool) -> Standing:
    """Return how a deadline stands, as far as reminders go."""
    silent = deadline.status == PublicationStatus.WITHDRAWN or deadline.paused_on is not None
    court = deadline.docket.court
    return Standing(
        runs=deadline.state == DeadlineStatus.OPEN and not silent,
        needs_review=deadline.state == DeadlineStatus.NEEDS_REVIEW and not silent,
        due_on=deadline.due_on if deadline.state == DeadlineStatus.OPEN else None,
        revised_at=deadline.revised_at,
        court_zone=court.zone if court else None,
        acknowledged=acknowledged,
    )


def write(deadline: Deadline, recipient: Recipient, owed: Owed, page: Page, *, at: datetime) -> bool:
    """Insert what is owed, unless it is on the page; return whether something new is owed."""
    kind = owed.kind
    if recipient.wants_digest and kind in IN_DIGEST:
        kind = ReminderKind.DIGEST_ITEM
    row = page.rows.get((recipient.user.pk, kind, owed.day))
    if row is not None:
        # Watching again, or active again: what was withheld meanwhile is owed after all.
        return row.message.reason == UNWATCHED and restore(row.message, reason=UNWATCHED, at=owed.not_before)
    with transaction.atomic():
        if not _gives_way(page, recipient.user.pk, kind, owed.day):
            return False
        made, created = Reminder.objects.get_or_create(
            deadline=deadline,
            revision=deadline.revision,
            recipient=recipient.user,
            channel=Channel.MAIL,
            kind=kind,
            scheduled_on=owed.day,
            defaults={
                "due_on": deadline.due_on,
                "message": _message(deadline, recipient.user, kind, owed, at=at),
            },
        )
    page.rows[(recipient.user.pk, kind, owed.day)] = made
    return created


def _gives_way(page: Page, user_id: int, kind: ReminderKind, day: date) -> bool:
    """Whether nothing else tells a person of this day; a twin in the other rhythm that waits is cancelled."""
    if kind == ReminderKind.DIGEST_ITEM:
        twins = [page.rows.get((user_id, other, day)) for other in IN_DIGEST]
    elif kind in IN_DIGEST:
        twins = [page.rows.get((user_id, ReminderKind.DIGEST_ITEM, day))]
    else:
        return True
    for twin in filter(None, twins):
        if twin.outcome == MessageState.PENDING:
            call_off(twin, reason=OTHER_RHYTHM)
        elif twin.why_not != OTHER_RHYTHM:
            return False
    return True


def call_off(row: Reminder, *, reason: str) -> None:
    """Cancel one row that waits: its own mail, or its line in a digest."""
    if row.message.purpose == DIGEST:
        row.withheld = reason[:200]
        row.save(update_fields=["withheld", "updated_at"])
    else:
        cancel(row.message, reason=reason)


def _message(deadline: Deadline, user: User, kind: ReminderKind, owed: Owed, *, at: datetime) -> Message:
    if kind == ReminderKind.DIGEST_ITEM and (digest := _digest(deadline, user, owed, at=at)):
        return digest
    key = Reminder.key_of(deadline.pk, deadline.revision, user.pk, kind, owed.day)
    message, _created = Message.objects.get_or_create(
        key=key, defaults={"purpose": SINGLE, "recipient": user, "not_before": owed.not_before}
    )
    return message


def _digest(deadline: Deadline, user: User, owed: Owed, *, at: datetime) -> Message | None:
    """Return a digest of the recipient that nobody has begun to send, in time for the due day.

    None where there is none: the reminder goes out by itself then. A digest that was tried once may have
    arrived; what were added to it would be dropped with the double.
    """
    first = owed.not_before.astimezone(user.zone).date()
    for day in (first + timedelta(days=n) for n in range(_MORNINGS)):
        goes_out = max(owed.not_before, morning(day, user.zone))
        last = morning(deadline.due_on, user.zone) if deadline.due_on else None
        if last is not None and owed.not_before <= last < goes_out:
            return None
        digest, _created = Message.objects.get_or_create(
            key=f"digest:{user.pk}:{day.isoformat()}",
            defaults={"purpose": DIGEST, "recipient": user, "not_before": goes_out},
        )
        # Naming what we saw: whoever claims the digest at the same time either comes first or sees our row.
        untouched = Q(claimed_until=None) | Q(claimed_until__lte=at)
        if Message.objects.filter(untouched, pk=digest.pk, state=MessageState.PENDING, attempts=0).update(
            updated_at=at
        ):
            return digest
    return None
