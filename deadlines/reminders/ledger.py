"""What is owed and what was said: the rows of the ledger, read and written for many deadlines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from deadlines.enums import Channel, DeadlineStatus, ReminderKind
from deadlines.models import Acknowledgement, Deadline, Reminder, Snooze
from deadlines.reminders.cadence import TELL_THE_DAY, LastDay, News, Owed, Standing, Told, morning, owed
from deadlines.reminders.people import Recipient
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message, in_doubt
from foundation.delivery.operations import bring_forward, cancel, restore, touch

#: What composes a mail about one deadline, and a digest; the names stand in the outbox.
SINGLE, DIGEST = "reminder", "digest"
#: Why a reminder is cancelled whose recipient is to be told no more; it is owed again if that changes.
UNWATCHED = "the recipient no longer watches this deadline"
#: Why a row gives way to its twin: the recipient changed between single mails and the digest.
OTHER_RHYTHM = "the recipient is told in another way"
#: So many mornings ahead a digest is looked for that has not been tried yet.
_MORNINGS = 3
_ENDS_WELL = frozenset({MessageState.SENT, MessageState.UNDELIVERABLE})


@dataclass(slots=True)
class Page:
    """The ledger of one deadline: rows of its present revision, and what was told and answered."""

    rows: dict[tuple[int, str, date], Reminder] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    snoozed: dict[int, date] = field(default_factory=dict)
    acknowledged: bool = False

    def news(self, user_id: int) -> News | None:
        """The news of the present move, if it is on the page."""
        moves = [row for row in self.rows.values() if row.kind == ReminderKind.MOVED]
        own = [row for row in moves if row.recipient_id == user_id]
        last = max(own, key=lambda row: row.scheduled_on, default=None)
        if last is None:
            return None
        return News(
            last.scheduled_on,
            waits=last.outcome == MessageState.PENDING,
            is_over=last.outcome in _ENDS_WELL,
        )

    def tellings(self, recipient: Recipient, owed: Owed) -> tuple[Reminder | None, list[Reminder]]:
        """The row that tells what is owed, if there is one, and its twins in the other rhythm."""
        user_id, own = recipient.user.pk, kind_for(recipient, owed)
        others: frozenset[ReminderKind] = frozenset()
        if own == ReminderKind.DIGEST_ITEM:
            others = TELL_THE_DAY
        elif own in TELL_THE_DAY:
            others = frozenset({ReminderKind.DIGEST_ITEM})
        twins = [self.rows.get((user_id, kind, owed.day)) for kind in sorted(others)]
        return self.rows.get((user_id, own, owed.day)), [row for row in twins if row is not None]

    def says(self, recipient: Recipient, owed: Owed) -> bool:
        """Whether there is nothing to write: it was sent, or waits as it should."""
        own, twins = self.tellings(recipient, owed)
        outcomes = {row.outcome for row in twins}
        if outcomes & _ENDS_WELL or (own is not None and own.outcome in _ENDS_WELL):
            return True
        if own is None or own.outcome != MessageState.PENDING or MessageState.PENDING in outcomes:
            return False
        return not _could_go_earlier(own.message, owed)


def _could_go_earlier(message: Message, owed: Owed) -> bool:
    """Whether a message waits longer than it need; one that failed waits for its next attempt."""
    return message.attempts == 0 and message.goes_out_from > owed.not_before


def kind_for(recipient: Recipient, owed: Owed) -> ReminderKind:
    """As what kind a person is told: on its own, or as a line of a digest."""
    if recipient.wants_digest and owed.kind in TELL_THE_DAY:
        return ReminderKind.DIGEST_ITEM
    return owed.kind


def read_pages(deadlines: Sequence[Deadline]) -> dict[int, Page]:
    """Return the page of each deadline, by its key, in four queries."""
    pages: dict[int, Page] = defaultdict(Page)
    keys = [deadline.pk for deadline in deadlines]
    told = Reminder.objects.filter(deadline__in=keys).filter(was_told())
    for row in told.order_by("revision", "pk"):  # the due day of one revision never changes
        pages[row.deadline_id].told[row.recipient_id] = Told(row.due_on)
    now = Reminder.objects.filter(deadline__in=keys, revision=F("deadline__revision"))
    for row in now.select_related("message"):
        page = pages[row.deadline_id]
        page.rows[(row.recipient_id, row.kind, row.scheduled_on)] = row
        if row.outcome == MessageState.SENT and row.kind != ReminderKind.ESCALATION:
            page.told[row.recipient_id] = _later(page.told[row.recipient_id], row)
    for snooze in Snooze.objects.filter(deadline__in=keys, revision=F("deadline__revision")).order_by("pk"):
        pages[snooze.deadline_id].snoozed[snooze.user_id] = snooze.until  # the last one counts
    for deadline_id in Acknowledgement.objects.filter(
        deadline__in=keys, revision=F("deadline__revision")
    ).values_list("deadline_id", flat=True):
        pages[deadline_id].acknowledged = True
    return pages


def was_told() -> Q:
    """The condition under which a row of the ledger was told, or may have been.

    A mail that may have arrived counts: who was told a day by it must hear that the day moved.
    """
    sent = Q(message__state=MessageState.SENT, withheld="")
    given_up = ~Q(message__state=MessageState.PENDING)
    left_out = ~Q(withheld="") & Q(message__lost_connection=True)
    return sent | (in_doubt("message__") & given_up) | left_out


def _later(told: Told, row: Reminder) -> Told:
    days = [day for day in (told.day, row.scheduled_on) if day]
    moments = [moment for moment in (told.at, row.message.sent_at) if moment]
    return Told(told.due_on, max(days), max(moments, default=None))


def announced_day(deadline: Deadline) -> date | None:
    """Return the due day that people are told; a deadline that needs review has none at present."""
    return deadline.due_on if deadline.state == DeadlineStatus.OPEN else None


def standing_of(deadline: Deadline, *, acknowledged: bool) -> Standing:
    """Return how a deadline stands, as far as reminders go."""
    silent = deadline.status == PublicationStatus.WITHDRAWN or deadline.paused_on is not None
    court = deadline.docket.court
    return Standing(
        runs=deadline.state == DeadlineStatus.OPEN and not silent,
        needs_review=deadline.state == DeadlineStatus.NEEDS_REVIEW and not silent,
        due_on=announced_day(deadline),
        revised_at=deadline.revised_at,
        court_zone=court.zone if court else None,
        acknowledged=acknowledged,
    )


def owed_to(recipient: Recipient, deadline: Deadline, page: Page, *, at: datetime) -> list[Owed]:
    """Return what a person is owed about a deadline as it stands, by what stands on its page."""
    user_id = recipient.user.pk
    return owed(
        standing_of(deadline, acknowledged=page.acknowledged),
        recipient.listener(snoozed_until=page.snoozed.get(user_id)),
        told=page.told.get(user_id),
        news=page.news(user_id),
        at=at,
    )


def write(deadline: Deadline, recipient: Recipient, owed: Owed, page: Page, *, at: datetime) -> bool:
    """Write what is owed, unless it is on the page as it should be; return whether it is owed anew.

    The deadline is locked, and the page was read under the lock. What was cancelled is owed again: whoever
    watches again, comes back to a rhythm or chooses a day again is told after all.
    """
    own, twins = page.tellings(recipient, owed)
    if any(row.outcome in _ENDS_WELL for row in twins):
        return False
    for twin in twins:
        if twin.outcome == MessageState.PENDING and not call_off(twin, reason=OTHER_RHYTHM, at=at):
            return False  # it is on its way already
    if own is None:
        made = Reminder.objects.create(
            deadline=deadline,
            revision=deadline.revision,
            recipient=recipient.user,
            channel=Channel.MAIL,
            kind=kind_for(recipient, owed),
            scheduled_on=owed.day,
            due_on=announced_day(deadline),
            message=_message(deadline, recipient.user, kind_for(recipient, owed), owed, at=at),
        )
        page.rows[(recipient.user.pk, made.kind, made.scheduled_on)] = made
        return True
    if own.outcome == MessageState.CANCELLED:
        return _owe_again(own, deadline, owed, at=at)
    if own.outcome == MessageState.PENDING and _could_go_earlier(own.message, owed):
        _bring_forward(own, deadline, owed, at=at)
    return False


def _owe_again(row: Reminder, deadline: Deadline, owed: Owed, *, at: datetime) -> bool:
    if not row.withheld and not restore(row.message, not_before=owed.not_before, at=at):
        return False  # cancelled while a worker had it: what came of that will be known soon
    if row.withheld:
        row.message = _message(deadline, row.recipient, ReminderKind(row.kind), owed, at=at)
    row.withheld, row.due_on = "", announced_day(deadline)
    row.save(update_fields=["message", "withheld", "due_on", "updated_at"])
    return True


def _bring_forward(row: Reminder, deadline: Deadline, owed: Owed, *, at: datetime) -> None:
    """The recipient's zone, quiet hours or snooze changed: it may be sent earlier now."""
    if not touch(row.message, at=at):
        return
    if row.kind == ReminderKind.DIGEST_ITEM:
        move_to_digest(row, owed, at=at)
    else:
        bring_forward(row.message, not_before=owed.not_before)


def move_to_digest(row: Reminder, owed: Owed, *, at: datetime) -> None:
    """Let another digest carry a line, the first in time for it, or a mail of its own where there is none."""
    message = _message(row.deadline, row.recipient, ReminderKind.DIGEST_ITEM, owed, at=at)
    if message != row.message:
        row.message = message
        row.save(update_fields=["message", "updated_at"])


def call_off(row: Reminder, *, reason: str, at: datetime) -> bool:
    """Cancel one row that waits, its own mail or its line in a digest, unless a worker has it or had it."""
    if not touch(row.message, at=at):
        return False
    if row.message.purpose == DIGEST:
        row.withheld = reason[:200]
        row.save(update_fields=["withheld", "updated_at"])
    else:
        cancel(row.message, reason=reason)
    return True


def _message(deadline: Deadline, user: User, kind: ReminderKind, owed: Owed, *, at: datetime) -> Message:
    if kind == ReminderKind.DIGEST_ITEM and (digest := _digest(deadline, user, owed, at=at)):
        return digest
    key = Reminder.key_of(deadline.pk, deadline.revision, user.pk, kind, owed.day)
    message, created = Message.objects.get_or_create(
        key=key, defaults={"purpose": SINGLE, "recipient": user, "not_before": owed.not_before}
    )
    if not created:
        restore(message, not_before=owed.not_before, at=at)
    return message


def _digest(deadline: Deadline, user: User, owed: Owed, *, at: datetime) -> Message | None:
    """Return a digest of the recipient that nobody has begun to send, in time for the due day.

    None where there is none: the reminder goes out by itself then. A digest that was tried once may have
    arrived; what were added to it would be dropped with the double.
    """
    first = owed.not_before.astimezone(user.zone).date()
    for day in (first + timedelta(days=n) for n in range(_MORNINGS)):
        goes_out = max(owed.not_before, morning(day, user.zone))
        if _is_too_late(deadline, user, owed, goes_out):
            return None
        digest, created = Message.objects.get_or_create(
            key=f"digest:{user.pk}:{day.isoformat()}",
            defaults={"purpose": DIGEST, "recipient": user, "not_before": goes_out},
        )
        if created or _can_take_more(digest, goes_out, at=at):
            return digest
    return None


def _is_too_late(deadline: Deadline, user: User, owed: Owed, goes_out: datetime) -> bool:
    """Whether a digest would go out past the morning up to which a reminder may be delayed."""
    if deadline.due_on is None:
        return False
    court = deadline.docket.court
    last = LastDay(deadline.due_on, court.zone if court else user.zone, user.zone)
    return not last.is_over(owed.not_before) and goes_out > max(owed.not_before, last.morning)


def _can_take_more(digest: Message, goes_out: datetime, *, at: datetime) -> bool:
    """Whether a line can be added: nobody has begun to send the digest, or it was called off as empty."""
    if digest.state == MessageState.CANCELLED and not digest.lost_connection:
        restore(digest, not_before=goes_out, at=at)
    if not (touch(digest, at=at) and Message.objects.filter(pk=digest.pk, attempts=0).exists()):
        return False
    bring_forward(digest, not_before=goes_out)
    return True
