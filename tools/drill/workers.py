"""Real worker processes: started, waited for, killed in the middle of their work."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from foundation.core.models import Heartbeat
from tools.processes import ROOT, Child, start, stop

#: A worker that gives no sign of life for so long after its start will give none.
SECONDS_TO_START = 120
#: Workers of one site may run on machines in different places.
_PLACES = ("UTC", "America/Los_Angeles", "Asia/Almaty")


class WorkerDiedError(Exception):
    """A worker ended that nobody killed."""


class Workers:
    """Two workers at work, and the next one on its way up, so that one does not stay alone for long."""

    def __init__(self, environment: Mapping[str, str], chance: random.Random, log: Path) -> None:
        self._environment, self._chance, self._log = environment, chance, log
        self._started = 0
        self.working: list[Child] = []
        self._coming: list[Child] = []

    def start(self) -> None:
        """Start two and wait until both are at work."""
        self._coming = [self._new(), self._new()]
        for _worker in range(2):
            self._wait_for_one(lambda: None)

    def kill_one(self, meanwhile: Callable[[], None]) -> None:
        """Let a new worker take over, and kill one of the two that work with SIGKILL at a random moment.

        `meanwhile` is called while the new one starts.
        """
        if not self._coming:
            self._coming.append(self._new())
        self._wait_for_one(meanwhile)
        self._coming.append(self._new())
        time.sleep(self._chance.random() * 0.4)
        victim = self.working.pop(self._chance.randrange(2))
        os.kill(victim.pid, signal.SIGKILL)
        victim.wait()

    def stop(self) -> None:
        """End all that still run, as an administrator does: what has begun is finished."""
        stop([*self.working, *self._coming], signal.SIGTERM, seconds=40)
        self.working, self._coming = [], []

    def _new(self) -> Child:
        self._started += 1
        place = _PLACES[self._started % len(_PLACES)]
        # One file for all: what a worker has to say matters when the drill fails.
        command = [sys.executable, "manage.py", "worker"]
        return start(["sh", "-c", 'exec "$@" >>"$LOG" 2>&1', "sh", *command], self._with(place), folder=ROOT)

    def _with(self, place: str) -> dict[str, str]:
        return {**self._environment, "TZ": place, "LOG": str(self._log)}

    def _wait_for_one(self, meanwhile: Callable[[], None]) -> None:
        worker = self._coming.pop(0)
        latest = time.monotonic() + SECONDS_TO_START
        while not Heartbeat.objects.filter(worker__endswith=f":{worker.pid}").exists():
            if worker.poll() is not None or time.monotonic() > latest:
                raise WorkerDiedError(self._log.read_text(encoding="utf-8", errors="replace")[-2000:])
            meanwhile()
            time.sleep(0.05)
        self.working.append(worker)
