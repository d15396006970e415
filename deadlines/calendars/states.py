"""The legal holidays of the other states and territories that are not federal ones, 1986 to 2040.

Nobody opened these statutes. The rows of states.tsv are generated from the `holidays` package (MIT licence,
the Vacanza team and contributors) by `python -m tools.state_holidays`, and each says so: `source` is
"holidays, statute not read" and `unsettled` is "statute_not_read", so that a date that turns on one lists the
other reading. By the prevailing reading the day counts, but for a few that appear to be optional or kept in
one county only; there the earlier date is given first. Two days are settled by what courts and rules say.

California and New York have modules of their own. Days that fall on a weekend are left out, and so are days
that are federal holidays or observed as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from deadlines.calendars.sources import (
    AS_REPORTED,
    COMMITTEE_NOTE,
    HOLIDAYS_PACKAGE,
    OPTIONAL_STATE_HOLIDAY,
    STATUTE_NOT_READ,
)
from deadlines.computation.types import Holiday

COVERED_FROM, COVERED_THROUGH = date(1986, 1, 1), date(2040, 12, 31)
TABLE = Path(__file__).with_name("states.tsv")
NO_DAY = "-"
_OBSERVED = "observed"

# From memory: days on which the state's offices stay open, or which one county keeps.
_OPTIONAL = frozenset(
    {
        ("CO", "cesar_chavez_day"),
        ("MA", "evacuation_day"),
        ("TX", "cesar_chavez_day"),
        ("WI", "susan_b_anthony_day"),
    }
)


# Settled elsewhere: the note takes Patriots' Day as its example of a state holiday; an appeal from Nevada was
# in time because of Nevada Day.
_CONFIRMED = {
    ("MA", "patriots_day"): ("Fed. R. Civ. P. 6, committee note of 2009", COMMITTEE_NOTE),
    ("NV", "nevada_day"): ("Dietrich v. John Ascuaga's Nugget (9th Cir. 2008), as reported", AS_REPORTED),
}


def parse_table(text: str) -> Iterator[tuple[str, str, str, bool, tuple[date, ...]]]:
    """The rows of states.tsv: state, name key, English name, whether observed, and the days.

    A line has five fields: state, name key, English name, "actual" or "observed", and after the year of the
    first the days of consecutive years as MMDD, several of one year joined by "+", "-" for none.
    """
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        state, name_key, name, kind, series = line.split("\t")
        first, *years = series.split()
        days = tuple(
            date(year, int(day[:2]), int(day[2:]))
            for year, listed in enumerate(years, int(first))
            if listed != NO_DAY
            for day in listed.split("+")
        )
        yield state, name_key, name, kind == _OBSERVED, days


@cache
def _table() -> Mapping[str, tuple[Holiday, ...]]:
    rows: dict[str, list[Holiday]] = {}
    for state, name_key, _, observed, days in parse_table(TABLE.read_text(encoding="utf-8")):
        optional = (state, name_key) in _OPTIONAL
        authority, source = _CONFIRMED.get((state, name_key), ("", HOLIDAYS_PACKAGE))
        unsettled = OPTIONAL_STATE_HOLIDAY if optional else STATUTE_NOT_READ
        rows.setdefault(state, []).extend(
            Holiday(
                day,
                name_key,
                authority or f"holiday of the state ({state}), statute not read",
                counts_backward=False,
                observed=observed,
                counts=not optional,
                unsettled="" if authority else unsettled,
                source=source,
            )
            for day in days
        )
    return MappingProxyType({state: tuple(listed) for state, listed in rows.items()})


def state_holidays(state: str) -> tuple[Holiday, ...]:
    """The rows of one state (postal code); empty for a state that adds no day to the federal ones."""
    return _table().get(state, ())


@cache
def state_holiday_names() -> Mapping[str, str]:
    """The English name of each name key of the table."""
    text = TABLE.read_text(encoding="utf-8")
    return MappingProxyType({name_key: name for _, name_key, name, _, _ in parse_table(text)})
