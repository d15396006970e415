"""What a reminder says, read from fresh rows at the moment of sending; or why it is not sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from deadlines.computation import steps_from_json
from deadlines.enums import DeadlineStatus, ReminderKind, WatcherRole
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Acknowledgement, Deadline, Reminder, Snooze
from deadlines.reminders.cadence import morning
from deadlines.reminders.ledger import IN_DIGEST, UNWATCHED
from deadlines.reminders.people import Recipient, recipients_of
from deadlines.reminders.scheduling import stale
from deadlines.reminders.stopping import stop_token
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.core.emails import Mail, render_mail
from foundation.core.languages import LocalizedText, localized
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message
from foundation.delivery.operations import Cancelled, Composed, Postponed

#: Later than this after its hour, a mail says that it is late.
TOLERANCE = timedelta(hours=1)
_TELL_THE_DAY = (*sorted(IN_DIGEST), ReminderKind.DIGEST_ITEM)
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
    found = _examine([row], at)[row.pk]
    if not isinstance(found, Recipient):
        return found
    item = _item(row, found, at)
    mail = reminder_mail(item, user=row.recipient)
    return Composed(mail, headers=_headers(item.stop_url))


def compose_digest(message: Message, at: datetime) -> Composed | Cancelled | Postponed:
    """Render one mail about all that a person is owed this morning; each line is examined by itself."""
    rows = list(Reminder.objects.filter(message=message, withheld="").select_related(*_READ))
    examined = _examine(rows, at)
    items = []
    for row in rows:
        found = examined[row.pk]
        if isinstance(found, Recipient):
            items.append(_item(row, found, at))
        else:
            row.withheld = found.reason if isinstance(found, Cancelled) else "snoozed"
            row.save(update_fields=["withheld", "updated_at"])
    if not items:
        return Cancelled("nothing is left to tell")
    user = message.recipient
    return Composed(digest_mail(items, user=user), headers=_headers(_stop_url(user, None)))


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


# --- may it be sent ---------------------------------------------------------------------------------


def _examine(rows: list[Reminder], at: datetime) -> dict[int, Recipient | Cancelled | Postponed]:
    """Say of each row to whom it goes, or why not; every fact is read anew."""
    people = recipients_of([row.deadline for row in rows])
    found: dict[int, Recipient | Cancelled | Postponed] = {}
    for row in rows:
        who = next((one for one in people[row.deadline_id] if one.user.pk == row.recipient_id), None)
        found[row.pk] = _verdict(row, who, at)
    return found


def _verdict(row: Reminder, who: Recipient | None, at: datetime) -> Recipient | Cancelled | Postponed:
    reason = stale(row, row.deadline)
    if reason:
        return Cancelled(reason)
    if who is None:
        return Cancelled(UNWATCHED)
    if reason := _needless(row, at):
        return Cancelled(reason)
    until = _snoozed_until(row)
    if until and at < morning(until, row.recipient.zone):
        return Postponed(morning(until, row.recipient.zone))
    return who


def _needless(row: Reminder, at: datetime) -> str:
    """Why a reminder is not needed although the deadline stands as it did, or nothing."""
    if row.kind == ReminderKind.ESCALATION:
        noted = _acknowledgement(row.deadline)
        return f"acknowledged by {noted.user}" if noted else ""
    if row.kind not in _TELL_THE_DAY:
        return ""
    today = at.astimezone(row.recipient.zone).date()
    newer = row.deadline.reminders.filter(
        recipient=row.recipient,
        revision=row.revision,
        kind__in=_TELL_THE_DAY,
        scheduled_on__gt=row.scheduled_on,
        scheduled_on__lte=today,
        withheld="",
    ).exclude(message__state=MessageState.CANCELLED)
    return "a later reminder of the same deadline is due" if newer.exists() else ""


def _acknowledgement(deadline: Deadline) -> Acknowledgement | None:
    return (
        Acknowledgement.objects.filter(deadline=deadline, revision=deadline.revision)
        .select_related("user")
        .first()
    )


def _snoozed_until(row: Reminder) -> date | None:
    if row.kind not in _TELL_THE_DAY:
        return None
    last = Snooze.objects.filter(
        deadline=row.deadline, revision=row.deadline.revision, user=row.recipient
    ).last()
    return last.until if last else None


# --- what it says -----------------------------------------------------------------------------------


def _item(row: Reminder, who: Recipient, at: datetime) -> Item:
    deadline, user = row.deadline, row.recipient
    language, case, court = user.language, deadline.docket.case, deadline.docket.court
    court_today = at.astimezone(court.zone if court else user.zone).date()
    due_on = deadline.due_on
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
        late_since=_late_since(row, who, at),
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
    if row.kind != ReminderKind.MOVED:
        return ""
    earlier = (
        Reminder.objects.filter(
            deadline=row.deadline, recipient=row.recipient, message__state=MessageState.SENT, withheld=""
        )
        .order_by("message__sent_at", "pk")
        .last()
    )
    return format_day_weekday(earlier.due_on, language) if earlier and earlier.due_on else ""


def _late_since(row: Reminder, who: Recipient, at: datetime) -> str:
    """The first day, as words, on which this person should have been told and was not; or nothing."""
    if row.kind not in _TELL_THE_DAY or row.due_on is None:
        return ""
    zone, today = row.recipient.zone, at.astimezone(row.recipient.zone).date()
    began = max(row.deadline.revised_at, who.since)
    told = _days_told(row)
    missed = [
        day
        for day in _days_owed(row.due_on, who, until=today)
        if day not in told and morning(day, zone) >= began
    ]
    after = [day for day in missed if not told or day > max(told)]
    if after:
        return format_day_weekday(after[0], row.recipient.language)
    held_up = at - row.message.not_before > TOLERANCE and row.message.not_before >= began
    return format_day_weekday(row.scheduled_on, row.recipient.language) if held_up else ""


def _days_owed(due_on: date, who: Recipient, *, until: date) -> list[date]:
    """The days before ``until`` on which a person was to be told of a due day."""
    upcoming = {due_on - timedelta(offset) for offset in who.user.reminder_offsets}
    overdue = {due_on + timedelta(n) for n in range(1, max(0, (until - due_on).days))}
    return sorted(day for day in upcoming | overdue if day < until)


def _days_told(row: Reminder) -> set[date]:
    """The days of this revision on which a person was told, or was not for a reason of their own."""
    rows = Reminder.objects.filter(
        deadline=row.deadline, revision=row.revision, recipient=row.recipient
    ).exclude(pk=row.pk)
    told = rows.filter(message__state=MessageState.SENT, withheld="")
    unwanted = rows.filter(message__state=MessageState.CANCELLED, message__reason=UNWATCHED)
    return {*told.values_list("scheduled_on", flat=True), *unwanted.values_list("scheduled_on", flat=True)}


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
