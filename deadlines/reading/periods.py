"""Periods in English docket text ("within fourteen (14) days after service of ..."), as tokens with their
place.

A token says what is written; whether it is a deadline is decided by `deadlines.reading.cues`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Literal

from deadlines.reading.numbers import NUMBER, value_of
from deadlines.reading.proposals import Direction, Unit

#: How the text introduces a period. ``within``: within/in/no later than; ``bare``: nothing but a link
#: ("14 days after service"); ``has``: has/given N days; ``leave``: N days' leave to amend;
#: ``extension``: an extension of N days, running from the date that it extends.
Lead = Literal["within", "bare", "has", "leave", "extension"]

_UNIT = (
    r"(?P<kind>calendar|business|working|work|court|judicial|consecutive)?"
    r"[\s-]*(?P<unit>hour|day|week|month|year)s?\b['’]?"
)
_LEAD = (
    r"(?P<within>\bwithin\b|\bin\s+no\s+more\s+than\b|\bno(?:t)?\s+(?:later|more|less)\s+than\b|\bat\s+least\b|\bnot\s+to\s+exceed\b"
    r"|\bno\s+(?:sooner|earlier|fewer)\s+than\b|\bon\s+or\s+before\b|\bnot\s+fewer\s+than\b|\bin\b)"
    r"|(?P<by>\bby(?:\s+the\s+(?:earlier|later|sooner)\s+of)?\b)"
    r"|(?P<has>\b(?:ha(?:s|ve)|had|given|allowed|grant(?:s|ed|ing)?|receives?)\b(?:\s+(?:until|up\s+to|an?\s+additional|an|only))?)"
    r"|(?P<extension>\bextension\s+of(?:\s+time)?(?:\s+of)?\b|\bextend(?:s|ed|ing)?\b[^.;\n]{0,80}?\b(?:by|for)\b)"
)
_PERIOD = re.compile(
    rf"(?:(?=[\d(\[])|\b(?=[a-z]))(?:(?:{_LEAD})\s+(?:(?:the|a)\s+(?:period|time)\s+of\s+|the\s+next\s+|an?\s+additional\s+|a\s+further\s+)?)?"
    rf"(?P<n>{NUMBER}|\ban?(?=\s+(?:week|month|year)\b)|\bone)[\s-]*(?:\(\s*)?{_UNIT}",
    re.IGNORECASE,
)
#: "at least one hour", "not to exceed ten days" measure a length unless an event follows.
_MEASURES = re.compile(
    r"at\s+least|not\s+to\s+exceed|.*\bno(?:t)?\s+(?:more|less|fewer)\s+than", re.IGNORECASE
)
_LINK = re.compile(
    r"\s*(?:time\s+)?,?\s*(?:(?P<after>\b(?:from\s+and\s+after|of|after|from|following|subsequent\s+to|upon)\b)"
    r"|(?P<before>\b(?:prior\s+to|in\s+advance\s+of|ahead\s+of|before|preceding|prior)\b)"
    r"|(?P<later>\b(?:thereafter|later|afterwards?)\b))\s*",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\s*(?:time\s+)?(?:,?\s*(?:in\s+which\s+)?(?:leave\s+)?to\s+(?P<leave>amend)|(?P<extension>extension|continuance|enlargement))",
    re.IGNORECASE,
)
_TRIGGER_END = re.compile(
    r"[.;\n]|:(?!\d)|\s[-–]\s|\s+at\s+\d|(?<!day),(?!\s*(?:19|20)\d\d\b)|\s[(\[]|\s+(?:you|he|she|they|it)\s+(?:shall|must|may)\b"
    r"|\)(?=\s*(?:[.;,]|$))|\s+(?:shall|must|may|will|should|is\s+(?:due|directed|ordered)|are\s+(?:due|directed)|to\s+(?:file|respond|"
    r"submit|answer|amend|serve|pay|show|reopen|notify|object|move)|(?:with)?in\s+which|(?:or|and)\s+(?:within\s+)?\d+|or\s+(?:the|this|his|her|else|face|suffer)|"
    r"and\s+(?:plaintiff\w*|defendant\w*|petitioner\w*|respondent\w*|appell\w+|any|the|that|shall|must|reply|replies)|using|if|unless|file|submit|"
    r"otherwise|addressing|as\s+to|pursuant|why|setting|indicating|stating|whether|showing)\b",
    re.IGNORECASE,
)
_TRIGGER_REACH = 140  # a trigger is a noun phrase; more than this is the rest of the sentence
_LAST_AND = re.compile(r"\s+(?:and|or)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|being|a|an)\s+", re.IGNORECASE)
_BUSINESS = frozenset({"business", "working", "work", "court", "judicial"})
#: "ten days, and submitted no later than five days, before the hearing": both run to the hearing.
_SHARED_LINK = re.compile(
    r"s['’]?,\s+(?:before|prior\s+to|after|from|following)\s+(?:the\s+)?$", re.IGNORECASE
)
_ONE_LIST = re.compile(r",?\s+(?:and|or)\b[^.;:]{0,60}", re.IGNORECASE)
_UNITS: dict[str, Unit] = {
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "month": "months",
    "year": "years",
}


@dataclass(frozen=True, slots=True)
class PeriodToken:
    """A period in the text. ``trigger`` is the wording after the link; "" when the text gives none.

    ``intro`` is what introduces it. ``start`` is where its introduction ("within") begins, ``end`` where
    the trigger ends.
    """

    start: int
    end: int
    n: int
    unit: Unit
    direction: Direction
    lead: Lead
    trigger: str
    intro: str = ""

    @property
    def extends(self) -> bool:
        """It runs from the date that it extends: "a 14-day extension", "an additional 14 days"."""
        return self.lead == "extension" or "additional" in self.intro.lower()


def periods_in(text: str, most: int | None = None) -> tuple[PeriodToken, ...]:
    """The periods of *text* in order, at *most* so many; a length that nothing introduces is none.

    >>> [(t.n, t.unit, t.trigger) for t in periods_in("within ten (10) business days of this order")]
    [(10, 'business_days', 'this order')]
    >>> [(t.n, t.direction, t.trigger) for t in periods_in("no later than 14 days prior to the hearing")]
    [(14, 'before', 'hearing')]
    >>> [(t.n, t.lead) for t in periods_in("with 30 days leave to amend; a 14-day extension")]
    [(30, 'leave'), (14, 'extension')]
    >>> periods_in("The 5 day trial lasted 10 days.")
    ()
    """
    tokens = list(islice(_tokens(text), most))
    for index, (token, after) in enumerate(pairwise(tokens)):
        between = text[token.end : after.start]
        shared = after.trigger and text[: after.end - len(after.trigger)][-60:]
        if not token.trigger and shared and _SHARED_LINK.search(shared) and _ONE_LIST.fullmatch(between):
            tokens[index] = replace(token, direction=after.direction, trigger=after.trigger)
    return tuple(tokens)


def _tokens(text: str) -> Iterator[PeriodToken]:
    for match in _PERIOD.finditer(text):
        n = 1 if match["n"].lower() in ("a", "an") else value_of(match["n"])
        if n is None:
            continue
        reach = min(len(text), match.end() + _TRIGGER_REACH)
        closed = match.end() + (text[match.end() : match.end() + 1] == ")")
        link = _LINK.match(text, closed, reach)
        afterwards = None if link else _AFTERWARDS.match(text, closed, reach)
        if afterwards and afterwards["leave"]:
            link = _LINK.match(text, afterwards.end(), reach)  # "30 days' leave to amend from service of ..."
        lead = _lead(match, link, afterwards)
        if lead is None:
            continue
        end, trigger = _trigger(text, link, reach) if link else (match.end(), "")
        yield PeriodToken(
            match.start(),
            end,
            n,
            _unit(match),
            _direction(link),
            lead,
            trigger,
            text[match.start() : match.start("n")],
        )


def _lead(match: re.Match[str], link: re.Match[str] | None, afterwards: re.Match[str] | None) -> Lead | None:
    if match["extension"] or (afterwards and afterwards["extension"]):
        return "extension"
    if afterwards and afterwards["leave"]:
        return "leave"
    if match["by"]:
        return "within" if link else "extension"
    if match["within"]:
        return "within" if link or not _MEASURES.match(match["within"]) else None
    if match["has"]:
        return "has"
    return "bare" if link else None


def _unit(match: re.Match[str]) -> Unit:
    if (match["kind"] or "").lower() in _BUSINESS and match["unit"].lower() == "day":
        return "business_days"
    return _UNITS[match["unit"].casefold()]


def _direction(link: re.Match[str] | None) -> Direction:
    return "before" if link and link["before"] else "after"


def _trigger(text: str, link: re.Match[str], reach: int) -> tuple[int, str]:
    if link["later"]:
        return link.end(), "the previous deadline"
    stop = _TRIGGER_END.search(text, link.end(), reach)
    end = stop.start() if stop else reach
    while end > link.end() and text[end - 1].isspace():
        end -= 1
    words = " ".join(text[link.end() : end].split())
    words = _LAST_AND.sub("", words)
    return max(end, link.end()), _ARTICLE.sub("", words)
