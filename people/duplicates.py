"""Who may be on record already: people whose name, in any spelling, is the one that is typed."""

from __future__ import annotations

from collections.abc import Iterable

from people.models import Merge, Person, PersonName
from people.names import fold

#: As many names are compared one by one in a moment; of more, the newest are.
LOOKED_AT = 20_000
SHOWN = 5
_COLUMNS = ("name_en", "name_ru", "name_kk")


def merged_into(pk: int) -> int:
    """Return the key of the person that a person was merged into, through merges of merges; or its own."""
    seen = {pk}
    merges = Merge.objects.filter(undone_at=None).values_list("kept", flat=True)
    while (kept := merges.filter(gone=pk).first()) is not None and kept not in seen:
        seen.add(kept)
        pk = kept
    return pk


def people_named_like(names: Iterable[str], *, apart_from: int | None = None) -> list[Person]:
    """Return up to five persons outside the bin who bear one of ``names`` as it folds (`people.names.fold`).

    The one place that search replaces by its index: two queries, and a third for who was found.
    """
    wanted = {folded for name in names if (folded := fold(name or ""))}
    if not wanted:
        return []
    rows = Person.objects.outside_bin().exclude(pk=apart_from or 0).order_by("-pk")
    further = PersonName.objects.exclude(person=apart_from or 0).order_by("-pk")
    named = [
        *rows.values_list("pk", *_COLUMNS)[:LOOKED_AT],
        *further.values_list("person", "text")[:LOOKED_AT],
    ]
    found = {pk for pk, *texts in named if any(text and fold(text) in wanted for text in texts)}
    return list(rows.filter(pk__in=sorted(found)[:SHOWN])) if found else []
