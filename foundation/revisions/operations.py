"""Writes about changes: the correction that readers are told of, and one change of many records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core.audience import PUBLIC
from foundation.core.operations import save_record
from foundation.revisions.enums import Nature
from foundation.revisions.models import BulkChange, Correction

#: More records than these are not changed at once: each one is validated and leaves its history.
MAX_ROWS = 500


def readers_see(record: models.Model) -> bool:
    """Whether the public may see a record as it is stored now, with all that it hangs on."""
    manager: Any = type(record)._default_manager
    seen = record.pk is not None and hasattr(manager, "visible_to")
    return seen and manager.visible_to(PUBLIC).filter(pk=record.pk).exists()


def said_by(record: models.Model) -> dict[str, str]:
    """Return the words of a record that a reader may have quoted, by column.

    They are the fields of ``corrected``, each in every language that it has. A word of a closed set is given
    as it is stored; the page words it in the reader's language.
    """
    wanted = set(getattr(record, "corrected", ()))
    return {
        field.name: _as_text(getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if getattr(field, "translated_field", field).name in wanted and not _is_translated(field)
    }


def _is_translated(field: Any) -> bool:
    """Whether a column has one beside it for each language, of which it repeats one."""
    names = {other.name for other in field.model._meta.concrete_fields}
    return f"{field.name}_en" in names


def _as_text(value: Any) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def record_corrections(
    record: models.Model,
    before: Mapping[str, str],
    *,
    nature: str,
    by: User | None,
    at: datetime,
) -> list[Correction]:
    """Record what was corrected in a text that readers had seen.

    Args:
        record: as it is now stored.
        before: its words before (`said_by`); hand it over only if the public could see them.
        nature: one of `Nature`; a slip of the pen leaves nothing here, its history is enough.
        by: who corrected it.
        at: the present moment.

    A text that was empty before was not corrected but added.
    """
    if nature == Nature.TYPOGRAPHICAL:
        return []
    withheld = nature == Nature.WITHHELD
    after = said_by(record)
    rows = [
        Correction(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            field=name,
            old="" if withheld else old,
            new="" if withheld else after.get(name, ""),
            words_withheld=withheld,
            corrected_at=at,
            editor=by,
        )
        for name, old in before.items()
        if old and old != after.get(name, "")
    ]
    return Correction.objects.bulk_create(rows)


@transaction.atomic
def record_removal(parent: models.Model, field: str, *, nature: str, by: User | None, at: datetime) -> None:
    """Record that a part which readers had seen was taken away from ``parent``.

    Its words are not repeated: what hides the part later (a person, the other entry) cannot hide them here.
    """
    if nature != Nature.TYPOGRAPHICAL:
        Correction.objects.create(
            record=parent, field=field[:60], words_withheld=True, corrected_at=at, editor=by
        )


@transaction.atomic
def change_many(
    records: Sequence[models.Model],
    *,
    field: str,
    value: str,
    by: User,
    at: datetime,
    reason: str = "",
    save: Callable[[Any], object] | None = None,
) -> BulkChange:
    """Set one field of many records of one kind, all or none, and keep what each had.

    ``save`` is the operation that saves such a record, where more follows from it than its history: an entry
    that is no order any more starts no period.

    Raises ``ValidationError`` if there are more than `MAX_ROWS`, or if one of them cannot be changed; the
    message names it, and nothing is changed then.
    """
    check_count(len(records))
    before: dict[str, Any] = {}
    for record in records:
        before[str(record.pk)] = getattr(record, field)
        seen = said_by(record) if readers_see(record) else {}
        setattr(record, field, value)
        _save_named(record, save or partial(save_record, by=by, reason=reason))
        record_corrections(record, seen, nature=Nature.CORRECTION, by=by, at=at)
    return BulkChange.objects.create(
        content_type=ContentType.objects.get_for_model(type(records[0])),
        field=field,
        value=value,
        before=before,
        reason=reason[:100],
        made_at=at,
        editor=by,
    )


def check_count(count: int) -> None:
    """Raise ``ValidationError`` if so many records cannot be changed at once."""
    if not 0 < count <= MAX_ROWS:
        words = _("%(count)d records were chosen; at most %(most)d are changed at once. Nothing was changed.")
        raise ValidationError(words % {"count": count, "most": MAX_ROWS}, code="too_many")


def standing_of(change: BulkChange) -> tuple[list[Any], list[Any]]:
    """Return the records of a change that still have its value, and those that somebody changed since."""
    model: Any = change.content_type.model_class()
    rows = list(model._default_manager.filter(pk__in=[int(pk) for pk in change.before]).order_by("pk"))
    kept = [row for row in rows if str(getattr(row, change.field)) == change.value]
    return kept, [row for row in rows if row not in kept]


@transaction.atomic
def undo_many(
    change: BulkChange,
    *,
    by: User,
    at: datetime,
    reason: str = "",
    save: Callable[[Any], object] | None = None,
) -> int:
    """Give the records of a change what they had before; return how many. ``save`` as in `change_many`.

    A record that somebody changed since is left as it is. Raises ``ValidationError`` if the change was undone
    already, or if a record cannot be changed back; nothing is changed then.
    """
    change = BulkChange.objects.select_for_update().get(pk=change.pk)
    if change.undone_at:
        raise ValidationError(_("This was undone already."), code="undone")
    kept, _changed = standing_of(change)
    for record in kept:
        seen = said_by(record) if readers_see(record) else {}
        setattr(record, change.field, change.before[str(record.pk)])
        _save_named(record, save or partial(save_record, by=by, reason=reason))
        record_corrections(record, seen, nature=Nature.CORRECTION, by=by, at=at)
    change.undone_at, change.undone_by = at, by
    change.save()
    return len(kept)


def _save_named(record: models.Model, save: Callable[[Any], object]) -> None:
    """Save one of many; an error says which one it is of."""
    try:
        save(record)
    except ValidationError as error:
        words = _("%(record)s cannot be changed: %(why)s Nothing was changed.")
        values = {"record": str(record), "why": " ".join(error.messages)}
        raise ValidationError(words % values, code="one_of_many") from error
