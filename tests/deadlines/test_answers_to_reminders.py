"""What people answer to a reminder, two of them at once included, and what is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import close_old_connections, connection

from deadlines.changes import extend_deadline, override_deadline, satisfy_deadline
from deadlines.enums import WatcherRole
from deadlines.models import Acknowledgement, Deadline, Extension, Reminder
from deadlines.responses import acknowledge, hand_over, snooze
from foundation.accounts.models import User
from tests import factories
from tests.deadlines.running import subjects, work

EARLY = datetime(2018, 1, 2, 12, tzinfo=UTC)
THREE_BEFORE = datetime(2018, 1, 19, 9, tzinfo=UTC)


@pytest.fixture
def deadline(db: None) -> Deadline:
    """Due on 22 January 2018."""
    made: Deadline = factories.DeadlineFactory(fixed=True, docket__court__time_zone="UTC")
    return made


def _second(deadline: Deadline, **values: Any) -> User:
    user: User = factories.UserFactory()
    factories.WatcherFactory(user=user, case=None, deadline=deadline, role=WatcherRole.SECOND, **values)
    return user


# --- escalation -------------------------------------------------------------------------------------


def test_nobody_took_note_so_a_second_person_is_told(deadline: Deadline) -> None:
    _second(deadline, escalate_days=3)
    assert [work(THREE_BEFORE - timedelta(days=1)), work(THREE_BEFORE)] == [0, 1]
    assert subjects() == ["Nobody has acknowledged: Amended complaint – Monday 22 January 2018"]


@pytest.mark.parametrize("at", [EARLY, datetime(2018, 1, 23, 7, tzinfo=UTC)], ids=["before", "overdue"])
def test_who_takes_note_spares_the_second_person(deadline: Deadline, at: datetime) -> None:
    """Also where the reminder of this morning is in the ledger already."""
    owner, second = factories.UserFactory(), _second(deadline)
    work(at)
    told = subjects()
    acknowledge(deadline, revision=1, by=owner, at=at)
    for hours in range(0, 24 * 8, 12):
        work(at + timedelta(hours=hours))
    assert subjects() == told
    waiting = Reminder.objects.filter(recipient=second, message__state="pending")
    assert [row for row in waiting if row.message.not_before <= at + timedelta(days=7)] == []


def test_a_deadline_that_moves_must_be_noted_again(deadline: Deadline) -> None:
    _second(deadline)
    acknowledge(deadline, revision=1, by=factories.UserFactory(), at=EARLY)
    override_deadline(deadline, due_on=date(2018, 1, 21), reason="by hand", by=None, at=EARLY)
    assert work(THREE_BEFORE) == 1


def test_a_second_person_who_becomes_the_owner_is_not_told_that_nobody_took_note(deadline: Deadline) -> None:
    second = _second(deadline)
    work(EARLY)
    hand_over(deadline, to=second, reason="on leave", by=None, at=EARLY)  # type: ignore[arg-type]
    work(THREE_BEFORE)
    assert subjects() == ["3 days left: Amended complaint – Monday 22 January 2018"]


def test_who_hands_over_is_not_asked_about_it_any_more(db: None) -> None:
    """A question goes to the owner alone."""
    deadline = factories.DeadlineFactory(needs_review=True)
    old = factories.WatcherFactory(case=None, deadline=deadline, role=WatcherRole.OWNER).user
    new = factories.UserFactory()
    assert work(EARLY) == 1
    hand_over(deadline, to=new, reason="on leave", by=old, at=EARLY)
    work(EARLY + timedelta(days=8))
    assert [mail.to for mail in outbox.outbox] == [[old.email], [new.email]]


# --- refused ----------------------------------------------------------------------------------------


def test_two_people_who_take_note_are_told_who_was_first(deadline: Deadline) -> None:
    first, second = factories.UserFactory(username="aigerim"), factories.UserFactory()
    acknowledge(deadline, revision=1, by=first, at=EARLY)
    with pytest.raises(ValidationError, match="aigerim has acknowledged this already") as refused:
        acknowledge(deadline, revision=1, by=second, at=EARLY)
    assert refused.value.code == "acknowledged"
    assert list(Acknowledgement.objects.values_list("user", flat=True)) == [first.pk]


def test_one_who_takes_note_between_the_look_and_the_lock_of_another_is_seen(deadline: Deadline) -> None:
    """The second had the page open before the first saved: it is the same revision."""
    seen = Deadline.objects.get(pk=deadline.pk)
    acknowledge(deadline, revision=1, by=factories.UserFactory(), at=EARLY)
    with pytest.raises(ValidationError, match="already"):
        acknowledge(seen, revision=seen.revision, by=factories.UserFactory(), at=EARLY)


def test_what_changed_since_the_page_was_opened_is_looked_at_again(deadline: Deadline) -> None:
    user = factories.UserFactory()
    override_deadline(deadline, due_on=date(2018, 1, 25), reason="by hand", by=None, at=EARLY)
    verbs: list[Callable[[], object]] = [
        lambda: acknowledge(deadline, revision=1, by=user, at=EARLY),
        lambda: snooze(deadline, until=date(2018, 1, 4), revision=1, by=user, at=EARLY),
    ]
    for verb in verbs:
        with pytest.raises(ValidationError, match="has changed") as refused:
            verb()
        assert refused.value.code == "changed"


@pytest.mark.parametrize("until", [date(2018, 1, 1), date(2018, 1, 2), date(2018, 1, 23), date(9999, 1, 1)])
def test_nobody_puts_off_a_reminder_to_the_past_or_past_the_last_day(deadline: Deadline, until: date) -> None:
    with pytest.raises(ValidationError) as refused:
        snooze(deadline, until=until, revision=1, by=factories.UserFactory(), at=EARLY)
    assert refused.value.message_dict == {"until": ["Choose a day from tomorrow to 2018-01-22."]}


def test_an_overdue_reminder_is_put_off_for_a_week_at_most(deadline: Deadline) -> None:
    user, at = factories.UserFactory(), datetime(2018, 1, 24, 9, tzinfo=UTC)
    factories.WatcherFactory(user=user, case=deadline.docket.case)
    assert work(at) == 1
    with pytest.raises(ValidationError):
        snooze(deadline, until=date(2018, 2, 1), revision=1, by=user, at=at)
    snooze(deadline, until=date(2018, 1, 31), revision=1, by=user, at=at)
    days = [at + timedelta(days=n) for n in range(1, 9)]
    assert [work(day) for day in days] == [0, 0, 0, 0, 0, 0, 1, 1]


@pytest.mark.parametrize("state", ["satisfied", "vacated", "not_computable"])
def test_nobody_answers_to_what_is_over(state: str, db: None) -> None:
    over = factories.DeadlineFactory(**{state: True})
    for verb in (
        lambda user: acknowledge(over, revision=1, by=user, at=EARLY),
        lambda user: snooze(over, until=date(2018, 1, 4), revision=1, by=user, at=EARLY),
    ):
        with pytest.raises(ValidationError) as refused:
            verb(factories.UserFactory())
        assert refused.value.code == "over"


@pytest.mark.parametrize(
    "trait", [{"inactive": True}, {"reader": True}, {"email": ""}, {"rights": []}], ids=str
)
def test_a_deadline_is_handed_over_to_nobody_whom_no_reminder_reaches(
    deadline: Deadline, trait: dict[str, Any]
) -> None:
    new = factories.UserFactory(**trait)
    owner = factories.WatcherFactory(case=None, deadline=deadline, role=WatcherRole.OWNER).user
    with pytest.raises(ValidationError) as refused:
        hand_over(deadline, to=new, reason="on leave", by=owner, at=EARLY)
    assert list(refused.value.message_dict) == ["to"]
    assert [(row.user, row.role) for row in deadline.watchers.all()] == [(owner, "owner")]


def test_a_sealed_matter_is_handed_over_to_nobody_without_the_right_to_it(deadline: Deadline) -> None:
    Deadline.objects.update(sealed=True)
    by, blind = factories.UserFactory(), factories.UserFactory()
    sees = factories.UserFactory(rights=["deadlines.view_deadline", "deadlines.view_sealed"])
    with pytest.raises(ValidationError, match="may not see"):
        hand_over(deadline, to=blind, reason="on leave", by=by, at=EARLY)
    assert hand_over(deadline, to=sees, reason="on leave", by=by, at=EARLY).role == "owner"


@pytest.mark.parametrize("sealed", ["deadline", "docket", "case", "entry"])
def test_a_sealed_matter_is_told_only_to_those_with_the_right_to_it(sealed: str, db: None) -> None:
    deadline = factories.DeadlineFactory()
    record = {
        "deadline": deadline,
        "docket": deadline.docket,
        "case": deadline.docket.case,
        "entry": deadline.ordered_by,
    }[sealed]
    for rights in (["deadlines.view_deadline"], ["deadlines.view_deadline", "deadlines.view_sealed"]):
        factories.WatcherFactory(user=factories.UserFactory(rights=rights), case=deadline.docket.case)
    assert work(datetime(2018, 1, 15, 9, tzinfo=UTC)) == 2
    type(record).objects.filter(pk=record.pk).update(sealed=True)
    assert work(datetime(2018, 1, 19, 9, tzinfo=UTC)) == 1


# --- two at once ------------------------------------------------------------------------------------


def test_what_two_people_change_at_once_is_both_kept(deadline: Deadline) -> None:
    """Each has read the deadline before the other saved: the extension is not undone."""
    mine, theirs = (Deadline.objects.get(pk=deadline.pk) for _ in range(2))
    longer = Extension(deadline=mine, due_on=date(2018, 2, 5), reason="Stipulation")
    extend_deadline(longer, by=None, at=EARLY)
    satisfy_deadline(theirs, entry=None, reason="ECF 69", by=None, at=EARLY)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.basis, deadline.state, deadline.revision) == (
        date(2018, 2, 5),
        "extended",
        "satisfied",
        3,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time; shown above without threads")
def test_of_two_people_who_take_note_at_once_one_is_told_of_the_other() -> None:
    deadline = factories.DeadlineFactory(fixed=True)
    people = [factories.UserFactory(), factories.UserFactory()]
    together, outcomes = threading.Barrier(2), []

    def answer(user: User) -> None:
        together.wait()
        try:
            acknowledge(deadline, revision=1, by=user, at=EARLY)
            outcomes.append("noted")
        except ValidationError as error:
            outcomes.append(str(error.code))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert sorted(outcomes) == ["acknowledged", "noted"]
    assert Acknowledgement.objects.count() == 1
