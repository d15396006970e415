"""How a deadline changed after it was set: moved by an extension, or paused."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deadlines.models.deadline import FOLLOWED, Deadline
from filings.models import DocketEntry
from foundation.core.models import TimeStamped, VisibleQuerySet

#: What hides a part of a deadline with it.
_THROUGH = (
    "deadline",
    "deadline__docket",
    "deadline__docket__case",
    "deadline__ordered_by",
    "deadline__trigger__entry",
    *(f"deadline__{path}" for path in FOLLOWED),
    "entry",
)


class Extension(TimeStamped):
    """One link of the chain by which a due date was moved; none is ever lost."""

    case_path: ClassVar[str] = "deadline__docket__case"
    visible_through = _THROUGH

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="extensions")
    entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("order or stipulation"),
    )
    previous_due_on = models.DateField(_("previous date"))
    due_on = models.DateField(_("new date"))
    reason = models.CharField(_("reason"), max_length=300)

    objects = VisibleQuerySet["Extension"].as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(previous_due_on=models.F("due_on")), name="deadlines_extension_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.previous_due_on} - {self.due_on}"


class Tolling(TimeStamped):
    """The clock of a deadline stood still (a stay, tolling), from one day to another or until further notice.

    The day of the pause is the last that is counted; the day on which the clock runs again is not, and what
    was left of the period runs from it.
    """

    case_path: ClassVar[str] = "deadline__docket__case"
    visible_through = _THROUGH

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="tollings")
    paused_on = models.DateField(_("paused on"), help_text=_("The last day that is counted."))
    resumed_on = models.DateField(
        _("runs again from"),
        null=True,
        blank=True,
        help_text=_("Not counted itself; the remaining days run from it. Empty: still paused."),
    )
    entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("order or stipulation"),
    )
    reason = models.CharField(_("reason"), max_length=300)

    objects = VisibleQuerySet["Tolling"].as_manager()

    class Meta:
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        ordering = ["paused_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=models.F("paused_on")),
                name="deadlines_tolling_paused_before_resumed",
                violation_error_message=_("The clock cannot run again before it was paused."),
            ),
            models.UniqueConstraint(
                fields=["deadline"],
                condition=Q(resumed_on__isnull=True),
                name="deadlines_tolling_one_open",
                violation_error_message=_("This deadline is paused already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paused_on} - {self.resumed_on or '...'}"
