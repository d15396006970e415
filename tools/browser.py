"""Run a command with CHROMIUM naming the Chromium of this machine: ``python -m tools.browser COMMAND ...``.

CHROMIUM is used if it is set. The browser tests start that program and download none.
"""

from __future__ import annotations

import os
import shutil
import sys

from tools.console import give_up
from tools.processes import Signals, start, stop, wait

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str:
    """Return the path of CHROMIUM or of the first known browser in PATH; an empty text if there is none."""
    wanted = os.environ.get("CHROMIUM", "").strip()
    for name in (wanted,) if wanted else NAMES:
        if found := shutil.which(name):
            return found
    return ""


def main() -> int:
    """Run the command of the command line; its exit code, or 1 with one line where there is no Chromium."""
    command = sys.argv[1:]
    if not command:
        give_up("usage: python -m tools.browser COMMAND ...")
    chromium = find_chromium()
    if not chromium:
        give_up("Chromium is missing: apt install chromium (or set CHROMIUM=/path/to/chromium)")
    with Signals() as signals:
        child = start(command, {**os.environ, "CHROMIUM": chromium})
        try:
            return wait(child, signals)
        finally:
            stop([child])


if __name__ == "__main__":
    raise SystemExit(main())
