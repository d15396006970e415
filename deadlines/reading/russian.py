"""The usual Russian phrasings: «не позднее 14 марта 2018 г.», «в течение 30 дней со дня получения»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from deadlines.reading.dates import make_day, next_day
from deadlines.reading.proposals import Proposal, Unit, WrittenPeriod

_MOST = 500  # as in `reader`
_MONTHS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)
_DATE = (
    r"(?:«?(?P<d>\d{1,2})»?(?:-?го)?\s+(?P<m>января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
    r"(?:\s+(?P<y>\d{4})\s*(?:года|г\.?)?)?|(?P<nd>\d{1,2})\.(?P<nm>\d{1,2})\.(?P<ny>\d{4})(?:\s*(?:года|г\.))?)"
)
_BY = re.compile(
    rf"(?P<cue>не\s+позднее|не\s+позже|в\s+срок\s+до|до|по)\s+{_DATE}(?P<inclusive>\s*\(?включительно\)?)?",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "одного": 1, "двух": 2, "трех": 3, "трёх": 3, "четырех": 4, "четырёх": 4, "пяти": 5, "семи": 7,
    "десяти": 10, "четырнадцати": 14, "пятнадцати": 15, "двадцати": 20, "тридцати": 30, "сорока пяти": 45,
    "шестидесяти": 60, "девяноста": 90,
}  # fmt: skip
_N = (
    r"(?:(?P<n>\d{1,3})(?:\s*\([^)]{1,30}\))?"
    rf"|(?P<word>{'|'.join(_NUMBER_WORDS)})(?:\s*\((?P<figures>\d{{1,3}})\))?)"
)
_PERIOD = re.compile(
    rf"(?P<lead>в\s+течение|не\s+позднее(?:\s+чем)?(?:\s+за)?|за|в\s+срок\s+(?:до\s+)?)\s+{_N}[\s-]+(?:(?P<kind>рабочих|календарных)\s+)?"
    r"(?P<unit>час|дн|суток|недел|месяц|год|лет)[а-я]*(?:\s+(?P<link>со\s+дня|с\s+момента|с\s+даты|после|до|с))?"
    r"(?P<trigger>(?:\s+[^\s.,;:()]+){0,6})",
    re.IGNORECASE,
)
_UNITS: dict[str, Unit] = {
    "час": "hours",
    "дн": "days",
    "суток": "days",
    "недел": "weeks",
    "месяц": "months",
    "год": "years",
    "лет": "years",
}
_OWED = re.compile(
    r"обяза|долж|представ|подать|пода[её]т|подач|направ|срок|отзыв|возраж|жалоб|устран|ответ|внести|оплат|исполн|уведом|"
    r"обжал|заявл|продл|перенес|верн|предостав|документ|ходатайств|доказательств",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"заседани|слушани|ходатайств\w*\s+о\s+продлени\w*[^.]{0,80}отказ|отказ\w*\s+в\s+продлени|прос(?:ит|ят|ил)|проект\w*\s+определени|срок\s+ист[её]к|исполнено|"
    r"лишени\w*\s+свободы|заключени\w*\s+под\s+страж",
    re.IGNORECASE,
)
_MOVED = re.compile(r"продл|перенес|отлож|изменен", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(истец|истц\w+|ответчик\w*|заявител\w+|стороны|сторонам|сторона|третье\s+лицо|апеллянт\w*|прокурор\w*|представител\w+)",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?P<verb>представить|подать|направить|устранить|внести|оплатить|уплатить|исполнить|уведомить|предоставить|вернуть|обжаловать)"
    r"(?P<object>(?:\s+[^\s.,;:()]+){0,7})",
    re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")


def read(text: str, filed: date | None) -> Iterator[Proposal]:
    """Deadlines in Russian sentences of *text*.

    >>> [p.what for p in read("Ответчику представить отзыв не позднее 14 марта 2018 г.", None)]
    ['Представить отзыв']
    >>> [p.what for p in read("Жалоба подаётся в течение 15 дней со дня получения решения.", None)]
    ['Жалоба']
    >>> list(read("Судебное заседание отложено до 14 марта 2018 г.", None))
    []
    """
    if _CYRILLIC.search(text) is None:
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
        if match["cue"].lower() == "по" and not _MOVED.search(context):
            continue
        yield Proposal(
            _what(context), _party(context), match.span(), _MOVED.search(context) is not None, due=day
        )
    for match in islice(_PERIOD.finditer(text), _MOST):
        context = _context(text, match)
        n = _number(match)
        if n is None or not _OWED.search(context) or _SILENT.search(context):
            continue
        yield _lasting(match, n, context, filed)


def _lasting(match: re.Match[str], n: int, context: str, filed: date | None) -> Proposal:
    backward = (match["link"] or "").lower() == "до"
    unit: Unit = (
        "business_days" if (match["kind"] or "").lower() == "рабочих" else _UNITS[match["unit"].lower()]
    )
    trigger = " ".join(match["trigger"].split()) if match["link"] else ""
    own = re.match(r"(?:вынесения|принятия)?\s*настоящего", trigger, re.IGNORECASE)
    return Proposal(
        _what(context),
        _party(context),
        (match.start(), match.start("trigger") if not match["link"] else match.end()),
        _MOVED.search(context) is not None,
        period=WrittenPeriod(n, unit, "before" if backward else "after", trigger or "настоящее определение"),
        trigger_date=filed if not backward and (not trigger or own) else None,
    )


def _context(text: str, match: re.Match[str]) -> str:
    """The sentence around the match, at most some 250 characters each way."""
    left = text[max(0, match.start() - 250) : match.start()]
    cut = max(
        (
            m.end()
            for m in re.finditer(r"(?<!\bг)(?<!\bст)(?<!\bп)(?<!\d)[.;]\s+(?=[А-ЯЁӘІҢҒҮҰҚӨҺ])|\n", left)
        ),
        default=0,
    )
    right = re.search(r"(?<!\bг)(?<!\bст)[.;](?:\s|$)|\n", text[match.end() : match.end() + 250])
    return left[cut:] + match.group() + text[match.end() : match.end() + (right.start() if right else 250)]


def _day(match: re.Match[str], filed: date | None) -> date | None:
    if match["nd"]:
        return make_day(int(match["ny"]), int(match["nm"]), int(match["nd"]))
    stem = match["m"].lower()
    month = next(
        i
        for i, s in enumerate(_MONTHS, 1)
        if stem.startswith(s) and not (s == "ма" and stem.startswith("март"))
    )
    if match["y"]:
        return make_day(int(match["y"]), month, int(match["d"]))
    return next_day(month, int(match["d"]), filed)


def _number(match: re.Match[str]) -> int | None:
    figures = match["n"] or match["figures"]
    return (int(figures) if figures else _NUMBER_WORDS[match["word"].lower()]) or None


def _what(context: str) -> str:
    task = _TASK.search(context)
    if task is None:
        known = re.search(
            r"(?:срок\s+)?(?:отзыв|возражени|жалоб|ответ|ходатайств|заявлени|доказательств)[а-яё]*",
            context,
            re.IGNORECASE,
        )
        return (known.group() if known else "Срок").capitalize()
    words = re.split(r"\s+(?:в|не|до|за)(?=\s|$)", task["object"])[0]
    return f"{task['verb'].capitalize()}{words}".strip()


def _party(context: str) -> str | None:
    found = _PARTY.search(context)
    return found.group(1).lower() if found else None
