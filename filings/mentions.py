"""Which other entries a docket text names, and what it does to them. Pure, and only ever a proposal.

Courts write "[70]", "Dkt. 75", "ECF No. 40", "Docs. 12 and 13", and CM/ECF a bare number before the paper:
"ORDER granting 40 Motion to Dismiss".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from filings.enums import ACTS_OF_COURT, EntryKind, EntryLinkKind, Outcome

#: The last entry number that is believed; more digits are a year and a month, or part of a docket's number.
MAX_NUMBER = 9999
#: No more mentions than these are proposed: a text with more is a list, not a motion thread.
MOST = 20

_NUMBER = r"\d{1,4}(?:-\d{1,3})?"
# Not the beginning of a docket number (2:14-cv-06000), a decimal, or a day (3/1/18).
_END = r"(?![\d:/]|-\d*[a-z]|\.\d)"
_LIST = rf"{_NUMBER}{_END}(?:\s*(?:,\s*and|,|;|and|&|и|және)\s*\[?{_NUMBER}{_END}\]?)*"
_NAMED = re.compile(
    rf"(?:\b(?:CM/)?ECF|\b(?:Dkts?|Docs?|Docket|D\.\s?E|DE)\b)\.?\s*(?:Entry|Entries|Doc\.)?\s*"
    rf"(?:Nos?\b\.?|Numbers?\b|#|№)?\s*\[?\s*(?P<list>{_LIST})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    rf"\[\s*(?:(?:ECF|Dkt|Doc)\.?\s*(?:No\.?|#)?\s*)?(?P<list>{_LIST})\s*\]", re.IGNORECASE
)
_PAPERS = "Motion|MOTION|Application|Stipulation|Letter|Complaint|Request|Objection|Petition"
_VERBS = "|".join(
    (
        *("granting", "denying", "re:?", "finding", "striking", "vacating", "terminating", "approving"),
        *("withdrawing", "support of", "opposition to", "response to", "reply to", "in part", "as moot"),
    )
)
_BARE = re.compile(
    rf"\b(?:{_VERBS})\s+(?P<list>{_NUMBER}{_END})(?=\s+(?:[A-Z][a-z]+\s+){{0,3}}(?:{_PAPERS})\b)"
)
_DIGITS = re.compile(r"(\d{1,4})(?:-\d{1,3})?")
#: So far before a mention its verb stands, within one sentence.
_REACH = 160

#: Where a sentence ends; "No.", "Dkt." and their like end none.
_STOP = re.compile(
    r";\s|(?<!\bNo)(?<!\bNos)(?<!\bDkt)(?<!\bDkts)(?<!\bDoc)(?<!\bDocs)(?<!D\.E)\.\s", re.IGNORECASE
)

_PART = re.compile(r"grant\w*[^.;]{0,40}\bin\s+part\b|\bin\s+part\b[^.;]{0,40}den(?:y|ied)", re.IGNORECASE)
_MOOT = re.compile(r"\bmoot", re.IGNORECASE)
_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\b|\bоткаж|\bотказ", re.IGNORECASE)
_GRANTED = re.compile(r"\bgrant(?:s|ed|ing)?\b|\bso ordered\b|\bудовлетвор|\bқанағаттандыр", re.IGNORECASE)
_IS = re.compile(r"^[^.;]{0,30}\b(?:is|are|be)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:re|regarding|on|resolving|concerning)\b", re.IGNORECASE)
_SUPPORTS = re.compile(r"\b(?:in\s+support\s+of|supporting)\b", re.IGNORECASE)
_ANSWERS = re.compile(r"\b(?:opposition|opposing|response|reply|answer|objections?)\b", re.IGNORECASE)
_AMENDS = re.compile(r"\b(?:amend(?:s|ed|ing)?|supersed\w+)\b", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:correct(?:s|ed|ing|ion)?|errata|erratum)\b", re.IGNORECASE)

_ANSWERING = frozenset({EntryKind.OPPOSITION, EntryKind.REPLY, EntryKind.ANSWER})


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that a text names: its number, the kind of link and the outcome if the text says so.

    ``kind`` is empty where the text only mentions the entry; the editor says what it does to it, or nothing.
    ``span`` is the half-open range of characters that carries the number.
    """

    number: int
    kind: str
    outcome: str
    span: tuple[int, int]


def mentions(text: str, *, kind: str, own_number: int | None = None) -> tuple[Mention, ...]:
    """Return the entries that a docket text names, in its order, each once and with the first link found.

    Args:
        text: the court's own text; time is linear in its length.
        kind: the kind of the entry that the text is of (`EntryKind`); only an act of a court decides.
        own_number: the entry's own number, which is no mention.

    >>> mentions("ORDER granting [40] Motion to Dismiss.", kind="order")
    (Mention(number=40, kind='decides', outcome='granted', span=(16, 18)),)
    """
    found: dict[int, Mention] = {}
    for number, start, end in sorted(set(_numbers(text)), key=lambda place: place[1]):
        if number in {0, own_number} or (number in found and found[number].kind):
            continue
        link, outcome = _link(text, start, kind)
        mention = Mention(number, link, outcome, (start, end))
        if number in found:
            if link:  # the first place that says what it does
                found[number] = mention
        elif len(found) < MOST:
            found[number] = mention
    return tuple(sorted(found.values(), key=lambda mention: mention.span))


def _numbers(text: str) -> Iterator[tuple[int, int, int]]:
    for pattern in (_BRACKETED, _NAMED, _BARE):
        for match in pattern.finditer(text):
            first = match.start("list")
            for number in _DIGITS.finditer(match["list"]):
                yield int(number[1]), first + number.start(1), first + number.end(1)


def _link(text: str, start: int, kind: str) -> tuple[str, str]:
    """Return what a text does to the entry that it names at ``start``."""
    before = text[max(0, start - _REACH) : start]
    sentence = _STOP.split(before)[-1]
    around = sentence + _STOP.split(text[start : start + _REACH])[0]
    if kind in ACTS_OF_COURT:
        return _decision(sentence, around)
    if _SUPPORTS.search(sentence):
        return EntryLinkKind.SUPPORTS, ""
    if kind in _ANSWERING or _ANSWERS.search(sentence):
        return EntryLinkKind.ANSWERS, ""
    return _repair(sentence, kind)


def _decision(sentence: str, around: str) -> tuple[str, str]:
    """Read a decision: its last verb before the number counts."""
    if _PART.search(around):
        return EntryLinkKind.DECIDES, Outcome.GRANTED_IN_PART
    verbs = {
        Outcome.DENIED: max((match.start() for match in _DENIED.finditer(sentence)), default=-1),
        Outcome.GRANTED: max((match.start() for match in _GRANTED.finditer(sentence)), default=-1),
    }
    outcome: Outcome | None = max(verbs, key=lambda word: verbs[word])
    if outcome is None or verbs[outcome] < 0:
        outcome = _said_after(around[len(sentence) :])
    if outcome is not None:
        moot = outcome == Outcome.DENIED and _MOOT.search(around)
        return EntryLinkKind.DECIDES, Outcome.MOOT if moot else outcome
    link, nothing = _repair(sentence, "")
    if link:
        return link, nothing
    if _ABOUT.search(sentence):
        return EntryLinkKind.DECIDES, Outcome.UNKNOWN
    return "", ""


def _said_after(rest: str) -> Outcome | None:
    """Read "The motion (Dkt. 75) is hereby DENIED"."""
    if _IS.search(rest) is None:
        return None
    return Outcome.DENIED if _DENIED.search(rest) else Outcome.GRANTED if _GRANTED.search(rest) else None


def _repair(sentence: str, kind: str) -> tuple[str, str]:
    if _CORRECTS.search(sentence):
        return EntryLinkKind.CORRECTS, ""
    if kind == EntryKind.AMENDED_COMPLAINT or _AMENDS.search(sentence):
        return EntryLinkKind.AMENDS, ""
    return "", ""
