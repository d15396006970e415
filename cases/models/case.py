"""A case: the dispute that readers follow, one story over one or more dockets."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.constraints import one_of
from foundation.core.enums import TranslationStatus
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.models import Citation


class CaseQuerySet(VisibleQuerySet["Case"]):
    """Reads of cases."""


class Case(Publication):
    """The dispute that readers follow. Its registers in the courts are dockets."""

    corrected = ("title", "summary_tiny", "summary_short", "summary", "not_verified")
    case_path: ClassVar[str] = "pk"

    slug = models.SlugField(_("slug"), max_length=120, help_text=_("ASCII; the same in every language."))
    title = models.CharField(_("title"), max_length=200)
    summary_tiny = models.CharField(_("summary, one line"), max_length=200, blank=True)
    summary_short = models.TextField(_("summary, short"), max_length=1000, blank=True)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    not_verified = models.TextField(
        _("not verified"),
        max_length=10_000,
        blank=True,
        help_text=_("What nobody could verify, one item a line."),
    )
    checked_on = models.DateField(
        _("record checked"),
        null=True,
        blank=True,
        help_text=_("The day on which the record was last compared with the courts’ dockets. Empty: never."),
    )
    checked_by = models.CharField(
        _("checked by"),
        max_length=120,
        blank=True,
        help_text=_("As readers shall see it: the newsroom, or a name chosen by its bearer. Not an account."),
    )
    translation = models.CharField(
        _("translations"),
        max_length=10,
        choices=TranslationStatus.choices,
        default=TranslationStatus.UNREVIEWED,
        help_text=_("Readers are told until a native reader has checked the texts of the case."),
    )
    version = models.PositiveBigIntegerField(default=0, editable=False)

    citations = GenericRelation(Citation)
    objects = CaseQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("translation", TranslationStatus, name="cases_case_translation_known"),
            models.CheckConstraint(condition=~Q(title=""), name="cases_case_has_title"),
            models.CheckConstraint(
                condition=Q(checked_by="") | Q(checked_on__isnull=False),
                name="cases_case_checker_has_day",
                violation_error_message=_("Say on which day it was checked."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save everything but the version, which only ever grows (cases.operations.raise_versions)."""
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - {"version"}
        super().save(*args, **kwargs)


class Discrepancy(TimeStamped):
    """Two accounts that differ, each attributed; the page shows both and decides nothing."""

    corrected = ("topic", "one_side", "other_side")
    case_path: ClassVar[str] = "case"
    visible_through = ("case",)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="discrepancies")
    topic = models.CharField(_("topic"), max_length=200)
    one_side = models.TextField(_("one account"), max_length=1000)
    other_side = models.TextField(_("the other account"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Discrepancy"].as_manager()

    class Meta:
        verbose_name = _("discrepancy")
        verbose_name_plural = _("discrepancies")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.topic
