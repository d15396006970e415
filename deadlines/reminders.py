"""Who is reminded of which deadline, when, and in what words."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from deadlines.computation import steps_from_json
from deadlines.enums import Channel, DeadlineStatus, ReminderKind
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline, Reminder
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.core.emails import render_mail
from foundation.core.enums import PublicationStatus
from foundation.core.languages import localized
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from foundation.delivery.operations import Cancelled, Composed, cancel, restore

logger = logging.getLogger(__name__)

PURPOSE = "reminder"
#: The hour at which reminders arrive, in the recipient's time zone.
MORNING = time(8)
#: Why a reminder is cancelled whose recipient is to be told no more; it is owed again if that changes.
UNWATCHED = "the recipient no longer watches this deadline"


def reminder_days(due_on: date, offsets: Iterable[int], *, today: date) -> list[date]:
    """Return the days on which a person is reminded of a due day.

    Args:
        due_on: the due day in the court's zone.
        offsets: calendar days before it, e.g. ``(30, 14, 7, 3, 1, 0)``.
        today: the recipient's day.

    Of the days that are over, only the latest is kept: what was missed goes out once, not five times.
    A due day that is over gives none.
    """
    if due_on < today:
        return []
    days = sorted(due_on - timedelta(offset) for offset in set(offsets))
    over = [day for day in days if day < today]
    return over[-1:] + [day for day in days if day >= today]


def recipients(deadline: Deadline) -> list[User]:
    """Return the active users with a mail address who watch a deadline or its case."""
    users = User.objects.filter(is_active=True, is_staff=True).exclude(email="")
    return list(
        (
            users.filter(watching__deadline=deadline)
            | users.filter(watching__case__dockets__deadlines=deadline)
        )
        .distinct()
        .order_by("pk")
    )


def schedule_reminders(deadline: Deadline, *, at: datetime) -> int:
    """Insert what is owed for the present revision of a deadline; return how many rows are new.

    Running it again inserts nothing: a row is named by deadline, revision, recipient, channel, kind and day.
    """
    if deadline.state != DeadlineStatus.OPEN or deadline.due_on is None:
        return 0
    if deadline.status == PublicationStatus.WITHDRAWN or deadline.paused_on is not None:
        return 0
    return sum(_schedule_for(deadline, user, at=at) for user in recipients(deadline))


def _schedule_for(deadline: Deadline, user: User, *, at: datetime) -> int:
    assert deadline.due_on is not None  # noqa: S101  the caller has looked
    new = 0
    for day in reminder_days(deadline.due_on, user.reminder_offsets, today=at.astimezone(user.zone).date()):
        key = Reminder.key_of(deadline.pk, deadline.revision, user.pk, ReminderKind.UPCOMING, day)
        morning = datetime.combine(day, MORNING, tzinfo=user.zone)
        # Both rows or none: a message without its reminder could never be composed.
        with transaction.atomic():
            message, created = Message.objects.get_or_create(
                key=key, defaults={"purpose": PURPOSE, "recipient": user, "not_before": max(morning, at)}
            )
            if created:
                Reminder.objects.create(
                    deadline=deadline,
                    revision=deadline.revision,
                    recipient=user,
                    kind=ReminderKind.UPCOMING,
                    channel=Channel.MAIL,
                    scheduled_on=day,
                    due_on=deadline.due_on,
                    message=message,
                )
            elif message.state == MessageState.CANCELLED and message.reason == UNWATCHED:
                # Watching again, or active again: what was withheld meanwhile is owed after all.
                created = restore(message, reason=UNWATCHED, at=max(morning, at))
        new += created
    return new


def cancel_reminders(deadline: Deadline) -> None:
    """Cancel what is pending for older revisions, or for a deadline that no longer runs."""
    pending = Message.objects.filter(reminder__deadline=deadline, state=MessageState.PENDING).select_related(
        "reminder"
    )
    for message in pending:
        reason = _stale(message.reminder, deadline)
        if reason:
            cancel(message, reason=reason)


def _stale(reminder: Reminder, deadline: Deadline) -> str:
    """Why a reminder must not be sent, or nothing."""
    if deadline.state != DeadlineStatus.OPEN:
        return f"the deadline is {deadline.state}"
    if deadline.status == PublicationStatus.WITHDRAWN:
        return "the deadline was withdrawn"
    if deadline.paused_on is not None:
        return "the deadline is paused"
    if reminder.revision != deadline.revision:
        return "the deadline has moved"
    return ""


def arm_reminders(at: datetime) -> int:
    """Worker step: insert what is owed for every open deadline, so that no change of a setting loses one."""
    horizon = at.date() + timedelta(days=400)
    deadlines = Deadline.objects.open().filter(due_on__gte=at.date() - timedelta(days=1), due_on__lte=horizon)
    new = 0
    for deadline in deadlines.iterator():
        try:
            new += schedule_reminders(deadline, at=at)
        except Exception:
            # One account or deadline that cannot be read must not keep the others from being armed.
            logger.exception("the reminders of deadline %s cannot be armed", deadline.pk)
    return new


def compose_reminder(message: Message, at: datetime) -> Composed | Cancelled:
    """Render a reminder from fresh rows, or say why it is not to be sent any more."""
    reminder = Reminder.objects.select_related(
        "deadline__docket__case", "deadline__docket__court", "deadline__trigger", "recipient"
    ).get(message=message)
    deadline, user = reminder.deadline, reminder.recipient
    stale = _stale(reminder, deadline)
    if stale:
        return Cancelled(stale)
    if user not in recipients(deadline):
        return Cancelled(UNWATCHED)
    today = at.astimezone(user.zone).date()
    newer = reminder.deadline.reminders.filter(
        recipient=user,
        revision=reminder.revision,
        scheduled_on__gt=reminder.scheduled_on,
        scheduled_on__lte=today,
    )
    if newer.exists():
        return Cancelled("a later reminder of the same deadline is due")
    return Composed(render_mail("reminder", language=user.language, context=_context(deadline, user, at)))


def _context(deadline: Deadline, user: User, at: datetime) -> dict[str, object]:
    assert deadline.due_on is not None  # noqa: S101  an open deadline has a day
    language, case, court = user.language, deadline.docket.case, deadline.docket.court
    court_today = at.astimezone(court.zone if court else user.zone).date()
    with translation.override(language):
        address = reverse("public:case", args=[case.pk, case.slug])
    # The steps of a day that was moved since would end on another day than the one announced.
    counted = deadline.due_on == deadline.computed_on
    return {
        "title": localized(deadline, "title", language),
        "case": localized(case, "title", language),
        "docket": deadline.docket.docket_number,
        "court": localized(court, "name", language) if court else "",
        "due": format_day_weekday(deadline.due_on, language),
        "due_time": deadline.due_time,
        "days_left": (deadline.due_on - court_today).days,
        "steps": explain(steps_from_json(deadline.steps), language) if counted else [],
        "caveats": _caveats(deadline, language) if counted else [],
        "length_note": localized(deadline, "length_note", language),
        "url": f"{settings.SITE_URL}{address}#deadline-{deadline.pk}",
        "desk_url": f"{settings.SITE_URL}{reverse('admin:deadlines_deadline_change', args=[deadline.pk])}",
        "user": user,
    }


def _caveats(deadline: Deadline, language: str) -> list[str]:
    with translation.override(language):
        return explain_caveats(deadline.caveats)
