"""Sources, and the claims that they support."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.core.constraints import one_of, ordered_dates
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import TimeStamped
from foundation.sources.enums import ClaimKind, Confidence, SourceKind


class Source(TimeStamped):
    """A page or paper that claims rest on."""

    title = models.CharField(_("title"), max_length=300, help_text=_("What it is, in plain words."))
    publisher = models.CharField(_("publisher"), max_length=200)
    published_on = ImpreciseDateField(
        _("published"), earliest="published_earliest", latest="published_latest"
    )
    published_earliest = bound()
    published_latest = bound()
    language = models.CharField(_("language"), max_length=10, blank=True, help_text=_("ISO 639-1, e.g. kk."))
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind.choices)
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Never the address of leaked material."),
    )
    may_link = models.BooleanField(
        _("may be linked"),
        default=False,
        help_text=_("Else readers see publisher, title and date without a link."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", SourceKind, name="sources_source_kind_known"),
            ordered_dates("published_earliest", "published_latest", name="sources_source_dates_ordered"),
            models.CheckConstraint(
                condition=models.Q(may_link=False) | ~models.Q(url=""), name="sources_source_link_has_address"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"


class Citation(TimeStamped):
    """A source for one claim: a record, or one field of it.

    Never read from a public surface on its own, only through the ``citations`` of a record that is
    already visible.
    """

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    claim = GenericForeignKey("content_type", "object_id")
    field = models.CharField(
        _("field"), max_length=60, blank=True, help_text=_("The field it supports; empty: the whole record.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ClaimKind.choices, default=ClaimKind.REPORT)
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence.choices)
    locator = models.CharField(
        _("where in it"), max_length=120, blank=True, help_text=_("Page or paragraph.")
    )
    disputed_by = models.CharField(_("disputed by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="sources_citation_claim")]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", ClaimKind, name="sources_citation_kind_known"),
            one_of("confidence", Confidence, name="sources_citation_confidence_known"),
            models.UniqueConstraint(
                fields=["source", "content_type", "object_id", "field", "locator"],
                name="sources_citation_once_a_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.get_confidence_display()})"
