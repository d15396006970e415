"""Courts."""

from __future__ import annotations

import zoneinfo
from datetime import time
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.enums import CourtLevel
from foundation.accounts.models import validate_time_zone
from foundation.core.constraints import one_of
from foundation.core.models import TimeStamped
from foundation.sources.models import Citation


class Court(TimeStamped):
    """A court. Courts are public knowledge: they have no publication state."""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("U.S. federal courts: the PACER code, e.g. cand.")
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(
        _("short name"), max_length=60, help_text=_("As lawyers cite it: N.D. Cal.")
    )
    level = models.CharField(_("level"), max_length=14, choices=CourtLevel.choices)
    level_as_recorded = models.CharField(_("level as recorded"), max_length=80, blank=True)
    country = models.CharField(
        _("country"),
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$")],
        help_text=_("ISO 3166-1, e.g. US."),
    )
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    holiday_state = models.CharField(
        _("state whose holidays count"), max_length=2, blank=True, help_text=_("Fed. R. Civ. P. 6(a)(6)(C)")
    )
    filing_day_ends = models.TimeField(
        _("end of the filing day"),
        default=time(23, 59),
        help_text=_("Local time until which an electronic filing is of that day."),
    )
    appeals_to = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("appeals go to"),
    )

    citations = GenericRelation(Citation)

    class Meta:
        verbose_name = _("court")
        verbose_name_plural = _("courts")
        ordering = ["country", "name", "pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("level", CourtLevel, name="cases_court_level_known"),
            models.CheckConstraint(
                condition=models.Q(country__regex=r"^[A-Z]{2}$"), name="cases_court_country_code"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which this court's days begin and end."""
        return zoneinfo.ZoneInfo(self.time_zone)
