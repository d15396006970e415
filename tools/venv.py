"""Create ``.venv`` and install a set of locked packages: ``python3 -m tools.venv core|dev|e2e``.

Runs before anything is installed, so it uses the standard library only. Each set contains the one before it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from tools.console import give_up, say

ROOT = Path(__file__).resolve().parent.parent
SETS = ("core", "dev", "e2e")


def lock_file(name: str, root: Path = ROOT) -> Path:
    """Return the lock file of a set."""
    return root / "requirements" / f"{name}.txt"


def stamp_of(name: str, root: Path = ROOT) -> str:
    """Return the line that is kept in ``.venv`` after a set was installed: its name and lock's digest."""
    return f"{name} {hashlib.sha256(lock_file(name, root).read_bytes()).hexdigest()}"


def is_installed(name: str, root: Path = ROOT) -> bool:
    """Return whether this set, or a larger one, is installed from the lock file as it is now."""
    stamp = root / ".venv" / "installed.txt"
    if not stamp.is_file():
        return False
    larger = SETS[SETS.index(name) :]
    return stamp.read_text(encoding="utf-8").strip() in {stamp_of(each, root) for each in larger}


def missing_package() -> str:
    """Return what to install before ``python3 -m venv`` can work, or an empty text.

    Debian and Ubuntu split the standard library: without the package ``python3-venv`` there is no ensurepip.
    """
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return ""
    return "python3-venv is missing: apt install python3-venv"


def _works(python: Path) -> bool:
    """Return whether the interpreter of a .venv starts, is new enough and has pip."""
    probe = "import sys, importlib.util as u; sys.exit(sys.version_info < (3, 11) or not u.find_spec('pip'))"
    try:
        done = subprocess.run([python, "-c", probe], check=False, capture_output=True)  # noqa: S603  our own .venv
    except OSError:
        return False
    return done.returncode == 0


def prepare(name: str, root: Path = ROOT) -> None:
    """Make ``.venv`` hold the set ``name``; does nothing when it already does.

    Leaves with exit code 1, and a first line that says what to install, where no .venv can be made.
    """
    python = root / ".venv" / "bin" / "python"
    works = _works(python)
    if works and is_installed(name, root):
        return
    if not works:
        if missing := missing_package():
            give_up(missing)
        say("Creating .venv")
        command = [sys.executable, "-m", "venv", "--clear", str(root / ".venv")]
        if subprocess.run(command, check=False).returncode:  # noqa: S603  no input from outside
            give_up("The virtual environment could not be created; the lines above say why.")
    say(f"Installing requirements/{name}.txt (locked and hashed)")
    stamp = root / ".venv" / "installed.txt"
    stamp.unlink(missing_ok=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "-r", str(lock_file(name, root))]
    if subprocess.run(command, check=False).returncode:  # noqa: S603  no input from outside
        give_up("The packages could not be installed; the lines above say why.")
    stamp.write_text(f"{stamp_of(name, root)}\n", encoding="utf-8")


def main() -> None:
    """Read the name of the set from the command line and prepare it."""
    if len(sys.argv) != 2 or sys.argv[1] not in SETS:
        give_up(f"usage: python3 -m tools.venv {'|'.join(SETS)}")
    prepare(sys.argv[1])


if __name__ == "__main__":
    main()
