"""The federal legal holidays of the United States, 1963 to 2040.

Fed. R. Civ. P. 6(a)(6)(A) and Fed. R. App. P. 26(a)(6)(A) take the days set aside by statute; the dates are
those of 5 U.S.C. 6103(a), in each year as the statute then stood:

* Martin Luther King Jr. Day from 1986 (Pub. L. 98-144);
* Washington's Birthday, Memorial Day and Columbus Day on Mondays from 1971;
* Veterans Day on the fourth Monday of October from 1971 to 1977, on 11 November from 1978;
* Juneteenth from 17 June 2021 (Pub. L. 117-17). Until the rules named it on 1 December 2023 it was a holiday
  declared by Congress, Rule 6(a)(6)(B).

The rows before 1971 (22 February, 30 May, 11 November; no Columbus Day) come from memory and carry that
source.

A holiday on a Sunday is observed on the Monday (Executive Order 11582, section 3(a), since 1971). For one on
a Saturday 5 U.S.C. 6103(b)(1) names the Friday before, in terms for pay and leave only. Courts close on it,
and no decision was found on whether it is a legal holiday for periods: it is counted, and marked `unsettled`.
Before 1971 neither text was read: both days are counted, unsettled and from memory.

`FEDERAL` holds these days alone and is what every court in the country has in common. What a state, the
President or a court adds is in `calendars.calendar_for`. Inauguration Day (5 U.S.C. 6103(c)) is limited to
employees in the area of the District of Columbia: see `inauguration_days`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from deadlines.calendars.days import MONDAY, ONE_DAY, SATURDAY, SUNDAY, THURSDAY, last_monday, nth_weekday
from deadlines.calendars.sources import BEFORE_1971, INAUGURATION_DAY, MEMORY, READ, SATURDAY_FRIDAY
from deadlines.computation.types import (
    CLOSURES_NOT_COUNTED,
    STATE_HOLIDAYS_NOT_COUNTED,
    Holiday,
    HolidayCalendar,
)

_STATUTE = "5 U.S.C. 6103(a)"
_SATURDAY_TO_FRIDAY = "5 U.S.C. 6103(b)(1)"
_SUNDAY_TO_MONDAY = f"{_STATUTE}; E.O. 11582, s. 3(a)"
_JUNETEENTH = f"{_STATUTE}; Pub. L. 117-17"
_OLD = "federal holiday before 1971, text not read"
_OLD_OBSERVED = "federal practice before 1971, text not read"

COVERED_FROM, COVERED_THROUGH = date(1963, 1, 1), date(2040, 12, 31)
JUNETEENTH_FROM = date(2021, 6, 17)
_UNIFORM_MONDAYS_FROM = 1971
_VETERANS_DAY_BACK_FROM = 1978
_MARTIN_LUTHER_KING_FROM = 1986


def _moved_to_mondays(year: int) -> Iterator[Holiday]:
    """The holidays that the law of 1968 moved, from 1971 on the days that 5 U.S.C. 6103(a) names."""
    yield Holiday(nth_weekday(year, 2, MONDAY, 3), "washingtons_birthday", _STATUTE, source=READ)
    yield Holiday(last_monday(year, 5), "memorial_day", _STATUTE, source=READ)
    yield Holiday(nth_weekday(year, 10, MONDAY, 2), "columbus_day", _STATUTE, source=READ)
    in_october = year < _VETERANS_DAY_BACK_FROM
    veterans_day = nth_weekday(year, 10, MONDAY, 4) if in_october else date(year, 11, 11)
    yield Holiday(veterans_day, "veterans_day", _STATUTE, source=READ)


def _before_the_mondays(year: int) -> Iterator[Holiday]:
    """The same holidays before 1971."""
    yield Holiday(date(year, 2, 22), "washingtons_birthday", _OLD, source=MEMORY)
    yield Holiday(date(year, 5, 30), "memorial_day", _OLD, source=MEMORY)
    yield Holiday(date(year, 11, 11), "veterans_day", _OLD, source=MEMORY)


def _statutory(year: int) -> Iterator[Holiday]:
    """The holidays of one year on the days that the statute names."""
    mondays = year >= _UNIFORM_MONDAYS_FROM
    statute, source = (_STATUTE, READ) if mondays else (_OLD, MEMORY)
    yield Holiday(date(year, 1, 1), "new_years_day", statute, source=source)
    if year >= _MARTIN_LUTHER_KING_FROM:
        yield Holiday(nth_weekday(year, 1, MONDAY, 3), "martin_luther_king_day", statute, source=READ)
    yield from _moved_to_mondays(year) if mondays else _before_the_mondays(year)
    if date(year, 6, 19) >= JUNETEENTH_FROM:
        yield Holiday(date(year, 6, 19), "juneteenth", _JUNETEENTH, source=READ)
    yield Holiday(date(year, 7, 4), "independence_day", statute, source=source)
    yield Holiday(nth_weekday(year, 9, MONDAY, 1), "labor_day", statute, source=source)
    yield Holiday(nth_weekday(year, 11, THURSDAY, 4), "thanksgiving_day", statute, source=source)
    yield Holiday(date(year, 12, 25), "christmas_day", statute, source=source)


def _with_observed(holiday: Holiday) -> Iterator[Holiday]:
    """The holiday, and the day on which it is observed if it falls on a weekend."""
    yield holiday
    weekday = holiday.day.weekday()
    if weekday not in {SATURDAY, SUNDAY}:
        return
    day = holiday.day + (ONE_DAY if weekday == SUNDAY else -ONE_DAY)
    observed = replace(holiday, day=day, observed=True)
    if holiday.day.year < _UNIFORM_MONDAYS_FROM:
        unsettled = BEFORE_1971 if weekday == SUNDAY else SATURDAY_FRIDAY
        yield replace(observed, authority=_OLD_OBSERVED, unsettled=unsettled, source=MEMORY)
    elif weekday == SUNDAY:
        yield replace(observed, authority=_SUNDAY_TO_MONDAY)
    else:
        yield replace(observed, authority=_SATURDAY_TO_FRIDAY, unsettled=SATURDAY_FRIDAY)


def _holidays() -> dict[date, Holiday]:
    # One year more: New Year's Day on a Saturday is observed in the year before.
    years = range(COVERED_FROM.year, COVERED_THROUGH.year + 2)
    days = (day for year in years for holiday in _statutory(year) for day in _with_observed(holiday))
    return {day.day: day for day in days if COVERED_FROM <= day.day <= COVERED_THROUGH}


def inauguration_days() -> Iterator[Holiday]:
    """20 January after each election of a President, as a day that only courts in D.C. need to know.

    5 U.S.C. 6103(c) gives it to employees in that area. Elsewhere it is no holiday; in D.D.C. the prevailing
    reading is the same, and the other one is listed. On a Sunday the ceremony moves to the Monday (from
    memory).
    """
    for year in range(1965, COVERED_THROUGH.year + 1, 4):
        day = date(year, 1, 20)
        row = Holiday(
            day, "inauguration_day", "5 U.S.C. 6103(c)", counts=False, unsettled=INAUGURATION_DAY, source=READ
        )
        if day.weekday() == SUNDAY:
            row = replace(row, day=day + ONE_DAY, observed=True, source=MEMORY)
        yield row


FEDERAL = HolidayCalendar(
    key="us_federal",
    covered_from=COVERED_FROM,
    covered_through=COVERED_THROUGH,
    holidays=MappingProxyType(_holidays()),
    caveats=(CLOSURES_NOT_COUNTED,),
    forward_caveats=(STATE_HOLIDAYS_NOT_COUNTED,),
)
