"""Cleaning what people paste, and splitting it into words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Longer input is cut before anything else is done with it, in characters.
MAX_TEXT = 100_000

# Apostrophes and the signs that stand for ь in romanised names, all as one.
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼʻʹ′`´ʺ″‛＇"), "'")
# Letters that look alike: a word in one script often holds a letter of the other.
_LATIN_LIKE = "aceopxyiABCEHKMOPTXkmt"
_CYRILLIC_LIKE = "асеорхуіАВСЕНКМОРТХкмт"
_TO_CYRILLIC = str.maketrans(_LATIN_LIKE, _CYRILLIC_LIKE)
_TO_LATIN = str.maketrans(_CYRILLIC_LIKE, _LATIN_LIKE)

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
# A letter or digit, then letters, digits, combining marks and apostrophes inside the word or at its end.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|'(?=[^\W_])|(?<=[acginosuyACGINOSUY])')*")


def clean(text: str) -> str:
    """Return a text in one line without anything that no database takes or no reader sees.

    Control characters, lone surrogates and unassigned characters become spaces, zero-width ones vanish,
    composed and decomposed letters become the same.

    >>> clean("Храпу\u200bнов\\x00 \\ud800 Ілияс")
    'Храпунов Ілияс'
    """
    cut = text[:MAX_TEXT].translate(_APOSTROPHES)
    if not cut.isprintable():
        cut = "".join(_kept(character) for character in cut)
    if not unicodedata.is_normalized("NFC", cut):
        cut = unicodedata.normalize("NFC", cut)
    return " ".join(cut.split())


def _kept(character: str) -> str:
    """The character, or what stands for one that is not shown."""
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "


def words(text: str) -> list[str]:
    """Split a text into words, as written; hyphens and points part words, apostrophes do not.

    >>> words("Kassym-Jomart Tokayev's «Qazaq» G'alymjan, И.В. 17-cv")
    ['Kassym', 'Jomart', "Tokayev's", 'Qazaq', "G'alymjan", 'И', 'В', '17', 'cv']
    """
    return _WORD.findall(text.translate(_APOSTROPHES))


@lru_cache(maxsize=65536)
def is_cyrillic(word: str) -> bool:
    """Return whether most letters of a word are Cyrillic."""
    return len(_CYRILLIC.findall(word)) > len(_LATIN.findall(word))


def one_script(word: str) -> str:
    """Return a word with the look-alikes of the other script put right, if it mixes the two.

    >>> one_script("Хpапунов") == "Храпунов", one_script("Almа") == "Alma"
    (True, True)
    """
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    return word.translate(_TO_CYRILLIC if is_cyrillic(word) else _TO_LATIN)
