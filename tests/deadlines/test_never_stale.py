"""Between scheduling and sending a deadline changes: no mail states what is not true any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from deadlines.changes import (
    extend_deadline,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    resume_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.models import Deadline, Extension, Reminder, Tolling, Watcher
from deadlines.operations import order_period, record_deadline
from deadlines.reminders.composing import compose_reminder
from deadlines.reminders.ledger import SINGLE
from deadlines.responses import start_all_mail, start_mail, stop_all_mail, stop_mail
from filings.operations import record_docket_entry
from foundation.accounts.models import User
from foundation.delivery import operations
from foundation.delivery.models import Message
from foundation.delivery.operations import LEASE, deliver_due
from tests import factories
from tests.deadlines.running import bodies, subjects, work

pytestmark = pytest.mark.django_db

EARLY = datetime(2017, 12, 22, 12, tzinfo=UTC)
#: A week before the due day, Monday 22 January 2018.
A_WEEK_BEFORE = datetime(2018, 1, 15, 9, tzinfo=UTC)
NOON = datetime(2018, 1, 15, 12, tzinfo=UTC)
THE_29TH = date(2018, 1, 29)


@pytest.fixture
def user() -> User:
    """Wants to be told seven days before, a day before and on the day."""
    made: User = factories.UserFactory(reminder_offsets=[7, 1, 0])
    return made


@pytest.fixture
def deadline(user: User) -> Deadline:
    """Due on Monday 22 January 2018, watched and armed."""
    entry = factories.DocketEntryFactory(docket__court__code="cand")
    factories.WatcherFactory(user=user, case=entry.docket.case)
    Watcher.objects.update(created_at=EARLY)
    made = Deadline(title="Amended complaint", period_length=30)
    return order_period(entry, made, by=None, at=EARLY)


def _move(deadline: Deadline, day: date = THE_29TH, at: datetime = EARLY) -> None:
    override_deadline(deadline, due_on=day, reason="by hand", by=None, at=at)


def _extend(deadline: Deadline, _user: User) -> None:
    extend_deadline(Extension(deadline=deadline, due_on=THE_29TH, reason="Order"), by=None, at=EARLY)


def _pause(deadline: Deadline, _user: User) -> None:
    pause_deadline(Tolling(deadline=deadline, paused_on=date(2018, 1, 2), reason="Stay"), by=None, at=EARLY)


def _change(deadline: Deadline, **values: Any) -> None:
    for name, value in values.items():
        setattr(deadline, name, value)
    record_deadline(deadline, by=None, at=EARLY)


def _unsettle(deadline: Deadline, _user: User) -> None:
    entry = deadline.ordered_by
    assert entry
    entry.date = "2017-12"
    record_docket_entry(entry, by=None, at=EARLY)


CHANGES: dict[str, tuple[Callable[[Deadline, User], object], str]] = {
    "moved": (lambda deadline, _user: _move(deadline), "the deadline has moved"),
    "extended": (_extend, "the deadline has moved"),
    "needs review": (_unsettle, "the deadline has moved"),
    "vacated": (
        lambda deadline, _user: vacate_deadline(deadline, reason="settled", by=None, at=EARLY),
        "the deadline is vacated",
    ),
    "satisfied": (
        lambda deadline, _user: satisfy_deadline(deadline, entry=None, reason="x", by=None, at=EARLY),
        "the deadline is satisfied",
    ),
    "paused": (_pause, "the deadline is paused"),
    "withdrawn": (
        lambda deadline, _user: _change(deadline, status="withdrawn"),
        "the deadline was withdrawn",
    ),
    "sealed": (
        lambda deadline, _user: _change(deadline, sealed=True),
        "the recipient no longer watches this deadline",
    ),
    "rights lost": (
        lambda _deadline, user: user.user_permissions.clear(),
        "the recipient no longer watches this deadline",
    ),
    "muted": (
        lambda deadline, user: stop_mail(deadline, by=user, at=EARLY),
        "the recipient no longer watches this deadline",
    ),
    "stopped": (
        lambda _deadline, user: stop_all_mail(user, at=EARLY),
        "the recipient no longer watches this deadline",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_between_scheduling_and_sending_is_not_told_as_it_was(
    deadline: Deadline, user: User, change: str
) -> None:
    do, reason = CHANGES[change]
    do(deadline, user)
    work(A_WEEK_BEFORE)
    told = [row for row in Reminder.objects.filter(revision=1) if row.message.state == "sent"]
    assert told == []
    assert not any("22 January 2018" in body for body in bodies())
    row = Reminder.objects.get(revision=1, scheduled_on=date(2018, 1, 15))
    assert (row.message.state, row.message.reason) == ("cancelled", reason)


@pytest.mark.parametrize(
    ("away", "back"),
    [
        (
            lambda deadline, _user: _change(deadline, sealed=True),
            lambda deadline, _user: _change(deadline, sealed=False),
        ),
        (
            lambda deadline, _user: _change(deadline, status="withdrawn"),
            lambda deadline, _user: _change(deadline, status="published"),
        ),
        (
            lambda _deadline, user: user.user_permissions.clear(),
            lambda _deadline, user: user.user_permissions.add(
                Permission.objects.get(codename="view_deadline")
            ),
        ),
        (
            lambda deadline, user: stop_mail(deadline, by=user, at=EARLY),
            lambda deadline, user: start_mail(deadline, by=user, at=NOON),
        ),
        (
            lambda _deadline, user: stop_all_mail(user, at=EARLY),
            lambda _deadline, user: start_all_mail(user, at=NOON),
        ),
        (
            lambda deadline, user: vacate_deadline(deadline, reason="x", by=None, at=EARLY),
            lambda deadline, user: reopen_deadline(deadline, reason="y", by=None, at=NOON),
        ),
    ],
    ids=["sealed", "withdrawn", "rights", "muted", "stopped", "vacated"],
)
@pytest.mark.parametrize("rhythm", ["immediate", "digest"])
def test_what_comes_back_is_told_once(
    deadline: Deadline, user: User, away: Any, back: Any, rhythm: str
) -> None:
    """The morning of the reminder went by meanwhile."""
    User.objects.update(rhythm=rhythm)
    work(EARLY)
    away(deadline, user)
    assert work(A_WEEK_BEFORE) == 0
    back(deadline, user)
    morning_after = A_WEEK_BEFORE + timedelta(days=1)
    assert work(NOON) + work(morning_after) == 1
    assert "7 days left" in subjects()[0] + bodies()[0] or "6 days left" in bodies()[0]
    assert work(morning_after + timedelta(hours=3)) == 0


def test_a_deadline_that_moves_away_and_back_is_told_again(deadline: Deadline) -> None:
    assert work(A_WEEK_BEFORE) == 1
    for day in (THE_29TH, date(2018, 1, 22)):
        _move(deadline, day, NOON)
    assert work(NOON + timedelta(hours=1)) == 1
    assert subjects() == ["7 days left: Amended complaint – Monday 22 January 2018"] * 2
    names = [mail.extra_headers["Message-ID"] for mail in outbox.outbox]
    assert len(set(names)) == 2


def test_who_was_told_a_day_is_told_the_old_and_the_new_one(deadline: Deadline) -> None:
    work(A_WEEK_BEFORE)
    _move(deadline, at=NOON)
    assert work(NOON) == 1
    assert subjects()[1] == "Moved to Monday 29 January 2018: Amended complaint"
    assert "You were told Monday 22 January 2018. That date no longer counts." in bodies()[1]
    assert "Due: Monday 29 January 2018" in bodies()[1]
    assert work(NOON + timedelta(hours=9)) == 0


def test_a_day_that_moves_three_times_is_told_from_the_last_that_was_said(deadline: Deadline) -> None:
    work(A_WEEK_BEFORE)
    for number, day in enumerate([THE_29TH, date(2018, 1, 30), date(2018, 1, 31)]):
        _move(deadline, day, NOON + timedelta(minutes=number))
    assert work(NOON + timedelta(hours=1)) == 1
    assert subjects()[1:] == ["Moved to Wednesday 31 January 2018: Amended complaint"]
    assert "You were told Monday 22 January 2018." in bodies()[1]
    _move(deadline, date(2018, 1, 22), NOON + timedelta(hours=2))
    assert work(NOON + timedelta(hours=2)) == 1
    assert subjects()[2:] == ["Moved to Monday 22 January 2018: Amended complaint"]
    assert "You were told Wednesday 31 January 2018." in bodies()[2]


def test_whom_nobody_told_the_old_day_gets_no_news_of_it(deadline: Deadline) -> None:
    _move(deadline)
    assert work(A_WEEK_BEFORE) == 0
    assert work(datetime(2018, 1, 22, 9, tzinfo=UTC)) == 1
    assert subjects() == ["7 days left: Amended complaint – Monday 29 January 2018"]


def test_news_that_wait_for_the_server_say_it_all_when_it_is_back(deadline: Deadline, settings: Any) -> None:
    """The reminder that fell due meanwhile would say the same."""
    work(A_WEEK_BEFORE)
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "foundation.core.emails.UnconfiguredBackend"
    _move(deadline, at=NOON)
    for day in range(1, 9):
        work(NOON + timedelta(days=day))
    settings.EMAIL_BACKEND = working
    assert work(NOON + timedelta(days=8, hours=1)) == 1
    assert subjects()[1:] == ["Moved to Monday 29 January 2018: Amended complaint"]
    assert "This mail is late." in bodies()[1]
    assert work(NOON + timedelta(days=8, hours=9)) == 0


def test_who_loses_the_day_and_gets_it_back_is_told_both(deadline: Deadline, user: User) -> None:
    work(A_WEEK_BEFORE)
    _unsettle(deadline, user)
    assert work(NOON) == 1
    assert subjects()[1] == "No date at present: Amended complaint"
    entry = deadline.ordered_by
    assert entry
    entry.date = "2017-12-21"
    record_docket_entry(entry, by=None, at=NOON + timedelta(hours=1))
    assert work(NOON + timedelta(hours=1)) == 1
    assert subjects()[2] == "Moved to Monday 22 January 2018: Amended complaint"
    assert "You were told" not in bodies()[2]


def test_a_date_that_an_editor_doubts_is_not_announced(deadline: Deadline) -> None:
    """Set by hand, and marked as in need of review: the day stands there and is told to nobody."""
    work(A_WEEK_BEFORE)
    _move(deadline, at=NOON)
    work(NOON)
    _change(deadline, state="needs_review")
    work(NOON + timedelta(hours=1))
    assert subjects()[2:] == ["No date at present: Amended complaint"]
    assert "29 January" not in bodies()[2].split("You were told")[0]
    assert Reminder.objects.order_by("pk").last().due_on is None  # type: ignore[union-attr]


def test_a_pause_and_its_end_tell_the_new_day(deadline: Deadline) -> None:
    work(A_WEEK_BEFORE)
    pause = Tolling(deadline=deadline, paused_on=date(2018, 1, 15), reason="Stay")
    pause_deadline(pause, by=None, at=NOON)
    assert work(NOON + timedelta(days=6)) == 0
    resume_deadline(pause, resumed_on=date(2018, 1, 22), by=None, at=NOON + timedelta(days=7))
    assert work(NOON + timedelta(days=7)) == 1
    assert subjects()[1] == "Moved to Monday 29 January 2018: Amended complaint"


# --- at the very moment -----------------------------------------------------------------------------


@pytest.mark.parametrize("rhythm", ["immediate", "digest"])
def test_who_is_told_a_day_in_the_moment_in_which_it_moves_hears_of_the_move(
    deadline: Deadline, settings: Any, rhythm: str
) -> None:
    """The mail is on its way when the editor saves; it cannot be called back."""
    User.objects.update(rhythm=rhythm)
    work(EARLY)

    class MovesMeanwhile(EmailBackend):
        def send_messages(self, messages: Sequence[EmailMessage]) -> int:
            taken = super().send_messages(messages)
            if deadline.revision == 1:
                _move(deadline, at=A_WEEK_BEFORE)
            return int(taken)

    globals()["MovesMeanwhile"] = MovesMeanwhile
    settings.EMAIL_BACKEND = f"{__name__}.MovesMeanwhile"
    assert work(A_WEEK_BEFORE) + work(NOON) == 2
    assert "Monday 22 January 2018" in bodies()[0]
    assert subjects()[1] == "Moved to Monday 29 January 2018: Amended complaint"
    assert "You were told Monday 22 January 2018." in bodies()[1]


def test_a_day_that_moves_while_the_mail_is_written_is_not_sent(
    deadline: Deadline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "_composers", dict(operations._composers))

    def compose(message: Message, at: datetime) -> Any:
        composed = compose_reminder(message, at)
        if deadline.revision == 1:
            _move(deadline, at=at)
        return composed

    operations.register_composer(SINGLE, compose)
    assert work(A_WEEK_BEFORE) == 0
    first = Reminder.objects.get(revision=1, scheduled_on=date(2018, 1, 15))
    assert (first.message.state, first.message.reason) == ("cancelled", "the deadline has moved")
    assert work(datetime(2018, 1, 22, 9, tzinfo=UTC)) == 1
    assert subjects() == ["7 days left: Amended complaint – Monday 29 January 2018"]


class KilledError(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("rhythm", ["immediate", "digest"])
def test_who_was_told_a_day_by_a_worker_that_died_hears_of_the_move(
    deadline: Deadline, settings: Any, rhythm: str
) -> None:
    """The ledger does not know whether that mail arrived. The news go out, and the old mail not again."""
    User.objects.update(rhythm=rhythm)
    work(EARLY)

    class Deadly(EmailBackend):
        def send_messages(self, messages: Sequence[EmailMessage]) -> int:
            super().send_messages(messages)
            raise KilledError

    working = settings.EMAIL_BACKEND
    globals()["Deadly"] = Deadly
    settings.EMAIL_BACKEND = f"{__name__}.Deadly"
    with pytest.raises(KilledError):
        deliver_due(at=A_WEEK_BEFORE)
    settings.EMAIL_BACKEND = working
    _move(deadline, at=A_WEEK_BEFORE)
    assert work(A_WEEK_BEFORE + LEASE) + work(NOON) == 1
    assert subjects()[1] == "Moved to Monday 29 January 2018: Amended complaint"
    assert work(NOON + timedelta(hours=1)) == 0
