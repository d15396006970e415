"""Numbers as courts write them: ``14``, ``(14)``, ``fourteen (14)``, ``one hundred and twenty``."""

from __future__ import annotations

import re

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_WORDS = {**_UNITS, **_TENS, "hundred": 100}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPELLED = rf"\b(?:{_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_WORD})){{0,3}}\b"

#: A regular expression (to be compiled with IGNORECASE) of one number, without groups.
NUMBER = (
    rf"(?:{_SPELLED}(?:\s*[\(\[]\s*\d{{1,3}}\s*[\)\]])?|[\(\[]\s*\d{{1,3}}\s*[\)\]]|(?<![\d/.,:-])\d{{1,3}})"
)

_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")


def value_of(written: str) -> int | None:
    """The number that *written* (a match of `NUMBER`) stands for; None for 0 and for what is no number.

    Where words and figures disagree the smaller one is taken: a reader who sees both calendars the earlier
    day.

    >>> value_of("14"), value_of("(7)"), value_of("twenty-one"), value_of("THIRTY (30)")
    (14, 7, 21, 30)
    >>> value_of("one hundred and twenty"), value_of("fourteen (15)"), value_of("0")
    (120, 14, None)
    """
    figures = _DIGITS.search(written)
    candidates = [n for n in (int(figures.group()) if figures else None, _spelled(written.lower())) if n]
    return min(candidates, default=None)


def _spelled(written: str) -> int | None:
    total = 0
    for word in _LETTERS.findall(written):
        if word == "hundred":
            total = (total or 1) * 100
        else:
            total += _WORDS.get(word, 0)
    return total or None
