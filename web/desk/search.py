"""Finding records while an editor types: by words in any case and script, entries also by number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Q

#: More words than these are not looked at; a search must stay a search.
MAX_WORDS = 8

_NUMBER = re.compile(r"(?i)(?:\b(?:ecf|dkt|no|doc)\.?|№|#)\s*(?:no\.?\s*)?\[?(\d{1,6})\b\]?|\[(\d{1,6})\]")
_LONGEST_NUMBER = 6
_YEAR = 4


def words_of(term: str) -> list[str]:
    """Split what was typed into words; characters that no database takes are dropped."""
    return term.replace("\x00", " ").split()[:MAX_WORDS]


def spellings(word: str) -> set[str]:
    """Return a word in the letter cases in which it may be stored.

    SQLite ignores case for ASCII letters only, so a Cyrillic word is also tried in lower case, in capitals
    and capitalised.
    """
    if word.isascii():
        return {word}
    return {word, word.lower(), word.upper(), word.capitalize()}


def word_condition(fields: Iterable[str], word: str) -> Q:
    """Return the condition that a word stands in one of the columns."""
    condition = Q()
    for field in fields:
        for spelling in spellings(word):
            condition |= Q(**{f"{field}__icontains": spelling})
    return condition


def entry_conditions(fields: Iterable[str], term: str) -> list[Q]:
    """Return the conditions of a search for docket entries: ``67``, ``ECF 67`` and ``[67]`` are numbers.

    A bare number of four digits and more may be a year or a part of a docket's number as well.
    """
    columns = list(fields)
    conditions = [Q(entry_number=int(a or b)) for a, b in _NUMBER.findall(term)]
    for word in words_of(_NUMBER.sub(" ", term)):
        condition = Q()
        number = word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER
        if number:
            condition |= Q(entry_number=int(word))
        if not number or len(word) >= _YEAR:
            condition |= word_condition(columns, word)
        conditions.append(condition)
    return conditions
