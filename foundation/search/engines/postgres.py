"""PostgreSQL: a ``tsvector`` made of the terms as they are, in a GIN index. No extension, no dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from foundation.search.engines.expressions import All, Term, Wanted
from foundation.search.engines.sql import TABLE, SqlEngine, Wish

#: The newest rows are looked for among the last two windows of 2**11 ids, then of 2**14 and of 2**17.
_SIZES = (11, 14, 17)
#: In the index each row also holds the number of its window of each size, ``11:48``: no term has a colon.
_NUMBERS = "".join(f" || ' {bits}:' || (id >> {bits})::text" for bits in _SIZES)
_VECTOR = f"array_to_tsvector(string_to_array(terms{_NUMBERS}, ' '))"
_INDEX = "search_row_vector"
_INDEXES = (
    # Without fastupdate a search never reads through what was written lately; more is read than written.
    f"CREATE INDEX {_INDEX} ON {TABLE} USING gin (({_VECTOR})) WITH (fastupdate = off)",
    # Counting lexemes takes minutes and helps nobody: the index is always the way (see select).
    f"ALTER INDEX {_INDEX} ALTER COLUMN 1 SET STATISTICS 0",
)
#: Of earlier versions, which kept the lexemes in the rows too.
_FORMER = (
    f"DROP INDEX IF EXISTS {_INDEX}",
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS vector",
)


def _windows() -> Iterator[str]:
    """Yield the windows, the newest first: which terms rows there hold, and the id that they are below."""
    below = "id + 1"
    for bits in _SIZES:
        newest = f"(id >> {bits})"
        terms = f"'''{bits}:' || {newest} || ''' | ''{bits}:' || {newest} - 1 || ''''"
        yield f"SELECT ({terms})::tsquery AS within, {below} AS below FROM newest"  # noqa: S608  our own words
        below = f"({newest} - 1) << {bits}"
    yield f"SELECT ''::tsquery, {below} FROM newest"  # noqa: S608  our own words


_WINDOWS = (
    f"newest AS (SELECT max(id) AS id FROM {TABLE}), "  # noqa: S608  our own words
    f"windows AS (SELECT * FROM ({' UNION ALL '.join(_windows())}) AS every WHERE below > 0),"
)


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

    def _statement(
        self, wishes: Sequence[Wish], public_only: bool, column: str, common: bool
    ) -> tuple[str, list[Any]]:
        """Look at once at all rows that hold a wish; of a common one at the newest first.

        A word that every tenth row holds would otherwise cost the reading of all of them to find the newest.
        One plan serves all wishes and windows. A wish is an unknown to it (MATERIALIZED), and the sums keep
        it from walking the table by id: so it always takes the full-text index.
        """
        public = "is_public AND " if public_only else ""
        sought = "(within && q) AND id + 0 < below" if common else "q"
        found = (
            f"SELECT id, kind, object_id, case_id, year, {column} FROM {TABLE} "  # noqa: S608  our own words
            f"WHERE {public}{_VECTOR} @@ {sought} ORDER BY id + 0 DESC LIMIT n"
        )
        if common:
            found = f"SELECT rows.* FROM windows, LATERAL ({found}) AS rows LIMIT n"  # noqa: S608  our own words
        values = ", ".join(["(%s::tsquery, %s::int)"] * len(wishes))
        statement = (
            f"WITH {_WINDOWS if common else ''} wishes (q, n) AS MATERIALIZED (VALUES {values}) "  # noqa: S608  our own words
            f"SELECT found.* FROM wishes, LATERAL ({found}) AS found"
        )
        return statement, list(chain.from_iterable(wishes))

    def prepare(self) -> None:
        """Make the index, in place of what earlier versions made."""
        self._run(_FORMER)
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
        self._run((f"ALTER TABLE {TABLE} ADD PRIMARY KEY (id)", *_INDEXES, f"ANALYZE {TABLE}"))

    def _drop(self) -> Iterator[str]:
        yield f"DROP TABLE IF EXISTS pg_temp.{TABLE}"

    def _is_scratch(self) -> bool:
        temporary = f"SELECT count(*) FROM pg_class WHERE oid = '{TABLE}'::regclass AND relpersistence = 't'"  # noqa: S608  our own words
        return bool(self._one(temporary))
