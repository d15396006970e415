"""What a fresh machine is told, when packages are installed, and that the lock files are whole."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.tooling.surroundings import ROOT, run
from tools import locks, venv

TARGETS = (
    "setup",
    "run",
    "migrate",
    "test",
    "test-fast",
    "test-postgres",
    "test-install",
    "e2e",
    "check-law",
    "check-phrases",
    "bench-deadlines",
    "bench-pages",
    "bench-search",
    "canary",
    "drill-reminders",
    "check",
    "fix",
    "messages",
    "docs",
)


def test_help_names_every_target() -> None:
    said = run(["make", "help"], {}).stdout
    assert Counter(re.findall(r"^  make ([a-z0-9-]+) ", said, re.MULTILINE)) == Counter([*TARGETS, "help"])


@pytest.mark.parametrize("target", TARGETS)
def test_an_old_python_is_named_first(target: str, tmp_path: Path) -> None:
    """`false` stands for a Python that finds itself too old."""
    done = run(["make", target, "PYTHON=false"], {})
    assert done.returncode != 0
    assert done.stdout.splitlines()[0].startswith("Python 3.11 or newer is missing")
    assert "apt install python3" in done.stdout.splitlines()[0]


def test_a_missing_venv_module_is_named_first(tmp_path: Path) -> None:
    """Debian without python3-venv: the interpreter has no ensurepip."""
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    blocked = "import sys, importlib.util as u; find = u.find_spec\n"
    blocked += "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else find(name, *rest)\n"
    blocked += "from tools import venv; venv.prepare('core')"
    done = run(["python", "-c", blocked], {}, tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "python3-venv is missing: apt install python3-venv"
    assert not (tmp_path / ".venv").exists()


def test_installed_means_this_lock_or_a_larger_one(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements").mkdir()
    for name in venv.SETS:
        venv.lock_file(name, tmp_path).write_text(f"{name}==1\n", encoding="utf-8")
    stamp = tmp_path / ".venv" / "installed.txt"
    assert not venv.is_installed("core", tmp_path)
    stamp.write_text(venv.stamp_of("dev", tmp_path) + "\n", encoding="utf-8")
    assert [venv.is_installed(name, tmp_path) for name in venv.SETS] == [True, True, False]
    venv.lock_file("dev", tmp_path).write_text("dev==2\n", encoding="utf-8")
    assert not venv.is_installed("dev", tmp_path)


def test_the_lock_files_match() -> None:
    assert locks.complaints(ROOT) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("pyyaml==", "pyyamlet==", "core.txt lacks pyyaml"),
        ("django==5.2", "django==4.2", "asks for"),
        ("--hash=", "--cache=", "without a hash"),
        ("asgiref==", "--index-url https://index.example/\nasgiref==", "names an address"),
    ],
)
def test_a_lock_file_that_does_not_match_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    path = venv.lock_file("core", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert any(complaint in line for line in locks.complaints(tmp_path))
