"""What the tests that police the code mean by "ours": apps, models, modules and fields of this repository."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

from foundation.core.models import Publication

ROOT: Path = settings.BASE_DIR
#: Lowest first, as architecture.md draws them; equal numbers may not see each other.
FLOORS = {
    "foundation.core": 0,
    "foundation.accounts": 1,
    "foundation.sources": 2,
    "foundation.delivery": 2,
    "foundation.revisions": 2,
    "foundation.search": 2,
    "people": 3,
    "cases": 4,
    "filings": 5,
    "deadlines": 6,
    "web.timeline": 7,
    "web.imports": 8,
    "web.desk": 8,
    "web.public": 8,
}
PACKAGES = ("config", "foundation", "people", "cases", "filings", "deadlines", "web")


def app_configs() -> list[AppConfig]:
    """Return our own apps."""
    return [config for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES]


def our_models() -> list[type[models.Model]]:
    """Return the models of our apps without the histories that django-simple-history makes."""
    return [model for config in app_configs() for model in config.get_models() if not is_history(model)]


def is_history(model: type[models.Model]) -> bool:
    """Whether django-simple-history made the model."""
    return hasattr(model, "history_id") or "history_id" in {field.name for field in model._meta.fields}


def publications() -> list[type[Publication]]:
    """Return the models with a publication state."""
    return [model for model in our_models() if issubclass(model, Publication)]


@cache
def sources() -> Mapping[Path, str]:
    """Return the text of each Python file of our packages, migrations left out."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {
        path.relative_to(ROOT): path.read_text(encoding="utf-8")
        for path in found
        if "migrations" not in path.parts
    }


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """Yield each of these files with its syntax tree; whoever needs the text alone takes :func:`sources`."""
    for path, text in sources().items():
        yield path, ast.parse(text)


def constraints() -> dict[str, type[models.Model]]:
    """Return the model of each named constraint of ours."""
    return {item.name: model for model in our_models() for item in model._meta.constraints}
