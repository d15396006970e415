"""Kazakh endings on folded words: six tables instead of a stemmer, of which none can be installed.

Folding has already brought vowel harmony and all alphabets together (-тың, -тің, -tyñ and -tıñ are all
``tin``), so a table of a few dozen endings serves Cyrillic and every Latin alphabet. Kazakh glues endings in
a fixed order: stem, derivation, voice, negation, tense, plural, possession, case. They are taken off from the
right, and every stem that can be reached is kept: an index of all legal stems needs no dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

#: The shortest stem that is left.
MIN_STEM = 3
_VOWELS = frozenset("aeiou")


def _both(*endings: str) -> tuple[str, ...]:
    """Endings with the vowel ``A``, which is a or e by harmony."""
    found = dict.fromkeys(ending.replace("A", vowel) for ending in endings for vowel in "ae")
    return tuple(sorted(found, key=len, reverse=True))


#: Genitive, accusative, dative, locative, ablative, instrumental.
CASE = _both(
    "nin",
    "din",
    "tin",
    "ni",
    "di",
    "ti",
    "gA",
    "kA",
    "nA",
    "dA",
    "tA",
    "ndA",
    "dAn",
    "tAn",
    "nAn",
    "men",
    "ben",
    "pen",
)
PLURAL = _both("lAr", "dAr", "tAr")
#: After a possessive ending the case loses its consonant: қызына, қызын.
_SHORT_CASE = _both("A", "n")
_POSSESSIVE = ("imiz", "iniz", "miz", "niz", "si", "im", "in", "m", "n", "i")
_RELATIVE = _both("ndAgi", "dAgi", "tAgi", "niki", "diki", "tiki", "dAi", "tAi", "siz")
_PERSON = ("min", "sin", "siz", "miz", "bin", "bis", "pin", "piz", "biz", "niz", "m", "n", "k")
_TENSE = _both(
    *(
        "di",
        "ti",
        "gAn",
        "kAn",
        "ip",
        "p",
        "A",
        "i",
        "Ar",
        "ir",
        "r",
        "mAk",
        "bAk",
        "pAk",
        "sA",
        "u",
        "uwi",
        "itin",
        "Atin",
        "gi",
        "ki",
    ),
    *("uli",),
)
_NEGATION = _both("mA", "bA", "pA")
_VOICE = _both("il", "in", "l", "n", "is", "iw", "s", "tir", "dir", "t", "giz", "kiz", "gAr", "kAr", "kir")
_DERIVED = _both(
    *(
        "lik",
        "dik",
        "tik",
        "li",
        "di",
        "ti",
        "wi",
        "lA",
        "dA",
        "tA",
        "lAs",
        "dAs",
        "tAs",
        "lAn",
        "dAn",
        "tAn",
        "im",
        "is",
        "k",
        "ik",
    ),
    *("gi", "ki", "wilik", "lAu", "dAu", "tAu", "mA", "bA", "pA", "nki", "gAli"),
)

# The order of endings, outermost first. An ending of a row may stand to the right of any later row.
_ROWS: tuple[tuple[str, ...], ...] = (
    _RELATIVE,
    CASE + _SHORT_CASE,
    _POSSESSIVE,
    PLURAL,
    _PERSON,
    _TENSE,
    _NEGATION,
    _VOICE,
    _DERIVED,
)
_LAST = len(_ROWS) - 1
#: More endings than this are not taken off one word, and more stems than these are not kept.
_MAX_ENDINGS, _MAX_STEMS = 5, 10


def _fits(stem: str) -> bool:
    return len(stem) >= MIN_STEM and not _VOWELS.isdisjoint(stem)


def _hardened(stem: str) -> Iterator[str]:
    """The stem as it stands, and with the consonant that a vowel ending has softened: кітабы кітап."""
    yield stem
    if stem[-1] in "gb":
        yield stem[:-1] + {"g": "k", "b": "p"}[stem[-1]]


@lru_cache(maxsize=65536)
def stems(key: str) -> tuple[str, ...]:
    """Return the folded word and every stem that Kazakh grammar allows to see in it, the longest first.

    >>> "ariz" in stems("arizdin"), "ariz" in stems("arizinan"), "tagainda" in stems("tagaindalui")
    (True, True, True)
    >>> stems("tagaindaldi")[0], "uzart" in stems("uzartudi"), "uzart" in stems("uzartilui")
    ('tagaindaldi', True, True)
    >>> "ministrlik" in stems("ministrliginin")
    True
    """
    found: dict[str, None] = {key: None}
    waiting = [(key, 0, 0)]
    while waiting:
        word, row, taken = waiting.pop(0)
        if taken == _MAX_ENDINGS:
            continue
        for number in range(row, len(_ROWS)):
            for ending in _ROWS[number]:
                if not word.endswith(ending) or not _fits(word[: -len(ending)]):
                    continue
                for stem in _hardened(word[: -len(ending)]):
                    if stem not in found:
                        found[stem] = None
                        waiting.append((stem, number if number == _LAST else number + 1, taken + 1))
    return tuple(sorted(found, key=len, reverse=True))[:_MAX_STEMS]


def without_case(key: str) -> Iterator[str]:
    """Yield a folded name without plural and case, for each way to take them off.

    >>> list(without_case("hrapunovtin")), list(without_case("ospanovtardin"))
    (['hrapunov', 'hrapunovt'], ['ospanovtar', 'ospanovtard', 'ospanov'])
    >>> list(without_case("mirzahmetulina")), "kajigeldin" in without_case("kajigeldinin")
    (['mirzahmetuli'], True)
    """
    for ending in CASE:
        stem = key[: -len(ending)]
        if key.endswith(ending) and len(stem) > MIN_STEM:
            yield stem
            if len(ending) > 2:
                yield stem + ending[0]
            for plural in PLURAL:
                if stem.endswith(plural) and len(stem) - len(plural) > MIN_STEM:
                    yield stem[: -len(plural)]
    for plural in PLURAL:
        if key.endswith(plural) and len(key) - len(plural) > MIN_STEM:
            yield key[: -len(plural)]
    if key.endswith(("ulin", "kizin")):
        yield key[:-1]
