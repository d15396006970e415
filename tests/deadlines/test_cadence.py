"""What a person is owed and when: days, mornings, time zones, quiet hours. No table and no clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.enums import ReminderKind, WatcherRole
from deadlines.reminders.cadence import (
    LastDay,
    Listener,
    News,
    Owed,
    Quiet,
    Standing,
    Told,
    morning,
    owed,
    reminder_days,
    send_from,
)

DUE_ON = date(2018, 1, 22)
LOS_ANGELES, NEW_YORK = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
ZURICH, ALMATY = ZoneInfo("Europe/Zurich"), ZoneInfo("Asia/Almaty")
SYDNEY, HONOLULU = ZoneInfo("Australia/Sydney"), ZoneInfo("Pacific/Honolulu")
ZONES = (LOS_ANGELES, NEW_YORK, ZURICH, ALMATY, SYDNEY, HONOLULU)
NIGHT = Quiet(time(22), time(7))

days = st.dates(date(2010, 1, 1), date(2039, 12, 31))
offsets = st.lists(st.integers(0, 365), unique=True)
zones = st.sampled_from(ZONES)


def _standing(due_on: date | None = DUE_ON, **values: Any) -> Standing:
    facts = {"runs": True, "needs_review": False, "court_zone": LOS_ANGELES}
    facts["revised_at"] = datetime(2017, 12, 21, 20, tzinfo=UTC)
    return Standing(due_on=due_on, **{**facts, **values})


def _listener(zone: ZoneInfo = LOS_ANGELES, **values: Any) -> Listener:
    return Listener(**{"zone": zone, "offsets": (7, 1, 0), **values})


def _owed(
    standing: Standing,
    listener: Listener,
    at: datetime,
    *,
    told: Told | None = None,
    news: News | None = None,
) -> list[tuple[str, date]]:
    found = owed(standing, listener, told=told, news=news, at=at)
    return [(one.kind.value, one.day) for one in found]


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
    standing, listener = _standing(court_zone=SYDNEY), _listener(HONOLULU)
    assert _owed(standing, listener, datetime(2018, 1, 1, tzinfo=UTC)) == [
        ("upcoming", date(2018, 1, 14)),
        ("upcoming", date(2018, 1, 20)),
        ("upcoming", date(2018, 1, 21)),
    ]
    # On the 22nd at eight in Honolulu the day is over in Sydney: one mail, not two.
    at = datetime(2018, 1, 22, 17, 59, tzinfo=UTC)
    assert _owed(standing, listener, at) == [("overdue", DUE_ON)]


def test_who_lives_far_in_the_east_hears_that_it_is_overdue_when_the_day_is_over_at_the_court() -> None:
    standing, listener = _standing(), _listener(ALMATY)
    told = Told(DUE_ON, DUE_ON, datetime(2018, 1, 22, 2, tzinfo=UTC))
    in_the_morning = datetime(2018, 1, 23, 4, tzinfo=UTC)  # 10:00 in Almaty, the 22nd in Los Angeles
    assert _owed(standing, listener, in_the_morning, told=told) == []
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


def _local(day: int, hour: int, minute: int = 0, zone: ZoneInfo = LOS_ANGELES) -> datetime:
    return datetime(2018, 1, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("quiet", "moment", "sent"),
    [
        (NIGHT, _local(15, 23), _local(16, 7)),
        (NIGHT, _local(16, 3), _local(16, 7)),
        (NIGHT, _local(16, 8), _local(16, 8)),
        (NIGHT, _local(21, 23), _local(22, 7)),
        (Quiet(time(22), time(11)), _local(21, 23), _local(22, 8)),  # the last day is not slept through
        (Quiet(time(22), time(11)), _local(22, 3), _local(22, 8)),
        (Quiet(time(22), time(11)), _local(22, 10), _local(22, 10)),
        (NIGHT, _local(22, 23), _local(22, 23)),
        (NIGHT, _local(23, 3), _local(23, 7)),  # over: there is no hurry
    ],
)
def test_quiet_hours_delay_but_never_past_the_last_morning(
    quiet: Quiet, moment: datetime, sent: datetime
) -> None:
    last = LastDay(DUE_ON, LOS_ANGELES, LOS_ANGELES)
    assert send_from(moment, _listener(quiet=quiet), last=last) == sent


def test_quiet_hours_do_not_cover_the_last_day_of_a_court_in_the_west() -> None:
    """23 January, one at night in Almaty, is noon of the 22nd in Los Angeles."""
    moment, last = _local(23, 1, zone=ALMATY), LastDay(DUE_ON, LOS_ANGELES, ALMATY)
    assert send_from(moment, _listener(ALMATY, quiet=NIGHT), last=last) == moment


def test_quiet_hours_end_by_the_clock_in_the_night_in_which_an_hour_is_lost() -> None:
    moment = datetime(2018, 3, 10, 23, tzinfo=LOS_ANGELES)
    sent = send_from(moment, _listener(quiet=NIGHT), last=None)
    assert sent == datetime(2018, 3, 11, 14, tzinfo=UTC)
    # An end that does not exist that night: half past two is half past three.
    sent = send_from(moment, _listener(quiet=Quiet(time(22), time(2, 30))), last=None)
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


# --- what is owed -----------------------------------------------------------------------------------

EARLY = datetime(2018, 1, 2, 12, tzinfo=UTC)


def test_nobody_is_told_of_a_deadline_that_does_not_run() -> None:
    told = Told(date(2018, 1, 15))
    assert _owed(_standing(runs=False), _listener(), EARLY, told=told) == []


def test_who_was_told_another_day_is_told_the_news_and_nothing_that_repeats_it() -> None:
    standing = _standing(revised_at=datetime(2018, 1, 15, 18, tzinfo=UTC))
    at = datetime(2018, 1, 15, 18, tzinfo=UTC)  # the day seven days before
    told = Told(date(2018, 1, 30))
    assert _owed(standing, _listener(), at, told=told) == [
        ("moved", date(2018, 1, 15)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]
    assert _owed(standing, _listener(), at) == [
        ("upcoming", date(2018, 1, 15)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]


def test_news_that_wait_are_owed_until_they_are_told_even_if_a_reminder_said_the_day() -> None:
    news = News(date(2018, 1, 10), waits=True)
    told = Told(DUE_ON, date(2018, 1, 15), datetime(2018, 1, 15, 16, tzinfo=UTC))
    at = datetime(2018, 1, 16, 16, tzinfo=UTC)
    kinds = [kind for kind, _day in _owed(_standing(), _listener(), at, told=told, news=news)]
    assert kinds == ["moved", "upcoming", "upcoming"]
    over = News(date(2018, 1, 10), waits=False)
    kinds = [kind for kind, _day in _owed(_standing(), _listener(), at, told=told, news=over)]
    assert kinds == ["upcoming", "upcoming"]


def test_who_hears_today_that_the_day_moved_is_not_told_it_again_today_however_old_the_news() -> None:
    told, at = Told(date(2018, 1, 30)), datetime(2018, 1, 15, 18, tzinfo=UTC)  # the day seven days before
    waiting = News(date(2018, 1, 2), waits=True)
    expected = [
        ("moved", date(2018, 1, 2)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]
    assert _owed(_standing(revised_at=EARLY), _listener(), at, told=told, news=waiting) == expected
    assert _owed(_standing(revised_at=EARLY), _listener(), at, told=told) == expected
    # Quiet hours let the news wait until tomorrow, and tomorrow's reminder is left out.
    late, quiet = datetime(2018, 1, 21, 7, tzinfo=UTC), Quiet(time(22), time(9))
    assert _owed(_standing(revised_at=EARLY), _listener(quiet=quiet), late, told=told) == [
        ("moved", date(2018, 1, 2)),
        ("upcoming", date(2018, 1, 22)),
    ]


def test_news_that_cannot_be_delivered_keeps_nobody_from_being_reminded() -> None:
    told, at = Told(date(2018, 1, 30)), datetime(2018, 1, 15, 18, tzinfo=UTC)
    refused = News(date(2018, 1, 2), waits=False, is_over=True)
    assert ("upcoming", date(2018, 1, 15)) in _owed(
        _standing(revised_at=EARLY), _listener(), at, told=told, news=refused
    )


def test_who_loses_the_day_is_told_and_the_owner_is_asked_a_week_later() -> None:
    lost = _standing(None, runs=False, needs_review=True, revised_at=EARLY)
    told = Told(DUE_ON)
    owner, watcher = _listener(is_owner=True), _listener()
    assert _owed(lost, owner, EARLY, told=told) == [("moved", date(2018, 1, 2))]
    assert _owed(lost, watcher, EARLY, told=told) == [("moved", date(2018, 1, 2))]
    knows = Told(None, date(2018, 1, 2), EARLY)
    for days_later, expected in ((6, []), (7, [("review", date(2018, 1, 9))])):
        assert _owed(lost, owner, EARLY + timedelta(days=days_later), told=knows) == expected
    assert _owed(lost, owner, EARLY) == [("review", date(2018, 1, 2))]
    assert _owed(lost, watcher, EARLY + timedelta(days=7), told=knows) == []


def test_overdue_is_said_every_day_from_the_day_after_on() -> None:
    standing, listener = _standing(), _listener()
    told = Told(DUE_ON, DUE_ON, _local(22, 8))
    assert _owed(standing, listener, _local(22, 23, 59), told=told) == []
    assert _owed(standing, listener, _local(23, 0), told=told) == [("overdue", date(2018, 1, 23))]
    assert owed(standing, listener, told=told, news=None, at=_local(23, 0))[0].not_before == _local(23, 8)
    told = Told(DUE_ON, date(2018, 1, 23), _local(23, 8))
    assert _owed(standing, listener, _local(23, 9), told=told) == []
    assert _owed(standing, listener, _local(24, 9), told=told) == [("overdue", date(2018, 1, 24))]


def test_an_old_deadline_is_history_only_for_whom_nobody_told_of_it() -> None:
    """Reopened or corrected forty days after its last day, it goes on for those who knew it."""
    late = datetime(2018, 3, 3, 20, tzinfo=UTC)
    standing = _standing(revised_at=late)
    assert _owed(standing, _listener(), late) == []
    assert _owed(standing, _listener(), late, told=Told(DUE_ON)) == [("overdue", date(2018, 3, 3))]


def test_a_second_person_is_told_once_and_then_when_it_is_overdue_unless_somebody_took_note() -> None:
    second = _listener(role=WatcherRole.SECOND, escalate_days=3)
    assert _owed(_standing(), second, EARLY) == [("escalation", date(2018, 1, 19))]
    assert _owed(_standing(), second, _local(23, 9)) == [("overdue", date(2018, 1, 23))]
    for at in (EARLY, _local(23, 9)):
        assert _owed(_standing(acknowledged=True), second, at) == []


def test_a_snooze_puts_off_what_tells_the_day_and_ends_on_the_last_morning() -> None:
    standing = _standing()
    listener = _listener(snoozed_until=date(2018, 1, 18))
    at = _local(15, 12)
    assert [one.not_before for one in owed(standing, listener, told=None, news=None, at=at)] == [
        _local(18, 8),
        _local(21, 8),
        _local(22, 8),
    ]
    too_long = _listener(HONOLULU, snoozed_until=DUE_ON)
    in_sydney = _standing(court_zone=SYDNEY)
    first = owed(in_sydney, too_long, told=None, news=None, at=_local(15, 12))[0]
    assert first.not_before == datetime(2018, 1, 21, 8, tzinfo=HONOLULU)


@given(
    due_on=days,
    court=zones,
    zone=zones,
    offsets=st.lists(st.integers(0, 40), unique=True, min_size=1),
    hours=st.integers(0, 60 * 24),
)
def test_who_is_told_whatever_is_owed_is_told_each_day_once_and_misses_none(
    due_on: date, court: ZoneInfo, zone: ZoneInfo, offsets: list[int], hours: int
) -> None:
    """A worker that looks every hour for four days, from any hour on."""
    standing = _standing(due_on, court_zone=court, revised_at=datetime(2009, 1, 1, tzinfo=UTC))
    listener = _listener(zone, offsets=tuple(offsets))
    last = LastDay(due_on, court, zone)
    at = last.morning.astimezone(UTC) - timedelta(hours=hours)
    told: Told | None = None
    heard: list[tuple[datetime, date]] = []
    for _hour in range(4 * 24):
        due = [one for one in owed(standing, listener, told=told, news=None, at=at) if one.not_before <= at]
        assert len(due) <= 1
        for one in due:
            told = Told(due_on, one.day, at)
            heard.append((at, one.day))
        at += timedelta(hours=1)
    local_days = [moment.astimezone(zone).date() for moment, _day in heard]
    assert len(local_days) == len(set(local_days))
    assert len({day for _moment, day in heard}) == len(heard)
