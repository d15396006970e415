"""Days that a statute names by their place in a month or in the church year, as dates.

>>> nth_weekday(2018, 1, MONDAY, 3)
datetime.date(2018, 1, 15)
>>> easter_sunday(2024)
datetime.date(2024, 3, 31)
"""

from __future__ import annotations

from datetime import date, timedelta

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
ONE_DAY = timedelta(1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The `n`-th `weekday` (0 is Monday) of a month; `n` is 1 to 4, so that it always exists."""
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (n - 1))


def last_monday(year: int, month: int) -> date:
    """The last Monday of a month of 31 days (May or August)."""
    end = date(year, month, 31)
    return end - timedelta(end.weekday())


def election_day(year: int) -> date:
    """The Tuesday after the first Monday of November."""
    return nth_weekday(year, 11, MONDAY, 1) + ONE_DAY


def day_after_thanksgiving(year: int) -> date:
    """The Friday after the fourth Thursday of November."""
    return nth_weekday(year, 11, THURSDAY, 4) + ONE_DAY


def easter_sunday(year: int) -> date:
    """Easter Sunday of the western churches in the Gregorian calendar.

    Computed as the first Sunday after the ecclesiastical full moon; the steps are those of the anonymous
    algorithm of 1876 that almanacs print.
    """
    golden = year % 19
    century, in_century = divmod(year, 100)
    leap_centuries, century_rest = divmod(century, 4)
    lunar_drift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - leap_centuries - lunar_drift + 15) % 30
    leap_years, year_rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * leap_years - moon - year_rest) % 7
    late = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
