"""Numbers that people paste: docket numbers, ECF numbers, citations and dates, in every form that is about.

Each becomes one term, the same for all its forms: ``v`` a docket number, ``w`` the number of an entry and
``u`` where a text speaks of it, ``y`` a citation, ``z`` a day, a month or a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

DOCKET, ENTRY, MENTION, CITATION, DATE = "v", "w", "u", "y", "z"


class Number(NamedTuple):
    """A number that was recognized: where it stands and its terms, any of which finds it."""

    start: int
    end: int
    terms: tuple[str, ...]


_KIND = r"(?:cv|cr|mc|md|mj|ap|bk|br|po|sw|civ|crim|cm|op|vc)"
# 5:17-cv-00246-LHK, 17-CV-246, 5:2017cv00246, 17 Civ. 5959 (NRB)
_DISTRICT = re.compile(
    rf"(?<![\w-])(?:\d{{1,2}}\s?:\s?)?(\d{{4}}|\d{{2}})\s?-?\s?({_KIND})\.?\s?-?\s?0*(\d{{1,6}})"
    r"(?:-[A-Z]{1,4}){0,3}(?:\s\([A-Z]{2,4}\))*(?![\w])",
    re.IGNORECASE,
)
# 18-15189 of a court of appeals, 2017-1234
_APPEAL = re.compile(r"(?<![\w:/.-])(\d{2}|(?:19|20)\d{2})-(\d{3,6})(?![\w-])")
_ECF = re.compile(
    r"(?<!\w)(?:ecf|dkt|docket|doc|entry|d\.?e)\.?\s?(?:entry\s)?(?:nos?\.?|№|#|number)?\s?\[?(\d{1,6})\]?(?!\w)"
    r"|(?<!\w)\[(\d{1,6})\](?!\w)|(?<!\w)(?:№|#)\s?(\d{1,6})(?!\w)",
    re.IGNORECASE,
)
_REPORTER = (
    r"(?:F\.?\s?(?:2d|3d|4th)|F\.?\s?Supp\.?(?:\s?[23]d)?|F\.?|U\.?\s?S\.?|S\.?\s?Ct\.?|L\.?\s?Ed\.?(?:\s?2d)?"
    r"|B\.?\s?R\.?|F\.?\s?R\.?\s?D\.?|F\.?\s?App'?x\.?|WL|LEXIS|U\.?\s?S\.?\s?C\.?(?:\s?§+)?|C\.?\s?F\.?\s?R\.?(?:\s?§+)?"
    r"|Cal\.?\s?(?:2d|3d|4th|5th)|Cal\.?\s?App\.?\s?(?:2d|3d|4th|5th)|N\.?\s?Y\.?\s?[23]d|A\.?\s?[23]d|P\.?\s?[23]d)"
)
_CITED = re.compile(
    rf"(?<!\w)(\d{{1,4}})\s({_REPORTER})\s?(\d{{1,7}}(?:\([a-z0-9]{{1,4}}\))*)(?!\w)", re.IGNORECASE
)
_NEUTRAL = re.compile(
    r"\[(\d{4})\]\s?(UKSC|UKPC|UKHL|EWCA\s?Civ|EWCA\s?Crim|EWHC|CSIH|CSOH|NICA|ECLI|SGCA|HCA)\s?(\d{1,5})"
    r"(?:\s?\((?:Comm|Ch|QB|KB|Admin|TCC|Pat|Fam)\))?",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"(?<!\w)(?:Fed\.?\s?R\.?\s?(Civ|App|Crim|Evid|Bankr)\.?\s?P?\.?|F\.?R\.?(C|A|E)\.?P?\.?|Rule)\s(\d{1,4}(?:\([a-z0-9]{1,3}\))+)",
    re.IGNORECASE,
)

_MONTH_NAMES = (
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "янв фев мар апр мая июн июл авг сен окт ноя дек",
    "қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
)
_MONTHS = {name: number for names in _MONTH_NAMES for number, name in enumerate(names.split(), 1)}
_MONTH = r"([^\W\d_]{3,12})\.?"
_YEAR = r"((?:1[89]|20|21)\d{2})"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATES = (
    (re.compile(rf"(?<![\w-]){_YEAR}-(\d{{2}})(?:-(\d{{2}}))?(?![\w-])"), "ymd"),
    (re.compile(rf"(?<![\w.])(\d{{1,2}})\.(\d{{1,2}})\.{_YEAR}(?!\w)"), "dmy"),
    (re.compile(rf"(?<![\w/])(\d{{1,2}})/(\d{{1,2}})/{_YEAR}(?![\w/])"), "mdy"),
    (re.compile(rf"(?<!\w){_DAY}\s{_MONTH}\s{_YEAR}(?!\w)"), "dny"),
    (re.compile(rf"(?<!\w){_MONTH}\s{_DAY},?\s{_YEAR}(?!\w)"), "ndy"),
    (re.compile(rf"(?<!\w){_YEAR}\s(?:ж\.?|жыл\w*)\s{_DAY}\s{_MONTH}"), "ydn"),
    (re.compile(rf"(?<!\w){_MONTH}\s{_YEAR}(?!\w)"), "ny"),
    (re.compile(rf"(?<!\w){_YEAR}\s(?:ж\.?|жыл\w*)\s{_MONTH}"), "yn"),
)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _district(match: re.Match[str]) -> tuple[str, ...]:
    kind = {"civ": "cv", "crim": "cr"}.get(match[2].lower(), match[2].lower())
    return (f"{DOCKET}{match[1][-2:]}{kind}{match[3]}",)


def _cited(match: re.Match[str]) -> tuple[str, ...]:
    return (CITATION + _bare(match[1] + match[2] + match[3]),)


def _day_of(match: re.Match[str], order: str) -> tuple[str, ...]:
    """The terms of a date: its day, or its month; nothing if the calendar has no such day."""
    year = month = day = 0
    for place, letter in enumerate(order, 1):
        if letter == "n":
            month = _MONTHS.get(match[place].casefold()[:3], 0)
        elif match[place]:
            value = int(match[place])
            year, month, day = {
                "y": (value, month, day),
                "m": (year, value, day),
                "d": (year, month, value),
            }[letter]
    found = list(_checked(year, month, day))
    if order == "mdy":
        found += _checked(year, day, month)  # 03/04/2018 in Europe
    return tuple(dict.fromkeys(found))


def _checked(year: int, month: int, day: int) -> Iterator[str]:
    try:
        date(year, month, day or 1)
    except ValueError:
        return
    yield f"{DATE}{year}{month:02d}{day:02d}" if day else f"{DATE}{year}{month:02d}"


def _all(text: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """Every reading of every number of a text; where two overlap, the first counts."""
    for match in _DISTRICT.finditer(text):
        yield match, _district(match)
    for pattern in (_NEUTRAL, _CITED):
        for match in pattern.finditer(text):
            yield match, _cited(match)
    for match in _RULE.finditer(text):
        yield match, (f"{CITATION}rule{_bare(match[3])}",)
    for pattern, order in _DATES:
        for match in pattern.finditer(text):
            yield match, _day_of(match, order)
    for match in _ECF.finditer(text):
        yield match, (ENTRY + (next(filter(None, match.groups())).lstrip("0") or "0"),)
    for match in _APPEAL.finditer(text):
        yield match, (f"{DOCKET}{match[1][-2:]}{match[2].lstrip('0')}",)


def read_numbers(text: str) -> list[Number]:
    """Return the numbers of a text in their order, none inside another.

    >>> def first(text): return [number.terms[0] for number in read_numbers(text)]
    >>> first("5:17-cv-00246-LHK, 17-CV-246, 5:2017cv00246, 17 Civ. 246 (ABC)")
    ['v17cv246', 'v17cv246', 'v17cv246', 'v17cv246']
    >>> first("ECF No. 67, Dkt. 67, [67]; 956 F.3d 1129 and [2018] UKSC 19")
    ['w67', 'w67', 'w67', 'y956f3d1129', 'y2018uksc19']
    >>> first("21 December 2017, December 21, 2017; 21.12.2017; 21 декабря 2017")
    ['z20171221', 'z20171221', 'z20171221', 'z20171221']
    >>> first("2017 жылғы 21 желтоқсан, 2017-12, 18-15189, 28 U.S.C. § 1605(a)")
    ['z20171221', 'z201712', 'v1815189', 'y28usc1605a']
    """
    found: list[Number] = []
    for match, terms in _all(text):
        inside = any(match.start() < other.end and other.start < match.end() for other in found)
        if terms and not inside:
            found.append(Number(match.start(), match.end(), terms))
    return sorted(found)


def number_terms(text: str) -> Iterator[str]:
    """Yield the terms of the numbers that a text speaks of.

    >>> list(number_terms("granting ECF 67 of 17-cv-246"))
    ['u67', 'v17cv246']
    """
    for found in read_numbers(text):
        for term in found.terms:
            yield MENTION + term[1:] if term[0] == ENTRY else term


def docket_terms(number: str) -> tuple[str, ...]:
    """Return the terms of the number of a docket as a court writes it: its form, and its letters and digits.

    >>> docket_terms("5:17-cv-00246-LHK"), docket_terms("HC-2012-000123")
    (('v17cv246', 'v517cv00246lhk'), ('vhc2012000123',))
    """
    read = [term for found in read_numbers(number) for term in found.terms if term[0] == DOCKET]
    bare = _bare(number)[:60]
    return tuple(dict.fromkeys((*read, DOCKET + bare))) if bare else tuple(read)


def date_terms(day: date | None, edtf: str = "") -> Iterator[str]:
    """Yield the terms of a record's date, as exactly as it is known.

    >>> list(date_terms(date(2017, 12, 21))), list(date_terms(None, "2017-01"))
    (['z2017', 'z201712', 'z20171221'], ['z2017', 'z201701'])
    """
    text = day.isoformat() if day else edtf.rstrip("~?")
    parts = text.split("-") if re.fullmatch(r"\d{4}(-\d{2}){0,2}", text) else []
    for count in range(1, len(parts) + 1):
        yield DATE + "".join(parts[:count])
