"""What people answer to a reminder: they take note, put it off, hand it over, or want no more mail."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.enums import DeadlineStatus, WatcherRole
from deadlines.models import Acknowledgement, Deadline, Snooze, Watcher
from deadlines.reminders.people import recipients_of
from deadlines.reminders.scheduling import arm, schedule_reminders
from foundation.accounts.models import User
from foundation.core.operations import remove_part, save_record

#: An overdue deadline can be put off so many days at a time.
LONGEST_SNOOZE_OVERDUE = 7


def same_revision(deadline: Deadline, revision: int) -> None:
    """Raise ValidationError unless a deadline still stands as the person saw it."""
    if deadline.revision != revision:
        raise ValidationError(
            _("The deadline has changed since you opened this page. Look at it again."), code="changed"
        )


@transaction.atomic
def acknowledge(deadline: Deadline, *, revision: int, by: User, at: datetime) -> Acknowledgement:
    """Record that somebody has taken note of a deadline as it stands; nobody is alarmed any more.

    Raises ``ValidationError`` if it does not run, has changed since, or was acknowledged already (by whom).
    """
    deadline = _locked(deadline)
    same_revision(deadline, revision)
    if deadline.state not in {DeadlineStatus.OPEN, DeadlineStatus.NEEDS_REVIEW}:
        raise ValidationError(_("This deadline is over."), code="over")
    earlier = deadline.acknowledgements.filter(revision=revision).select_related("user").first()
    if earlier is not None:
        words = _("%(name)s has acknowledged this already.") % {"name": earlier.user}
        raise ValidationError(words, code="acknowledged")
    return save_record(Acknowledgement(deadline=deadline, revision=revision, user=by, at=at), by=by)


@transaction.atomic
def snooze(deadline: Deadline, *, until: date, revision: int, by: User, at: datetime) -> Snooze:
    """Send a person no mail about a deadline before the morning of a day, at the latest that of the due day.

    Raises ``ValidationError`` on ``until`` for a day that is not ahead, or too far.
    """
    deadline = _locked(deadline)
    same_revision(deadline, revision)
    today = at.astimezone(by.zone).date()
    if deadline.state != DeadlineStatus.OPEN or deadline.due_on is None:
        raise ValidationError(_("This deadline is over."), code="over")
    last = max(deadline.due_on, today + timedelta(days=LONGEST_SNOOZE_OVERDUE))
    if deadline.due_on > today:
        last = deadline.due_on
    if not today < until <= last:
        words = _("Choose a day from tomorrow to %(day)s.") % {"day": last.isoformat()}
        raise ValidationError({"until": words})
    made = save_record(Snooze(deadline=deadline, revision=revision, user=by, until=until, at=at), by=by)
    schedule_reminders(deadline, at=at)  # an earlier day than before brings forward what waits
    return made


@transaction.atomic
def hand_over(deadline: Deadline, *, to: User, reason: str, by: User, at: datetime) -> Watcher:
    """Make another person the owner of a deadline; whoever owned it keeps watching.

    Raises ``ValidationError`` on ``to`` for somebody whom no reminder would reach, on ``reason`` without one.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    if to.reminders_stopped_at is not None:
        raise ValidationError({"to": _("This person has stopped all reminders.")})
    deadline = _locked(deadline)
    for owner in _owners(deadline):
        if owner.user_id != to.pk:
            # Who owns the whole case keeps it, but for this deadline.
            row = owner if owner.deadline_id else Watcher(user_id=owner.user_id, deadline=deadline)
            row.role, row.muted_at = WatcherRole.WATCHER, owner.muted_at
            save_record(row, by=by, reason=reason)
    row = deadline.watchers.filter(user=to).first() or Watcher(user=to, deadline=deadline)
    row.role, row.muted_at = WatcherRole.OWNER, None
    try:
        save_record(row, by=by, reason=reason)
    except ValidationError as error:
        raise ValidationError({"to": error.messages}) from error
    if not any(one.user == to for one in recipients_of([deadline])[deadline.pk]):
        raise ValidationError({"to": _("This person may not see the deadline.")})
    schedule_reminders(deadline, at=at)
    return row


@transaction.atomic
def unwatch(deadline: Deadline, *, by: User) -> None:
    """Take a person off the list of a deadline; what they chose for its case counts again.

    Raises ``ValidationError`` for the owner: somebody must take the deadline over first.
    """
    row = deadline.watchers.select_for_update().filter(user=by).first()
    if row is None:
        return
    if row.role == WatcherRole.OWNER:
        raise ValidationError(_("You are the owner of this deadline: hand it over first."), code="owner")
    remove_part(row, by=by, reason="unwatched")


@transaction.atomic
def stop_mail(deadline: Deadline, *, by: User, at: datetime) -> Watcher | None:
    """Send a person no more mail about a deadline; twice is as good as once.

    Returns the row that says so, or None for somebody who gets none in any case.
    """
    row, of_case = deadline.watchers.filter(user=by).first(), _of_case(deadline, by)
    if row is None and of_case is None:
        return None
    if row is None and of_case is not None:
        row = Watcher(user=by, deadline=deadline, role=of_case.role, escalate_days=of_case.escalate_days)
    if row is not None and row.muted_at is None:
        row.muted_at = at
        save_record(row, by=by, reason="stopped by the recipient")
    return row


@transaction.atomic
def start_mail(deadline: Deadline, *, by: User, at: datetime) -> None:
    """Undo :func:`stop_mail`; what is owed from now on is owed again."""
    for row in deadline.watchers.filter(user=by, muted_at__isnull=False):
        row.muted_at = None
        save_record(row, by=by, reason="started again by the recipient")
    schedule_reminders(deadline, at=at)


def _of_case(deadline: Deadline, user: User) -> Watcher | None:
    return Watcher.objects.filter(user=user, case=deadline.docket.case_id).first()


def _owners(deadline: Deadline) -> list[Watcher]:
    """The rows by which people own a deadline: their own row, or that of its case where they have none."""
    own = {row.user_id: row for row in deadline.watchers.all()}
    of_case = Watcher.objects.filter(case=deadline.docket.case_id).exclude(user__in=own)
    return [row for row in (*own.values(), *of_case) if row.role == WatcherRole.OWNER]


@transaction.atomic
def stop_all_mail(user: User, *, at: datetime) -> None:
    """Send a person no more reminders at all; administrators see it, and the staff pages say so."""
    if user.reminders_stopped_at is None:
        user.reminders_stopped_at = at
        user.save(update_fields=["reminders_stopped_at"])


@transaction.atomic
def start_all_mail(user: User, *, at: datetime) -> None:
    """Undo :func:`stop_all_mail`."""
    user.reminders_stopped_at = None
    user.save(update_fields=["reminders_stopped_at"])
    watched = Deadline.objects.running().filter(docket__case__watchers__user=user)
    watched = watched | Deadline.objects.running().filter(watchers__user=user)
    arm(list(watched.select_related("docket__court").distinct()), at=at)


def _locked(deadline: Deadline) -> Deadline:
    """Read a deadline again under a lock: of two people at once, the second sees what the first did."""
    return (
        Deadline.objects.select_for_update(of=("self",)).select_related("docket__court").get(pk=deadline.pk)
    )
