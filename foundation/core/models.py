"""Abstract models: time stamps, publication, reads that respect both. And the sign of life of a worker."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.audience import Audience
from foundation.core.constraints import one_of, plainly_holds
from foundation.core.enums import PublicationStatus

_M_co = TypeVar("_M_co", bound=models.Model, covariant=True)


def public_condition(path: str = "") -> Q:
    """Return the condition under which a published record may be seen by anybody.

    An embargo hides until the worker lifts it: ``embargo_until`` in the past still hides, so a dead
    worker never leaks. ``path`` leads to a parent, e.g. ``"docket__case"``.
    """
    prefix = f"{path}__" if path else ""
    return Q(
        **{
            f"{prefix}status": PublicationStatus.PUBLISHED,
            f"{prefix}embargo_until__isnull": True,
            f"{prefix}sealed": False,
        }
    )


@cache
def _visible_to_anybody(model: type[models.Model]) -> Q:
    condition = public_condition() if issubclass(model, Publication) else Q()
    for path in getattr(model, "visible_through", ()):
        condition &= parent_condition(model, path)
    return condition


@cache
def parent_condition(model: type[models.Model], path: str) -> Q:
    """Return the condition under which a parent of records hides them not: it is public, or not set."""
    unset = Q(**{f"{path}__isnull": True}) if _may_be_unset(model, path) else Q()
    return public_condition(path) | unset


def _may_be_unset(model: type[models.Model], path: str) -> bool:
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        if field.null:
            return True
        model = field.related_model
    return False


class VisibleQuerySet(models.QuerySet[_M_co]):
    """Reads that know their audience. Every public surface starts from :meth:`visible_to`."""

    def visible_to(self, audience: Audience) -> Self:
        """Return the records that ``audience`` may see.

        A record is public only if it is published itself (when it has a publication state) and each
        parent named in the model's ``visible_through`` is; a parent that is not set hides nothing.
        What is in the bin is nowhere: the desk shows it in the bin alone (:meth:`in_bin`).
        """
        if audience is Audience.DESK:
            return self.outside_bin()
        return self.filter(_visible_to_anybody(self.model))

    def outside_bin(self) -> Self:
        """Return the records that no editor has put into the bin."""
        if issubclass(self.model, Publication):
            return self.exclude(status=PublicationStatus.BINNED)
        return self.all()

    def in_bin(self) -> Self:
        """Return the records in the bin; a part without a state of its own is never there."""
        if issubclass(self.model, Publication):
            return self.filter(status=PublicationStatus.BINNED)
        return self.none()


class TimeStamped(models.Model):
    """When the row was made and last changed."""

    #: Fields whose words readers may have quoted: to change one after it was public is a correction.
    #: A text in three languages is named once. Never a reference: what it names may be hidden later.
    corrected: ClassVar[tuple[str, ...]] = ()

    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Also hold texts to their length, which Django asks of forms only."""
        errors: dict[str, Any] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for field in self._meta.concrete_fields:
            if isinstance(field, models.TextField) and field.max_length and field.name not in (exclude or ()):
                try:
                    MaxLengthValidator(field.max_length)(getattr(self, field.attname) or "")
                except ValidationError as error:
                    errors.setdefault(field.name, []).extend(error.error_list)
        if errors:
            raise ValidationError(errors)

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return what the database must be asked about before the record is saved."""
        return [
            (model, [constraint for constraint in constraints if not plainly_holds(constraint, self)])
            for model, constraints in super().get_constraints()
        ]


class Publication(TimeStamped):
    """Whether the public may see a record.

    Time opens nothing by itself: the worker publishes and lifts embargoes in a transaction of its own.
    """

    #: Paths to the parents that must be public too.
    visible_through: ClassVar[tuple[str, ...]] = ()
    #: Whether an editor may put a record into the bin; what runs until somebody ends it may not go there.
    binnable: ClassVar[bool] = True
    #: The parent that a record goes into the bin with: it need not go first.
    part_of: ClassVar[str] = ""

    status = models.CharField(
        _("publication"),
        max_length=12,
        choices=PublicationStatus.choices,
        default=PublicationStatus.DRAFT,
        help_text=_("Only published records can be seen by readers."),
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("A record in review is published by the worker once this moment has passed."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Hidden from readers until the worker lifts the embargo after this moment."),
    )
    sealed = models.BooleanField(
        _("sealed"), default=False, help_text=_("Sealed by the court: never shown to readers.")
    )

    class Meta:
        abstract = True
        constraints: ClassVar[list[Any]] = [
            one_of("status", PublicationStatus, name="%(app_label)s_%(class)s_status_known"),
        ]

    @property
    def is_public(self) -> bool:
        """Whether the record itself is public; its parents may still hide it."""
        return self.status == PublicationStatus.PUBLISHED and self.embargo_until is None and not self.sealed


class Heartbeat(models.Model):
    """When a worker gave its last sign of life."""

    worker = models.CharField(_("worker"), max_length=100, unique=True)
    beat_at = models.DateTimeField(_("last sign of life"))

    class Meta:
        verbose_name = _("heartbeat")
        verbose_name_plural = _("heartbeats")

    def __str__(self) -> str:
        return f"{self.worker} - {self.beat_at:%Y-%m-%d %H:%M:%S}"
