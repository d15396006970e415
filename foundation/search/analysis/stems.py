"""The words of a text as terms: stems in three languages, names in any spelling, and the words as written.

The first letter of a term says what it is, so that a Russian stem never meets an English one:

=== ==========================================================
s   the word as written
b   two words in a row as written, for phrases
c   two telling words in a row by how their stems begin, whatever their endings
e r the stem of Snowball, English or Russian
t   a Kazakh stem (:mod:`kazakh`), the same in all alphabets
n   a name without its endings (:mod:`folding`)
p   how a long word begins, the last resort
=== ==========================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import NamedTuple

import snowballstemmer
import yaml

from foundation.search.analysis import kazakh
from foundation.search.analysis.folding import keys
from foundation.search.analysis.letters import is_cyrillic, one_script, words

WRITTEN, PAIR, CLOSE, ENGLISH, RUSSIAN, KAZAKH, NAME, BEGINNING = "s", "b", "c", "e", "r", "t", "n", "p"
#: Longer words are cut, in characters; a term stays short.
MAX_WORD = 40
_BEGINNING = 5
#: So much of a stem is enough beside a neighbour, and little enough to be the same in all forms of a word.
_CLOSE = 4
_SHORTEST_CORE = 3

_snowball = {code: snowballstemmer.stemmer(name) for code, name in (("en", "english"), ("ru", "russian"))}
#: A stemmer holds the word that it works on, and a web process has several threads.
_one_at_a_time = Lock()
_KAZAKH_ONLY = re.compile(r"[әғқңөұүһі]", re.IGNORECASE)
_KAZAKH_LATIN = re.compile(r"[äğǵıñşūýöüáúóń]|q(?!u)")
_WORDS = Path(__file__).resolve().parent.parent / "lists/words.yaml"
#: Words that a query may leave out: of, to; в, и; туралы, және.
STOP_WORDS: frozenset[str] = frozenset(
    word
    for listed in yaml.safe_load(_WORDS.read_text(encoding="utf-8"))["stop"].values()
    for word in listed.split()
)

_TO_ASCII = {
    **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdezijklmnoprstufxcye", strict=True)),
    "ё": "e",
    "ж": "zh",
    "ч": "ch",
    "ш": "sh",
    "щ": "sc",
    "ъ": "",
    "ь": "",
    "ю": "ju",
    "я": "ja",
    "ә": "a4",
    "ғ": "g4",
    "қ": "k4",
    "ң": "n4",
    "ө": "o4",
    "ұ": "u4",
    "ү": "u5",
    "һ": "h4",
    "і": "i4",
}
_CORE = re.compile(r"(?:ami|imi|ogo|omu|om|em|im|ih|oi|ei|iu|ia|[aeiou]+)$")


def _stem(language: str, word: str) -> str:
    with _one_at_a_time:
        return str(_snowball[language].stemWord(word))


class Terms(NamedTuple):
    """What one word is found by: surely, and as a last resort."""

    written: str
    stems: tuple[str, ...]
    names: tuple[str, ...]
    beginning: str
    #: How its stems begin, to be joined with its neighbour's: several where the language is not known.
    close: tuple[str, ...]

    @property
    def strong(self) -> tuple[str, ...]:
        """All but the last resort."""
        return (self.written, *self.stems, *self.names)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """Return a word as written in ASCII: small, without accents, Cyrillic letter by letter.

    >>> plain("Café"), plain("Ісі"), plain("ПОЧТА"), plain("заём"), plain("𝕬b")
    ('cafe', 'i4si4', 'pochta', 'zaem', 'ab')
    """
    folded = one_script(word[:MAX_WORD]).casefold().replace("'", "")
    done = []
    for letter in folded:
        if letter in _TO_ASCII:
            done.append(_TO_ASCII[letter])
        elif letter.isascii():
            done.append(letter if letter.isalnum() else "")
        else:
            base = unicodedata.normalize("NFKD", letter).lower()
            done.append(
                "".join(part for part in base if part.isascii() and part.isalnum()) or f"{ord(letter):x}"
            )
    return "".join(done)


def is_kazakh_latin(word: str) -> bool:
    """Return whether a Latin word shows a letter of a Kazakh alphabet.

    >>> [is_kazakh_latin(word) for word in ("äkimi", "qorğauşy", "question", "court")]
    [True, True, False, False]
    """
    return bool(_KAZAKH_LATIN.search(word.lower()))


def cores(key: str) -> Iterator[str]:
    """Yield a folded name without its endings, once for each way to see a Kazakh case in it.

    >>> list(cores("hrapunovim")), list(cores("leili")), "hrapunov" in cores("hrapunovtardin")
    (['hrapunov'], ['leil'], True)
    """
    for form in (key, *kazakh.without_case(key)):
        core = _CORE.sub("", form)
        if len(core) >= _SHORTEST_CORE:
            yield core
        elif form == key:
            yield key


@lru_cache(maxsize=131_072)
def terms(word: str, language: str = "", named: bool = True) -> Terms:
    """Return what a word is found by.

    Args:
        word: as written.
        language: kk, ru or en if it is known, of a passage say; empty for a query.
        named: whether it may be a name; in a passage only words with a capital are.

    >>> sorted(set(terms("applications", "en").stems) & set(terms("application").stems))
    ['eapplic']
    >>> bool(set(terms("арыздың", "kk").stems) & set(terms("арыз").stems))
    True
    >>> bool(set(terms("Храпуновқа", "kk").names) & set(terms("Khrapounova").names))
    True
    >>> bool(set(terms("әкімдік", "kk").stems) & set(terms("äkimdikte").stems))
    True
    """
    cut = one_script(word[:MAX_WORD])
    read = keys(cut)
    written = plain(cut)
    stems: dict[str, None] = {}
    if read and not cut.isdigit():
        cyrillic = is_cyrillic(cut)
        if not cyrillic and language != "kk":
            stems[ENGLISH + _stem("en", written)] = None
        if cyrillic and language != "kk":
            stems[RUSSIAN + plain(_stem("ru", cut.casefold().replace("ё", "е")))] = None
        if _may_be_kazakh(cut, cyrillic, language):
            for key in read[:1] if cyrillic else read[:2]:
                stems.update(dict.fromkeys(KAZAKH + stem for stem in kazakh.stems(key)))
    names = dict.fromkeys(NAME + core for key in read[:4] for core in cores(key)) if named else {}
    long = bool(read) and len(read[0]) > _BEGINNING
    return Terms(
        WRITTEN + written,
        tuple(stems),
        tuple(names),
        BEGINNING + read[0][:_BEGINNING] if long else "",
        tuple(_close(stems)) or (written[:_CLOSE],),
    )


def _close(stems: Iterable[str]) -> Iterator[str]:
    """How the shortest stem of each language begins."""
    shortest = {stem[0]: stem[1 : 1 + _CLOSE] for stem in stems}
    yield from dict.fromkeys(shortest.values())


def close_terms(before: Terms, after: Terms) -> Iterator[str]:
    """Yield the terms of two words in a row, whatever their endings.

    >>> asked = close_terms(terms("талап"), terms("арыздың"))
    >>> bool(set(asked) & set(close_terms(terms("Талап", "kk"), terms("арызды", "kk"))))
    True
    """
    for one in before.close:
        for other in after.close:
            yield f"{CLOSE}{one}_{other}"


def _may_be_kazakh(word: str, cyrillic: bool, language: str) -> bool:
    if language:
        return language == "kk"
    return cyrillic or is_kazakh_latin(word) or word.islower()


def language_of(text: str) -> str:
    """Return kk, ru or en by the letters of a text that nobody has marked; nothing if it has no letters.

    >>> language_of("Сот арызды қабылдамады"), language_of("Суд отклонил иск"), language_of("Motion denied")
    ('kk', 'ru', 'en')
    """
    split = words(text[:2000])
    cyrillic = sum(is_cyrillic(word) for word in split)
    if cyrillic * 2 > len(split):
        return "kk" if len(_KAZAKH_ONLY.findall(text[:2000])) * 40 > len(text[:2000]) else "ru"
    marked = sum(is_kazakh_latin(word) for word in split)
    return "kk" if marked * 4 > len(split) else ("en" if split else "")


def passage_terms(text: str, language: str) -> Iterator[str]:
    """Yield the terms of a passage, with repetitions."""
    before = ""
    told: Terms | None = None
    for word in words(text):
        found = terms(word, language, named=not word.islower())
        yield found.written
        yield from found.stems
        yield from found.names
        if found.beginning:
            yield found.beginning
        if before:
            yield PAIR + before + "_" + found.written[1:]
        before = found.written[1:]
        if word.casefold() not in STOP_WORDS:
            if told is not None:
                yield from close_terms(told, found)
            told = found


def phrase_terms(split: Iterable[str]) -> Iterator[str]:
    """Yield the terms that a passage has if it has these words in a row.

    >>> list(phrase_terms(["leave", "to", "amend"])), list(phrase_terms(["amend"]))
    (['bleave_to', 'bto_amend'], ['samend'])
    """
    written = [plain(word) for word in split]
    if len(written) == 1:
        yield WRITTEN + written[0]
    for one, other in pairwise(written):
        yield f"{PAIR}{one}_{other}"
