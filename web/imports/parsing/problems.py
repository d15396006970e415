"""What is wrong in a file, and where: file, record and field, in plain English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One error. Printed as `entries.yaml: f007: date: what is wrong`."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.message) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one reads: a file, a record in it, and the way down to a field."""

    file: str
    record: str = ""
    field: str = ""

    def at(self, name: str) -> Place:
        """Return the place of a field below this one."""
        return Place(self.file, self.record, f"{self.field}.{name}" if self.field else name)

    def item(self, number: int) -> Place:
        """Return the place of an item of the list here; items count from 1."""
        return Place(self.file, self.record, f"{self.field} {number}".strip())

    def problem(self, message: str) -> Problem:
        """Return the error `message` at this place."""
        return Problem(self.file, self.record, self.field, message)


def shown(value: object) -> str:
    """Return a value as a message names it: quoted and short; a list or a mapping by its kind."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "a mapping"
    text = " ".join(str(value).split())
    return f'"{text[:60]}..."' if len(text) > 60 else f'"{text}"'
