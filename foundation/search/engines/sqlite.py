"""SQLite: an FTS5 table over the terms of the rows, kept by triggers. Nothing is stored twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from foundation.search.engines.expressions import All, Term, Wanted
from foundation.search.engines.sql import TABLE, TERMS, SqlEngine, Wish

_GONE = f"INSERT INTO {TERMS} ({TERMS}, rowid, terms) VALUES ('delete', old.id, old.terms);"  # noqa: S608  our own words
_COME = f"INSERT INTO {TERMS} (rowid, terms) VALUES (new.id, new.terms);"  # noqa: S608  our own words
_SCHEMA = (
    (
        f"CREATE VIRTUAL TABLE {TERMS} USING fts5 (terms, content='{TABLE}', content_rowid='id', "
        "detail=none, columnsize=0, tokenize=\"ascii tokenchars '_'\")"
    ),
    f"CREATE TRIGGER search_row_come AFTER INSERT ON {TABLE} BEGIN {_COME} END",
    f"CREATE TRIGGER search_row_gone AFTER DELETE ON {TABLE} BEGIN {_GONE} END",
    # A change of visibility alone leaves the index as it is.
    f"CREATE TRIGGER search_row_changed AFTER UPDATE OF terms ON {TABLE} BEGIN {_GONE} {_COME} END",
)


class SqliteEngine(SqlEngine):
    """FTS5 over our own terms."""

    explain = "EXPLAIN QUERY PLAN"

    def written(self, wanted: Wanted) -> str:
        """Write a wish in the language of FTS5."""
        if isinstance(wanted, Term):
            return f'"{wanted.text}"{"*" if wanted.prefix else ""}'
        if isinstance(wanted, All):
            found = " AND ".join(self.written(part) for part in wanted.parts)
            for part in wanted.but_not:
                found = f"({found}) NOT {self.written(part)}"
            return f"({found})"
        return f"({' OR '.join(self.written(part) for part in wanted.parts)})"

    def _statement(
        self, wishes: Sequence[Wish], public_only: bool, column: str, common: bool
    ) -> tuple[str, list[Any]]:
        """CROSS JOIN keeps the full-text table outside; it yields the newest rows first by itself."""
        public = "AND r.is_public " if public_only else ""
        one = (
            f"SELECT r.id, r.kind, r.object_id, r.case_id, r.year, r.{column} FROM {TERMS} f "  # noqa: S608  our own words
            f"CROSS JOIN {TABLE} r ON r.id = f.rowid WHERE f.{TERMS} MATCH %s {public}"
            "ORDER BY f.rowid DESC LIMIT %s"
        )
        parts = " UNION ALL ".join(f"SELECT * FROM ({one}) AS part{number}" for number in range(len(wishes)))  # noqa: S608  our own words
        return parts, list(chain.from_iterable(wishes))

    def prepare(self) -> None:
        """Create the full-text table and the triggers that keep it."""
        self._run(_SCHEMA)

    def refresh(self) -> None:
        """Merge what was written in small pieces."""
        self._run((f"INSERT INTO {TERMS} ({TERMS}) VALUES ('optimize')", f"ANALYZE {TABLE}"))  # noqa: S608  our own words

    def size(self) -> tuple[int, int]:
        """Return the bytes of the rows' texts and of the full-text table."""
        rows = self._one(f"SELECT sum(length(terms) + length(names)) FROM {TABLE}")  # noqa: S608  our own words
        return rows, self._one(f"SELECT sum(length(block)) FROM {TERMS}_data")  # noqa: S608  our own words

    def _clone(self) -> Iterator[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = %s", [TABLE])
            (table,) = cursor.fetchone()
        yield re.sub(r"^CREATE TABLE ", "CREATE TEMP TABLE ", table)

    def build(self) -> None:
        """Make the full-text table over the rows, then the triggers."""
        table, *triggers = _SCHEMA
        self._run((table.replace(f"TABLE {TERMS}", f"TABLE temp.{TERMS}"),))
        self._run((f"INSERT INTO {TERMS} ({TERMS}) VALUES ('rebuild')", f"ANALYZE temp.{TABLE}"))  # noqa: S608  our own words
        for trigger in triggers:
            temporary = trigger.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER")
            self._run((temporary.replace(f"ON {TABLE}", f"ON temp.{TABLE}"),))

    def _drop(self) -> Iterator[str]:
        yield f"DROP TABLE IF EXISTS temp.{TERMS}"
        yield f"DROP TABLE IF EXISTS temp.{TABLE}"

    def _is_scratch(self) -> bool:
        return bool(self._one(f"SELECT count(*) FROM temp.sqlite_master WHERE name = '{TABLE}'"))  # noqa: S608  our own words
