"""How two keys differ: the slips of a keyboard, and the vowels that languages disagree about."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

#: Shorter keys are not compared with a slip: too many names lie one letter apart.
MIN_LENGTH = 4
#: Keys of this length and more are indexed with each of their letters left out.
MIN_DELETED = 5

_VOWELS = frozenset("aeiou")
#: Vowels that one name changes between its languages: Болат Bulat, Рүстем Rustam, Қажыгелдин Kazhegeldin.
_NEAR = {frozenset(pair) for pair in ("ou", "ei", "ae", "iu")}


class Slip(Enum):
    """One difference between two keys, from the most to the least harmless."""

    NEAR_VOWEL = "near vowel"
    VOWEL = "vowel"
    LOOSE_VOWEL = "a vowel more or less"
    LOOSE_CONSONANT = "a consonant more or less"
    SWAPPED = "two letters swapped"
    CONSONANT = "another consonant"
    TWO_VOWELS = "two vowels"
    TWO = "two slips"


@lru_cache(maxsize=65536)
def slip(one: str, other: str) -> Slip | None:
    """Return how two keys differ if it is one slip, or two in long keys; None if they are further apart.

    >>> slip("bolat", "bulat").name, slip("hrapunov", "hrapnuov").name, slip("abliazov", "ablazov").name
    ('NEAR_VOWEL', 'SWAPPED', 'LOOSE_VOWEL')
    >>> slip("erjan", "erlan").name, slip("hrapov", "hrapunov")
    ('CONSONANT', None)
    """
    start = 0
    shorter = min(len(one), len(other))
    if shorter < MIN_LENGTH or abs(len(one) - len(other)) > 1:
        return None
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    if len(a) + len(b) == 1:
        return Slip.LOOSE_VOWEL if a + b in _VOWELS else Slip.LOOSE_CONSONANT
    if len(a) == len(b) == 1:
        return _substitution(a, b)
    if len(a) == len(b) == 2 and a == b[::-1]:
        return Slip.SWAPPED
    return _two(a, b) if shorter > 6 else None


def _substitution(a: str, b: str) -> Slip:
    if a in _VOWELS and b in _VOWELS:
        return Slip.NEAR_VOWEL if frozenset(a + b) in _NEAR else Slip.VOWEL
    return Slip.CONSONANT


def _two(a: str, b: str) -> Slip | None:
    """Two separate slips in what is left between the common beginning and the common end."""
    if len(a) == len(b):
        different = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
        if len(different) == 2:
            near = all(_substitution(x, y) in (Slip.NEAR_VOWEL, Slip.VOWEL) for x, y in different)
            return Slip.TWO_VOWELS if near else Slip.TWO
        return None
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    # A letter more at one end and another letter at the other end.
    if _one_substitution(longer[1:], shorter) or _one_substitution(longer[:-1], shorter):
        return Slip.TWO
    return None


def _one_substitution(a: str, b: str) -> bool:
    return sum(x != y for x, y in zip(a, b, strict=True)) <= 1


def deletions(key: str) -> Iterator[str]:
    """Yield a key and the key without each of its letters: two keys one slip apart share one of them.

    >>> list(deletions("sater"))
    ['sater', 'ater', 'ster', 'saer', 'satr', 'sate']
    """
    if len(key) < MIN_DELETED:
        return
    yield key
    before = ""
    for place, letter in enumerate(key):
        if letter != before:
            yield key[:place] + key[place + 1 :]
        before = letter
