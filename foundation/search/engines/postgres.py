"""PostgreSQL: a ``tsvector`` made of the terms as they are, and a GIN index. No extension, no dictionary."""

from __future__ import annotations

from collections.abc import Iterator

from foundation.search.engines.expressions import All, Term, Wanted
from foundation.search.engines.sql import TABLE, SqlEngine

_COLUMN = (
    (
        f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
        "(array_to_tsvector(string_to_array(terms, ' '))) STORED"
    ),
    # Counting lexemes takes minutes and helps nobody: the index is always the way (see select).
    f"ALTER TABLE {TABLE} ALTER COLUMN vector SET STATISTICS 0",
)
# Without fastupdate a search never reads through what was written lately; records are read more than written.
_INDEXES = (f"CREATE INDEX search_row_vector ON {TABLE} USING gin (vector) WITH (fastupdate = off)",)


class PostgresEngine(SqlEngine):
    """Full text of PostgreSQL over our own terms: its parser and its languages have no part in it."""

    def written(self, wanted: Wanted) -> str:
        """Write a wish as a ``tsquery``."""
        if isinstance(wanted, Term):
            return f"'{wanted.text}'{':*' if wanted.prefix else ''}"
        if isinstance(wanted, All):
            parts = [self.written(part) for part in wanted.parts]
            parts += [f"!{self.written(part)}" for part in wanted.but_not]
            return f"({' & '.join(parts)})"
        return f"({' | '.join(self.written(part) for part in wanted.parts)})"

    def select(self, column: str, public_only: bool) -> str:
        """The sum in ORDER BY keeps the planner from walking the table backwards for a term that is rare."""
        public = "is_public AND " if public_only else ""
        return (
            f"SELECT id, kind, object_id, case_id, year, {column} FROM {TABLE} "  # noqa: S608  our own words
            f"WHERE {public}vector @@ (SELECT %s::tsquery) ORDER BY id + 0 DESC LIMIT %s"
        )

    def prepare(self) -> None:
        """Add the column of lexemes, made by the database from the terms, and its index."""
        self._run(_COLUMN)
        self._run(_INDEXES)

    def refresh(self) -> None:
        """Count anew."""
        self._run((f"ANALYZE {TABLE}",))

    def size(self) -> tuple[int, int]:
        """Return the bytes of the table and of its indexes."""
        return self._one(f"SELECT pg_table_size('{TABLE}')"), self._one(f"SELECT pg_indexes_size('{TABLE}')")

    def _clone(self) -> Iterator[str]:
        yield f"CREATE TEMP TABLE {TABLE} (LIKE public.{TABLE} INCLUDING ALL EXCLUDING INDEXES)"

    def build(self) -> None:
        """Make the index, and let go of what building it has left behind."""
        self._run((*_INDEXES, f"ANALYZE {TABLE}"))

    def _drop(self) -> Iterator[str]:
        yield f"DROP TABLE IF EXISTS pg_temp.{TABLE}"

    def _is_scratch(self) -> bool:
        temporary = f"SELECT count(*) FROM pg_class WHERE oid = '{TABLE}'::regclass AND relpersistence = 't'"  # noqa: S608  our own words
        return bool(self._one(temporary))
