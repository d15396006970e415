"""May a reminder that was owed be sent now, to whom, and is it late? Every fact is read anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from deadlines.enums import ReminderKind, WatcherRole
from deadlines.models import Reminder, Snooze
from deadlines.reminders.cadence import TELL_THE_DAY, LastDay, Owed, morning
from deadlines.reminders.ledger import UNWATCHED, Page, owed_to, read_pages
from deadlines.reminders.people import Recipient, recipients_of
from deadlines.reminders.scheduling import arm_for, stale
from foundation.delivery.enums import MessageState
from foundation.delivery.operations import Cancelled

#: Later than this after its hour, a mail says that it is late.
TOLERANCE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waits:
    """A reminder that is owed, but not yet: it was put off, or these are quiet hours."""

    owed: Owed


def examine(rows: Sequence[Reminder], at: datetime) -> dict[int, Recipient | Cancelled | Waits]:
    """Say of each row to whom it goes, or why not.

    The cadence is asked again: a reminder goes out if it is owed now, as the deadline and the person are now.
    What is owed instead is in the ledger when this returns.
    """
    deadlines = list({row.deadline_id: row.deadline for row in rows}.values())
    people, pages = recipients_of(deadlines), read_pages(deadlines)
    found: dict[int, Recipient | Cancelled | Waits] = {}
    for row in rows:
        who = next((one for one in people[row.deadline_id] if one.user.pk == row.recipient_id), None)
        found[row.pk] = _verdict(row, who, pages[row.deadline_id], at)
    return found


def _verdict(row: Reminder, who: Recipient | None, page: Page, at: datetime) -> Recipient | Cancelled | Waits:
    if reason := stale(row, row.deadline):
        return Cancelled(reason)
    if who is None:
        return Cancelled(UNWATCHED)
    arm_for(who, row.deadline, page, at=at)
    all_owed = owed_to(who, row.deadline, page, at=at)
    mine = next((owed for owed in all_owed if _tells(row, owed)), None)
    if mine is None:
        return Cancelled(_needless(row, who, page, all_owed, at))
    return Waits(mine) if mine.not_before > at else who


def _tells(row: Reminder, owed: Owed) -> bool:
    kinds = {owed.kind, ReminderKind.DIGEST_ITEM} if owed.kind in TELL_THE_DAY else {owed.kind}
    return row.scheduled_on == owed.day and row.kind in kinds


def _needless(row: Reminder, who: Recipient, page: Page, all_owed: list[Owed], at: datetime) -> str:
    """Why a reminder is not owed although the deadline stands as it did."""
    if who.role == WatcherRole.SECOND and page.acknowledged:
        noted = row.deadline.acknowledgements.filter(revision=row.revision).select_related("user").first()
        return f"acknowledged by {noted.user}" if noted else "acknowledged"
    told = page.told.get(row.recipient_id)
    known = told.through(row.recipient.zone) if told else None
    today = at.astimezone(row.recipient.zone).date()
    if (known and known >= row.scheduled_on) or any(row.scheduled_on < one.day <= today for one in all_owed):
        return "a later reminder of the same deadline is due"
    return "the recipient no longer asks for it"


def late_since(row: Reminder, who: Recipient, at: datetime) -> date | None:
    """The first day on which this person should have been told and was not; None where a mail is in time."""
    zone, waited = row.recipient.zone, row.message.not_before
    began = max(row.deadline.revised_at, who.since)
    if (until := _snoozed_until(row)) is not None:
        began = max(began, morning(until, zone))
    if row.due_on is not None and row.kind in {*TELL_THE_DAY, ReminderKind.DIGEST_ITEM}:
        told = _days_told(row)
        missed = [
            day
            for day in _days_owed(row, row.due_on, who, until=at.astimezone(zone).date())
            if day not in told and morning(day, zone) >= began
        ]
        # One that was owed only after its day (again, or by another choice of days) is not late by itself.
        if waited.astimezone(zone).date() > row.scheduled_on:
            missed = [day for day in missed if day != row.scheduled_on]
        after = [day for day in missed if not told or day > max(told)]
        if after:
            return after[0]
    held_up = at - waited > TOLERANCE and waited >= began
    return waited.astimezone(zone).date() if held_up else None


def _snoozed_until(row: Reminder) -> date | None:
    mine = Snooze.objects.filter(deadline=row.deadline, revision=row.revision, user=row.recipient)
    last = mine.order_by("pk").last()
    return last.until if last else None


def _days_owed(row: Reminder, due_on: date, who: Recipient, *, until: date) -> list[date]:
    """The days before ``until`` on which a person was to be told of a due day."""
    court, zone = row.deadline.docket.court, row.recipient.zone
    last = LastDay(due_on, court.zone if court else zone, zone).morning_on
    offsets = who.user.reminder_offsets if who.role != WatcherRole.SECOND else [who.escalate_days]
    upcoming = {last - timedelta(offset) for offset in offsets}
    overdue = {due_on + timedelta(n) for n in range(1, max(0, (until - due_on).days))}
    return sorted(day for day in upcoming | overdue if day < until)


def _days_told(row: Reminder) -> set[date]:
    """The days of this revision on which a person was told, or was not for a reason of their own."""
    rows = Reminder.objects.filter(
        deadline=row.deadline, revision=row.revision, recipient=row.recipient
    ).exclude(pk=row.pk)
    told = rows.filter(message__state=MessageState.SENT, withheld="")
    unwanted = rows.filter(Q(message__reason=UNWATCHED) | Q(withheld=UNWATCHED))
    return {*told.values_list("scheduled_on", flat=True), *unwanted.values_list("scheduled_on", flat=True)}
