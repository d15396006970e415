"""One mail a morning: what it carries, what leaves it, and what happens when a person changes the rhythm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from deadlines.changes import override_deadline
from deadlines.models import Deadline, Reminder
from deadlines.responses import snooze
from foundation.accounts.models import User
from foundation.delivery.models import Message
from foundation.delivery.operations import LEASE, claim
from tests import factories
from tests.deadlines.running import bodies, subjects, work

pytestmark = pytest.mark.django_db

EARLY = datetime(2018, 1, 2, 12, tzinfo=UTC)
MORNING = datetime(2018, 1, 15, 8, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def user() -> User:
    made: User = factories.UserFactory(rhythm="digest", reminder_offsets=[7, 3, 0])
    return made


def _deadline(due_on: date, title: str, case: Any) -> Deadline:
    made: Deadline = factories.DeadlineFactory(
        fixed=True, due_on=due_on, title=title, docket__case=case, docket__court__time_zone="UTC"
    )
    return made


@pytest.fixture
def two(user: User) -> list[Deadline]:
    """Both due on 22 January; one case, watched by one person who wants a digest."""
    case = factories.CaseFactory()
    factories.WatcherFactory(user=user, case=case)
    return [_deadline(date(2018, 1, 22), title, case) for title in ("Answer", "Reply")]


def _titles(body: str) -> list[str]:
    return [line for line in body.splitlines() if line in {"Answer", "Reply", "Brief"}]


def test_one_mail_carries_what_falls_due_in_one_morning(two: list[Deadline]) -> None:
    work(EARLY)
    assert [work(MORNING - HOUR), work(MORNING), work(MORNING + HOUR)] == [0, 1, 0]
    assert subjects() == ["2 deadlines this morning, first: Answer"]
    assert sorted(_titles(bodies()[0])) == ["Answer", "Reply"]


def test_a_line_that_is_not_true_any_more_leaves_the_digest(two: list[Deadline]) -> None:
    work(EARLY)
    override_deadline(two[0], due_on=date(2018, 1, 30), reason="by hand", by=None, at=EARLY)
    assert work(MORNING) == 1
    assert _titles(bodies()[0]) == ["Reply"]


def test_what_falls_due_after_the_mail_of_the_morning_waits_for_the_next(
    two: list[Deadline], user: User
) -> None:
    work(EARLY)
    work(MORNING)
    brief = _deadline(date(2018, 1, 22), "Brief", two[0].docket.case)
    assert [work(MORNING + HOUR), work(MORNING + DAY)] == [0, 1]
    assert _titles(bodies()[1]) == ["Brief"]
    assert brief.reminders.filter(message__state="sent").count() == 1


def test_what_falls_due_after_an_empty_digest_takes_its_place(two: list[Deadline], user: User) -> None:
    """The digest of this morning was called off since nothing was left in it: nobody has had a mail."""
    work(EARLY)
    for deadline in two:
        override_deadline(deadline, due_on=date(2018, 1, 30), reason="by hand", by=None, at=EARLY)
    assert work(MORNING) == 0
    _deadline(date(2018, 1, 22), "Brief", two[0].docket.case)
    assert work(MORNING + HOUR) == 1
    assert _titles(bodies()[0]) == ["Brief"]


def test_a_line_that_is_put_off_comes_back_on_its_morning(two: list[Deadline], user: User) -> None:
    """The 17th is none of the person's days: nothing else would bring it back."""
    work(EARLY)
    deadline = two[0]
    snooze(deadline, until=date(2018, 1, 17), revision=1, by=user, at=MORNING - HOUR)
    assert [work(MORNING), work(MORNING + DAY), work(MORNING + 2 * DAY)] == [1, 0, 1]
    assert [_titles(body) for body in bodies()] == [["Reply"], ["Answer"]]
    assert "This mail is late." not in bodies()[1]


def test_a_digest_of_which_every_line_is_put_off_waits_as_a_whole(two: list[Deadline], user: User) -> None:
    work(EARLY)
    for deadline in two:
        snooze(deadline, until=date(2018, 1, 17), revision=1, by=user, at=MORNING - HOUR)
    assert [work(MORNING), work(MORNING + DAY), work(MORNING + 2 * DAY)] == [0, 0, 1]
    assert sorted(_titles(bodies()[0])) == ["Answer", "Reply"]


def test_an_earlier_morning_than_before_brings_a_line_forward(two: list[Deadline], user: User) -> None:
    work(EARLY)
    snooze(two[0], until=date(2018, 1, 21), revision=1, by=user, at=MORNING - HOUR)
    work(MORNING)
    snooze(two[0], until=date(2018, 1, 17), revision=1, by=user, at=MORNING + HOUR)
    assert [work(MORNING + DAY), work(MORNING + 2 * DAY)] == [0, 1]
    assert _titles(bodies()[1]) == ["Answer"]


@pytest.mark.parametrize(("before", "after"), [("digest", "immediate"), ("immediate", "digest")])
def test_who_changes_the_rhythm_is_told_once_in_the_new_one(
    two: list[Deadline], before: str, after: str
) -> None:
    User.objects.update(rhythm=before)
    work(EARLY)
    User.objects.update(rhythm=after)
    work(EARLY + DAY)
    assert work(MORNING) == {"digest": 1, "immediate": 2}[after]
    assert sorted(title for body in bodies() for title in _titles(body)) == ["Answer", "Reply"]
    assert work(MORNING + HOUR) == 0


@pytest.mark.parametrize("rhythm", ["digest", "immediate"])
def test_who_changes_the_rhythm_and_changes_it_back_is_told_once(two: list[Deadline], rhythm: str) -> None:
    for number, wanted in enumerate([rhythm, {"digest": "immediate"}.get(rhythm, "digest"), rhythm]):
        User.objects.update(rhythm=wanted)
        work(EARLY + number * DAY)
    assert work(MORNING) == {"digest": 1, "immediate": 2}[rhythm]
    assert sorted(title for body in bodies() for title in _titles(body)) == ["Answer", "Reply"]
    assert work(MORNING + DAY) == 0


def test_who_changes_the_rhythm_while_the_digest_is_being_sent_is_not_told_twice(
    two: list[Deadline],
) -> None:
    """Another worker has it in its hands; what becomes of it is known when its lease is over."""
    work(EARLY)
    digest = claim(at=MORNING)
    assert digest
    User.objects.update(rhythm="immediate")
    assert work(MORNING) == 0
    assert work(MORNING + LEASE) == 1
    assert subjects() == ["2 deadlines this morning, first: Answer"]
    assert work(MORNING + HOUR) == 0


def test_a_digest_that_was_tried_is_not_added_to(two: list[Deadline], settings: Any) -> None:
    """It may have arrived; a line that came later would be dropped with the double."""
    work(EARLY)
    assert claim(at=MORNING)
    _deadline(date(2018, 1, 22), "Brief", two[0].docket.case)
    assert work(MORNING + LEASE) == 1
    assert sorted(_titles(bodies()[0])) == ["Answer", "Reply"]
    assert work(MORNING + DAY) == 1
    assert _titles(bodies()[1]) == ["Brief"]


def test_the_last_day_does_not_wait_for_the_digest_of_tomorrow(two: list[Deadline]) -> None:
    work(EARLY)
    work(MORNING)
    _deadline(date(2018, 1, 15), "Brief", two[0].docket.case)
    assert work(MORNING + HOUR) == 1
    assert subjects()[1] == "Today: Brief – Monday 15 January 2018"
    row = Reminder.objects.get(deadline__title_en="Brief", message__state="sent")
    assert (row.kind, row.message.purpose) == ("digest_item", "reminder")


def test_every_line_of_every_digest_is_in_the_ledger(two: list[Deadline], user: User) -> None:
    """What a sent digest says and what it left out, with the reason."""
    work(EARLY)
    User.objects.filter(pk=user.pk).update(reminder_offsets=[3, 0])
    override_deadline(two[0], due_on=date(2018, 1, 18), reason="by hand", by=None, at=EARLY)
    for n in range(9):
        work(MORNING + n * DAY)
    rows = Reminder.objects.filter(message__purpose="digest").exclude(message__state="pending")
    found = {
        (row.deadline.title, row.revision, row.scheduled_on.day, row.outcome, row.why_not) for row in rows
    }
    no_longer, moved = "the recipient no longer asks for it", "the deadline has moved"
    assert found >= {
        ("Answer", 1, 15, "cancelled", moved),
        ("Answer", 2, 15, "sent", ""),
        ("Answer", 2, 18, "sent", ""),
        ("Reply", 1, 15, "cancelled", no_longer),
        ("Reply", 1, 19, "sent", ""),
        ("Reply", 1, 22, "sent", ""),
    }
    assert Message.objects.filter(purpose="digest", state="sent").count() == len(subjects())
