"""One deadline that a text says twice is one proposal.

Courts state a date in a sentence and again in the clerk's summary ("Responses due by ..."), or as a period
and as the date that the clerk computed from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from deadlines.reading.proposals import Proposal

_WORD = re.compile(r"[^\W\d_]{3,}|\d+[a-z]?")
_HEAD_END = re.compile(r"\s(?:to|re|of|for|regarding|in|on|as|by|from|with|pursuant)\s", re.IGNORECASE)
_GENERIC = frozenset(
    {"the", "any", "all", "and", "date", "file", "serve", "submit", "plaintiff", "defendant", "petitioner"}
    | {"respondent", "party", "parties", "writing", "their", "his", "its"}
)
_NAMELESS = frozenset({"deadline", "extension", "time"})
_SAME = {
    "oppositions": "response", "opposition": "response", "respond": "response", "responses": "response",
    "oppose": "response", "replies": "reply", "objections": "objection", "object": "objection",
    "briefs": "brief", "motions": "motion", "answers": "answer", "pleading": "answer",
    "responsive": "answer", "amend": "amended", "show": "response", "cause": "response",
}  # fmt: skip
_SERVICE = re.compile(
    r"(?:(?:the\s+)?date\s+of\s+)?(?:being\s+)?(?:service|served)(?:\s+hereof|\s+of\s+(?:this|the\s+report)\b.*)?",
    re.IGNORECASE,
)
_RESTATED = 20  # characters between a date and the period that says it again: ", that is, a week before ..."
_ROLL = 5  # days between a raw period and the date that a clerk writes: a long weekend, or the day of entry


def merged(proposals: Iterable[Proposal], filed: date | None) -> tuple[Proposal, ...]:
    """The proposals in the order of the text, each deadline once.

    A period from service is taken for the clerk's date of the same paper where it would end there if service
    was on the day of filing (*filed*).
    """
    kept: list[Proposal] = []
    by_key: dict[object, list[int]] = {}
    dated: list[int] = []
    for proposal in proposals:
        bucket = by_key.setdefault(_key(proposal), [])
        twin = next((i for i in bucket if _same(kept[i], proposal)), None)
        if twin is not None:
            kept[twin] = _joined(kept[twin], proposal)
            continue
        bucket.append(len(kept))
        if proposal.due is not None:
            dated.append(len(kept))
        kept.append(proposal)
    return tuple(_both_forms(kept, dated, filed))


def _key(proposal: Proposal) -> object:
    if proposal.period is not None:
        return (proposal.period.n, proposal.period.unit, proposal.period.direction)
    return proposal.due


def _same(one: Proposal, other: Proposal) -> bool:
    if not _one_party(one.party, other.party):
        return False
    if one.period and other.period and {one.what, other.what} & {"", "Deadline"}:
        return True
    return _alike(one.what, other.what)


def _one_party(one: str | None, other: str | None) -> bool:
    """ "plaintiff" and "plaintiffs" are one; "defendant" and a name may be; two names are not."""
    if not one or not other or _stem(one) == _stem(other):
        return True
    return one[0].isupper() != other[0].isupper()


def _stem(party: str) -> str:
    return party.lower().rstrip("s")[:7]


def _alike(one: str, other: str) -> bool:
    """Both names mean one paper: the shorter one's words are all in the longer, and their heads agree.

    >>> _alike("Responses", "Opposition to motion to dismiss"), _alike("Motions", "Responses to motions")
    (True, False)
    >>> _alike("Fact discovery", "Expert discovery")
    False
    """
    first, second = _tokens(one) - _NAMELESS, _tokens(other) - _NAMELESS
    if not first or not second:
        return True
    heads = _tokens(_head(one)), _tokens(_head(other))
    if heads[0] and heads[1] and not heads[0] & heads[1]:
        return False
    return first <= second or second <= first


def _head(what: str) -> str:
    return what if "complaint" in what.lower() else _HEAD_END.split(what, maxsplit=1)[0]


def _tokens(what: str) -> set[str]:
    words = {_SAME.get(word, word) for word in _WORD.findall(what.lower())}
    if {"response", "complaint"} <= words:  # to respond to a complaint is to answer it
        words = (words - {"response"}) | {"answer"}
    return words - _GENERIC or words


def _joined(kept: Proposal, twin: Proposal) -> Proposal:
    return replace(
        kept,
        what=kept.what
        if len(_tokens(kept.what)) >= len(_tokens(twin.what)) or twin.what == "Deadline"
        else twin.what,
        party=twin.party if twin.party and twin.party[0].isupper() else kept.party or twin.party,
        due_time=kept.due_time or twin.due_time,
        supersedes=kept.supersedes or twin.supersedes,
        trigger_date=kept.trigger_date or twin.trigger_date,
    )


def _both_forms(kept: list[Proposal], dated: list[int], filed: date | None) -> Iterable[Proposal]:
    """Joins "within 15 days" to "Deadline set for <date>" where the date is that period's end, rolled at
    most.
    """
    gone: set[int] = set()
    days = {kept[i].due: i for i in reversed(dated)} if dated else {}
    for index, proposal in enumerate(kept):
        raw = _raw_end(proposal, filed)
        if raw is None:
            continue
        for shift in range(_ROLL + 1):
            match = days.get(raw + timedelta(days=shift))
            if match is None or match in gone or not _one_party(kept[match].party, proposal.party):
                continue
            restated = shift == 0 and 0 < proposal.span[0] - kept[match].span[1] < _RESTATED
            if restated or _alike(kept[match].what, proposal.what):
                kept[match] = replace(
                    kept[match],
                    period=proposal.period,
                    trigger_date=proposal.trigger_date,
                    party=kept[match].party or proposal.party,
                )
                gone.add(index)
                break
    return (proposal for index, proposal in enumerate(kept) if index not in gone)


def _raw_end(proposal: Proposal, filed: date | None) -> date | None:
    period, day = proposal.period, proposal.trigger_date
    if period is not None and day is None and _SERVICE.fullmatch(period.trigger):
        day = filed
    if period is None or proposal.due is not None or day is None:
        return None
    length = {"days": period.n, "weeks": 7 * period.n, "business_days": period.n + 2 * (period.n // 5)}.get(
        period.unit
    )
    try:
        if length is None:
            return None
        return day + timedelta(days=length if period.direction == "after" else -length)
    except OverflowError:
        return None
