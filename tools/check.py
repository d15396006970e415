"""``make check``: every check in order, all of them even if one fails; the last lines say which failed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from importlib.metadata import distribution
from pathlib import Path

from tools.console import say

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable

#: The rules for templates, named one by one: mistakes, never taste. An upgrade of djlint adds none by itself.
TEMPLATE_RULES = (
    "T027",  # unclosed string in a tag
    "T034",  # {% ... }%
    "T038",  # block tag without its end
    "T039",  # unclosed tag
    "T040",  # extends or include without a name
    "T041",  # extends is not first
    "T043",  # block name used twice
    "T045",  # a tag in an HTML comment still runs
    "H005",  # html without lang
    "H013",  # img without alt
    "H019",  # javascript: address
    "H021",  # inline style, which our Content-Security-Policy forbids
    "H037",  # attribute given twice
    "H053",  # id used twice
    "H055",  # lang is no language tag
)


def _ignored_template_rules() -> str:
    """Return djlint's other rules, comma-separated: it can be told what to ignore, not what to use."""
    rules = Path(str(distribution("djlint").locate_file("djlint/rules.yaml"))).read_text(encoding="utf-8")
    known = set(re.findall(r"^\s*name: ([A-Z]\d+)$", rules, flags=re.MULTILINE))
    missing = set(TEMPLATE_RULES) - known
    if missing:
        raise LookupError(f"djlint does not know {sorted(missing)}")
    return ",".join(sorted(known - set(TEMPLATE_RULES)))


def steps() -> dict[str, list[str]]:
    """Return the commands by the name under which a failure is reported."""
    manage = [PYTHON, "manage.py"]
    djlint = [str(BIN / "djlint"), "--lint", "--profile", "django", "--ignore", _ignored_template_rules()]
    return {
        "format (make fix)": [str(BIN / "ruff"), "format", "--check", "."],
        "lint": [str(BIN / "ruff"), "check", "."],
        "types": [str(BIN / "mypy"), "."],
        "import contracts": [str(BIN / "lint-imports"), "--no-logo"],
        "missing migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "Django's own checks": [*manage, "check", "--fail-level", "WARNING"],
        "templates": [*djlint, "templates"],
        "messages": [PYTHON, "-m", "tools.messages", "check"],
        "lock files": [PYTHON, "-m", "tools.locks"],
    }


def main() -> int:
    """Run all steps; 1 if one of them failed."""
    environment = {**os.environ, "DEBUG": os.environ.get("DEBUG", "1")}
    failed = []
    for name, command in steps().items():
        say(f"-- {name}")
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)  # noqa: S603  the list above
        if done.returncode:
            failed.append(name)
        say(f"   {'FAILED' if done.returncode else 'ok'} ({time.monotonic() - began:.1f} s)")
    say(f"make check: {'FAILED: ' + ', '.join(failed) if failed else 'all passed'}")
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
