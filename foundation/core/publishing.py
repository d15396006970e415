"""The way of a record to its readers and back: draft, in review, published, withdrawn; who takes which step.

Each step is one operation: it validates, writes history with author and reason, and announces the change.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from foundation.core.operations import save_record

if TYPE_CHECKING:
    from foundation.accounts.models import User

#: The right to show records to readers, to hide them again, and to end an embargo.
PUBLISH = "accounts.publish_record"
#: So long after it was opened a record can be hidden again at one stroke.
UNDO_WITHIN = timedelta(minutes=10)

Record = TypeVar("Record", bound=Publication)

_ON_THE_WAY = {
    *(PublicationStatus.DRAFT, PublicationStatus.IN_REVIEW),
    *(PublicationStatus.PUBLISHED, PublicationStatus.WITHDRAWN),
}
#: Between these an editor moves a record without a publisher: readers see it in none of them.
_UNFINISHED = {PublicationStatus.DRAFT, PublicationStatus.IN_REVIEW, PublicationStatus.BINNED}


def may_publish(by: User) -> bool:
    """Whether somebody may show records to readers and hide them again."""
    return by.has_perm(PUBLISH)


def may_edit(record: models.Model, by: User) -> bool:
    """Whether somebody may change a record of this kind."""
    meta = record._meta
    return by.has_perm(f"{meta.app_label}.change_{meta.model_name}")


def check_step(before: Publication | None, record: Publication, *, by: User) -> None:
    """Refuse a change of who sees a record to whoever may not publish.

    Without that right one sends to review and takes back, seals, sets an embargo or makes it longer: nothing
    that shows. Raises ValidationError with messages per field.
    """
    if may_publish(by):
        return
    was = before or type(record)()
    errors: dict[str, ValidationError] = {}
    if record.status != was.status and not {record.status, was.status} <= _UNFINISHED:
        words = _("Only a publisher publishes or withdraws. Send it to review.")
        errors["status"] = ValidationError(words, code="not_a_publisher")
    if record.publish_at != was.publish_at:
        words = _("Only a publisher sets when it is published.")
        errors["publish_at"] = ValidationError(words, code="not_a_publisher")
    if was.embargo_until and (record.embargo_until is None or record.embargo_until < was.embargo_until):
        words = _("Only a publisher ends an embargo or makes it shorter.")
        errors["embargo_until"] = ValidationError(words, code="not_a_publisher")
    if was.sealed and not record.sealed:
        words = _("Only a publisher takes a seal off.")
        errors["sealed"] = ValidationError(words, code="not_a_publisher")
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def send_to_review(record: Record, *, by: User, reason: str = "") -> Record:
    """Draft -> in review. Raises PermissionDenied, ValidationError for any other state."""
    fresh = _locked(record, by, {PublicationStatus.DRAFT})
    fresh.status = PublicationStatus.IN_REVIEW
    return save_record(fresh, by=by, reason=reason or "sent to review")


@transaction.atomic
def take_back(record: Record, *, by: User, reason: str = "") -> Record:
    """In review -> draft; an appointed time of publication goes. Errors as for :func:`send_to_review`."""
    fresh = _locked(record, by, {PublicationStatus.IN_REVIEW})
    if fresh.publish_at is not None:
        _publisher(by)
    fresh.status, fresh.publish_at = PublicationStatus.DRAFT, None
    return save_record(fresh, by=by, reason=reason or "taken back from review")


@transaction.atomic
def publish(record: Record, *, by: User, reason: str = "") -> Record:
    """In review, or withdrawn -> published. An embargo goes on hiding it. Raises as `send_to_review`."""
    _publisher(by)
    fresh = _locked(record, by, {PublicationStatus.IN_REVIEW, PublicationStatus.WITHDRAWN})
    fresh.status, fresh.publish_at = PublicationStatus.PUBLISHED, None
    return save_record(fresh, by=by, reason=reason or "published")


@transaction.atomic
def schedule(record: Record, *, publish_at: datetime, by: User, at: datetime, reason: str = "") -> Record:
    """Let the worker publish a record in review once a moment has passed. Raises as `send_to_review`."""
    _publisher(by)
    _ahead("publish_at", publish_at, at)
    fresh = _locked(record, by, {PublicationStatus.IN_REVIEW})
    fresh.publish_at = publish_at
    return save_record(fresh, by=by, reason=reason or "publication scheduled")


@transaction.atomic
def withdraw(record: Record, *, by: User, reason: str) -> Record:
    """Published, or in review -> withdrawn. A reason must be given. Raises as :func:`send_to_review`."""
    _publisher(by)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")}, code="no_reason")
    fresh = _locked(record, by, {PublicationStatus.PUBLISHED, PublicationStatus.IN_REVIEW})
    fresh.status, fresh.publish_at = PublicationStatus.WITHDRAWN, None
    return save_record(fresh, by=by, reason=reason)


@transaction.atomic
def embargo(record: Record, *, until: datetime | None, by: User, at: datetime, reason: str = "") -> Record:
    """Hide a record until a moment, whatever its state; None ends an embargo at once.

    Whoever edits may set one or make it longer, a publisher may also shorten and end it. Raises
    PermissionDenied, ValidationError for a moment that has passed.
    """
    fresh = _locked(record, by, _ON_THE_WAY)
    if until is not None:
        _ahead("embargo_until", until, at)
    shorter = fresh.embargo_until is not None and (until is None or until < fresh.embargo_until)
    if shorter:
        _publisher(by)
    fresh.embargo_until = until
    words = "embargo ended" if until is None else "embargo set"
    return save_record(fresh, by=by, reason=reason or words)


def opened_at(record: Publication, *, at: datetime) -> datetime | None:
    """Return when a public record became public, if that was in the last ten minutes, else None.

    It is read from the record's history, which every change of a state writes, the worker's own as well.
    """
    if not record.is_public:
        return None
    lines = record.history.order_by("-history_date", "-history_id")  # type: ignore[attr-defined]  # simple_history
    opened: datetime | None = None
    for line in lines[:50]:
        if not _was_public(line):
            return opened if opened and at - opened < UNDO_WITHIN else None
        if at - line.history_date >= UNDO_WITHIN:
            return None
        opened = line.history_date
    return opened if opened and at - opened < UNDO_WITHIN else None


def _was_public(line: Publication) -> bool:
    return line.status == PublicationStatus.PUBLISHED and line.embargo_until is None and not line.sealed


@transaction.atomic
def undo_opening(record: Record, *, by: User, at: datetime) -> Record:
    """Hide a record again that became public in the last ten minutes, by whatever way: it is in review.

    No clock opens it again: a moment that has passed is not restored. Raises as `send_to_review`.
    """
    _publisher(by)
    fresh = _locked(record, by, {PublicationStatus.PUBLISHED})
    if opened_at(fresh, at=at) is None:
        raise ValidationError(
            _("It has been public for longer than ten minutes. Withdraw it."), code="too_late"
        )
    fresh.status, fresh.publish_at = PublicationStatus.IN_REVIEW, None
    return save_record(fresh, by=by, reason="publication undone")


def _locked(record: Record, by: User, states: set[PublicationStatus]) -> Record:
    """Read the record again under a lock: somebody may have been faster."""
    if not may_edit(record, by):
        raise PermissionDenied
    fresh: Record = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if fresh.status not in states:
        words = _("This cannot be done while the record is: %(status)s.")
        raise ValidationError(words, code="wrong_state", params={"status": fresh.get_status_display()})
    return fresh


def _publisher(by: User) -> None:
    if not may_publish(by):
        raise PermissionDenied


def _ahead(name: str, moment: datetime, at: datetime) -> None:
    if moment <= at:
        raise ValidationError({name: _("This moment has passed.")}, code="passed")
