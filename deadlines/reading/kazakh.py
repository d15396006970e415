"""The usual Kazakh phrasings: «2018 жылғы 22 қаңтарға дейін», «22 қаңтардан кешіктірмей», «30 күн ішінде»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

from deadlines.reading.dates import make_day, next_day
from deadlines.reading.proposals import Proposal, Unit, WrittenPeriod

_MOST = 300  # matches: more make no docket entry
_REACH = 250  # characters of a sentence that are read on each side
_MONTHS = (
    *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
    *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
)
_LETTERS = "[а-яәіңғүұқөһ]"
_DATE = (
    rf"(?:(?:(?P<y>\d{{4}})\s*(?:жылғы|жылдың|ж\.)\s*)?(?P<d>\d{{1,2}})\s*-?\s*(?P<m>{'|'.join(_MONTHS)}){_LETTERS}*"
    rf"(?:\s+(?P<ly>\d{{4}})\s+жыл{_LETTERS}*)?"
    rf"|(?P<nd>\d{{1,2}})\.(?P<nm>\d{{1,2}})\.(?P<ny>\d{{4}})(?:\s*(?:ж\.|жыл{_LETTERS}*))?(?:\s?-?{_LETTERS}{{2,4}}(?=\s))?)"
)
_BY = re.compile(
    rf"{_DATE}\s+(?:күн{_LETTERS}*\s+)?(?:,?\s*сағат\s+(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:-?{_LETTERS}{{1,3}})?\s+)?"
    r"(?P<cue>дейін|кешіктірмей|кешіктірілмей|қалдырмай|шейін|аяқталады|бітеді)",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10,
    "он екі": 12, "он төрт": 14, "он бес": 15, "жиырма": 20, "отыз": 30, "қырық бес": 45, "алпыс": 60,
    "тоқсан": 90,
}  # fmt: skip
_WORD = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_PERIOD = re.compile(
    rf"(?<![\w.])(?:(?P<n>\d{{1,3}})(?:\s*\([^)]{{1,30}}\))?|(?P<word>{_WORD})(?:\s*\((?P<figures>\d{{1,3}})\))?)\s+(?:(?P<kind>жұмыс|күнтізбелік)\s+)?"
    r"(?P<unit>сағат|күн|тәулік|апта|ай|жыл)(?:дік|дық|і|ы)?(?:н[ае]н|д[ае]н)?\s*(?:мерзім\s*)?"
    r"(?:ішінде|мерзімде|кешіктірмей|(?P<before>бұрын))",
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
#: The verb stands at the end: "ұсынсын", "тиіс", "беріледі", "ұзартылды" after the date make it a duty.
_OWED = re.compile(
    rf"{_LETTERS}+(?:сын|сін)\b|тиіс|міндет|керек|қажет|мүмкін|құқылы|{_LETTERS}+(?:ады|еді|йды|йді)\b|ұзарт|ауыстыр|белгілен",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"тағайындал|туралы\s+өтініш(?!.*қанағаттанд)|кейінге|жарияла|бас\s+тарт|сұра(?:й|д)|тоқтат|ұйғарым\w*\s+жоба|мерзім\w*\s+өтті|орындалды",
    re.IGNORECASE,
)
_CUSTODY = re.compile(r"бас\s+бостандығынан|күзет|қама(?:қ|у)", re.IGNORECASE)
_MOVED = re.compile(r"ұзарт|ауыстыр|кейінге\s+қалдыр|өзгерт", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(талапкер|жауапкер|өтініш\s+беруші|тараптар|үшінші\s+тұлға|прокурор|өкіл|борышкер|сарапшы|өндіріп\s+алушы)",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?P<what>(?:қарсы\s+|апелляциялық\s+|жеке\s+)?"
    r"(?:пікір|шағым|қарсылық|жауап|өтініш(?!\s+беруші)|құжат|дәлелдем|мәлімет|кемшілік|баж|есеп|қорытынды|талап(?!\s+қою)|келісім|мүлік|мүлк|түпнұсқа|көшірме|айыппұл|ескерту)(?!кер)"
    rf"{_LETTERS}*(?:\s+(?:ұсын|бер|тапсыр|жолда|жой|төле){_LETTERS}*)?)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<!\bж)(?<!\d)[.;]\s+|;\s+|\n")
_KAZAKH = re.compile(r"дейін|шейін|кешікт|қалдырмай|ішінде|мерзім|бұрын", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The sentence around a match: what stands before it, after it, and all of it."""

    left: str
    right: str
    whole: str

    def owes(self) -> bool:
        """The verb after the match makes it a duty, and nothing asks, refuses or appoints a hearing."""
        if _SILENT.search(self.right) or _CUSTODY.search(self.whole):
            return False
        return _OWED.search(self.right) is not None

    def what(self) -> str:
        found = _TASK.search(self.whole)
        return " ".join(found["what"].split()).capitalize() if found else "Мерзім"

    def party(self) -> str | None:
        found = _PARTY.search(self.whole)
        return found.group(1).lower() if found else None

    def moved(self) -> bool:
        return _MOVED.search(self.whole) is not None


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
        day, clause = _day(match, filed), _clause(text, match)
        if day is None or (filed is not None and day < filed) or not _date_is_owed(match, clause):
            continue
        yield Proposal(
            clause.what(), clause.party(), match.span(), clause.moved(), due=day, due_time=_time(match)
        )
    for match in islice(_PERIOD.finditer(text), _MOST):
        clause, n = _clause(text, match), _number(match)
        if n is not None and clause.owes():
            yield _lasting(match, n, clause, filed)


def _date_is_owed(match: re.Match[str], clause: _Clause) -> bool:
    """ "Мерзім 22 наурызда аяқталады" is its own verb; the others wait for theirs."""
    if match["cue"].lower() in ("аяқталады", "бітеді"):
        return "мерзім" in clause.left.lower() and not _CUSTODY.search(clause.whole)
    return clause.owes()


def _lasting(match: re.Match[str], n: int, clause: _Clause, filed: date | None) -> Proposal:
    found = (_BEFORE if match["before"] else _TRIGGER).search(clause.left[-120:])
    words = " ".join(found["words"].split()) if found else ""
    words = _TASK.split(words)[-1].strip() or words  # the paper that is due stands before what it runs from
    unit: Unit = (
        "business_days" if (match["kind"] or "").casefold() == "жұмыс" else _UNITS[match["unit"].casefold()]
    )
    own = not words or words.lower().startswith(("осы ", "бұл "))
    return Proposal(
        clause.what(),
        clause.party(),
        match.span(),
        clause.moved(),
        period=WrittenPeriod(n, unit, "before" if match["before"] else "after", words or "осы ұйғарым"),
        trigger_date=filed if own and not match["before"] else None,
    )


def _clause(text: str, match: re.Match[str]) -> _Clause:
    left = text[max(0, match.start() - _REACH) : match.start()]
    cut = max((m.end() for m in _SENTENCE_END.finditer(left)), default=0)
    end = re.search(r"(?<!\bж)[.;](?:\s|$)|\n", text[match.end() : match.end() + _REACH])
    right = text[match.end() : match.end() + (end.start() if end else _REACH)]
    return _Clause(left[cut:], right, f"{left[cut:]}{match.group()}{right}")


def _day(match: re.Match[str], filed: date | None) -> date | None:
    if match["nd"]:
        return make_day(int(match["ny"]), int(match["nm"]), int(match["nd"]))
    month = _MONTHS.index(match["m"].casefold()) + 1
    year = match["y"] or match["ly"]
    if year:
        return make_day(int(year), month, int(match["d"]))
    return next_day(month, int(match["d"]), filed)


def _time(match: re.Match[str]) -> time | None:
    if not match["hour"]:
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _number(match: re.Match[str]) -> int | None:
    figures = match["n"] or match["figures"]
    return (int(figures) if figures else _NUMBER_WORDS[" ".join(match["word"].casefold().split())]) or None
