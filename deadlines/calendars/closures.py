"""Days on which the President closed the executive agencies, as each court reads them.

Fed. R. Civ. P. 6(a)(6)(B) takes days "declared a holiday by the President or Congress". The orders below
close executive agencies, and say of themselves that they concern pay and leave. Courts have split on what
follows for periods, so each day is kept with both readings: by default it is no legal holiday (`counts`
False, unsettled), and a court whose own notice decided the question has a settled row.

* yes: the Ninth Circuit for 5 December 2018; the Third Circuit, itself closed, for 26 December 2014;
* no: the Ninth Circuit for 26 December 2008 and 2 January 2009;
* Seventh Circuit, Latham v. Dominick's, 149 F.3d 673 (1998): an order of closure declares no holiday; a day
  on which the district court itself is closed does not count.

Half-days (24 December 2002, E.O. 13281; 24 December 2009, E.O. 13523) never count and have no row. A day of
administrative leave of a court is no holiday (notice of W.D. Ky., 2023). Of the years before 2001 the table
knows one order, and it ends with 2025. A number of an order stands here only where the order or its title was
read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from deadlines.calendars.courts import Family, court_facts, split_jurisdiction
from deadlines.calendars.sources import (
    COURT_NOTICE,
    EXECUTIVE_CLOSURE,
    MEMORY,
    ORDER_READ,
    ORDER_TITLE_READ,
)
from deadlines.computation.types import Holiday

_CLOSED = "day_of_closed_agencies"
_MOURNING = "day_of_mourning"
_UNNUMBERED = "executive order closing agencies"

# day, name, order, source
_ORDERS: tuple[tuple[date, str, str, str], ...] = (
    (date(1986, 12, 26), _CLOSED, "E.O. 12577", ORDER_READ),
    (date(2001, 12, 24), _CLOSED, _UNNUMBERED, MEMORY),
    (date(2003, 12, 26), _CLOSED, _UNNUMBERED, MEMORY),
    (date(2004, 6, 11), _MOURNING, _UNNUMBERED, ORDER_READ),
    (date(2007, 1, 2), _MOURNING, _UNNUMBERED, ORDER_READ),
    (date(2007, 12, 24), _CLOSED, "E.O. 13453", ORDER_READ),
    (date(2008, 12, 26), _CLOSED, _UNNUMBERED, MEMORY),
    (date(2012, 12, 24), _CLOSED, "E.O. 13633", ORDER_READ),
    (date(2014, 12, 26), _CLOSED, "E.O. 13682", ORDER_READ),
    (date(2018, 12, 5), _MOURNING, "E.O. 13852", ORDER_READ),
    (date(2018, 12, 24), _CLOSED, "E.O. 13854", ORDER_READ),
    (date(2019, 12, 24), _CLOSED, _UNNUMBERED, ORDER_READ),
    (date(2020, 12, 24), _CLOSED, "E.O. 13965", ORDER_TITLE_READ),
    (date(2024, 12, 24), _CLOSED, _UNNUMBERED, MEMORY),
    (date(2025, 1, 9), _MOURNING, "E.O. 14133", ORDER_READ),
    (date(2025, 12, 24), _CLOSED, "E.O. 14371", ORDER_TITLE_READ),
    (date(2025, 12, 26), _CLOSED, "E.O. 14371", ORDER_TITLE_READ),
)
# Half-days: no reading of a closure makes a legal holiday of a day on which the agencies worked.
HALF_DAYS = frozenset({date(2002, 12, 24), date(2009, 12, 24)})
_LATHAM_CIRCUIT = "ca7"
_LATHAM = "Latham v. Dominick's, 149 F.3d 673 (7th Cir. 1998)"


def _notice(day: date, name_key: str, authority: str, *, counts: bool) -> Holiday:
    return Holiday(day, name_key, authority, counts=counts, source=COURT_NOTICE)


# What a court said of a day for its own filings; the courts below it speak for themselves.
_SPEAK_FOR_THEMSELVES = frozenset({Family.APPEALS, Family.DISTRICT})
_NOTICES: dict[str, tuple[Holiday, ...]] = {
    "ca3": (_notice(date(2014, 12, 26), _CLOSED, "notice of the Third Circuit, court closed", counts=True),),
    "kywd": (_notice(date(2023, 11, 24), "day_after_thanksgiving", "notice of W.D. Ky.", counts=False),),
    "ca9": (
        _notice(date(2018, 12, 5), _MOURNING, "notice of the Ninth Circuit", counts=True),
        _notice(date(2008, 12, 26), _CLOSED, "notice of the Ninth Circuit", counts=False),
        _notice(date(2009, 1, 2), "day_after_new_years_day", "notice of the Ninth Circuit", counts=False),
    ),
}


def reading_of(jurisdiction: str) -> str:
    """Whose reading of the closed days a federal court follows: a court of `_NOTICES`, `ca7`, or "" for none.

    ValueError if `jurisdiction` is malformed.
    """
    court = court_facts(jurisdiction)
    if court is None:
        return ""
    if court.family in _SPEAK_FOR_THEMSELVES and court.key in _NOTICES:
        return court.key
    return _LATHAM_CIRCUIT if court.circuit == _LATHAM_CIRCUIT else ""


def executive_days(jurisdiction: str) -> tuple[Holiday, ...]:
    """The days of closed agencies as the court of `jurisdiction` (`us-frap-ca9`) reads them, by day.

    A settled row without `counts` says that the court decided the day is no holiday. ValueError if
    `jurisdiction` is malformed; an unknown court has the default reading; a court outside the federal system
    has no rows.
    """
    if split_jurisdiction(jurisdiction)[0] in {Family.ENGLAND_AND_WALES, Family.CALIFORNIA_SUPERIOR}:
        return ()
    return rows_as_read_by(reading_of(jurisdiction))


def rows_as_read_by(reading: str) -> tuple[Holiday, ...]:
    """The rows for one value of `reading_of`, by day."""
    rows = {row.day: row for row in _default_rows()}
    if reading == _LATHAM_CIRCUIT:
        rows = {day: replace(row, authority=f"{row.authority}; {_LATHAM}") for day, row in rows.items()}
    rows |= {row.day: row for row in _NOTICES.get(reading, ())}
    return tuple(rows[day] for day in sorted(rows))


def _default_rows() -> Iterator[Holiday]:
    for day, name_key, order, source in _ORDERS:
        yield Holiday(
            day,
            name_key,
            f"Fed. R. Civ. P. 6(a)(6)(B); {order}",
            counts=False,
            unsettled=EXECUTIVE_CLOSURE,
            source=source,
        )
