"""The federal legal holidays of the United States, 1 December 2009 to 31 December 2040.

Fed. R. Civ. P. 6(a)(6)(A) and Fed. R. App. P. 26(a)(6)(A) take the days set aside by statute; the dates are
those of 5 U.S.C. 6103(a). Juneteenth is one since 17 June 2021 (Pub. L. 117-17); until the rules named it on
1 December 2023 it counted as a holiday declared by Congress, Rule 6(a)(6)(B).

A holiday on a Sunday is observed on the Monday (Executive Order 11582, section 3(a)). For one on a Saturday 5
U.S.C. 6103(b)(1) names the Friday before, in terms for pay and leave only. Courts close on it, and no
decision was found on whether it is a legal holiday for periods: it is counted, and marked `unsettled`.

Not here, until the rule library brings them: state holidays, which extend periods measured after an event
(Rule 6(a)(6)(C)), closures and days declared by the President or a court. A period after an event is
therefore computed on federal holidays only, and the calendar's caveats make every result say so. Inauguration
Day is left out for good: 5 U.S.C. 6103(c) limits it to employees in the area of the District of Columbia.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

from deadlines.computation import CLOSURES_NOT_COUNTED, STATE_HOLIDAYS_NOT_COUNTED, Holiday, HolidayCalendar

_STATUTE = "5 U.S.C. 6103(a)"
_SATURDAY_TO_FRIDAY = "5 U.S.C. 6103(b)(1)"
_SUNDAY_TO_MONDAY = f"{_STATUTE}; E.O. 11582, s. 3(a)"
_JUNETEENTH = f"{_STATUTE}; Pub. L. 117-17"

_COVERED_FROM, _COVERED_THROUGH = date(2009, 12, 1), date(2040, 12, 31)
_JUNETEENTH_FROM = date(2021, 6, 17)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The `n`-th `weekday` (0 is Monday) of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday_of_may(year: int) -> date:
    end = date(year, 5, 31)
    return end - timedelta(end.weekday())


def _statutory(year: int) -> Iterator[Holiday]:
    """The holidays of one year on the days that the statute names."""
    yield Holiday(date(year, 1, 1), "new_years_day", _STATUTE)
    yield Holiday(_nth(year, 1, _MONDAY, 3), "martin_luther_king_day", _STATUTE)
    yield Holiday(_nth(year, 2, _MONDAY, 3), "washingtons_birthday", _STATUTE)
    yield Holiday(_last_monday_of_may(year), "memorial_day", _STATUTE)
    if date(year, 6, 19) >= _JUNETEENTH_FROM:
        yield Holiday(date(year, 6, 19), "juneteenth", _JUNETEENTH)
    yield Holiday(date(year, 7, 4), "independence_day", _STATUTE)
    yield Holiday(_nth(year, 9, _MONDAY, 1), "labor_day", _STATUTE)
    yield Holiday(_nth(year, 10, _MONDAY, 2), "columbus_day", _STATUTE)
    yield Holiday(date(year, 11, 11), "veterans_day", _STATUTE)
    yield Holiday(_nth(year, 11, _THURSDAY, 4), "thanksgiving_day", _STATUTE)
    yield Holiday(date(year, 12, 25), "christmas_day", _STATUTE)


def _with_observed(holiday: Holiday) -> Iterator[Holiday]:
    """The holiday, and the day on which it is observed if it falls on a weekend."""
    yield holiday
    if holiday.day.weekday() == _SUNDAY:
        yield replace(holiday, day=holiday.day + timedelta(1), authority=_SUNDAY_TO_MONDAY, observed=True)
    elif holiday.day.weekday() == _SATURDAY:
        yield replace(
            holiday,
            day=holiday.day - timedelta(1),
            authority=_SATURDAY_TO_FRIDAY,
            observed=True,
            unsettled=True,
        )


def _holidays() -> dict[date, Holiday]:
    # One year more: New Year's Day on a Saturday is observed in the year before.
    years = range(_COVERED_FROM.year, _COVERED_THROUGH.year + 2)
    days = (day for year in years for holiday in _statutory(year) for day in _with_observed(holiday))
    return {day.day: day for day in days if _COVERED_FROM <= day.day <= _COVERED_THROUGH}


FEDERAL = HolidayCalendar(
    key="us_federal",
    covered_from=_COVERED_FROM,
    covered_through=_COVERED_THROUGH,
    holidays=MappingProxyType(_holidays()),
    caveats=(CLOSURES_NOT_COUNTED,),
    forward_caveats=(STATE_HOLIDAYS_NOT_COUNTED,),
)
