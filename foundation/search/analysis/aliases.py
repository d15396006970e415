"""Aliases: SDNY, РК, RFE/RL. Which alias stands for what is data; this is only the looking up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from foundation.search.analysis.letters import clean, words

_LISTS = tuple(
    Path(__file__).resolve().parent.parent / "lists" / name for name in ("courts.yaml", "bodies.yaml")
)
#: A Kazakh case at the end: Әділет министрлігінің.
_CASE = re.compile(r"(?:[ндт][ыі]ң|[ндт][ыі]|[ғгқк][ае]|н[ае]|н|[дт][ае]н?|н[ае]н|[мбп]ен)$")
#: The order of the meanings of an alias.
LANGUAGES = ("en", "ru", "kk")
#: An alias is at most so many words of a query.
_MAX_WORDS = 4
#: So short an alias is one only in capitals: РК, but not рк inside a sentence.
_CAPITALS = 2


def alias_key(text: str) -> str:
    """Return how an alias is looked up: without spaces, points and capitals.

    >>> alias_key("N.D. Cal."), alias_key("RFE/RL"), alias_key("РК")
    ('ndcal', 'rferl', 'рк')
    """
    return "".join(words(clean(text))).casefold().replace("'", "")


@cache
def shipped() -> Mapping[str, tuple[str, ...]]:
    """Return the shipped lists: what each alias stands for in each of `LANGUAGES`, by its key.

    >>> shipped()["sdny"][0]
    'United States District Court for the Southern District of New York'
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in _LISTS:
        for group in yaml.safe_load(path.read_text(encoding="utf-8")):
            meanings = tuple(group.get(code, group["en"]) for code in LANGUAGES)
            for alias in (*group["also"], *meanings):
                found.setdefault(alias_key(alias), meanings)
    return found


def candidates(query: str) -> Iterator[tuple[int, int, str]]:
    """Yield each run of words of a query that could be an alias: its first and last place and its key."""
    split = words(clean(query))
    for start in range(len(split)):
        for end in range(start + 1, min(start + _MAX_WORDS, len(split)) + 1):
            run = split[start:end]
            key = alias_key(" ".join(run))
            if len(key) > _CAPITALS or "".join(run).isupper():
                yield start, end, key
                if bare := _CASE.sub("", key):
                    yield start, end, bare


def variants(query: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the query with every alias in it written out, once in each language; nothing if it holds none.

    >>> variants("министерство РК", {"рк": ("Republic of Kazakhstan", "Республика Казахстан", "")})
    ('министерство Republic of Kazakhstan', 'министерство Республика Казахстан')
    """
    split = words(clean(query))
    runs = sorted((run for run in candidates(query) if known.get(run[2])), key=lambda run: run[0] - run[1])
    chosen: dict[int, tuple[int, str]] = {}
    for start, end, key in runs:
        if not any(start < other_end and other < end for other, (other_end, _key) in chosen.items()):
            chosen[start] = (end, key)
    if not chosen:
        return ()
    found = []
    for language in range(len(LANGUAGES)):
        written, place = [], 0
        while place < len(split):
            end, key = chosen.get(place, (place + 1, ""))
            written.append(known[key][language] if key else split[place])
            place = end
        if all(written):
            found.append(" ".join(written))
    return tuple(dict.fromkeys(found))
