"""The holidays as one court counts them: the federal table with what the state and the court add.

    >>> from datetime import date
    >>> calendar = calendar_for("us-fed-cand", None)
    >>> calendar.holidays[date(2024, 2, 12)].name_key
    'lincoln_day'

A federal court takes the federal legal holidays; for periods measured after an event those of the state where
the district court sits, Fed. R. Civ. P. 6(a)(6)(C); and a court of appeals also those of the state where its
clerk has the principal office, Fed. R. App. P. 26(a)(6)(C). The days on which the President closed the
executive agencies are there with the reading of the court (`closures`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from deadlines.calendars import california, new_york, states
from deadlines.calendars.closures import reading_of, rows_as_read_by
from deadlines.calendars.courts import STATES, Family, court_facts, split_jurisdiction
from deadlines.calendars.england import ENGLAND_AND_WALES
from deadlines.calendars.federal import FEDERAL, inauguration_days
from deadlines.computation.types import (
    CLOSURES_NOT_COUNTED,
    STATE_HOLIDAYS_NOT_COUNTED,
    Holiday,
    HolidayCalendar,
)

# Keys of caveats of these calendars, beside those of `deadlines.computation.types`.
STATE_HOLIDAYS_NOT_COVERED = "state_holidays_not_covered"
DISTRICT_COURT_STATE_UNKNOWN = "district_court_state_unknown"


@dataclass(frozen=True, slots=True)
class Coverage:
    """The days for which the holidays of a state are known, both inclusive."""

    since: date
    through: date

    def covers(self, day: date) -> bool:
        """Whether the holidays of the state are known for `day`."""
        return self.since <= day <= self.through


def state_coverage(state: str) -> Coverage:
    """From when to when the holidays of `state` (postal code) are known. ValueError for an unknown state."""
    if state not in STATES:
        raise ValueError(f"not a state: {state!r}")
    if state == "CA":
        return Coverage(california.COVERED_FROM, california.COVERED_THROUGH)
    if state == "NY":
        return Coverage(new_york.COVERED_FROM, new_york.COVERED_THROUGH)
    return Coverage(states.COVERED_FROM, states.COVERED_THROUGH)


def calendar_for(jurisdiction: str, court_state: str | None, on: date | None = None) -> HolidayCalendar:
    """The calendar of the court of `jurisdiction` (see `courts`); the same object for the same holidays.

    `court_state` is the postal code of the state of the district court. The table knows it for a district or
    bankruptcy court that it lists, and then this argument is not used; for a court of appeals and for a court
    that is not in the table it is a fact of the case. None leaves state holidays out, and a caveat says so.
    `on` is the trigger day: where a state's holidays are not known for it, a caveat says so too.

    ValueError if `jurisdiction` or `court_state` is not of the closed set.
    """
    known = _known(jurisdiction, court_state)
    return known.inside if on is None or known.since <= on <= known.through else known.outside


class _Known(NamedTuple):
    """A court's calendar, and the same with a caveat for the days outside `since` to `through`."""

    inside: HolidayCalendar
    outside: HolidayCalendar
    since: date
    through: date


@lru_cache(maxsize=4096)
def _known(jurisdiction: str, court_state: str | None) -> _Known:
    if court_state is not None and court_state not in STATES:
        raise ValueError(f"not a state: {court_state!r}")
    family = split_jurisdiction(jurisdiction)[0]
    if family is Family.ENGLAND_AND_WALES:
        return _Known(ENGLAND_AND_WALES, ENGLAND_AND_WALES, date.min, date.max)
    if family is Family.CALIFORNIA_SUPERIOR:
        return _Known(_california_superior(), _california_superior(), date.min, date.max)
    places, caveats = _places(jurisdiction, court_state)
    reading = reading_of(jurisdiction)
    covered = [state_coverage(state) for state in places]
    return _Known(
        _federal_court(places, reading, caveats),
        _federal_court(places, reading, (*caveats, STATE_HOLIDAYS_NOT_COVERED)),
        max((coverage.since for coverage in covered), default=date.min),
        min((coverage.through for coverage in covered), default=date.max),
    )


def _places(jurisdiction: str, court_state: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The states whose holidays a federal court counts, and caveats on what is not known of them."""
    family = split_jurisdiction(jurisdiction)[0]
    court = court_facts(jurisdiction)
    if court is not None and court.state is not None:
        return (court.state,), ()
    district = () if court_state is None else (court_state,)
    if court is None or family is not Family.APPEALS or court.circuit_state is None:
        return district, () if district else (STATE_HOLIDAYS_NOT_COUNTED,)
    known = tuple(dict.fromkeys((*district, court.circuit_state)))
    return known, () if district else (DISTRICT_COURT_STATE_UNKNOWN,)


@cache
def _federal_court(places: tuple[str, ...], reading: str, caveats: tuple[str, ...]) -> HolidayCalendar:
    rows = dict(FEDERAL.holidays)
    _add(rows, (row for state in places for row in _state_rows(state)))
    if "DC" in places:
        _add(rows, inauguration_days())
    _add(rows, rows_as_read_by(reading))
    return HolidayCalendar(
        key="+".join(filter(None, ("us_federal", *places, reading))),
        covered_from=FEDERAL.covered_from,
        covered_through=FEDERAL.covered_through,
        holidays=MappingProxyType(rows),
        caveats=(CLOSURES_NOT_COUNTED,),
        forward_caveats=caveats,
    )


def _state_rows(state: str) -> Iterable[Holiday]:
    if state == "CA":
        return california.state_holidays()
    if state == "NY":
        return new_york.holidays()
    return states.state_holidays(state)


def _add(rows: dict[date, Holiday], more: Iterable[Holiday]) -> None:
    """Adds rows to those of the calendar; of two for one day the stronger stays."""
    for row in more:
        present = rows.get(row.day)
        rows[row.day] = row if present is None else _stronger(present, row)


def _stronger(one: Holiday, other: Holiday) -> Holiday:
    """One row for a day that two texts name.

    A day that counts comes before one that does not, one that counts in both directions before one that only
    extends, a settled one before an unsettled one; `one` stays where they are equal. A doubt for periods
    before an event is kept from either, since the earlier date is the safe one.
    """
    first, second = sorted((one, other), key=_strength, reverse=True)
    both = f"{first.authority}; {second.authority}"
    if second.counts_backward and not first.counts_backward:
        unsettled = first.unsettled or second.unsettled
        return replace(first, counts_backward=True, authority=both, unsettled=unsettled)
    if first.unsettled and second.counts and not second.unsettled:
        return replace(first, authority=both)
    return first


def _strength(row: Holiday) -> tuple[bool, bool, bool]:
    return row.counts, row.counts_backward, not row.unsettled


@cache
def _california_superior() -> HolidayCalendar:
    covered_from, covered_through = california.COVERED_FROM, california.COVERED_THROUGH
    rows: dict[date, Holiday] = {}
    _add(rows, (row for row in california.judicial_holidays() if covered_from <= row.day <= covered_through))
    return HolidayCalendar(
        key="us_ca_superior",
        covered_from=covered_from,
        covered_through=covered_through,
        holidays=MappingProxyType(rows),
        caveats=(CLOSURES_NOT_COUNTED,),
    )
