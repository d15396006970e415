""".env.example names exactly the variables that config/env.py and docker-compose.yml read."""

from __future__ import annotations

import ast
import re

from tests.tooling import compose
from tests.tooling.surroundings import ROOT

READERS = {"text", "flag", "words"}


def _read_by_the_application() -> set[str]:
    """Return each name that config/env.py reads, found in its syntax tree."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / "config" / "env.py").read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
            continue
        reader = node.func.id if isinstance(node.func, ast.Name) else ast.unparse(node.func)
        if reader in READERS or reader in {"os.environ.get", "os.getenv"}:
            names.add(str(node.args[0].value))
    return names


def _example() -> list[str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8")
    return re.findall(r"^#?([A-Z][A-Z_]+)=", lines, flags=re.MULTILINE)


def test_the_example_names_every_setting_once() -> None:
    names = _example()
    assert len(names) == len(set(names))
    assert set(names) == _read_by_the_application() | compose.variables()


def test_only_env_py_reads_the_environment() -> None:
    """Otherwise the comparison above would miss a setting. Tools and the entry points set defaults only."""
    apps = ("config", "foundation", "people", "cases", "filings", "deadlines", "web")
    files = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    allowed = {"config/env.py", "config/settings_test.py", "config/settings_types.py", "config/wsgi.py"}
    reading = {
        str(path.relative_to(ROOT))
        for path in files
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }
    assert reading <= allowed


def test_the_example_holds_no_secret() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    filled = [line for line in lines if re.match(r"#?(SECRET_KEY|POSTGRES_PASSWORD|DEV_PASSWORD)=.", line)]
    assert filled == []
