"""Count all deadlines again and show, or write, what comes out otherwise."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from deadlines.recomputing import Moved, recompute


class Command(BaseCommand):
    help = (
        "Count every deadline again by the rules, holidays and facts as they are now. Without --write it "
        "only says what would change (old -> new). With --write it writes those deadlines alone, with their "
        "history, and schedules their reminders anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--write changes the tables."""
        parser.add_argument("--write", action="store_true", help="write what changed; otherwise only look")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each deadline that moves, then the counts."""
        loud = options["verbosity"] > 0

        def say(moved: Moved) -> None:
            if loud:
                self.stdout.write(str(moved))

        report = recompute(at=timezone.now(), write=options["write"], say=say)
        for line in report.refused:
            self.stderr.write(f"left as it is: {line}")
        if loud:
            done = "written" if options["write"] else "dry run, nothing written; --write writes them"
            self.stdout.write(
                f"{report.read} read, {report.moved} moved, {report.reworded} with other reasons: {done}"
            )
