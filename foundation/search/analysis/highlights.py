"""Where a text says what was asked: the words to mark, and the part of a long text to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from foundation.search.analysis.letters import clean, words
from foundation.search.analysis.numbers import read_numbers
from foundation.search.analysis.queries import Query, Wish
from foundation.search.analysis.stems import language_of, plain, terms

#: The length of a shown part, in characters.
EXCERPT = 240
#: Of a long text no more than so much is looked at, in characters.
_LOOKED_AT = 20_000
#: How much of a word is looked for there: most endings come later.
_LIKE = 4

#: A sentence is shown from its beginning and to its end, if they are not further away, in characters.
_FURTHEST = 600
# Not after an abbreviation or an initial: a shorter word or a number before the point ends no sentence.
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{5,}|\)|\d{4}|(?<=\d )[^\W\d_]{3})[»”\"]?[.!?]+[»”\"]?(?=\s|$)")

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|'(?=[^\W_]))*")


class Piece(NamedTuple):
    """A part of a shown text, marked or not."""

    text: str
    marked: bool


class Excerpt(NamedTuple):
    """The part of a text that says most of what was asked."""

    pieces: tuple[Piece, ...]
    #: How many different wishes of the query it holds.
    found: int
    before: bool
    after: bool

    @property
    def text(self) -> str:
        """The part without marks."""
        return "".join(piece.text for piece in self.pieces)


def excerpt(text: str, query: Query, language: str = "", length: int = EXCERPT) -> Excerpt:
    """Return the part of a text to show for a query; its beginning if it holds nothing of it.

    >>> from foundation.search.analysis.queries import read_query
    >>> shown = excerpt("The court granted the motions to dismiss.", read_query("motion"), "en")
    >>> [piece.text for piece in shown.pieces if piece.marked], shown.found
    (['motions'], 1)
    """
    held = clean(_looked_at(text, query, length))
    spans = _spans(held, query, language or language_of(held))
    start, end = _window(held, spans, length)
    inside = [span for span in spans if span[0] >= start and span[1] <= end]
    found = len({wish for _start, _end, wishes in inside for wish in wishes})
    return Excerpt(tuple(_pieces(held, inside, start, end)), found, start > 0, end < len(held))


def _looked_at(text: str, query: Query, length: int) -> str:
    """A text, or of a long one the part from where a word begins as a word of the query does."""
    if len(text) <= _LOOKED_AT:
        return text
    small = text.casefold()
    places = (small.find(wish.shown.casefold()[:_LIKE]) for wish in query.wishes)
    first = min((place for place in places if place > 0), default=0)
    start = min(max(0, first - length), len(text) - _LOOKED_AT)
    return text[start : start + _LOOKED_AT]


def _spans(text: str, query: Query, language: str) -> list[tuple[int, int, frozenset[int]]]:
    """The words to mark, with the wishes that each answers, in their order."""
    split = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(text)]
    answers: dict[tuple[int, int], set[int]] = {}
    for number, wish in enumerate(query.wishes):
        for start, end in _places(wish, split, language):
            answers.setdefault((start, end), set()).add(number)
    for found in read_numbers(text):
        for number, wish in enumerate(query.wishes):
            if not set(wish.terms).isdisjoint(found.terms):
                answers.setdefault((found.start, found.end), set()).add(number)
    spans: list[tuple[int, int, frozenset[int]]] = []
    for (start, end), wishes in sorted(answers.items()):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end, frozenset(wishes)))
    return spans


def _places(wish: Wish, split: Sequence[tuple[int, int, str]], language: str) -> Iterator[tuple[int, int]]:
    """Where a text answers one wish: its words one by one, a phrase as a whole."""
    if wish.together:
        wanted = [plain(word) for word in words(wish.shown)]
        written = [plain(word) for _start, _end, word in split]
        for place in range(len(written) - len(wanted) + 1):
            if written[place : place + len(wanted)] == wanted:
                yield split[place][0], split[place + len(wanted) - 1][1]
        return
    terms_of_wish = frozenset(wish.terms)
    for start, end, word in split:
        if not terms_of_wish.isdisjoint(terms(word, language).strong):
            yield start, end


def _window(text: str, spans: Sequence[tuple[int, int, frozenset[int]]], length: int) -> tuple[int, int]:
    """The part with the most different wishes, the earliest of several, cut at words."""
    if len(text) <= length or not spans:
        return 0, _cut(text, length)
    best, most = 0, 0
    for number, (start, _end, _wishes) in enumerate(spans):
        held = {wish for one in spans[number:] if one[1] <= start + length * 3 // 4 for wish in one[2]}
        if len(held) > most:
            best, most = start, len(held)
    start = _sentence(text, best)
    if best - start > _FURTHEST:
        start = text.find(" ", best - length // 4) + 1
    end = _SENTENCE_END.search(text, max(start + length, best + length // 2))
    if end is not None and end.end() - best < _FURTHEST + length:
        return start, end.end()
    return start, _cut(text, max(start + length, best + length // 2))


def _sentence(text: str, place: int) -> int:
    """Where the sentence of a place begins: what is only alleged must not lose who alleges it.

    >>> text = "The court sat on 5 May. Kazakhstan, in Republic v. Roe, alleges that he was behind it."
    >>> text[_sentence(text, text.index("behind")):][:10]
    'Kazakhstan'
    """
    start = max((match.end() for match in _SENTENCE_END.finditer(text, 0, place)), default=0)
    while text[start : start + 1].isspace():
        start += 1
    return start


def _cut(text: str, at: int) -> int:
    """The end of a word at a place or before it."""
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if space > at // 2 else at


def _pieces(
    text: str, spans: Iterable[tuple[int, int, frozenset[int]]], start: int, end: int
) -> Iterator[Piece]:
    at = start
    for begin, stop, _wishes in spans:
        if begin > at:
            yield Piece(text[at:begin], False)
        yield Piece(text[begin:stop], True)
        at = stop
    if at < end:
        yield Piece(text[at:end], False)
