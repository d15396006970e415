"""The history of a record and of its parts, and what stands beside what in two versions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from web.desk.values import Names, caption, columns_of, in_words
from web.desk.worddiff import side_by_side

#: Of each kind of row this many steps are read, the newest.
MOST_STEPS = 300

KINDS = {"+": _("added"), "~": _("changed"), "-": _("taken away")}


@dataclass(frozen=True, slots=True)
class Line:
    """A column in two versions."""

    label: str
    old: SafeString
    new: SafeString


@dataclass(frozen=True, slots=True)
class Step:
    """One change: of what, when, by whom, why; with what it changed."""

    at: datetime
    what: str
    kind: str
    who: str
    why: str
    lines: tuple[Line, ...]
    #: The row of the history, to look at that version; of the record itself alone.
    version: int | None
    #: Where a part that was taken away can be brought back: its model's label and row of the history.
    bring_back: tuple[str, int] | None
    #: The id of its heading on the page.
    anchor: str


def steps_of(record: models.Model, inlines: Any) -> list[Step]:
    """Return every step of a record and of the parts that its form shows, the newest first.

    Two queries at most for each kind of row, and one for each kind of record that columns point to.
    """
    names = Names()
    kind: Any = type(record)
    found = list(_steps(kind, {kind._meta.pk.attname: record.pk}, names, record))
    for inline in inlines:
        if hasattr(inline.model, "history"):
            found += _steps(inline.model, _belongs(inline, record), names, record)
    return sorted(found, key=lambda step: step.at, reverse=True)


def _belongs(inline: Any, record: models.Model) -> dict[str, Any]:
    if isinstance(inline, GenericTabularInline):
        return {"content_type": ContentType.objects.get_for_model(record).pk, "object_id": record.pk}
    field = inline.fk_name or next(
        column.name for column in inline.model._meta.concrete_fields if column.related_model is type(record)
    )
    return {f"{field}_id": record.pk}


def _steps(model: Any, wanted: dict[str, Any], names: Names, record: models.Model) -> Iterator[Step]:
    key = model._meta.pk.attname
    is_part = model is not type(record)
    rows = list(
        model.history.filter(**wanted)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")[:MOST_STEPS]
    )
    names.learn(model, rows)
    removed = {getattr(row, key) for row in rows if row.history_type == "-"}
    there = set(model._base_manager.filter(pk__in=removed).values_list("pk", flat=True)) if removed else set()
    older: dict[Any, Any] = {}
    for row in reversed(rows):
        pk = getattr(row, key)
        gone = row.history_type == "-"
        before, after = (row, None) if gone else (older.get(pk), row)
        lines = lines_between(model, before, after, names, apart_from=record if is_part else None)
        yield Step(
            at=row.history_date,
            what=str(model._meta.verbose_name) if is_part else "",
            kind=str(KINDS[row.history_type]),
            who=str(row.history_user or ""),
            why=row.history_change_reason or "",
            lines=tuple(lines),
            version=None if is_part else row.history_id,
            bring_back=(model._meta.label_lower, row.history_id) if gone and pk not in there else None,
            anchor=f"{model._meta.model_name}-{row.history_id}",
        )
        older[pk] = row


def lines_between(
    model: type[models.Model], old: Any, new: Any, names: Names, *, apart_from: Any = None
) -> Iterator[Line]:
    """Yield each column that differs in two versions; of a first or a last one, each that is filled in.

    ``apart_from`` is the record whose part the row is: that it belongs there is not told of every row.
    """
    for column in columns_of(model):
        if not hasattr(new if new is not None else old, column.attname):
            continue
        if apart_from is not None and column.related_model is type(apart_from) and not column.null:
            continue
        after = getattr(new, column.attname) if new is not None else None
        before = getattr(old, column.attname) if old is not None else None
        only = after if old is None else before if new is None else None
        if after == before or (only is not None and only == column.get_default()):
            continue
        if not (after or before):
            continue  # nothing was written as another nothing
        words = side_by_side(in_words(column, before, names), in_words(column, after, names))
        yield Line(caption(column), *words)


def may_bring_back(request: HttpRequest, model: type[models.Model]) -> bool:
    """Whether whoever asks may write such a part again."""
    return request.user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")
