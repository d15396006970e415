"""Writes about deadlines. One verb records a deadline; everything else leads to it.

How a deadline ends or changes after it was set (satisfied, extended, paused) is in `deadlines.changes`.
"""

from __future__ import annotations

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.asking import compute_due, default_counting
from deadlines.enums import DeadlineStatus, DueBasis, TriggerKind
from deadlines.models import MAX_CHAIN, Deadline, TriggerEvent, Watcher
from deadlines.questions import Answer, to_data
from deadlines.reminders.scheduling import arm, cancel_reminders, schedule_reminders
from deadlines.triggers import Trigger, read_trigger
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.core.operations import save_record

#: Statuses under which nothing is owed any more.
CLOSED = frozenset(
    {DeadlineStatus.SATISFIED, DeadlineStatus.MISSED, DeadlineStatus.VACATED, DeadlineStatus.UNVERIFIED}
)
#: Where a day comes from that is never counted over: a court, an editor, an extension.
BY_HAND = frozenset({DueBasis.FIXED_BY_ORDER, DueBasis.SET_BY_EDITOR, DueBasis.EXTENDED})


def apply_answer(deadline: Deadline, answer: Answer | None) -> None:
    """Write what the engine says into a deadline, unsaved. A day that was set by hand is kept."""
    data = to_data(answer) if answer else {}
    due = answer.due if answer else None
    moment = due if isinstance(due, datetime) else None
    deadline.steps = data.get("steps", [])
    deadline.caveats = data.get("warnings", [])
    deadline.readings = data.get("readings", [])
    deadline.computed_on = moment.date() if moment else due
    if deadline.basis in BY_HAND:
        return
    deadline.override_reason = ""
    deadline.basis = DueBasis.COMPUTED if answer else DueBasis.NOT_COMPUTABLE
    deadline.due_on = deadline.computed_on
    if moment:
        deadline.due_time = time(moment.hour, moment.minute)
    undated = due is None
    if undated and deadline.state == DeadlineStatus.OPEN:
        deadline.state = DeadlineStatus.NEEDS_REVIEW
    elif not undated and deadline.state == DeadlineStatus.NEEDS_REVIEW:
        deadline.state = DeadlineStatus.OPEN
    if undated and deadline.state != DeadlineStatus.NEEDS_REVIEW:
        # A closed deadline without a day: say that it cannot be computed, not that it needs review.
        deadline.basis = DueBasis.NOT_COMPUTABLE
        deadline.computed_on = deadline.due_on = None
    if deadline.due_on is None:
        deadline.due_time = None


def announced(deadline: Deadline) -> tuple[object, ...]:
    """Return what a reminder or a calendar has told people; a change of it is a new revision."""
    withdrawn = deadline.status == PublicationStatus.WITHDRAWN
    return deadline.due_on, deadline.due_time, deadline.state, withdrawn, deadline.paused_on is not None


@transaction.atomic
def record_deadline(deadline: Deadline, *, by: User | None, at: datetime, reason: str = "") -> Deadline:
    """Save a new or changed deadline: compute it, raise its revision if its day or status moved, remind.

    The deadlines that follow it move with it.

    Args:
        deadline: with its trigger event, which is saved already.
        by: who records it; None for the engine or a loader.
        at: the present moment; reminders are scheduled from it.

    Raises ``ValidationError`` with messages per field; nothing is saved then.
    """
    _check_chain(deadline)
    apply_answer(deadline, compute_due(deadline))
    before = Deadline.objects.select_for_update().filter(pk=deadline.pk).first() if deadline.pk else None
    _check_ending(deadline, before, at=at)
    moved = before is not None and announced(before) != announced(deadline)
    if before is None:
        deadline.revised_at = at
    else:
        deadline.revision = before.revision + moved
        deadline.revised_at = at if moved else before.revised_at
        # An answer of hours gave the time; an answer of days has none.
        if before.period_unit != deadline.period_unit and deadline.due_time == before.due_time:
            _drop_time_of_hours(deadline, before)
    _date_what_it_follows(deadline, by=by)
    save_record(deadline, by=by, reason=reason)
    cancel_reminders(deadline, at=at)
    schedule_reminders(deadline, at=at)
    if moved:
        _move_followers(deadline, by=by, at=at)
    return deadline


def _drop_time_of_hours(deadline: Deadline, before: Deadline) -> None:
    from_hours = before.period_unit == "hours" and before.basis == DueBasis.COMPUTED
    if from_hours and deadline.basis == DueBasis.COMPUTED:
        deadline.due_time = None


def _check_ending(deadline: Deadline, before: Deadline | None, *, at: datetime) -> None:
    """Refuse an answer from another case, and to call missed what can still be done: nobody is reminded then.

    What was recorded before is not judged again.
    """
    if before is None or before.satisfied_by_id != deadline.satisfied_by_id:
        check_case(deadline, deadline.satisfied_by, "satisfied_by")
    if deadline.state != DeadlineStatus.MISSED or (before and before.state == DeadlineStatus.MISSED):
        return
    court = deadline.docket.court
    today = at.astimezone(court.zone).date() if court else at.date()
    if deadline.due_on is None or deadline.due_on >= today or deadline.paused_on:
        raise ValidationError({"state": _("The last day is not over.")})


def check_case(deadline: Deadline, entry: DocketEntry | None, field: str = "entry") -> None:
    """Raise ``ValidationError`` on `field` for an entry of another case than the deadline's."""
    if entry is not None and entry.docket.case_id != deadline.docket.case_id:
        raise ValidationError({field: _("This entry is of another case.")})


def _check_chain(deadline: Deadline) -> None:
    """Refuse a deadline that follows itself, one of another docket, or too many others."""
    ahead, links = deadline.depends_on, 1
    while ahead is not None:
        links += 1
        if ahead.pk == deadline.pk:
            raise ValidationError({"depends_on": _("A deadline cannot run from itself.")})
        if ahead.docket_id != deadline.docket_id:
            words = _("A deadline can only run from one on the same docket.")
            raise ValidationError({"depends_on": words})
        ahead = ahead.depends_on if links <= MAX_CHAIN else None
    if links + _followers(deadline) > MAX_CHAIN:
        words = _("No more than %(n)d deadlines can run from one another.") % {"n": MAX_CHAIN}
        raise ValidationError({"depends_on": words})


def _followers(deadline: Deadline) -> int:
    """How many deadlines follow this one, one after the other."""
    if not deadline.pk or not deadline.depends_on_id:
        return 0
    behind, links = [deadline.pk], 0
    while behind and links < MAX_CHAIN:
        behind = list(Deadline.objects.filter(depends_on__in=behind).values_list("pk", flat=True))
        links += bool(behind)
    return links


def _date_what_it_follows(deadline: Deadline, *, by: User | None) -> None:
    """Keep the event of a follower dated as the last day of the deadline that it follows."""
    ahead, trigger = deadline.depends_on, deadline.trigger
    if ahead is None or trigger.entry_id is not None or trigger.date == ahead.due_on:
        return
    trigger.date = ahead.due_on
    if trigger.date is None:
        trigger.time = None
    save_record(trigger, by=by)


def _move_followers(deadline: Deadline, *, by: User | None, at: datetime) -> None:
    for follower in deadline.dependents.select_related("trigger").order_by("pk"):
        follower.depends_on = deadline
        record_deadline(follower, by=by, at=at, reason="the deadline that it runs from moved")


@transaction.atomic
def order_period(entry: DocketEntry, deadline: Deadline, *, by: User | None, at: datetime) -> Deadline:
    """Record what an order fixes: a period "within N days of this order", or a date.

    The order is the trigger, its filing day day 0. Raises ``ValidationError`` on ``ordered_by`` if the entry
    is not an act of a court.
    """
    if not entry.is_act_of_court:
        raise ValidationError({"ordered_by": _("Only an act of a court can order a period.")})
    deadline.ordered_by = entry
    deadline.docket = entry.docket
    deadline.trigger = trigger_of(entry, kind=TriggerKind.ORDER, by=by)
    if deadline.period_length is not None and not deadline.counting:
        deadline.counting = default_counting(entry.docket)
    return record_deadline(deadline, by=by, at=at)


@transaction.atomic
def follow_deadline(deadline: Deadline, ahead: Deadline, *, by: User | None, at: datetime) -> Deadline:
    """Record a new deadline that runs from the last day of another ("7 days after the opposition was due").

    `deadline` has its period and title; docket and event are those of `ahead`, with which it moves from now
    on. Raises ``ValidationError``.
    """
    deadline.docket, deadline.depends_on = ahead.docket, ahead
    trigger = TriggerEvent(docket=ahead.docket, kind=TriggerKind.OTHER, date=ahead.due_on)
    deadline.trigger = save_record(trigger, by=by)
    if deadline.period_length is not None and not deadline.counting:
        deadline.counting = ahead.counting or default_counting(ahead.docket)
    return record_deadline(deadline, by=by, at=at)


def trigger_of(entry: DocketEntry, *, kind: TriggerKind, by: User | None) -> TriggerEvent:
    """Return the trigger event of an entry, made if it is missing and dated as the entry is now."""
    trigger = TriggerEvent.objects.filter(entry=entry, kind=kind).first()
    if trigger is None:
        trigger = TriggerEvent(entry=entry, kind=kind, docket=entry.docket)
    elif trigger.date == entry.date_filed:
        return trigger
    trigger.date = entry.date_filed
    return save_record(trigger, by=by)


@transaction.atomic
def record_trigger(
    trigger: TriggerEvent,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    leave: Deadline | None = None,
) -> TriggerEvent:
    """Save a changed event (its day, time, or how and when a paper was served) and count from it again.

    `leave` is a deadline that the caller records itself.
    """
    save_record(trigger, by=by, reason=reason)
    running = trigger.deadlines.exclude(pk=leave.pk) if leave else trigger.deadlines.all()
    for deadline in running.select_related("ordered_by", "depends_on").order_by("pk"):
        deadline.trigger = trigger
        record_deadline(deadline, by=by, at=at, reason=reason or "the event was corrected")
    return trigger


@transaction.atomic
def compute_deadlines(entry: DocketEntry, *, by: User | None, at: datetime) -> None:
    """Recompute the deadlines that run from an entry, after the entry was saved or corrected.

    An entry that no longer starts the period vacates its deadlines; none is deleted, and an entry that
    starts it again opens them again. Raises ``ValidationError`` on ``docket`` if the entry was moved away
    from the docket on which they run.
    """
    if TriggerEvent.objects.filter(entry=entry).exclude(docket=entry.docket_id).exists():
        words = _("Deadlines run from this entry. Withdraw it and enter it on the other docket.")
        raise ValidationError({"docket": words}, code="has_deadlines")
    deadlines = Deadline.objects.filter(trigger__entry=entry).select_related("trigger", "ordered_by")
    for deadline in deadlines:
        reading = read_trigger(entry, ordered=deadline.ordered_by_id == entry.pk)
        if reading.trigger is Trigger.NO_LONGER:
            if deadline.state not in CLOSED:
                deadline.state, deadline.vacated_with_entry = DeadlineStatus.VACATED, True
                record_deadline(deadline, by=by, at=at, reason="the entry no longer starts this period")
            continue
        reopened = deadline.vacated_with_entry and deadline.state == DeadlineStatus.VACATED
        if reopened:
            deadline.state, deadline.vacated_with_entry = DeadlineStatus.OPEN, False
        # Service has a day of its own; the filing day of the paper says nothing of it.
        served = deadline.trigger.kind == TriggerKind.SERVICE
        moved = not served and deadline.trigger.date != reading.day
        if moved:
            deadline.trigger.date = reading.day
            if reading.day is None:
                deadline.trigger.time = None
            save_record(deadline.trigger, by=by)
        if moved or reopened:
            record_deadline(deadline, by=by, at=at, reason="the entry was corrected")


@transaction.atomic
def watch(watcher: Watcher, *, by: User | None, at: datetime) -> Watcher:
    """Start to remind a user of a case's deadlines or of one, those that run already included."""
    save_record(watcher, by=by)
    if watcher.deadline:
        schedule_reminders(watcher.deadline, at=at)
    elif watcher.case:
        running = Deadline.objects.running().filter(docket__case=watcher.case)
        arm(list(running.select_related("docket__court")), at=at)
    return watcher
