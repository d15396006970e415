"""What readers are told of a changed text, and what undoes a change of many records."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.audience import DESK, Audience
from foundation.core.models import VisibleQuerySet


class CorrectionQuerySet(VisibleQuerySet["Correction"]):
    """Reads of corrections: nobody sees one without the record that was corrected."""

    def visible_to(self, audience: Audience) -> Self:
        """Return the corrections of records that ``audience`` may see, and may see now.

        One query for the kinds of record that have corrections, and an index look-up a row.
        """
        if audience is DESK:
            return self.all()
        visible: Any = Q(pk__in=[])
        for pk in self.order_by().values_list("content_type", flat=True).distinct():
            model: Any = ContentType.objects.get_for_id(pk).model_class()
            if model is not None and hasattr(model._default_manager, "visible_to"):
                rows = model._default_manager.visible_to(audience).filter(pk=OuterRef("object_id"))
                visible |= Q(content_type=pk) & Exists(rows)
        return self.filter(visible)

    def of(self, record: models.Model) -> Self:
        """Return the corrections of one record."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)


class Correction(models.Model):
    """A text that readers had seen was changed: which one, from what, to what.

    A slip of the pen is none. Where the old words must not be read again, they are not kept here at all.
    """

    visible_through: ClassVar[tuple[str, ...]] = ()  # by the record itself: see CorrectionQuerySet

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey("content_type", "object_id")
    field = models.CharField(
        _("field"), max_length=60, help_text=_("The column; its ending names the language.")
    )
    old = models.TextField(_("old words"), blank=True)
    new = models.TextField(_("new words"), blank=True)
    words_withheld = models.BooleanField(
        _("words withheld"),
        default=False,
        help_text=_("Readers are told that the text was changed, not what it had said."),
    )
    corrected_at = models.DateTimeField(_("corrected"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("user"),
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-corrected_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="revisions_correction_record")]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(words_withheld=False) | Q(old="", new=""),
                name="revisions_correction_withheld_bare",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.old} → {self.new}" if not self.words_withheld else self.field


class BulkChange(models.Model):
    """One field of many records was set at once; ``before`` is what each had, so that it can be undone."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    field = models.CharField(_("field"), max_length=60)
    value = models.CharField(_("new value"), max_length=100)
    #: Key of a record -> its value before. At most `MAX_ROWS` of them.
    before = models.JSONField(default=dict)
    reason = models.CharField(_("reason of this change"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("changed"))
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("user")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("change of many records")
        verbose_name_plural = _("changes of many records")
        ordering = ["-made_at", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="revisions_bulkchange_undone_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} → {self.value} ({len(self.before)})"
