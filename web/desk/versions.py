"""Two editors at one record: the second is shown the difference, and nothing is overwritten.

The form carries when each of its rows was last changed. Who saves a form whose rows have changed since gets
it back: with the other's words in every field that they had not touched, their own where they had, and both
side by side.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField, CheckboxInput, MultiWidget
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString

from web.desk.values import Names, caption, columns_of, in_words
from web.desk.worddiff import side_by_side

#: The name of the hidden field.
FIELD = "_version"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is stored now, and what the second editor has in the form."""

    label: str
    stored: SafeString
    typed: SafeString


@dataclass(slots=True)
class Conflict:
    """A form that was filled in on the basis of an older version."""

    who: str
    when: datetime | None
    rows: list[Difference] = field(default_factory=list)
    #: Somebody took a row away: the form cannot be shown with what was typed into it.
    rebuilt: bool = False


def key_of(record: models.Model) -> str:
    """Return the name of a row in a version."""
    return f"{record._meta.model_name}-{record.pk}"


def version_of(record: models.Model, formsets: Any) -> str:
    """Return the version of a form as it is shown: when each of its rows was last changed."""
    rows = [record, *(form.instance for formset in formsets for form in formset.initial_forms)]
    return json.dumps({key_of(row): _moment(row) for row in rows if hasattr(row, "updated_at")})


def _moment(row: Any) -> str:
    return str(row.updated_at.isoformat())


def stored_version(record: models.Model, inlines: Any, request: HttpRequest) -> dict[str, str]:
    """Return the version of a record as the database has it now; a query for each kind of row."""
    found = {key_of(record): _moment(record)}
    for inline in inlines:
        if hasattr(inline.model, "updated_at"):
            rows = inline.get_queryset(request).filter(**_belongs(inline, record))
            found |= {key_of(row): _moment(row) for row in rows}
    return found


def _belongs(inline: Any, record: models.Model) -> dict[str, Any]:
    if isinstance(inline, GenericTabularInline):
        return {"content_type": ContentType.objects.get_for_model(record), "object_id": record.pk}
    if inline.fk_name:
        return {inline.fk_name: record}
    names = [
        column.name for column in inline.model._meta.concrete_fields if column.related_model is type(record)
    ]
    return {names[0]: record}


def posted_version(request: HttpRequest) -> dict[str, str]:
    """Return the version that a form carries; nothing if it was tampered with."""
    try:
        read = json.loads(request.POST.get(FIELD, ""))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def find_conflict(
    record: Any, shown: dict[str, str], stored: dict[str, str], form: Any, formsets: Any, posted: QueryDict
) -> Conflict:
    """Return who was faster and where both differ; ``posted`` takes the other's words where none were typed.

    Args:
        record: as it is stored now.
        shown: the version that the form was filled in on.
        stored: the version that is stored now.
        form: the form bound to what was posted.
        formsets: its rows, bound likewise.
        posted: a mutable copy of what was posted.
    """
    names = Names()
    conflict = Conflict(*_last_change(record, shown, stored), rebuilt=bool(shown.keys() - stored.keys()))
    forms = [form]
    for formset in formsets:
        forms += [row for row in formset.initial_forms if row.instance.pk]
        for part in formset.queryset:
            if key_of(part) not in shown:
                label = str(part._meta.verbose_name)
                conflict.rows.append(Difference(label, *side_by_side(str(part), "")))
    for bound in forms:
        key = key_of(bound.instance)
        if shown.get(key) != stored.get(key):
            conflict.rows += _differences(bound, shown.get(key, ""), names, posted)
    return conflict


def _last_change(record: Any, shown: dict[str, str], stored: dict[str, str]) -> tuple[str, datetime | None]:
    """Return who changed the record last, and when; of its rows only the moment is known."""
    moments = [parse_datetime(text) for key, text in stored.items() if shown.get(key) != text]
    when = max((moment for moment in moments if moment), default=None)
    past: Any = record.history.select_related("history_user").first() if hasattr(record, "history") else None
    own = past is not None and shown.get(key_of(record)) != stored.get(key_of(record))
    return (str(past.history_user or "") if own else "", when)


def _differences(bound: Any, shown: str, names: Names, posted: QueryDict) -> Iterator[Difference]:
    """Yield where a form and the stored record differ; what was not touched takes what is stored."""
    model = type(bound.instance)
    stored = model._base_manager.get(pk=bound.instance.pk)
    base = _base_of(stored, shown)
    for column in columns_of(model):
        if column.name not in bound.fields or isinstance(column, models.FileField):
            continue
        field, data = bound.fields[column.name], bound[column.name].data
        value = column.value_from_object(stored)
        if base is not None and not field.has_changed(column.value_from_object(base), data):
            _take(posted, bound[column.name], value)
        elif field.has_changed(value, data):
            label = (
                caption(column) if bound.prefix is None else f"{model._meta.verbose_name}: {caption(column)}"
            )
            yours = _typed(column, field, data, names)
            yield Difference(label, *side_by_side(in_words(column, value, names), yours))


def _base_of(stored: Any, shown: str) -> Any:
    """Return a record as it was when the form was shown; None if its history does not know."""
    moment = parse_datetime(shown) if shown else None
    if moment is None or not hasattr(stored, "history"):
        return None
    past = stored.history.filter(updated_at=moment).first()
    return past.instance if past is not None else None


def _typed(column: models.Field[Any, Any], field: Any, data: Any, names: Names) -> str:
    try:
        value = field.clean(data)
    except ValidationError:
        return str(data)
    return str(value) if isinstance(value, models.Model) else in_words(column, value, names)


def _take(posted: QueryDict, bound: BoundField, value: Any) -> None:
    """Write a value into what was posted, as a browser would send it."""
    widget: Any = getattr(bound.field.widget, "widget", bound.field.widget)
    prepared = bound.field.prepare_value(value)
    if isinstance(widget, MultiWidget):
        suffixes: Any = widget.widgets_names  # type: ignore[attr-defined]  # not in the stubs
        for name, part, piece in zip(
            suffixes, widget.widgets, widget.decompress(prepared) or (), strict=True
        ):
            posted[f"{bound.html_name}{name}"] = part.format_value(piece) or ""
    elif isinstance(widget, CheckboxInput):
        posted.pop(bound.html_name, None)
        if value:
            posted[bound.html_name] = "on"
    else:
        shown = widget.format_value(prepared)
        posted[bound.html_name] = (shown[0] if shown else "") if isinstance(shown, list) else shown or ""
