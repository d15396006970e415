"""Kazakh formats, after the Unicode locale data (CLDR) for kk: 2018 ж. 22 қаңтар.

The names of the months come from the message catalogue; Django's own writes them with a capital letter.
"""

from __future__ import annotations

DATE_FORMAT = "Y\xa0ж. j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y\xa0ж. j F, H:i"
YEAR_MONTH_FORMAT = "Y\xa0ж. F"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1

# The first one is what the date picker writes. Only forms that can be read in one way.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H:%M:%S", "%H:%M:%S.%f"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
