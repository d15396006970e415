"""Dates and times of day in English docket text, as tokens with their place.

A date without a year is the next such day on or after the filing date, at most twelve months ahead; without a
filing date it is no token at all. An impossible day (2/30/2018) is no token either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import islice

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s+(?:the\s+)?)"
_DATE = re.compile(
    rf"(?:(?=\d)|\b(?=[jfmasondtw]))(?P<weekday>{_WEEKDAY})?(?:"
    r"(?<![\d/-])(?P<iso_y>\d{4})-(?P<iso_m>\d{2})-(?P<iso_d>\d{2})(?!\d)"
    r"|(?<![\d/.-])(?P<us_m>\d{1,2})(?P<sep>[/-])(?P<us_d>\d{1,2})(?P=sep)(?P<us_y>\d{4}|\d{2})(?![\d/]|-\d)"
    rf"|\b(?P<long_m>{_MONTH})\s*(?P<long_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:\s*,?\s*(?P<long_y>(?:19|20)\d{{2}})\b)?"
    rf"|(?:\bthe\s+)?(?<![\d/.:-])(?P<day_d>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+(?P<day_m>{_MONTH})"
    r"(?:\s*,?\s*(?P<day_y>(?:19|20)\d{2})\b)?"
    r"|(?<![\d/.-])(?P<short_m>\d{1,2})/(?P<short_d>\d{1,2})(?![\d/-])"
    r")",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2})?)?\s*(?P<half>[ap])(?:\.\s?m\b\.?|\s?m\b)"
    r"|(?:12:00\s+|12\s+)?(?P<noon>noon)\b|(?:12:00\s+)?(?P<midnight>midnight)\b"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d{2})(?!\d)(?:\s*hours)?)"
    r"(?:,?\s*\(?(?:[ECMPA][SD]?T|(?:eastern|central|mountain|pacific)(?:\s+(?:standard|daylight))?(?:\s+time)?"
    r"|local\s+time)\)?)?"
)
_TIME_BEFORE = re.compile(rf"{_CLOCK}\s*[,:]?\s*(?:on\s+)?(?:or\s+before\s+)?:?\s*$", re.IGNORECASE)
_TIME_AFTER = re.compile(
    rf"\s*(?:,|\(|@|-)?\s*(?:(?:at|by|before|no\s+later\s+than|,)\s+){{0,2}}{_CLOCK}", re.IGNORECASE
)
_TIME_REACH = 45  # characters on each side of a date in which its clock time is looked for


@dataclass(frozen=True, slots=True)
class DateToken:
    """A date in the text. ``start``/``end`` include the weekday and a clock time that belong to it."""

    start: int
    end: int
    day: date
    at: time | None = None
    has_year: bool = True


def dates_in(text: str, filed: date | None, most: int | None = None) -> tuple[DateToken, ...]:
    """The dates of *text* in order, at *most* so many. *filed* gives the year of a date that has none.

    >>> [t.day.isoformat() for t in dates_in("due 3/14/18, or Friday, March 16th, 2018; 2-26-2016", None)]
    ['2018-03-14', '2018-03-16', '2016-02-26']
    >>> dates_in("by 5:00 p.m. on January 5", date(2018, 12, 20))[0].at
    datetime.time(17, 0)
    """
    return tuple(islice(_tokens(text, filed), most))


def _tokens(text: str, filed: date | None) -> Iterator[DateToken]:
    last_end = 0
    for match in _DATE.finditer(text):
        named = match.groupdict()
        day, has_year = _day(named, filed)
        if day is None or _is_modal_may(named):
            continue
        start, end = match.span()
        before = _TIME_BEFORE.search(text, max(last_end, start - _TIME_REACH), start)
        after = None if before else _TIME_AFTER.match(text, end, min(len(text), end + _TIME_REACH))
        at = _clock(before or after)
        if before:
            start = before.start()
        elif after and _clock(after) is not None:
            end = after.end()
        last_end = end
        yield DateToken(start, end, day, at, has_year)


def _is_modal_may(named: dict[str, str | None]) -> bool:
    """Lower-case "may" is a verb: "Plaintiff may 5 days later ...".

    >>> dates_in("the party may 5 times ask", date(2018, 1, 1))
    ()
    """
    return "may" in (named["long_m"], named["day_m"])


def _day(named: dict[str, str | None], filed: date | None) -> tuple[date | None, bool]:
    for form in ("iso", "us", "long", "day", "short"):
        month, day = named[f"{form}_m"], named[f"{form}_d"]
        if month and day:
            year = named.get(f"{form}_y")
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
            if year is None:
                return next_day(number, int(day), filed), False
            return make_day(_full_year(year), number, int(day)), True
    return None, False


def _full_year(year: str) -> int:
    """Two figures mean the electronic docket's years: 70-99 the last century, the others this one."""
    number = int(year)
    if len(year) == 4:
        return number
    return number + (1900 if number >= 70 else 2000)


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when there is no such day in the calendar."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def next_day(month: int, day: int, filed: date | None) -> date | None:
    """The first such day on or after *filed*, within twelve months; None when unknown.

    >>> next_day(1, 5, date(2018, 12, 20)), next_day(2, 29, date(2018, 12, 20)), next_day(1, 5, None)
    (datetime.date(2019, 1, 5), None, None)
    """
    if filed is None or filed.year >= date.max.year:
        return None
    candidates = (make_day(filed.year, month, day), make_day(filed.year + 1, month, day))
    return next((d for d in candidates if d is not None and 0 <= (d - filed).days <= 366), None)


def _clock(match: re.Match[str] | None) -> time | None:
    """The clock time; midnight is None, because a day's end is what a date alone means."""
    if match is None:
        return None
    if match["noon"]:
        return time(12)
    if match["hour24"]:
        hour, minute = int(match["hour24"]), int(match["minute24"])
    elif match["hour"]:
        hour, minute = (
            int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0),
            int(match["minute"] or 0),
        )
        if int(match["hour"]) > 12:
            return None
    else:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None
