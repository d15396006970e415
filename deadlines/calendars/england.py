"""Bank holidays in England and Wales, with Christmas Day and Good Friday, 1999 to 2040.

CPR 2.8(4) leaves out of a period of five days or less Saturdays, Sundays, bank holidays, Christmas Day and
Good Friday; CPR 6 counts business days by the same days. The rule names Christmas Day and Good Friday itself.
What a bank holiday is stands in an Act and in proclamations that were not read: those rows come from memory
and equal the table of the `holidays` package for England. A bank holiday that is proclaimed for one occasion
is known here only up to `ONE_OFF_KNOWN_THROUGH`.

On a weekend New Year's Day gives the Monday; Christmas Day and Boxing Day give the next days that are free.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

from deadlines.calendars.days import (
    MONDAY,
    ONE_DAY,
    SATURDAY,
    SUNDAY,
    easter_sunday,
    last_monday,
    nth_weekday,
)
from deadlines.calendars.sources import HOLIDAYS_PACKAGE, READ
from deadlines.computation.types import Holiday, HolidayCalendar

COVERED_FROM, COVERED_THROUGH = date(1999, 1, 1), date(2040, 12, 31)
ONE_OFF_KNOWN_THROUGH = date(2026, 11, 22)
_RULE = "CPR 2.8(4)"
_BANK_HOLIDAY = "bank holiday in England and Wales; CPR 2.8(4)"

# Early May: moved to VE Day in 2020. Spring: moved for three jubilees.
_EARLY_MAY_MOVED = {2020: date(2020, 5, 8)}
_SPRING_MOVED = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
_ONE_OFF: tuple[tuple[date, str], ...] = (
    (date(1999, 12, 31), "millennium_celebrations"),
    (date(2002, 6, 3), "golden_jubilee"),
    (date(2011, 4, 29), "royal_wedding"),
    (date(2012, 6, 5), "diamond_jubilee"),
    (date(2022, 6, 3), "platinum_jubilee"),
    (date(2022, 9, 19), "state_funeral_of_queen_elizabeth"),
    (date(2023, 5, 8), "coronation_of_king_charles"),
)


def _bank(day: date, name_key: str, *, observed: bool = False) -> Holiday:
    return Holiday(day, name_key, _BANK_HOLIDAY, observed=observed, source=HOLIDAYS_PACKAGE)


def _of_easter_and_summer(year: int) -> Iterator[Holiday]:
    easter = easter_sunday(year)
    yield Holiday(easter - timedelta(2), "good_friday", _RULE, source=READ)
    yield _bank(easter + ONE_DAY, "easter_monday")
    yield _bank(
        _EARLY_MAY_MOVED.get(year, nth_weekday(year, 5, MONDAY, 1)),
        "early_may_bank_holiday",
        observed=year in _EARLY_MAY_MOVED,
    )
    yield _bank(
        _SPRING_MOVED.get(year, last_monday(year, 5)), "spring_bank_holiday", observed=year in _SPRING_MOVED
    )
    yield _bank(last_monday(year, 8), "summer_bank_holiday")


def _of_winter(year: int) -> Iterator[Holiday]:
    new_year = date(year, 1, 1)
    yield _bank(new_year, "new_years_day")
    if new_year.weekday() in {SATURDAY, SUNDAY}:
        yield _bank(new_year + timedelta(7 - new_year.weekday()), "new_years_day", observed=True)
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    yield Holiday(christmas, "christmas_day", _RULE, source=READ)
    yield _bank(boxing, "boxing_day")
    if christmas.weekday() in {SATURDAY, SUNDAY}:
        # 25 December on a Saturday gives the 27th, on a Sunday the 27th too: the 26th is Boxing Day.
        yield _bank(date(year, 12, 27), "christmas_day", observed=True)
    if boxing.weekday() in {SATURDAY, SUNDAY}:
        yield _bank(date(year, 12, 28), "boxing_day", observed=True)


def _holidays() -> dict[date, Holiday]:
    rows = {day: _bank(day, name_key) for day, name_key in _ONE_OFF}
    for year in range(COVERED_FROM.year, COVERED_THROUGH.year + 1):
        for row in (*_of_winter(year), *_of_easter_and_summer(year)):
            rows[row.day] = row
    return rows


ENGLAND_AND_WALES = HolidayCalendar(
    key="gb_england_and_wales",
    covered_from=COVERED_FROM,
    covered_through=COVERED_THROUGH,
    holidays=MappingProxyType(_holidays()),
)
