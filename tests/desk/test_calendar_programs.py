"""A calendar program that fetches again and again shows what the site says: moved, cancelled, back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deadlines.calendar_addresses import make_calendar
from deadlines.changes import (
    count_again,
    extend_deadline,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    resume_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.models import Deadline, Extension, Tolling
from deadlines.operations import order_period, record_deadline, record_trigger
from foundation.core.enums import PublicationStatus
from tests.deadlines.calendar_programs import Subscriber
from tests.factories import DocketEntryFactory, WatcherFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)
MONDAY, LATER_DAY = date(2018, 1, 22), date(2018, 2, 5)
ORDERED_ON = date(2017, 12, 21)


@pytest.fixture
def deadline() -> Deadline:
    """Thirty days from Thursday 21 December 2017 in N.D. Cal.: Monday 22 January 2018; all is published."""
    return fresh_deadline()


def fresh_deadline() -> Deadline:
    caches["memory"].clear()  # the counts of requests begin anew
    entry = DocketEntryFactory(docket__court__code="cand")
    row = Deadline(title="Answer", period_length=30, status=PublicationStatus.PUBLISHED)
    return order_period(entry, row, by=None, at=NOW)


def private_path(deadline: Deadline) -> str:
    user = WatcherFactory(case=deadline.docket.case).user
    return reverse("calendar", args=[make_calendar(user=user, case=deadline.docket.case, by=user, at=NOW)[1]])


def public_path(deadline: Deadline) -> str:
    case = deadline.docket.case
    with override("en"):
        return reverse("public:case_calendar", args=[case.pk, case.slug])


def undate(deadline: Deadline) -> None:
    """The day of the event turns out not to be known: there is no last day any more."""
    deadline.trigger.date = None
    record_trigger(deadline.trigger, by=None, at=NOW)


def date_again(deadline: Deadline) -> None:
    deadline.trigger.date = ORDERED_ON
    record_trigger(deadline.trigger, by=None, at=NOW)


def extend(deadline: Deadline, to: date = LATER_DAY) -> None:
    if deadline.due_on not in {None, to}:
        extend_deadline(Extension(deadline=deadline, due_on=to, reason="Order"), by=None, at=NOW)


@pytest.mark.parametrize("replacing", [True, False], ids=["replacing", "merging"])
@pytest.mark.parametrize("path_of", [private_path, public_path])
def test_a_program_moves_cancels_and_brings_back(
    path_of: Callable[[Deadline], str], replacing: bool, deadline: Deadline
) -> None:
    program = Subscriber(Client(), path_of(deadline), replacing=replacing)

    def seen() -> tuple[int, list[str], list[str]]:
        with time_machine.travel(NOW, tick=False):
            return program.fetch(), program.shown_on(MONDAY), program.shown_on(LATER_DAY)

    assert seen() == (200, ["Answer"], [])
    assert seen() == (304, ["Answer"], [])
    extend(deadline)
    assert seen() == (200, [], ["Answer"])
    vacate_deadline(deadline, reason="the order was vacated", by=None, at=NOW)
    assert seen() == (200, [], [])
    assert seen() == (304, [], [])
    reopen_deadline(deadline, reason="the order was reinstated", by=None, at=NOW)
    assert seen() == (200, [], ["Answer"])
    count_again(deadline, by=None, at=NOW)
    assert seen() == (200, ["Answer"], [])
    satisfy_deadline(deadline, entry=None, reason="seen on the docket", by=None, at=NOW)
    assert seen() == (200, ["Done: Answer"], [])


@pytest.mark.parametrize("replacing", [True, False], ids=["replacing", "merging"])
def test_what_loses_its_day_leaves_the_calendar_of_staff_and_comes_back(
    replacing: bool, deadline: Deadline
) -> None:
    program = Subscriber(Client(), private_path(deadline), replacing=replacing)
    shown = []
    for change in (None, undate, date_again):
        if change:
            change(Deadline.objects.select_related("trigger").get())
        with time_machine.travel(NOW, tick=False):
            program.fetch()
        shown.append(program.shown_on(MONDAY))
    assert shown == [["Answer"], [], ["Answer"]]


def test_a_cancelled_item_is_gone_after_ninety_days_and_can_still_come_back(deadline: Deadline) -> None:
    program = Subscriber(Client(), private_path(deadline), replacing=False)
    vacate_deadline(deadline, reason="settled", by=None, at=NOW)
    kept = []
    for days in (90, 91):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            program.etag, program.kept = "", {}
            program.fetch()
        kept.append(len(program.kept))
    assert kept == [1, 0]
    reopen_deadline(deadline, reason="not settled", by=None, at=NOW + timedelta(days=100))
    with time_machine.travel(NOW + timedelta(days=100), tick=False):
        program.fetch()
    assert program.shown_on(MONDAY) == ["Answer"]


# --- any history --------------------------------------------------------------------------------------


def _pause(deadline: Deadline) -> None:
    if deadline.state == "open" and deadline.paused_on is None and not deadline.tollings.exists():
        pause_deadline(Tolling(deadline=deadline, paused_on=date(2018, 1, 2), reason="Stay"), by=None, at=NOW)


def _resume(deadline: Deadline) -> None:
    for tolling in deadline.tollings.filter(resumed_on=None):
        resume_deadline(tolling, resumed_on=date(2018, 1, 10), by=None, at=NOW)


def _publish(deadline: Deadline, status: PublicationStatus) -> None:
    deadline.status = status
    record_deadline(deadline, by=None, at=NOW)


CHANGES: dict[str, Callable[[Deadline], object]] = {
    "extend": extend,
    "extend back": lambda row: extend(row, MONDAY),
    "set": lambda row: override_deadline(row, due_on=LATER_DAY, reason="clerk", by=None, at=NOW),
    "count": lambda row: count_again(row, by=None, at=NOW),
    "satisfy": lambda row: satisfy_deadline(row, entry=None, reason="seen", by=None, at=NOW),
    "vacate": lambda row: vacate_deadline(row, reason="settled", by=None, at=NOW),
    "reopen": lambda row: row.due_on and reopen_deadline(row, reason="no", by=None, at=NOW),
    "pause": _pause,
    "resume": _resume,
    "undate": undate,
    "date": date_again,
    "withdraw": lambda row: _publish(row, PublicationStatus.WITHDRAWN),
    "publish": lambda row: _publish(row, PublicationStatus.PUBLISHED),
    "save": lambda row: record_deadline(row, by=None, at=NOW),
}
READ = ("trigger", "ordered_by", "depends_on", "docket__court", "docket__case")


@pytest.mark.slow
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.booleans()), max_size=8))
def test_after_any_history_every_program_shows_what_the_site_says(history: list[tuple[str, bool]]) -> None:
    """Whenever a program looked in between: in the end it shows what one shows that is new."""
    with transaction.atomic():
        _check_history(history)
        transaction.set_rollback(True)


def _check_history(history: list[tuple[str, bool]]) -> None:
    deadline = fresh_deadline()
    path = private_path(deadline)
    programs = [Subscriber(Client(), path, replacing=replacing) for replacing in (True, False)]
    fresh = Subscriber(Client(), path, replacing=True)
    with time_machine.travel(NOW, tick=False):
        for name, looks in [*history, ("save", True)]:
            CHANGES[name](Deadline.objects.select_related(*READ).get(pk=deadline.pk))
            for program in programs if looks else []:
                program.fetch()
        fresh.fetch()
    row = Deadline.objects.get(pk=deadline.pk)
    days = {MONDAY, LATER_DAY, row.due_on or MONDAY}
    said = {day: fresh.shown_on(day) for day in days}
    for program in programs:
        assert {day: program.shown_on(day) for day in days} == said
    stands = row.due_on is not None and row.state != "vacated" and row.status == "published"
    assert {day for day, words in said.items() if words} == ({row.due_on} if stands else set())
