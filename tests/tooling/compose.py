"""docker-compose.yml and .dockerignore as Docker would read them, as far as this repository uses them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import yaml

from tests.tooling.surroundings import ROOT

_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<sign>:[-?])(?P<rest>[^}]*))?\}")


class Refused(Exception):  # noqa: N818  compose's own word for it is an error, ours is a refusal
    """A variable that must be set is not."""


def text() -> str:
    """Return the file as it is."""
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def variables() -> set[str]:
    """Return the names of all variables that the file takes from the environment."""
    return {found["name"] for found in _VARIABLE.finditer(text())}


def load(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the parsed file with ``values`` filled in; Refused for a required one that is missing."""

    def value(found: re.Match[str]) -> str:
        given = values.get(found["name"], "")
        if not given and found["sign"] == ":?":
            raise Refused(f"{found['name']}: {found['rest']}")
        return given or (found["rest"] if found["sign"] == ":-" else "")

    def fill(node: Any) -> Any:
        match node:
            case dict():
                return {key: fill(item) for key, item in node.items()}
            case list():
                return [fill(item) for item in node]
            case str():
                return _VARIABLE.sub(value, node)
            case _:
                return node

    filled: dict[str, Any] = fill(yaml.safe_load(text()))
    return filled


def copy_build_context(target: Path) -> None:
    """Copy what ``COPY . .`` takes: the repository without what .dockerignore names."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    anywhere = [pattern.removeprefix("**/") for pattern in patterns if pattern.startswith("**/")]
    at_root = [pattern for pattern in patterns if not pattern.startswith("**/")]

    def ignored(folder: str, names: list[str]) -> set[str]:
        active = anywhere + (at_root if Path(folder) == ROOT else [])
        return {name for name in names if any(fnmatch(name, pattern) for pattern in active)}

    shutil.copytree(ROOT, target, ignore=ignored)
