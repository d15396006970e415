"""Writes of the search index. Rows follow their records in the transaction of the change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice

from django.db import models, transaction

from foundation.core.audience import PUBLIC
from foundation.core.gathering import Gathering
from foundation.search.models import SearchRow
from foundation.search.registry import Findable, kinds

#: Rows and records that are written in one statement.
BATCH = 500


@transaction.atomic
def index(findable: Findable, ids: Collection[int]) -> int:
    """Write the rows of some records anew; a record that is gone has none. Returns the number of rows."""
    if not ids:
        return 0
    SearchRow.objects.filter(kind=findable.kind, object_id__in=ids).delete()
    public = set(findable.visible(PUBLIC).filter(pk__in=ids).values_list("pk", flat=True))
    documents = findable.describe(sorted(ids))
    rows = (row for document in documents for row in document.rows(document.object_id in public))
    count = 0
    while batch := list(islice(rows, BATCH)):
        SearchRow.objects.bulk_create(batch)
        count += len(batch)
    return count


@transaction.atomic
def mark(findable: Findable, records: models.QuerySet[models.Model]) -> None:
    """Mark the rows of some records as public or hidden, as the records are now."""
    rows = SearchRow.objects.filter(kind=findable.kind, object_id__in=records.values("pk"))
    visible = findable.visible(PUBLIC).values("pk")
    rows.filter(is_public=False, object_id__in=visible).update(is_public=True)
    rows.filter(is_public=True).exclude(object_id__in=visible).update(is_public=False)


def follow(records: Iterable[models.Model]) -> None:
    """Write anew what changed records tell, and mark what they hide or show."""
    told: dict[str, set[int]] = {}
    records = list({(type(record), record.pk): record for record in records}.values())
    for findable in kinds():
        for record in records:
            tells = findable.told_by.get(type(record))
            if tells is not None:
                told.setdefault(findable.kind, set()).update(tells(record))
        ids = sorted(told.get(findable.kind, ()))
        for start in range(0, len(ids), BATCH):
            index(findable, ids[start : start + BATCH])
    of_model: dict[type[models.Model], list[models.Model]] = {}
    for record in records:
        of_model.setdefault(type(record), []).append(record)
    for findable in kinds():
        for model, hides in findable.hidden_by.items():
            if changed := of_model.get(model):
                mark(findable, hides(changed))


_gathering = Gathering("search index", follow)


def note_change(record: models.Model) -> None:
    """Bring the index up to date with a changed record, now or at the end of a bulk write."""
    _gathering.note(record)


def indexed_once() -> AbstractContextManager[None]:
    """Write the rows of each record once at the end of the block, not at each of a loader's many changes.

    Open it inside the transaction of the write: after an error nothing is written.
    """
    return _gathering.once()


def forget_unknown_kinds() -> None:
    """Delete the rows of kinds that no app registers any more."""
    SearchRow.objects.exclude(kind__in=[findable.kind for findable in kinds()]).delete()


def rebuild(findable: Findable, after: int = 0) -> Iterator[tuple[int, int]]:
    """Write the rows of every record of a kind anew, from an id on, a batch a transaction.

    Yields the last id and the number of rows after each batch: whoever is interrupted can go on there.
    """
    while True:
        with transaction.atomic():
            records = findable.model._default_manager.filter(pk__gt=after).order_by("pk")
            ids = list(records.values_list("pk", flat=True)[:BATCH])
            gone = SearchRow.objects.filter(kind=findable.kind, object_id__gt=after)
            if ids:
                gone = gone.filter(object_id__lte=ids[-1])
            gone.exclude(object_id__in=ids).delete()
            if not ids:
                return
            count = index(findable, ids)
        after = ids[-1]
        yield after, count
