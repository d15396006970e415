"""Writes about cases: above all, the version of a case, which every change that shows on its page raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.models import Case
from cases.people import persons_given_a_page
from foundation.core.audience import PUBLIC
from foundation.core.gathering import Gathering
from foundation.core.models import Publication, parent_condition, public_condition
from foundation.core.prepared import prepared
from foundation.sources.models import Citation, Source


def models_of_a_case() -> Iterator[tuple[type[models.Model], tuple[str, ...]]]:
    """Yield each model that shows on a case's page, with its paths to the cases: ``case_path``.

    A tie between two records shows at both ends: ``other_case_path`` leads to the other case.
    """
    for model in apps.get_models():
        paths = (getattr(model, "case_path", ""), getattr(model, "other_case_path", ""))
        if paths[0] and "history_id" not in {field.name for field in model._meta.fields}:
            yield model, tuple(filter(None, paths))


def case_ids_showing(record: models.Model) -> set[int]:
    """Return the ids of the cases on whose page a record shows.

    A part of a case names its own; a person, a court or a source shows wherever a part points to it, and
    what a part is hidden by, in this case or in another, shows by whether the part is there.
    """
    return case_ids_showing_any([record])


def case_ids_showing_any(records: Iterable[models.Model]) -> set[int]:
    """Return the ids of the cases on whose page any of the records shows, by queries per model."""
    rows: dict[type[models.Model], set[Any]] = {}
    for record in records:
        kind, pk = _claim(record)
        if kind is not None:
            rows.setdefault(kind, set()).add(pk)
    return {case_id for kind, pks in rows.items() for case_id in _case_ids(kind, pks)}


def _claim(record: models.Model) -> tuple[type[models.Model] | None, Any]:
    """Return the model and the key of a record; of a citation those of what it is for."""
    if not isinstance(record, Citation):
        return type(record), record.pk
    return ContentType.objects.get_for_id(record.content_type_id).model_class(), record.object_id


def _case_ids(kind: type[models.Model], pks: set[Any]) -> set[int]:
    found: set[Any] = set()
    for model, case_paths in models_of_a_case():
        for case_path in case_paths:
            asked = Q()
            if issubclass(kind, model):
                asked |= Q(pk__in=pks) & _otherwise_seen(model, itself=False)
            for path in _paths_between(model, kind, case_path):
                asked |= Q(**{f"{path}__in": pks}) & _otherwise_seen(model, path)
            if issubclass(kind, Source) and hasattr(model, "citations"):
                asked |= Q(citations__source__in=pks) & _otherwise_seen(model)
            if asked:
                rows = model._default_manager.filter(asked).order_by()
                found |= set(rows.values_list(case_path, flat=True).distinct())
    return {int(pk) for pk in found if pk is not None}


@cache
def _otherwise_seen(model: type[models.Model], without: str = "", *, itself: bool = True) -> Q:
    """Return the condition that nothing hides a row but, at most, what has changed: itself or one parent.

    What stands below a seal shows on no page, and a version that rose for it would tell of it.
    """
    condition = public_condition() if itself and issubclass(model, Publication) else Q()
    for path in getattr(model, "visible_through", ()):
        if path != without:
            condition &= parent_condition(model, path)
    return condition


@cache
def _paths_between(model: type[models.Model], kind: type[models.Model], case_path: str) -> tuple[str, ...]:
    """Return the ways by which rows of a model point to a record of a kind, or hide with it.

    Those on the way to the case are left out: what stands there names the case itself.
    """
    ways = {field.name for field in model._meta.fields if field.is_relation}
    ways |= set(getattr(model, "visible_through", ()))
    return tuple(
        sorted(
            way for way in ways if _end(model, way) is kind and not f"{case_path}__".startswith(f"{way}__")
        )
    )


def _end(model: type[models.Model], path: str) -> Any:
    end: Any = model
    for name in path.split("__"):
        end = end._meta.get_field(name).related_model
    return end


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


def note_change(record: models.Model, *, before: models.Model | None = None) -> None:
    """Raise the versions of the cases that a changed record shows on, now or at the end of a bulk write.

    ``before`` is what was saved of it until now. What was hidden and is hidden still raises nothing: a
    version is public, and would tell whoever polls that somebody works on a sealed matter.
    """
    if _was_opened_or_hidden(record, before) or _is_visible(record):
        _gathering.note(record, *persons_given_a_page(record))


def _was_opened_or_hidden(record: models.Model, before: models.Model | None) -> bool:
    if not isinstance(record, Publication) or not isinstance(before, Publication):
        return False
    return record.is_public != before.is_public


def _is_visible(record: models.Model) -> bool:
    """Whether readers may see a record, or may see whatever it is a part of if nothing hides it by itself."""
    kind, pk = _claim(record)
    if kind is None:
        return False
    return not hasattr(kind._default_manager.none(), "visible_to") or bool(_seen(int(pk), kind=kind))


@prepared
def _seen(pk: int, *, kind: Any) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = kind._default_manager.filter(pk=pk).visible_to(PUBLIC).order_by()
    return found.values_list("pk")


def versions_raised_once() -> AbstractContextManager[None]:
    """Raise the version of each case once at the end of the block, not at each of a loader's many records.

    Open it inside the transaction of the write: after an error nothing is raised, and the transaction takes
    the changes back. Delete nothing inside and move nothing to another case: at the end a deleted record no
    longer tells its case, and a moved one only its new case.
    """
    return _gathering.once()
