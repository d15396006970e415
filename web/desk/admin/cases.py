"""Courts, cases and dockets."""

from __future__ import annotations

from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Court, Docket, DocketJudge, DocketLink, DocketNumber, Party
from cases.operations import check_comparison
from deadlines.models import Watcher
from deadlines.operations import watch
from web.desk.forms import ReasonForm
from web.desk.options import (
    NOTE,
    PUBLICATION,
    REASON,
    CitationInline,
    PlainInline,
    TranslatedAdmin,
    TranslatedBlocks,
    author,
)
from web.desk.wording import imprecise_words


@admin.register(Court)
class CourtAdmin(TranslatedAdmin):
    """A court, with the zone in which its days begin and end."""

    list_display = ("short_name", "name", "level", "country", "time_zone")
    list_filter = ("level",)
    search_fields = (
        "code",
        "name_en",
        "name_ru",
        "name_kk",
        "short_name_en",
        "short_name_ru",
        "short_name_kk",
    )
    fieldsets = (
        (None, {"fields": ["code", "name", "short_name"]}),
        (_("Standing"), {"fields": ["level", "level_as_recorded", "country", "appeals_to"]}),
        (_("Days"), {"fields": ["time_zone", "holiday_state", "filing_day_ends"]}),
        REASON,
    )
    inlines = (CitationInline,)


class CaseWatcherInline(PlainInline):
    """Who is reminded of the deadlines of this case."""

    model = Watcher
    fk_name = "case"
    fields = ("user", "role", "escalate_days")


class CaseForm(ReasonForm):
    """A case; nobody has compared its record on a day that is still to come where the editor is."""

    def check_record(self) -> None:
        """Refuse a day to come."""
        here = self.author.zone if self.author is not None else UTC
        check_comparison(self.instance, today=self.now().astimezone(here).date())


@admin.register(Case)
class CaseAdmin(TranslatedAdmin):
    """A case: one story over one or more dockets."""

    form = CaseForm
    list_display = ("title", "slug", "status", "translation", "checked_on")
    list_filter = ("status", "translation")
    search_fields = ("title_en", "title_ru", "title_kk", "slug")
    prepopulated_fields = {"slug": ("title",)}
    readonly_fields = ("dockets_of_case",)
    fieldsets = (
        (None, {"fields": ["title", "slug", "dockets_of_case"]}),
        (_("Summaries"), {"fields": ["summary_tiny", "summary_short", "summary"]}),
        (
            _("What is not verified"),
            {"fields": ["not_verified", ("checked_on", "checked_by"), "translation"]},
        ),
        PUBLICATION,
    )
    inlines = (CaseWatcherInline, CitationInline)

    def save_part(self, request: HttpRequest, part: Any, form: Any) -> None:
        """Remind a new watcher of what runs already."""
        if isinstance(part, Watcher):
            watch(part, by=author(request), at=timezone.now())
        else:
            super().save_part(request, part, form)

    @admin.display(description=_("dockets"))
    def dockets_of_case(self, case: Case) -> str | SafeString:
        """Link the dockets of the case, and the way to a new one."""
        if case._state.adding:
            return "-"
        add = reverse("admin:filings_docketentry_add")
        rows = [
            (
                reverse("admin:cases_docket_change", args=[docket.pk]),
                str(docket),
                f"{add}?{urlencode({'docket': docket.pk})}",
                _("Add an entry"),
            )
            for docket in case.dockets.outside_bin()
        ]
        line = '<li><a href="{}">{}</a> <a class="addlink" href="{}">{}</a></li>'
        links = format_html_join("", line, rows)
        new = f"{reverse('admin:cases_docket_add')}?{urlencode({'case': case.pk})}"
        return format_html('<ul>{}</ul><a class="addlink" href="{}">{}</a>', links, new, _("Add a docket"))


class JudgeInline(TranslatedBlocks):
    """Who decides."""

    model = DocketJudge
    autocomplete_fields = ("person",)
    fieldsets = ((None, {"fields": [("person", "role")]}), NOTE)


class PartyInline(PlainInline):
    """Who stands on the docket; notes, counsel and sources are on the party's own page."""

    model = Party
    autocomplete_fields = ("person",)
    fields = ("person", "role", "role_as_filed", "name_as_filed")
    show_change_link = True


class NumberInline(PlainInline):
    """Further numbers."""

    model = DocketNumber
    fields = ("number",)


class DocketLinkInline(TranslatedBlocks):
    """Ties to other dockets. Read: this docket - kind - other docket."""

    model = DocketLink
    fk_name = "from_docket"
    autocomplete_fields = ("to_docket",)
    fieldsets = ((None, {"fields": [("kind", "to_docket")]}), NOTE)


@admin.register(Docket)
class DocketAdmin(TranslatedAdmin):
    """The register of a case in one court."""

    list_display = ("caption", "docket_number", "court", "case", "opened", "state", "status")
    list_filter = ("status", "state")
    list_select_related = ("court", "case")
    search_fields = (
        "docket_number",
        "caption",
        "further_numbers__number",
        "case__title_en",
        "case__title_ru",
    )
    autocomplete_fields = ("case",)
    readonly_fields = ("entries_of_docket",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "case",
                    "court",
                    "docket_number",
                    "caption",
                    "caption_translated",
                    "entries_of_docket",
                ]
            },
        ),
        (_("Place in the case"), {"fields": ["is_lead", "position", "division"]}),
        (
            _("Opened"),
            {"fields": ["date_filed", "date_filed_confidence", "date_filed_note"]},
        ),
        (
            _("How it stands"),
            {
                "fields": [
                    "state",
                    "state_note",
                    "date_terminated",
                    "date_terminated_confidence",
                    "date_terminated_note",
                    "disposition",
                    "disposition_confidence",
                    "reported_as",
                ]
            },
        ),
        (_("What it is about"), {"fields": ["cause_of_action", "nature_of_suit", "note"]}),
        PUBLICATION,
    )
    inlines = (JudgeInline, PartyInline, NumberInline, DocketLinkInline, CitationInline)

    @admin.display(description=_("date filed"), ordering="filed_earliest")
    def opened(self, docket: Docket) -> str:
        """Word the filing date as it is known."""
        return imprecise_words(docket.date_filed)

    @admin.display(description=_("entries"))
    def entries_of_docket(self, docket: Docket) -> str | SafeString:
        """Link the entries of the docket, and the way to a new one."""
        if docket._state.adding:
            return "-"
        listed = (
            f"{reverse('admin:filings_docketentry_changelist')}?{urlencode({'docket__id__exact': docket.pk})}"
        )
        new = f"{reverse('admin:filings_docketentry_add')}?{urlencode({'docket': docket.pk})}"
        return format_html(
            '<a href="{}">{}</a> <a class="addlink" href="{}">{}</a>',
            listed,
            _("Entries"),
            new,
            _("Add an entry"),
        )

    def autocomplete_label(self, docket: Docket) -> str:
        """Number, caption and case, so that like captions can be told apart."""
        return f"{docket} · {docket.case}"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the court and the case with the docket."""
        return super().get_queryset(request).select_related("court", "case")
