"""Conventions that matter are tests. (.env.example and config/env.py are compared in tests/tooling.)"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.db import models
from django.utils.functional import Promise

from tests.ours import FLOORS, PACKAGES, ROOT, our_models, sources

TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
#: Found by Django by name; nobody refers to them.
#: By Django, and by django-allauth.
FOUND_BY_NAME = ("403.html", "403_csrf.html", "404.html", "500.html", "admin/", "account/", "mfa/")


def _commands() -> dict[str, str]:
    return {name: str(app) for name, app in get_commands().items() if str(app) in FLOORS}


def test_our_commands_are_found() -> None:
    assert {"worker", "create_dev_users"} <= set(_commands())


@pytest.mark.parametrize("name", sorted(_commands()))
def test_every_command_says_what_it_does(name: str) -> None:
    command = load_command_class(_commands()[name], name)
    assert len(command.help) > 20
    assert command.help.rstrip().endswith(".")


def _choices() -> list[type[models.TextChoices]]:
    found: set[type[models.TextChoices]] = set()
    for path in sources():
        if path.name == "enums.py":
            module = import_module(".".join(path.with_suffix("").parts))
            classes = [item for item in vars(module).values() if isinstance(item, type)]
            found |= {item for item in classes if issubclass(item, models.TextChoices)}
    found.discard(models.TextChoices)
    return sorted(found, key=lambda item: item.__qualname__)


@pytest.mark.parametrize("choices", _choices(), ids=lambda choices: choices.__name__)
def test_every_word_of_a_closed_set_has_a_translatable_label(choices: type[models.TextChoices]) -> None:
    assert all(isinstance(member._label_, Promise) for member in choices)  # type: ignore[attr-defined]
    # Our own words, with a number where the law counts its ways so ("rule4_mail"), or a code of ISO 15924.
    words = re.compile(r"[a-z]+\d?(_([a-z]+|\d+))*|[A-Z][a-z]{3}")
    assert all(words.fullmatch(member.value) for member in choices)


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_every_stored_word_fits_its_column(model: type[models.Model]) -> None:
    closed = [field for field in model._meta.concrete_fields if field.choices]
    longest = {field: max(len(str(value)) for value, _label in field.flatchoices) for field in closed}
    short = [field.name for field, length in longest.items() if length > (field.max_length or 0)]
    assert short == []


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_names_of_models_are_lower_case_and_translatable(model: type[models.Model]) -> None:
    if model.__name__ == "ImportedRecord":  # no editor ever sees it
        return
    for name in (model._meta.verbose_name, model._meta.verbose_name_plural):
        assert isinstance(name, Promise)
        assert str(name)[0].islower()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_template_is_used(template: Path) -> None:
    name = template.relative_to(ROOT / "templates").as_posix()
    if name.startswith(FOUND_BY_NAME):
        return
    others = [other.read_text(encoding="utf-8") for other in TEMPLATES if other != template]
    wanted = f'"{name}"'
    if name.startswith("emails/") and not name.startswith("emails/item."):  # a part of both mails
        wanted = f'render_mail("{name.split("/")[1].split(".")[0]}"'
    assert any(wanted in text for text in (*sources().values(), *others)), f"nobody uses {name}"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_texts_in_templates_are_trimmed(template: Path) -> None:
    """Otherwise line breaks of the template become part of the message that translators see."""
    if template.is_relative_to(ROOT / "templates" / "admin"):
        return  # Django's own messages, word for word, so that its translations are found
    blocks = re.findall(r"\{%-?\s*blocktrans(?:late)?\b[^%]*%\}", template.read_text(encoding="utf-8"))
    assert [block for block in blocks if "trimmed" not in block] == []


@pytest.mark.django_db
def test_no_migration_is_missing(settings: Any) -> None:
    settings.MIGRATION_MODULES = {}  # of all apps, also where the tables come from the models
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_package_of_ours_is_checked() -> None:
    """A new folder with Python files is linted, typed and watched like the others, or named here."""
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    grouped = {path.parent.parent.name for path in ROOT.glob("*/*/__init__.py") if ".venv" not in path.parts}
    assert folders | grouped - {"tests", "docs"} <= {*PACKAGES, "tests", "tools"}
