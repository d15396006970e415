"""``manage.py load_flagship``: the flagship case, from its readable files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from django.utils import timezone, translation

from web.imports.loading import LoadReport
from web.imports.operations import LoadRefused, load_case, read_case

FOLDER = Path(__file__).resolve().parents[2] / "flagship"


class Command(BaseCommand):
    help = (
        "Load the flagship case from its YAML files. Running it again brings what the files changed and "
        "keeps what an editor changed. An error in the files is named with file, record and field, and "
        "nothing is written."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """--folder reads other files than those that ship."""
        parser.add_argument("--folder", type=Path, default=FOLDER, help="the folder with the YAML files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check and write; print what changed, unless verbosity is 0."""
        try:
            report = load_case(read_case(options["folder"]), at=timezone.now())
        except LoadRefused as error:
            for problem in error.problems:
                self.stderr.write(str(problem))
            found = len(error.problems)
            raise CommandError(
                f"{found} error{'s' * (found > 1)} in the files; nothing was written."
            ) from error
        with translation.override("en"):
            for line in _lines(report) if options["verbosity"] else ():
                self.stdout.write(line)


def _lines(report: LoadReport) -> list[str]:
    lines = [
        f"{verb}: {_counted(counts)}"
        for verb, counts in (
            ("created", report.created),
            ("updated", report.updated),
            ("removed", report.removed),
        )
        if counts
    ]
    if report.wrote_nothing:
        lines.append("nothing changed")
    lines.extend(f"kept: {sentence}" for sentence in report.kept)
    lines.extend(f"left: {sentence}" for sentence in report.left)
    return lines


def _counted(counts: Counter[type[models.Model]]) -> str:
    return ", ".join(
        f"{count} {model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural}"
        for model, count in counts.items()
    )
