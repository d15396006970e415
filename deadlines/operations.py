"""Writes about deadlines. One verb records a deadline; everything else leads to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    FRAP_26A,
    FRCP_6A,
    Computation,
    CountingRule,
    Period,
    Status,
    compute,
    fixed_date,
    to_json,
)
from deadlines.enums import DeadlineStatus, DueBasis, TriggerKind
from deadlines.models import Deadline, Extension, TriggerEvent, Watcher
from deadlines.reminders import cancel_reminders, schedule_reminders
from deadlines.triggers import Trigger, read_trigger
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.core.operations import save_record

#: The ways of counting that are known, by their key in ``Deadline.counting``.
COUNTING_RULES: Mapping[str, CountingRule] = MappingProxyType(
    {rule.key: rule for rule in (FRCP_6A, FRAP_26A)}
)

#: Statuses under which nothing is owed any more.
CLOSED = frozenset(
    {DeadlineStatus.SATISFIED, DeadlineStatus.MISSED, DeadlineStatus.VACATED, DeadlineStatus.UNVERIFIED}
)


def compute_due(deadline: Deadline) -> Computation | None:
    """Return what the engine says of a deadline, or None where there is nothing to count from.

    Raises ``ValidationError`` on ``counting`` for a way of counting that is not known, and on
    ``period_days`` for a period that leaves the calendar.
    """
    if deadline.basis == DueBasis.FIXED_BY_ORDER and deadline.due_on:
        return fixed_date(deadline.due_on, deadline.rule)
    if deadline.period_days is None or deadline.trigger.date is None:
        return None
    counting = COUNTING_RULES.get(deadline.counting)
    if counting is None:
        raise ValidationError({"counting": _("This way of counting is not known.")})
    try:
        return compute(deadline.trigger.date, Period(deadline.period_days), counting, FEDERAL)
    except ValueError as error:
        raise ValidationError({"period_days": _("This period leads outside the calendar.")}) from error


def _apply(deadline: Deadline, computation: Computation | None) -> None:
    """Write a computation into a deadline. What an editor or a court set by hand is kept."""
    by_hand = deadline.basis in (DueBasis.FIXED_BY_ORDER, DueBasis.SET_BY_EDITOR)
    deadline.steps = to_json(computation.steps) if computation else []
    deadline.caveats = list(computation.caveats) if computation else []
    deadline.computed_on = computation.due if computation else None
    if by_hand:
        return
    deadline.basis = DueBasis.COMPUTED if computation else DueBasis.NOT_COMPUTABLE
    deadline.due_on = deadline.computed_on
    undated = computation is None or computation.status is Status.NEEDS_REVIEW
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


def _announced(deadline: Deadline) -> tuple[object, ...]:
    """Return what a reminder or a calendar has told people; a change of it is a new revision."""
    withdrawn = deadline.status == PublicationStatus.WITHDRAWN
    return deadline.due_on, deadline.due_time, deadline.state, withdrawn


@transaction.atomic
def record_deadline(deadline: Deadline, *, by: User | None, at: datetime, reason: str = "") -> Deadline:
    """Save a new or changed deadline: compute it, raise its revision if its day or status moved, remind.

    Args:
        deadline: with its trigger event, which is saved already.
        by: who records it; None for the engine or a loader.
        at: the present moment; reminders are scheduled from it.

    Raises ``ValidationError`` with messages per field; nothing is saved then.
    """
    _apply(deadline, compute_due(deadline))
    before = Deadline.objects.select_for_update().filter(pk=deadline.pk).first() if deadline.pk else None
    if before:
        deadline.revision = before.revision + (_announced(before) != _announced(deadline))
    save_record(deadline, by=by, reason=reason)
    cancel_reminders(deadline)
    schedule_reminders(deadline, at=at)
    return deadline


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
    if deadline.period_days is not None and not deadline.counting:
        deadline.counting = FRCP_6A.key
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
def compute_deadlines(entry: DocketEntry, *, by: User | None, at: datetime) -> None:
    """Recompute the deadlines that run from an entry, after the entry was saved or corrected.

    An entry that no longer starts the period vacates its deadlines; none is deleted, and an entry that
    starts it again opens them again.
    """
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
            save_record(deadline.trigger, by=by)
        if moved or reopened:
            record_deadline(deadline, by=by, at=at, reason="the entry was corrected")


@transaction.atomic
def extend_deadline(extension: Extension, *, by: User | None, at: datetime) -> Extension:
    """Add a link to the chain: the due day moves, the previous one is kept."""
    deadline = extension.deadline
    if deadline.due_on is None:
        raise ValidationError({"due_on": _("A deadline without a day cannot be extended.")})
    extension.previous_due_on = deadline.due_on
    save_record(extension, by=by)
    deadline.basis = DueBasis.SET_BY_EDITOR
    deadline.due_on = extension.due_on
    record_deadline(deadline, by=by, at=at, reason=extension.reason)
    return extension


@transaction.atomic
def watch(watcher: Watcher, *, by: User | None, at: datetime) -> Watcher:
    """Start to remind a user of a case's deadlines or of one, those that run already included."""
    save_record(watcher, by=by)
    if watcher.deadline:
        schedule_reminders(watcher.deadline, at=at)
    elif watcher.case:
        for deadline in Deadline.objects.open().filter(docket__case=watcher.case):
            schedule_reminders(deadline, at=at)
    return watcher
