"""Signs of life of workers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from foundation.core import worker
from foundation.core.heartbeat import EVERY, SILENT_AFTER, beat, is_silent, last_beat
from foundation.core.models import Heartbeat
from tests import factories

pytestmark = pytest.mark.django_db

AT = datetime(2018, 1, 15, 8, tzinfo=UTC)


def test_without_a_sign_for_fifteen_minutes_workers_are_taken_for_dead() -> None:
    assert is_silent(at=AT)
    beat("one:1", at=AT)
    assert [is_silent(at=AT + SILENT_AFTER), is_silent(at=AT + SILENT_AFTER + timedelta(seconds=1))] == [
        False,
        True,
    ]


def test_the_last_sign_of_any_worker_counts() -> None:
    beat("one:1", at=AT)
    beat("two:1", at=AT - timedelta(hours=1))
    beat("one:1", at=AT + EVERY)
    assert (last_beat(), Heartbeat.objects.count()) == (AT + EVERY, 2)


def test_workers_that_are_long_gone_are_forgotten() -> None:
    factories.HeartbeatFactory(worker="gone:1", beat_at=AT - timedelta(days=8))
    beat("one:1", at=AT)
    assert list(Heartbeat.objects.values_list("worker", flat=True)) == ["one:1"]


def test_a_running_worker_leaves_signs_at_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    """A round a second, three signs a minute."""
    monkeypatch.setattr(worker, "_steps", {})
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # it would close that of the test
    stop, seconds, seen = Event(), iter(range(60)), []
    monkeypatch.setattr(worker, "PAUSE", timedelta(0))

    def now() -> datetime:
        second = next(seconds)
        if second == 59:
            stop.set()
        seen.append(last_beat())
        return AT + timedelta(seconds=second)

    worker.run_until(stop, now=now, worker="one:1")
    assert {sign for sign in seen if sign} == {AT, AT + EVERY, AT + 2 * EVERY}
