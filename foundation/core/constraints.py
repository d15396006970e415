"""Check constraints that many models need. The database is the last guard of an invariant."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


def one_of(
    field: str, choices: type[models.TextChoices], *, name: str, or_empty: bool = False
) -> models.CheckConstraint:
    """The stored word is one of a closed set, or (``or_empty``) nothing."""
    words = ["", *choices.values] if or_empty else choices.values
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words}), name=name)


def ordered_dates(earliest: str, latest: str, *, name: str) -> models.CheckConstraint:
    """The bounds of an imprecise date do not cross."""
    return models.CheckConstraint(
        condition=Q(**{f"{earliest}__isnull": True})
        | Q(**{f"{latest}__isnull": True})
        | Q(**{f"{earliest}__lte": F(latest)}),
        name=name,
    )
