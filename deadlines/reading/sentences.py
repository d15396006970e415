"""Cuts a docket text into sentences and blanks the clerk's bookkeeping, keeping every character's place."""

from __future__ import annotations

import re
from bisect import bisect_right

_BOUNDARY = re.compile(
    r"(?<![.;!?])[.;!?]++['\"”’)\]]*+\s+|\.\.(?=[A-Z])|\n\s*\n|\s\*{2,}\s?|(?<=[a-z)])[.;](?=[A-Z][a-z])"
)
_LAST_WORD = re.compile(r"[A-Za-z.'&]+$")
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\S+",
        "inc corp co ltd llc hon mr mrs ms dr jr sr no nos v vs dkt doc docs dept govt gov u.s u.s.c "
        "fed r civ p "
        "crim app bankr evid ch sec jan feb mar apr jun jul aug sep sept oct nov dec st ave al l.r art "
        "ex exs pp etc esq mot opp resp def defs pl pls "
        "approx pltf deft dft atty d/b/a n.a l.p l.l.c l.l.p p.c assoc dist div e.g i.e cal usdj usmj magis",
    )
)
_CLOCK_WORDS = frozenset({"a.m", "p.m", "am", "pm"})
_ZONES = (
    "eastern",
    "pacific",
    "central",
    "mountain",
    "on ",
    "est",
    "pst",
    "cst",
    "mst",
    "edt",
    "pdt",
    "cdt",
    "mdt",
    "et",
    "pt",
)
_COMPANIES = frozenset({"inc", "corp", "co", "ltd", "llc", "jr", "sr", "al", "l.p", "p.c", "n.a"})
_OPENERS = re.compile(
    r"(?:Answers?|Amended|Responses?|Repl(?:y|ies)|Motions?|Objections?|Oppositions?|Briefs?|Opening|Hearing|Status|"
    r"Joint|Case Management|Discovery|Plaintiffs?|Defendants?|Signed|The|This|Set|Pursuant|Notice)\b"
)
_BOOKKEEPING = re.compile(
    r"(?:entered|filed(?:\s+on|\s+by)?|attachments?|docketed|additional attachment|related document|modified|"
    r"copies mailed|court staff|doc(?:ument)?\s*#|dated)\b",
    re.IGNORECASE,
)
_LONGEST_PARENTHESIS = 3_000
_DATE_NEXT = r"\s*(?:[A-Z][a-z]+\.?,?\s+){0,2}\d"
_CELL = re.compile(rf"(?P<colon>\||(?<!\.)\.{{3,60}}|(?<!_)_{{3,60}})(?={_DATE_NEXT})|(?P<semicolon>\|)")


def without_bookkeeping(text: str) -> str:
    """*text* with "(Entered: ...)", "(Filed on ...)" and "(Attachments: ...)" turned into as many spaces.

    >>> without_bookkeeping("Reply due 3/1/2018. (Attachments: # (1) Order)(Filed on 2/1/2018)").rstrip()
    'Reply due 3/1/2018.'
    """
    opened: list[int] = []
    blanks: list[tuple[int, int]] = []
    for match in re.finditer(r"[()\[\]]", text):
        if match.group() in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= _LONGEST_PARENTHESIS and _BOOKKEEPING.match(text, start + 1):
                while blanks and blanks[-1][0] > start:
                    blanks.pop()
                blanks.append((start, match.end()))
    parts: list[str] = []
    at = 0
    for start, end in blanks:
        parts += (text[at:start], " " * (end - start))
        at = end
    return "".join((*parts, text[at:]))


def without_columns(text: str) -> str:
    """*text* with the rules of a table turned into punctuation of the same length.

    >>> without_columns("Reports | July 6, 2018 | Briefs ..... 7/9/2018")
    'Reports : July 6, 2018 ; Briefs     : 7/9/2018'
    """
    return _CELL.sub(lambda m: (":" if m["colon"] else ";").rjust(len(m.group())), text)


def starts_of_sentences(text: str) -> list[int]:
    """Where each sentence or clause (cut at ";") begins; the first is 0.

    >>> starts_of_sentences("Acme Inc. shall reply by 5 p.m. on May 3. Reply due; brief due.")
    [0, 42, 53]
    """
    return [0, *(match.end() for match in _BOUNDARY.finditer(text) if _divides(text, match))]


def _divides(text: str, match: re.Match[str]) -> bool:
    mark = match.group().strip()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    left = _LAST_WORD.search(text, max(0, match.start() - 12), match.start())
    word = left.group().lower().strip("'") if left else ""
    if word in _COMPANIES:
        return _OPENERS.match(text, match.end()) is not None
    following = text[match.end() : match.end() + 9]
    if "." in word and following[:1].isdigit() and word not in _CLOCK_WORDS:
        return False  # "Fed.R.Civ.P. 72(b)"
    if word in _CLOCK_WORDS:
        return following[:1].isupper() and not following.lower().startswith(_ZONES)
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha() and word != "i")


def sentence_at(starts: list[int], position: int, length: int) -> tuple[int, int]:
    """Start and end of the sentence that holds *position* in a text of *length* characters."""
    index = bisect_right(starts, position) - 1
    return starts[index], starts[index + 1] if index + 1 < len(starts) else length
