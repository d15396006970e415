"""Dockets: the register of a dispute in one court."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import DocketLinkKind, DocketStatus, JudgeRole
from cases.models.case import Case
from cases.models.court import Court
from foundation.core.constraints import one_of, ordered_dates
from foundation.core.enums import PublicationStatus
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import Confidence
from foundation.sources.models import Citation
from people.models import Person

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def confidence(label: str | StrPromise) -> Any:
    """Return the column that says how sure one field of a docket is; empty: as sure as the docket."""
    return models.CharField(label, max_length=12, choices=Confidence.choices, blank=True)


class DocketQuerySet(VisibleQuerySet["Docket"]):
    """Reads of dockets."""


class Docket(Publication):
    """The register of a case in one court. Court and number may be unknown."""

    corrected = (
        "docket_number",
        "caption",
        "caption_translated",
        "date_filed",
        "date_filed_note",
        "date_terminated",
        "date_terminated_note",
        "cause_of_action",
        "nature_of_suit",
        "state_note",
        "disposition",
        "note",
    )
    case_path: ClassVar[str] = "case"
    visible_through = ("case",)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dockets", verbose_name=_("case"))
    court = models.ForeignKey(
        Court, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("court")
    )
    division = models.CharField(_("division"), max_length=120, blank=True)
    docket_number = models.CharField(
        _("docket number"), max_length=60, blank=True, help_text=_("Empty when it is not verified.")
    )
    is_lead = models.BooleanField(
        _("lead docket"), default=False, help_text=_("The one that the case is known by.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    caption = models.CharField(
        _("caption as filed"), max_length=300, help_text=_("Never translated or tidied.")
    )
    caption_translated = models.CharField(
        _("caption, our rendering"),
        max_length=300,
        blank=True,
        help_text=_("Shown beside the caption as filed."),
    )
    date_filed = ImpreciseDateField(_("date filed"), earliest="filed_earliest", latest="filed_latest")
    filed_earliest = bound()
    filed_latest = bound()
    date_filed_confidence = confidence(_("how sure is the filing date"))
    date_filed_note = models.CharField(_("note on the filing date"), max_length=300, blank=True)
    date_terminated = ImpreciseDateField(
        _("date terminated"), earliest="terminated_earliest", latest="terminated_latest"
    )
    terminated_earliest = bound()
    terminated_latest = bound()
    date_terminated_confidence = confidence(_("how sure is the date of termination"))
    date_terminated_note = models.CharField(_("note on the date of termination"), max_length=300, blank=True)
    cause_of_action = models.TextField(
        _("causes of action"), max_length=2000, blank=True, help_text=_("One a line.")
    )
    nature_of_suit = models.CharField(
        _("nature of suit"), max_length=120, blank=True, help_text=_("The court's code and word.")
    )
    state = models.CharField(
        _("status"), max_length=10, choices=DocketStatus.choices, default=DocketStatus.UNKNOWN
    )
    state_note = models.CharField(_("note on the status"), max_length=300, blank=True)
    disposition = models.TextField(
        _("disposition"), max_length=1000, blank=True, help_text=_("How it ended, with who decided.")
    )
    disposition_confidence = confidence(_("how sure is the disposition"))
    reported_as = models.TextField(
        _("reported as"),
        max_length=1000,
        blank=True,
        help_text=_("Reports and neutral citations, one a line."),
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)

    citations = GenericRelation(Citation)
    objects = DocketQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("docket")
        verbose_name_plural = _("dockets")
        ordering = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("state", DocketStatus, name="cases_docket_state_known"),
            one_of(
                "date_filed_confidence", Confidence, name="cases_docket_filed_confidence_known", or_empty=True
            ),
            one_of(
                "date_terminated_confidence",
                Confidence,
                name="cases_docket_terminated_confidence_known",
                or_empty=True,
            ),
            one_of(
                "disposition_confidence",
                Confidence,
                name="cases_docket_disposition_confidence_known",
                or_empty=True,
            ),
            ordered_dates("filed_earliest", "filed_latest", name="cases_docket_filed_ordered"),
            ordered_dates("terminated_earliest", "terminated_latest", name="cases_docket_terminated_ordered"),
            models.CheckConstraint(
                condition=Q(filed_earliest__isnull=True)
                | Q(terminated_latest__isnull=True)
                | Q(filed_earliest__lte=F("terminated_latest")),
                name="cases_docket_filed_before_terminated",
            ),
            models.UniqueConstraint(
                fields=["court", "docket_number"],
                condition=Q(court__isnull=False) & ~Q(docket_number="") & ~Q(status=PublicationStatus.BINNED),
                name="cases_docket_number_once_a_court",
                violation_error_message=_("This court already has a docket with this number."),
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(is_lead=True) & ~Q(status=PublicationStatus.BINNED),
                name="cases_docket_one_lead_a_case",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.docket_number, self.caption) if part)

    def day_at(self, at: datetime, *, elsewhere: tzinfo = UTC) -> date:
        """Return the day at the court at a moment, by which its deadlines end; without a court, elsewhere."""
        return at.astimezone(self.court.zone if self.court else elsewhere).date()


class DocketNumber(TimeStamped):
    """A further number of a docket, e.g. of a consolidated appeal."""

    corrected = ("number",)
    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case")

    docket = models.ForeignKey(Docket, on_delete=models.CASCADE, related_name="further_numbers")
    number = models.CharField(_("number"), max_length=60)

    objects = VisibleQuerySet["DocketNumber"].as_manager()

    class Meta:
        verbose_name = _("further number")
        verbose_name_plural = _("further numbers")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["docket", "number"], name="cases_docketnumber_once"),
        ]

    def __str__(self) -> str:
        return self.number


class DocketJudge(TimeStamped):
    """A judge on a docket: assigned, referred, or a member of the panel."""

    corrected = ("role", "note")
    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "person")

    docket = models.ForeignKey(Docket, on_delete=models.CASCADE, related_name="judges")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="judgeships", verbose_name=_("judge")
    )
    role = models.CharField(_("role"), max_length=10, choices=JudgeRole.choices, default=JudgeRole.ASSIGNED)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = VisibleQuerySet["DocketJudge"].as_manager()

    class Meta:
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("role", JudgeRole, name="cases_docketjudge_role_known"),
            models.UniqueConstraint(fields=["docket", "person", "role"], name="cases_docketjudge_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class DocketLink(TimeStamped):
    """How one docket is tied to another. Read: from - kind - to."""

    corrected = ("kind", "note")
    case_path: ClassVar[str] = "from_docket__case"
    other_case_path: ClassVar[str] = "to_docket__case"
    visible_through = ("from_docket", "from_docket__case", "to_docket", "to_docket__case")

    from_docket = models.ForeignKey(Docket, on_delete=models.CASCADE, related_name="links_from")
    kind = models.CharField(_("kind"), max_length=18, choices=DocketLinkKind.choices)
    to_docket = models.ForeignKey(
        Docket, on_delete=models.PROTECT, related_name="links_to", verbose_name=_("other docket")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["DocketLink"].as_manager()

    class Meta:
        verbose_name = _("tie to another docket")
        verbose_name_plural = _("ties to other dockets")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", DocketLinkKind, name="cases_docketlink_kind_known"),
            models.UniqueConstraint(
                fields=["from_docket", "kind", "to_docket"], name="cases_docketlink_once"
            ),
            models.CheckConstraint(condition=~Q(from_docket=F("to_docket")), name="cases_docketlink_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.from_docket} - {self.get_kind_display()} - {self.to_docket}"
