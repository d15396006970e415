"""Which records can be found. The apps register theirs when they are ready; search itself knows none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from foundation.core.audience import Audience
from foundation.search.documents import Document


@dataclass(frozen=True, slots=True)
class Findable:
    """One kind of record that can be found."""

    #: A word of its own among all kinds: ``entry``, ``person``.
    kind: str
    model: type[models.Model]
    #: Describes the records with these ids, by a few queries; a missing one is left out.
    describe: Callable[[list[int]], Iterable[Document]]
    #: The records that somebody may see.
    visible: Callable[[Audience], models.QuerySet[Any]]
    #: By model: the ids of the records that a changed record of it makes say something else.
    told_by: Mapping[type[models.Model], Callable[[Any], Iterable[int]]] = field(default_factory=dict)
    #: By model: the records that changed records of it may hide or show, without changing what they say.
    hidden_by: Mapping[type[models.Model], Callable[[Sequence[Any]], models.QuerySet[Any]]] = field(
        default_factory=dict
    )


_kinds: dict[str, Findable] = {}


def register(findable: Findable) -> None:
    """Add a kind of record; apps call this in ``ready()``."""
    _kinds[findable.kind] = findable


def kinds() -> Iterator[Findable]:
    """Yield every kind, in the order of registration: lowest floor first."""
    yield from _kinds.values()


def kind(name: str) -> Findable:
    """Return a kind. Raises KeyError."""
    return _kinds[name]
