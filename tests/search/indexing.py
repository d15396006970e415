"""What the tests of the index share."""

from __future__ import annotations

from foundation.search.models import SearchRow
from foundation.search.operations import rebuild
from foundation.search.registry import kinds


def index_everything() -> None:
    """Write the rows of every record: factories save without announcing it."""
    for findable in kinds():
        for _last, _count in rebuild(findable):
            pass


def rows(**asked: object) -> list[tuple[str, int, bool]]:
    """Return kind, id and mark of the rows, in a steady order."""
    found = SearchRow.objects.filter(**asked).order_by("kind", "object_id", "part")
    return list(found.values_list("kind", "object_id", "is_public"))
