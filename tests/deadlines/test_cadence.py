"""When people are told: days, mornings, time zones, quiet hours. No table and no clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.enums import ReminderKind
from deadlines.reminders.cadence import (
    LastDay,
    Listener,
    Owed,
    Quiet,
    Told,
    morning,
    owed,
    reminder_days,
    send_from,
)
from tests.deadlines.cadences import (
    ALMATY,
    DUE_ON,
    HONOLULU,
    LOS_ANGELES,
    NEW_YORK,
    NIGHT,
    SYDNEY,
    ZURICH,
    days,
    kinds_owed,
    listener_in,
    local,
    offsets,
    standing_at,
    zones,
)

# --- days -------------------------------------------------------------------------------------------


def test_reminder_days_count_back_from_the_due_day() -> None:
    told = reminder_days(DUE_ON, (30, 14, 7, 3, 1, 0), today=date(2017, 12, 1))
    assert told == [
        date(2017, 12, 23),
        date(2018, 1, 8),
        date(2018, 1, 15),
        date(2018, 1, 19),
        date(2018, 1, 21),
        date(2018, 1, 22),
    ]


def test_of_what_was_missed_only_the_latest_is_kept() -> None:
    told = reminder_days(DUE_ON, (30, 14, 7, 3, 1, 0), today=date(2018, 1, 20))
    assert told == [date(2018, 1, 19), date(2018, 1, 21), date(2018, 1, 22)]


def test_what_was_missed_gives_way_to_the_reminder_of_today() -> None:
    assert reminder_days(DUE_ON, (7, 3), today=date(2018, 1, 19)) == [date(2018, 1, 19)]


def test_the_29th_of_february_is_a_day_like_others() -> None:
    assert reminder_days(date(2024, 3, 7), (7, 1), today=date(2024, 2, 1)) == [
        date(2024, 2, 29),
        date(2024, 3, 6),
    ]
    assert reminder_days(date(2024, 2, 29), (365, 0), today=date(2023, 1, 1)) == [
        date(2023, 3, 1),
        date(2024, 2, 29),
    ]


@given(last=days, offsets=offsets, today=days)
def test_reminder_days_are_offsets_in_order_and_at_most_one_is_over(
    last: date, offsets: list[int], today: date
) -> None:
    told = reminder_days(last, offsets, today=today)
    all_days = {last - timedelta(offset) for offset in offsets}
    assert told == sorted(set(told))
    assert {day for day in told if day >= today} == {day for day in all_days if day >= today}
    missed = sorted(day for day in all_days if day < today)[-1:]
    assert [day for day in told if day < today] == ([] if today in all_days else missed)


@given(last=days, offsets=offsets, today=days)
def test_a_day_later_nothing_new_is_owed(last: date, offsets: list[int], today: date) -> None:
    """So that the worker may ask every day: what is over today was owed before."""
    asked = set(reminder_days(last, offsets, today=today))
    assert set(reminder_days(last, offsets, today=today + timedelta(1))) <= asked


# --- mornings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        (LOS_ANGELES, date(2018, 3, 10), datetime(2018, 3, 10, 16, tzinfo=UTC)),
        (LOS_ANGELES, date(2018, 3, 11), datetime(2018, 3, 11, 15, tzinfo=UTC)),  # an hour is lost at 2
        (LOS_ANGELES, date(2018, 11, 4), datetime(2018, 11, 4, 16, tzinfo=UTC)),  # an hour is gained at 2
        (NEW_YORK, date(2018, 3, 11), datetime(2018, 3, 11, 12, tzinfo=UTC)),
        (NEW_YORK, date(2018, 11, 4), datetime(2018, 11, 4, 13, tzinfo=UTC)),
        (ZURICH, date(2018, 3, 25), datetime(2018, 3, 25, 6, tzinfo=UTC)),
        (ZURICH, date(2018, 10, 28), datetime(2018, 10, 28, 7, tzinfo=UTC)),
        (ALMATY, date(2024, 2, 29), datetime(2024, 2, 29, 2, tzinfo=UTC)),
        (ALMATY, date(2024, 3, 1), datetime(2024, 3, 1, 3, tzinfo=UTC)),  # UTC+5 from this day on
    ],
)
def test_a_morning_is_eight_by_the_clock_on_the_wall(zone: ZoneInfo, day: date, moment: datetime) -> None:
    assert morning(day, zone) == moment


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        (LOS_ANGELES, date(2018, 3, 11)),
        (LOS_ANGELES, date(2018, 11, 4)),
        (NEW_YORK, date(2018, 3, 11)),
        (ZURICH, date(2018, 10, 28)),
        (ALMATY, date(2024, 3, 1)),
    ],
)
def test_a_due_day_ends_at_midnight_of_the_court(zone: ZoneInfo, night: date) -> None:
    """In Almaty the clock was set back to 23:00 of the 29th when it was midnight for the first time."""
    last = LastDay(night - timedelta(1), zone, zone)
    midnight = datetime.combine(night, time(), tzinfo=zone).astimezone(UTC)
    assert [last.is_over(midnight - timedelta(seconds=1)), last.is_over(midnight)] == [False, True]


def test_the_last_morning_comes_before_the_due_day_is_over_at_the_court() -> None:
    """At eight in Honolulu it is the next day in Sydney already."""
    assert LastDay(DUE_ON, SYDNEY, HONOLULU).morning_on == date(2018, 1, 21)
    assert LastDay(DUE_ON, HONOLULU, SYDNEY).morning_on == DUE_ON
    assert LastDay(DUE_ON, LOS_ANGELES, ALMATY).morning_on == DUE_ON
    assert LastDay(DUE_ON, ALMATY, LOS_ANGELES).morning_on == DUE_ON


@given(due_on=days, court=zones, zone=zones)
def test_the_last_morning_is_the_last_in_time(due_on: date, court: ZoneInfo, zone: ZoneInfo) -> None:
    last = LastDay(due_on, court, zone)
    assert not last.is_over(last.morning)
    tomorrow = morning(last.morning_on + timedelta(1), zone)
    assert last.is_over(tomorrow) or last.morning_on == due_on


def test_who_lives_far_in_the_west_of_the_court_is_told_a_day_earlier() -> None:
    standing, listener = standing_at(court_zone=SYDNEY), listener_in(HONOLULU)
    assert kinds_owed(standing, listener, datetime(2018, 1, 1, tzinfo=UTC)) == [
        ("upcoming", date(2018, 1, 14)),
        ("upcoming", date(2018, 1, 20)),
        ("upcoming", date(2018, 1, 21)),
    ]
    # On the 22nd at eight in Honolulu the day is over in Sydney: one mail, not two.
    at = datetime(2018, 1, 22, 17, 59, tzinfo=UTC)
    assert kinds_owed(standing, listener, at) == [("overdue", DUE_ON)]


def test_who_lives_far_in_the_east_hears_that_it_is_overdue_when_the_day_is_over_at_the_court() -> None:
    standing, listener = standing_at(), listener_in(ALMATY)
    told = Told(DUE_ON, DUE_ON, datetime(2018, 1, 22, 2, tzinfo=UTC))
    in_the_morning = datetime(2018, 1, 23, 4, tzinfo=UTC)  # 10:00 in Almaty, the 22nd in Los Angeles
    assert kinds_owed(standing, listener, in_the_morning, told=told) == []
    midnight = datetime(2018, 1, 23, 8, tzinfo=UTC)  # at the court
    assert owed(standing, listener, told=told, news=None, at=midnight) == [
        Owed(ReminderKind.OVERDUE, date(2018, 1, 23), midnight)
    ]


# --- quiet hours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hour", "quiet"),
    [(time(21, 59), False), (time(22), True), (time(0), True), (time(6, 59), True), (time(7), False)],
)
def test_quiet_hours_may_run_over_midnight(hour: time, quiet: bool) -> None:
    assert NIGHT.covers(hour) is quiet


@pytest.mark.parametrize(
    ("hour", "quiet"), [(time(12), True), (time(13, 59), True), (time(14), False), (time(11, 59), False)]
)
def test_quiet_hours_may_be_in_the_day(hour: time, quiet: bool) -> None:
    assert Quiet(time(12), time(14)).covers(hour) is quiet


@pytest.mark.parametrize(
    ("quiet", "moment", "sent"),
    [
        (NIGHT, local(15, 23), local(16, 7)),
        (NIGHT, local(16, 3), local(16, 7)),
        (NIGHT, local(16, 8), local(16, 8)),
        (NIGHT, local(21, 23), local(22, 7)),
        (Quiet(time(22), time(11)), local(21, 23), local(22, 8)),  # the last day is not slept through
        (Quiet(time(22), time(11)), local(22, 3), local(22, 8)),
        (Quiet(time(22), time(11)), local(22, 10), local(22, 10)),
        (NIGHT, local(22, 23), local(22, 23)),
        (NIGHT, local(23, 3), local(23, 7)),  # over: there is no hurry
    ],
)
def test_quiet_hours_delay_but_never_past_the_last_morning(
    quiet: Quiet, moment: datetime, sent: datetime
) -> None:
    last = LastDay(DUE_ON, LOS_ANGELES, LOS_ANGELES)
    assert send_from(moment, listener_in(quiet=quiet), last=last) == sent


def test_quiet_hours_do_not_cover_the_last_day_of_a_court_in_the_west() -> None:
    """23 January, one at night in Almaty, is noon of the 22nd in Los Angeles."""
    moment, last = local(23, 1, zone=ALMATY), LastDay(DUE_ON, LOS_ANGELES, ALMATY)
    assert send_from(moment, listener_in(ALMATY, quiet=NIGHT), last=last) == moment


def test_quiet_hours_end_by_the_clock_in_the_night_in_which_an_hour_is_lost() -> None:
    moment = datetime(2018, 3, 10, 23, tzinfo=LOS_ANGELES)
    sent = send_from(moment, listener_in(quiet=NIGHT), last=None)
    assert sent == datetime(2018, 3, 11, 14, tzinfo=UTC)
    # An end that does not exist that night: half past two is half past three.
    sent = send_from(moment, listener_in(quiet=Quiet(time(22), time(2, 30))), last=None)
    assert sent.astimezone(UTC) == datetime(2018, 3, 11, 10, 30, tzinfo=UTC)


@given(
    due_on=days,
    court=zones,
    zone=zones,
    quiet=st.builds(Quiet, st.times(), st.times()).filter(lambda quiet: quiet.begin != quiet.end),
    minutes=st.integers(-5 * 24 * 60, 5 * 24 * 60),
)
def test_no_quiet_hours_sleep_through_a_last_day(
    due_on: date, court: ZoneInfo, zone: ZoneInfo, quiet: Quiet, minutes: int
) -> None:
    last = LastDay(due_on, court, zone)
    moment = (last.morning.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(UTC)
    sent = send_from(moment, Listener(zone, (), quiet=quiet), last=last)
    assert sent >= moment
    assert last.is_over(moment) or sent <= max(moment, last.morning)
    assert sent - moment <= timedelta(hours=25)
