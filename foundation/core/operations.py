"""Writes that every app shares: save or remove a record with its history, and say so upward."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from foundation.core.enums import PublicationStatus
from foundation.core.fields import write_bounds
from foundation.core.models import Publication
from foundation.core.signals import part_removed, visibility_changed

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
    moved = before is not None and _place(before) != _place(record)
    if moved:
        visibility_changed.send(sender=type(record), record=before)
    _sign(record, by, reason)
    record.save()
    if moved:
        part_removed.send(sender=type(record), record=before)
    visibility_changed.send(sender=type(record), record=record, before=before)
    return record


@transaction.atomic
def remove_part(record: models.Model, *, by: User | None, reason: str = "") -> None:
    """Delete a part of a larger record (a filer, a link); its history stays.

    Records of a court are never deleted but withdrawn; the foreign keys to them are protected.
    """
    _sign(record, by, reason)
    visibility_changed.send(sender=type(record), record=record)
    pk = record.pk
    record.delete()
    gone = copy(record)
    gone.pk = pk
    part_removed.send(sender=type(record), record=gone)


def holders(record: models.Model, *, limit: int = 20) -> list[models.Model]:
    """Return up to ``limit`` records that rest on a record and would be left without it.

    Parts that are deleted or hidden with it hold nothing, nor does what is in the bin itself.
    """
    found: list[models.Model] = []
    for relation in record._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        field: Any = getattr(relation, "field", None)
        if not relation.auto_created or relation.concrete or not hasattr(model, "history"):
            continue  # a ledger that the program writes holds nothing
        if relation.on_delete is not models.PROTECT or getattr(model, "part_of", "") == field.name:  # type: ignore[union-attr]  # a reverse relation
            continue
        rows = model._default_manager.filter(**{field.name: record.pk})
        if issubclass(model, Publication):
            rows = rows.exclude(status=PublicationStatus.BINNED)
        found += rows[: limit - len(found)]
        if len(found) >= limit:
            break
    return found


@transaction.atomic
def bin_record(record: Publication, *, by: User | None, reason: str = "") -> None:
    """Put a record into the bin: it and its parts are nowhere public, and nothing of it is lost.

    Raises ``ValidationError`` if something rests on it: a person with filings is merged, not binned.
    """
    if not record.binnable:
        raise ValidationError(_("This is not put into the bin: end it by its state."), code="not_binnable")
    held = holders(record, limit=5)
    if held:
        words = _("Other records rest on “%(record)s”: %(holders)s. Move or bin them first.")
        values = {"record": str(record), "holders": "; ".join(str(holder) for holder in held)}
        raise ValidationError(words % values, code="held")
    record.status = PublicationStatus.BINNED
    record.publish_at = None
    save_record(record, by=by, reason=reason)


@transaction.atomic
def unbin_record(record: Publication, *, by: User | None, reason: str = "") -> None:
    """Take a record out of the bin, as a draft: nothing becomes public by itself.

    Raises ``ValidationError`` if its place was taken in the meantime (its number, its address).
    """
    if record.status != PublicationStatus.BINNED:
        raise ValidationError(_("This is not in the bin."), code="not_in_bin")
    record.status = PublicationStatus.DRAFT
    save_record(record, by=by, reason=reason)


@transaction.atomic
def restore_part(past: Any, *, by: User | None, reason: str = "") -> models.Model:
    """Bring a removed part back as its history has it, under its old key; ``past`` is a row of the history.

    Raises ``ValidationError`` if its place was taken in the meantime.
    """
    part: models.Model = past.instance
    part._state.adding = True
    return save_record(part, by=by, reason=reason)
