"""What happens to a deadline after it was set: it is moved, paused, or it ends. Who and why is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.models import Deadline, Extension, Tolling
from deadlines.operations import check_case, record_deadline
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.operations import save_record


def _read_again(deadline: Deadline) -> None:
    """Read a deadline again under a lock: of two people at once, the second changes what the first left."""
    deadline.refresh_from_db(from_queryset=Deadline.objects.select_for_update())


def _need(reason: str, field: str = "reason") -> str:
    if not reason.strip():
        raise ValidationError({field: _("Say why.")})
    return reason.strip()


# --- the day ----------------------------------------------------------------------------------------


@transaction.atomic
def override_deadline(
    deadline: Deadline, *, due_on: date, reason: str, by: User | None, at: datetime
) -> Deadline:
    """Set the day by hand. It is never counted over; the engine's day stands beside it.

    Raises ``ValidationError`` on ``reason`` without one.
    """
    _read_again(deadline)
    deadline.override_reason = _need(reason)[:300]
    deadline.basis, deadline.due_on = DueBasis.SET_BY_EDITOR, due_on
    if deadline.state == DeadlineStatus.NEEDS_REVIEW:
        deadline.state = DeadlineStatus.OPEN
    return record_deadline(deadline, by=by, at=at, reason=reason)


@transaction.atomic
def count_again(deadline: Deadline, *, by: User | None, at: datetime, reason: str = "") -> Deadline:
    """Give up a day that was set by hand or by an extension; the engine's counts again."""
    _read_again(deadline)
    deadline.basis, deadline.due_on, deadline.override_reason = DueBasis.COMPUTED, None, ""
    return record_deadline(deadline, by=by, at=at, reason=reason)


@transaction.atomic
def extend_deadline(extension: Extension, *, by: User | None, at: datetime) -> Extension:
    """Add a link to the chain: the due day moves, the previous one is kept. The last link counts."""
    deadline = extension.deadline
    _read_again(deadline)
    if deadline.due_on is None:
        raise ValidationError({"due_on": _("A deadline without a day cannot be extended.")})
    check_case(deadline, extension.entry)
    extension.previous_due_on = deadline.due_on
    save_record(extension, by=by)
    deadline.basis = DueBasis.EXTENDED
    deadline.due_on = extension.due_on
    record_deadline(deadline, by=by, at=at, reason=extension.reason)
    return extension


# --- the clock --------------------------------------------------------------------------------------


@transaction.atomic
def pause_deadline(tolling: Tolling, *, by: User | None, at: datetime) -> Tolling:
    """Stop the clock of a deadline (a stay, tolling), or record a pause that is over already.

    A paused deadline stays open, with a mark; nobody is reminded of it. Raises ``ValidationError`` for one
    that does not run, and for a pause that overlaps another.
    """
    deadline = tolling.deadline
    _read_again(deadline)
    if deadline.state != DeadlineStatus.OPEN:
        raise ValidationError({"paused_on": _("Only an open deadline can be paused.")})
    check_case(deadline, tolling.entry)
    _check_overlap(tolling)
    save_record(tolling, by=by)
    return _clock_changed(tolling, by=by, at=at)


@transaction.atomic
def resume_deadline(tolling: Tolling, *, resumed_on: date, by: User | None, at: datetime) -> Tolling:
    """Let the clock run again: what was left of the period runs from `resumed_on`, which is not counted.

    A day that was fixed by the court, set by an editor or extended does not move by itself: extend it.
    """
    _read_again(tolling.deadline)
    tolling.resumed_on = resumed_on
    _check_overlap(tolling)
    save_record(tolling, by=by)
    return _clock_changed(tolling, by=by, at=at)


def _clock_changed(tolling: Tolling, *, by: User | None, at: datetime) -> Tolling:
    # Read anew: pauses may have been read with the deadline before this one was there.
    deadline = Deadline.objects.select_for_update().get(pk=tolling.deadline_id)
    deadline.paused_on = deadline.tollings.filter(resumed_on=None).values_list("paused_on", flat=True).first()
    record_deadline(deadline, by=by, at=at, reason=tolling.reason)
    tolling.deadline = deadline
    return tolling


def _check_overlap(tolling: Tolling) -> None:
    end = tolling.resumed_on or date.max
    for other in tolling.deadline.tollings.exclude(pk=tolling.pk):
        if tolling.paused_on < (other.resumed_on or date.max) and other.paused_on < end:
            raise ValidationError({"paused_on": _("The deadline is paused on these days already.")})


# --- the end ----------------------------------------------------------------------------------------


@transaction.atomic
def satisfy_deadline(
    deadline: Deadline, *, entry: DocketEntry | None, by: User | None, at: datetime, reason: str = ""
) -> Deadline:
    """Record that what was due was done, by which entry where the record shows it.

    Raises ``ValidationError`` on ``satisfied_by`` for an entry of another case, and without entry and reason.
    """
    _read_again(deadline)
    if entry is None:
        _need(reason, "satisfied_by")
    deadline.satisfied_by = entry
    return _ends(deadline, DeadlineStatus.SATISFIED, by=by, at=at, reason=reason)


@transaction.atomic
def vacate_deadline(deadline: Deadline, *, reason: str, by: User | None, at: datetime) -> Deadline:
    """Record that the deadline fell away (its order was vacated, the case settled)."""
    _read_again(deadline)
    return _ends(deadline, DeadlineStatus.VACATED, by=by, at=at, reason=_need(reason))


@transaction.atomic
def mark_missed(deadline: Deadline, *, reason: str, by: User | None, at: datetime) -> Deadline:
    """Record that the last day passed and nothing was done.

    Raises ``ValidationError`` on ``state`` before the last day is over in the court, and while the clock
    stands still. After an extension its day counts.
    """
    _read_again(deadline)
    return _ends(deadline, DeadlineStatus.MISSED, by=by, at=at, reason=_need(reason))


@transaction.atomic
def reopen_deadline(deadline: Deadline, *, reason: str, by: User | None, at: datetime) -> Deadline:
    """Let a deadline run again that was taken for over."""
    _read_again(deadline)
    return _ends(deadline, DeadlineStatus.OPEN, by=by, at=at, reason=_need(reason))


def _ends(
    deadline: Deadline, state: DeadlineStatus, *, by: User | None, at: datetime, reason: str
) -> Deadline:
    deadline.state, deadline.vacated_with_entry = state, False
    if state != DeadlineStatus.SATISFIED:
        deadline.satisfied_by = None
    return record_deadline(deadline, by=by, at=at, reason=reason)
