"""Loading the flagship case: new records are created, changed ones changed, an editor's changes kept.

Each row that a load wrote is remembered with the values as they were loaded (`ImportedRecord`). A later load
compares the files with that memory first, so that unchanged files cost one query and write nothing.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import translation

from cases.operations import versions_raised_once
from deadlines.models import Reminder
from foundation.search.operations import indexed_once
from web.imports.checking import check
from web.imports.limits import check_values
from web.imports.loading import Loading, LoadReport
from web.imports.parsing.folder import read_folder
from web.imports.parsing.problems import Problem
from web.imports.plan import plan
from web.imports.rows import FlagshipRows


class LoadRefused(Exception):  # noqa: N818 - says what happened, as Django's exceptions do
    """The files have errors, all of them in `problems`; nothing was written."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the problems for the caller, who prints them."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_case(folder: Path) -> FlagshipRows:
    """Read the files of a folder. Raises `LoadRefused` with every error in them; runs no query."""
    reading = read_folder(folder)
    problems = [*reading.problems, *check(reading), *check_values(plan(reading.rows))]
    if problems:
        raise LoadRefused(problems)
    return reading.rows


@transaction.atomic
def load_case(rows: FlagshipRows, *, at: datetime) -> LoadReport:
    """Write checked rows (see `read_case`) through the operations, in one transaction.

    Args:
        rows: what the files say.
        at: the present moment; an entry dated after it is refused.

    Raises `LoadRefused` with the errors that only the tables and the engine show; nothing is written then.
    Loading history reminds nobody: a load that would is refused.
    """
    records = plan(rows)
    reminders = Reminder.objects.count()
    loading = Loading(records, at=at)
    with translation.override("en"):
        loading.remove_missing()
        with versions_raised_once(), indexed_once():
            for record in records:
                loading.write(record)
        loading.remember()
    if Reminder.objects.count() != reminders:
        loading.problems.append(Problem("deadlines.yaml", "", "", "loading would remind somebody"))
    if loading.problems:
        raise LoadRefused(loading.problems)
    return loading.report
