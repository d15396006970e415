"""An engine that looks at every row: what the real ones must find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from foundation.search.engines import MAX_ROWS, All, Engine, Hit, Term, Wanted
from foundation.search.models import SearchRow


def holds(terms: frozenset[str], wanted: Wanted) -> bool:
    """Whether a row with these terms is wanted."""
    if isinstance(wanted, Term):
        if wanted.prefix:
            return any(term.startswith(wanted.text) for term in terms)
        return wanted.text in terms
    if isinstance(wanted, All):
        return all(holds(terms, part) for part in wanted.parts) and not any(
            holds(terms, part) for part in wanted.but_not
        )
    return any(holds(terms, part) for part in wanted.parts)


class PlainEngine(Engine):
    """Another engine behind the same interface, slow and certainly right."""

    def find(
        self,
        wanted: Sequence[Wanted],
        *,
        public_only: bool,
        limit: int | Sequence[int],
        column: str = "names",
        common: bool = False,
    ) -> list[Hit]:
        rows = [row for row in SearchRow.objects.order_by("-pk") if row.is_public or not public_only]
        held = [(row, frozenset(row.terms.split())) for row in rows]
        hits: dict[int, Hit] = {}
        limits = [limit] * len(wanted) if isinstance(limit, int) else limit
        for wish, n in zip(wanted, limits, strict=True):
            found = [row for row, terms in held if holds(terms, wish)][: min(n, MAX_ROWS)]
            for row in found:
                payload = getattr(row, column)
                hits.setdefault(row.pk, Hit(row.pk, row.kind, row.object_id, row.case_id, row.year, payload))
        return list(hits.values())

    def plan(
        self, wanted: Sequence[Wanted], *, public_only: bool, limit: int | Sequence[int], common: bool = False
    ) -> str:
        return "every row"

    def prepare(self) -> None:
        """Nothing to prepare."""

    def refresh(self) -> None:
        """Nothing to refresh."""

    def size(self) -> tuple[int, int]:
        return 0, 0

    @contextmanager
    def scratch(self) -> Iterator[None]:
        yield

    def build(self) -> None:
        """Nothing to build."""
