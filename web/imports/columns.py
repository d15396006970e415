"""One record of a plan, and how the fields of a parsed row become columns of a model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias

from django.db import models

from foundation.core.enums import PublicationStatus
from foundation.core.languages import LANGUAGES
from web.imports import rows
from web.imports.parsing.problems import Place
from web.imports.row_types import Rendering, Text


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another record of the plan, by its key there."""

    key: str


Value: TypeAlias = str | int | bool | dt.date | dt.time | Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One row to be. `key` names it for ever (`entries:f007`), `parent` the record that it is a part of.

    `names` says how the file calls a column, for messages. `expected_due` is what a deadline's file says that
    the engine must find.
    """

    key: str
    place: Place
    model: type[models.Model]
    values: Mapping[str, Value]
    names: Mapping[str, str]
    parent: str = ""
    expected_due: dt.date | None = None


#: Fields of the files that the models call otherwise.
_RENAMED: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {
        rows.SourceRow: {"link": "may_link"},
        rows.CourtRow: {"key": "code"},
        rows.DocketRow: {
            "flagship": "is_lead",
            "causes": "cause_of_action",
            "status": "state",
            "status_note": "state_note",
        },
        rows.EntryRow: {"number": "entry_number", "placeholder": "is_placeholder"},
        rows.DeadlineRow: {
            "fixed_on": "due_on",
            "fixed_time": "due_time",
            "status": "state",
            "status_note": "state_note",
        },
    }
)
#: Further words for fields in citations.
_CITED: Mapping[type, Mapping[str, str]] = MappingProxyType(
    {rows.DeadlineRow: {"length": "period_length", "period": "period_length"}}
)
#: The flagship case is public data: every record is published.
_PUBLISHED = PublicationStatus.PUBLISHED.value


@cache
def columns_of(model: type[models.Model]) -> Mapping[str, models.Field[Any, Any]]:
    """Return the columns of a model by name."""
    return {field.name: field for field in model._meta.concrete_fields}


def cited_field(row: object, model: type[models.Model], word: str) -> str | None:
    """Return the model's name of a field that a citation names in the file's words; None if there is none."""
    renamed = {**_RENAMED.get(type(row), {}), **_CITED.get(type(row), {})}
    name = renamed.get(word, word)
    return name if name in columns_of(model) else None


def _plain(value: object) -> Value:
    """Return a value of a row as it is stored; lists are one item a line."""
    if isinstance(value, tuple):
        return "\n".join(str(item) for item in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    return value if isinstance(value, (int, dt.date, dt.time)) else None


def _languages(value: object) -> dict[str, str | None] | None:
    """Return a text, or a list of texts, by language; None if the value is neither.

    A list has a language only if each of its items has it: its lines must stay side by side.
    """
    if isinstance(value, (Text, Rendering)):
        return {code: getattr(value, code, None) for code in LANGUAGES}
    if isinstance(value, tuple) and value and isinstance(value[0], Text):
        joined: dict[str, str | None] = {}
        for code in LANGUAGES:
            lines = [getattr(item, code) for item in value]
            joined[code] = "\n".join(lines) if all(lines) else None
        return joined
    return None


def _columns(row: Any, model: type[models.Model]) -> tuple[dict[str, Value], dict[str, str]]:
    """Return the columns that the fields of a row fill, and how the file calls them.

    Texts fill their three columns, a plain text the English one (it is shown as it is in every language).
    References and parts are left to the caller.
    """
    columns, renamed = columns_of(model), _RENAMED.get(type(row), {})
    values: dict[str, Value] = {}
    names: dict[str, str] = {}
    for spec in fields(row):
        name, value = renamed.get(spec.name, spec.name), getattr(row, spec.name)
        column = columns.get(name)
        if column is None or column.is_relation:
            continue
        texts = _languages(value)
        if f"{name}_en" in columns:
            english = str.__str__(value) if isinstance(value, str) else None
            by_language = texts or {code: english if code == "en" else None for code in LANGUAGES}
            for code, text in by_language.items():
                values[f"{name}_{code}"] = text
                names[f"{name}_{code}"] = f"{spec.name}.{code}" if texts else spec.name
            continue
        plain = texts["en"] if texts else _plain(value)
        values[name] = plain if plain is not None or column.null else column.get_default()
        names[name] = spec.name
    return values, names


def planned(
    key: str,
    place: Place,
    model: type[models.Model],
    row: Any = None,
    /,
    *,
    parent: str = "",
    expected_due: dt.date | None = None,
    **given: Value,
) -> Planned:
    """Return a planned record: the columns that `row` fills, and `given`, which wins."""
    values, names = _columns(row, model) if row is not None else ({}, {})
    if "status" in columns_of(model):
        values["status"] = _PUBLISHED
    return Planned(
        key=key,
        place=place,
        model=model,
        values=values | given,
        names=names,
        parent=parent,
        expected_due=expected_due,
    )


def ref(kind: str, key: str | None) -> Ref | None:
    """Return the reference to a record of a list (`people`, ...) by its key in the file."""
    return Ref(f"{kind}:{key}") if key else None
