"""The names of proceedings beside the picture of a case: what there is room for, in lines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from django.utils.text import capfirst
from django.utils.translation import override

from foundation.core.languages import LANGUAGES
from web.public import words

#: How wide a name may be, and how many lines it has at most.
ROOM, LINES = 175.0, 2
#: Widths of letters at 13 px, a little wider than they are: nobody can measure a font here.
_NARROW, _WIDE, _CAPITAL, _OTHER = 4.2, 11.0, 9.0, 7.4
_NARROW_LETTERS = frozenset(" .,:;!|'’()[]/ijlftrІі1I-")
_WIDE_LETTERS = frozenset("mwMWжмшщюыфЖМШЩЮЫФ@—…")


@lru_cache(maxsize=2048)
def name_of(label: str, country: str) -> tuple[str, ...]:
    """Return the label of a proceeding in lines, without the name of the country that it stands under."""
    head, colon, rest = label.partition(":")
    if colon and country and head in _country_names(country) and rest.strip():
        label = capfirst(rest.strip())
    lines = list(_lines(label))
    if len(lines) <= LINES:
        return tuple(lines)
    return (*lines[: LINES - 1], _cut(f"{lines[LINES - 1]} {lines[LINES]}"))


@cache
def _country_names(code: str) -> frozenset[str]:
    """What a country is called in each language: a caption may have no rendering in the reader's."""
    names = set()
    for language in LANGUAGES:
        with override(language):
            names.add(words.country_name(code))
    return frozenset(names)


def _lines(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > ROOM:
            yield line
            line = word
        else:
            line = longer
    yield _cut(line) if _width(line) > ROOM else line


def _cut(text: str) -> str:
    """As many words as there is room for, with a sign that there are more; of one long word its beginning."""
    kept = text.split()
    while len(kept) > 1 and _width(" ".join(kept) + "…") > ROOM:
        kept.pop()
    line = " ".join(kept)
    while _width(line + "…") > ROOM:
        line = line[:-1]
    return line.rstrip(" ,.;:(") + "…"


def _width(text: str) -> float:
    return sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDE_LETTERS:
        return _WIDE
    return _CAPITAL if letter.isupper() else _OTHER
