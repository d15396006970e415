"""How names are compared: folded to letters that two spellings of one name share. Pure.

Search knows more of names than this. Where it is at hand, it answers in place of `people_named_like`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from people.enums import Script

#: Kazakh and Russian letters as Latin ones, close enough to find both spellings of a name; for nothing else.
_LATIN: Mapping[str, str] = MappingProxyType(
    {
        **dict(zip("абвгдезийклмнопрстуфы", "abvgdeziiklmnoprstufy", strict=True)),
        **dict(zip("әғқңөұүһіёэ", "agknouuhiee", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sh",
        "ю": "yu",
        "я": "ya",
        "ъ": "",
        "ь": "",
    }
)
#: Spellings of one sound; the longer first.
_SOUNDS = (
    *(("kh", "h"), ("gh", "g"), ("tch", "ch"), ("yi", "i"), ("iy", "i"), ("ij", "i")),
    *(("y", "i"), ("ii", "i"), ("w", "v"), ("ff", "v")),
)
#: Words that say what a body is, not which one.
_FORMS = frozenset(
    {
        *("inc", "llc", "llp", "ltd", "limited", "corp", "corporation", "co", "company", "plc", "gmbh"),
        *("sa", "ag", "lp", "jsc", "oao", "ooo", "zao", "ao", "too", "pao"),
    }
)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return a name as letters without case, marks, script or order of words; empty for no letter.

    >>> fold("ХРАПУНОВ, Виктор") == fold("Viktor Khrapunov")
    True
    >>> fold("Acme Holdings, Inc.")
    'acme holdings'
    """
    bare = (sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    plain = "".join(_LATIN.get(sign, sign) for sign in "".join(bare).lower() if sign not in "'’ʹ")
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    kept = [word for word in words if word not in _FORMS] or words
    for sound, letter in _SOUNDS:
        kept = [word.replace(sound, letter) for word in kept]
    return " ".join(sorted(kept))


def script_of(name: str) -> Script:
    """Return the script that most letters of a name are written in."""
    letters = [sign for sign in name if sign.isalpha()]
    cyrillic = sum("CYRILLIC" in unicodedata.name(sign, "") for sign in letters)
    return Script.CYRILLIC if cyrillic * 2 > len(letters) else Script.LATIN
