"""What search knows: one table of rows, and the aliases that editors add."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.models import TimeStamped
from foundation.search.analysis.aliases import alias_key


class SearchRow(models.Model):
    """A record, or one passage of it, as search knows it. Derived: `rebuild_search` makes it anew.

    Rows are written with their record, in its transaction. The database keeps its full-text index over
    `terms` by itself (:mod:`foundation.search.engines`).
    """

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    part = models.PositiveIntegerField(default=0)
    case_id = models.PositiveBigIntegerField(null=True)
    is_public = models.BooleanField(default=False)
    #: Of the day of the record, to narrow and to count by.
    year = models.PositiveSmallIntegerField(null=True)
    #: Words of a to z, 0 to 9 and _, each once, with one space between.
    terms = models.TextField()
    #: Of people, courts and places: the names as written, for ranking.
    names = models.TextField(blank=True)

    class Meta:
        verbose_name = _("row of the search index")
        verbose_name_plural = _("rows of the search index")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "object_id", "part"], name="search_row_once"),
            models.CheckConstraint(condition=~models.Q(terms=""), name="search_row_has_terms"),
        ]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["case_id", "kind"], name="search_row_case")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Alias(TimeStamped):
    """Another way to say a name: SDNY, РК. Overrules the shipped lists; without a meaning it is no alias."""

    text = models.CharField(
        _("alias"), max_length=100, help_text=_("As people type it: SDNY, N.D. Cal., РК.")
    )
    key = models.CharField(max_length=100, unique=True, editable=False)
    means = models.CharField(
        _("stands for"),
        max_length=300,
        blank=True,
        help_text=_("The name in full. Empty in all languages: the alias of the shipped list is not used."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["text", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~models.Q(key=""), name="search_alias_has_key"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean_fields(self, exclude: Any = None) -> None:
        """Also work out the key by which the alias is looked up."""
        self.key = alias_key(self.text)[:100]
        super().clean_fields(exclude)
