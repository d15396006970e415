"""Where a person has gone who was merged into another."""

from __future__ import annotations

from django.db.models import BigIntegerField

from people.models import Merge


def merged_into(pk: int) -> int:
    """Return the key of the person that a person was merged into, through merges of merges; or its own."""
    # An address may hold a longer number than a column; Django sees to that for keys, but not for references.
    if pk > BigIntegerField.MAX_BIGINT:
        return pk
    seen = {pk}
    merges = Merge.objects.filter(undone_at=None).values_list("kept", flat=True)
    while (kept := merges.filter(gone=pk).first()) is not None and kept not in seen:
        seen.add(kept)
        pk = kept
    return pk
