"""``manage.py load_rules``: the shipped rules and holidays, mirrored into the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from deadlines.library import Mirrored, mirror_holidays, mirror_rules, shipped_holidays
from deadlines.rules import FOLDER, DamagedRulesError, read_library


class Command(BaseCommand):
    help = (
        "Mirror the shipped rules and holidays into the tables, for foreign keys and search. Run it after "
        "every migration; a second run writes nothing. An error in the files is named with file, rule and "
        "field, and nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--folder reads other rules than those that ship."""
        parser.add_argument("--folder", type=Path, default=FOLDER, help="the folder with the YAML files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and write; print the counts, unless verbosity is 0."""
        try:
            library = read_library(options["folder"])
        except DamagedRulesError as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            found = len(error.problems)
            raise CommandError(
                f"{found} error{'s' * (found > 1)} in the files; nothing was written."
            ) from error
        with transaction.atomic():
            rules = mirror_rules(library, at=timezone.now())
            holidays = mirror_holidays(shipped_holidays())
        if options["verbosity"]:
            self.stdout.write(f"rules: {len(library)} in the files; {_counted(rules, 'retired')}")
            self.stdout.write(f"holidays: {_counted(holidays, 'removed')}")


def _counted(mirrored: Mirrored, gone: str) -> str:
    if mirrored.wrote_nothing:
        return "nothing changed"
    return f"{mirrored.added} added, {mirrored.changed} changed, {mirrored.gone} {gone}"
