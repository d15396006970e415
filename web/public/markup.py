"""HTML made of a pattern and values, as ``format_html`` makes it, for rows of which a page has hundreds.

A value that is safe stays as it is, every other one is escaped. Django's functions ask each value first
whether it is lazy, which takes half of the time of a long page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def _escaped(value: object) -> str:
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[return-value]  # it is a string
    return escape(value) if kind is str else conditional_escape(value)  # type: ignore[arg-type]


def markup(pattern: str, *values: object) -> SafeString:
    """Return the pattern with the values, escaped unless they are safe, at its places ``{}``."""
    return SafeString(pattern.format(*map(_escaped, values)))


def escaped(value: object) -> SafeString:
    """Return one value, escaped unless it is safe."""
    return SafeString(_escaped(value))


def strung(separator: str, values: Iterable[object]) -> SafeString:
    """Return values one after the other, with a separator between; all escaped unless they are safe."""
    return SafeString(_escaped(separator).join(map(_escaped, values)))


def joined(separator: str, pattern: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """Return the pattern once for the values of each row, with a separator, which is escaped too, between."""
    return SafeString(_escaped(separator).join([pattern.format(*map(_escaped, row)) for row in rows]))
