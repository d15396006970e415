"""What both SQL engines share: one statement for several wishes, each with its own limit."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from foundation.search.engines.base import MAX_ROWS, Engine, Hit
from foundation.search.engines.expressions import Wanted

#: The table of the model and, on SQLite, the full-text table over it.
TABLE, TERMS = "search_searchrow", "search_terms"
_COLUMNS = {"names", "terms"}
#: A wish in the query language of the database, and how many rows are wanted of it.
Wish = tuple[str, int]


class SqlEngine(Engine):
    """An engine inside the database that holds the rows."""

    def __init__(self, connection: Any) -> None:
        """Work on this connection of Django."""
        self.connection = connection

    @abstractmethod
    def written(self, wanted: Wanted) -> str:
        """Return a wish in the query language of the database."""

    @abstractmethod
    def _statement(
        self, wishes: Sequence[Wish], public_only: bool, column: str, common: bool
    ) -> tuple[str, list[Any]]:
        """Return the statement that finds rows for each wish in turn, the newest first; its parameters."""

    def _asked(
        self,
        wanted: Sequence[Wanted],
        public_only: bool,
        limit: int | Sequence[int],
        column: str = "names",
        common: bool = False,
    ) -> tuple[str, list[Any]]:
        """Return the statement within the bounds of every search."""
        if column not in _COLUMNS:
            raise ValueError(f"{column!r} is no column to carry")
        limits = [limit] * len(wanted) if isinstance(limit, int) else limit
        wishes = [(self.written(wish), min(n, MAX_ROWS)) for wish, n in zip(wanted, limits, strict=True)]
        return self._statement(wishes, public_only, column, common)

    def find(
        self,
        wanted: Sequence[Wanted],
        *,
        public_only: bool,
        limit: int | Sequence[int],
        column: str = "names",
        common: bool = False,
    ) -> list[Hit]:
        """Return the newest rows for each wish in turn, each row once."""
        if not wanted:
            return []
        statement, parameters = self._asked(wanted, public_only, limit, column, common)
        with self.connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            rows = cursor.fetchall()
        hits: dict[int, Hit] = {}
        for row in rows:
            if row[0] not in hits:
                hits[row[0]] = Hit(*row)
        return list(hits.values())

    def plan(
        self, wanted: Sequence[Wanted], *, public_only: bool, limit: int | Sequence[int], common: bool = False
    ) -> str:
        """Return the plan of :meth:`find`, a step a line."""
        if not wanted:
            return ""
        statement, parameters = self._asked(wanted, public_only, limit, common=common)
        with self.connection.cursor() as cursor:
            cursor.execute(f"{self.explain} {statement}", parameters)
            return "\n".join(str(row[-1]) for row in cursor.fetchall())

    explain = "EXPLAIN"

    @abstractmethod
    def _clone(self) -> Iterator[str]:
        """Yield the statements that make temporary tables like the real ones."""

    @abstractmethod
    def _drop(self) -> Iterator[str]:
        """Yield the statements that drop them."""

    @abstractmethod
    def _is_scratch(self) -> bool:
        """Whether the names lead to temporary tables."""

    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Put an empty temporary index in front of the real one."""
        if self.connection.in_atomic_block:
            raise transaction.TransactionManagementError("a scratch index is not made inside a transaction")
        self._run(self._clone())
        try:
            if not self._is_scratch():
                raise RuntimeError("the scratch index is not in front of the real one")
            yield
        finally:
            self._run(self._drop())

    def _run(self, statements: Iterable[str]) -> None:
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _one(self, statement: str) -> int:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.fetchone()[0] or 0)
