"""Which numbers of a docket are not held here. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that the court gave out and that are not on the page, from ``first`` to ``last``."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many numbers are missing."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def gaps_of(numbers: Iterable[int]) -> list[Gap]:
    """Return what is missing below the highest number; a court counts from 1, and may repeat a number.

    >>> [str(gap) for gap in gaps_of([3, 4, 7])]
    ['1–2', '5–6']

    What comes after the highest number is not known: the court may have gone on.
    """
    missing, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            missing.append(Gap(expected, number - 1))
        expected = number + 1
    return missing
