"""The usual Kazakh phrasings: «2018 жылғы 22 қаңтарға дейін», «22 қаңтардан кешіктірмей», «30 күн ішінде»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from deadlines.reading.dates import make_day, next_day
from deadlines.reading.proposals import Proposal, Unit, WrittenPeriod

_MOST = 500  # as in `reader`
_MONTHS = (
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
)
_DATE = (
    rf"(?:(?:(?P<y>\d{{4}})\s*(?:жылғы|жылдың|ж\.)\s*)?(?P<d>\d{{1,2}})\s*-?\s*(?P<m>{'|'.join(_MONTHS)})[а-яәіңғүұқөһ]*"
    r"|(?P<nd>\d{1,2})\.(?P<nm>\d{1,2})\.(?P<ny>\d{4})(?:\s*(?:ж\.|жыл[а-яәіңғүұқөһ]*))?(?:\s?-?[а-яәіңғүұқөһ]{2,4}(?=\s))?)"
)
_BY = re.compile(
    rf"{_DATE}\s+(?:күн[а-яәіңғүұқөһ]*\s+)?(?P<cue>дейін|кешіктірмей|кешіктірілмей|қалдырмай|шейін)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "жеті": 7, "он": 10, "он төрт": 14, "он бес": 15,
    "жиырма": 20, "отыз": 30, "қырық бес": 45, "алпыс": 60, "тоқсан": 90,
}  # fmt: skip
_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?<![\w.])(?:(?P<n>\d{{1,3}})(?:\s*\([^)]{{1,30}}\))?|(?P<word>{_WORD})(?:\s*\((?P<figures>\d{{1,3}})\))?)\s+(?:(?P<kind>жұмыс|күнтізбелік)\s+)?"
    r"(?P<unit>сағат|күн|тәулік|апта|ай|жыл)(?:дік|дық|і|ы)?\s*(?:мерзім\s*)?(?:ішінде|мерзімде|(?P<before>бұрын))",
    re.IGNORECASE,
)
_TRIGGER = re.compile(
    r"(?P<words>(?:[^\s.,;:()]+\s+){1,7}?)(?:күн[іi]?нен|сәттен|сәтінен|күннен|кейін)(?:\s+бастап)?[\s,]*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?P<words>(?:[^\s.,;:()]+\s+){0,4}[^\s.,;:()]+(?:дан|ден|тан|тен|нан|нен))\s+(?:кемінде\s+)?$",
    re.IGNORECASE,
)
_UNITS: dict[str, Unit] = {
    "сағат": "hours",
    "күн": "days",
    "тәулік": "days",
    "апта": "weeks",
    "ай": "months",
    "жыл": "years",
}
_OWED = re.compile(
    r"тиіс|міндет|ұсын|беру|бер[іе]|тапсыр|жолда|мерзім|пікір|шағым|қарсылық|жауап|жою|жойсын|төле|орында|хабарла|өтініш|ұзарт|құжат|дәлелдем|талап",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"сот\s+отырысы|отырыс\w*\s+кейінге|бас\s+тарт|сұрайды|сұрады|ұйғарым\w*\s+жоба|мерзім\w*\s+өтті|орындалды|бас\s+бостандығынан",
    re.IGNORECASE,
)
_MOVED = re.compile(r"ұзарт|ауыстыр|кейінге\s+қалдыр|өзгерт", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(талапкер|жауапкер|өтініш\s+беруші|тараптар|үшінші\s+тұлға|прокурор|өкіл)", re.IGNORECASE
)
_TASK = re.compile(
    r"(?P<what>(?:қарсы\s+)?(?:пікір|шағым|қарсылық|жауап|өтініш|құжат|дәлелдем|мәлімет|кемшілік|баж)(?!кер)[а-яәіңғүұқөһ]*(?:\s+(?:ұсын|бер|тапсыр|жолда|жой|төле)[а-яәіңғүұқөһ]*)?)",
    re.IGNORECASE,
)
_KAZAKH = re.compile(r"дейін|шейін|кешікт|қалдырмай|ішінде|мерзімде|бұрын", re.IGNORECASE)


def read(text: str, filed: date | None) -> Iterator[Proposal]:
    """Deadlines in Kazakh sentences of *text*.

    >>> [p.span for p in read("Жауапкер пікірін 2018 жылғы 22 қаңтарға дейін ұсынсын.", None)]
    [(17, 45)]
    >>> [p.what for p in read("Шағым шешім алған күннен бастап 30 күн ішінде беріледі.", None)]
    ['Шағым']
    """
    if _KAZAKH.search(text) is None:
        return
    for match in islice(_BY.finditer(text), _MOST):
        day = _day(match, filed)
        context = _context(text, match)
        if (
            day is None
            or (filed is not None and day < filed)
            or not _OWED.search(context)
            or _SILENT.search(context)
        ):
            continue
        yield Proposal(
            _what(context), _party(context), match.span(), _MOVED.search(context) is not None, due=day
        )
    for match in islice(_PERIOD.finditer(text), _MOST):
        context = _context(text, match)
        n = _number(match)
        if n is not None and _OWED.search(context) and not _SILENT.search(context):
            yield _lasting(text, match, n, context, filed)


def _lasting(text: str, match: re.Match[str], n: int, context: str, filed: date | None) -> Proposal:
    left = text[max(0, match.start() - 120) : match.start()]
    found = (_BEFORE if match["before"] else _TRIGGER).search(left)
    words = " ".join(found["words"].split()) if found else ""
    words = _TASK.split(words)[-1].strip() or words  # the paper that is due stands before what it runs from
    unit: Unit = (
        "business_days" if (match["kind"] or "").lower() == "жұмыс" else _UNITS[match["unit"].lower()]
    )
    own = not words or words.lower().startswith(("осы ", "бұл "))
    return Proposal(
        _what(context),
        _party(context),
        match.span(),
        _MOVED.search(context) is not None,
        period=WrittenPeriod(n, unit, "before" if match["before"] else "after", words or "осы ұйғарым"),
        trigger_date=filed if own and not match["before"] else None,
    )


def _context(text: str, match: re.Match[str]) -> str:
    """The sentence around the match, at most some 250 characters each way."""
    left = text[max(0, match.start() - 250) : match.start()]
    cut = max((m.end() for m in re.finditer(r"(?<!\bж)(?<!\d)[.;]\s+|\n", left)), default=0)
    right = re.search(r"(?<!\bж)[.;](?:\s|$)|\n", text[match.end() : match.end() + 250])
    return left[cut:] + match.group() + text[match.end() : match.end() + (right.start() if right else 250)]


def _day(match: re.Match[str], filed: date | None) -> date | None:
    if match["nd"]:
        return make_day(int(match["ny"]), int(match["nm"]), int(match["nd"]))
    month = _MONTHS.index(match["m"].lower()) + 1
    if match["y"]:
        return make_day(int(match["y"]), month, int(match["d"]))
    return next_day(month, int(match["d"]), filed)


def _number(match: re.Match[str]) -> int | None:
    figures = match["n"] or match["figures"]
    return (int(figures) if figures else _NUMBER_WORDS[match["word"].lower()]) or None


def _what(context: str) -> str:
    found = _TASK.search(context)
    return " ".join(found["what"].split()).capitalize() if found else "Мерзім"


def _party(context: str) -> str | None:
    found = _PARTY.search(context)
    return found.group(1).lower() if found else None
