"""Copies of the shipped files to damage or to change."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from web.imports.management.commands.load_flagship import FOLDER


@cache
def shipped(file: str) -> Any:
    """The plain data of a shipped file."""
    return yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))


def copy_of_files(target: Path) -> Path:
    """A copy of the shipped folder under `target`."""
    return Path(shutil.copytree(FOLDER, target / "flagship"))


def change(folder: Path, file: str, old: str, new: str, *, after: str = "") -> None:
    """Replace the first `old` after the first `after`; fails if it is not there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    start = text.index(after)
    place = text.index(old, start)
    path.write_text(text[:place] + new + text[place + len(old) :], encoding="utf-8")
