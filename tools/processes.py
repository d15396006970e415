"""Child processes that are started together and stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
Child = subprocess.Popen[bytes]
_TICK = 0.05
_WATCHED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Signals:
    """Remembers that a person asked us to stop, instead of dying in the middle of something.

    ``with Signals() as signals:`` and look at ``signals.received`` (a signal number or None) in every wait.
    """

    def __init__(self) -> None:
        self.received: int | None = None

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.received is None:
            self.received = number

    def __enter__(self) -> Self:
        self._before = {number: signal.signal(number, self._note) for number in _WATCHED}
        return self

    def __exit__(self, *_error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def start(
    command: Sequence[str], environment: Mapping[str, str] | None = None, *, folder: Path = ROOT
) -> Child:
    """Start a command in ``folder`` (default: the root of the repository), in a process group of its own.

    The group keeps a Ctrl-C at the terminal away from the child: whoever started it stops it.
    """
    return subprocess.Popen(command, env=environment, cwd=folder, start_new_session=True)  # noqa: S603  our own


def wait(child: Child, signals: Signals) -> int:
    """Wait for the end of a child and return its exit code; a signal to us is passed on to it.

    After a signal the child has 15 seconds to end by itself. The result is then 128 + the signal's number.
    """
    while (code := child.poll()) is None:
        if signals.received is not None:
            stop([child], signals.received, seconds=15)
            return 128 + signals.received
        time.sleep(_TICK)
    return code


def stop(children: Iterable[Child], number: int = signal.SIGTERM, *, seconds: float = 10) -> None:
    """Stop all children with everything that they started; what still runs after ``seconds`` is killed."""
    children = list(children)
    for child in children:
        _signal_group(child, number)
    end = time.monotonic() + seconds
    while any(_group_lives(child) for child in children) and time.monotonic() < end:
        time.sleep(_TICK)
    for child in children:
        if _group_lives(child):
            _signal_group(child, signal.SIGKILL)
        child.wait()


def _signal_group(child: Child, number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _group_lives(child: Child) -> bool:
    """Return whether any process of the child's group is left; reaps the child itself on the way."""
    child.poll()
    try:
        os.killpg(child.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # macOS says this of a group that has only zombies left.
        return child.returncode is None
    return True
