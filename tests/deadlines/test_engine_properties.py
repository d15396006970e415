"""Properties that hold for every period: law as statements, not as cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendars import calendar_for
from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    FRCP_6A,
    Added,
    Computation,
    CountsFrom,
    Direction,
    Facts,
    Family,
    Holiday,
    HolidayCalendar,
    Period,
    ServiceMethod,
    Unit,
    compute,
    rule_on,
    steps_from_json,
    to_json,
    with_readings,
)
from deadlines.questions import Question, answer
from deadlines.rules.library import RuleLibrary

CALIFORNIA = calendar_for("us-fed-cand", "CA")
TRIGGERS = st.dates(date(2012, 1, 1), date(2036, 1, 1))
FORMER_TRIGGERS = st.dates(date(1964, 1, 1), date(2009, 11, 1))
LENGTHS = st.integers(0, 400)
UNITS = st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.BUSINESS_DAYS, Unit.COURT_DAYS])
NO_RULES = RuleLibrary(())


def counted(
    trigger: date,
    period: Period,
    calendar: HolidayCalendar = CALIFORNIA,
    facts: Facts = Facts(),  # noqa: B008 - immutable
) -> Computation:
    return compute(trigger, period, rule_on(Family.CIVIL, trigger), calendar, facts=facts)


def day(computation: Computation) -> date:
    assert computation.due is not None
    return computation.due


@given(TRIGGERS, st.integers(0, 40), UNITS)
def test_forward_periods_end_on_a_working_day_and_never_early(trigger: date, n: int, unit: Unit) -> None:
    due = day(counted(trigger, Period(n, unit)))
    assert due.weekday() < 5
    holiday = CALIFORNIA.holidays.get(due)
    assert holiday is None or not holiday.counts
    assert due >= trigger + timedelta(0 if unit is Unit.MONTHS else n)


@given(TRIGGERS, st.integers(0, 40), UNITS)
def test_backward_periods_never_end_late(trigger: date, n: int, unit: Unit) -> None:
    due = day(counted(trigger, Period(n, unit, Direction.BEFORE)))
    assert due.weekday() < 5
    assert due <= trigger - timedelta(0 if unit is Unit.MONTHS else n)


@given(FORMER_TRIGGERS, st.integers(1, 30), st.sampled_from(Direction))
def test_former_rules_never_end_early_nor_on_a_day_off(trigger: date, n: int, direction: Direction) -> None:
    due = day(counted(trigger, Period(n, direction=direction), FEDERAL))
    assert due.weekday() < 5
    assert abs((due - trigger).days) >= n


@given(TRIGGERS, LENGTHS, st.sets(st.integers(0, 12)))
def test_holidays_of_a_state_never_touch_a_backward_period(trigger: date, n: int, offsets: set[int]) -> None:
    days = [trigger - timedelta(n + offset) for offset in offsets]
    rows = {
        one: Holiday(one, "new", "a statute", counts_backward=False)
        for one in days
        if one not in CALIFORNIA.holidays
    }
    more = replace(CALIFORNIA, holidays={**CALIFORNIA.holidays, **rows})
    period = Period(n, direction=Direction.BEFORE)
    assert day(counted(trigger, period, more)) == day(counted(trigger, period))


@given(TRIGGERS, LENGTHS)
def test_three_more_days_are_at_least_three(trigger: date, n: int) -> None:
    added = Facts(Added(3, "a rule"))
    base, more = counted(trigger, Period(n)), counted(trigger, Period(n), facts=added)
    assert day(more) >= day(base) + timedelta(3)


@given(TRIGGERS, LENGTHS, st.sampled_from(Direction))
def test_readings_are_other_dates_and_a_backward_period_gives_the_earliest(
    trigger: date, n: int, direction: Direction
) -> None:
    period = Period(n, direction=direction)
    found = with_readings(lambda flipped: compute(trigger, period, FRCP_6A, CALIFORNIA, flipped=flipped))
    dates = [reading.due for reading in found.readings]
    assert found.due not in dates
    assert dates == sorted(set(dates))
    if direction is Direction.BEFORE:
        assert all(day(found) < other for other in dates)  # type: ignore[operator]
    assert all(reading.why and reading.authority for reading in found.readings)


@given(TRIGGERS, LENGTHS, UNITS, st.sampled_from(Direction))
def test_steps_survive_storing(trigger: date, n: int, unit: Unit, direction: Direction) -> None:
    steps = counted(trigger, Period(min(n, 60), unit, direction)).steps
    assert steps_from_json(to_json(steps)) == steps


@given(
    st.dates(date(1963, 1, 1), date(2200, 12, 31)),
    st.integers(0, 36_500),
    st.sampled_from(sorted(set(Unit) - {Unit.HOURS, Unit.YEARS})),
    st.sampled_from(Direction),
    st.sampled_from(
        ["us-fed-cand", "us-frap-ca9", "us-bk-deb", "us-bap-ca9", "us-fed-any", "gb-eaw", "us-ca-superior"]
    ),
    st.sampled_from([None, *CountsFrom]),
    st.sampled_from([None, ServiceMethod.MAIL, ServiceMethod.ELECTRONIC, ServiceMethod.PERSONAL]),
)
def test_every_question_has_an_answer_with_steps(
    trigger: date,
    n: int,
    unit: Unit,
    direction: Direction,
    jurisdiction: str,
    counts_from: CountsFrom | None,
    method: ServiceMethod | None,
) -> None:
    n = n if unit is Unit.DAYS else n % 200
    question = Question(
        jurisdiction,
        trigger_date=trigger,
        period=Period(n, unit, direction),
        counts_from=counts_from,
        service_method=method,
    )
    found = answer(question, NO_RULES)
    assert found.steps
    assert found.authority
    assert (found.due is None) == (found.status.value == "needs_review")
    assert answer(question, NO_RULES) == found
