"""Parties and counsel: persons in a role on a docket."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums import AppearanceRole, PartyRole
from cases.models.docket import Docket
from foundation.core.constraints import one_of
from foundation.core.models import TimeStamped, VisibleQuerySet
from foundation.sources.models import Citation
from people.models import Person


class Party(TimeStamped):
    """A person in a role on a docket, with the name as filed."""

    corrected = ("role", "role_as_filed", "name_as_filed", "note")
    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "person")

    docket = models.ForeignKey(
        Docket, on_delete=models.CASCADE, related_name="parties", verbose_name=_("docket")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="parties", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=22, choices=PartyRole.choices)
    role_as_filed = models.CharField(_("role as filed"), max_length=100, blank=True)
    name_as_filed = models.CharField(
        _("name as filed"), max_length=200, blank=True, help_text=_("Where the court writes it otherwise.")
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Party"].as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("role", PartyRole, name="cases_party_role_known"),
            models.UniqueConstraint(fields=["docket", "person", "role"], name="cases_party_once_a_role"),
            models.CheckConstraint(
                condition=~Q(role=PartyRole.UNASSIGNED) | ~Q(role_as_filed=""),
                name="cases_party_unassigned_has_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_as_filed or self.person} ({self.get_role_display()})"


class Appearance(TimeStamped):
    """Counsel for a party on a docket: an individual, with the firm where it is known, or a firm."""

    corrected = ("role", "note")
    case_path: ClassVar[str] = "party__docket__case"
    visible_through = ("party__docket", "party__docket__case", "party__person", "counsel", "firm")

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("for the party")
    )
    counsel = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("counsel")
    )
    firm = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="firm_appearances",
        verbose_name=_("firm"),
    )
    role = models.CharField(
        _("role"), max_length=14, choices=AppearanceRole.choices, default=AppearanceRole.COUNSEL
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Appearance"].as_manager()

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("role", AppearanceRole, name="cases_appearance_role_known"),
            models.UniqueConstraint(fields=["party", "counsel"], name="cases_appearance_once"),
        ]

    def __str__(self) -> str:
        return str(self.counsel)
