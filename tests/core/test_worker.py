"""The worker loop."""

from __future__ import annotations

import logging
import os
import signal
import threading
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from foundation.core import worker
from foundation.core.models import Heartbeat

NOON = datetime(2018, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def _no_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start without the duties that our apps registered."""
    monkeypatch.setattr(worker, "_steps", {})


def test_the_duties_of_our_apps() -> None:
    assert set(worker._steps) == {
        *("publication clock", "deliver", "arm reminders", "jobs left behind"),
        "ends of embargoes",
    }


@pytest.mark.usefixtures("_no_steps")
def test_a_failing_step_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_at: datetime) -> int:
        raise RuntimeError("broken")

    worker.register_step("first", lambda _at: 1)
    worker.register_step("broken", fail)
    worker.register_step("last", lambda _at: 2)
    with caplog.at_level(logging.ERROR):
        assert worker.run_round(NOON) == 3
    assert "worker step 'broken' failed" in caplog.text


@pytest.mark.usefixtures("_no_steps")
def test_a_step_waits_for_its_time() -> None:
    runs: list[datetime] = []
    worker.register_step("rare", lambda at: runs.append(at) or 1, every=timedelta(minutes=10))
    last_run: dict[str, datetime] = {}
    for minutes in (0, 1, 9, 10, 11, 20):
        worker.run_round(NOON + timedelta(minutes=minutes), last_run=last_run)
    assert [(at - NOON) // timedelta(minutes=1) for at in runs] == [0, 10, 20]


@pytest.mark.usefixtures("_no_steps")
def test_without_a_memory_every_step_runs() -> None:
    worker.register_step("rare", lambda _at: 1, every=timedelta(days=1))
    assert [worker.run_round(NOON), worker.run_round(NOON)] == [1, 1]


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_steps")
def test_it_stops_on_the_event_and_goes_on_at_once_while_there_is_work() -> None:
    stop = threading.Event()
    left = [3, 2, 1]

    def work(_at: datetime) -> int:
        left.pop()
        if not left:
            stop.set()
        return 1

    worker.register_step("work", work)
    worker.run_until(stop, now=lambda: NOON)
    assert left == []


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_steps")
def test_once_runs_every_duty_one_time() -> None:
    worker.register_step("two things", lambda _at: 2)
    out = StringIO()
    call_command("worker", "--once", stdout=out)
    assert out.getvalue() == "2 done\n"
    assert Heartbeat.objects.get().worker.endswith(":once")


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_steps")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_after_the_step(number: signal.Signals) -> None:
    before = {one: signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)}
    finished: list[bool] = []

    def told_to_stop(_at: datetime) -> int:
        os.kill(os.getpid(), number)
        finished.append(True)
        return 1

    worker.register_step("told to stop", told_to_stop)
    try:
        call_command("worker")
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
    assert finished == [True]
