"""The schema of an SQLite database, told so that two of them can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: What to read: one row for each table and index.
QUERY = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


def schema(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Return the columns and constraints of each table, and each index as it was made, from ``QUERY``.

    The order of columns is left out: a migration appends, a model does not.
    """
    return {
        name: frozenset(_definitions(sql)) if sql.startswith("CREATE TABLE") else frozenset({sql})
        for name, sql in rows
    }


def _definitions(sql: str) -> Iterator[str]:
    """Cut what stands in the outermost brackets at its commas."""
    depth, quote, part = 0, "", ""
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        if sign == "," and not depth and not quote:
            yield part.strip()
            part = ""
            continue
        part += sign
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        else:
            depth += (sign == "(") - (sign == ")")
    yield part.strip()
