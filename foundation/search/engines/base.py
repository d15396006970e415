"""What every engine can do. Another one (OpenSearch, say) stands behind search by filling in this class."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from foundation.search.engines.expressions import Wanted

#: No search looks at more rows than the newest so many that hold its terms.
MAX_ROWS = 3000


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that holds the wanted terms."""

    row_id: int
    kind: str
    object_id: int
    case_id: int | None
    year: int | None
    payload: str


class Engine(ABC):
    """Finds rows by terms. Rows are written through the model :class:`foundation.search.models.SearchRow`."""

    @abstractmethod
    def find(
        self,
        wanted: Sequence[Wanted],
        *,
        public_only: bool,
        limit: int | Sequence[int],
        column: str = "names",
        common: bool = False,
    ) -> list[Hit]:
        """Return the newest rows for each wish in turn, each row once, by one statement.

        Args:
            wanted: the wishes, at most about ten.
            public_only: only rows that readers may see.
            limit: at most so many rows for each wish, or for each its own number; never more than `MAX_ROWS`.
            column: what the hits carry: ``names``, which passages have none of, or ``terms``.
            common: whether very many rows may hold a wish, as with words of texts; the rows are the same.
        """

    @abstractmethod
    def plan(
        self, wanted: Sequence[Wanted], *, public_only: bool, limit: int | Sequence[int], common: bool = False
    ) -> str:
        """Return how the database would run :meth:`find`: a test looks whether it reads the whole table."""

    @abstractmethod
    def prepare(self) -> None:
        """Create what the database needs beside the model's table: columns, indexes, triggers."""

    @abstractmethod
    def refresh(self) -> None:
        """Bring the engine's statistics and structure up to date after many rows were written."""

    @abstractmethod
    def size(self) -> tuple[int, int]:
        """Return the bytes of the rows and of the index over them."""

    @abstractmethod
    @contextmanager
    def scratch(self) -> Iterator[None]:
        """Put an empty table of this connection in front of the real one until the block ends.

        It is temporary and has the same name, which the database looks at first; the real table is neither
        read nor written meanwhile. Write the rows, then call :meth:`build`. Not inside a transaction.
        """
        yield

    @abstractmethod
    def build(self) -> None:
        """Make the index over the rows of a scratch table, all at once."""
