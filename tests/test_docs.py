"""The documentation says what the code says: settings, commands, models, words, decisions, links."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from django.apps import apps
from django.db import models
from django.dispatch import Signal
from django.utils import translation

from foundation.core import worker
from foundation.delivery.enums import MessageState
from tests.tooling import compose
from tests.tooling.test_env_example import _example, _read_by_the_application

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
ADR = DOCS / "adr"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

#: Commands of libraries that are part of running the site.
FOREIGN_COMMANDS = {"db_worker"}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of the same or a higher level."""
    level = heading.index(" ")
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{level}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"there is no heading {heading!r}"
    return found[1]


def _rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of all tables in a text, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [number for number, row in enumerate(rows) if set("".join(row)) <= set("- ")]
    heads = {number - 1 for number in rules} | set(rules)
    return [row for number, row in enumerate(rows) if number not in heads]


def _first_cells(text: str) -> list[str]:
    return [row[0].strip("`") for row in _rows(text)]


def _our_apps() -> list[str]:
    return [config.name for config in apps.get_app_configs() if (ROOT / config.name.split(".")[0]).is_dir()]


def _our_folders() -> list[Path]:
    return [ROOT / app.replace(".", "/") for app in _our_apps()]


def _prose(page: Path) -> str:
    """Return a page without its code."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", _read(page), flags=re.DOTALL)


# --- settings ----------------------------------------------------------------------------------------------


def test_every_setting_is_documented_once() -> None:
    text = _read(DOCS / "settings.md")
    application = _first_cells(_section(text, "## The application"))
    composed = _first_cells(_section(text, "## Only docker compose"))
    assert Counter(application) == Counter(_read_by_the_application())
    assert Counter(composed) == Counter(compose.variables() - _read_by_the_application())
    assert Counter(application + composed) == Counter(_example())


# --- commands ----------------------------------------------------------------------------------------------


def test_every_command_is_documented() -> None:
    files = (path for folder in _our_folders() for path in folder.glob("management/commands/*.py"))
    ours = {path.stem for path in files if not path.stem.startswith("_")}
    text = _section(_read(DOCS / "operations.md"), "## Commands")
    assert set(re.findall(r"^### (\w+)$", text, re.MULTILINE)) == ours | FOREIGN_COMMANDS


def test_every_state_of_a_message_is_explained() -> None:
    text = _section(_read(DOCS / "operations.md"), "## The outbox")
    assert _first_cells(text) == MessageState.values


def test_every_duty_of_the_worker_is_documented() -> None:
    text = _section(_read(DOCS / "operations.md"), "### worker")
    assert set(_first_cells(text)) == set(worker._steps)


def _targets() -> list[str]:
    return re.findall(r"^([a-z0-9-]+):.*## ", _read(ROOT / "Makefile"), re.MULTILINE)


def test_the_readme_names_every_make_target() -> None:
    named = re.findall(r"(?:^|`)make ([a-z0-9-]+)", _read(ROOT / "README.md"), re.MULTILINE)
    assert set(named) == set(_targets())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_only_make_targets_that_exist(page: Path) -> None:
    named = re.findall(r"(?:^|`)make ([a-z0-9-]+)", _read(page), re.MULTILINE)
    assert set(named) - set(_targets()) == set()


# --- architecture ------------------------------------------------------------------------------------------


def test_every_app_is_in_the_architecture() -> None:
    apps_named = _first_cells(_section(_read(DOCS / "architecture.md"), "## Apps"))
    assert Counter(apps_named) == Counter(_our_apps())


def test_every_model_is_in_the_architecture() -> None:
    ours = [
        f"{model._meta.app_label}.{model.__name__}"
        for app in _our_apps()
        for model in apps.get_app_config(app.rpartition(".")[2]).get_models()
        if "history_id" not in {field.name for field in model._meta.fields}
    ]
    assert Counter(_first_cells(_section(_read(DOCS / "architecture.md"), "## Models"))) == Counter(ours)


def test_every_signal_is_in_the_architecture() -> None:
    ours = {
        f"{app}.signals.{name}"
        for app in _our_apps()
        if (ROOT / app.replace(".", "/") / "signals.py").is_file()
        for name, value in vars(import_module(f"{app}.signals")).items()
        if isinstance(value, Signal)
    }
    assert set(_first_cells(_section(_read(DOCS / "architecture.md"), "## Signals"))) == ours


def test_the_functions_that_the_flow_names_exist() -> None:
    flow = _section(_read(DOCS / "architecture.md"), "## From a saved entry to a reminder and a reader")
    named = set(re.findall(r"`([a-z_]{4,})\(\)`", flow))
    files = (path for folder in _our_folders() for path in folder.rglob("*.py"))
    defined = {
        name for path in files for name in re.findall(r"^\s*def ([a-z_]+)\(", _read(path), re.MULTILINE)
    }
    assert named
    assert named - defined == set()


# --- glossary ----------------------------------------------------------------------------------------------


def _closed_sets() -> Iterator[tuple[str, type[models.TextChoices]]]:
    for app, folder in zip(_our_apps(), _our_folders(), strict=True):
        for path in folder.rglob("*.py"):
            if "migrations" in path.parts or "TextChoices)" not in _read(path):
                continue
            module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for name, value in vars(module).items():
                is_ours = isinstance(value, type) and issubclass(value, models.TextChoices)
                if is_ours and value.__module__ == module.__name__:
                    yield f"{app}: {name}", value


def test_every_value_of_every_closed_set_is_in_the_glossary() -> None:
    text = _section(_read(DOCS / "glossary.md"), "## Closed sets")
    documented = {
        heading: [(row[0].strip("`"), row[1]) for row in _rows(_section(text, f"### {heading}"))]
        for heading in re.findall(r"^### (.+)$", text, re.MULTILINE)
    }
    with translation.override("en"):
        stored = {heading: [(v.value, str(v.label)) for v in values] for heading, values in _closed_sets()}
    assert documented == stored


# --- decisions ---------------------------------------------------------------------------------------------


def test_decisions_are_numbered_without_gaps_and_titled_by_their_number() -> None:
    files = sorted(ADR.iterdir())
    numbers = [int(re.fullmatch(r"(\d{4})-[a-z0-9-]+\.md", path.name)[1]) for path in files]  # type: ignore[index]
    titled = [int(re.match(r"# (\d+)\. \S", _read(path))[1]) for path in files]  # type: ignore[index]
    assert numbers == list(range(1, len(files) + 1))
    assert titled == numbers


@pytest.mark.parametrize("path", sorted(ADR.glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_fits_one_screen(path: Path) -> None:
    lines = _read(path).splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
    ]
    assert len(lines) < 45


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_decision_that_is_referred_to_exists(page: Path) -> None:
    count = len(list(ADR.iterdir()))
    referred = [int(number) for number in re.findall(r"\bADR (\d+)", _read(page))]
    assert [number for number in referred if not 1 <= number <= count] == []


def test_every_package_has_its_reason() -> None:
    project = tomllib.loads(_read(ROOT / "pyproject.toml"))["project"]
    wanted = [re.match(r"[A-Za-z0-9-]+", line)[0] for line in project["dependencies"]]  # type: ignore[index]
    rows = _rows(_read(ADR / "0011-dependencies.md"))
    named = [name.split()[0] for row in rows for name in row[1].split(", ")]
    assert Counter(named) == Counter(wanted)
    assert [row for row in rows if not all(row)] == []


# --- readme, changelog, links ------------------------------------------------------------------------------


def test_the_readme_counts_the_flagship_case_rightly() -> None:
    folder = ROOT / "web" / "imports" / "flagship"

    def count(name: str, key: str = "") -> int:
        records = yaml.safe_load(_read(folder / f"{name}.yaml"))
        return len(records[key] if key else records)

    counted = {
        "dockets": count("dockets"),
        "courts": count("courts"),
        "docket entries": count("entries"),
        "statements": count("statements", "statements"),
        "deadlines": count("deadlines"),
    }
    text = " ".join(_section(_read(ROOT / "README.md"), "## The flagship case").split())
    assert {
        what: int(number) for number, what in re.findall(rf"(\d+) ({'|'.join(counted)})\b", text)
    } == counted


def test_the_changelog_begins_with_a_version() -> None:
    headings = re.findall(r"^## (.+)$", _read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    form = r"\[\d+\.\d+\.\d+\] - (unreleased|\d{4}-\d{2}-\d{2})"
    assert headings
    assert [heading for heading in headings if not re.fullmatch(form, heading)] == []


def _links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", _prose(page))


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as a code host makes them."""
    headings = re.findall(r"^#+ (.+)$", _read(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in _links(page):
        parts = urlsplit(link)
        if parts.scheme:
            continue
        target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
        inside = target.is_relative_to(ROOT) and target.exists()
        if not inside or (parts.fragment and parts.fragment not in _anchors(target)):
            broken.append(link)
    assert broken == []


def test_the_readme_leads_to_every_document() -> None:
    """Every page of docs/ can be reached by links that start in README.md."""
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in _links(page):
            target = (page.parent / urlsplit(link).path).resolve()
            if target.is_dir():
                waiting.extend(sorted(target.glob("*.md")))
            elif target.suffix == ".md" and target.is_file():
                waiting.append(target)
    assert set(PAGES) - reached == set()
