"""Clocks that jump, workers elsewhere, machines that were off. Every moment is injected."""

from __future__ import annotations

import time as system_time
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox

from deadlines.models import Deadline, Reminder, Watcher
from foundation.accounts.models import User
from tests import factories
from tests.deadlines.running import bodies, subjects, work, work_at

pytestmark = pytest.mark.django_db

LONG_BEFORE = datetime(2017, 12, 22, 12, tzinfo=UTC)


def _deadline(due_on: date, *, court: str = "America/Los_Angeles", **values: Any) -> Deadline:
    made: Deadline = factories.DeadlineFactory(
        fixed=True, due_on=due_on, docket__court__time_zone=court, **values
    )
    return made


def _watching(deadline: Deadline, **values: Any) -> User:
    """Somebody who has watched the case since before everything."""
    user: User = factories.UserFactory(**values)
    factories.WatcherFactory(user=user, case=deadline.docket.case)
    Watcher.objects.update(created_at=LONG_BEFORE)
    return user


def _by_the_clock(zone: str, days: Iterable[date], *hours: time) -> list[datetime]:
    """Moments by the clock on the wall of a zone."""
    local = ZoneInfo(zone)
    return [datetime.combine(day, hour, tzinfo=local).astimezone(UTC) for day in days for hour in hours]


# --- nights in which the clock jumps ----------------------------------------------------------------

NIGHTS = [
    ("America/Los_Angeles", date(2018, 3, 11)),
    ("America/Los_Angeles", date(2018, 11, 4)),
    ("America/New_York", date(2018, 3, 11)),
    ("America/New_York", date(2018, 11, 4)),
    ("Europe/Zurich", date(2018, 3, 25)),
    ("Europe/Zurich", date(2018, 10, 28)),
    ("Asia/Almaty", date(2024, 3, 1)),
]


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_around_a_night_in_which_the_clock_jumps_each_mail_comes_once_and_at_eight(
    zone: str, night: date
) -> None:
    deadline = _deadline(night, court=zone)
    _watching(deadline, time_zone=zone, reminder_offsets=[1, 0])
    days = [night + timedelta(n) for n in (-1, 0, 1)]
    sent = work_at(_by_the_clock(zone, days, time(0), time(1, 59), time(3), time(7, 59), time(8), time(20)))
    assert sent == _by_the_clock(zone, days, time(8))
    assert [subject.split(":")[0] for subject in subjects()] == ["1 day left", "Today", "Overdue by 1 day"]


def test_a_reminder_for_the_29th_of_february_comes_on_it() -> None:
    deadline = _deadline(date(2024, 3, 7))
    _watching(deadline, reminder_offsets=[7])
    days = [date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)]
    sent = work_at(_by_the_clock("UTC", days, time(7, 59), time(8), time(23)))
    assert sent == [datetime(2024, 2, 29, 8, tzinfo=UTC)]
    assert subjects() == ["7 days left: Amended complaint – Thursday 7 March 2024"]


# --- a worker elsewhere -----------------------------------------------------------------------------


@pytest.fixture(params=["America/Los_Angeles", "Asia/Almaty", "Pacific/Kiritimati"])
def _elsewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process runs in another time zone than the one of its settings."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        system_time.tzset()
        yield
    system_time.tzset()


@pytest.mark.usefixtures("_elsewhere")
def test_where_the_worker_runs_does_not_matter() -> None:
    deadline = _deadline(date(2018, 1, 22))
    _watching(deadline, time_zone="Europe/Zurich", reminder_offsets=[1, 0])
    days = [date(2018, 1, day) for day in (20, 21, 22)]
    sent = work_at(_by_the_clock("Europe/Zurich", days, time(0), time(7, 59), time(8), time(17), time(23)))
    assert sent == [datetime(2018, 1, 21, 7, tzinfo=UTC), datetime(2018, 1, 22, 7, tzinfo=UTC)]
    assert [subject.split(":")[0] for subject in subjects()] == ["2 days left", "1 day left"]


# --- a machine that was off -------------------------------------------------------------------------


@pytest.fixture
def _off_for_three_weeks() -> None:
    """Three deadlines: one still ahead, one that ended meanwhile, one without a day. Armed before."""
    ahead = _deadline(date(2018, 2, 5), title="Reply")
    case = ahead.docket.case
    _deadline(date(2018, 1, 20), title="Answer", docket__case=case)
    factories.DeadlineFactory(
        needs_review=True, title="Brief", docket__case=case, revised_at=datetime(2018, 1, 1, tzinfo=UTC)
    )
    _watching(ahead)
    assert work(datetime(2018, 1, 7, 12, tzinfo=UTC)) == 3
    outbox.outbox.clear()


@pytest.mark.usefixtures("_off_for_three_weeks")
def test_after_three_weeks_off_one_mail_a_deadline_says_how_it_stands_now_and_that_it_is_late() -> None:
    assert work(datetime(2018, 1, 28, 12, tzinfo=UTC)) == 3
    assert sorted(subjects()) == [
        "8 days left: Reply – Monday 5 February 2018",
        "Needs review: Brief",
        "Overdue by 8 days: Answer – Saturday 20 January 2018",
    ]
    late = {
        subject.split(":")[0]: "This mail is late. You should have been told on" in body
        for subject, body in zip(subjects(), bodies(), strict=True)
    }
    assert late == {"8 days left": True, "Needs review": True, "Overdue by 8 days": True}
    assert work(datetime(2018, 1, 28, 20, tzinfo=UTC)) == 0
    assert work(datetime(2018, 1, 29, 9, tzinfo=UTC)) == 3  # a week before, overdue, and the next week
    assert "This mail is late" not in "".join(bodies()[3:])


def test_after_three_weeks_off_one_digest_says_all_of_it() -> None:
    first = _deadline(date(2018, 2, 5), title="Reply")
    second = _deadline(date(2018, 2, 9), title="Answer", docket__case=first.docket.case)
    _watching(first, rhythm="digest")
    assert second.docket.case == first.docket.case
    work(datetime(2018, 1, 7, 12, tzinfo=UTC))
    outbox.outbox.clear()
    assert work(datetime(2018, 1, 28, 12, tzinfo=UTC)) == 1
    [body] = bodies()
    assert body.count("This mail is late.") == 2
    assert [line for line in body.splitlines() if line.startswith("Due: ")] == [
        "Due: Monday 5 February 2018",
        "Due: Friday 9 February 2018",
    ]
    waiting = Reminder.objects.filter(message__state="pending", scheduled_on__lte=date(2018, 1, 28))
    assert list(waiting.filter(withheld="")) == []


def test_a_server_that_is_back_at_night_wakes_nobody() -> None:
    """The mails of the morning waited for the server, and now wait for the end of the quiet hours."""
    deadline = _deadline(date(2018, 1, 22))
    _watching(deadline, reminder_offsets=[7], quiet_from="22:00", quiet_until="07:00")
    work(datetime(2018, 1, 14, 12, tzinfo=UTC))
    assert work(datetime(2018, 1, 15, 23, tzinfo=UTC)) == 0
    assert work(datetime(2018, 1, 16, 6, 59, tzinfo=UTC)) == 0
    assert work(datetime(2018, 1, 16, 7, tzinfo=UTC)) == 1
    assert "This mail is late. You should have been told on Monday 15 January 2018." in bodies()[0]


# --- mornings and last days -------------------------------------------------------------------------


@pytest.mark.parametrize("until", ["07:00", "11:00", "23:30"])
def test_on_the_last_day_quiet_hours_end_at_eight(until: str) -> None:
    deadline = _deadline(date(2018, 1, 22), court="UTC")
    _watching(deadline, reminder_offsets=[0], quiet_from="00:00", quiet_until=until)
    hours = (time(0), time(6), time(7, 59), time(8), time(11), time(23, 30))
    sent = work_at(_by_the_clock("UTC", [date(2018, 1, 22)], *hours))
    assert sent == [datetime(2018, 1, 22, 8, tzinfo=UTC)]


def test_quiet_hours_that_begin_or_change_later_hold_for_what_waits_already() -> None:
    deadline = _deadline(date(2018, 1, 22), court="UTC")
    _watching(deadline, reminder_offsets=[7])
    work(datetime(2018, 1, 10, tzinfo=UTC))
    User.objects.update(quiet_from="22:00", quiet_until="09:30")
    hours = (time(0), time(8), time(9, 29), time(9, 30), time(12))
    sent = work_at(_by_the_clock("UTC", [date(2018, 1, 15)], *hours))
    assert sent == [datetime(2018, 1, 15, 9, 30, tzinfo=UTC)]


@pytest.mark.parametrize("rhythm", ["immediate", "digest"])
@pytest.mark.parametrize(
    ("before", "after"),
    [("Asia/Almaty", "America/Los_Angeles"), ("America/Los_Angeles", "Asia/Almaty")],
)
def test_who_travels_is_told_at_eight_where_they_are_now(before: str, after: str, rhythm: str) -> None:
    deadline = _deadline(date(2018, 1, 22))
    _watching(deadline, time_zone=before, reminder_offsets=[7], rhythm=rhythm)
    work(datetime(2018, 1, 10, tzinfo=UTC))
    User.objects.update(time_zone=after)
    days = [date(2018, 1, day) for day in (14, 15, 16)]
    moments = [
        moment for zone in (before, after) for moment in _by_the_clock(zone, days, time(7, 59), time(8))
    ]
    assert work_at(sorted(moments)) == _by_the_clock(after, [date(2018, 1, 15)], time(8))


def test_who_lives_far_in_the_west_hears_of_the_last_day_before_it_is_over_at_the_court() -> None:
    deadline = _deadline(date(2018, 1, 22), court="Australia/Sydney")
    _watching(deadline, time_zone="Pacific/Honolulu", reminder_offsets=[0])
    days = [date(2018, 1, day) for day in (20, 21, 22)]
    sent = work_at(_by_the_clock("Pacific/Honolulu", days, time(0), time(7, 59), time(8), time(12), time(23)))
    assert sent == _by_the_clock("Pacific/Honolulu", days[1:], time(8))
    assert [subject.split(":")[0] for subject in subjects()] == ["Today", "Overdue by 1 day"]


def test_who_lives_far_in_the_east_is_told_in_the_morning_and_again_when_it_is_over() -> None:
    deadline = _deadline(date(2018, 1, 22))
    _watching(deadline, time_zone="Asia/Almaty", reminder_offsets=[0])
    days = [date(2018, 1, day) for day in (22, 23)]
    hours = (time(0), time(7, 59), time(8), time(13, 59), time(14), time(23))
    assert work_at(_by_the_clock("Asia/Almaty", days, *hours)) == [
        datetime(2018, 1, 22, 2, tzinfo=UTC),  # eight in Almaty
        datetime(2018, 1, 23, 8, tzinfo=UTC),  # midnight in Los Angeles
    ]
    assert [subject.split(":")[0] for subject in subjects()] == ["1 day left", "Overdue by 1 day"]


def test_a_deadline_that_ends_today_and_is_recorded_today_is_told_at_once_in_a_digest_too() -> None:
    """Today's digest has gone out; tomorrow's would be too late."""
    deadline = _deadline(date(2018, 1, 30), court="UTC", title="Reply")
    user = _watching(deadline, rhythm="digest", reminder_offsets=[15, 0])
    assert work(datetime(2018, 1, 15, 8, tzinfo=UTC)) == 1
    noon = datetime(2018, 1, 15, 12, tzinfo=UTC)
    urgent = _deadline(date(2018, 1, 15), court="UTC", title="Answer", docket__case=deadline.docket.case)
    Deadline.objects.filter(pk=urgent.pk).update(revised_at=noon)
    assert work(noon) == 1
    assert outbox.outbox[-1].to == [user.email]
    assert subjects()[-1] == "Today: Answer – Monday 15 January 2018"
