"""What a reminder says, read from fresh rows at the moment of sending; or why it is not sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deadlines.computation import steps_from_json
from deadlines.enums import DeadlineStatus, ReminderKind, WatcherRole
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline, Reminder
from deadlines.reminders.cadence import Owed
from deadlines.reminders.examining import Waits, examine, late_since
from deadlines.reminders.ledger import DIGEST, announced_day, move_to_digest
from deadlines.reminders.people import Recipient
from deadlines.reminders.stopping import stop_token
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.core.emails import Mail, render_mail
from foundation.core.languages import LocalizedText, localized
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from foundation.delivery.operations import Cancelled, Composed, Postponed, touch

_READ = ("deadline__docket__case", "deadline__docket__court", "deadline__trigger", "recipient", "message")


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline in a mail, in the recipient's language."""

    kind: ReminderKind
    title: LocalizedText
    case: LocalizedText
    court: LocalizedText | str
    docket: str
    due: str
    due_time: object
    days_left: int | None
    #: The day that the person was told before, where the news is that it moved.
    before: str
    late_since: str
    steps: list[object]
    caveats: list[str]
    length_note: LocalizedText
    timeline_url: str
    page_url: str
    stop_url: str
    why: str

    @property
    def days_over(self) -> int:
        """How many days ago the last day was, at the court."""
        return max(0, -(self.days_left or 0))


def compose_reminder(message: Message, at: datetime) -> Composed | Cancelled | Postponed:
    """Render a mail about one deadline, or say why it is not to be sent (any more, or yet)."""
    row = Reminder.objects.select_related(*_READ).get(message=message)
    found = examine([row], at)[row.pk]
    if isinstance(found, Waits):
        return Postponed(found.owed.not_before)
    if isinstance(found, Cancelled):
        return found
    item = _item(row, found, at)
    mail = reminder_mail(item, user=row.recipient)
    return Composed(mail, headers=_headers(item.stop_url))


def compose_digest(message: Message, at: datetime) -> Composed | Cancelled | Postponed:
    """Render one mail about all that a person is owed this morning; each line is examined by itself.

    Where mornings were missed, their lines go out in one digest, the last that is due.
    """
    if _joined_to_a_later_one(message, at):
        return Cancelled("its lines go out with a later digest")
    rows = list(Reminder.objects.filter(message=message, withheld="").select_related(*_READ))
    ready: list[tuple[Reminder, Recipient]] = []
    waiting: list[tuple[Reminder, Owed]] = []
    examined = examine(rows, at)
    for row in rows:
        found = examined[row.pk]
        if isinstance(found, Recipient):
            ready.append((row, found))
        elif isinstance(found, Waits):
            waiting.append((row, found.owed))
        else:
            row.withheld = found.reason[:200]
            row.save(update_fields=["withheld", "updated_at"])
    if waiting and not ready:
        return Postponed(min(owed.not_before for _row, owed in waiting))
    with transaction.atomic():
        for row, owed in waiting:
            move_to_digest(row, owed, at=at)
    if not ready:
        return Cancelled("nothing is left to tell")
    user = message.recipient
    items = [_item(row, who, at) for row, who in ready]
    return Composed(digest_mail(items, user=user), headers=_headers(_stop_url(user, None)))


@transaction.atomic
def _joined_to_a_later_one(message: Message, at: datetime) -> bool:
    """Hand the lines of a digest to the last one that is due, if nobody has begun with either."""
    if message.attempts > 1 or message.lost_connection:
        return False  # it may have arrived: what it said then, it says again
    due = Message.objects.claimable(at=at).filter(purpose=DIGEST, recipient=message.recipient_id, attempts=0)
    later = due.filter(not_before__gte=message.not_before).exclude(pk=message.pk).last()
    if later is None or not touch(later, at=at):
        return False
    Reminder.objects.filter(message=message, withheld="").update(message=later, updated_at=at)
    return True


def reminder_mail(item: Item, *, user: User) -> Mail:
    """Render the mail about one deadline."""
    return render_mail("reminder", language=user.language, context={"item": item, "user": user})


def digest_mail(items: list[Item], *, user: User) -> Mail:
    """Render the mail of a morning; what is overdue comes first, then what is due next."""
    items = sorted(items, key=lambda item: (item.days_left is None, item.days_left or 0))
    context = {"items": items, "user": user, "stop_url": _stop_url(user, None)}
    return render_mail("digest", language=user.language, context=context)


def _headers(stop_url: str) -> dict[str, str]:
    """One click stops the mail, without a login (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


# --- what it says -----------------------------------------------------------------------------------


def _item(row: Reminder, who: Recipient, at: datetime) -> Item:
    deadline, user = row.deadline, row.recipient
    language, case, court = user.language, deadline.docket.case, deadline.docket.court
    court_today = at.astimezone(court.zone if court else user.zone).date()
    due_on, late = announced_day(deadline), late_since(row, who, at)
    # The steps of a day that was moved since would end on another day than the one announced.
    counted = due_on is not None and due_on == deadline.computed_on
    with translation.override(language):
        timeline = reverse("public:case", args=[case.pk, case.slug])
        page = reverse("staff:deadline", args=[deadline.pk])
        caveats = explain_caveats(deadline.caveats) if counted else []
        why = why_told(who, deadline)
    return Item(
        kind=_kind_in_words(row, court_today),
        title=localized(deadline, "title", language),
        case=localized(case, "title", language),
        court=localized(court, "name", language) if court else "",
        docket=deadline.docket.docket_number,
        due=format_day_weekday(due_on, language) if due_on else "",
        due_time=deadline.due_time,
        days_left=(due_on - court_today).days if due_on else None,
        before=_told_before(row, language),
        late_since=format_day_weekday(late, language) if late else "",
        steps=list(explain(steps_from_json(deadline.steps), language)) if counted else [],
        caveats=caveats,
        length_note=localized(deadline, "length_note", language),
        timeline_url=f"{settings.SITE_URL}{timeline}#deadline-{deadline.pk}",
        page_url=f"{settings.SITE_URL}{page}",
        stop_url=_stop_url(user, deadline),
        why=why,
    )


def _kind_in_words(row: Reminder, court_today: date) -> ReminderKind:
    """A line of a digest is worded by what it is about."""
    if row.kind != ReminderKind.DIGEST_ITEM:
        return ReminderKind(row.kind)
    if row.deadline.state == DeadlineStatus.NEEDS_REVIEW or row.due_on is None:
        return ReminderKind.REVIEW
    return ReminderKind.OVERDUE if court_today > row.due_on else ReminderKind.UPCOMING


def _told_before(row: Reminder, language: str) -> str:
    """The day, as words, that the person was told before it moved; or nothing."""
    if row.kind != ReminderKind.MOVED:
        return ""
    earlier = (
        Reminder.objects.filter(
            deadline=row.deadline,
            recipient=row.recipient,
            revision__lt=row.revision,
            message__state=MessageState.SENT,
            withheld="",
        )
        .order_by("revision", "pk")
        .last()
    )
    before = earlier.due_on if earlier else None
    return format_day_weekday(before, language) if before and before != row.due_on else ""


def why_told(who: Recipient, deadline: Deadline) -> str:
    """Say in the active language why a person gets mails about a deadline, and on which days."""
    if who.role == WatcherRole.SECOND:
        return _("You are the second person for this deadline: you are told when nobody has acknowledged it.")
    if who.role == WatcherRole.OWNER:
        reason = _("You are the owner of this deadline.")
    elif deadline.watchers.filter(user=who.user).exists():
        reason = _("You watch this deadline.")
    else:
        reason = _("You watch this case.")
    days = ", ".join(str(offset) for offset in sorted(who.user.reminder_offsets, reverse=True))
    asked = _("You chose to be told so many days before: %(days)s.") % {"days": days} if days else ""
    return f"{reason} {asked}".strip()


def _stop_url(user: User, deadline: Deadline | None) -> str:
    path = reverse("stop", args=[stop_token(user, deadline)])
    return f"{settings.SITE_URL}{path}"
