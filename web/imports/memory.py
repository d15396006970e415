"""What is remembered of a loaded row, and when two values count as the same."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TypeAlias

from web.imports.columns import Planned, Ref

#: A value as it stands in `ImportedRecord.values`; a reference is the key of its record.
Stored: TypeAlias = str | int | bool | None

#: What the files say that the engine must find; remembered beside the columns of a deadline.
EXPECTED = "expected_due"


def stored(value: object) -> Stored:
    """Return a value of a plan or of a row in the form in which it is remembered."""
    if isinstance(value, Ref):
        return value.key
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def remembered(record: Planned) -> dict[str, Stored]:
    """Return what a load remembers of a record."""
    values = {name: stored(value) for name, value in record.values.items()}
    if record.expected_due:
        values[EXPECTED] = stored(record.expected_due)
    return values


def same(one: Stored, other: Stored) -> bool:
    """Whether two values are the same to a reader.

    A browser sends the lines of a form with other ends, and a form drops spaces around a text; neither is an
    editor's change. Nothing is the same as an empty text.
    """
    return _bare(one) == _bare(other)


def _bare(value: Stored) -> Stored:
    return (
        "\n".join(value.strip().splitlines()) if isinstance(value, str) else ("" if value is None else value)
    )
