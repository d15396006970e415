"""What follows from changed records: done at each change, or once at the end of a block of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models


class Gathering:
    """One duty that follows from changes, such as raising versions or writing an index."""

    def __init__(self, name: str, follow: Callable[[Sequence[models.Model]], None]) -> None:
        """``follow`` does the duty for some records; ``name`` is for debugging."""
        self._follow = follow
        self._changed: ContextVar[list[models.Model] | None] = ContextVar(name, default=None)

    def note(self, *records: models.Model) -> None:
        """Do the duty for changed records, now or at the end of the block around it."""
        changed = self._changed.get()
        if changed is None:
            self._follow(records)
        else:
            changed += records

    @contextmanager
    def once(self) -> Iterator[None]:
        """Do the duty once at the end of the block. After an error it is not done.

        Open it inside the transaction of the write, which takes the changes back then.
        """
        changed: list[models.Model] = []
        token = self._changed.set(changed)
        try:
            yield
        finally:
            self._changed.reset(token)
        self._follow(changed)
