"""The words by which a rule is told from others of the same citation: "appellee's brief served".

A period is never chosen on half a word. A longer phrase outdoes what stands inside it ("appellee's brief
served" starts the reply, though "brief" alone says nothing), a denial takes a phrase away ("no acknowledgment
of service filed"), and where phrases of two rules stand side by side both rules remain: the answer is then
for a person.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from deadlines.rules.types import Rule

_UNITED_STATES = re.compile(r"\b(?:u\.\s?s\.(?:\s?a\.)?|usa\b)(?!\s?c\b)")
_NO_WORD = re.compile(r"[^\w'-]+")
# Words that a phrase has or lacks without another meaning.
_FILLERS = frozenset({"the", "a", "an", "is", "are", "was", "were", "be", "been", "has", "have", "had"})
_DENIED = r"(?<!\bno )(?<!\bnot )(?<!\bnever )(?<!\bwithout )"


class _Span(NamedTuple):
    start: int
    end: int

    def is_inside(self, other: _Span) -> bool:
        return self != other and other.start <= self.start and self.end <= other.end


def plain_words(text: str) -> str:
    """The text in small letters, without marks and fillers, "U.S." written out."""
    written_out = _UNITED_STATES.sub("united states", text.lower().replace("\u2019", "'"))
    words = _NO_WORD.sub(" ", written_out).split()
    return " ".join(word for word in words if word not in _FILLERS)


def told_by_words(rules: tuple[Rule, ...], text: str) -> tuple[Rule, ...]:
    """Those of the rules of which the text speaks; none where it has the words of none."""
    words = plain_words(text)
    spans = {rule.key: _spans(rule, words) for rule in rules if rule.words}

    def is_outdone(rule: Rule) -> bool:
        own = spans[rule.key]
        return any(
            all(any(span.is_inside(longer) for longer in others) for span in own)
            for key, others in spans.items()
            if key != rule.key
        )

    return tuple(rule for rule in rules if spans.get(rule.key) and not is_outdone(rule))


def _spans(rule: Rule, words: str) -> tuple[_Span, ...]:
    """Where the phrases of a rule begin a word of the text. A stem is enough: "acknowledg"."""
    return tuple(
        _Span(*found.span()) for word in rule.words for found in _pattern(plain_words(word)).finditer(words)
    )


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-]){_DENIED}{re.escape(phrase)}")
