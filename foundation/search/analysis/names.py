"""Reading a written name: its words, which of them are initials, patronymics or mere form, its surname."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from foundation.search.analysis.endings import gender, is_patronymic, stored
from foundation.search.analysis.folding import is_german, keys
from foundation.search.analysis.letters import clean, one_script, words

#: More words of a name than these are not looked at.
MAX_WORDS = 12
#: Longer names and queries are cut, and longer words, in characters.
MAX_NAME, MAX_WORD = 300, 40

_LISTS = yaml.safe_load(
    (Path(__file__).resolve().parent.parent / "lists/words.yaml").read_text(encoding="utf-8")
)
#: Words that say what kind of body it is, words that many share, and styles before a name.
FORMS, GENERIC, PLACES, TITLES = (
    frozenset(_LISTS[name].split()) for name in ("forms", "generic", "places", "titles")
)
_WEIGHTS = {**dict.fromkeys(PLACES, 0.6), **dict.fromkeys(GENERIC, 0.4), **dict.fromkeys(FORMS, 0.0)}
_WEIGHT_INITIAL = 0.3

_MRZ_HEAD = re.compile(r"^[PIV][A-Z<]([A-Z]{3})(?=[A-Z]+<)")
_POSSESSIVE = re.compile(r"(?<=[a-z])'s(?=[\s,;.]|$)", re.IGNORECASE)
#: A Kazakh case after a short form: ЖШС-ның, БТА-ға.
_SHORT_WITH_CASE = re.compile(
    r"(?<=[А-ЯӘІҢҒҮҰҚӨҺA-Z]{2})-(?:[ндт][ыі]ң|[ндт][ыі]|[ғгқк][ае]|[дт][ае]|[дтн][ае]н|[мбп]ен)(?!\w)"
)
_INITIAL = re.compile(r"(?<![^\W\d_])([^\W\d_]{1,3})\.")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word of a name with what matching needs to know of it. The same word is the same object."""

    text: str  # in small letters
    keys: tuple[str, ...]
    stored: tuple[str, ...]  # the keys under which it is found
    weight: float
    initial: bool
    patronymic: bool
    gender: str  # of a surname's form: m, f or nothing


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name as it was read."""

    words: tuple[Word, ...]
    surname: int | None  # the place of the surname among the words, if it is a person's

    @property
    def told(self) -> tuple[Word, ...]:
        """The words that tell who it is: without forms."""
        return tuple(word for word in self.words if word.weight) or self.words


@lru_cache(maxsize=131_072)
def word_of(text: str, initial: bool = False, german: bool = False) -> Word:
    """Read one word; ``initial`` if a point follows it or it is one letter."""
    folded = one_script(text[:MAX_WORD]).casefold()
    found = keys(folded, german)
    first = found[0] if found else ""
    plain = folded.replace("'", "")
    under = tuple(dict.fromkeys(key for one in found for key in stored(one)))
    return Word(
        text=folded,
        keys=found,
        stored=under,
        weight=_WEIGHT_INITIAL if initial else _WEIGHTS.get(plain, 1.0),
        initial=initial,
        patronymic=not initial and is_patronymic(first),
        gender=gender(first),
    )


@lru_cache(maxsize=131_072)
def read_name(text: str) -> Name:
    """Read a name as people write it: reversed, with initials, from the strip of a passport, with a title.

    >>> [word.text for word in read_name("KHRAPUNOV<<ILIYAS<<<<<").words]
    ['khrapunov', 'iliyas']
    >>> [(word.text, word.initial) for word in read_name("Храпунов И.В.").words]
    [('храпунов', False), ('и', True), ('в', True)]
    >>> name = read_name("Аблязов Мухтар Кабулович")
    >>> name.words[name.surname].text, name.words[2].patronymic
    ('аблязов', True)
    """
    cut = clean(text[:MAX_NAME])
    if "<" in cut:
        cut = _MRZ_HEAD.sub("", cut).replace("<", " ")
    if "'" in cut:
        cut = _POSSESSIVE.sub(" ", cut)
    if "-" in cut:
        cut = _SHORT_WITH_CASE.sub("", cut)
    initials = {match.start(1) for match in _INITIAL.finditer(cut)} if "." in cut else ()
    split = words(cut)[:MAX_WORDS]
    german = any(map(is_german, split))
    found: list[Word] = []
    at = 0
    for written in split:
        at = cut.index(written, at)
        bare = written.replace("'", "")
        short = len(bare) == 1 and bare.isalpha()
        dotted = at in initials and len(bare) <= 2 and bare.casefold() not in FORMS
        word = word_of(written, short or dotted, german)
        if word.keys:
            found.append(word)
        at += len(written)
    while len(found) > 1 and found[0].text in TITLES and not any(word.text in GENERIC for word in found):
        del found[0]
    return Name(tuple(found), _surname(found))


def packed(name: Name) -> str:
    """Write a name as it was read, so that it need not be read again: see `unpacked`.

    >>> packed(read_name("И. Храпунова"))
    '1;и,i,,0.3,i,;храпунова,hrapunova,hrapunova/hrapunov,,,f'
    """
    surname = "" if name.surname is None else str(name.surname)
    return ";".join((surname, *map(_packed_word, name.words)))


def _packed_word(word: Word) -> str:
    under = "" if word.stored == word.keys else "/".join(word.stored)
    weight = "" if word.weight == 1 else str(word.weight)
    kind = "i" if word.initial else "p" if word.patronymic else ""
    return ",".join((word.text, "/".join(word.keys), under, weight, kind, word.gender))


@lru_cache(maxsize=65_536)
def unpacked(text: str) -> Name:
    """Return the name that `packed` wrote.

    >>> name = unpacked(packed(read_name("Аблязов Мухтар Кабулович")))
    >>> [word.text for word in name.words], name.surname, name.words[2].patronymic
    (['аблязов', 'мухтар', 'кабулович'], 0, True)
    """
    surname, *found = text.split(";")
    return Name(tuple(map(_unpacked_word, found)), int(surname) if surname else None)


@lru_cache(maxsize=131_072)
def _unpacked_word(text: str) -> Word:
    written, keyed, under, weight, kind, marked = text.split(",")
    found = tuple(keyed.split("/"))
    return Word(
        text=written,
        keys=found,
        stored=tuple(under.split("/")) if under else found,
        weight=float(weight) if weight else 1.0,
        initial=kind == "i",
        patronymic=kind == "p",
        gender=marked,
    )


def _surname(found: list[Word]) -> int | None:
    """The word with a surname's ending, else the last that is no patronymic and no initial."""
    telling = [place for place, word in enumerate(found) if not word.initial and word.weight == 1]
    able = [place for place in telling if not found[place].patronymic]
    if not able or (len(able) == 1 and len(telling) == 2):
        return telling[-1] if telling else None
    marked = [place for place in able if found[place].gender]
    if len(marked) == 1 and (marked[0] == able[0] or marked[0] == able[-1]):
        return marked[0]
    return able[-1]


def acronyms(text: str) -> tuple[str, ...]:
    """Return the initials by which a body of three words and more may be known, in small letters.

    >>> acronyms("Electronic Frontier Foundation"), acronyms("Radio Free Europe/Radio Liberty")
    (('eff',), ('rferl',))
    >>> acronyms("BTA Bank")
    ()
    """
    split = [word.casefold() for word in words(clean(text[:MAX_NAME]))]
    told = [word for word in split if word not in FORMS]
    if not 2 < len(told) <= 8:
        return ()
    short = "".join(word[0] for word in told)
    return (short,)


def compact(text: str) -> str:
    """Return what was typed without spaces and points, if it looks like an acronym; else nothing.

    >>> compact("S.D.N.Y."), compact("RFE/RL"), compact("sdny"), compact("Ablyazov"), compact("N.D. Cal.")
    ('sdny', 'rferl', 'sdny', '', '')
    """
    bare = "".join(words(clean(text[:MAX_NAME]))).casefold()
    short = 2 < len(bare) <= 8 and bare.isalpha() and (len(words(text)) == 1 or text.isupper())
    return bare if short and (len(bare) < 6 or text.isupper()) else ""
