"""Statements: attributed claims, grouped by what they are about."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from foundation.core.constraints import one_of, ordered_dates
from foundation.core.enums import TranslationStatus
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import ClaimKind
from foundation.sources.models import Citation
from people.models import Person


class StatementSubject(TimeStamped):
    """What a group of statements is about; readers see statements under these headings."""

    case_path: ClassVar[str] = "case"
    visible_through = ("case",)

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = VisibleQuerySet["StatementSubject"].as_manager()

    class Meta:
        verbose_name = _("subject of statements")
        verbose_name_plural = _("subjects of statements")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Statement(Publication):
    """An attributed claim: who says what, to whom, and who confirms it. The wording is our paraphrase."""

    corrected = ("claim", "kind_as_recorded", "text", "said_to", "speaker_tie", "confirmer_tie", "date")
    case_path: ClassVar[str] = "case"
    visible_through = ("case",)

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="statements", verbose_name=_("case")
    )
    subject = models.ForeignKey(
        StatementSubject, on_delete=models.PROTECT, related_name="statements", verbose_name=_("subject")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    claim = models.CharField(_("claim"), max_length=12, choices=ClaimKind.choices)
    kind_as_recorded = models.CharField(_("kind as recorded"), max_length=80, blank=True)
    text = models.TextField(
        _("text"), max_length=2000, help_text=_("Our paraphrase, never the article's words.")
    )
    translation = models.CharField(
        _("translation"),
        max_length=10,
        choices=TranslationStatus.choices,
        default=TranslationStatus.UNREVIEWED,
    )
    said_to = models.CharField(_("said to"), max_length=200, blank=True)
    speaker_tie = models.CharField(
        _("speaker's tie to a party"), max_length=300, blank=True, help_text=_("Shown beside the speaker.")
    )
    confirmed_by = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmer_tie = models.CharField(_("the confirming person's tie to a party"), max_length=300, blank=True)
    date = ImpreciseDateField(_("date"))
    date_earliest = bound()
    date_latest = bound()

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Statement"].as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["subject__position", "position", "pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("claim", ClaimKind, name="cases_statement_claim_known"),
            one_of("translation", TranslationStatus, name="cases_statement_translation_known"),
            ordered_dates("date_earliest", "date_latest", name="cases_statement_dates_ordered"),
            models.CheckConstraint(
                condition=Q(confirmer_tie="") | Q(confirmed_by__isnull=False),
                name="cases_statement_tie_has_confirmer",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Speaker(TimeStamped):
    """Who makes a statement."""

    case_path: ClassVar[str] = "statement__case"
    visible_through = ("statement", "statement__case", "person")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="statements", verbose_name=_("speaker")
    )

    objects = VisibleQuerySet["Speaker"].as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["statement", "person"], name="cases_speaker_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
