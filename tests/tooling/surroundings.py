"""What the tests of this folder start processes with: a clean environment, a free port, a time limit."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH")


def environment(**settings: str) -> dict[str, str]:
    """Return the variables of a fresh login shell plus ``settings``; nothing of the test run's own."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    # "python" and "gunicorn" are those of the environment that runs the tests.
    kept["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return {**kept, **settings}


def run(
    command: Sequence[str], settings: Mapping[str, str], folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in a clean environment and return its output.

    It has three minutes: other work may share the machine, and only what hangs should fail.
    """
    return subprocess.run(  # noqa: S603  commands of this repository
        command,
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses at this moment."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait until the condition holds; the test fails with ``what`` when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds} seconds: {what}")
        time.sleep(0.1)


def cannot(reason: str) -> NoReturn:
    """Skip a test for the reason given; where everything is required (.ci/run) it fails instead."""
    if os.environ.get("CI_REQUIRE_ALL"):
        pytest.fail(f"required here: {reason}")
    pytest.skip(reason)
