"""What kind of entry a text is (the court's, a party's, a proposal): how much a cue must prove in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from deadlines.reading import phrases as say

#: ``court``: orders, notices, minutes, what the clerk wrote. ``party``: motions, letters, briefs: they ask
#: or tell,
#: and only the clerk's own "... due by" in them counts. ``proposal``: proposed orders and plans: nothing
#: counts.
Author = Literal["court", "party", "proposal"]

_HEAD = 140
_COURT_HEAD = re.compile(
    r"^\W*(?:court|clerk)\b|\b(?:order(?:s|ed|ing)?|minutes?|judgment|notice|clerk|scheduling\s+order|report\s+and\s+recommendations?|findings|"
    r"recommendations?|summons|waiver|(?:re)?set(?:/reset)?|deadlines?|transcript|mandate|opinion|endorsement|briefing|"
    r"granting|granted|notification|directive|docketed|decision|ruling)\b",
    re.IGNORECASE,
)
_PARTY_HEAD = re.compile(
    r"\b(?:MOTIONS?|APPLICATION|REQUEST|LETTER(?!\s+(?:SENT|ISSUED|ORDER|OPINION|RULING|DECISION))|"
    r"(?:JOINT|STATUS) R(?:EPORT|eport)|(?:REPORT of )?R(?:ULE|ule) 26\(f\)|STIPULATION|RESPONSE|REPLY|"
    r"MEMORANDUM(?!\s+(?:AND|&|OPINION|ORDER))|BRIEF|"
    r"DECLARATION|AFFIDAVIT|AFFIRMATION|CERTIFICATE|ANSWER|COMPLAINT|PETITION|OBJECTIONS?|OPPOSITION"
    r"|EX PARTE|"
    r"NOTICE\s+(?:by|of\s+(?:appearance|settlement|change|motion|intent|withdrawal|voluntary|unavailability|filing\s+by)(?!\s+to\s+redact)))\b"
    r"|^\W*(?:(?:Joint|Unopposed|Consent|Agreed|Emergency|Opposed|First|Second|Third|Letter|Ex Parte"
    r"|Notice of)\s+)*"
    r"(?:Motion|Stipulation|Application|Petition|Request|Memorandum in|Brief|Declaration|Status Report"
    r"|(?:Certificat\w+|Affidavit|Affirmation|Proof) of (?:Service|Mailing))\b"
)
_NOTICE_BY_PARTY = re.compile(
    r"\bnotice\s+(?:by\b|of\s+(?:appearance|settlement|change|motion|intent|withdrawal|voluntary|unavailability))(?!\s+to\s+(?:request\s+)?redact)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:granted|granting|grants|so[\s-]ordered|approved|approving|adopted|adopting)\b", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:denied|denying|denies|rejected|declin\w+|refus\w+)\b", re.IGNORECASE)
_PARTLY = re.compile(r"\bgrant\w*(?:\s+\w+){0,2}\s+in[\s-]+part\b", re.IGNORECASE)
_PROPOSAL = re.compile(
    r"\[?\(?\bproposed\b\]?\)?\s+(?:[\w-]+\s+){0,3}?(?:order|schedule|scheduling|plan|stipulation|judgment|dates?|deadlines?|"
    r"due\s+dates?|briefing)\b(?!\s+(?:(?:is|are)\s+)?(?:due|by|shall|must|deadline|to\s+be|on\s+or|no\s+later|within)\b)",
    re.IGNORECASE,
)
_ORDERS_IT = re.compile(r"\b(?:order(?:s|ed)?|minutes?|shall|must|submit|file|due)\b", re.IGNORECASE)
_ENTERED = re.compile(r"[(\[]Entered:?\s*(\d{1,2})/(\d{1,2})/(\d{4})", re.IGNORECASE)
_SCHEDULE = re.compile(
    r"\b(?:schedul\w+|deadlines?|calendar|following\s+dates|cut\s?-?\s?offs?|last\s+(?:day|date)|"
    r"(?:close|completion)\s+of\s+(?:\w+\s+){0,3}(?:discovery|production)|"
    r"(?:case\s+management|docket\s+control|pre-?\s?trial|trial|preliminary\s+conference)\s+(?:and\s+\w+\s+)?order)\b",
    re.IGNORECASE,
)
#: Three papers beside a date each are a schedule, whatever the entry calls itself.
_LINES = re.compile(
    r"\b(?:discovery|disclosures?|motions?|experts?|reports?|amendments?|pleadings?|briefs?|lists?|oppositions?|replies)\b"
    r"(?:\s+[-–\w]+){0,2}\s*:?\s+(?:\d{1,2}/\d{1,2}/\d{2,4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4})\s*[;,.\n]",
    re.IGNORECASE,
)
_LIST = 20_000  # characters in which they are looked for
_CLEARS = re.compile(
    r"\W*(?:terminat(?:e|ed|ing)\s+(?:the\s+|all\s+)?(?:deadlines?|hearings?)|"
    r"deadlines?(?:\s*(?:/|and)\s*hearings?)?\s+terminated)\b(?!.{0,60}\b(?:re-?)?set\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """Facts of the whole entry that single dates and periods are judged by.

    ``moves``: its head extends or amends earlier dates. ``partly``: it grants in part. ``schedules``: it sets
    up a list of dates, so a noun beside a date is enough. ``clears``: the clerk takes its dates away
    ("Deadlines terminated: ...").
    """

    author: Author
    granted: bool
    denied: bool
    partly: bool
    schedules: bool
    moves: bool
    clears: bool
    implied_trigger: str
    entered: date | None


def entry_of(text: str, masked: str) -> Entry:
    """Facts of *text*; *masked* is the same without bookkeeping.

    >>> [entry_of(t, t).author for t in ("ORDER granting Motion", "MOTION to Stay", "PROPOSED ORDER")]
    ['court', 'party', 'proposal']
    """
    granted = _DONE.search(masked) is not None
    return Entry(
        author=_author(masked, granted),
        granted=granted,
        denied=_DENIED.search(masked) is not None,
        moves=say.EXTENDS.search(masked[:300]) is not None,
        partly=_PARTLY.search(masked) is not None,
        schedules=_SCHEDULE.search(masked) is not None or len(_LINES.findall(masked[:_LIST])) >= 3,
        clears=_CLEARS.match(masked) is not None,
        implied_trigger=_implied_trigger(masked),
        entered=_entered(text),
    )


def _author(text: str, granted: bool) -> Author:
    head = text[:_HEAD]
    proposal = _PROPOSAL.search(head)
    if (
        proposal
        and not granted
        and not _ORDERS_IT.search(head, 0, proposal.start())
        and not re.search(
            r"\b(?:signed|ordered)\s+by\b|\bit\s+is\s+(?:hereby\s+|so\s+)*ordered\b", text, re.IGNORECASE
        )
    ):
        return "proposal"
    court, party = _COURT_HEAD.search(head), _PARTY_HEAD.search(head)
    own_notice = _NOTICE_BY_PARTY.search(head)
    if own_notice and court and own_notice.start() <= court.start():
        return "party"
    if party is None or (court is not None and court.start() < party.start()):
        return "court"
    if re.search(r"\b(?:and|&)\s+order\b", head, re.IGNORECASE) or granted:
        return "court"
    return "party"


def _implied_trigger(text: str) -> str:
    """What "within 30 days" runs from when the text does not say: the entry itself."""
    found = re.search(r"\b(order|notice|judgment|recommendations?|letter)", text[:_HEAD], re.IGNORECASE)
    word = found.group(1).lower() if found else ""
    return {"order": "this order", "notice": "this notice", "judgment": "this judgment"}.get(
        word, "this entry"
    )


def _entered(text: str) -> date | None:
    found = _ENTERED.search(text)
    if found is None:
        return None
    try:
        return date(int(found[3]), int(found[1]), int(found[2]))
    except ValueError:
        return None
