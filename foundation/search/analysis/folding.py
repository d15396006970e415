"""Folding: one word of a name, in any script or romanisation, becomes a few ASCII keys.

A key is written in small letters, each a sound of a Kazakh or Russian name: c is ц, h is х, j is ж, q is ч
and w is ш or щ; x and y do not occur. Kazakh letters meet their Russian neighbours (ә = а, ө = о, ұ ү у = u,
і ы и й = i, қ = к, ғ = г, ң = н), since that is how names change on their way through passports and the
press. Where a romanisation can be read in two ways (German ch is х, English ch is ч, French ch is ш) the word
has a key for each reading that its other letters allow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from foundation.search.analysis.letters import is_cyrillic, one_script

#: More readings of one word are not kept; the likelier ones come first.
MAX_KEYS = 6

_CYRILLIC = {
    **dict(zip("абвгдежзийклмнопрстуфхцчшщыэ", "abvgdejziiklmnoprstufhcqwwie", strict=True)),
    **dict(zip("әғқңөұүһіїєґўј", "agknouuhiiegui", strict=True)),
    "ё": "e",
    "ю": "iu",
    "я": "ia",
    "ъ": "",
    "ь": "",
}

# Latin letters that mean one sound whatever stands around them.
_PLAIN = {
    **{letter: letter for letter in "abdefgiklmnoprtuv"},
    "q": "k",
    "y": "i",
    "ı": "i",
    "ä": "a",
    "á": "a",
    "à": "a",
    "ā": "a",
    "ã": "a",
    "ă": "a",
    "å": "o",
    "é": "e",
    "è": "e",
    "ê": "e",
    "ē": "e",
    "ě": "e",
    "ï": "i",
    "í": "i",
    "ì": "i",
    "ī": "i",
    "ĭ": "i",
    "ö": "o",
    "ô": "o",
    "ō": "o",
    "ò": "o",
    "ü": "u",
    "ū": "u",
    "ŭ": "u",
    "ú": "u",
    "ù": "u",
    "ů": "u",
    "ñ": "n",
    "ŋ": "n",
    "ń": "n",
    "ň": "n",
    "ğ": "g",
    "ǧ": "g",
    "ǵ": "g",
    "ġ": "g",
    "ł": "l",
    "ķ": "k",
    "ž": "j",
    "ż": "j",
    "ẑ": "j",
    "š": "w",
    "ş": "w",
    "ŝ": "w",
    "č": "q",
    "ç": "q",
    "ć": "q",
    "ḣ": "h",
    "ź": "z",
    "ś": "s",
    "ț": "c",
    "ţ": "c",
    "ß": "s",
    "ř": "r",
    "đ": "d",
    "ð": "d",
    "þ": "t",
    "æ": "e",
}


@dataclass(frozen=True, slots=True)
class _Hints:
    """What the letters of a word say about the way it is romanised."""

    german: bool  # or Polish: w is в, j is й, ch is х
    polish: bool
    french: bool
    kazakh: bool  # a Latin alphabet of Kazakh: j is ж
    iso: bool  # ISO 9 and its likes: j is й, c is ц
    english: bool


_GERMAN = re.compile(r"sch|(?<![aeiouy])w|[oe]w(a|s|na|itsch)?$|^w")


def is_german(word: str) -> bool:
    """Return whether a word is certainly romanised as in German or Polish: Chrapunow, Schukowski.

    >>> is_german("Ospanowa"), is_german("Sarina")
    (True, False)
    """
    return bool(_GERMAN.search(word.lower()))


def _hints(word: str, german: bool) -> _Hints:
    polish = bool(re.search(r"[łżśńźćę]|szcz|cz|rz(?=[eay])|ów$", word))
    sch = re.search(r"sch|dsch", word)
    german = german or polish or bool(_GERMAN.search(word))
    kazakh = bool(re.search(r"[ıäğǵŋñşūýǧ]|q(?!u)", word)) and not sch
    iso = bool(re.search(r"[čšžŝâûʹ]", word))
    french = bool(re.search(r"ou|tch|[aeo]ï|gu[ei]|^tch|dj", word)) and not german
    english = bool(re.search(r"[kzs]h|sh", word)) and not german
    return _Hints(german and not kazakh, polish, french, kazakh, iso, english)


def _ch(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    """Х in German and Polish, ш in French, ч in English; к in Christian names before r."""
    if hints.german:
        return ("h",)
    if hints.french:
        return ("w", "q")
    if hints.english:
        return ("q",)
    return ("h", "k") if after.startswith("r") else ("q", "h", "w")


def _j(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    """Ж in Kazakh Latin and English, й in German, Polish and ISO 9."""
    if hints.kazakh:
        return ("j",)
    if hints.german or hints.iso or not after or after[0] not in "aeiouyäöüáâûè":
        return ("i",)
    return ("i", "j") if before and before[-1] not in "aeiouyn" else ("j", "i")


def _c(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    if hints.iso or hints.polish:
        return ("c",)
    return ("s", "c") if after[:1] in tuple("eiy") else ("k", "c")


def _h(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    """Silent after a vowel at the end (Koh); г or х at the beginning (Hrytsenko)."""
    if not before:
        return ("h", "g")
    if before[-1] in "aeiou" and (not after or after[0] not in "aeiouy"):
        return ("", "h") if not after else ("h", "")
    return ("h",)


def _s(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    return (
        ("s", "z") if hints.german and not hints.polish and after[:1] not in ("", "s", "t", "p") else ("s",)
    )


def _z(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    return ("z", "c") if hints.german and not hints.polish else ("z",)


def _w(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    return ("v",) if hints.german else ("v", "u")


def _if_polish(yes: tuple[str, ...], no: tuple[str, ...]) -> Callable[[_Hints, str, str], tuple[str, ...]]:
    return lambda hints, _before, _after: yes if hints.polish else no


def _inside(hints: _Hints, before: str, after: str) -> tuple[str, ...]:
    return ("f",) if after else ("v", "f")


_Reading = tuple[str, ...] | Callable[[_Hints, str, str], tuple[str, ...]]

#: Groups of Latin letters and the letters of many meanings. The longest that fits is taken.
_GROUPS: dict[str, _Reading] = {
    **dict.fromkeys(("schtsch", "shch", "chtch", "szcz", "šč", "şş"), ("w",)),
    **dict.fromkeys(("tsch", "tch", "tsh", "tš", "c'"), ("q",)),
    **dict.fromkeys(("dzh", "dsch", "dj", "dž", "dż", "dsh", "zh", "dgj"), ("j",)),
    **dict.fromkeys(("kh", "ḩ"), ("h",)),
    **dict.fromkeys(("ts", "tz", "tc"), ("c",)),
    "sh": ("w",),
    "s'": ("w", "s"),
    "sch": lambda hints, before, after: ("w", "j") if hints.german else ("w", "sk"),
    "sz": _if_polish(("w",), ("w", "sz")),
    "cz": ("q",),
    "rz": _if_polish(("j", "rz"), ("rz",)),
    "ó": _if_polish(("u", "o"), ("o",)),
    "ch": _ch,
    "wh": ("u", "v"),
    "ck": ("k",),
    "gh": ("g",),
    "ph": ("f",),
    "th": ("t",),
    "qu": ("ku", "kv"),
    "ou": lambda hints, before, after: ("u",) if hints.french and before else ("u", "ou"),
    "oo": ("u", "o"),
    "ee": ("i", "e"),
    "gu": lambda hints, before, after: ("g", "gu") if after[:1] in ("e", "i") else ("gu",),
    "ng": ("ng", "n"),
    "ff": _inside,
    "ie": lambda hints, before, after: ("ie",) if after else ("i", "ie"),
    "yo": ("e", "io"),
    "ë": ("e", "io"),
    "y'": ("u",),
    "ý": ("u", "i"),
    "â": ("ia", "a"),
    "û": ("iu", "u"),
    "q": lambda hints, before, after: ("k", "h") if before and hints.kazakh else ("k",),
    "ö": lambda hints, before, after: ("o",) if before else ("o", "u"),
    "x": lambda hints, before, after: ("ks", "h") if before else ("h", "ks"),
    "c": _c,
    "h": _h,
    "j": _j,
    "s": _s,
    "w": _w,
    "z": _z,
    "'": ("",),
}
_TOKEN = re.compile(
    # r and t before zh belong to a sound of their own (Yerzhan, Ahmetzhan).
    "|".join(
        re.escape(group) + ("(?!h)" if group in ("rz", "tz") else "")
        for group in sorted(_GROUPS, key=len, reverse=True)
    )
    + "|.",
    re.DOTALL,
)

_TOGETHER = (("dj", "j"), ("ts", "c"), ("tc", "c"), ("tq", "q"), ("wq", "w"))
_DOUBLE = re.compile(r"(.)\1+")
_SOFT = re.compile(r"i+e")
_SOFT_U = re.compile(r"(?<=[bcdfghjklmnpqrstvwz])iu")


def settle(key: str) -> str:
    """Bring the spellings of one sound together: дж and ж, ts and ц, doubled letters, ie and е, liu and lu.

    >>> settle("masimov") == settle("massimov"), settle("djakiwev"), settle("alieev")
    (True, 'jakiwev', 'alev')
    """
    for letters, sound in _TOGETHER:
        if letters in key:
            key = key.replace(letters, sound)
    if "ie" in key:
        key = _SOFT.sub("e", key)
    key = _DOUBLE.sub(r"\1", key)
    return _SOFT_U.sub("u", key) if "iu" in key else key


def _latin_readings(word: str, german: bool) -> Iterator[str]:
    hints: _Hints | None = None
    parts: list[tuple[str, ...]] = []
    for match in _TOKEN.finditer(word):
        group = match[0]
        reading = _GROUPS.get(group)
        if reading is None:
            parts.append((_letter(group),))
        elif isinstance(reading, tuple):
            parts.append(reading)
        else:
            hints = hints or _hints(word, german)
            parts.append(reading(hints, word[: match.start()], word[match.end() :]))
    yield "".join(part[0] for part in parts)
    doubtful = [place for place, part in enumerate(parts) if len(part) > 1]
    if not doubtful:
        return
    # Fewest departures from the first reading first.
    numbers = islice(product(*(range(len(parts[place])) for place in doubtful)), 1, 64)
    for choice in sorted(numbers, key=sum):
        chosen = dict(zip(doubtful, choice, strict=True))
        yield "".join(part[chosen.get(place, 0)] for place, part in enumerate(parts))


def _cyrillic_readings(word: str) -> Iterator[str]:
    """The plain reading; then ё as yo, and what Russian makes of Kazakh: Тоқтар Тохтар, Өмірзақ Умирзак."""
    sounds = [_CYRILLIC[letter] if letter in _CYRILLIC else _letter(letter) for letter in word]
    yield "".join(sounds)
    for letter, sound in (("ё", "io"), ("қ", "h")):
        if letter in word[1:]:
            yield "".join(
                sound if written == letter and place else heard
                for place, (written, heard) in enumerate(zip(word, sounds, strict=True))
            )
    if word.startswith("ө"):
        yield "u" + "".join(sounds[1:])


def _letter(letter: str) -> str:
    if letter in _PLAIN:
        return _PLAIN[letter]
    if letter.isdigit():
        return letter if letter.isascii() else str(unicodedata.digit(letter, ""))
    base = unicodedata.normalize("NFKD", letter)[0]
    return _PLAIN.get(base, base if base in "chjswxz" else "")


@lru_cache(maxsize=131_072)
def keys(word: str, german: bool = False) -> tuple[str, ...]:
    """Return the keys of one word, the likeliest first, at most `MAX_KEYS`; none for a word without a letter.

    ``german``: another word of the same name is romanised as in German, so this one is too.

    Cyrillic, Kazakh Latin of 2021, 2018 and 2017, BGN, ISO 9, passport, German, French and Polish press meet:

    >>> def meet(text): return {keys(word)[0] for word in text.split()}
    >>> meet("Храпунов Khrapunov Hrapunov Chrapunow Khrapounov Hrapýnov")
    {'hrapunov'}
    >>> meet("Әблязов Аблязов Ablyazov Äbliazov Abliazow Äblyazov")
    {'abliazov'}
    >>> meet("Ілияс Ильяс Iliyas Ilyas Ilias Il'yas Iliias Iljas")
    {'ilias'}
    >>> keys("Petrouchova")[0] == keys("Петрушова")[0], keys("Schabajewa")
    (True, ('wabaeva', 'jabaeva'))
    """
    text = unicodedata.normalize("NFC", one_script(word)).casefold().replace("i̇", "i")
    text = unicodedata.normalize("NFC", text)
    readings = _cyrillic_readings(text) if is_cyrillic(text) else _latin_readings(text, german)
    settled = dict.fromkeys(settle(reading) for reading in readings)
    settled.pop("", None)
    return tuple(settled)[:MAX_KEYS]
