"""A small drill of the reminders, and that its account tells a bad run from a good one."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from tests.tooling.surroundings import run

DRILL = [sys.executable, "-m", "tools.drill.one", "--migrated", "--reminders", "30", "--kills", "3"]


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database with all tables: a copy of the one of the suite."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(tmp_path / "drill.sqlite3")) as copy:
                connection.connection.backup(copy)
            yield f"sqlite:///{tmp_path / 'drill.sqlite3'}"
            return
        values = connection.settings_dict
        copy_name = f"{values['NAME']}_drill"
        connection.close()  # a database that is copied has no visitors
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {copy_name} TEMPLATE {values['NAME']}")
        password = quote(str(values["PASSWORD"]), safe="")
        try:
            yield f"postgres://{values['USER']}:{password}@{values['HOST']}:{values['PORT']}/{copy_name}"
        finally:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {copy_name} WITH (FORCE)")


@pytest.mark.slow
def test_workers_that_are_killed_lose_nothing(database: str, tmp_path: Path) -> None:
    mbox = tmp_path / "mbox"
    done = run([*DRILL, "--seed", "3", "--mbox", str(mbox)], {"DATABASE_URL": database, "DEBUG": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert list(found) == [
        *("database", "due", "kills", "delivered", "lost", "doubles", "in_flight", "stale"),
    ]
    assert (found["kills"], found["lost"], found["stale"]) == (3, 0, 0)
    assert found["due"] == found["delivered"] >= 30
    assert found["doubles"] <= found["in_flight"] <= 3
    arrived = mbox.read_text(encoding="utf-8").count("\nMessage-ID: ")
    assert arrived == found["delivered"] + found["doubles"]
