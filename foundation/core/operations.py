"""Writes that every app shares: save or remove a record with its history, and say so upward."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import models, transaction

from foundation.core.fields import write_bounds
from foundation.core.signals import visibility_changed

if TYPE_CHECKING:
    from foundation.accounts.models import User

Record = TypeVar("Record", bound=models.Model)


def _sign(record: models.Model, by: User | None, reason: str) -> None:
    # The names are django-simple-history's: it reads the author and the reason from the instance.
    record._history_user = by  # type: ignore[attr-defined]
    record._change_reason = reason[:100] or None  # type: ignore[attr-defined]


def _place(record: models.Model) -> list[object]:
    """Return what a record belongs to: its foreign keys, generic ones included."""
    return [
        getattr(record, field.attname)
        for field in record._meta.concrete_fields
        if field.is_relation or field.name == "object_id"
    ]


@transaction.atomic
def save_record(record: Record, *, by: User | None, reason: str = "") -> Record:
    """Validate and save a record, write its history and announce the change.

    A record that moves (an entry to another docket) is announced at its old place as well.
    Raises ``django.core.exceptions.ValidationError`` with messages per field; nothing is saved then.
    """
    write_bounds(record)
    record.full_clean()
    before = type(record)._base_manager.filter(pk=record.pk).first() if record.pk else None
    if before is not None and _place(before) != _place(record):
        visibility_changed.send(sender=type(record), record=before)
    _sign(record, by, reason)
    record.save()
    visibility_changed.send(sender=type(record), record=record)
    return record


@transaction.atomic
def remove_part(record: models.Model, *, by: User | None, reason: str = "") -> None:
    """Delete a part of a larger record (a filer, a link); its history stays.

    Records of a court are never deleted but withdrawn; the foreign keys to them are protected.
    """
    _sign(record, by, reason)
    visibility_changed.send(sender=type(record), record=record)
    record.delete()
