"""What the tables allow (lengths, closed sets, numbers), checked for a whole plan before the first write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from deadlines.asking import COUNTING
from deadlines.models import Deadline
from foundation.core.fields import ImpreciseDateField
from foundation.sources.models import Citation
from web.imports.columns import Planned, Value, columns_of
from web.imports.models import ImportedRecord
from web.imports.parsing.problems import Problem, shown

_LONGEST_KEY: int = ImportedRecord._meta.get_field("key").max_length or 0


def check_values(records: list[Planned]) -> list[Problem]:
    """Return everything in a plan that its tables would refuse, in English; runs no query."""
    problems: list[Problem] = []
    seen: set[str] = set()
    with translation.override("en"):
        for record in records:
            if record.key in seen:
                problems.append(record.place.problem("is given twice"))
            seen.add(record.key)
            if len(record.key) > _LONGEST_KEY:
                problems.append(record.place.problem(f"its keys have over {_LONGEST_KEY} letters together"))
            problems.extend(_record(record))
    return problems


def _record(record: Planned) -> Iterator[Problem]:
    columns = columns_of(record.model)
    for name, value in record.values.items():
        place = record.place.at(record.names.get(name, name))
        column = columns.get(name)
        if column is not None and not column.is_relation:
            yield from (place.problem(message) for message in _column(column, value))
    cited = record.values.get("field")
    if record.model is Citation and isinstance(cited, str) and cited.startswith("?"):
        yield record.place.at("field").problem(f"the record has no field {shown(cited[1:])}")
    counting = record.values.get("counting")
    if record.model is Deadline and counting and counting not in COUNTING:
        known = ", ".join(COUNTING)
        yield record.place.at("counting").problem(f"{shown(counting)} is not one of: {known}")


def _column(column: models.Field[Any, Any], value: Value) -> Iterator[str]:
    """Yield what a column refuses in a value, lengths too: a text column checks those in forms only."""
    if value is None or value == "":
        return
    longest = getattr(column, "max_length", None)
    if isinstance(value, str) and longest and len(value) > longest:
        yield f"has {len(value):,} characters; at most {longest:,} are allowed"
        return
    if isinstance(column, ImpreciseDateField):
        return  # parsed when the file was read, and parsing takes milliseconds
    try:
        column.run_validators(value)
        if column.choices:
            column.validate(value, None)
    except ValidationError as error:
        yield from (message.rstrip(".") for message in error.messages)
