"""The calendars of single states and of England and Wales, against the law and the `holidays` package."""

from __future__ import annotations

from datetime import date

import holidays as published
import pytest

from deadlines.calendars import STATES, calendar_for, executive_days
from deadlines.calendars.days import easter_sunday
from deadlines.calendars.england import ENGLAND_AND_WALES
from deadlines.calendars.federal import FEDERAL
from deadlines.calendars.sources import (
    AS_REPORTED,
    COMMITTEE_NOTE,
    HOLIDAYS_PACKAGE,
    NOT_A_JUDICIAL_HOLIDAY,
    OPTIONAL_STATE_HOLIDAY,
    READ,
    STATUTE_NOT_READ,
)
from deadlines.calendars.states import TABLE, state_holidays
from tests.deadlines.calendar_rows import after, before, row, state_of
from tools.state_holidays import table

# -- California (B9-B14) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name", "reading"),
    [
        (date(2024, 2, 12), "lincoln_day", (True, "")),
        (date(2023, 2, 13), "lincoln_day", (True, "")),  # from Sunday
        (date(2018, 3, 30), None, None),  # 31 March 2018 was a Saturday
        (date(2019, 4, 1), "cesar_chavez_day", (True, "")),
        (date(2024, 4, 1), "cesar_chavez_day", (True, "")),
        (date(2002, 4, 1), "cesar_chavez_day", (True, "")),
        (date(2000, 3, 31), None, None),
        (date(2026, 3, 31), "farmworkers_day", (True, "")),
        (date(2025, 3, 31), "cesar_chavez_day", (True, "")),
        (date(2002, 11, 29), "day_after_thanksgiving", (True, "")),
        (date(2024, 9, 9), "admission_day", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2018, 9, 10), "admission_day", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2024, 4, 24), "genocide_remembrance_day", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2022, 4, 25), None, None),
        (date(2033, 4, 25), None, None),  # 24 April does not move from Sunday
        (date(2025, 1, 29), "lunar_new_year", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2022, 2, 1), None, None),
        (date(2027, 10, 29), "diwali", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2025, 10, 20), None, None),
        (date(2014, 9, 26), None, None),
        (date(2015, 9, 25), "native_american_day", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2021, 9, 24), "native_american_day", (False, NOT_A_JUDICIAL_HOLIDAY)),
        (date(2023, 9, 22), "native_american_day", (True, STATUTE_NOT_READ)),
        (date(2024, 3, 29), None, None),  # Good Friday, noon to three
    ],
)
def test_days_of_california_in_federal_court(
    day: date, name: str | None, reading: tuple[bool, str] | None
) -> None:
    holiday = row("us-fed-cand", day)
    assert (holiday.name_key if holiday else None) == name
    assert state_of(holiday) == reading
    assert holiday is None or not holiday.counts_backward


def test_the_friday_of_11_november_rests_on_california_too() -> None:
    holiday = row("us-fed-cand", date(2017, 11, 10))
    assert holiday is not None
    assert holiday.counts_backward
    assert "6701" in holiday.authority
    # 4 July has no Friday in California, and no row but the federal one.
    independence = row("us-fed-cand", date(2020, 7, 3))
    assert independence == FEDERAL.holidays[date(2020, 7, 3)]


def test_judicial_holidays_of_california() -> None:
    superior = calendar_for("us-ca-superior", "CA")
    for day in (
        date(2018, 2, 12),
        date(2018, 11, 23),
        date(2019, 4, 1),
        date(2021, 10, 11),
        date(2017, 11, 10),
    ):
        assert after(superior, day)
        assert before(superior, day)
    # AB 855 put Native American Day in the place of Columbus Day; before, the list was not read.
    assert state_of(superior.holidays[date(2023, 9, 22)]) == (True, "")
    assert date(2023, 10, 9) not in superior.holidays
    assert state_of(superior.holidays[date(2018, 9, 28)]) == (False, STATUTE_NOT_READ)
    for day in (date(2024, 9, 9), date(2024, 4, 24), date(2025, 1, 29), date(2001, 4, 2), date(2018, 12, 5)):
        assert day not in superior.holidays
    assert (superior.covered_from, superior.covered_through) == (date(2001, 1, 1), date(2040, 12, 31))


def test_a_judicial_holiday_of_california_on_a_weekend_is_kept_beside_it() -> None:
    """Cal. Rules of Court, rule 1.11: Saturday gives the Friday, Sunday the Monday."""
    superior = calendar_for("us-ca-superior", "CA")
    kept = {
        date(2012, 3, 30): "cesar_chavez_day",
        date(2022, 2, 11): "lincoln_day",
        date(2020, 7, 3): "independence_day",
        date(2021, 12, 24): "christmas_day",
        date(2023, 2, 13): "lincoln_day",
        date(2033, 6, 20): "juneteenth",
    }
    for day, name in kept.items():
        holiday = superior.holidays[day]
        assert (holiday.name_key, holiday.observed, *state_of(holiday)) == (name, True, True, "")
        assert holiday.authority.endswith("rule 1.11")
    # 19 June was a holiday of California for the first time in 2023.
    assert date(2022, 6, 20) not in superior.holidays


def test_days_of_california_against_the_independent_table() -> None:
    """From 2001. The package ends Lincoln Day in 2009 and Columbus Day in 2008, and moves by other rules."""
    ours = {
        holiday.day: holiday.name_key
        for holiday in calendar_for("us-fed-any", "CA").holidays.values()
        if holiday.counts and holiday.day.weekday() < 5 and 2001 <= holiday.day.year <= 2030
    }
    theirs = published.US(subdiv="CA", years=range(2001, 2031))
    theirs_on_weekdays = {day for day in theirs if day.weekday() < 5}
    known_here = {"lincoln_day", "native_american_day", "columbus_day"}
    assert {name for day, name in ours.items() if day not in theirs} == known_here
    differ = {theirs[day] for day in theirs_on_weekdays - set(ours)}
    assert differ == {"Susan B. Anthony Day", "Lincoln's Birthday (observed)"}


# -- New York (B15) and the other states -----------------------------------------------------------


def test_days_of_new_york() -> None:
    for day in (date(2024, 2, 12), date(2023, 2, 13), date(2021, 11, 2), date(2024, 11, 5)):
        assert state_of(row("us-fed-nysd", day)) == (True, "")
    # No Friday for a Saturday holiday, not the day after Thanksgiving, not Good Friday.
    for day in (date(2022, 2, 11), date(2022, 11, 25), date(2024, 3, 29), date(2024, 2, 15)):
        assert row("us-fed-nysd", day) is None


def test_days_of_new_york_against_the_independent_table() -> None:
    ours = {day for day in calendar_for("us-fed-any", "NY").holidays if 2001 <= day.year <= 2030}
    theirs = published.US(subdiv="NY", years=range(2001, 2031))
    closed = {holiday.day for holiday in executive_days("us-fed-any")}
    names = {theirs[day] for day in theirs if day.weekday() < 5 and day not in ours}
    assert names == {"Susan B. Anthony Day", "Lincoln's Birthday (observed)"}
    more = {day for day in ours - closed if day.weekday() < 5 and day not in theirs}
    assert {day.month for day in more} == {11}  # election day in every year
    assert all(day.year < 2015 for day in more)


def test_the_table_of_states_is_what_the_package_gives() -> None:
    """After an upgrade of `holidays`: run `python -m tools.state_holidays`, then read the difference."""
    assert TABLE.read_text(encoding="utf-8") == table()


def test_every_row_of_another_state_says_that_its_statute_was_not_read() -> None:
    for state in STATES - {"CA", "NY"}:
        for holiday in state_holidays(state):
            if (state, holiday.name_key) in {("MA", "patriots_day"), ("NV", "nevada_day")}:
                continue
            assert holiday.source == HOLIDAYS_PACKAGE
            assert holiday.unsettled in {STATUTE_NOT_READ, OPTIONAL_STATE_HOLIDAY}
            assert holiday.counts == (holiday.unsettled == STATUTE_NOT_READ)
            assert not holiday.counts_backward
            assert holiday.day.weekday() < 5
            assert holiday.day not in FEDERAL.holidays
    assert state_holidays("CA") == ()
    assert len({state for state in STATES if state_holidays(state)}) >= 40


def test_nevada_day_was_taken_as_a_holiday_by_the_ninth_circuit() -> None:
    """Dietrich v. John Ascuaga's Nugget: judgment final on 27 September 2006, appeal filed on 30 October."""
    holiday = calendar_for("us-frap-ca9", "NV").holidays[date(2006, 10, 27)]
    assert (holiday.name_key, *state_of(holiday)) == ("nevada_day", True, "")
    assert holiday.source == AS_REPORTED


def test_a_state_holiday_only_extends_periods_after_an_event() -> None:
    """Patriots' Day 2008, the example of the committee note of 2009."""
    massachusetts, day = calendar_for("us-fed-mad", None), date(2008, 4, 21)
    assert after(massachusetts, day)
    assert not before(massachusetts, day)
    assert not after(calendar_for("us-fed-nysd", None), day)
    # The note itself takes the day as a holiday of the state.
    assert state_of(massachusetts.holidays[day]) == (True, "")
    assert massachusetts.holidays[day].source == COMMITTEE_NOTE
    assert state_of(row("us-fed-med", day)) == (True, STATUTE_NOT_READ)


def test_an_optional_day_leaves_the_earlier_date_first() -> None:
    assert state_of(row("us-fed-mad", date(2025, 3, 17))) == (False, OPTIONAL_STATE_HOLIDAY)
    assert state_of(row("us-fed-txnd", date(2025, 3, 31))) == (False, OPTIONAL_STATE_HOLIDAY)


# -- England and Wales -----------------------------------------------------------------------------


def test_bank_holidays_agree_with_an_independent_table() -> None:
    """The `holidays` package for England and for Wales. No difference is known."""
    ours = set(ENGLAND_AND_WALES.holidays)
    for subdivision in ("ENG", "WLS"):
        assert ours == set(published.UK(subdiv=subdivision, years=range(1999, 2041)))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2011, 4, 29), "royal_wedding"),
        (date(2012, 5, 28), None),
        (date(2012, 6, 4), "spring_bank_holiday"),
        (date(2012, 6, 5), "diamond_jubilee"),
        (date(2020, 5, 4), None),
        (date(2020, 5, 8), "early_may_bank_holiday"),
        (date(2022, 5, 30), None),
        (date(2022, 6, 2), "spring_bank_holiday"),
        (date(2022, 6, 3), "platinum_jubilee"),
        (date(2022, 9, 19), "state_funeral_of_queen_elizabeth"),
        (date(2023, 5, 8), "coronation_of_king_charles"),
        (date(2021, 12, 27), "christmas_day"),
        (date(2021, 12, 28), "boxing_day"),
        (date(2022, 12, 27), "christmas_day"),
        (date(2022, 1, 3), "new_years_day"),
        (date(2024, 3, 29), "good_friday"),
    ],
)
def test_bank_holidays_of_single_years(day: date, name: str | None) -> None:
    holiday = ENGLAND_AND_WALES.holidays.get(day)
    assert (holiday.name_key if holiday else None) == name


def test_christmas_day_and_good_friday_stand_in_the_rule_itself() -> None:
    for holiday in ENGLAND_AND_WALES.holidays.values():
        named = holiday.name_key in {"christmas_day", "good_friday"} and not holiday.observed
        assert (holiday.source == READ) == named
    assert easter_sunday(2038) == date(2038, 4, 25)
    assert easter_sunday(2008) == date(2008, 3, 23)
