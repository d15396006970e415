"""Periods of hours, and the clear days of the Civil Procedure Rules."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendars import calendar_for
from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    FRCP_6A,
    Direction,
    EnglishTerms,
    Facts,
    Family,
    Period,
    ServiceMethod,
    Status,
    StepKind,
    Unit,
    compute_england,
    compute_hours,
    deemed_service,
    rule_on,
)
from deadlines.computation.england import (
    BEFORE_1630_ASSUMED,
    CLAIM_FORM_STEP_ARGUABLE,
    SHORT_PERIOD_BUSINESS_DAY,
    Kind,
)
from deadlines.computation.hours import CLOCK_TIME_TWICE, HOURS_WITHOUT_RULE, is_skipped

LOS_ANGELES, NEW_YORK = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
ENGLAND = calendar_for("gb-eaw", None)
PLAIN, NO_FACTS = EnglishTerms(), Facts()


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def hours(trigger: str, n: int, direction: Direction = Direction.AFTER, facts: Facts = NO_FACTS) -> str:
    period = Period(n, Unit.HOURS, direction)
    due = compute_hours(moment(trigger), period, FRCP_6A, FEDERAL, LOS_ANGELES, facts=facts).due
    assert due is not None
    return due.isoformat()[:16]


# -- Hours -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "n", "due"),
    [
        ("2024-05-06T10:23", 72, "2024-05-09T10:23"),
        ("2024-11-01T10:00", 72, "2024-11-04T09:00"),  # the clocks go back on Sunday
        ("2024-03-08T10:00", 72, "2024-03-11T11:00"),  # and forward in March
        ("2024-05-03T16:00", 24, "2024-05-06T16:00"),  # Saturday: same time on Monday
        ("2024-05-24T16:00", 24, "2024-05-28T16:00"),  # ... and over Memorial Day
        ("2024-05-06T10:00", 0, "2024-05-06T10:00"),
    ],
)
def test_hours_run_as_real_time_and_end_on_a_working_day(trigger: str, n: int, due: str) -> None:
    assert hours(trigger, n) == due


def test_hours_before_an_event_go_back() -> None:
    assert hours("2024-05-08T09:00", 48, Direction.BEFORE) == "2024-05-06T09:00"
    assert hours("2024-05-07T09:00", 48, Direction.BEFORE) == "2024-05-03T09:00"


def test_an_office_out_of_reach_keeps_the_clock_time() -> None:
    facts = Facts(inaccessible=frozenset({date(2024, 5, 9)}))
    assert hours("2024-05-06T10:23", 72, facts=facts) == "2024-05-10T10:23"


def test_a_time_that_the_clocks_skip_is_refused_and_one_shown_twice_is_told() -> None:
    assert is_skipped(moment("2024-03-10T02:30"), LOS_ANGELES)
    with pytest.raises(ValueError, match="skip"):
        hours("2024-03-10T02:30", 1)
    period = Period(24, Unit.HOURS)
    computation = compute_hours(moment("2024-11-03T01:30"), period, FRCP_6A, FEDERAL, LOS_ANGELES)
    assert computation.due == moment("2024-11-04T00:30")
    assert CLOCK_TIME_TWICE in computation.caveats


def test_hours_need_a_local_time_a_known_day_and_a_year_of_python() -> None:
    with pytest.raises(ValueError, match="local"):
        compute_hours(datetime(2024, 1, 2, tzinfo=UTC), Period(1, Unit.HOURS), FRCP_6A, FEDERAL, NEW_YORK)
    with pytest.raises(ValueError, match="outside the calendar"):
        compute_hours(moment("9999-12-30T00:00"), Period(72, Unit.HOURS), FRCP_6A, FEDERAL, NEW_YORK)
    late = compute_hours(moment("2041-01-02T00:00"), Period(1, Unit.HOURS), FRCP_6A, FEDERAL, NEW_YORK)
    assert late.reason == "calendar_ends"
    end = compute_hours(moment("2040-12-31T12:00"), Period(24, Unit.HOURS), FRCP_6A, FEDERAL, NEW_YORK)
    assert end.reason == "calendar_ends"


def test_hours_before_december_2009_have_no_rule() -> None:
    former = rule_on(Family.CIVIL, date(2007, 11, 2))
    period = Period(72, Unit.HOURS)
    computation = compute_hours(moment("2007-11-02T10:23"), period, former, FEDERAL, NEW_YORK)
    assert computation.due == moment("2007-11-05T09:23")  # the example of the note of 2009
    assert HOURS_WITHOUT_RULE in computation.caveats
    not_yet = compute_hours(moment("2007-11-02T10:23"), period, FRCP_6A, FEDERAL, NEW_YORK)
    assert not_yet.status is Status.NEEDS_REVIEW


@pytest.mark.parametrize("zone", ["Asia/Almaty", "America/New_York", "UTC"])
def test_the_zone_of_the_machine_does_not_matter(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        assert hours("2024-03-08T10:00", 72) == "2024-03-11T11:00"
    finally:
        monkeypatch.undo()
        time.tzset()


@given(st.datetimes(datetime(2012, 1, 1), datetime(2036, 1, 1)), st.integers(0, 500))  # noqa: DTZ001 - local
def test_hours_never_end_early_nor_on_a_day_off(trigger: datetime, n: int) -> None:
    trigger = trigger.replace(second=0, microsecond=0)
    if is_skipped(trigger, NEW_YORK):
        return
    due = compute_hours(trigger, Period(n, Unit.HOURS), FRCP_6A, FEDERAL, NEW_YORK).due
    assert isinstance(due, datetime)
    assert due.weekday() < 5
    assert due.date() not in FEDERAL.holidays
    passed = due.replace(tzinfo=NEW_YORK, fold=1).astimezone(UTC) - trigger.replace(
        tzinfo=NEW_YORK
    ).astimezone(UTC)
    assert passed.total_seconds() >= 3600 * n


# -- England and Wales -----------------------------------------------------------------------------


def england(trigger: date, n: int, terms: EnglishTerms = PLAIN, *, back: bool = False) -> date | None:
    direction = Direction.BEFORE if back else Direction.AFTER
    due = compute_england(trigger, Period(n, direction=direction), ENGLAND, terms).due
    assert not isinstance(due, datetime)
    return due


def test_clear_days() -> None:
    assert england(date(2024, 6, 3), 14) == date(2024, 6, 17)
    assert england(date(2024, 12, 23), 6) == date(2024, 12, 29)  # a Sunday stays
    assert england(date(2024, 6, 27), 14, back=True) == date(2024, 6, 12)  # both ends are left out


def test_five_days_or_less_leave_out_weekends_and_bank_holidays() -> None:
    assert england(date(2024, 12, 23), 5) == date(2025, 1, 2)
    assert england(date(2024, 3, 27), 3) == date(2024, 4, 3)  # Good Friday and Easter Monday
    assert england(date(2025, 10, 20), 3, back=True) == date(2025, 10, 14)
    assert england(date(2023, 10, 20), 3, back=True) == date(2023, 10, 16)


def test_the_far_side_of_a_short_period_is_a_business_day() -> None:
    """Three clear days before a Thursday begin on a Monday: the Friday is safe, the Sunday is not."""
    period = Period(3, direction=Direction.BEFORE)
    computation = compute_england(date(2024, 6, 20), period, ENGLAND)
    assert computation.due == date(2024, 6, 14)
    assert SHORT_PERIOD_BUSINESS_DAY in computation.caveats


def test_an_end_that_is_an_event_is_left_out_too() -> None:
    start = date(2024, 6, 3)
    assert england(start, 28, EnglishTerms(Kind.EARLIEST, end_is_event=True)) == date(2024, 7, 2)
    assert england(start, 28, EnglishTerms(Kind.EARLIEST)) == date(2024, 7, 2)
    assert england(start, 28, EnglishTerms(Kind.PERIOD_END, end_is_event=True)) == date(2024, 7, 1)


def test_an_act_at_the_court_office_waits_for_the_office() -> None:
    at_office = EnglishTerms(at_court_office=True)
    assert england(date(2024, 6, 1), 14, at_office) == date(2024, 6, 17)
    assert england(date(2024, 12, 11), 14, at_office) == date(2024, 12, 27)


def test_months_are_calendar_months_and_nothing_rolls() -> None:
    month = Period(1, Unit.MONTHS)
    assert compute_england(date(2024, 5, 15), month, ENGLAND).due == date(2024, 6, 15)
    assert compute_england(date(2024, 1, 31), month, ENGLAND).due == date(2024, 2, 29)


def test_england_outside_its_tables_needs_review() -> None:
    assert compute_england(date(1998, 1, 5), Period(14), ENGLAND).reason == "rule_not_in_force"
    assert compute_england(date(2040, 12, 28), Period(14), ENGLAND).reason == "calendar_ends"
    assert compute_england(date(2040, 12, 28), Period(5), ENGLAND).reason == "calendar_ends"
    with pytest.raises(ValueError, match="hours"):
        compute_england(date(2024, 1, 5), Period(14, Unit.HOURS), ENGLAND)


@pytest.mark.parametrize(
    ("step", "method", "served"),
    [
        (date(2024, 6, 3), ServiceMethod.FIRST_CLASS_POST, date(2024, 6, 5)),
        (date(2024, 6, 6), ServiceMethod.FIRST_CLASS_POST, date(2024, 6, 10)),
        (date(2024, 6, 7), ServiceMethod.MAIL, date(2024, 6, 10)),
        (date(2024, 6, 7), ServiceMethod.EMAIL_BEFORE_1630, date(2024, 6, 7)),
        (date(2024, 6, 7), ServiceMethod.EMAIL_AFTER_1630, date(2024, 6, 10)),
        (date(2024, 6, 8), ServiceMethod.EMAIL_BEFORE_1630, date(2024, 6, 10)),
        (date(2024, 6, 7), ServiceMethod.CLAIM_FORM_STEP, date(2024, 6, 11)),
        (date(2024, 3, 28), ServiceMethod.CLAIM_FORM_STEP, date(2024, 4, 3)),  # over Easter
        (date(2024, 6, 5), ServiceMethod.PERSONAL, date(2024, 6, 5)),
    ],
)
def test_deemed_service(step: date, method: ServiceMethod, served: date) -> None:
    computation = deemed_service(step, method, ENGLAND)
    assert computation.due == served
    assert computation.steps[-1].kind is StepKind.DEEMED_SERVED
    assert (BEFORE_1630_ASSUMED in computation.caveats) == (method is ServiceMethod.PERSONAL)
    assert (CLAIM_FORM_STEP_ARGUABLE in computation.caveats) == (method is ServiceMethod.CLAIM_FORM_STEP)


def test_deemed_service_knows_the_time_and_its_limits() -> None:
    late = deemed_service(date(2024, 6, 5), ServiceMethod.PERSONAL, ENGLAND, after_1630=True)
    assert (late.due, late.caveats) == (date(2024, 6, 6), ENGLAND.caveats)
    with pytest.raises(ValueError, match="no rule read here"):
        deemed_service(date(2024, 6, 5), ServiceMethod.RULE4_MAIL, ENGLAND)
    for day in (date(1990, 1, 1), date(2040, 12, 30)):
        assert deemed_service(day, ServiceMethod.FIRST_CLASS_POST, ENGLAND).reason == "calendar_ends"
