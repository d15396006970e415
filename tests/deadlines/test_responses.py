"""What people answer to a reminder."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError

from deadlines.changes import mark_missed, satisfy_deadline
from deadlines.enums import WatcherRole
from deadlines.models import Acknowledgement, Deadline, Reminder, Watcher
from deadlines.reminders.people import recipients
from deadlines.reminders.scheduling import arm_reminders, schedule_reminders
from deadlines.responses import (
    acknowledge,
    hand_over,
    snooze,
    start_all_mail,
    start_mail,
    stop_all_mail,
    stop_mail,
)
from foundation.accounts.models import User
from foundation.delivery.operations import deliver_due
from tests import factories

pytestmark = pytest.mark.django_db

#: The morning a week before the last day, Monday 22 January 2018.
AT = datetime(2018, 1, 15, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def deadline() -> Deadline:
    made: Deadline = factories.DeadlineFactory(title_en="Amended complaint")
    return made


def _watching(deadline: Deadline, role: WatcherRole = WatcherRole.WATCHER, **values: Any) -> User:
    user: User = factories.UserFactory(**values)
    factories.WatcherFactory(user=user, case=None, deadline=deadline, role=role)
    return user


def _refused(words: str, call: Any, **values: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        call(**values)
    assert refused.value.messages == [words]


def _mails(at: datetime) -> list[str]:
    """Arm and deliver as the worker does; return the subjects that went out."""
    outbox.outbox.clear()
    arm_reminders(at)
    while deliver_due(at=at):
        pass
    return [str(mail.subject) for mail in outbox.outbox]


# --- acknowledge ------------------------------------------------------------------------------------


def test_the_first_to_acknowledge_is_named_to_the_second(deadline: Deadline) -> None:
    first, second = _watching(deadline, username="ainur"), _watching(deadline)
    acknowledge(deadline, revision=1, by=first, at=AT)
    words = "ainur has acknowledged this already."
    _refused(words, acknowledge, deadline=deadline, revision=1, by=second, at=AT)
    assert Acknowledgement.objects.get().user == first


def test_what_changed_in_the_meantime_is_not_acknowledged(deadline: Deadline) -> None:
    user = _watching(deadline)
    Deadline.objects.update(revision=2)
    words = "The deadline has changed since you opened this page. Look at it again."
    _refused(words, acknowledge, deadline=deadline, revision=1, by=user, at=AT)


def test_what_is_over_is_not_acknowledged(deadline: Deadline) -> None:
    user = _watching(deadline)
    Deadline.objects.update(state="satisfied")
    _refused("This deadline is over.", acknowledge, deadline=deadline, revision=1, by=user, at=AT)


def test_nobody_acknowledged_so_the_second_person_is_told(deadline: Deadline) -> None:
    _watching(deadline, WatcherRole.SECOND)
    assert [_mails(AT), _mails(AT + 3 * DAY), _mails(AT + 4 * DAY), _mails(AT + 5 * DAY)] == [
        [],
        [],
        ["Nobody has acknowledged: Amended complaint – Monday 22 January 2018"],
        [],
    ]


def test_who_acknowledged_spares_the_second_person(deadline: Deadline) -> None:
    owner = _watching(deadline, WatcherRole.OWNER, reminder_offsets=[])
    _watching(deadline, WatcherRole.SECOND)
    schedule_reminders(deadline, at=AT)
    acknowledge(deadline, revision=1, by=owner, at=AT)
    assert [_mails(AT + n * DAY) for n in range(7)] == [[]] * 7
    row = Reminder.objects.get(kind="escalation")
    assert (row.outcome, row.why_not) == ("cancelled", f"acknowledged by {owner}")


def test_an_unacknowledged_deadline_that_is_over_alarms_both_every_day(deadline: Deadline) -> None:
    _watching(deadline, WatcherRole.OWNER, reminder_offsets=[])
    _watching(deadline, WatcherRole.SECOND)
    over = [_mails(AT + n * DAY) for n in (8, 9)]
    assert over == [
        ["Overdue by 1 day: Amended complaint – Monday 22 January 2018"] * 2,
        ["Overdue by 2 days: Amended complaint – Monday 22 January 2018"] * 2,
    ]


@pytest.mark.parametrize("how", ["satisfied", "missed"])
def test_overdue_ends_when_somebody_says_how_it_ended(deadline: Deadline, how: str) -> None:
    owner = _watching(deadline, WatcherRole.OWNER, reminder_offsets=[])
    assert len(_mails(AT + 8 * DAY)) == 1
    if how == "satisfied":
        satisfy_deadline(deadline, entry=None, reason="filed in time", by=owner, at=AT + 8 * DAY)
    else:
        mark_missed(deadline, reason="nothing was filed", by=owner, at=AT + 8 * DAY)
    assert _mails(AT + 9 * DAY) == []


# --- snooze -----------------------------------------------------------------------------------------


def test_a_snoozed_deadline_comes_back_in_the_morning_that_was_chosen(deadline: Deadline) -> None:
    user = _watching(deadline, reminder_offsets=[6, 5, 0])
    schedule_reminders(deadline, at=AT)
    snooze(deadline, until=date(2018, 1, 19), revision=1, by=user, at=AT)
    told = {day: _mails(datetime(2018, 1, day, 9, tzinfo=UTC)) for day in range(15, 23)}
    assert {day: len(mails) for day, mails in told.items() if mails} == {19: 1, 22: 1}


@pytest.mark.parametrize("until", [date(2018, 1, 15), date(2018, 1, 14), date(2018, 1, 23)])
def test_a_snooze_reaches_from_tomorrow_to_the_due_day(deadline: Deadline, until: date) -> None:
    user = _watching(deadline)
    words = "Choose a day from tomorrow to 2018-01-22."
    _refused(words, snooze, deadline=deadline, until=until, revision=1, by=user, at=AT)


def test_a_snooze_ends_when_the_deadline_moves(deadline: Deadline) -> None:
    user = _watching(deadline, reminder_offsets=[6])
    snooze(deadline, until=date(2018, 1, 19), revision=1, by=user, at=AT)
    Deadline.objects.update(revision=2, due_on=date(2018, 1, 23))
    assert len(_mails(datetime(2018, 1, 17, 9, tzinfo=UTC))) == 1


def test_an_overdue_deadline_is_put_off_a_week_at_most(deadline: Deadline) -> None:
    user, late = _watching(deadline), AT + 10 * DAY
    words = "Choose a day from tomorrow to 2018-02-01."
    _refused(words, snooze, deadline=deadline, until=date(2018, 2, 2), revision=1, by=user, at=late)
    snooze(deadline, until=date(2018, 2, 1), revision=1, by=user, at=late)


# --- hand over --------------------------------------------------------------------------------------


def test_who_takes_over_is_the_owner_and_who_gave_keeps_watching(deadline: Deadline) -> None:
    giver, taker = _watching(deadline, WatcherRole.OWNER), factories.UserFactory()
    hand_over(deadline, to=taker, reason="on leave", by=giver, at=AT)
    assert {one.user: one.role for one in recipients(deadline)} == {
        giver: WatcherRole.WATCHER,
        taker: WatcherRole.OWNER,
    }
    assert Reminder.objects.filter(recipient=taker).exists()
    history = Watcher.history.filter(user=taker).first()
    assert (history.history_user, history.history_change_reason) == (giver, "on leave")


def test_a_deadline_is_not_handed_to_somebody_whom_no_reminder_would_reach(deadline: Deadline) -> None:
    owner = _watching(deadline, WatcherRole.OWNER)
    off = factories.UserFactory(inactive=True)
    words = "No reminder would reach this person: the account is off, or has no mail address."
    _refused(words, hand_over, deadline=deadline, to=off, reason="on leave", by=owner, at=AT)
    without = factories.UserFactory(rights=[])
    words = "This person may not see the deadline."
    _refused(words, hand_over, deadline=deadline, to=without, reason="on leave", by=owner, at=AT)
    assert [(one.user, one.role) for one in recipients(deadline)] == [(owner, "owner")]


def test_a_handover_says_why(deadline: Deadline) -> None:
    owner, other = _watching(deadline), factories.UserFactory()
    _refused("Say why.", hand_over, deadline=deadline, to=other, reason=" ", by=owner, at=AT)


# --- stop -------------------------------------------------------------------------------------------


def test_who_stops_the_mails_of_one_deadline_gets_those_of_the_others(deadline: Deadline) -> None:
    user = factories.UserFactory(reminder_offsets=[7])
    factories.WatcherFactory(user=user, case=deadline.docket.case)
    other = factories.DeadlineFactory(docket=deadline.docket, title_en="Answer")
    stop_mail(deadline, by=user, at=AT)
    stop_mail(deadline, by=user, at=AT)
    assert [one.user for one in recipients(other)] == [user]
    assert _mails(AT) == ["7 days left: Answer – Monday 22 January 2018"]
    start_mail(deadline, by=user, at=AT)
    assert _mails(AT) == ["7 days left: Amended complaint – Monday 22 January 2018"]


def test_who_stops_everything_gets_nothing_until_they_start_again(deadline: Deadline) -> None:
    user = _watching(deadline, reminder_offsets=[7])
    stop_all_mail(user, at=AT)
    assert (_mails(AT), recipients(deadline)) == ([], [])
    start_all_mail(user, at=AT)
    assert len(_mails(AT)) == 1
