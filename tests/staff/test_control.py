"""The proof of control: everything that was done about a deadline, in the order of time, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from deadlines.changes import (
    extend_deadline,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    resume_deadline,
    satisfy_deadline,
)
from deadlines.control import proof_of_control
from deadlines.enums import PeriodUnit, WatcherRole
from deadlines.models import Deadline, Extension, Tolling, Watcher
from deadlines.operations import order_period, watch
from deadlines.responses import acknowledge, hand_over, snooze, start_mail, stop_mail, unwatch
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from tests.desk.conftest import DeskClient
from tests.factories import (
    AcknowledgementFactory,
    CourtFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    ExtensionFactory,
    ReminderFactory,
    SnoozeFactory,
    TollingFactory,
    UserFactory,
    WatcherFactory,
)
from tests.staff.conftest import text_of

pytestmark = pytest.mark.django_db

#: The order of 21 December 2017, at noon in California.
BEGAN = datetime(2017, 12, 21, 20, tzinfo=UTC)
At = Callable[[int], Any]


@contextmanager
def day(n: int) -> Iterator[datetime]:
    """It is noon in California, so many days after the order."""
    moment = BEGAN + timedelta(days=n)
    with time_machine.travel(moment, tick=False):
        yield moment


@pytest.fixture
def dana(db: None) -> User:
    made: User = UserFactory(first_name="Dana", last_name="Iskakova")
    return made


@pytest.fixture
def erlan(db: None) -> User:
    made: User = UserFactory(first_name="Erlan", time_zone="Asia/Almaty")
    return made


@pytest.fixture
def ordered(dana: User) -> Deadline:
    """Thirty days from an order, recorded by Dana on the day."""
    with day(0) as at:
        docket = DocketFactory(court=CourtFactory(code="cand"))
        entry = DocketEntryFactory(docket=docket, entry_number=67)
        blank = Deadline(
            title_en="Amended complaint",
            period_length=30,
            period_unit=PeriodUnit.DAYS,
            status=PublicationStatus.PUBLISHED,
        )
        return order_period(entry, blank, by=dana, at=at)


def lines(deadline: Deadline) -> list[tuple[int, str, str, str]]:
    """Return the proof as days after the order, persons, sentences and reasons."""
    proof = proof_of_control(Deadline.objects.get(pk=deadline.pk), sealed_too=True)
    return [
        ((act.at - BEGAN).days, act.who.first_name if act.who else "", act.what, act.why)
        for act in proof.acts
    ]


def test_a_whole_life_is_told_in_order(ordered: Deadline, dana: User, erlan: User) -> None:
    paper = DocketEntryFactory(docket=ordered.docket, entry_number=69)
    with day(1) as at:
        watch(Watcher(user=dana, deadline=ordered, role=WatcherRole.OWNER), by=dana, at=at)
    with day(2):
        call_command("worker", "--once", verbosity=0)
    with day(3) as at:
        acknowledge(ordered, revision=1, by=dana, at=at)
        snooze(ordered, until=date(2018, 1, 9), revision=1, by=dana, at=at)
    with day(4) as at:
        hand_over(ordered, to=erlan, reason="Leave", by=dana, at=at)
    with day(5) as at:
        order = DocketEntryFactory(docket=ordered.docket, entry_number=68)
        link = Extension(deadline=ordered, due_on=date(2018, 1, 29), entry=order, reason="Stipulation")
        extend_deadline(link, by=erlan, at=at)
    with day(35) as at:
        satisfy_deadline(Deadline.objects.get(pk=ordered.pk), entry=paper, by=erlan, at=at)
    told = "was told by mail: upcoming, last day Monday 22 January 2018 (revision 1)"
    assert lines(ordered) == [
        (0, "Dana", "Recorded: the last day is Monday 22 January 2018 (computed)", ""),
        (1, "Dana", "Dana Iskakova watches it (owner)", ""),
        (2, "", f"Dana Iskakova {told}", ""),
        (3, "Dana", "Acknowledged (revision 1)", ""),
        (3, "Dana", "Own mails put off until Tuesday 9 January 2018", ""),
        (4, "Dana", "Dana Iskakova is now watcher", "Leave"),
        (4, "Dana", "Erlan watches it (owner)", "Leave"),
        (5, "Erlan", "Extended: Monday 22 January 2018 → Monday 29 January 2018 by ECF 68", "Stipulation"),
        (35, "Erlan", "Status: satisfied by ECF 69", ""),
    ]


def test_each_way_of_moving_and_ending_has_its_sentence(ordered: Deadline, dana: User) -> None:
    with day(1) as at:
        override_deadline(ordered, due_on=date(2018, 1, 19), reason="To be safe", by=dana, at=at)
    with day(2) as at:
        pause = pause_deadline(
            Tolling(deadline=ordered, paused_on=date(2017, 12, 22), reason="Stay"), by=dana, at=at
        )
    with day(3) as at:
        resume_deadline(pause, resumed_on=date(2017, 12, 26), by=dana, at=at)
    with day(4) as at:
        satisfy_deadline(Deadline.objects.get(pk=ordered.pk), entry=None, reason="By letter", by=None, at=at)
    with day(5) as at:
        reopen_deadline(Deadline.objects.get(pk=ordered.pk), reason="It was another letter", by=dana, at=at)
    old, new = "Monday 22 January 2018", "Friday 19 January 2018"
    assert lines(ordered)[1:] == [
        (1, "Dana", f"The last day: {old} → {new} (set by an editor)", "To be safe"),
        (2, "Dana", "Paused since Friday 22 December 2017", "Stay"),
        (3, "Dana", "The count now gives Wednesday 24 January 2018; the last day stays", "Stay"),
        (3, "Dana", "Runs again from Tuesday 26 December 2017", "Stay"),
        (4, "", "Status: satisfied", "By letter"),
        (5, "Dana", "Status: open", "It was another letter"),
    ]


def test_stopping_and_starting_mails_and_leaving(ordered: Deadline, dana: User) -> None:
    with day(1) as at:
        watch(Watcher(user=dana, case=ordered.docket.case), by=None, at=at)
    with day(2) as at:
        stop_mail(ordered, by=dana, at=at)
    with day(3) as at:
        start_mail(ordered, by=dana, at=at)
    with day(4):
        unwatch(ordered, by=dana)
    name = "Dana Iskakova"
    assert lines(ordered)[1:] == [
        (1, "", f"{name} watches the case (watcher)", ""),
        (2, "Dana", f"{name} watches it (watcher)", "stopped by the recipient"),
        (2, "Dana", f"Mails to {name} stopped", "stopped by the recipient"),
        (3, "Dana", f"Mails to {name} started again", "started again by the recipient"),
        (4, "Dana", f"{name} no longer watches it", "unwatched"),
    ]


def test_what_was_not_sent_stands_apart_with_the_reason(ordered: Deadline, dana: User) -> None:
    with day(1) as at:
        watch(Watcher(user=dana, deadline=ordered), by=None, at=at)
        link = Extension(deadline=ordered, due_on=date(2018, 1, 29), reason="Stipulation")
        extend_deadline(link, by=None, at=at)
    proof = proof_of_control(Deadline.objects.get(pk=ordered.pk), sealed_too=True)
    assert not [act for act in proof.acts if "told" in act.what]
    first, last = proof.unsent[0], proof.unsent[-1]
    assert (first.who, first.state, first.why) == (dana, "cancelled", "the deadline has moved")
    assert first.what == "upcoming, last day Monday 22 January 2018 (revision 1)"
    assert (last.scheduled_on, last.state, last.why) == (date(2018, 1, 29), "waiting", "")
    assert last.what == "upcoming, last day Monday 29 January 2018 (revision 2)"


def test_nothing_of_another_deadline_stands_there(ordered: Deadline, dana: User) -> None:
    before = lines(ordered)
    other = DeadlineFactory(docket=ordered.docket, trigger__docket=ordered.docket)
    for factory in (ExtensionFactory, TollingFactory, AcknowledgementFactory, SnoozeFactory, ReminderFactory):
        factory(deadline=other)
    WatcherFactory(case=None, deadline=other)
    WatcherFactory()
    assert lines(ordered) == before


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_page_prints_the_proof_in_the_reader_s_zone(
    code: str, ordered: Deadline, acts: DeskClient
) -> None:
    words = {
        "kk": "2018\xa0ж. 22 қаңтар, дүйсенбі",
        "ru": "понедельник, 22 января 2018\xa0г.",
        "en": "Monday 22 January 2018",
    }
    moments = {"kk": "2017\xa0ж. 22 жел., 02:00", "ru": "22 дек. 2017, 02:00", "en": "22 Dec 2017, 02:00"}
    with day(1):
        page = text_of(acts.get(f"/{code}/staff/deadlines/{ordered.pk}/control/"))
    assert f"{moments[code]} Dana Iskakova" in page
    assert words[code] in page
    assert "Asia/Almaty" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_proof_costs_the_same_for_one_and_three(
    count: int, looks: DeskClient, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deadline = DeadlineFactory()
    for _ in range(count):
        entry = DocketEntryFactory(docket=deadline.docket)
        ExtensionFactory(deadline=deadline, entry=entry)
        TollingFactory(deadline=deadline, entry=entry, resumed_on=date(2018, 1, 5))
        WatcherFactory(case=None, deadline=deadline)
        ReminderFactory(deadline=deadline, message__sent=True)
        ReminderFactory(deadline=deadline)
        SnoozeFactory(deadline=deadline)
        AcknowledgementFactory(deadline=deadline, revision=100 + _)
    with django_assert_num_queries(21):
        looks.get(f"/en/staff/deadlines/{deadline.pk}/control/")
