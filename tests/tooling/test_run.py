"""``make run``: three processes that start together and stop together."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.tooling.surroundings import ROOT, environment, free_port, run, until

COMMAND = [sys.executable, "-m", "tools.run"]


@dataclass(frozen=True, slots=True)
class Running:
    """One ``make run`` that has announced its addresses."""

    process: subprocess.Popen[bytes]
    log: Path
    children: dict[str, int]

    def ended(self, seconds: float = 15) -> int:
        """Wait for its end, check that no process is left, return its exit code."""
        code = self.process.wait(seconds)
        for name, pid in self.children.items():
            with pytest.raises(ProcessLookupError):
                os.killpg(pid, 0)
                pytest.fail(f"{name} still runs")
        return code


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One database for both tests: the second start finds what the first has made."""
    folder = tmp_path_factory.mktemp("run")
    return {"DATABASE_URL": f"sqlite:///{folder / 'docketline.sqlite3'}", "MEDIA_ROOT": str(folder / "media")}


@pytest.fixture
def running(settings: dict[str, str], tmp_path: Path) -> Iterator[Running]:
    log = tmp_path / "log"
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
            seconds=50,
        )
        said = log.read_text(encoding="utf-8")
        pids = re.search(r"process +web (\d+), worker (\d+), jobs (\d+)", said)
        assert pids, said
        yield Running(
            process, log, dict(zip(("web", "worker", "jobs"), map(int, pids.groups()), strict=True))
        )
    finally:
        process.terminate()
        process.wait(20)


@pytest.mark.slow
@pytest.mark.xdist_group("run")
def test_sigterm_stops_all_three(running: Running) -> None:
    assert "/admin/" in running.log.read_text(encoding="utf-8")
    time.sleep(0.5)
    assert running.process.poll() is None
    running.process.send_signal(signal.SIGTERM)
    assert running.ended() == 0


@pytest.mark.slow
@pytest.mark.xdist_group("run")
def test_when_one_dies_the_others_stop_too(running: Running) -> None:
    os.kill(running.children["worker"], signal.SIGKILL)
    assert running.ended() == 1
    assert "worker ended with exit code -9" in running.log.read_text(encoding="utf-8")


def test_a_port_in_use_is_one_line_before_anything_starts(settings: dict[str, str]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(COMMAND, {**settings, "PORT": port})
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert f"Port {port}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "²"])
def test_a_port_that_is_none_is_one_line(port: str) -> None:
    done = run(COMMAND, {"PORT": port})
    assert done.returncode == 1
    assert done.stdout.splitlines() == [f"PORT must be a number from 1 to 65535, not {port!r}."]
