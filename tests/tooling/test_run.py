"""``make run``: three processes that start together and stop together."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from tests.schema import QUERY, schema
from tests.tooling.surroundings import ROOT, environment, free_port, run, until
from tools.processes import Signals, start, stop, wait
from tools.run import watch

COMMAND = [sys.executable, "-m", "tools.run"]
DATABASE = "docketline.sqlite3"


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Running:
    """One ``make run`` that has announced its addresses."""

    process: subprocess.Popen[bytes]
    log: Path
    database: Path
    children: dict[str, int]

    def ended(self, seconds: float = 15) -> int:
        """Wait for its end, check that no process is left, return its exit code."""
        code = self.process.wait(seconds)
        for name, pid in self.children.items():
            assert not _group_lives(pid), f"{name} still runs"
        return code


def _of_its_own(folder: Path) -> dict[str, str]:
    """A database and a folder of documents."""
    return {"DATABASE_URL": f"sqlite:///{folder / DATABASE}", "MEDIA_ROOT": str(folder / "media")}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("run")
    log, settings = folder / "log", _of_its_own(folder)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  our own command
            COMMAND,
            cwd=ROOT,
            env=environment(**settings, PORT=str(free_port()), DEV_PASSWORD="a password of this test"),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        until(
            lambda: process.poll() is not None or "Stop all of it" in log.read_text(encoding="utf-8"),
            "make run announces its addresses",
            seconds=180,  # a busy machine is slow, and only a run that hangs should fail
        )
        said = log.read_text(encoding="utf-8")
        pids = re.search(r"process +web (\d+), worker (\d+), jobs (\d+)", said)
        assert pids, said
        children = dict(zip(("web", "worker", "jobs"), map(int, pids.groups()), strict=True))
        yield Running(process, log, folder / DATABASE, children)
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.installation
@pytest.mark.xdist_group("run")
@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the whole suite runs on what the migrations made")
def test_the_migrations_give_the_tables_of_the_models(running: Running) -> None:
    """On SQLite the suite takes its tables from the models; a first run gets them from the migrations."""
    with connection.cursor() as cursor, closing(sqlite3.connect(running.database)) as migrated:
        of_models = schema(cursor.execute(QUERY).fetchall())
        of_migrations = schema(migrated.execute(QUERY))
    assert of_migrations.pop("django_migrations")
    assert of_migrations == of_models


@pytest.mark.installation
@pytest.mark.xdist_group("run")
def test_sigterm_stops_all_three(running: Running) -> None:
    assert "/admin/" in running.log.read_text(encoding="utf-8")
    time.sleep(0.5)
    assert running.process.poll() is None
    running.process.send_signal(signal.SIGTERM)
    assert running.ended() == 0


def test_when_one_dies_the_run_ends_and_says_which(capsys: pytest.CaptureFixture[str]) -> None:
    children = {"web": start(["sleep", "60"]), "worker": start(["false"])}
    with Signals() as signals:
        try:
            assert watch(free_port(), children, signals) == 1
        finally:
            stop(children.values())
    assert "worker ended with exit code 1; stopping the others." in capsys.readouterr().out
    assert not any(_group_lives(child.pid) for child in children.values())


def test_stop_reaches_what_the_children_started(tmp_path: Path) -> None:
    """Like a server's reloader: the child's own child ignores SIGTERM and outlives its parent."""
    script = "(trap '' TERM; touch started; sleep 60) & sleep 60"
    child = start(["sh", "-c", script], folder=tmp_path)
    until((tmp_path / "started").exists, "the grandchild has started")
    stop([child], seconds=0.3)
    until(lambda: not _group_lives(child.pid), "the grandchild is gone", seconds=5)


def test_a_signal_is_remembered_and_passed_on() -> None:
    child = start(["sleep", "60"])
    with Signals() as signals:
        os.kill(os.getpid(), signal.SIGTERM)
        assert wait(child, signals) == 128 + signal.SIGTERM
    assert child.returncode == -signal.SIGTERM


def test_a_port_in_use_is_one_line_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(COMMAND, {**_of_its_own(tmp_path), "PORT": port})
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert f"Port {port}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_one_line(port: str) -> None:
    done = run(COMMAND, {"PORT": port})
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"PORT must be a number from 1 to 65535, not {port!r}."]
