"""Reading what was typed into the box: words, phrases in quotation marks, -exclusions, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from foundation.search.analysis.letters import clean, words
from foundation.search.analysis.numbers import DATE, ENTRY, MENTION, read_numbers
from foundation.search.analysis.stems import (
    KAZAKH,
    NAME,
    PAIR,
    STOP_WORDS,
    WRITTEN,
    Terms,
    close_terms,
    phrase_terms,
    plain,
    terms,
)

#: Longer queries are cut, in characters; more words than these are not looked for.
MAX_QUERY, MAX_WORDS = 300, 12

_QUOTED = re.compile(r"(-?)[\"“„«]([^\"“”„«»]+)[\"”“»]")
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)-(?=[^\W\d_])([^\s\"]+)")
_YEAR = re.compile(r"(?:1[89]|20|21)\d{2}")


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that a passage should hold: any of the terms, each with its weight from 0 to 1."""

    shown: str
    weights: tuple[tuple[str, float], ...]
    #: The last resort: how the word begins.
    weak: str = ""
    #: Every term must be there, not one of them.
    together: bool = False
    #: What a passage holds if the next word of the query follows this one: as written, then in other forms.
    next_to: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms without their weights."""
        return tuple(term for term, _weight in self.weights)


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was read."""

    text: str
    wishes: tuple[Wish, ...]
    excluded: tuple[Wish, ...]
    was_cut: bool

    def __bool__(self) -> bool:
        """Whether anything can be looked for."""
        return bool(self.wishes)


def read_query(text: str) -> Query:
    """Read what was typed. Never raises: what cannot be understood is looked for as words, or not at all.

    >>> query = read_query('"leave to amend" motion -appeal 5:17-cv-246')
    >>> [wish.shown for wish in query.wishes], [wish.shown for wish in query.excluded]
    (['leave to amend', '5:17-cv-246', 'motion'], ['appeal'])
    >>> bool(read_query("  * & | ! :  ")), bool(read_query(""))
    (False, False)
    """
    cut = clean(text[: 2 * MAX_QUERY])
    was_cut = len(text) > MAX_QUERY
    rest = cut[:MAX_QUERY]
    wishes: list[Wish] = []
    excluded: list[Wish] = []

    def quoted(match: re.Match[str]) -> str:
        phrase = _phrase(match[2])
        if phrase is not None:
            (excluded if match[1] else wishes).append(phrase)
        return " "

    rest = _QUOTED.sub(quoted, rest)

    def excluding(match: re.Match[str]) -> str:
        excluded.extend(_word(word) for word in words(match[1])[:1])
        return " "

    rest = _EXCLUDED.sub(excluding, rest)
    for number in reversed(read_numbers(rest)):
        shown = rest[number.start : number.end]
        wishes.append(Wish(shown, (*((term, 1.0) for term in number.terms), *_mentions(number.terms))))
        rest = f"{rest[: number.start]} {rest[number.end :]}"
    wishes += _words(rest, bool(wishes))
    return Query(cut[:MAX_QUERY], tuple(wishes[:MAX_WORDS]), tuple(excluded[:MAX_WORDS]), was_cut)


def exactly(query: Query) -> Query:
    """Return a query for the words as they were typed only, apart from capitals and accents.

    >>> [wish.terms for wish in exactly(read_query("amended motions")).wishes]
    [('samended',), ('smotions',)]
    """
    wishes = tuple(
        wish
        if wish.together or wish.terms[0][0] != WRITTEN
        else replace(wish, weights=wish.weights[:1], weak="", next_to=wish.next_to[:1])
        for wish in query.wishes
    )
    return replace(query, wishes=wishes)


def _phrase(text: str) -> Wish | None:
    found = tuple(dict.fromkeys(phrase_terms(words(text)[:MAX_WORDS])))
    return Wish(text.strip(), tuple((term, 1.0) for term in found), together=True) if found else None


def _words(text: str, enough: bool) -> Iterator[Wish]:
    """The words of a query; those that say nothing only if there is nothing else."""
    split = [word for word in dict.fromkeys(words(text)) if plain(word)]
    telling = [word for word in split if word.casefold() not in STOP_WORDS]
    asked = telling or ([] if enough else split)
    for word, following in zip_longest(asked, asked[1:]):
        found = terms(word)
        yield replace(_word(word), next_to=_next_to(found, terms(following)) if following else ())


def _next_to(found: Terms, following: Terms) -> tuple[str, ...]:
    return f"{PAIR}{found.written[1:]}_{following.written[1:]}", *close_terms(found, following)


def _word(word: str) -> Wish:
    found = terms(word)
    weights = {found.written: 1.0}
    if _YEAR.fullmatch(word):
        weights[DATE + word] = 0.9
    weights.update(_weighted(found))
    return Wish(word, tuple(weights.items()), found.beginning)


def _weighted(found: Terms) -> Iterator[tuple[str, float]]:
    """Stems by how much they leave of the word; a name's stem is as sure as a word's."""
    longest = max((len(stem) for stem in found.stems if stem[0] == KAZAKH), default=1)
    for stem in found.stems:
        yield stem, 0.5 + 0.4 * len(stem) / longest if stem[0] == KAZAKH else 0.9
    for name in found.names:
        if name[0] == NAME:
            yield name, 0.8


def _mentions(terms: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """An entry that speaks of another by its number comes after that one."""
    for term in terms:
        if term[0] == ENTRY:
            yield MENTION + term[1:], 0.6
