"""Lines for the person at the terminal."""

from __future__ import annotations

import sys
from typing import NoReturn


def say(line: str = "") -> None:
    """Print one line at once, so that it keeps its place between the output of child processes."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def give_up(line: str) -> NoReturn:
    """Print one line that says what is wrong and what to do, and leave with exit code 1."""
    say(line)
    raise SystemExit(1)
