"""What an engine is asked: terms joined by and, or, but not. An engine writes it in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TERM = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A row holds this term, or with ``prefix`` one that begins so. Letters a to z, digits and _ only."""

    text: str
    prefix: bool = False

    def __post_init__(self) -> None:
        """Refuse what could mean something to an engine: no operator of any engine is written so."""
        if not _TERM.fullmatch(self.text):
            raise ValueError(f"{self.text!r} is no term")


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds, and none of ``but_not``."""

    parts: tuple[Wanted, ...]
    but_not: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Wanted, ...]


Wanted = Term | All | AnyOf


def any_of(terms: Iterable[str]) -> Wanted:
    """Return the wish for one of several terms, each once.

    >>> any_of(["a", "a"])
    Term(text='a', prefix=False)
    """
    parts = tuple(Term(term) for term in dict.fromkeys(terms))
    return parts[0] if len(parts) == 1 else AnyOf(parts)


def all_of(parts: Iterable[Wanted], but_not: Iterable[Wanted] = ()) -> Wanted:
    """Return the wish for all parts and none of ``but_not``."""
    wanted, unwanted = tuple(parts), tuple(but_not)
    return wanted[0] if len(wanted) == 1 and not unwanted else All(wanted, unwanted)
