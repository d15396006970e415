"""Model fields of our own."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.dates import InvalidDate, parse_edtf


def validate_edtf(value: str) -> None:
    """Raise ValidationError unless ``value`` is an imprecise date that we know how to show."""
    try:
        parse_edtf(value)
    except InvalidDate as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date as we write it. Use 2017-12-21, 2017-01, 2013, 2013-11~ (about), "
                "2017? (uncertain), [2017-12-21..2018-06-08], [..2017-12-21] or [2017-12-21..]."
            ),
            code="invalid_edtf",
            params={"value": value[:60]},
        ) from error


class ImpreciseDateField(models.CharField):  # type: ignore[type-arg]  # the stubs' parameters are not public
    """A date as precisely as it is known: an EDTF string beside two ordinary date columns.

    ``earliest`` and ``latest`` name the columns that hold its bounds, ``exact`` one that holds the day if it
    is known and nothing else; they are written on save, so that lists sort and filter without parsing.
    Declare them after this field. The package ``edtf`` has a field of its own; it pickles and loses
    intervals, so only its parser is used.
    """

    def __init__(
        self,
        *args: Any,
        earliest: str = "date_earliest",
        latest: str = "date_latest",
        exact: str = "",
        **kwargs: Any,
    ) -> None:
        self.earliest = earliest
        self.latest = latest
        self.exact = exact
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_edtf]

    def deconstruct(self) -> Any:
        """Keep the names of the other columns in migrations."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        kwargs |= {"earliest": self.earliest, "latest": self.latest}
        return name, path, args, kwargs | ({"exact": self.exact} if self.exact else {})

    def write_bounds(self, record: models.Model) -> None:
        """Write the other columns of ``record`` from the string. Raises InvalidDate if it cannot be read."""
        text = getattr(record, self.attname)
        parsed = parse_edtf(text) if text else None
        setattr(record, self.earliest, parsed.earliest if parsed else None)
        setattr(record, self.latest, parsed.latest if parsed else None)
        if self.exact:
            setattr(record, self.exact, parsed.exact if parsed else None)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Write the bounds from the string."""
        self.write_bounds(model_instance)
        return super().pre_save(model_instance, add)


def write_bounds(record: models.Model) -> None:
    """Write the bounds of every imprecise date of ``record``, so that constraints see the new ones.

    A string that cannot be read leaves its bounds as they are; validating the field says what is wrong.
    """
    for field in record._meta.concrete_fields:
        if isinstance(field, ImpreciseDateField):
            with suppress(InvalidDate):
                field.write_bounds(record)


def bound(help_text: str = "") -> models.DateField[Any, Any]:
    """Return the column for one bound of an imprecise date; it is computed, never edited."""
    return models.DateField(null=True, blank=True, editable=False, help_text=help_text)
