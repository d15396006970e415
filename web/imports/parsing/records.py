"""Plain data as rows: one generic reader, driven by the types of their fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache, lru_cache
from types import MappingProxyType, UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from foundation.core.dates import InvalidDate, parse_edtf
from web.imports.parsing.problems import Place, Problem, shown
from web.imports.row_types import Edtf

Row = TypeVar("Row")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


class _WrongValueError(ValueError):
    """A value is not what its field takes; the message says what is wrong."""


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return MappingProxyType(get_type_hints(kind, include_extras=True))


def read_record(kind: type[Row], data: object, place: Place, problems: list[Problem]) -> Row | None:
    """Return the row of `data`, or None after errors, all of which are appended to `problems`.

    Unknown fields, missing fields, words that a field does not know and values of a wrong type are errors.
    """
    if not isinstance(data, dict):
        problems.append(place.problem(f"should be a mapping of fields, not {_named(data)}"))
        return None
    before = len(problems)
    values: dict[str, Any] = {}
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    problems.extend(
        place.at(str(name)).problem("there is no such field") for name in data if name not in hints
    )
    for spec in fields(kind):  # type: ignore[arg-type]  # every row is a dataclass
        here = place.at(spec.name)
        if spec.name in data:
            values[spec.name] = _read(hints[spec.name], data[spec.name], here, problems)
        elif spec.default is MISSING:
            problems.append(here.problem("is missing"))
    return kind(**values) if len(problems) == before else None


def _read(hint: Any, value: object, place: Place, problems: list[Problem]) -> Any:
    """Return `value` as the type `hint`; after an error anything, since the row is then dropped."""
    kind = _plain_type(hint)
    if get_origin(kind) is tuple:
        return _read_list(get_args(kind)[0], value, place, problems)
    if is_dataclass(kind) and isinstance(kind, type):
        return read_record(kind, value, place, problems)
    if value is None:
        problems.append(place.problem("is empty; leave the field out instead"))
        return None
    try:
        return _read_word(kind, value) if issubclass(kind, Enum) else _SCALARS[kind](value)
    except _WrongValueError as error:
        problems.append(place.problem(str(error)))
    return None


def _plain_type(hint: Any) -> Any:
    """Strip `Annotated` and `| None` from a type."""
    if get_origin(hint) is Annotated:
        return _plain_type(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return _plain_type(next(part for part in get_args(hint) if part is not type(None)))
    return hint


def _read_list(hint: Any, value: object, place: Place, problems: list[Problem]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        problems.append(place.problem(f"should be a list, not {_named(value)}"))
        return ()
    return tuple(_read(hint, item, place.item(number), problems) for number, item in enumerate(value, 1))


def _named(value: object) -> str:
    """Say what a value is, for a message."""
    return "nothing" if value is None else shown(value)


def _read_word(kind: type[Enum], value: object) -> Enum:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise _WrongValueError(f"{shown(value)} is not one of: {known}") from None


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        hint = "" if isinstance(value, (list, dict)) else "; put it in quotes"
        raise _WrongValueError(f"should be text, not {shown(value)}{hint}")
    if not value.strip():
        raise _WrongValueError("is empty; leave the field out instead")
    if "\0" in value:
        raise _WrongValueError("contains a null character")
    return value


def _read_number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _WrongValueError(f"should be a whole number, not {shown(value)}")
    return value


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError(f"should be true or false, not {shown(value)}")
    return value


@lru_cache(maxsize=4096)
def _edtf(text: str) -> Edtf:
    """Parse a date once; many records share one, and parsing takes milliseconds."""
    return Edtf(parse_edtf(text).edtf)


def _read_edtf(value: object) -> Edtf:
    text = _read_text(value)
    try:
        return _edtf(text)
    except InvalidDate:
        raise _WrongValueError(f"{shown(text)} is not a date as we write it") from None


def _read_day(value: object) -> dt.date:
    text = _read_text(value)
    try:
        return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise _WrongValueError(f"{shown(text)} is not a day as we write it (2017-12-21)") from None


def _read_time(value: object) -> dt.time:
    text = _read_text(value)
    try:
        return dt.time.fromisoformat(text if _TIME.fullmatch(text) else "")
    except ValueError:
        raise _WrongValueError(f"{shown(text)} is not a time of day as we write it (16:30)") from None


_SCALARS: Mapping[Any, Callable[[object], Any]] = MappingProxyType(
    {
        str: _read_text,
        int: _read_number,
        bool: _read_flag,
        Edtf: _read_edtf,
        dt.date: _read_day,
        dt.time: _read_time,
    }
)
