"""Writes about cases: above all, the version of a case, which every change that shows on its page raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from cases.models import Case
from foundation.core.gathering import Gathering
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
    return case_ids_showing_any([record])


def case_ids_showing_any(records: Iterable[models.Model]) -> set[int]:
    """Return the ids of the cases on whose page any of the records shows, by queries per model."""
    rows: dict[type[models.Model], set[Any]] = {}
    for record in records:
        kind, pk = type(record), record.pk
        if isinstance(record, Citation):
            claimed = ContentType.objects.get_for_id(record.content_type_id).model_class()
            if claimed is None:
                continue
            kind, pk = claimed, record.object_id
        rows.setdefault(kind, set()).add(pk)
    return {case_id for kind, pks in rows.items() for case_id in _case_ids(kind, pks)}


def _case_ids(kind: type[models.Model], pks: set[Any]) -> set[int]:
    found: set[Any] = set()
    for model, path in models_of_a_case():
        rows = model._default_manager.all()
        if issubclass(kind, model):
            found |= set(rows.filter(pk__in=pks).values_list(path, flat=True))
        for field in model._meta.fields:
            if field.related_model is kind:
                found |= set(rows.filter(**{f"{field.name}__in": pks}).values_list(path, flat=True))
        if issubclass(kind, Source) and hasattr(model, "citations"):
            found |= set(rows.filter(citations__source__in=pks).values_list(path, flat=True))
    return {int(pk) for pk in found if pk is not None}


def raise_versions(case_ids: set[int]) -> None:
    """Raise the version of cases by one, in the transaction of the change that shows on their pages."""
    if case_ids:
        Case.objects.filter(pk__in=case_ids).update(version=F("version") + 1)


def check_comparison(case: Case, *, today: date) -> None:
    """Refuse a comparison with the courts' dockets that is still to come. Raises ValidationError.

    ``today`` is the day where whoever compared is: nobody has compared anything tomorrow.
    """
    if case.checked_on is not None and case.checked_on > today:
        raise ValidationError({"checked_on": _("This day is still to come.")}, code="future")


_gathering = Gathering("versions of cases", lambda records: raise_versions(case_ids_showing_any(records)))


def note_change(record: models.Model) -> None:
    """Raise the versions of the cases that a changed record shows on, now or at the end of a bulk write."""
    _gathering.note(record)


def versions_raised_once() -> AbstractContextManager[None]:
    """Raise the version of each case once at the end of the block, not at each of a loader's many records.

    Open it inside the transaction of the write: after an error nothing is raised, and the transaction takes
    the changes back. Delete nothing inside and move nothing to another case: at the end a deleted record no
    longer tells its case, and a moved one only its new case.
    """
    return _gathering.once()
