"""Docket entries, their filers and documents, motion threads, and statements checked against them."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models import Docket, Statement
from filings.enums import ACTS_OF_COURT, Availability, EntryKind, EntryLinkKind, Outcome, Verdict
from filings.pdf import validate_pdf
from foundation.core.constraints import one_of, ordered_dates
from foundation.core.enums import PublicationStatus
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import Confidence
from foundation.sources.models import Citation
from people.models import Person

#: The longest text of a docket entry that is accepted, in characters.
MAX_TEXT = 100_000


class DocketEntryQuerySet(VisibleQuerySet["DocketEntry"]):
    """Reads of docket entries."""

    def next_number(self, docket_id: int) -> int:
        """Return the number after the highest on a docket: the court's next one if we hold all of them."""
        held = self.outside_bin().filter(docket=docket_id, entry_number__isnull=False)
        return (held.order_by("-entry_number").values_list("entry_number", flat=True).first() or 0) + 1

    def repeated_by(self, entry: DocketEntry) -> Self:
        """Return the other entries of its docket that have the number of ``entry``, or its words on its day.

        Words are the court's own text, else a title, as they are written. An undated entry shares no day.
        """
        number = Q(entry_number=entry.entry_number) if entry.entry_number else Q(pk__in=[])
        columns = ("text",) if entry.text else ("title_en", "title_ru", "title_kk")
        words = Q()
        for column in columns:
            if said := getattr(entry, column, None):
                words |= Q(**{column: said})
        same = Q(date=entry.date) & words if entry.date and words else Q(pk__in=[])
        rows = self.outside_bin().filter(number | same, docket=entry.docket_id).exclude(pk=entry.pk)
        return rows.order_by("pk")


class DocketEntry(Publication):
    """A numbered or unnumbered line of a docket. A filing is an entry with filers; an order has none."""

    corrected = (
        "entry_number",
        "date",
        "kind",
        "kind_as_filed",
        "title",
        "summary",
        "text",
        "note",
        "filers_note",
        "stricken_note",
    )
    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case")

    docket = models.ForeignKey(
        Docket, on_delete=models.PROTECT, related_name="entries", verbose_name=_("docket")
    )
    entry_number = models.PositiveIntegerField(
        _("entry number"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999_999)],
        help_text=_("The ECF number; empty for an unnumbered entry or when it is not verified."),
    )
    number_repeats = models.BooleanField(
        _("the court repeats it"),
        default=False,
        help_text=_("Tick it for a second entry with the same number, or the same words on the same day."),
    )
    date = ImpreciseDateField(
        _("date filed"),
        exact="date_filed",
        help_text=_("As precisely as it is known: 2017-12-21, 2017-01, [..2017-12-21]."),
    )
    date_earliest = bound()
    date_latest = bound()
    date_filed = models.DateField(
        _("exact day"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The day in the court's time zone, or empty. Only an exact day starts a period."),
    )
    date_entered = models.DateField(_("date entered"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    kind_as_filed = models.CharField(
        _("kind as filed"), max_length=100, blank=True, help_text=_("The court's own word.")
    )
    title = models.CharField(_("title"), max_length=400, help_text=_("One plain sentence of our own."))
    summary = models.TextField(_("plain summary"), max_length=5000, blank=True)
    text = models.TextField(
        _("court's own text"),
        max_length=MAX_TEXT,
        blank=True,
        help_text=_("Verbatim, in the court's language."),
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    filers_note = models.CharField(_("note on the filers"), max_length=300, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    is_placeholder = models.BooleanField(
        _("placeholder"),
        default=False,
        help_text=_("Known to exist only from other papers: readers see no number and no date."),
    )
    stricken = models.BooleanField(
        _("stricken by the court"),
        default=False,
        help_text=_("The line stays where it stands, struck through; its deadlines are ended by hand."),
    )
    stricken_note = models.CharField(
        _("how it was stricken"),
        max_length=300,
        blank=True,
        help_text=_("In the court’s words: by which order, and why."),
    )
    confidence = models.CharField(
        _("confidence"), max_length=12, choices=Confidence.choices, default=Confidence.PRIMARY
    )

    citations = GenericRelation(Citation)
    objects = DocketEntryQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("docket entry")
        verbose_name_plural = _("docket entries")
        ordering = ["docket_id", F("entry_number").asc(nulls_last=True), "date_earliest", "pk"]
        indexes = [
            models.Index(fields=["docket", "entry_number"], name="filings_entry_number"),
            # The latest of all cases, for the front page.
            models.Index(fields=["date_filed", "id"], name="filings_entry_latest"),
            # The filters of the desk's list, in its order: a rare value is found without reading every row.
            models.Index(fields=["kind", "id"], name="filings_entry_of_kind"),
            models.Index(fields=["confidence", "id"], name="filings_entry_of_confidence"),
            # Without what is published, which every page asks for: a database that keeps no statistics would
            # read the published entries of all cases for the page of one.
            models.Index(
                fields=["status", "id"],
                condition=~Q(status=PublicationStatus.PUBLISHED),
                name="filings_entry_unpublished",
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("kind", EntryKind, name="filings_entry_kind_known"),
            one_of("confidence", Confidence, name="filings_entry_confidence_known"),
            ordered_dates("date_earliest", "date_latest", name="filings_entry_dates_ordered"),
            models.CheckConstraint(
                condition=Q(is_placeholder=False) | Q(entry_number__isnull=True, date=""),
                name="filings_entry_placeholder_bare",
                violation_error_message=_("A placeholder has no number and no date."),
            ),
            models.CheckConstraint(
                condition=Q(date_filed__isnull=True)
                | Q(date_filed=F("date_earliest"), date_earliest=F("date_latest")),
                name="filings_entry_exact_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EntryKind.UNASSIGNED) | ~Q(kind_as_filed=""),
                name="filings_entry_unassigned_has_word",
            ),
            models.CheckConstraint(
                condition=Q(stricken=True) | Q(stricken_note=""),
                name="filings_entry_stricken_has_note",
                violation_error_message=_("Only a stricken entry says how it was stricken."),
            ),
            models.UniqueConstraint(
                fields=["docket", "entry_number"],
                condition=Q(entry_number__isnull=False, number_repeats=False)
                & ~Q(status=PublicationStatus.BINNED),
                name="filings_entry_number_once",
                violation_error_message=_("This docket already has an entry with this number."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()

    @property
    def label(self) -> str:
        """``ECF 67`` in every language, or nothing."""
        return f"ECF {self.entry_number}" if self.entry_number else ""

    @property
    def is_act_of_court(self) -> bool:
        """Whether the court itself acts: an order, opinion, judgment, hearing."""
        return self.kind in ACTS_OF_COURT


class Filer(TimeStamped):
    """Who filed an entry."""

    case_path: ClassVar[str] = "entry__docket__case"
    visible_through = ("entry", "entry__docket", "entry__docket__case", "person")

    entry = models.ForeignKey(DocketEntry, on_delete=models.CASCADE, related_name="filers")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="filings", verbose_name=_("person")
    )

    objects = VisibleQuerySet["Filer"].as_manager()

    class Meta:
        verbose_name = _("filer")
        verbose_name_plural = _("filers")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entry", "person"], name="filings_filer_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class EntryLink(TimeStamped):
    """What an entry answers, supports, decides, amends or corrects; the other may not be held here."""

    corrected = ("kind", "to_number", "outcome", "note")
    case_path: ClassVar[str] = "from_entry__docket__case"
    other_case_path: ClassVar[str] = "to_entry__docket__case"
    visible_through = (
        "from_entry",
        "from_entry__docket",
        "from_entry__docket__case",
        "to_entry",
        "to_entry__docket",
        "to_entry__docket__case",
    )

    from_entry = models.ForeignKey(DocketEntry, on_delete=models.CASCADE, related_name="links_from")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryLinkKind.choices)
    to_entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="links_to",
        verbose_name=_("other entry"),
    )
    to_number = models.PositiveIntegerField(
        _("number not held"),
        null=True,
        blank=True,
        help_text=_("The number of an entry that is not held here."),
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = VisibleQuerySet["EntryLink"].as_manager()

    class Meta:
        verbose_name = _("link to another entry")
        verbose_name_plural = _("links to other entries")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", EntryLinkKind, name="filings_link_kind_known"),
            models.CheckConstraint(
                condition=Q(to_entry__isnull=True, to_number__isnull=False)
                | Q(to_entry__isnull=False, to_number__isnull=True),
                name="filings_link_to_one",
                violation_error_message=_("Name either an entry or the number of one that is not held."),
            ),
            models.CheckConstraint(condition=~Q(from_entry=F("to_entry")), name="filings_link_of_two"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(kind=EntryLinkKind.DECIDES, outcome__in=Outcome.values),
                name="filings_link_outcome_of_decision",
                violation_error_message=_("Only a decision has an outcome."),
            ),
            models.UniqueConstraint(fields=["from_entry", "kind", "to_entry"], name="filings_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to_entry or self.to_number}"


class Document(Publication):
    """A paper of an entry: the main document or an attachment."""

    corrected = ("title", "attachment_number")
    case_path: ClassVar[str] = "entry__docket__case"
    visible_through = ("entry", "entry__docket", "entry__docket__case")
    part_of = "entry"

    entry = models.ForeignKey(DocketEntry, on_delete=models.PROTECT, related_name="documents")
    attachment_number = models.PositiveSmallIntegerField(
        _("attachment"), default=0, help_text=_("0 is the main document.")
    )
    title = models.CharField(_("title"), max_length=300)
    availability = models.CharField(
        _("availability"), max_length=10, choices=Availability.choices, default=Availability.AT_COURT
    )
    file = models.FileField(
        _("PDF"),
        upload_to="documents/%Y/%m",
        blank=True,
        validators=[FileExtensionValidator(["pdf"]), validate_pdf],
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Document"].as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["attachment_number", "pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("availability", Availability, name="filings_document_availability_known"),
            models.UniqueConstraint(
                fields=["entry", "attachment_number"],
                condition=~Q(status=PublicationStatus.BINNED),
                name="filings_document_number_once",
                violation_error_message=_("This entry already has a document with this number."),
            ),
            models.CheckConstraint(
                condition=~Q(availability=Availability.HELD) | ~Q(file=""),
                name="filings_document_held_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentText(models.Model):
    """The text layer of a held PDF, read from the file by a job so that search finds its words. Derived."""

    case_path: ClassVar[str] = "document__entry__docket__case"
    visible_through = (
        "document",
        "document__entry",
        "document__entry__docket",
        "document__entry__docket__case",
    )

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="text_layer")
    text = models.TextField(blank=True)

    objects = VisibleQuerySet["DocumentText"].as_manager()

    class Meta:
        verbose_name = _("text of a document")
        verbose_name_plural = _("texts of documents")

    def __str__(self) -> str:
        return str(self.document)


class StatementCheck(TimeStamped):
    """What the record shows of a statement, measured against an entry where one decides it."""

    corrected = ("verdict", "finding")
    case_path: ClassVar[str] = "statement__case"
    visible_through = ("statement", "statement__case", "entry", "entry__docket", "entry__docket__case")

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="checks")
    entry = models.ForeignKey(
        DocketEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="statement_checks"
    )
    verdict = models.CharField(_("result of the check"), max_length=14, choices=Verdict.choices)
    finding = models.TextField(_("what the record shows"), max_length=2000)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["StatementCheck"].as_manager()

    class Meta:
        verbose_name = _("check of a statement")
        verbose_name_plural = _("checks of statements")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("verdict", Verdict, name="filings_check_verdict_known"),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
