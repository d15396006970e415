"""One run of the drill: make what is owed, kill workers while they send it, take account."""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from deadlines.reminders.scheduling import arm_reminders
from foundation.delivery.models import Message
from foundation.delivery.operations import LEASE, deliver_due
from tools.console import say
from tools.drill.scene import Scene, build, extend, move, satisfy
from tools.drill.server import Recorder
from tools.drill.verdict import take_account
from tools.drill.workers import Workers

#: What a mail takes at least and at most, in seconds; in between, what makes the work last to the last kill.
_FASTEST, _SLOWEST = 0.004, 0.6
#: About so long a worker takes to start, for the pace before the first kill.
_SECONDS_TO_START = 3
#: So long the last two may take for what nobody holds.
_SECONDS_TO_FINISH = 120


class Drill:
    """One run, for the database of the settings."""

    def __init__(self, options: argparse.Namespace, port: int, folder: Path) -> None:
        self.kills: int = options.kills
        self._options = options
        self._chance = random.Random(options.seed)  # noqa: S311  choices of a drill, nothing secret
        self._mbox: Path = options.mbox or folder / "mbox"
        self._server = Recorder(port, random.Random(options.seed + 1))  # noqa: S311  as above
        self._log = folder / "log"
        self._log.touch()
        self._began = self._last_kill = time.monotonic()

    def run(self) -> bool:
        """Do it; print the verdict; return whether it is good."""
        if not self._options.migrated:
            call_command("migrate", verbosity=0)
        self._server.start()
        scene = build(
            now=timezone.now(), reminders=self._options.reminders, unsteady=max(4, min(30, self.kills))
        )
        self._server.keep_in(self._mbox)
        self._say(f"{_claimable()} messages are due")
        self._work(scene)
        self._say(f"{self.kills} workers were killed; two have sent what nobody held")
        at = self._drain()
        self._server.stop()
        account = take_account(
            scene, self._server, self._mbox, database=connection.vendor, kills=self.kills, at=at
        )
        for fault in account.faults[:20]:
            say(f"  {fault}")
        self._say(f"the mails are in {self._mbox}" if self._options.mbox else "all mails are counted")
        say(json.dumps(account.as_dict()))
        return account.is_good

    def _say(self, words: str) -> None:
        say(f"{connection.vendor}, {time.monotonic() - self._began:.0f} s: {words}")

    def _work(self, scene: Scene) -> None:
        crew, changes = Workers(os.environ, self._chance, self._log), self._changes(scene)
        self._last_kill = time.monotonic() - _SECONDS_TO_START
        self._keep_pace(self.kills)
        crew.start()
        try:
            self._last_kill = time.monotonic()
            for kill in range(self.kills):
                crew.kill_one(meanwhile=lambda: next(changes, None))
                self._keep_pace(self.kills - kill)
            self._server.pace = 0.0
            latest = time.monotonic() + _SECONDS_TO_FINISH
            while _claimable() and time.monotonic() < latest:
                time.sleep(0.2)
        finally:
            crew.stop()

    def _keep_pace(self, kills: int) -> None:
        """Let the work last until the last worker is killed: two of them send, each a mail at a time."""
        now = time.monotonic()
        seconds, self._last_kill = now - self._last_kill, now
        wanted = 2 * seconds * kills / max(1, _claimable())
        self._server.pace = min(max(wanted, _FASTEST), _SLOWEST)

    def _changes(self, scene: Scene) -> Iterator[None]:
        """Change one of the unsteady deadlines at each step, or none if the last change was just before."""
        verbs = (move, extend, satisfy)
        plan = [(pk, verbs[n % 3], 22 + n % 2) for n, pk in enumerate(scene.unsteady)]
        plan += [(pk, move, 23 - n % 2) for n, pk in enumerate(scene.unsteady) if n % 3 < 2]
        self._chance.shuffle(plan)
        due = time.monotonic()
        for pk, verb, days in plan:
            while time.monotonic() < due:
                yield
            verb(scene, pk, days, at=timezone.now())
            due = time.monotonic() + 0.5
            yield

    def _drain(self) -> datetime:
        """Send what dead workers held, when their leases are over: later by the clock of this process."""
        at = timezone.now() + LEASE + timedelta(minutes=1)
        for _round in range(2):  # what came out of doubt in the first round may be news in the second
            arm_reminders(at)
            while deliver_due(at=at):
                pass
        return at


def _claimable() -> int:
    return Message.objects.claimable(at=timezone.now()).count()
