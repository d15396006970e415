"""The usual Russian phrasings: «не позднее 14 марта 2018 г.», «в течение 30 дней со дня получения»."""

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
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_DATE = (
    rf"(?:«?(?P<d>\d{{1,2}})»?(?:-?го)?\s+(?P<m>{'|'.join(_MONTHS)})(?:\s+(?P<y>\d{{4}})\s*(?:года|г\.?)?)?"
    r"|(?P<nd>\d{1,2})\.(?P<nm>\d{1,2})\.(?P<ny>\d{4})(?:\s*(?:года|г\.))?)"
)
_CLOCK = r"(?P<{0}h>\d{{1,2}})(?::(?P<{0}min>\d{{2}})|\s+час\w*(?:\s+(?P<{0}minutes>\d{{2}})\s+мин\w*)?)"
_BY = re.compile(
    r"\b(?P<cue>не\s+позднее|не\s+позже|в\s+срок\s+до|до|по|к|истекает|заканчивается|оканчивается)\s+"
    rf"(?:{_CLOCK.format('b')}\s+)?{_DATE}"
    rf"(?:,?\s+(?:до\s+|в\s+)?{_CLOCK.format('a')})?(?P<inclusive>\s*\(?включительно\)?)?",
    re.IGNORECASE,
)
_NUMBER_WORDS = {
    "один": 1, "одного": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4,
    "четырех": 4, "четырёх": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7,
    "восьми": 8, "девяти": 9, "десять": 10, "десяти": 10, "двенадцати": 12, "четырнадцати": 14,
    "пятнадцати": 15, "двадцати": 20, "тридцати": 30, "сорока пяти": 45, "шестидесяти": 60, "девяноста": 90,
}  # fmt: skip
_WORDS = "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True))
_N = rf"(?:(?P<n>\d{{1,3}})(?:\s*\([^)]{{1,30}}\))?|(?P<word>{_WORDS})(?:\s*\((?P<figures>\d{{1,3}})\))?)"
_LINK = r"(?:\s+(?P<link>со\s+дня|с\s+момента|с\s+даты|после|до|с)\b)?(?P<trigger>(?:\s+[^\s.,;:()]+){0,6})"
_PERIOD = re.compile(
    rf"\b(?P<lead>в\s+течение|не\s+поз(?:днее|же)(?:\s+чем)?(?:\s+за)?|за|в\s+срок\s+(?:до\s+)?|составляет)\s+"
    rf"(?:{_N}[\s-]+|(?=месяц|год|недел|сут|день))(?:(?P<kind>рабочих|календарных)\s+)?(?P<unit>час|дн|ден|сут|недел|месяц|год|лет)[а-я]*{_LINK}",
    re.IGNORECASE,
)
#: "в 10-дневный срок", "в трёхдневный срок", "в месячный срок".
_ADJECTIVE = re.compile(
    rf"\bв\s+(?:(?P<n>\d{{1,3}})\s?-?\s?|(?P<word>{_WORDS}))?(?P<unit>часов|днев|суточн|недел|месяч|годич)\w*\s+срок\b{_LINK}",
    re.IGNORECASE,
)
_UNITS: dict[str, Unit] = {
    "час": "hours", "дн": "days", "дне": "days", "ден": "days", "сут": "days", "нед": "weeks",
    "мес": "months", "год": "years", "лет": "years",
}  # fmt: skip
#: What makes it a duty: an infinitive, "обязан", "подаётся", "срок ... продлён", "отзыв — до ...".
_OWED = re.compile(
    r"(?!быть\b|\w*[аео]сть\b)\b[а-яё]{2,}(?:ть|йти|вести|нести|ться)\b|\bобязан|\bдолж(?:ен|на|ны|но)\b|надлежит|необходимо|следует|предлож|предлага|"
    r"пода[её]тся|подаются|подлежит|подлежат|(?:может|могут)\s+быть\s+\w+|без\s+движения|\bсрок\w*\b|"
    r"(?:отзыв|возражени|жалоб|ответ(?!чик)|ходатайств)\w*\s*[—–:-]",
    re.IGNORECASE,
)
_SILENT = re.compile(
    r"прос(?:ит|ят|ил)\w*\b|ходатайству(?:ет|ют)|отклон|на\s+срок\s+до|\bотказ|проект\w*\s+определени|срок\s+ист[её]к|исполнено|соблюд|лишени\w*\s+свободы|под\s+страж|"
    r"(?:долж\w+|обязан\w*)\s+был|\bбыл\w*\s+(?:обязан|долж)",
    re.IGNORECASE,
)
_APPOINTMENT = re.compile(
    r"заседани\w*|слушани\w*|рассмотрени\w*\s+(?:дела|заявления|жалобы|иска)|перерыв\w*|производств\w*",
    re.IGNORECASE,
)
_MOVED = re.compile(r"продл|перенес|отлож|изменен", re.IGNORECASE)
_PARTY = re.compile(
    r"\b(ист(?:ец|ц\w+)|ответчик\w*|заявител\w+|сторон(?:ы|ам|а)|третье\s+лицо|третьему\s+лицу|апеллянт\w*|прокурор\w*|"
    r"представител\w+|должник\w*|взыскател\w+|кредитор\w*|эксперт\w*(?:\s+учреждени\w+)?)\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\b(?P<verb>(?!быть\b)[а-яё]+(?:ить|ать|ять|еть|нуть|йти|вести|нести))\b(?P<object>(?:\s+[^\s.,;:()—–]+){0,7})",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:[а-яё]+(?:ая|ую|ой|ое|ый|ые|ие)\s+)?"
    r"(?:отзыв|возражени|жалоб|ответ(?!чик)|ходатайств|заявлени|доказательств|заключени|расч[её]т|документ)[а-яё]*",
    re.IGNORECASE,
)
_OBJECT_END = re.compile(r"\s+(?:в|не|до|за|к|по|со|с)(?=\s|$)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<!\bг)(?<!\bст)(?<!\bп)(?<!\d)[.;]\s+(?=[А-ЯЁӘІҢҒҮҰҚӨҺ])|;\s+|\n")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")


@dataclass(frozen=True, slots=True)
class _Clause:
    """The sentence around a match: what stands before it, and all of it."""

    left: str
    whole: str

    def owes(self) -> bool:
        """Somebody owes it: no request, no refusal, no day of a hearing."""
        if _SILENT.search(self.whole) or not _OWED.search(self.whole):
            return False
        appointed = max((m.end() for m in _APPOINTMENT.finditer(self.left)), default=-1)
        tasks = (m.end() for pattern in (_TASK, _PAPER) for m in pattern.finditer(self.left))
        return appointed < 0 or max(tasks, default=-1) > appointed

    def what(self) -> str:
        task = _TASK.search(self.whole)
        if task is None:
            paper = _PAPER.search(self.whole)
            return (paper.group() if paper else "Срок").capitalize()
        return f"{task['verb'].capitalize()}{_OBJECT_END.split(task['object'])[0]}".strip()

    def party(self) -> str | None:
        found = _PARTY.search(self.whole)
        return found.group(1).lower() if found else None

    def moved(self) -> bool:
        return _MOVED.search(self.whole) is not None


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
        day, clause = _day(match, filed), _clause(text, match)
        if day is None or (filed is not None and day < filed) or not clause.owes():
            continue
        if not _cue_holds(match["cue"].lower(), clause):
            continue
        yield Proposal(
            clause.what(), clause.party(), match.span(), clause.moved(), due=day, due_time=_time(match)
        )
    for pattern in (_PERIOD, _ADJECTIVE):
        for match in islice(pattern.finditer(text), _MOST):
            clause, n = _clause(text, match), _number(match)
            if n is not None and clause.owes():
                yield _lasting(match, n, clause, filed)


def _cue_holds(cue: str, clause: _Clause) -> bool:
    """ "по 5 марта" moves a day, "к 5 марта" needs a task, "истекает 5 марта" needs a term."""
    if cue == "по":
        return clause.moved()
    if cue == "к":
        return _TASK.search(clause.whole) is not None
    return (not cue.endswith("ся") and cue != "истекает") or "срок" in clause.left.lower()


def _lasting(match: re.Match[str], n: int, clause: _Clause, filed: date | None) -> Proposal:
    backward = (match["link"] or "").lower() == "до"
    working = (match.groupdict().get("kind") or "").lower() == "рабочих"
    unit: Unit = "business_days" if working else _unit(match["unit"].casefold())
    trigger = " ".join(match["trigger"].split()) if match["link"] else ""
    own = re.match(r"(?:вынесения|принятия)?\s*настоящего", trigger, re.IGNORECASE)
    return Proposal(
        clause.what(),
        clause.party(),
        (match.start(), match.start("trigger") if not match["link"] else match.end()),
        clause.moved(),
        period=WrittenPeriod(n, unit, "before" if backward else "after", trigger or "настоящее определение"),
        trigger_date=filed if not backward and (not trigger or own) else None,
    )


def _unit(stem: str) -> Unit:
    return _UNITS.get(stem) or _UNITS[stem[:3]]


def _clause(text: str, match: re.Match[str]) -> _Clause:
    left = text[max(0, match.start() - _REACH) : match.start()]
    cut = max((m.end() for m in _SENTENCE_END.finditer(left)), default=0)
    right = re.search(r"(?<!\bг)(?<!\bст)[.;](?:\s|$)|\n", text[match.end() : match.end() + _REACH])
    end = match.end() + (right.start() if right else _REACH)
    return _Clause(left[cut:], left[cut:] + text[match.start() : end])


def _day(match: re.Match[str], filed: date | None) -> date | None:
    if match["nd"]:
        return make_day(int(match["ny"]), int(match["nm"]), int(match["nd"]))
    month = _MONTHS.index(match["m"].casefold()) + 1
    if match["y"]:
        return make_day(int(match["y"]), month, int(match["d"]))
    return next_day(month, int(match["d"]), filed)


def _time(match: re.Match[str]) -> time | None:
    for side in "ba":
        hour = match[f"{side}h"]
        if hour:
            minute = int(match[f"{side}min"] or match[f"{side}minutes"] or 0)
            return time(int(hour), minute) if int(hour) < 24 and minute < 60 else None
    return None


def _number(match: re.Match[str]) -> int | None:
    figures, word = match["n"] or match.groupdict().get("figures"), match["word"]
    if not figures and not word:
        return 1  # "в месячный срок"
    return (int(figures) if figures else _NUMBER_WORDS[" ".join(word.casefold().split())]) or None
