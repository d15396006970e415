"""The holidays of California: those of the state (Gov. Code 6700, 6701) and those of its courts.

Federal courts in California take "any other day declared a holiday by the state", Fed. R. Civ. P. 6(a)(6)(C),
for periods measured after an event: `state_holidays`. California's superior courts have the judicial holidays
of Code Civ. Proc. 135: `judicial_holidays`. The two lists differ:

* The day after Thanksgiving is a judicial holiday only; federal courts count it since Dwyer v. Duffy.
* Admission Day, 24 April (2023), Lunar New Year (2023) and Diwali (2026) are in Gov. Code 6700 and left out
  of the judicial holidays. No practice of federal courts was found: by the prevailing reading they do not
  count, and the other is listed. The same for Cesar Chavez Day of 2001, a court holiday from 2002.
* Native American Day (2015) is a judicial holiday from 2022 in place of Columbus Day (AB 855), 19 June one
  from 2023.
* Good Friday is in Gov. Code 6700 from noon to three only and never counts.

Gov. Code 6701 moves a listed fixed date from Sunday to Monday, and only 11 November from Saturday to Friday.
19 June and 24 April are not on that list and stay where they are. The superior courts keep each judicial
holiday that falls on a Saturday on the Friday before, and on a Sunday on the Monday after (Cal. Rules of
Court, rule 1.11, operative since 1989).

The dates of Lunar New Year and Diwali come from tables of the `holidays` package (MIT); Diwali ends with
2035.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deadlines.calendars.days import (
    FRIDAY,
    MONDAY,
    ONE_DAY,
    SATURDAY,
    SUNDAY,
    THURSDAY,
    day_after_thanksgiving,
    last_monday,
    nth_weekday,
)
from deadlines.calendars.sources import (
    AS_REPORTED,
    HOLIDAYS_PACKAGE,
    NOT_A_JUDICIAL_HOLIDAY,
    READ,
    READ_LATER_VERSION,
    STATUTE_NOT_READ,
)
from deadlines.computation.types import Holiday

COVERED_FROM, COVERED_THROUGH = date(2001, 1, 1), date(2040, 12, 31)

_STATE = "Cal. Gov. Code 6700"
_MOVED = "Cal. Gov. Code 6700, 6701"
_AB_268 = "Cal. AB 268, as reported"
_COURTS = "Cal. Code Civ. Proc. 135, as reported"
_DWYER = "Dwyer v. Duffy, 426 F.3d 1041 (9th Cir. 2005)"
_RULE_1_11 = "Cal. Rules of Court, rule 1.11"
_AB_855 = "Cal. Code Civ. Proc. 135 (Stats. 2021, ch. 283)"

_VERSION_READ = 2007
_CHAVEZ_FROM, _CHAVEZ_JUDICIAL_FROM = 2001, 2002
_FARMWORKERS_FROM = date(2026, 3, 26)
_NATIVE_AMERICAN_FROM, _NATIVE_AMERICAN_JUDICIAL_FROM = 2015, 2022
_LUNAR_NEW_YEAR_FROM = 2023
_JUNETEENTH_FROM = 2023

# Month and day of Lunar New Year in each year from 2023, and of Diwali from 2026.
_LUNAR_NEW_YEAR = (
    *("0122", "0210", "0129", "0217", "0206", "0126", "0213", "0203", "0123"),
    *("0211", "0131", "0219", "0208", "0128", "0215", "0204", "0124", "0212"),
)
_DIWALI = ("1108", "1029", "1017", "1105", "1026", "1114", "1102", "1022", "1110", "1030")


def _dates(first_year: int, days: tuple[str, ...]) -> Iterator[date]:
    for year, day in enumerate(days, first_year):
        yield date(year, int(day[:2]), int(day[2:]))


def _state(day: date, name_key: str, authority: str = _STATE) -> Holiday:
    """A row that counts for a period after an event."""
    source = READ if day.year >= _VERSION_READ else READ_LATER_VERSION
    return Holiday(day, name_key, authority, counts_backward=False, source=source)


def _with_monday(row: Holiday) -> Iterator[Holiday]:
    """The row of a fixed date that Gov. Code 6701 names, and its Monday if it falls on a Sunday."""
    yield row
    if row.day.weekday() == SUNDAY:
        yield replace(row, day=row.day + ONE_DAY, authority=_MOVED, observed=True)


def chavez_name(day: date) -> str:
    """The name key of 31 March on `day`: AB 2156 of 2026 renamed it from 26 March 2026."""
    return "farmworkers_day" if day >= _FARMWORKERS_FROM else "cesar_chavez_day"


def _not_judicial(row: Holiday) -> Holiday:
    return replace(row, counts=False, unsettled=NOT_A_JUDICIAL_HOLIDAY)


def _doubtful(year: int) -> Iterator[Holiday]:
    """Holidays of the state that its courts do not keep."""
    for row in _with_monday(_state(date(year, 9, 9), "admission_day")):
        yield _not_judicial(row)
    if year >= _LUNAR_NEW_YEAR_FROM:
        yield _not_judicial(_state(date(year, 4, 24), "genocide_remembrance_day"))


def _chavez(year: int) -> Iterator[Holiday]:
    day = date(year, 3, 31)
    for row in _with_monday(_state(day, chavez_name(day))):
        yield row if year >= _CHAVEZ_JUDICIAL_FROM else _not_judicial(row)


def _native_american(year: int) -> Holiday:
    row = _state(nth_weekday(year, 9, FRIDAY, 4), "native_american_day")
    if year >= _NATIVE_AMERICAN_JUDICIAL_FROM:
        return replace(row, unsettled=STATUTE_NOT_READ)
    return _not_judicial(row)


def state_holidays() -> Iterator[Holiday]:
    """The days beyond the federal ones, for federal courts; they extend periods after an event only."""
    for year in range(COVERED_FROM.year, COVERED_THROUGH.year + 1):
        yield from _with_monday(_state(date(year, 2, 12), "lincoln_day"))
        yield from _chavez(year)
        yield from _doubtful(year)
        if year >= _NATIVE_AMERICAN_FROM:
            yield _native_american(year)
        yield from _veterans_friday(year)
        thanksgiving = _state(day_after_thanksgiving(year), "day_after_thanksgiving", _DWYER)
        yield replace(thanksgiving, source=READ)
    for name_key, authority, days in (
        ("lunar_new_year", _STATE, _dates(_LUNAR_NEW_YEAR_FROM, _LUNAR_NEW_YEAR)),
        ("diwali", _AB_268, _dates(2026, _DIWALI)),
    ):
        for day in days:
            yield replace(_not_judicial(_state(day, name_key, authority)), source=HOLIDAYS_PACKAGE)


def _veterans_friday(year: int) -> Iterator[Holiday]:
    """11 November on a Saturday is a holiday on the Friday by Gov. Code 6701."""
    day = date(year, 11, 11)
    if day.weekday() == SATURDAY:
        yield replace(_state(day - ONE_DAY, "veterans_day", _MOVED), observed=True)


def _judicial(year: int) -> Iterator[Holiday]:
    """The judicial holidays of one year on the days that the statute names."""
    fixed = [(date(year, 1, 1), "new_years_day"), (date(year, 2, 12), "lincoln_day")]
    if year >= _CHAVEZ_JUDICIAL_FROM:
        fixed.append((date(year, 3, 31), chavez_name(date(year, 3, 31))))
    if year >= _JUNETEENTH_FROM:
        fixed.append((date(year, 6, 19), "juneteenth"))
    for day, name_key in (
        *fixed,
        (date(year, 7, 4), "independence_day"),
        (date(year, 11, 11), "veterans_day"),
        (date(year, 12, 25), "christmas_day"),
        (nth_weekday(year, 1, MONDAY, 3), "martin_luther_king_day"),
        (nth_weekday(year, 2, MONDAY, 3), "washingtons_birthday"),
        (last_monday(year, 5), "memorial_day"),
        (nth_weekday(year, 9, MONDAY, 1), "labor_day"),
        (nth_weekday(year, 11, THURSDAY, 4), "thanksgiving_day"),
        (day_after_thanksgiving(year), "day_after_thanksgiving"),
    ):
        yield Holiday(day, name_key, _COURTS, source=AS_REPORTED)


def _judicial_changed(year: int) -> Iterator[Holiday]:
    """Columbus Day, and from 2022 Native American Day in its place; before, the list was not read."""
    native = Holiday(nth_weekday(year, 9, FRIDAY, 4), "native_american_day", _COURTS, source=AS_REPORTED)
    if year >= _NATIVE_AMERICAN_JUDICIAL_FROM:
        yield replace(native, authority=_AB_855, source=READ)
        return
    yield Holiday(nth_weekday(year, 10, MONDAY, 2), "columbus_day", _COURTS, source=AS_REPORTED)
    if year >= _NATIVE_AMERICAN_FROM:
        yield replace(native, counts=False, unsettled=STATUTE_NOT_READ)


def judicial_holidays() -> Iterator[Holiday]:
    """The holidays of California's superior courts, for both directions, with the days that stand in."""
    for year in range(COVERED_FROM.year, COVERED_THROUGH.year + 2):
        for row in (*_judicial(year), *_judicial_changed(year)):
            yield row
            moved = {SATURDAY: -ONE_DAY, SUNDAY: ONE_DAY}.get(row.day.weekday())
            if moved is not None:
                authority = f"{row.authority}; {_RULE_1_11}"
                yield replace(row, day=row.day + moved, authority=authority, observed=True, source=READ)
