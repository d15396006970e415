"""The files say when the case was compared with the courts' dockets, or nothing does."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from cases.models import Case
from tests.imports.folders import change, copy_of_files, shipped
from web.imports.operations import LoadRefused, load_case, read_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 1, 5, tzinfo=UTC)


def load(folder: Path, **fields: Any) -> Case:
    lines = "".join(f"{name}: {value}\n" for name, value in fields.items())
    change(folder, "case.yaml", "slug: ", f"{lines}slug: ")
    load_case(read_case(folder), at=NOW)
    return Case.objects.get()


def test_nobody_is_said_to_have_compared_the_shipped_case(tmp_path: Path) -> None:
    assert {"checked_on", "checked_by"} & set(shipped("case.yaml")) == set()
    case = load(copy_of_files(tmp_path))
    assert (case.checked_on, case.checked_by) == (None, "")


def test_what_the_files_say_is_loaded(tmp_path: Path) -> None:
    case = load(copy_of_files(tmp_path), checked_on='"2026-01-05"', checked_by="The newsroom")
    assert (case.checked_on, case.checked_by) == (date(2026, 1, 5), "The newsroom")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"checked_on": '"2026-01-06"'},
            "checked_on: This day is still to come",
        ),
        (
            {"checked_by": "The newsroom"},
            "Say on which day it was checked",
        ),
    ],
    ids=["a day to come", "no day"],
)
def test_what_cannot_be_is_refused(fields: dict[str, str], problem: str, tmp_path: Path) -> None:
    with pytest.raises(LoadRefused) as refused:
        load(copy_of_files(tmp_path), **fields)
    assert [str(one) for one in refused.value.problems] == [f"case.yaml: kazakhstan-v-khrapunov: {problem}"]
