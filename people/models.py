"""Who exists in the world: individuals, organizations, governments, and the ties between them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.constraints import one_of, ordered_dates
from foundation.core.enums import PublicationStatus, TranslationStatus
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import ClaimKind
from foundation.sources.models import Citation
from people.enums import NameKind, PersonKind, RelationshipKind, Script


class PersonQuerySet(VisibleQuerySet["Person"]):
    """Reads of persons."""


class Person(Publication):
    """A natural or juridical person; the law calls both a person.

    A page says about a person only what bears on a proceeding: role, office then held, tie to a party,
    outcome. Never children, home, health, a full birth date, or a name that is inferred.
    """

    corrected = ("name", "name_note", "role", "public_office")
    kind = models.CharField(
        _("kind"), max_length=12, choices=PersonKind.choices, default=PersonKind.INDIVIDUAL
    )
    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("The usual form in each language; other spellings are rows below."),
    )
    name_note = models.CharField(
        _("where the name comes from"), max_length=300, blank=True, help_text=_("E.g. our own rendering.")
    )
    role = models.CharField(
        _("tie to the proceedings"), max_length=300, blank=True, help_text=_("One plain phrase.")
    )
    public_office = models.CharField(
        _("public office"),
        max_length=300,
        blank=True,
        help_text=_("Only an office that bears on a proceeding."),
    )

    translation = models.CharField(
        _("translations"),
        max_length=10,
        choices=TranslationStatus.choices,
        default=TranslationStatus.UNREVIEWED,
        help_text=_("Readers are told until a native reader has checked the texts of the page."),
    )

    citations = GenericRelation(Citation)
    objects = PersonQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people and organizations")
        ordering = ["name", "pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("kind", PersonKind, name="people_person_kind_known"),
            one_of("translation", TranslationStatus, name="people_person_translation_known"),
            models.CheckConstraint(condition=~Q(name=""), name="people_person_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonName(TimeStamped):
    """A further name: another spelling, a former name, a name as a court wrote it."""

    visible_through = ("person",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=10, blank=True)
    script = models.CharField(_("script"), max_length=4, choices=Script.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=NameKind.choices, default=NameKind.ALIAS)
    note = models.CharField(_("note"), max_length=200, blank=True)

    objects = VisibleQuerySet["PersonName"].as_manager()

    class Meta:
        verbose_name = _("further name")
        verbose_name_plural = _("further names")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", NameKind, name="people_personname_kind_known"),
            one_of("script", Script, name="people_personname_script_known"),
            models.UniqueConstraint(fields=["person", "text"], name="people_personname_once"),
        ]

    def __str__(self) -> str:
        return self.text


class PersonFact(TimeStamped):
    """One sourced sentence about a person, as far as it bears on a proceeding."""

    corrected = ("text",)
    visible_through = ("person",)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    text = models.TextField(_("text"), max_length=1000)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["PersonFact"].as_manager()

    class Meta:
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Relationship(Publication):
    """A dated, sourced tie between two persons. Read: subject - label - object."""

    corrected = ("label", "kind", "claim", "start", "end", "note")
    visible_through = ("subject", "object")

    subject = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="ties_from", verbose_name=_("first person of the tie")
    )
    kind = models.CharField(_("kind"), max_length=24, choices=RelationshipKind.choices)
    object = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="ties_to", verbose_name=_("object")
    )
    label = models.CharField(
        _("in words"),
        max_length=200,
        help_text=_(
            "In English read: subject - these words - object. "
            "In Kazakh and Russian: object: these words - subject."
        ),
    )
    claim = models.CharField(_("claim"), max_length=12, choices=ClaimKind.choices, default=ClaimKind.REPORT)
    public_office = models.BooleanField(_("public office"), default=False)
    start = ImpreciseDateField(_("from"), earliest="start_earliest", latest="start_latest")
    start_earliest = bound()
    start_latest = bound()
    end = ImpreciseDateField(_("until"), earliest="end_earliest", latest="end_latest")
    end_earliest = bound()
    end_latest = bound()
    note = models.CharField(_("note"), max_length=300, blank=True)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Relationship"].as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("relationship")
        verbose_name_plural = _("relationships")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("kind", RelationshipKind, name="people_relationship_kind_known"),
            one_of("claim", ClaimKind, name="people_relationship_claim_known"),
            ordered_dates("start_earliest", "start_latest", name="people_relationship_start_ordered"),
            ordered_dates("end_earliest", "end_latest", name="people_relationship_end_ordered"),
            models.CheckConstraint(
                condition=Q(start_earliest__isnull=True)
                | Q(end_latest__isnull=True)
                | Q(start_earliest__lte=F("end_latest")),
                name="people_relationship_starts_before_end",
            ),
            models.CheckConstraint(condition=~Q(subject=F("object")), name="people_relationship_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} - {self.label} - {self.object}"


class Merge(TimeStamped):
    """One person was on record twice: what moved to the one that is kept, so that it can be undone.

    The other lies in the bin. Its page leads to the one that is kept.
    """

    kept = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merges", verbose_name=_("person that is kept")
    )
    gone = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="merged_into", verbose_name=_("person that was merged")
    )
    #: Rows that pointed to ``gone``: ``[["filings.filer", 7, "person"], ...]``.
    moved = models.JSONField(default=list, blank=True)
    #: Rows that said of ``kept`` what another one says already, by their last row of the history.
    dropped = models.JSONField(default=list, blank=True)
    #: Keys of the further names that ``kept`` got.
    named = models.JSONField(default=list, blank=True)
    gone_status = models.CharField(_("publication before"), max_length=12, choices=PublicationStatus.choices)
    reason = models.CharField(_("reason of this change"), max_length=100, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("user")
    )
    merged_at = models.DateTimeField(_("merged"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("gone_status", PublicationStatus, name="people_merge_gone_status_known"),
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="people_merge_of_two"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="people_merge_undone_pair",
            ),
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at__isnull=True), name="people_merge_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} → {self.kept}"
