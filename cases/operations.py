"""Writes about cases: above all, the version of a case, which every change that shows on its page raises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F

from cases.models import Case
from foundation.sources.models import Citation, Source


def models_of_a_case() -> Iterator[tuple[type[models.Model], str]]:
    """Yield each model that shows on a case's page, with its path to the case (``case_path``)."""
    for model in apps.get_models():
        path = getattr(model, "case_path", None)
        if path and "history_id" not in {field.name for field in model._meta.fields}:
            yield model, path


def case_ids_showing(record: models.Model) -> set[int]:
    """Return the ids of the cases on whose page a record shows.

    A part of a case names its own; a person, a court or a source shows wherever a part points to it.
    """
    if isinstance(record, Citation):
        return case_ids_showing(record.claim) if record.claim else set()
    found: set[Any] = set()
    for model, path in models_of_a_case():
        rows = model._default_manager.all()
        if isinstance(record, model):
            found |= set(rows.filter(pk=record.pk).values_list(path, flat=True))
        for field in model._meta.fields:
            if field.related_model is type(record):
                found |= set(rows.filter(**{field.name: record}).values_list(path, flat=True))
        if isinstance(record, Source) and hasattr(model, "citations"):
            found |= set(rows.filter(citations__source=record).values_list(path, flat=True))
    return {int(pk) for pk in found if pk is not None}


def raise_versions(case_ids: set[int]) -> None:
    """Raise the version of cases by one, in the transaction of the change that shows on their pages."""
    if case_ids:
        Case.objects.filter(pk__in=case_ids).update(version=F("version") + 1)
