"""The three languages of the product: which one a reader gets, what stands in for a missing text, and order.

Content exists in Kazakh, Russian and English, but not every text in all three. A missing text falls back in
the reader's order and says so (`LocalizedText.is_fallback`), so that a page can mark it and set `lang`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

LANGUAGES = ("kk", "ru", "en")

# What a reader of one language is shown when a text is missing in it, best first.
FALLBACKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"kk": ("ru", "en"), "ru": ("kk", "en"), "en": ("ru", "kk")}
)


class LocalizedText(NamedTuple):
    """A text with the language that it is really in. False if there is no text in any language.

    A tuple: a page makes hundreds, in a third of the time of a frozen record.
    """

    text: str
    language: str
    is_fallback: bool

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


#: Where each language stands in `LANGUAGES`, in the order of a reader; and what each reads where nothing is.
_ORDER = {
    reader: tuple((LANGUAGES.index(code), code) for code in (reader, *others))
    for reader, others in FALLBACKS.items()
}
_NO_TEXT = {reader: LocalizedText("", reader, is_fallback=False) for reader in LANGUAGES}


def localized(record: object, field: str, language: str) -> LocalizedText:
    """Read `field` of `record` for a reader of `language` (kk, ru, en; any other is read as en).

    Looks at the attributes `<field>_<code>` in the reader's order; None, empty and blank texts are passed
    over. With no text at all the result is empty, in the reader's own language, and no fallback. A record
    without such an attribute raises AttributeError: a misspelt field must not look like a missing text.
    """
    return localized_of(_texts(field)(record), language)


def localized_of(texts: Sequence[str | None], language: str) -> LocalizedText:
    """Choose among the texts of one field, which stand in the order of `LANGUAGES`, as `localized` does."""
    reader = language if language in _ORDER else "en"
    for place, code in _ORDER[reader]:
        text = texts[place]
        if text and not text.isspace():
            return LocalizedText(text, code, code != reader)
    return _NO_TEXT[reader]


@cache
def _texts(field: str) -> Callable[[object], tuple[str | None, ...]]:
    return attrgetter(*(f"{field}_{code}" for code in LANGUAGES))


# The 42 letters of the Kazakh Cyrillic alphabet. The 33 Russian letters stand among them in their own order.
_CYRILLIC = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"

# Classes of characters, in the order in which they sort; letters follow from 20 on.
_GAP, _DIGIT, _LETTER, _UNKNOWN = 0, 1, 20, 1000

SortKey = tuple[tuple[int, ...], str, str]


def _weights(alphabet: str) -> Mapping[str, int]:
    digits = {digit: _DIGIT + value for value, digit in enumerate("0123456789")}
    return digits | {letter: _LETTER + place for place, letter in enumerate(alphabet)}


# A reader finds the letters of the own script first.
_WEIGHTS = {"kk": _weights(_CYRILLIC + _LATIN), "ru": _weights(_CYRILLIC + _LATIN)}
_WEIGHTS["en"] = _weights(_LATIN + _CYRILLIC)


def sort_key(text: str, language: str) -> SortKey:
    """Key for alphabetical order, for `sorted(key=...)`; keys of one language compare with each other.

    Kazakh by the 42 letters of its Cyrillic alphabet, Russian by its 33 (ё is a letter of its own after е),
    Latin letters by their base letter. Case does not matter; digits stand before letters; for readers of
    Kazakh and Russian Cyrillic stands before Latin, for others after it. Spaces and hyphens part words, other
    punctuation (quotation marks of company names) is passed over; characters of other scripts, and a text
    without a letter or digit, come last. Equal keys mean equal texts.
    """
    weights = _WEIGHTS.get(language, _WEIGHTS["en"])
    folded = unicodedata.normalize("NFC", text).casefold()
    primary: list[int] = []
    for character in unicodedata.normalize("NFC", folded):
        primary.extend(_weigh(character, weights))
    while primary and primary[-1] == _GAP:
        primary.pop()
    start = next((place for place, weight in enumerate(primary) if weight != _GAP), len(primary))
    return tuple(primary[start:]) or (_UNKNOWN + 0x110000,), folded, text


def _weigh(character: str, weights: Mapping[str, int]) -> list[int]:
    """Weights of one folded character: none for punctuation and accents, one per base letter otherwise."""
    if character in weights:
        return [weights[character]]
    if character.isspace() or unicodedata.category(character) == "Pd":
        return [_GAP]
    category = unicodedata.category(character)[0]
    if category in "PMC":
        return []
    # An accented letter sorts at its base letter: é at e. Only now, since й and ё would lose theirs.
    base = unicodedata.normalize("NFKD", character)[0]
    return [weights.get(base, _UNKNOWN + ord(character))]


# A header longer than this is cut: no browser sends one, and the work must stay small.
_MAX_HEADER = 1000
_RANGE = re.compile(r"([A-Za-z]{1,8})(?:[-_][A-Za-z0-9_-]*)?(?:\s*;\s*q\s*=\s*([01](?:\.[0-9]{0,9})?))?")
# `kz` is the country; it is often sent for the language.
_SPOKEN = MappingProxyType({"kk": "kk", "kz": "kk", "ru": "ru", "en": "en"})


def preferred_language(accept_language: str) -> str:
    """The language for the text of an Accept-Language header: kk, ru or en; en if it names none of them.

    The highest quality wins, then the earlier place; regions and scripts are ignored (`kk-Cyrl-KZ` is kk),
    `kz` is read as kk, quality 0 excludes. Parts that cannot be read are passed over; never raises.
    """
    header = accept_language or ""
    if len(header) > _MAX_HEADER:
        # Without the last part, which the cut may have turned into another language.
        header = header[:_MAX_HEADER].rpartition(",")[0]
    best, best_quality = "en", 0.0
    for part in header.split(","):
        match = _RANGE.fullmatch(part.strip())
        language = _SPOKEN.get(match[1].lower()) if match else None
        if match is None or language is None:
            continue
        quality = min(float(match[2]), 1.0) if match[2] else 1.0
        if quality > best_quality:
            best, best_quality = language, quality
    return best
