"""Docket entries with everything that belongs to them, and documents."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases.models import Docket
from deadlines.models import Deadline
from deadlines.operations import order_period
from filings.models import DocketEntry, Document, EntryLink, Filer
from filings.operations import (
    announce_entry,
    check_entry_date,
    court_today,
    record_docket_entry,
    save_document,
    save_entry,
)
from web.desk.forms import DeskForm, ReasonForm
from web.desk.options import (
    NOTE,
    PUBLICATION,
    CitationInline,
    PlainInline,
    TranslatedAdmin,
    TranslatedBlocks,
    author,
    reason_of,
)
from web.desk.periods import OrderedPeriodForm, OrderedPeriodFormSet
from web.desk.reading import reading_view, repetition
from web.desk.search import entry_conditions
from web.desk.wording import announcement, caveats_html, day_words, imprecise_words, steps_html

#: The columns of the title.
TITLES = ("title_en", "title_ru", "title_kk")


class EntryForm(ReasonForm):
    """A line of the docket; its day is checked against the docket and the court's today."""

    def check_record(self) -> None:
        """Refuse a day before the docket or in the future, and a move that would leave deadlines behind."""
        check_entry_date(self.instance, at=self.now())
        if self.instance._state.adding or {"docket", "date", "text", *TITLES} & set(self.changed_data):
            self._ask_of_repetition()
        # Asked of the table: an older version that is restored knows nothing of the present docket.
        present = DocketEntry.objects.filter(pk=self.instance.pk).values_list("docket_id", flat=True).first()
        moved = present is not None and present != self.instance.docket_id
        if moved and self.instance.trigger_events.exists():
            words = _("Deadlines run from this entry. Withdraw it and enter it on the other docket.")
            raise ValidationError({"docket": words}, code="has_deadlines")

    def _ask_of_repetition(self) -> None:
        """Ask before the same is entered twice; the answer is the tick that the court repeats it."""
        if words := repetition(self.instance):
            raise ValidationError({"number_repeats": words}, code="repeated")


class DocumentForm(DeskForm):
    """A paper. Its file is replaced, never linked: documents are private until their entry is public."""

    class Meta:
        widgets = {"file": forms.FileInput(attrs={"accept": "application/pdf,.pdf"})}


class FilerInline(PlainInline):
    """Who filed it; an act of the court has none."""

    model = Filer
    extra = 1
    autocomplete_fields = ("person",)
    fields = ("person",)


class EntryLinkInline(TranslatedBlocks):
    """What it answers, supports, decides, amends or corrects. Read: this entry - kind - other entry."""

    model = EntryLink
    fk_name = "from_entry"
    extra = 1
    autocomplete_fields = ("to_entry",)
    fieldsets = ((None, {"fields": [("kind", "to_entry", "to_number", "outcome")]}), NOTE)


class DocumentInline(TranslatedBlocks):
    """Its papers."""

    model = Document
    form = DocumentForm
    removable = False
    fields = ("title", ("attachment_number", "availability"), "file", ("status", "sealed"))


class OrderedPeriodInline(TranslatedBlocks):
    """Ordered periods: what this order fixes, with the day that was counted and why."""

    model = Deadline
    fk_name = "ordered_by"
    form = OrderedPeriodForm
    formset = OrderedPeriodFormSet  # type: ignore[assignment]  # the stubs want any model
    removable = False
    verbose_name = _("ordered period")
    verbose_name_plural = _("ordered periods")
    autocomplete_fields = ("obligor",)
    show_change_link = True
    readonly_fields = ("last_day", "steps_in_words", "caveats_in_words")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "title",
                    ("period_length", "period_unit", "fixed_on", "due_time"),
                    "obligor",
                    "state",
                    "status",
                ]
            },
        ),
        (_("The day"), {"fields": ["last_day", "steps_in_words", "caveats_in_words"]}),
        (
            _("How the length is known"),
            {"classes": ["collapse"], "fields": ["length_confidence", "length_note", "counting", "rule"]},
        ),
    )

    @admin.display(description=_("last day"))
    def last_day(self, deadline: Deadline) -> str:
        """Word the due day with its weekday."""
        return day_words(deadline.due_on) or "-"

    @admin.display(description=_("how it was counted"))
    def steps_in_words(self, deadline: Deadline) -> str | SafeString:
        """Say each step in a sentence."""
        return steps_html(deadline)

    @admin.display(description=_("what was not considered"))
    def caveats_in_words(self, deadline: Deadline) -> str | SafeString:
        """Say what the count leaves out."""
        return caveats_html(deadline)


@admin.register(DocketEntry)
class DocketEntryAdmin(TranslatedAdmin):
    """A line of a docket: filers, papers, links, sources and ordered periods on one form."""

    form = EntryForm
    list_display = ("label", "when", "title", "kind", "docket", "status")
    # The newest first, by the key: an order that matches no index sorts a million rows.
    ordering = ("-pk",)
    list_display_links = ("label", "title")
    list_filter = ("status", "kind", "confidence")
    list_select_related = ("docket",)
    bulk_fields = ("kind", "confidence")
    search_fields = ("title_en", "title_ru", "title_kk", "docket__docket_number", "docket__caption")
    search_help_text = _("A number (67, ECF 67), words of the title, the caption or the docket’s number.")
    autocomplete_fields = ("docket",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "docket",
                    "entry_number",
                    "number_repeats",
                    "date",
                    "kind",
                    "kind_as_filed",
                    "title",
                ]
            },
        ),
        (_("What it says"), {"fields": ["text", "summary"]}),
        (
            _("Details"),
            {
                "classes": ["collapse"],
                "fields": [
                    "date_entered",
                    "page_count",
                    "confidence",
                    "is_placeholder",
                    "stricken",
                    "stricken_note",
                    "filers_note",
                    "note",
                ],
            },
        ),
        PUBLICATION,
    )
    # Papers are saved last: a file is written once nothing else can be refused.
    inlines = (FilerInline, EntryLinkInline, OrderedPeriodInline, CitationInline, DocumentInline)

    kept_on_adding = ("docket", "date")

    def get_urls(self) -> list[Any]:
        """Add the answer to what is being typed."""
        page = self.admin_site.admin_view(partial(reading_view, self))
        return [path("reading/", page, name="filings_docketentry_reading"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Fill in what is known of a new entry of a docket: its next number, and today at the court."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        asked = str(initial.get("docket", ""))
        rows = Docket.objects.outside_bin().select_related("court")
        docket = rows.filter(pk=asked).first() if asked.isdecimal() else None
        if docket is not None:
            today = court_today(DocketEntry(docket=docket), at=timezone.now())
            initial.setdefault("date", today.isoformat())
            initial.setdefault("entry_number", DocketEntry.objects.next_number(docket.pk))
        elif asked:
            initial.pop("docket")  # there is none of that name
        return initial

    def save_one(self, request: HttpRequest, obj: DocketEntry, form: Any) -> None:
        """Save the line alone; it is announced when its parts are there."""
        save_entry(obj, by=author(request), at=form.now(), reason=reason_of(form))

    def save_alone(self, record: DocketEntry, *, by: Any, at: datetime, reason: str) -> None:
        """Save the line and announce it: its deadlines are counted in this transaction."""
        record_docket_entry(record, by=by, at=at, reason=reason)

    def save_part(self, request: HttpRequest, part: Any, form: Any) -> None:
        """Save a row: a period is counted, a paper gets its fingerprint."""
        if isinstance(part, Deadline):
            order_period(form.instance, part, by=author(request), at=form.now())
        elif isinstance(part, Document):
            save_document(part, by=author(request), reason=reason_of(form))
        else:
            super().save_part(request, part, form)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts, then announce the entry, so that its deadlines are counted in this transaction."""
        entry = form.instance
        before = _days(entry)
        super().save_related(request, form, formsets, change)
        announce_entry(entry, by=author(request), at=form.now())
        for deadline in Deadline.objects.filter(trigger__entry=entry).order_by("due_on", "pk"):
            if before.get(deadline.pk) != (deadline.due_on, deadline.state):
                level = messages.INFO if deadline.due_on else messages.WARNING
                self.message_user(request, announcement(deadline), level)

    def after_restoring(self, request: HttpRequest, object_id: str) -> None:
        """Count the deadlines of a restored version again."""
        entry = get_object_or_404(DocketEntry, pk=object_id)
        announce_entry(entry, by=author(request), at=timezone.now())

    def search_conditions(self, fields: list[str], search_term: str) -> list[Any]:
        """Find an entry by its number too."""
        return list(entry_conditions(fields, search_term))

    def autocomplete_label(self, entry: DocketEntry) -> str:
        """Say of which docket an entry is; every docket has an ECF 1."""
        return f"{entry} · {entry.docket.docket_number or entry.docket.caption}"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the docket with the entry."""
        return super().get_queryset(request).select_related("docket")

    @admin.display(description=_("number"), ordering="entry_number", empty_value="-")
    def label(self, entry: DocketEntry) -> str | None:
        """``ECF 67``."""
        return entry.label or None

    @admin.display(description=_("date filed"), ordering="date_earliest", empty_value="?")
    def when(self, entry: DocketEntry) -> str | None:
        """Word the date as it is known."""
        return imprecise_words(entry.date) or None


def _days(entry: DocketEntry) -> dict[int, tuple[Any, str]]:
    rows = Deadline.objects.filter(trigger__entry=entry).values_list("pk", "due_on", "state")
    return {pk: (due_on, state) for pk, due_on, state in rows}


@admin.register(Document)
class DocumentAdmin(TranslatedAdmin):
    """A paper of an entry."""

    form = type("DocumentPageForm", (DocumentForm, ReasonForm), {})
    list_display = ("title", "attachment_number", "entry", "availability", "page_count", "status")
    ordering = ("-pk",)
    list_filter = ("status", "availability")
    bulk_fields = ("availability",)
    list_select_related = ("entry",)
    search_fields = ("title_en", "title_ru", "title_kk", "sha256")
    autocomplete_fields = ("entry",)
    readonly_fields = ("sha256", "page_count")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "entry",
                    "attachment_number",
                    "title",
                    "availability",
                    "file",
                    "sha256",
                    "page_count",
                ]
            },
        ),
        PUBLICATION,
    )
    inlines = (CitationInline,)

    def save_alone(self, record: Document, *, by: Any, at: datetime, reason: str) -> None:
        """Save a paper without a new file."""
        save_document(record, by=by, reason=reason)

    def save_one(self, request: HttpRequest, obj: Document, form: Any) -> None:
        """Save a paper with its fingerprint."""
        save_document(obj, by=author(request), reason=reason_of(form))
