"""The calendars against the facts of the law, and against the tables of the `holidays` package."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

import holidays as published
import pytest

from deadlines.calendars import (
    DISTRICT_COURT_STATE_UNKNOWN,
    STATE_HOLIDAYS_NOT_COVERED,
    STATES,
    calendar_for,
    english_names,
    executive_days,
    state_coverage,
)
from deadlines.calendars.england import ENGLAND_AND_WALES
from deadlines.calendars.federal import FEDERAL
from deadlines.calendars.sources import (
    AS_REPORTED,
    COURT_NOTICE,
    EXECUTIVE_CLOSURE,
    HOLIDAYS_PACKAGE,
    INAUGURATION_DAY,
    MEMORY,
    READ,
    SATURDAY_FRIDAY,
    SOURCES,
    UNSETTLED,
)
from deadlines.computation.types import (
    STATE_HOLIDAYS_NOT_COUNTED,
    Holiday,
)
from tests.deadlines.calendar_rows import after, before, row, state_of

# Every text that a row may name; whoever adds one has opened it.
READ_TEXTS = {
    "5 U.S.C. 6103(a)",
    "5 U.S.C. 6103(b)(1)",
    "5 U.S.C. 6103(c)",
    "Pub. L. 117-17",
    "E.O. 11582, s. 3(a)",
    "E.O. 12577",
    "E.O. 13453",
    "E.O. 13633",
    "E.O. 13682",
    "E.O. 13852",
    "E.O. 13854",
    "E.O. 13965",
    "E.O. 14133",
    "E.O. 14371",
    "Fed. R. Civ. P. 6(a)(6)(B)",
    "Cal. Gov. Code 6700",
    "Cal. Gov. Code 6700, 6701",
    "Cal. Code Civ. Proc. 135 (Stats. 2021, ch. 283)",
    "Cal. Rules of Court, rule 1.11",
    "Dwyer v. Duffy, 426 F.3d 1041 (9th Cir. 2005)",
    "Latham v. Dominick's, 149 F.3d 673 (7th Cir. 1998)",
    "N.Y. Gen. Constr. Law 24",
    "CPR 2.8(4)",
    "Fed. R. Civ. P. 6, committee note of 2009",
}
SAYS_IT_WAS_NOT_READ = re.compile(
    r"not read|as reported|executive order closing agencies|bank holiday in England and Wales|^notice of the "
)

CALENDARS = [
    FEDERAL,
    ENGLAND_AND_WALES,
    calendar_for("us-ca-superior", None),
    *(calendar_for("us-fed-any", state) for state in sorted(STATES)),
    *(calendar_for(f"us-frap-{circuit}", None) for circuit in ("ca3", "ca7", "ca9", "cadc")),
]


# -- The federal table (B1-B4, B8) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1985, 1, 21), None),  # a year before the first Martin Luther King Jr. Day
        (date(1986, 1, 20), "martin_luther_king_day"),
        (date(1970, 2, 23), "washingtons_birthday"),  # 22 February 1970 was a Sunday
        (date(1971, 2, 15), "washingtons_birthday"),
        (date(1971, 2, 22), None),
        (date(1969, 5, 30), "memorial_day"),
        (date(1971, 5, 31), "memorial_day"),
        (date(1970, 10, 12), None),
        (date(1971, 10, 11), "columbus_day"),
        (date(1970, 11, 11), "veterans_day"),
        (date(1971, 10, 25), "veterans_day"),
        (date(1977, 10, 24), "veterans_day"),
        (date(1977, 11, 11), None),
        (date(1978, 10, 23), None),
        (date(1978, 11, 10), "veterans_day"),  # 11 November 1978 was a Saturday
        (date(2020, 6, 19), None),
        (date(2021, 6, 18), "juneteenth"),
        (date(2022, 6, 20), "juneteenth"),
        (date(2022, 12, 26), "christmas_day"),
        (date(2009, 1, 20), None),  # Inauguration Day
    ],
)
def test_federal_holidays_stand_in_their_years(day: date, name: str | None) -> None:
    holiday = FEDERAL.holidays.get(day)
    assert (holiday.name_key if holiday else None) == name


def test_the_friday_of_a_saturday_holiday_is_unsettled_and_the_monday_of_a_sunday_is_not() -> None:
    for holiday in FEDERAL.holidays.values():
        if holiday.observed and holiday.day.year >= 1971:
            friday = holiday.day.weekday() == 4
            assert holiday.unsettled == (SATURDAY_FRIDAY if friday else "")
            assert holiday.counts
            assert holiday.source == READ


def test_federal_rows_before_1971_say_that_they_are_from_memory() -> None:
    for holiday in FEDERAL.holidays.values():
        assert (holiday.source == MEMORY) == (holiday.day.year < 1971)
        assert not (holiday.day.year < 1971 and "U.S.C." in holiday.authority)
        assert not (holiday.observed and holiday.day.year < 1971 and not holiday.unsettled)


def test_the_federal_table_agrees_with_an_independent_one() -> None:
    listed = published.US(years=range(1963, 2042), categories=("government", "public"))
    theirs = {
        day
        for day, name in listed.items()
        if FEDERAL.covers(day) and not (name == "Columbus Day" and day.year < 1971)
    }
    ours = {day for day, holiday in FEDERAL.holidays.items() if holiday.counts}
    assert theirs - ours == set()
    # Before 1971 the package moves some holidays and not others; ours of those years are unsettled.
    known_differences = {
        date(1964, 2, 21),
        date(1964, 5, 29),
        date(1964, 7, 3),
        date(1965, 5, 31),
        date(1965, 12, 24),
        date(1965, 12, 31),
        date(1970, 5, 29),
    }
    assert ours - theirs == known_differences
    assert all(FEDERAL.holidays[day].unsettled for day in known_differences)


def test_inauguration_day_is_a_question_in_dc_only() -> None:
    day = date(2017, 1, 20)
    assert state_of(row("us-fed-dcd", day)) == (False, INAUGURATION_DAY)
    assert state_of(row("us-bk-dcb", day)) == (False, INAUGURATION_DAY)
    for elsewhere in ("us-fed-azd", "us-fed-mdd", "us-fed-vaed", "us-fed-any"):
        assert row(elsewhere, day) is None
    # Also Martin Luther King Jr. Day, a holiday anyway.
    assert state_of(row("us-fed-dcd", date(2025, 1, 20))) == (True, "")
    assert state_of(row("us-fed-dcd", date(2013, 1, 21))) == (True, "")


# -- Closed agencies (B5) --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jurisdiction", "day", "reading"),
    [
        ("us-fed-any", date(2025, 1, 9), (False, EXECUTIVE_CLOSURE)),
        ("us-fed-cand", date(2018, 12, 5), (False, EXECUTIVE_CLOSURE)),
        ("us-frap-ca9", date(2018, 12, 5), (True, "")),
        ("us-bap-ca9", date(2018, 12, 5), (False, EXECUTIVE_CLOSURE)),
        ("us-frap-ca9", date(2008, 12, 26), (False, "")),
        ("us-frap-ca9", date(2009, 1, 2), (False, "")),
        ("us-fed-any", date(2009, 1, 2), None),
        ("us-fed-any", date(2008, 12, 26), (False, EXECUTIVE_CLOSURE)),
        ("us-frap-ca3", date(2014, 12, 26), (True, "")),
        ("us-fed-njd", date(2014, 12, 26), (False, EXECUTIVE_CLOSURE)),
        ("us-fed-any", date(2002, 12, 24), None),  # half-days
        ("us-fed-any", date(2009, 12, 24), None),
        ("us-fed-any", date(2025, 12, 26), (False, EXECUTIVE_CLOSURE)),
        ("us-fed-kywd", date(2023, 11, 24), (False, "")),  # administrative leave of the court
    ],
)
def test_days_of_closed_agencies_as_each_court_reads_them(
    jurisdiction: str, day: date, reading: tuple[bool, str] | None
) -> None:
    assert state_of(row(jurisdiction, day)) == reading


def test_counting_back_a_closed_day_is_passed_over_unless_the_court_said_no() -> None:
    day = date(2025, 1, 9)
    calendar = calendar_for("us-fed-cand", None)
    assert not after(calendar, day)
    assert before(calendar, day)
    assert not before(calendar_for("us-frap-ca9", None), date(2008, 12, 26))


def test_a_settled_no_is_kept_among_the_executive_days() -> None:
    rows = {holiday.day: holiday for holiday in executive_days("us-frap-ca9")}
    assert state_of(rows[date(2009, 1, 2)]) == (False, "")
    assert rows[date(2009, 1, 2)].source == COURT_NOTICE
    assert list(rows) == sorted(rows)
    assert executive_days("gb-eaw") == executive_days("us-ca-superior") == ()
    assert all("Latham" in holiday.authority for holiday in executive_days("us-fed-ilnd"))
    with pytest.raises(ValueError, match="not a jurisdiction"):
        executive_days("us-fed-")


# -- Courts together -------------------------------------------------------------------------------


def test_a_court_of_appeals_has_two_states() -> None:
    """Lincoln Day counts in a Nevada appeal, and Nevada Day too."""
    nevada = calendar_for("us-frap-ca9", "NV")
    assert after(nevada, date(2024, 2, 12))
    assert after(nevada, date(2024, 10, 25))
    assert not after(calendar_for("us-fed-nvd", None), date(2024, 2, 12))
    unknown = calendar_for("us-frap-ca9", None)
    assert unknown.forward_caveats == (DISTRICT_COURT_STATE_UNKNOWN,)
    assert after(unknown, date(2024, 2, 12))
    assert nevada.forward_caveats == ()


def test_the_table_knows_the_state_of_a_court_and_the_question_that_of_others() -> None:
    assert calendar_for("us-fed-cand", None) is calendar_for("us-fed-cacd", "CA")
    assert calendar_for("us-fed-cand", "NV") is calendar_for("us-fed-cand", None)
    assert calendar_for("us-fed-xyzd", "MA") is calendar_for("us-fed-mad", None)
    assert calendar_for("us-frap-any", "CA").forward_caveats == ()
    for unknown in ("us-fed-any", "us-frap-any", "us-bk-any", "us-fed-xyzd", "us-bap-ca9"):
        assert calendar_for(unknown, None).forward_caveats == (STATE_HOLIDAYS_NOT_COUNTED,)
    assert calendar_for("us-fed-any", None).holidays.keys() >= FEDERAL.holidays.keys()


def test_a_day_for_which_the_state_is_not_known_says_so() -> None:
    assert calendar_for("us-fed-cand", None, date(2000, 12, 31)).forward_caveats == (
        STATE_HOLIDAYS_NOT_COVERED,
    )
    assert calendar_for("us-fed-cand", None, date(2001, 1, 1)).forward_caveats == ()
    assert calendar_for("us-fed-txnd", None, date(1985, 12, 31)).forward_caveats == (
        STATE_HOLIDAYS_NOT_COVERED,
    )
    assert calendar_for("us-fed-any", None, date(1970, 1, 1)).forward_caveats == (STATE_HOLIDAYS_NOT_COUNTED,)
    assert calendar_for("us-fed-txnd", None, date(1986, 1, 1)).forward_caveats == ()
    assert state_coverage("CA").covers(date(2040, 12, 31))


@pytest.mark.parametrize(("jurisdiction", "state"), [("us-fed-any", "XX"), ("us", None), ("us-kz-any", None)])
def test_what_is_not_of_the_closed_sets_is_refused(jurisdiction: str, state: str | None) -> None:
    with pytest.raises(ValueError, match="not a "):
        calendar_for(jurisdiction, state)
    with pytest.raises(ValueError, match="not a state"):
        state_coverage("XX")


# -- Every row -------------------------------------------------------------------------------------


def rows() -> Iterable[Holiday]:
    for calendar in CALENDARS:
        yield from calendar.holidays.values()
    for jurisdiction in ("us-fed-any", "us-frap-ca9", "us-frap-ca3", "us-fed-ilnd"):
        yield from executive_days(jurisdiction)


def test_every_row_has_an_authority_a_source_and_a_name() -> None:
    names = english_names()
    for holiday in rows():
        assert holiday.authority
        assert holiday.source in SOURCES
        assert holiday.name_key in names
        assert not holiday.unsettled or holiday.unsettled in UNSETTLED
        # Not known from a text, and yet told as settled: only what a court or a rule says elsewhere.
        assert holiday.counts or holiday.unsettled or holiday.source == COURT_NOTICE


def test_no_row_names_a_text_that_nobody_opened() -> None:
    parts = {part for holiday in rows() for part in holiday.authority.split("; ")}
    for part in parts - READ_TEXTS:
        assert SAYS_IT_WAS_NOT_READ.search(part), part
    for holiday in rows():
        if holiday.source in {HOLIDAYS_PACKAGE, AS_REPORTED} and "U.S.C." in holiday.authority:
            raise AssertionError(holiday)


def test_the_days_of_a_calendar_are_its_keys_and_within_its_years() -> None:
    for calendar in CALENDARS:
        for day, holiday in calendar.holidays.items():
            assert day == holiday.day
            assert calendar.covers(day)


def test_state_rows_never_change_a_backward_count_that_is_settled() -> None:
    federal = calendar_for("us-fed-any", None)
    for state in STATES - {"DC"}:
        calendar = calendar_for("us-fed-any", state)
        for day in calendar.holidays:
            assert before(calendar, day) == before(federal, day)


def test_no_calendar_has_a_week_without_a_court_day() -> None:
    for calendar in CALENDARS:
        for day, holiday in calendar.holidays.items():
            if holiday.counts:
                ahead = (day + timedelta(n) for n in range(1, 7))
                assert any(d.weekday() < 5 and not after(calendar, d) for d in ahead)
