"""``manage.py worker``: reminders, mail and the publication clock."""

from __future__ import annotations

import os
import signal
import socket
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from foundation.core.heartbeat import beat_once
from foundation.core.worker import run_round, run_until


class Command(BaseCommand):
    help = "Run the duties of the worker until told to stop (SIGTERM or Ctrl-C). Several workers may run."

    def add_arguments(self, parser: CommandParser) -> None:
        """--once runs every duty one time, for cron and for tests."""
        parser.add_argument("--once", action="store_true", help="run every duty once and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once or until a signal comes; a step that has begun is finished first."""
        if options["once"]:
            at = timezone.now()
            beat_once(at=at)
            done = run_round(at)
            self.stdout.write(f"{done} done")
            return
        stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stop.set())
        run_until(stop, now=timezone.now, worker=f"{socket.gethostname()}:{os.getpid()}")
