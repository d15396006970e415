"""What is due, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deadlines.reading import phrases as say
from deadlines.reading.owing import ROLE, answering_party

_ACTIVE = re.compile(
    r"(?:\b(?:shall|must|may|will|should|to|that\s+counsel|parties|counsel|plaintiffs?|defendants?|petitioner|not|and|file)|,)\s*(?:(?:each|jointly|also|promptly|electronically|then|either|both)\s+)*"
    r"(?P<verb>file|serve|submit|provide|produce|exchange|make|complete|lodge|e-?file|deliver|furnish|tender|return|"
    r"respond|answer|reply|amend|pay|e-?mail|notify|show|move|object|oppose|effect|join|disclose|designate|surrender|self-surrender|"
    r"supplement|advise|inform|contact|meet\s+and\s+confer|cure|register|comply|appear|retain|obtain|document|re-?file|seek|use|post)(?:s|es)?\b"
    r"(?:\s+(?:and|or)(?:/or)?\s+(?:serve|file|submit|exchange))?\s*(?P<object>(?:[^.;]|\.(?=\d))*)$",
    re.IGNORECASE,
)
_PAPER_VERBS = frozenset(
    {"file", "serve", "submit", "provide", "produce", "exchange", "make", "lodge", "efile", "e-file"}
    | {"deliver", "furnish", "tender", "return", "use"}
)
#: Words between the name of a paper and its date: "shall be filed and served", "deadline is extended to".
_VERBS = frozenset(
    {
        "shall",
        "must",
        "will",
        "should",
        "may",
        "is",
        "are",
        "to",
        "be",
        "been",
        "has",
        "have",
        "now",
        "hereby",
    }
    | {"also", "ordered", "was", "were", "filed", "refiled", "re-filed", "served", "submitted", "completed"}
    | {"made", "exchanged", "produced", "provided", "lodged", "disclosed", "closed", "issued", "designated"}
    | {"corrected", "cured", "concluded", "deposited", "tendered", "perfected", "occur", "remains", "remain"}
    | {"emailed", "vacated", "given", "set", "reset", "re-set", "extended", "continued", "moved", "adjourned"}
    | {"scheduled", "held", "further", "only", "due", "deadline", "deadlines", "for", "on", "as", "a", "the"}
    | {
        "at",
        "and",
        "electronically",
        "no",
        "later",
        "than",
        "by",
        "re",
        "up",
        "including",
        "through",
        "until",
    }
)
#: "Schedule A/B" in "Schedule A/B: Property due".
_SHORT_LABEL = re.compile(r"\s*[A-Z][\w/-]+(?:\s+[\w/-]+){0,3}")
_BREAK = re.compile(
    r"[:;\[\]\n*]|(?<=\s)\(|(?<!\(\w)\)|\.\s|,\s+(?:and\s+)?(?=(?:plaintiff|defendant|petitioner|respondent|appell|any|the|that)\w*)|"
    r"\b(?:ordered\s+that|further\s+ordered|that|with\s+the|is\s+granted|is\s+denied)\b|\s+-+\s+|,\s+",
    re.IGNORECASE,
)
_CAPS_THEN_TITLE = re.compile(r"(?:\b[A-Z]{3,}\b[\s,]+)+(?=[A-Z][a-z])")
_LEADING = re.compile(
    r"^(?:[\s,.('\"”’)\]–-]|(?:and|or|the|an?|his|her|its|their|any|all|such|that|now|is|are|if|also|of|to|in|by|on|with|"
    r"(?:he|she|they|it|you)\s+(?:must|shall|may))\b(?=\s))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,.:;(–-]|\b(?:and|or|the|is|are|be|on|by|shall|must|,|to|of|no|later|than|within|not|if|any|a|an|with))+$",
    re.IGNORECASE,
)
_DEADLINE_OF = re.compile(
    r"\b(?:deadlines?|last\s+(?:day|date)|time|date|cut-?off)\b\s*(?:for|to|by\s+which|of|in\s+which)\b\s*",
    re.IGNORECASE,
)
_RIGHT_END = re.compile(
    r"(?<!govt)(?<!Inc)(?<!Corp)(?<!\bCo)(?<!Ltd)[.](?!\d)|[;:()]|,\s+(?:and\s+)?(?:to|which|addressing|or\s+else)\b",
    re.IGNORECASE,
)
_DUTY_AFTER = re.compile(r"\b(?:shall|must|may|will|should|to)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r",?\s*\b(?:if\s+(?:any|required|needed|necessary|applicable)|not\s+to\s+exceed\s+[\w()\s-]{1,30}pages)\b\s*,?"
    r"|,\s+including\s+[\w\s]{1,40},|\s\([^()]{0,80}\)|(?:^|(?<=[\s:;]))\(?\d{1,2}[.)]\s",
    re.IGNORECASE,
)
#: The act follows the date: "ORDERED that, by 3/1, ...", "shall confer and, by 3/1, file ...".
_ACT_FOLLOWS = re.compile(
    r"\b(?:that|then|shall|must|may|(?:is|are)\s+(?:directed|ordered))\s*,?\s*$|^\W*(?:pursuant\s+to|under|in\s+accordance\s+with)\b[^;]*,\s*$",
    re.IGNORECASE,
)
_AND_FOLLOWS = re.compile(r"\band\s*,\s*$", re.IGNORECASE)
_OBJECT_FOLLOWS = re.compile(r"\b(?:file|submit|serve|provide|produce|lodge)\s*,?\s*$", re.IGNORECASE)
#: "Expert disclosures: plaintiff" (3/1), "Reports - Defendant" (4/1).
_ROLE_LAST = re.compile(rf"\s*(?::|\s[–-])\s+{say.ROLES},?\s*$", re.IGNORECASE)
#: The verb of a sentence: what stands before it names the thing.
_FINITE = re.compile(
    r"\s(?:is|are|was|were|will|shall|must|has|have|remains?)\b.*", re.IGNORECASE | re.DOTALL
)
#: Words of the entry that run into the clerk's noun: "filed by Acme Responses due".
_ELSEWHERE = re.compile(r"\b(?:filed\s+by|courtroom)\b", re.IGNORECASE)
_PAPER_LAST = re.compile(
    r"\b(?:objections?|responses?|repl(?:y|ies)|answers?|oppositions?)\s+$", re.IGNORECASE
)
_PRONOUN = re.compile(r"\s*(?:it|them|(?:the\s+)?same)\b", re.IGNORECASE)
_GIVES_TIME = re.compile(
    r"\b(?:ha(?:s|ve|d)|given|granted|allowed|extended|enlarged|continued|time|deadline|up)\W*$",
    re.IGNORECASE,
)
_FROM_DATE = re.compile(r"\s+(?:from|set\s+for|of)\s+(?:[A-Z][a-z]+\.?\s+)?\d[\d/,\s-]*$")
_TO_DO = re.compile(r"\s*,?\s*(?:(?:with)?in\s+which\s+)?to\s+[a-z]", re.IGNORECASE)
_NAMED_DEADLINE = re.compile(r"((?:[\w-]+\s+){1,4})(?:deadline|cut-?off|period)\b", re.IGNORECASE)
_DATE_IN = re.compile(r"\d[/-]\d|\d{4}")
_RELEASE = re.compile(r"release\s+of\s+(?:transcript\s+)?restrictions?", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:[A-Za-z]+\.?\s+)?\d[\d/,.\s-]*|orders?|notice|minute entry|hereby|and", re.IGNORECASE
)
_ONE_TO_ACT = re.compile(
    r"^(?:[A-Z][\w.&,'’-]*\s+|(?:all|the|any)\s+|(?:plaintiffs?|defendants?|part(?:y|ies))\s+){1,8}to\s+"
)
_WITH_COURT = re.compile(
    r"^(?:with\s+)?(?:the\s+)?(?:court|clerk)\s+(?:an?\s+|the\s+)?(?=[A-Z])|^setting\s+", re.IGNORECASE
)
_LONGEST = 90
_READ = 220  # characters before the cue in which the name is looked for


def what_before(left: str, right: str) -> str:
    """The name of the deadline from the words *left* of the cue and *right* of the date, of the same
    sentence.

    >>> what_before("Joint Status Report ", "")
    'Joint Status Report'
    >>> what_before("The parties shall file a joint letter ", "")
    'Joint letter'
    >>> what_before("", ", Plaintiff shall pay the filing fee.")
    'Pay the filing fee'
    """
    if answering_party(left):
        return "Answer"
    for candidate in _candidates(*_sides(left, right)):
        name = _tidy(candidate)
        if len(name) > 2 and not ROLE.fullmatch(name) and not _NO_NAME.fullmatch(name):
            return name
    return "Deadline"


def _sides(left: str, right: str) -> tuple[str, str]:
    """Both sides without asides; the left one empty where the act that is due follows the date."""
    left = _ROLE_LAST.sub("", _ASIDE.sub(" ", left[-_READ:]))
    right = _ASIDE.sub(" ", f" {right[:_READ]}")[1:]
    if _ACT_FOLLOWS.search(left) or (_AND_FOLLOWS.search(left) and _ACTIVE.search(_clause(right))):
        left = ""
    if _OBJECT_FOLLOWS.search(left) and right[:1] in " ,":
        return "", right.lstrip(" ,")
    if left.rstrip(" ,")[-1:] == ":":
        left = "" if len(right) > 20 and _DUTY_AFTER.search(right[:80]) else left.rstrip(" ,:")
    return left, right


def _candidates(left: str, right: str) -> Iterator[str]:
    """Possible names, the likeliest first."""
    act = _object(left)
    if _TO_DO.match(right) and (not act or _GIVES_TIME.search(left)):
        yield _object_after(right)
    if left.strip():
        yield _of_deadline(left)
        yield act
        if _DATE_IN.search(left):
            yield _before_deadline(left)
        yield _subject(left)
        yield _before_deadline(left)
    yield _object_after(right)


def _before_deadline(left: str) -> str:
    found = _RELEASE.search(left[-120:])
    if found:
        return found.group()
    named = _NAMED_DEADLINE.search(left)
    return named.group(1) if named else ""


def _of_deadline(left: str) -> str:
    found = None
    for found in _DEADLINE_OF.finditer(left):  # noqa: B007 - the last one is wanted
        pass
    if found is None or found.end() >= len(left.rstrip()):
        return ""
    if _PAPER_LAST.search(left, 0, found.start()):
        return ""  # "objection deadline for the motion"
    phrase = _FINITE.sub("", _without_verbs(left[found.end() :]))
    phrase = _ONE_TO_ACT.sub("", phrase.strip())
    return re.sub(
        r"^(?:file|serve|submit|filing|submission\s+of|filing\s+of|the)\s+",
        "",
        phrase.strip(),
        flags=re.IGNORECASE,
    )


def _object(left: str) -> str:
    found = None
    at = left.rfind(": ") + 1
    while (candidate := _ACTIVE.search(left, at)) is not None:
        at = candidate.end("verb")
        if found and _PRONOUN.match(candidate["object"]):
            break  # "complete the form and file it"
        found = candidate
        if _VERB_IS_ENOUGH.match(candidate["verb"]):
            break
    return _from_verb(found) if found else ""


_VERB_IS_ENOUGH = re.compile(
    r"(?:pay|notify|show|self-surrender|surrender|cure|advise|inform|contact|oppose)$", re.IGNORECASE
)


def _from_verb(found: re.Match[str]) -> str:
    verb, thing = found["verb"].lower(), found["object"]
    cut = re.search(
        r"\s*,\s+(?:its|his|her|their|he|she|it|they|which|addressing|and\s+(?:plaintiff|defendant|the))|\s+(?:or\s+the|otherwise)\b"
        r"|\s+and\s+(?:file|serve|submit|return)\s+(?:it|them|the\s+same)\b",
        thing,
        re.IGNORECASE,
    )
    thing = thing[: cut.start()] if cut else thing
    if (
        verb in _PAPER_VERBS
        and len(thing.strip()) > 2
        and not ROLE.fullmatch(_LEADING.sub("", thing).strip(" .,"))
    ):
        return thing
    return f"{verb} {thing}"


def _without_verbs(phrase: str) -> str:
    """*phrase* without the verbs at its end.

    >>> _without_verbs("Joint report shall be filed, ")
    'Joint report'
    """
    end = len(phrase)
    for word in reversed(list(re.finditer(r"\S+", phrase))):
        if word.group().strip(",:").lower() not in _VERBS and word.group().strip(",:"):
            break
        end = word.start()
    return phrase[:end].rstrip()


def _subject(left: str) -> str:
    phrase = _without_verbs(left)
    start = 0
    for found in _BREAK.finditer(phrase):
        rest = phrase[found.end() :]
        if len(rest.strip()) <= 2 or (
            (found.group().startswith(",") or _SHORT_LABEL.fullmatch(phrase, start, found.start()))
            and say.FILING.search(phrase)
            and not say.FILING.search(rest)
        ):
            continue  # "Brief of Appellant, Ada Example"
        start = found.end()
    phrase = phrase[start:]
    if _ELSEWHERE.search(phrase):
        papers = list(say.FILING.finditer(phrase))
        phrase = phrase[papers[-1].start() :] if papers else phrase
    head = _FINITE.sub("", phrase)
    phrase = head if len(head.strip()) > 2 and not ROLE.fullmatch(_tidy(head)) else phrase
    caps = _CAPS_THEN_TITLE.search(phrase)
    if caps and not (say.FILING.search(caps.group()) and not say.FILING.search(phrase, caps.end())):
        return phrase[caps.end() :]
    return phrase


def _clause(right: str) -> str:
    stop = _RIGHT_END.search(right, 2)
    return right[: stop.start()] if stop else right


def _object_after(right: str) -> str:
    clause = _clause(right)
    found = _ACTIVE.search(clause)
    return _from_verb(found) if found else clause


def _tidy(phrase: str) -> str:
    words = " ".join(phrase.split())
    words = _LEADING.sub("", words)
    words = _FROM_DATE.sub("", _WITH_COURT.sub("", words))
    words = _TRAILING.sub("", words)
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0]
    return words[:1].upper() + words[1:]
