"""What a person is owed about a deadline as it stands. No table and no clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from deadlines.enums import WatcherRole
from deadlines.reminders.cadence import LastDay, News, Quiet, Told, owed
from tests.deadlines.cadences import (
    DUE_ON,
    HONOLULU,
    SYDNEY,
    days,
    kinds_owed,
    listener_in,
    local,
    standing_at,
    zones,
)

EARLY = datetime(2018, 1, 2, 12, tzinfo=UTC)


def test_nobody_is_told_of_a_deadline_that_does_not_run() -> None:
    told = Told(date(2018, 1, 15))
    assert kinds_owed(standing_at(runs=False), listener_in(), EARLY, told=told) == []


def test_who_was_told_another_day_is_told_the_news_and_nothing_that_repeats_it() -> None:
    standing = standing_at(revised_at=datetime(2018, 1, 15, 18, tzinfo=UTC))
    at = datetime(2018, 1, 15, 18, tzinfo=UTC)  # the day seven days before
    told = Told(date(2018, 1, 30))
    assert kinds_owed(standing, listener_in(), at, told=told) == [
        ("moved", date(2018, 1, 15)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]
    assert kinds_owed(standing, listener_in(), at) == [
        ("upcoming", date(2018, 1, 15)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]


def test_news_that_wait_are_owed_until_they_are_told_even_if_a_reminder_said_the_day() -> None:
    news = News(date(2018, 1, 10), waits=True)
    told = Told(DUE_ON, date(2018, 1, 15), datetime(2018, 1, 15, 16, tzinfo=UTC))
    at = datetime(2018, 1, 16, 16, tzinfo=UTC)
    kinds = [kind for kind, _day in kinds_owed(standing_at(), listener_in(), at, told=told, news=news)]
    assert kinds == ["moved", "upcoming", "upcoming"]
    over = News(date(2018, 1, 10), waits=False)
    kinds = [kind for kind, _day in kinds_owed(standing_at(), listener_in(), at, told=told, news=over)]
    assert kinds == ["upcoming", "upcoming"]


def test_who_hears_today_that_the_day_moved_is_not_told_it_again_today_however_old_the_news() -> None:
    told, at = Told(date(2018, 1, 30)), datetime(2018, 1, 15, 18, tzinfo=UTC)  # the day seven days before
    waiting = News(date(2018, 1, 2), waits=True)
    expected = [
        ("moved", date(2018, 1, 2)),
        ("upcoming", date(2018, 1, 21)),
        ("upcoming", date(2018, 1, 22)),
    ]
    assert kinds_owed(standing_at(revised_at=EARLY), listener_in(), at, told=told, news=waiting) == expected
    assert kinds_owed(standing_at(revised_at=EARLY), listener_in(), at, told=told) == expected
    # Quiet hours let the news wait until tomorrow, and tomorrow's reminder is left out.
    late, quiet = datetime(2018, 1, 21, 7, tzinfo=UTC), Quiet(time(22), time(9))
    assert kinds_owed(standing_at(revised_at=EARLY), listener_in(quiet=quiet), late, told=told) == [
        ("moved", date(2018, 1, 2)),
        ("upcoming", date(2018, 1, 22)),
    ]


def test_news_that_cannot_be_delivered_keeps_nobody_from_being_reminded() -> None:
    told, at = Told(date(2018, 1, 30)), datetime(2018, 1, 15, 18, tzinfo=UTC)
    refused = News(date(2018, 1, 2), waits=False, is_over=True)
    assert ("upcoming", date(2018, 1, 15)) in kinds_owed(
        standing_at(revised_at=EARLY), listener_in(), at, told=told, news=refused
    )


def test_who_loses_the_day_is_told_and_the_owner_is_asked_a_week_later() -> None:
    lost = standing_at(None, runs=False, needs_review=True, revised_at=EARLY)
    told = Told(DUE_ON)
    owner, watcher = listener_in(is_owner=True), listener_in()
    assert kinds_owed(lost, owner, EARLY, told=told) == [("moved", date(2018, 1, 2))]
    assert kinds_owed(lost, watcher, EARLY, told=told) == [("moved", date(2018, 1, 2))]
    knows = Told(None, date(2018, 1, 2), EARLY)
    for days_later, expected in ((6, []), (7, [("review", date(2018, 1, 9))])):
        assert kinds_owed(lost, owner, EARLY + timedelta(days=days_later), told=knows) == expected
    assert kinds_owed(lost, owner, EARLY) == [("review", date(2018, 1, 2))]
    assert kinds_owed(lost, watcher, EARLY + timedelta(days=7), told=knows) == []


def test_overdue_is_said_every_day_from_the_day_after_on() -> None:
    standing, listener = standing_at(), listener_in()
    told = Told(DUE_ON, DUE_ON, local(22, 8))
    assert kinds_owed(standing, listener, local(22, 23, 59), told=told) == []
    assert kinds_owed(standing, listener, local(23, 0), told=told) == [("overdue", date(2018, 1, 23))]
    assert owed(standing, listener, told=told, news=None, at=local(23, 0))[0].not_before == local(23, 8)
    told = Told(DUE_ON, date(2018, 1, 23), local(23, 8))
    assert kinds_owed(standing, listener, local(23, 9), told=told) == []
    assert kinds_owed(standing, listener, local(24, 9), told=told) == [("overdue", date(2018, 1, 24))]


def test_an_old_deadline_is_history_only_for_whom_nobody_told_of_it() -> None:
    """Reopened or corrected forty days after its last day, it goes on for those who knew it."""
    late = datetime(2018, 3, 3, 20, tzinfo=UTC)
    standing = standing_at(revised_at=late)
    assert kinds_owed(standing, listener_in(), late) == []
    assert kinds_owed(standing, listener_in(), late, told=Told(DUE_ON)) == [("overdue", date(2018, 3, 3))]


def test_a_second_person_is_told_once_and_then_when_it_is_overdue_unless_somebody_took_note() -> None:
    second = listener_in(role=WatcherRole.SECOND, escalate_days=3)
    assert kinds_owed(standing_at(), second, EARLY) == [("escalation", date(2018, 1, 19))]
    assert kinds_owed(standing_at(), second, local(23, 9)) == [("overdue", date(2018, 1, 23))]
    for at in (EARLY, local(23, 9)):
        assert kinds_owed(standing_at(acknowledged=True), second, at) == []


def test_a_snooze_puts_off_what_tells_the_day_and_ends_on_the_last_morning() -> None:
    standing = standing_at()
    listener = listener_in(snoozed_until=date(2018, 1, 18))
    at = local(15, 12)
    assert [one.not_before for one in owed(standing, listener, told=None, news=None, at=at)] == [
        local(18, 8),
        local(21, 8),
        local(22, 8),
    ]
    too_long = listener_in(HONOLULU, snoozed_until=DUE_ON)
    in_sydney = standing_at(court_zone=SYDNEY)
    first = owed(in_sydney, too_long, told=None, news=None, at=local(15, 12))[0]
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
    standing = standing_at(due_on, court_zone=court, revised_at=datetime(2009, 1, 1, tzinfo=UTC))
    listener = listener_in(zone, offsets=tuple(offsets))
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
