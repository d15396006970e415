"""Two versions of a text beside each other, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import format_html
from django.utils.safestring import SafeString

#: More pairs of words than these are not compared one by one: the middle is shown as one piece.
_MOST_PAIRS = 4_000_000
_WORD = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both versions have, or that only this one has."""

    text: str
    is_new: bool


def compare(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts as pieces; joined, they are the texts again.

    >>> compare("12 March", "21 March")[1]
    [Piece(text='21', is_new=True), Piece(text=' March', is_new=False)]
    """
    a, b = _WORD.findall(old), _WORD.findall(new)
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle = a[start : len(a) - end], b[start : len(b) - end]
    left, right = _pieces(*middle)
    before, after = a[:start], a[len(a) - end :]
    return _joined([(before, False), *left, (after, False)]), _joined(
        [(before, False), *right, (after, False)]
    )


_Run = tuple[Sequence[str], bool]


def _pieces(a: list[str], b: list[str]) -> tuple[list[_Run], list[_Run]]:
    if len(a) * len(b) > _MOST_PAIRS:
        return [(a, True)], [(b, True)]
    left: list[_Run] = []
    right: list[_Run] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left.append((a[a1:a2], tag != "equal"))
        right.append((b[b1:b2], tag != "equal"))
    return left, right


def _joined(runs: Sequence[_Run]) -> list[Piece]:
    joined: list[Piece] = []
    for words, is_new in runs:
        text = "".join(words)
        if not text:
            continue
        if joined and joined[-1].is_new == is_new:
            joined[-1] = Piece(joined[-1].text + text, is_new)
        else:
            joined.append(Piece(text, is_new))
    return joined


def side_by_side(old: str, new: str) -> tuple[SafeString, SafeString]:
    """Return both texts as HTML: what went is ``del``, what came is ``ins``."""
    left, right = compare(old, new)
    return _html(left, "del"), _html(right, "ins")


def _html(pieces: Sequence[Piece], tag: str) -> SafeString:
    marked = format_html("<{0}>{{}}</{0}>", SafeString(tag))
    return SafeString("".join(format_html(marked if piece.is_new else "{}", piece.text) for piece in pieces))
