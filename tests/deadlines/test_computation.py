"""Counting days as Fed. R. Civ. P. 6(a) does, in the court's words."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import holidays as published
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    CLOSURES_NOT_COUNTED,
    FRAP_26A,
    FRCP_6A,
    FRIDAY_HOLIDAY_UNSETTLED,
    MAX_N,
    STATE_HOLIDAYS_NOT_COUNTED,
    Computation,
    Direction,
    Holiday,
    HolidayCalendar,
    Period,
    Status,
    Step,
    StepKind,
    WindowKind,
    compute,
    days_of_steps,
    days_of_window,
    fixed_date,
    steps_from_json,
    to_json,
)


def after(trigger: date, n: int, calendar: HolidayCalendar = FEDERAL) -> Computation:
    return compute(trigger, Period(n), FRCP_6A, calendar)


def before(trigger: date, n: int, calendar: HolidayCalendar = FEDERAL) -> Computation:
    return compute(trigger, Period(n, direction=Direction.BEFORE), FRCP_6A, calendar)


def kinds(computation: Computation) -> list[StepKind]:
    return [step.kind for step in computation.steps]


# -- Periods after an event ------------------------------------------------------------------------


def test_thirty_days_after_an_order_of_21_december_2017() -> None:
    """Day 30 is a Saturday; the holiday of 15 January lies inside the period and is counted."""
    computation = after(date(2017, 12, 21), 30)
    rule = "Fed. R. Civ. P. 6(a)(1)"
    assert computation == Computation(
        due=date(2018, 1, 22),
        status=Status.COMPUTED,
        steps=(
            Step(StepKind.DAY_ZERO, date(2017, 12, 21), f"{rule}(A)", n=0),
            Step(StepKind.LAST_DAY_COUNTED, date(2018, 1, 20), f"{rule}(B)", n=30),
            Step(StepKind.SKIPPED_SATURDAY, date(2018, 1, 20), f"{rule}(C)"),
            Step(StepKind.SKIPPED_SUNDAY, date(2018, 1, 21), f"{rule}(C)"),
            Step(StepKind.DUE, date(2018, 1, 22), f"{rule}(C)"),
        ),
        caveats=(CLOSURES_NOT_COUNTED, STATE_HOLIDAYS_NOT_COUNTED),
    )


@pytest.mark.parametrize(
    ("trigger", "n", "due"),
    [
        (date(2018, 6, 8), 30, date(2018, 7, 9)),  # Sunday 8 July
        (date(2018, 7, 9), 14, date(2018, 7, 23)),  # a Monday, as the committee note of 2009 says
        (date(2018, 1, 1), 14, date(2018, 1, 16)),  # Martin Luther King Day
        (date(2018, 1, 15), 1, date(2018, 1, 16)),  # the trigger may be a holiday
        (date(2018, 1, 20), 2, date(2018, 1, 22)),  # or a Saturday
        (date(2018, 1, 12), 0, date(2018, 1, 12)),
        (date(2018, 1, 13), 0, date(2018, 1, 16)),  # Saturday, Sunday, holiday
        (date(2017, 11, 9), 14, date(2017, 11, 24)),  # Thanksgiving; the Friday after is no federal holiday
        (date(2019, 12, 25), 7, date(2020, 1, 2)),  # New Year's Day
        (date(2021, 6, 4), 14, date(2021, 6, 21)),  # the first Juneteenth: Saturday, observed Friday
        (date(2020, 6, 5), 14, date(2020, 6, 19)),  # no holiday a year earlier
        (date(2026, 6, 20), 14, date(2026, 7, 6)),  # Saturday 4 July 2026
        (date(2021, 6, 20), 14, date(2021, 7, 6)),  # Sunday 4 July, observed Monday
        (date(2021, 12, 17), 14, date(2022, 1, 3)),  # New Year's Day of the next year, observed Friday
        (date(2009, 12, 1), 21, date(2009, 12, 22)),  # the first day of this way of counting
    ],
)
def test_periods_after_an_event(trigger: date, n: int, due: date) -> None:
    assert after(trigger, n).due == due


def test_a_holiday_is_skipped_by_name_and_authority() -> None:
    skipped = after(date(2018, 1, 1), 14).steps[2]
    assert (skipped.kind, skipped.holiday, skipped.observed) == (
        StepKind.SKIPPED_HOLIDAY,
        "martin_luther_king_day",
        False,
    )
    assert skipped.authority == "Fed. R. Civ. P. 6(a)(1)(C); Fed. R. Civ. P. 6(a)(6); 5 U.S.C. 6103(a)"


def test_the_friday_before_a_saturday_holiday_is_counted_as_one_and_marked() -> None:
    """Courts close on Friday 3 July 2026, but 5 U.S.C. 6103(b)(1) speaks of pay and leave."""
    computation = after(date(2026, 6, 19), 14)
    assert computation.due == date(2026, 7, 6)
    assert computation.steps[2].observed
    assert FRIDAY_HOLIDAY_UNSETTLED in computation.caveats
    assert FEDERAL.holidays[date(2026, 7, 3)].unsettled
    # The Monday after a Sunday holiday is settled, and a period that ends beside it turns on nothing.
    assert not FEDERAL.holidays[date(2021, 7, 5)].unsettled
    assert FRIDAY_HOLIDAY_UNSETTLED not in after(date(2021, 6, 20), 14).caveats
    assert FRIDAY_HOLIDAY_UNSETTLED not in after(date(2026, 6, 20), 14).caveats


def test_the_appellate_rule_counts_alike_under_its_own_citations() -> None:
    civil = after(date(2018, 1, 1), 14)
    appellate = compute(date(2018, 1, 1), Period(14), FRAP_26A, FEDERAL)
    assert appellate.due == civil.due
    assert [step.authority for step in appellate.steps] == [
        step.authority.replace("Fed. R. Civ. P. 6(a)", "Fed. R. App. P. 26(a)") for step in civil.steps
    ]


# -- Periods before an event -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "n", "due"),
    [
        (date(2018, 3, 23), 7, date(2018, 3, 16)),
        (date(2018, 3, 24), 7, date(2018, 3, 16)),  # Saturday: back to Friday
        (date(2018, 3, 25), 7, date(2018, 3, 16)),  # Sunday: back over Saturday
        (date(2018, 1, 29), 14, date(2018, 1, 12)),  # a Monday holiday: back over the weekend
        (date(2009, 12, 3), 7, date(2009, 11, 25)),  # back over Thanksgiving, before the rule's first day
        (date(2026, 7, 18), 14, date(2026, 7, 2)),  # the doubtful Friday: the earlier day
    ],
)
def test_periods_before_an_event_go_on_backward(trigger: date, n: int, due: date) -> None:
    assert before(trigger, n).due == due


def test_backward_steps_cite_the_direction_and_no_state_holidays() -> None:
    computation = before(date(2018, 3, 24), 7)
    assert computation.steps[1] == Step(
        StepKind.LAST_DAY_COUNTED, date(2018, 3, 17), "Fed. R. Civ. P. 6(a)(1)(B)", n=-7
    )
    assert computation.steps[2].authority == "Fed. R. Civ. P. 6(a)(1)(C); Fed. R. Civ. P. 6(a)(5)"
    assert computation.caveats == (CLOSURES_NOT_COUNTED,)


def test_a_holiday_that_only_extends_does_not_count_backward() -> None:
    day = date(2018, 4, 16)
    state = Holiday(day, "patriots_day", "a state's statute", counts_backward=False)
    calendar = replace(FEDERAL, holidays={**FEDERAL.holidays, day: state})
    assert after(day - timedelta(14), 14, calendar).due == date(2018, 4, 17)
    assert before(day + timedelta(14), 14, calendar).due == day


# -- No date ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("computation", "kind", "day"),
    [
        (after(date(2009, 11, 30), 30), StepKind.RULE_NOT_IN_FORCE, date(2009, 11, 30)),
        (after(date(1962, 1, 1), 30), StepKind.RULE_NOT_IN_FORCE, date(1962, 1, 1)),
        (after(date(2041, 1, 1), 0), StepKind.CALENDAR_ENDS, date(2041, 1, 1)),
        (after(date(2040, 12, 20), 30), StepKind.CALENDAR_ENDS, date(2041, 1, 19)),
        (before(date(2041, 1, 5), 7), StepKind.CALENDAR_ENDS, date(2041, 1, 5)),
    ],
)
def test_what_the_tables_do_not_cover_needs_review(
    computation: Computation, kind: StepKind, day: date
) -> None:
    assert computation.due is None
    assert computation.status is Status.NEEDS_REVIEW
    assert computation.reason == kind.value
    assert computation.steps[0].kind is StepKind.DAY_ZERO
    assert (computation.steps[-1].kind, computation.steps[-1].day) == (kind, day)
    assert days_of_window(computation) == ()


def test_a_roll_past_the_end_of_the_calendar_needs_review() -> None:
    calendar = replace(FEDERAL, covered_through=date(2018, 1, 20))
    computation = after(date(2017, 12, 21), 30, calendar)
    assert computation.due is None
    assert computation.steps[-1].day == date(2018, 1, 21)
    assert kinds(computation)[2] is StepKind.SKIPPED_SATURDAY


@pytest.mark.parametrize("n", [-1, MAX_N + 1, 1.5, "30", True, None])
def test_a_period_that_is_none_is_refused(n: object) -> None:
    with pytest.raises(ValueError, match="a period counts from 0"):
        Period(n)  # type: ignore[arg-type]


def test_a_count_that_leaves_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        after(date(9999, 12, 20), 30)
    with pytest.raises(ValueError, match="outside the calendar"):
        before(date(1, 1, 2), 30)


def test_a_time_is_no_day() -> None:
    moment = datetime(2018, 1, 1, 12, 0)  # noqa: DTZ001 - the mistake that is refused
    with pytest.raises(ValueError, match="not at a time"):
        after(moment, 1)
    with pytest.raises(ValueError, match="not a time"):
        fixed_date(moment, "ECF 1")


# -- Fixed dates -----------------------------------------------------------------------------------


def test_a_date_named_by_the_court_never_moves() -> None:
    """Committee note of 2009: Rule 6(a) does not apply to a fixed time to act."""
    monday_holiday = fixed_date(date(2017, 1, 16), "ECF 1")
    assert monday_holiday.due == date(2017, 1, 16)
    assert kinds(monday_holiday) == [StepKind.FIXED]
    saturday = fixed_date(date(2018, 3, 24), "ECF 1")
    assert saturday.due == date(2018, 3, 24)
    assert saturday.status is Status.COMPUTED
    assert kinds(saturday) == [StepKind.FIXED, StepKind.FIXED_ON_WEEKEND]
    assert days_of_window(saturday) == ()


# -- The drawn window ------------------------------------------------------------------------------


def test_the_window_from_day_zero_to_the_last_day() -> None:
    window = days_of_window(after(date(2017, 12, 21), 30))
    assert len(window) == 33
    assert (window[0].day, window[0].kind, window[0].n) == (date(2017, 12, 21), WindowKind.ZERO, 0)
    assert {day.kind for day in window[1:30]} == {WindowKind.COUNTED}
    assert [(day.day.day, day.kind, day.n) for day in window[29:]] == [
        (19, WindowKind.COUNTED, 29),
        (20, WindowKind.WEEKEND, 30),
        (21, WindowKind.WEEKEND, None),
        (22, WindowKind.LAST, None),
    ]


def test_windows_with_a_holiday_backward_empty_and_long() -> None:
    assert days_of_window(after(date(2018, 1, 1), 14))[-2].kind is WindowKind.HOLIDAY
    backward = days_of_window(before(date(2018, 3, 24), 7))
    assert [(day.day.day, day.kind, day.n) for day in (*backward[:3], backward[-1])] == [
        (16, WindowKind.LAST, None),
        (17, WindowKind.WEEKEND, -7),
        (18, WindowKind.COUNTED, -6),
        (24, WindowKind.ZERO, 0),
    ]
    assert [day.kind for day in days_of_window(after(date(2018, 1, 12), 0))] == [WindowKind.LAST]
    assert len(days_of_window(after(date(2018, 1, 2), 62))) == 63
    assert days_of_window(after(date(2018, 1, 2), 63)) == ()


# -- Stored steps ----------------------------------------------------------------------------------


def test_steps_survive_storing() -> None:
    for computation in (
        after(date(2017, 12, 21), 30),
        after(date(2026, 6, 19), 14),
        before(date(2018, 3, 24), 7),
        after(date(2040, 12, 20), 30),
        fixed_date(date(2018, 3, 24), "ECF 1"),
    ):
        stored = json.loads(json.dumps(to_json(computation.steps)))
        assert steps_from_json(stored) == computation.steps
        assert days_of_steps(steps_from_json(stored)) == days_of_window(computation)


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        "[]",
        [1],
        [{"kind": "due", "day": "2018-01-22"}],
        [{"kind": "unheard", "day": "2018-01-22", "authority": "x"}],
        [{"kind": "due", "day": "2018-02-30", "authority": "x"}],
        [{"kind": "due", "day": "2018-01-22", "authority": "x", "n": "30"}],
        [{"kind": "due", "day": "2018-01-22", "authority": "x", "holiday": 1}],
    ],
)
def test_damaged_steps_are_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        steps_from_json(data)


# -- Properties ------------------------------------------------------------------------------------

TRIGGERS = st.dates(date(2009, 12, 1), date(2039, 6, 1))
LENGTHS = st.integers(0, 500)


def computed(computation: Computation) -> date:
    assert computation.due is not None
    return computation.due


@given(TRIGGERS, LENGTHS)
def test_a_period_never_ends_on_a_day_off_and_never_early(trigger: date, n: int) -> None:
    due = computed(after(trigger, n))
    assert due.weekday() < 5
    assert due not in FEDERAL.holidays
    assert trigger + timedelta(n) <= due <= trigger + timedelta(n + 4)


@given(st.dates(date(2012, 1, 1), date(2040, 12, 31)), LENGTHS)
def test_a_backward_period_never_ends_on_a_day_off_and_never_late(trigger: date, n: int) -> None:
    due = computed(before(trigger, n))
    assert due.weekday() < 5
    assert due not in FEDERAL.holidays
    assert trigger - timedelta(n + 4) <= due <= trigger - timedelta(n)


@given(TRIGGERS, LENGTHS)
def test_a_later_event_never_gives_an_earlier_date(trigger: date, n: int) -> None:
    assert computed(after(trigger, n)) <= computed(after(trigger + timedelta(1), n))


@given(TRIGGERS, LENGTHS, st.sets(st.integers(0, 12)))
def test_more_holidays_never_shorten_a_forward_period_nor_lengthen_a_backward_one(
    trigger: date, n: int, offsets: set[int]
) -> None:
    trigger = max(trigger, date(2012, 1, 1))
    for count, sign in ((after, 1), (before, -1)):
        days = [trigger + timedelta(sign * (n + offset)) for offset in offsets]
        more = dict(FEDERAL.holidays) | {day: Holiday(day, "new", "none") for day in days}
        change = computed(count(trigger, n, replace(FEDERAL, holidays=more))) - computed(count(trigger, n))
        assert sign * change >= timedelta(0)


@given(TRIGGERS, st.integers(0, 60))
def test_whole_weeks_keep_the_weekday_unless_rolled(trigger: date, weeks: int) -> None:
    computation = after(trigger, 7 * weeks)
    rolled = any(kind.value.startswith("skipped") for kind in kinds(computation))
    assert rolled or computed(computation).weekday() == trigger.weekday()


# -- The federal table -----------------------------------------------------------------------------


def test_the_federal_table_agrees_with_an_independent_one() -> None:
    """The `holidays` package, federal level, observed days included. No difference is known."""
    theirs = {day for day in published.US(years=range(2010, 2032)) if day.year <= 2030}
    ours = {day for day in FEDERAL.holidays if 2010 <= day.year <= 2030}
    known_differences: set[date] = set()
    assert theirs ^ ours == known_differences


def test_days_that_are_no_federal_legal_holiday() -> None:
    for day in (
        date(2017, 1, 20),  # Inauguration Day
        date(2018, 12, 5),  # day of mourning: an executive order
        date(2017, 11, 24),  # day after Thanksgiving
        date(2018, 2, 12),  # Lincoln Day, a state holiday
        date(2020, 6, 19),  # Juneteenth before the Act of 2021
    ):
        assert day not in FEDERAL.holidays


def test_observed_days_cite_their_authority() -> None:
    monday, friday = FEDERAL.holidays[date(2021, 7, 5)], FEDERAL.holidays[date(2020, 7, 3)]
    assert (monday.name_key, monday.observed, monday.authority) == (
        "independence_day",
        True,
        "5 U.S.C. 6103(a); E.O. 11582, s. 3(a)",
    )
    assert (friday.name_key, friday.observed, friday.authority) == (
        "independence_day",
        True,
        "5 U.S.C. 6103(b)(1)",
    )
    assert FEDERAL.holidays[date(2021, 6, 18)].authority == "5 U.S.C. 6103(b)(1)"
    assert FEDERAL.holidays[date(2023, 6, 19)].authority == "5 U.S.C. 6103(a); Pub. L. 117-17"
