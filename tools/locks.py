"""Do the lock files match pyproject.toml? ``python -m tools.locks`` (part of ``make check``)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.console import say
from tools.venv import SETS, lock_file

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")


def pins(lock: str) -> dict[str, str]:
    """Return the pinned version of each package of a lock file's text, by canonical name."""
    found = (_PIN.match(line) for line in lock.splitlines())
    return {canonicalize_name(pin["name"]): pin["version"] for pin in found if pin}


def wanted(root: Path = ROOT) -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for, by set; each set contains the one before it."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines: list[str] = list(project["dependencies"])
    result: dict[str, list[Requirement]] = {}
    for name in SETS:
        if name != "core":
            lines = lines + project["optional-dependencies"][name]
        result[name] = [Requirement(line) for line in lines]
    return result


def complaints(root: Path = ROOT) -> list[str]:
    """Return one line for each difference between the lock files and pyproject.toml."""
    found: list[str] = []
    smaller: dict[str, str] = {}
    for name, requirements in wanted(root).items():
        lock = lock_file(name, root).read_text(encoding="utf-8")
        have = pins(lock)
        for need in requirements:
            version = have.get(canonicalize_name(need.name))
            if version is None:
                found.append(f"{name}.txt lacks {need.name}")
            elif not need.specifier.contains(version, prereleases=True):
                found.append(
                    f"{name}.txt pins {need.name} {version}, pyproject.toml asks for {need.specifier}"
                )
        for package, version in smaller.items():
            if have.get(package) != version:
                found.append(f"{name}.txt has {package} {have.get(package)}, the smaller set {version}")
        if len(have) != len(re.findall(r"^[A-Za-z0-9].*\\\n +--hash=", lock, flags=re.MULTILINE)):
            found.append(f"{name}.txt has a package without a hash")
        if "://" in lock or "--index" in lock or "--extra-index" in lock:
            found.append(f"{name}.txt names an address; the index is the user's own choice")
        smaller = have
    return found


def main() -> int:
    """Print the differences; 1 if there are any."""
    found = complaints()
    for line in found:
        say(line)
    if not found:
        say(f"{len(SETS)} lock files match pyproject.toml")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
