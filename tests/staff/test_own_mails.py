"""Whether I am told: everybody decides it for themselves; a second person is alarmed if nobody answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command

from deadlines.enums import ReminderKind, WatcherRole
from deadlines.models import Deadline, Reminder, Watcher
from deadlines.operations import record_deadline
from foundation.accounts.models import User
from foundation.delivery.enums import MessageState
from tests.desk.conftest import DeskClient, client_of
from tests.factories import UserFactory, WatcherFactory
from tests.staff.acting import done, errors, post, url
from tests.staff.conftest import MONDAY, text_of

pytestmark = pytest.mark.django_db


def offered_mails(client: DeskClient, deadline: Deadline) -> list[str]:
    own = {"watch", "unwatch", "mute", "unmute"}
    return [act.do for act in client.get(url(deadline)).context["buttons"] if act.do in own]


def test_watching_stopping_starting_and_leaving(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    assert offered_mails(looks, deadline) == ["watch"]
    done(looks, deadline, "watch")
    assert Reminder.objects.filter(recipient=clerk).count() == 4
    assert offered_mails(looks, deadline) == ["mute", "unwatch"]
    done(looks, deadline, "mute")
    assert offered_mails(looks, deadline) == ["unmute", "unwatch"]
    done(looks, deadline, "unmute")
    assert done(looks, deadline, "unwatch") == ["You are off the list of this deadline."]
    assert not Watcher.objects.exists()


def test_who_watches_the_case_stops_one_deadline_and_keeps_their_part(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    WatcherFactory(case=deadline.docket.case, user=clerk, role=WatcherRole.OWNER)
    assert offered_mails(looks, deadline) == ["mute"]
    done(looks, deadline, "mute")
    assert offered_mails(looks, deadline) == ["unmute"]
    done(looks, deadline, "unmute")
    [told] = looks.get(url(deadline)).context["page"].told
    assert (told.part, told.why_not) == ("owner of the deadline", "")


def test_the_owner_cannot_just_leave(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    WatcherFactory(case=None, deadline=deadline, user=clerk, role=WatcherRole.OWNER)
    assert offered_mails(looks, deadline) == ["mute"]
    words = "You are the owner of this deadline: hand it over first."
    assert errors(post(looks, deadline, "unwatch")) == {"__all__": [words]}


def test_off_the_list_of_a_deadline_the_case_still_tells(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    WatcherFactory(case=deadline.docket.case, user=clerk)
    WatcherFactory(case=None, deadline=deadline, user=clerk)
    words = "You are off the list of this deadline. You still watch its case and are told."
    assert done(looks, deadline, "unwatch") == [words]


def test_who_has_no_address_cannot_watch(deadline: Deadline, monday: datetime) -> None:
    client = client_of(UserFactory(email=""))
    [words] = errors(post(client, deadline, "watch"))["__all__"]
    assert words.startswith("No reminder would reach this person")


def test_a_second_person_is_not_alarmed_once_it_is_acknowledged(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    second = WatcherFactory(case=None, deadline=deadline, role=WatcherRole.SECOND).user
    record_deadline(deadline, by=None, at=MONDAY)
    assert [row.kind for row in Reminder.objects.filter(recipient=second)] == [ReminderKind.ESCALATION]
    done(looks, deadline, "acknowledge")
    with time_machine.travel(datetime(2018, 1, 19, 9, tzinfo=UTC), tick=False):
        call_command("worker", "--once", verbosity=0)
    [row] = Reminder.objects.filter(recipient=second)
    assert row.outcome == MessageState.CANCELLED
    assert "cancelled acknowledged by marat" in text_of(looks.get(url(deadline)))
