"""Citations as lawyers write them: "FRCP 12(a)(1)(A)(i)", "28 U.S.C. § 1446(b)", "Civil L.R. 7-3(a)".

>>> parse_citations("Fed. R. Civ. P. 59(b)/(e)")
(Provision(code='frcp', parts=('59', 'b')), Provision(code='frcp', parts=('59', 'e')))
>>> parse_citations("Civil L.R. 7-3(a)", "us-fed-cand")
(Provision(code='local:cand', parts=('7-3', 'a')),)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# A text longer than this is no citation; it is refused before any pattern runs over it.
MAX_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of a body of rules: `code` names the body, `parts` lead down from rule to subdivision."""

    code: str
    parts: tuple[str, ...]

    def covers(self, other: Provision) -> bool:
        """Whether `other` is this provision or a part of it."""
        return self.code == other.code and other.parts[: len(self.parts)] == self.parts


def _spelled(word: str) -> str:
    """The pattern of "Fed. R. <word> P.", of its short and of its long form."""
    return (
        rf"\bf(?:ed(?:eral)?)?\.?\s*r(?:ules?|\.)?\s*(?:of\s+)?{word}\s*"
        r"p(?:rac(?:tice)?|roc(?:edure)?)?(?![a-z])\.?"
    )


# Bodies of rules, the more particular first. A body that the library does not hold is listed too where it
# could be taken for another: Fed. R. Crim. P. 59 is not Fed. R. Civ. P. 59.
_BODIES = (
    ("frcrp", _spelled(r"crim(?:inal|\.)?") + r"|\bf\.?\s?r\.?\s?cr(?:im)?\.?\s?p(?![a-z])\.?"),
    ("frap", _spelled(r"app(?:ellate|\.)?") + r"|\bf\.?\s?r\.?\s?a\.?\s?p(?![a-z])\.?"),
    (
        "frbp",
        _spelled(r"bank(?:ruptcy|r\.?)")
        + r"|\bf\.?\s?r\.?\s?b\.?\s?p(?![a-z])\.?|\bbankr(?:uptcy|\.)\s*r(?:ules?|\.)",
    ),
    ("frcp", _spelled(r"civ(?:il|\.)?") + r"|\bf\.?\s?r\.?\s?c\.?\s?p(?![a-z])\.?"),
    (
        "usc",
        (
            r"\b(?:title\s+)?(?P<title>\d{1,2}),?\s*"
            r"(?:u\.?\s?s\.?\s?c(?:ode|\.)?(?:\s*a\.)?(?:\s*app\.)?|united\s+states\s+code)"
        ),
    ),
    (
        "ccp",
        r"\b(?:cal\.?\s*)?(?:c\.?\s?c\.?\s?p(?![a-z])\.?|code\s+(?:of\s+)?civ(?:il|\.)?\s*proc(?:edure|\.)?)",
    ),
    ("calgov", r"\b(?:cal\.?\s*)?gov(?:ernment|['’]?t|\.)?\s+code"),
    ("cpr", r"\bc\.?\s?p\.?\s?r(?![a-z])\.?"),
    ("cpr_in_full", r"(?<!federal\s)\bcivil\s+procedure\s+rules\b(?:\s+1998)?"),
    (
        "local",
        (
            r"\bcourt\s+local\s+rules?|\bloc(?:al|\.)\s*(?:civ(?:il|\.)\s*)?r(?:ules?|\.)"
            r"|\bcivil\s+local\s+rules?|\b[nsewmc]\.?\s?d\.?\s*(?:cal|n\.?\s?y)[.\s]*civ(?:il|\.)\s*r(?:ules?|\.)"
            r"|(?<!\w\.)\b(?:civ(?:il|\.)?\s*)?l\.?\s?(?:civ\.?\s?)?r(?![a-z])\.?"
        ),
    ),
    ("civil_rule", r"^\s*(?:the\s+)?(?:former\s+)?civ(?:il|\.)\s*r(?:ules?\b|\.)"),
    ("appellate_rule", r"^\s*(?:the\s+)?(?:former\s+)?app(?:ellate|\.)\s*r(?:ules?\b|\.)"),
    ("bare", r"^\s*(?:the\s+)?(?:former\s+)?(?:rules?\b|r\.(?=\s?\d))"),
)
_BODY = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _BODIES),
    re.IGNORECASE,
)
# The court of a local rule, where the text names it.
_COURTS = (
    ("cand", re.compile(r"\bn\.?\s?d\.?\s*cal|northern\s+district\s+of\s+california", re.IGNORECASE)),
    ("cacd", re.compile(r"\bc\.?\s?d\.?\s*cal|central\s+district\s+of\s+california", re.IGNORECASE)),
    ("nysd", re.compile(r"\bs\.?\s?d\.?\s*n\.?\s?y|southern\s+district\s+of\s+new\s+york", re.IGNORECASE)),
    ("other", re.compile(r"\b[nsewmc]\.?\s?d\.?\s*[a-z]|\bd\.\s*[a-z]|\bdistrict\s+of\b", re.IGNORECASE)),
)
# The transcript policy of the Judicial Conference has a name and no number.
_TRANSCRIPTS = re.compile(r"\btranscript", re.IGNORECASE)
_POLICY = re.compile(r"\b(?:polic|redact|restriction)", re.IGNORECASE)
# Remarks in brackets, "(reply 14 days until 2018)": a subdivision never holds a space.
_REMARK = re.compile(r"\([^()]*\s[^()]*\)")
_NUMBER = re.compile(
    r"\s*(?:,\s*)?(?:rules?\b|r\.|r\s|part\b|§+|sections?\b|secs?\.|ss?\.)?\s*(\d+[A-Za-z]?(?:[.\-]\d+)*)((?:\s?\(\w{1,5}\))*)",
    re.IGNORECASE,
)
_SUBDIVISION = re.compile(r"\s*((?:\(\w{1,5}\))+)")
_AND = re.compile(r"\s*(?:,|;|/|&|-|–|\band\b|\bor\b|\bto\b)+", re.IGNORECASE)
# Printed local rules join their numbers by other dashes than the hyphen: "7\N{EN DASH}3(c)".
_DASH = re.compile(r"(?<=\d)[\u2010-\u2015\u2212](?=\d)")
_LEVELS = re.compile(r"\((\w+)\)")

# Names that courts of a state use for their own rules too: read only where the question's court has them.
_FEDERAL = ("us-fed", "us-frap", "us-bk", "us-bap")
_NAMED_BY_KIND: dict[str, tuple[str, tuple[str, ...]]] = {
    "civil_rule": ("frcp", _FEDERAL),
    "appellate_rule": ("frap", _FEDERAL),
    "cpr_in_full": ("cpr", ("gb-eaw",)),
}
_BARE = (("us-fed", "frcp"), ("us-frap", "frap"), ("us-bk", "frbp"), ("us-bap", "frbp"), ("gb-eaw", "cpr"))


def parse_citations(text: str, jurisdiction: str | None = None) -> tuple[Provision, ...]:
    """The provisions that `text` cites, in its order; empty where it cites none of a known body.

    `jurisdiction` (`us-fed-cand`) says of which court a local rule is, and of which body a bare "Rule 12(a)";
    without one a bare rule is of the Federal Rules of Civil Procedure, and a local rule that names no court
    has the code `local:`, of whichever court.
    """
    text = text[: MAX_LENGTH + 1]
    if len(text) > MAX_LENGTH:
        return ()
    if _TRANSCRIPTS.search(text) and _POLICY.search(text):
        return (Provision("transcripts", ("policy",)),)
    plain = _REMARK.sub(" ", text)
    bodies = list(_BODY.finditer(plain))
    ends = [*(body.start() for body in bodies[1:]), len(plain)]
    cited = [plain[body.end() : end] for body, end in zip(bodies, ends, strict=False)]
    if len(bodies) > 1 and bodies[0]["bare"] is not None and not any(_numbers(cited[1])):
        # "Rule 59(e), Fed. R. Civ. P.": the body stands behind its number.
        bodies, cited = bodies[1:], [cited[0], *cited[2:]]
    found = (
        Provision(code, parts)
        for body, numbers in zip(bodies, cited, strict=True)
        for code, parts in _provisions(body, numbers, text, jurisdiction)
    )
    return tuple(dict.fromkeys(found))


def _provisions(
    body: re.Match[str], cited: str, text: str, jurisdiction: str | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each cited number of one body, with the code of the body that it is of."""
    name = next(name for name, _pattern in _BODIES if body[name] is not None)
    local = f"local:{_court(body.string[: body.end()], text, jurisdiction)}"
    if name == "local":
        cited = _DASH.sub("-", cited)
    for parts in _numbers(cited):
        # No national rule has a hyphen in its number.
        is_local = name == "local" or (name == "bare" and "-" in parts[0])
        yield local if is_local else _code(name, body, jurisdiction or ""), parts


def _code(name: str, body: re.Match[str], given: str) -> str:
    """The code of a body that is not local; empty where the question's court has no rule of that name."""
    if name == "usc":
        return f"usc:{int(body['title'])}"
    if name == "bare":
        return next((code for prefix, code in _BARE if given.startswith(prefix)), "" if given else "frcp")
    if name in _NAMED_BY_KIND:
        code, of = _NAMED_BY_KIND[name]
        return code if not given or given.startswith(of) else ""
    return name


def _court(so_far: str, text: str, jurisdiction: str | None) -> str:
    """The court of a local rule: named before it, else that of the question, else named anywhere."""
    given = (jurisdiction or "").removeprefix("us-fed-")
    texts = (so_far,) if given not in ("", "any") else (so_far, text)
    named = (court for where in texts for court, pattern in _COURTS if pattern.search(where))
    return next(named, given)


def _levels(text: str) -> list[str]:
    """The subdivisions in "(a)(1)(A)(i)", in small letters: the depth tells (a) from (A)."""
    return [level.lower() for level in _LEVELS.findall(text)]


def _numbers(text: str) -> Iterator[tuple[str, ...]]:
    """The numbers at the beginning of `text`, joined by commas, slashes, "and"; the rest is a remark."""
    last: tuple[str, ...] = ()
    place = 0
    while True:
        if found := _NUMBER.match(text, place):
            last = (found[1].lower(), *_levels(found[2]))
        elif last and (found := _SUBDIVISION.match(text, place)):
            levels = _levels(found[1])
            last = (*last[: max(1, len(last) - len(levels))], *levels)
        else:
            return
        yield last
        joint = _AND.match(text, found.end())
        if joint is None:
            return
        place = joint.end()
