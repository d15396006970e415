"""Values of columns in words, as a comparison of two versions shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

#: Columns that no editor writes.
UNSHOWN = frozenset({"id", "created_at", "updated_at", "object_id", "content_type"})


class Names:
    """The names of records that a comparison points to: each is read once, and those of a kind together."""

    def __init__(self) -> None:
        """Know none."""
        self._known: dict[tuple[Any, Any], str] = {}

    def learn(self, model: type[models.Model], rows: Iterable[Any]) -> None:
        """Read the names that the references of rows need, by one query for each kind of record."""
        wanted: dict[Any, set[Any]] = {}
        kept = list(rows)
        for field in columns_of(model):
            if isinstance(field, models.ForeignKey):
                pks = {getattr(row, field.attname, None) for row in kept} - {None}
                wanted.setdefault(field.related_model, set()).update(pks)
        for kind, pks in wanted.items():
            missing = {pk for pk in pks if (kind, pk) not in self._known}
            if missing:
                found = kind._base_manager.in_bulk(missing)
                self._known |= {(kind, pk): str(found.get(pk, f"#{pk}")) for pk in missing}

    def of(self, field: models.ForeignKey[Any, Any], pk: Any) -> str:
        """Name the record that a reference points to; one that is gone by its key."""
        key = (field.related_model, pk)
        if key not in self._known:
            record = field.related_model._base_manager.filter(pk=pk).first()
            self._known[key] = str(record) if record is not None else f"#{pk}"
        return self._known[key]


def in_words(field: models.Field[Any, Any], value: Any, names: Names) -> str:
    """Word the value of a column for an editor; an empty text for none."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        return names.of(field, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def columns_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the columns of a model that an editor writes: a text in three languages by its languages."""
    names = {field.name for field in model._meta.concrete_fields}
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and field.name not in UNSHOWN and f"{field.name}_en" not in names
    ]


def caption(field: models.Field[Any, Any]) -> str:
    """Return the label of a column."""
    return str(capfirst(str(field.verbose_name)))
