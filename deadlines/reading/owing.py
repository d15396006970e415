"""Who owes a deadline, in the text's own words: a role of the case, or a name."""

from __future__ import annotations

import re

from deadlines.reading import phrases as say

ROLE = re.compile(
    r"\b(plaintiffs?|defendants?|petitioners?|respondents?|appellants?|appellees?|cross-appell\w+|intervenors?|claimants?|"
    r"government|govt|united\s+states|usa|debtors?|trustee|movants?|relators?|creditors?|garnishee|secretary|commissioner|"
    r"mediator|court\s+reporter|defense\s+counsel|plaintiffs?['’]?\s+counsel|defendants?['’]?\s+counsel|counsel|"
    r"(?:(?:moving|opposing|non-?moving|responding)\s+)?part(?:y|ies)|"
    r"third[\s-]party\s+(?:plaintiffs?|defendants?)|counter-?(?:claimants?|defendants?)|objectors?|receiver|guardian|all\s+parties)\b"
    r"(?:['’]s?)?",
    re.IGNORECASE,
)
#: The one to whom something is done: "serve on the defendants", "joinder of parties".
_RECEIVES = re.compile(
    r"\b(?:(?:joinder|service|depositions?|disclosure|light|list|lists)\s+of|with|upon|on|against|opposing|serve|interested|add|join|"
    r"(?<!as\s)to)\s+(?:the\s+|all\s+|any\s+|other\s+|moving\s+|opposing\s+)*$",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:shall|must|may|will|should|(?:is|are)\s+(?:to|directed|ordered|requested|granted)|ha(?:s|ve))\b"
    r"(?P<passive>\s+(?:also\s+|each\s+)?be\b)?",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r":\s|;\s|,\s+and\s+(?=(?:the\s+)?(?:plaintiff|defendant|petitioner|respondent|appell\w+|government)s?['’])|"
    r"\bordered\s*,?(?:\s+adjudged,?)?(?:\s+and\s+\w+)?\s+that\b,?",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w.&'’/-]*(?:,?\s+(?:(?:of|the|and|&|for)\s+)?[A-Z][\w.&'’/-]*){0,7}"
_NAMED = re.compile(
    rf"(?:^|[.,:;]\s+|\bthat\s+|\band\s+)(?:[Tt]he\s+)?(?P<name>{_NAME})\s+(?:shall|must|may|SHALL|MUST)\b(?!\s+be\b)"
)
_NAMED_AFTER = re.compile(
    rf"[\s,]*(?:that\s+)?(?:[Tt]he\s+)?(?P<name>{_NAME})\s+(?:shall|must|may|SHALL|MUST)\s+(?!be\b)"
)
#: "to be filed in district court by Ada Example " (by 3/1/2018); "for Acme Co. " (to 3/1/2018).
_NAMED_LAST = re.compile(rf"\b(?:by|for|as\s+to)\s+(?P<name>{_NAME})\s*$")
_AFTER = re.compile(
    rf"[\s,.(]*(?:(?:due\s+)?(?:for|as\s+to|by|from)\s+(?:the\s+)?(?P<name>{_NAME})|\(?(?:(?:due\s+)?(?:for|as\s+to|by|from)\s+)?"
    r"(?P<role>(?:petitioner|respondent|appellant|appellee|plaintiff|defendant|intervenor)s?)\b)"
)
#: The clerk's "Acme Co. served on 1/2/2018, answer due" and "Acme Co. answer due", up to "due".
_ANSWERS = re.compile(
    rf"(?P<name>{_NAME})\s+(?:(?:served|waiver\s+sent)\s+on\s+[\d/-]+,\s*)?answer\s*(?:now\s*)?(?:is\s*)?$"
)
_WAIVES = re.compile(rf"\bwaived\s+by\s+(?P<name>{_NAME})\s+waiver\b")
_COMPANY_BEFORE = re.compile(r"^.*\b(?:Inc|Corp|Co|Ltd|LLC|LP|L\.L\.C|L\.P)\.{1,2}\s+(?=[A-Z])")
_ACTS_NEXT = re.compile(r"(?::|\bthat|\band)\W*$", re.IGNORECASE)
_IN_PARENTHESES = re.compile(
    r"\s*\(\s*(plaintiffs?|defendants?|petitioner|respondent|appell\w+)\s*\)", re.IGNORECASE
)
#: The same one owes more: "Plaintiff shall reply by 3/1 and shall file ...".
_GOES_ON = re.compile(
    r"[\s,]*(?:at\s+[\d:]+\s*[ap]\.?m\.?,?\s*)?and\s+(?:to|shall|must|may|file|exchange|submit|serve)\b",
    re.IGNORECASE,
)
_ROLE_FIRST = re.compile(r"^(?:(?:Plaintiff|Defendant|Appell\w+|Petitioner|Respondent)s?,?\s+)+(?=[A-Z])")
_NO_PARTY = re.compile(
    r"(?:[A-Z]{2,4},|Judge|Magistrate|Honorable|Hon\b|Discharge|Extension|Leave|Relief|Summary|Default|Class|Judgment|"
    r"Trial|Time|The|An?|Any|His|Her|Its|Their|Amended|Joint|Court|Clerk|Judge|Set|Reset|ORDER|Order|No|It|He|She|They|All)\b"
)


def party_of(left: str, right: str, since: int = 0, words: str = "") -> str | None:
    """Who owes it: a role or a name before the cue, else one right after the date.

    *left* is the sentence up to the cue, from *since* on after its previous date; *words* are the cue's own.

    >>> party_of("Plaintiff's response is ", ""), party_of("Brief ", " for petitioner Ada Example")
    ('plaintiff', 'petitioner')
    >>> party_of("Gadget Co. served on 1/2/2018, answer ", ""), party_of("The Gadget Board shall file ", "")
    ('Gadget Co.', 'Gadget Board')
    """
    answering = answering_party(left)
    if answering:
        return answering
    near = left[since:] if left[since:].strip(" ,;(") else left
    if _GOES_ON.match(left, since):
        near = left
    near = _last_clause(near)
    aside = _IN_PARENTHESES.match(right)
    if aside:
        return _plain(aside[1])
    return (
        _name_last(near)
        or _role_before(near)
        or _name_before(near)
        or _after("-", words)
        or _after(near, right)
    )


def answering_party(left: str) -> str | None:
    """The name in the clerk's "Acme Co. served on 1/2/2018, answer " and "Acme Co. answer now ".

    >>> answering_party("as to Gadget Co. answer now "), answering_party("Defendant's amended answer ")
    ('Gadget Co.', None)
    """
    found = _ANSWERS.search(left[-220:]) or (
        _WAIVES.search(left[-220:]) if left[-9:] == ", answer " else None
    )
    if found is None:
        return None
    name = _ROLE_FIRST.sub("", _COMPANY_BEFORE.sub("", found["name"]))
    return None if _NO_PARTY.match(name) or ROLE.match(name) else name.strip(" ,")


def _last_clause(left: str) -> str:
    start = 0
    for found in _CLAUSE.finditer(left):
        if left[found.end() :].strip(" ,"):
            start = found.end()
    return left[start:]


def _role_before(left: str) -> str | None:
    duty = _DUTY.search(left)
    roles = list(ROLE.finditer(left))
    roles = [m for m in roles if not _RECEIVES.search(left, max(0, m.start() - 40), m.start())]
    if duty:
        roles = [m for m in roles if m.end() <= duty.start()] or roles
    if not roles:
        return None
    chosen = roles[-1] if duty and not duty["passive"] else roles[0]
    return _plain(chosen.group())


def _name_last(left: str) -> str | None:
    found = _NAMED_LAST.search(left)
    name = found["name"].strip(" ,") if found else ""
    if not name or _NO_PARTY.match(name) or ROLE.match(name) or say.FILING.search(name):
        return None
    return name


def _name_before(left: str) -> str | None:
    found = _NAMED.search(left)
    name = _COMPANY_BEFORE.sub("", found["name"]) if found else ""
    if not name or _NO_PARTY.match(name) or say.FILING.search(name) or say.HEARING.search(name):
        return None
    return name.strip(" ,")


def _after(left: str, right: str) -> str | None:
    found = _AFTER.match(right)
    if found:
        role = found["role"] or (ROLE.match(found["name"]) or [""])[0]
        return _plain(role) if role else found["name"].strip(" ,.")
    if left.strip(" ,") and not _ACTS_NEXT.search(left):
        return None
    near = ROLE.match(right.lstrip(" ,").removeprefix("that ").removeprefix("the "))
    if near:
        return _plain(near.group())
    named = _NAMED_AFTER.match(right)
    return named["name"] if named and not _NO_PARTY.match(named["name"]) else None


def _plain(role: str) -> str:
    return " ".join(re.sub(r"['’]s?$", "", role).lower().split())
