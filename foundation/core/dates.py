"""Dates that may be imprecise: what is accepted, between which days they lie, and how a reader sees them.

A date is stored as an EDTF string (Extended Date/Time Format, ISO 8601-2) beside its earliest and latest day.
Parse when writing (`parse_edtf`, some milliseconds), format when rendering (`format_edtf`, a table look-up).
An unknown day is never padded with an invented one: `2017-01` stays "January 2017" everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from edtf import EDTFParseException
from edtf import parse_edtf as parse_with_library

# Longer than the longest accepted form, and short enough to be refused before any pattern is tried.
MAX_LENGTH = 40

# Months 01 to 12 only: EDTF writes seasons as months 21 to 24.
_POINT = r"([1-9][0-9]{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?)"
_SINGLE = re.compile(_POINT + r"([~?]?)")
_SET = re.compile(rf"\[{_POINT}?\.\.{_POINT}?\]")


class InvalidDate(ValueError):  # noqa: N818 - says what is wrong, as Django's exceptions do
    """A text is not one of the accepted dates. `text` is what was given; the message is plain English."""

    def __init__(self, text: str, why: str) -> None:
        """Keep `text` for the caller, who words the message for its reader."""
        super().__init__(f"{text[:MAX_LENGTH]!r}: {why}")
        self.text = text


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date as well as it is known. `earliest` and `latest` are inclusive; None means open on that side."""

    edtf: str
    earliest: date | None
    latest: date | None

    @property
    def exact(self) -> date | None:
        """The day, if a full day is known without qualifier; else None. Only an exact day starts a period."""
        if _SINGLE.fullmatch(self.edtf) and len(self.edtf) == len("2017-12-21"):
            return self.earliest
        return None


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> ImpreciseDate:
    """Read a date as it is stored, or raise `InvalidDate`.

    Accepted: `2017-12-21`, `2017-01`, `2013`, each optionally with `~` (about) or `?` (uncertain); one of a
    range of days, `[2017-12-21..2018-06-08]`, `[..2017-12-21]`, `[2017-12-21..]`, whose ends are days, months
    or years without qualifier, the first not after the last. Years 1000 to 9999. A qualifier does not widen
    the bounds: nobody knows how far "about" reaches.
    """
    if len(text) > MAX_LENGTH:
        raise InvalidDate(text, "too long for a date")
    if single := _SINGLE.fullmatch(text):
        earliest, latest = _bounds(text, single[1])
        return ImpreciseDate(text, earliest, latest)
    either = _SET.fullmatch(text)
    if either is None or not (either[1] or either[2]):
        raise InvalidDate(text, "not a day, month, year or range in an accepted form")
    first = _bounds(text, either[1]) if either[1] else None
    last = _bounds(text, either[2]) if either[2] else None
    if first and last and (first[0] > last[0] or first[1] > last[1]):
        raise InvalidDate(text, "the range ends before it begins")
    return ImpreciseDate(text, first[0] if first else None, last[1] if last else None)


def _bounds(text: str, point: str) -> tuple[date, date]:
    """First and last day of `point`, a day, month or year inside `text`."""
    try:
        parsed = parse_with_library(point)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, ValueError) as error:
        raise InvalidDate(text, f"{point} is not in the calendar") from error


class _Point(NamedTuple):
    """A day, month or year, split for wording."""

    year: int
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class _Case:
    """How one language writes a day, a month and a year in one grammatical case."""

    day: str
    month: str
    year: str
    # The name of the month after a day number, and alone; they differ in Russian.
    with_day: tuple[str, ...]
    alone: tuple[str, ...]

    def write(self, point: _Point) -> str:
        """Word `point` in this case."""
        if point.month is None:
            return self.year.format(y=point.year)
        if point.day is None:
            return self.month.format(m=self.alone[point.month - 1], y=point.year)
        return self.day.format(d=point.day, m=self.with_day[point.month - 1], y=point.year)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A sentence frame with the grammatical cases that it asks of its dates ({a} the first, {b} the last)."""

    frame: str
    first: _Case
    last: _Case

    def write(self, first: _Point | None, last: _Point | None) -> str:
        """Word the phrase; a date that the frame does not mention may be None."""
        return self.frame.format(
            a=self.first.write(first) if first else "", b=self.last.write(last) if last else ""
        )


# What a stored form says; the keys of every language's phrase table.
_PLAIN, _ABOUT, _UNCERTAIN, _BY, _SINCE, _BETWEEN = "plain", "~", "?", "by", "since", "between"
_Phrases = Mapping[str, _Phrase]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _english(months: str, uncertain: str) -> _Phrases:
    names = _words(months)
    plain = _Case("{d} {m} {y}", "{m} {y}", "{y}", names, names)
    # "by December" alone may be read as before December.
    limit = _Case("{d} {m} {y}", "the end of {m} {y}", "the end of {y}", names, names)
    return {
        _PLAIN: _Phrase("{a}", plain, plain),
        _ABOUT: _Phrase("about {a}", plain, plain),
        _UNCERTAIN: _Phrase("{a} " + uncertain, plain, plain),
        _BY: _Phrase("by {b}", limit, limit),
        _SINCE: _Phrase("{a} or later", plain, plain),
        _BETWEEN: _Phrase("between {a} and {b}", plain, plain),
    }


def _russian(nominative: str, genitive: str, instrumental: str, year: str, uncertain: str) -> _Phrases:
    with_day = _words(genitive)
    forms = ("{d} {m} " + year, "{m} " + year, year, with_day)
    plain, of, between = (_Case(*forms, _words(names)) for names in (nominative, genitive, instrumental))
    return {
        _PLAIN: _Phrase("{a}", plain, plain),
        _ABOUT: _Phrase("около {a}", of, of),
        _UNCERTAIN: _Phrase("{a} " + uncertain, plain, plain),
        _BY: _Phrase("не позднее {b}", of, of),
        _SINCE: _Phrase("не ранее {a}", of, of),
        _BETWEEN: _Phrase("между {a} и {b}", between, between),
    }


# Kazakh months, in the ablative, and with the word for "and" that follows their last sound.
_KK = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан"
_KK_FROM = (
    "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан "
    "шілдеден тамыздан қыркүйектен қазаннан қарашадан желтоқсаннан"
)
_KK_AND = _words("мен мен бен мен мен мен мен бен пен мен мен мен")


def _kazakh(months: str, uncertain: str) -> _Phrases:
    names, late = _words(months), _words(_KK_FROM)
    joined = tuple(f"{name} {conjunction}" for name, conjunction in zip(names, _KK_AND, strict=True))
    forms = ("{y}\xa0ж. {d} {m}", "{y}\xa0ж. {m}")
    plain = _Case(*forms, "{y}\xa0ж.", names, names)
    # An abbreviation cannot carry the ending, so the limit is written out in the narrow form too.
    limit = _Case(*forms, "{y}\xa0жылдан", late, late)
    and_ = _Case(*forms, "{y}\xa0ж. мен", joined, joined)
    return {
        _PLAIN: _Phrase("{a}", plain, plain),
        _ABOUT: _Phrase("шамамен {a}", plain, plain),
        _UNCERTAIN: _Phrase("{a} " + uncertain, plain, plain),
        _BY: _Phrase("{b} кешіктірмей", limit, limit),
        _SINCE: _Phrase("{a} немесе кейінірек", plain, plain),
        _BETWEEN: _Phrase("{a} {b} аралығында", and_, plain),
    }


_LONG: Mapping[str, _Phrases] = MappingProxyType(
    {
        "en": _english(
            "January February March April May June July August September October November December",
            "(uncertain)",
        ),
        "ru": _russian(
            "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
            "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            "январём февралём мартом апрелем маем июнем июлем августом сентябрём октябрём ноябрём декабрём",
            "{y}\xa0г.",
            "(предположительно)",
        ),
        "kk": _kazakh(_KK, "(болжамды)"),
    }
)
_SHORT: Mapping[str, _Phrases] = MappingProxyType(
    {
        "en": _english("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", "(?)"),
        "ru": _russian(
            "янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.",
            "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
            "янв. февр. мар. апр. маем июн. июл. авг. сент. окт. нояб. дек.",
            "{y}",
            "(?)",
        ),
        "kk": _kazakh("қаң. ақп. нау. сәу. мам. мау. шіл. там. қыр. қаз. қар. жел.", "(?)"),
    }
)
_WEEKDAYS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": _words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        "ru": _words("понедельник вторник среда четверг пятница суббота воскресенье"),
        "kk": _words("дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі"),
    }
)


def format_edtf(edtf: str, language: str) -> str:
    """Word a stored date for a reader: `21 December 2017`, «декабрь 2017 г.», «шамамен 2013 ж. қараша».

    `language` is kk, ru or en, also with a region (`kk-KZ`); any other gives English. Pure and cheap. An
    empty text gives an empty text; a text in no accepted form is shown as it is stored, never guessed at.
    """
    return _format(edtf, _base(language), short=False)


def format_edtf_short(edtf: str, language: str) -> str:
    """Word a stored date for a narrow column: `21 Dec 2017`, «21 дек. 2017», «2017 ж. 21 жел.»."""
    return _format(edtf, _base(language), short=True)


def format_day(day: date, language: str) -> str:
    """Word a day: `22 January 2018`, «22 января 2018 г.», «2018 ж. 22 қаңтар»."""
    return _LONG[_base(language)][_PLAIN].write(_Point(day.year, day.month, day.day), None)


def format_day_weekday(day: date, language: str) -> str:
    """Word a day with its weekday: `Monday 22 January 2018`, «понедельник, 22 января 2018 г.»."""
    base = _base(language)
    weekday, text = _WEEKDAYS[base][day.weekday()], format_day(day, base)
    if base == "kk":
        return f"{text}, {weekday}"
    return f"{weekday}, {text}" if base == "ru" else f"{weekday} {text}"


def _base(language: str) -> str:
    base = language.lower().partition("-")[0]
    return base if base in _LONG else "en"


@lru_cache(maxsize=8192)
def _format(edtf: str, language: str, *, short: bool) -> str:
    phrases = (_SHORT if short else _LONG)[language]
    try:
        if single := _SINGLE.fullmatch(edtf):
            return phrases[single[2] or _PLAIN].write(_point(single[1]), None)
        either = _SET.fullmatch(edtf)
        if either is None or not (either[1] or either[2]):
            return edtf
        first = _point(either[1]) if either[1] else None
        last = _point(either[2]) if either[2] else None
    except ValueError:
        return edtf
    kind = _BETWEEN if first and last else (_SINCE if first else _BY)
    return phrases[kind].write(first, last)


def _point(text: str) -> _Point:
    """Split a day, month or year that matched `_POINT`; ValueError if it is not in the calendar."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    date(year, month or 1, day or 1)
    return _Point(year, month or None, day or None)


def weekday_name(day: date, language: str) -> str:
    """The name of the weekday of `day`, in lower case where the language writes it so."""
    return _WEEKDAYS[_base(language)][day.weekday()]
