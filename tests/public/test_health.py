"""What probes are told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from foundation.core.heartbeat import SILENT_AFTER
from tests import factories

AT = datetime(2018, 1, 15, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _present() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


def _asked(client: Client) -> tuple[int, dict[str, Any]]:
    response = client.get("/readyz")
    return response.status_code, response.json()


def test_the_web_process_says_that_it_lives_without_a_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_all_is_well(client: Client) -> None:
    factories.HeartbeatFactory(beat_at=AT - timedelta(seconds=7))
    factories.MessageFactory(not_before=AT + timedelta(hours=1))
    factories.MessageFactory(not_before=AT - timedelta(hours=9), sent=True)
    assert _asked(client) == (
        200,
        {
            "ready": True,
            "database": "ok",
            "migrations_missing": 0,
            "worker_seconds_ago": 7,
            "reminders_due": 0,
            "oldest_due_seconds": 0,
            "mail_server_silent_seconds": 0,
        },
    )


@pytest.mark.django_db
def test_a_dead_worker_is_reported(client: Client) -> None:
    assert _asked(client)[0] == 503
    factories.HeartbeatFactory(beat_at=AT - SILENT_AFTER - timedelta(seconds=1))
    status, state = _asked(client)
    assert (status, state["worker_seconds_ago"]) == (503, 901)


@pytest.mark.django_db
def test_a_reminder_that_does_not_leave_is_reported(client: Client) -> None:
    factories.HeartbeatFactory(beat_at=AT)
    factories.MessageFactory(not_before=AT - timedelta(minutes=31))
    factories.MessageFactory(not_before=AT - timedelta(minutes=5))
    factories.OutageFactory(since=AT - timedelta(minutes=20))
    status, state = _asked(client)
    assert (status, state["reminders_due"], state["oldest_due_seconds"]) == (503, 2, 1860)
    assert state["mail_server_silent_seconds"] == 1200


@pytest.mark.django_db
def test_a_missing_migration_is_reported(client: Client, settings: Any) -> None:
    settings.MIGRATION_MODULES = {}  # of all apps, also where the tables come from the models
    factories.HeartbeatFactory(beat_at=AT)
    recorder = MigrationRecorder(connection)
    if recorder.has_table():  # the tables of SQLite come from the models: there all are missing
        recorder.migration_qs.filter(app="delivery").delete()
    status, state = _asked(client)
    assert (status, state["ready"], state["migrations_missing"] > 0) == (503, False, True)
