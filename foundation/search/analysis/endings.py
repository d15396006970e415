"""Endings of names on folded keys: Russian and Kazakh cases, gender, and what stands for a patronymic.

Names are stored in the nominative; a query may stand in any case. So the query is brought back to every
nominative that it can come from, and the gender is brought together on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from foundation.search.analysis import kazakh

_VOWELS = frozenset("aeiou")


class Ending(Enum):
    """Why a key is another than the one that was written."""

    NONE = "none"
    CASE = "case"
    GENDER = "gender"
    #: Feminine and in a Kazakh case: Храпуноваға can be no man.
    FEMININE_CASE = "feminine case"
    #: -ұлы and -ев of one name: Сәрсенбайұлы, Сәрсенбаев.
    LINEAGE = "lineage"


class Lemma(NamedTuple):
    """A key that a word can come from, and by which ending."""

    key: str
    ending: Ending


#: Surnames that have a gender.
_SURNAME = ("ov", "ev", "in")
#: Russian endings and what stands in the nominative instead. Folded: ы и й are i, е is e, ой is oi.
_RUSSIAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("skogo", ("ski",)),
    ("skomu", ("ski",)),
    ("skim", ("ski",)),
    ("skom", ("ski",)),
    ("skih", ("ski",)),
    ("skoi", ("skaia",)),
    ("skuiu", ("skaia",)),
    ("ckogo", ("cki",)),
    ("ckomu", ("cki",)),
    ("ckim", ("cki",)),
    ("ckoi", ("ckaia",)),
    ("ami", ("", "a")),
    ("imi", ("",)),
    ("eia", ("ei",)),
    ("eiu", ("ei",)),
    ("eem", ("ei",)),
    ("aia", ("ai",)),
    ("aiu", ("ai",)),
    ("aem", ("ai",)),
    ("om", ("",)),
    ("em", ("", "i")),
    ("im", ("",)),
    ("ih", ("",)),
    ("oi", ("a",)),
    ("ei", ("a", "ia")),
    ("ia", ("i", "")),
    ("iu", ("i", "ia")),
    ("ee", ("ei",)),
    ("a", ("", "o")),
    ("u", ("", "a", "i", "ia", "o")),
    ("e", ("", "a", "i")),
    ("i", ("", "a", "ia")),
)
#: A woman's surname: nominative, Russian cases that no man's has, and any Kazakh case.
_FEMININE = (
    *("skaia", "ckaia", "ska", "cka", "skoi", "skuiu", "kizi"),
    *(stem + ending for stem in _SURNAME for ending in ("a", "oi", *("a" + case for case in kazakh.CASE))),
)
_PATRONYMIC = (
    *("oviq", "eviq", "ovica", "ovna", "evna", "ovic", "evic", "iniqna", "ovih", "iwna"),
    *("oviqa", "oviqu", "oviqem", "oviqe", "eviqa", "eviqu", "eviqem"),
    *("ovni", "ovne", "ovnoi", "ovnu", "evni", "evne", "evnoi"),
    *("uli", "kizi", "ogli", "kizinin", "ulinin"),
)
#: Other nominatives of what is left: a vowel that flees (Льва, Лев; Павла, Павел).
_FLEEING = ("e", "o")


def _russian(key: str) -> Iterator[str]:
    for ending, nominatives in _RUSSIAN:
        stem = key[: -len(ending)]
        if not key.endswith(ending) or len(stem) < 2 or _VOWELS.isdisjoint(stem + "a"):
            continue
        for nominative in nominatives:
            if len(stem + nominative) > 2:
                yield stem + nominative
        if ending in ("a", "u", "e", "om", "em") and stem[-1] not in _VOWELS and stem[-2] not in _VOWELS:
            for vowel in _FLEEING:
                yield stem[:-1] + vowel + stem[-1]


def masculine(key: str) -> str:
    """Return a surname without the mark of gender, or the key as it is.

    >>> masculine("hrapunova"), masculine("jukovskaia"), masculine("jukovski"), masculine("leila")
    ('hrapunov', 'jukovsk', 'jukovsk', 'leila')
    """
    if len(key) > 4 and key.endswith(tuple(ending + "a" for ending in _SURNAME)):
        return key[:-1]
    for ending in ("skaia", "ckaia", "ska", "cka", "ski", "cki"):
        if key.endswith(ending) and len(key) > len(ending) + 1:
            return key[: -len(ending)] + ending[:2]
    return key


def gender(key: str) -> str:
    """Return m, f or nothing: what the form of a surname says. Of two forms the plain one is a man's.

    >>> [gender(key) for key in ("hrapunov", "hrapunova", "hrapunovoi", "hrapunovu", "jukovskaia", "ketebai")]
    ['m', 'f', 'f', '', 'f', '']
    """
    if len(key) < 5:
        return ""
    if key.endswith(_FEMININE):
        return "f"
    return "m" if key.endswith((*_SURNAME, "ski", "cki")) else ""


def is_patronymic(key: str) -> bool:
    """Return whether a word is a father's name, which few records have and many texts add.

    >>> is_patronymic("kabulovic"), is_patronymic("viktorovna"), is_patronymic("nazarbaev")
    (True, True, False)
    """
    return len(key) > 5 and key.endswith(_PATRONYMIC)


@lru_cache(maxsize=65536)
def lemmas(key: str) -> tuple[Lemma, ...]:
    """Return what a folded word of a query can come from: itself first, then other forms of the name.

    >>> def comes(key, lemma, ending): return Lemma(lemma, ending) in lemmas(key)
    >>> comes("hrapunovtin", "hrapunov", Ending.CASE), comes("kajigeldinin", "kajigeldin", Ending.CASE)
    (True, True)
    >>> comes("hrapunovaga", "hrapunova", Ending.CASE), comes("iliasom", "ilias", Ending.CASE)
    (True, True)
    >>> comes("hrapunova", "hrapunov", Ending.GENDER), comes("leili", "leila", Ending.CASE)
    (True, True)
    """
    found = {key: Ending.NONE}
    for lemma in kazakh.without_case(key):
        found.setdefault(lemma, Ending.CASE)
        if gender(lemma) == "f":
            found.setdefault(masculine(lemma), Ending.FEMININE_CASE)
        found.setdefault(masculine(lemma), Ending.CASE)
    if masculine(key) != key:
        found.setdefault(masculine(key), Ending.GENDER)
    if len(key) > 2:
        for lemma in _russian(key):
            found.setdefault(lemma, Ending.CASE)
            found.setdefault(masculine(lemma), Ending.CASE)
        if key.endswith("s"):
            found.setdefault(key[:-1], Ending.CASE)  # German and English genitive, English plural
    for lemma in tuple(found):
        for other in lineage(lemma):
            found.setdefault(other, Ending.LINEAGE)
    return tuple(Lemma(lemma, ending) for lemma, ending in found.items())


def lineage(key: str) -> Iterator[str]:
    """Yield the surnames in -ov and -ev of a name in -uly, -kyzy: one father, two fashions.

    >>> list(lineage("sarsenbaiuli")), list(lineage("hrapunov"))
    (['sarsenbaev', 'sarsenbaov'], [])
    """
    for ending in ("uli", "kizi", "ula"):
        father = key[: -len(ending)]
        if key.endswith(ending) and len(father) > 2:
            for surname in ("ev", "ov"):
                yield (father[:-1] if father[-1] == "i" else father) + surname


@lru_cache(maxsize=65536)
def stored(key: str) -> tuple[str, ...]:
    """Return the keys under which a word of a stored name is found: itself, without gender, without lineage.

    >>> stored("hrapunova"), stored("nazarbaev"), stored("sarsenbaiuli")
    (('hrapunova', 'hrapunov'), ('nazarbaev',), ('sarsenbaiuli', 'sarsenbaev', 'sarsenbaov'))
    """
    return tuple(dict.fromkeys((key, masculine(key), *lineage(key))))
