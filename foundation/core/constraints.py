"""Check constraints that many models need. The database is the last guard of an invariant."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, time
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import F, Q

#: The comparisons that a condition is judged by without the database.
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "": operator.eq,
        "in": lambda value, words: value in words,
        "lte": operator.le,
        "gte": operator.ge,
    }
)


def one_of(
    field: str, choices: type[models.TextChoices], *, name: str, or_empty: bool = False
) -> models.CheckConstraint:
    """The stored word is one of a closed set, or (``or_empty``) nothing."""
    words = ["", *choices.values] if or_empty else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words}), name=name)


def ordered_dates(earliest: str, latest: str, *, name: str) -> models.CheckConstraint:
    """The bounds of an imprecise date do not cross."""
    return models.CheckConstraint(
        condition=Q(**{f"{earliest}__isnull": True})
        | Q(**{f"{latest}__isnull": True})
        | Q(**{f"{earliest}__lte": F(latest)}),
        name=name,
    )


class _InDoubt(Exception):  # noqa: N818 - a state, no failure
    """Only the database can tell."""


def plainly_holds(constraint: models.BaseConstraint, record: models.Model) -> bool:
    """Whether a record keeps a check constraint for certain; False where only the database can tell.

    Django asks the database about each constraint of a record, one query each. What plainly holds need not be
    asked; what is broken or in doubt is asked as ever, and the table refuses what is broken in any case.
    """
    if not isinstance(constraint, models.CheckConstraint) or not isinstance(constraint.condition, Q):
        return False
    try:
        # As in SQL, a condition of which nothing is known refuses nothing.
        return _verdict(constraint.condition, record) is not False
    except (_InDoubt, TypeError):  # a day is not compared with a moment
        return False


def _verdict(condition: Q, record: models.Model) -> bool | None:
    """The truth of a condition as SQL has it: None is unknown."""
    if condition.connector == Q.XOR:
        raise _InDoubt
    parts = [_part(child, record) for child in condition.children]
    decisive = condition.connector == Q.OR  # one true part makes an OR true, one false part an AND false
    together = decisive if decisive in parts else None if None in parts else not decisive
    return together if together is None or not condition.negated else not together


def _part(child: Any, record: models.Model) -> bool | None:
    if isinstance(child, Q):
        return _verdict(child, record)
    path, other = child
    name, _, lookup = path.partition("__")
    value = _value(name, record)
    if lookup == "isnull":
        return (value is None) is other
    if lookup not in _COMPARED:
        raise _InDoubt
    if isinstance(other, F):
        other = _value(other.name, record)  # type: ignore[attr-defined]  # not in the stubs
    if value is None or other is None:
        return None
    if lookup != "in" and not (isinstance(value, type(other)) or isinstance(other, type(value))):
        raise _InDoubt
    return _COMPARED[lookup](value, other)


def _value(name: str, record: models.Model) -> str | int | date | time | None:
    field: Any = record._meta.pk if name == "pk" else record._meta.get_field(name)
    value = getattr(record, field.attname)
    if value is None or isinstance(value, str | int | date | time):
        return value
    raise _InDoubt
