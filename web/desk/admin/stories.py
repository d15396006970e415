"""Parties, events, statements and discrepancies: the rest of what a case tells."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from cases.models import (
    Appearance,
    Discrepancy,
    Event,
    EventPerson,
    Party,
    Speaker,
    Statement,
    StatementSubject,
)
from filings.models import StatementCheck
from web.desk.options import (
    NOTE,
    PUBLICATION,
    REASON,
    CitationInline,
    PlainInline,
    TranslatedAdmin,
    TranslatedBlocks,
)
from web.desk.wording import imprecise_words


class AppearanceInline(TranslatedBlocks):
    """Counsel for the party."""

    model = Appearance
    autocomplete_fields = ("counsel", "firm")
    fieldsets = ((None, {"fields": [("counsel", "firm", "role")]}), NOTE)


@admin.register(Party)
class PartyAdmin(TranslatedAdmin):
    """A person in a role on a docket, with counsel."""

    list_display = ("person", "role", "name_as_filed", "docket")
    list_filter = ("role",)
    list_select_related = ("person", "docket")
    search_fields = ("person__name_en", "person__name_ru", "person__name_kk", "name_as_filed")
    autocomplete_fields = ("docket", "person")
    kept_on_adding = ("docket",)
    fieldsets = (
        (None, {"fields": ["docket", "person", "role", "role_as_filed", "name_as_filed", "note"]}),
        REASON,
    )
    inlines = (AppearanceInline, CitationInline)


class EventPersonInline(PlainInline):
    """Whom the event is about."""

    model = EventPerson
    autocomplete_fields = ("person",)
    fields = ("person",)


@admin.register(Event)
class EventAdmin(TranslatedAdmin):
    """Something that happened, or is said to have happened, outside the docket."""

    list_display = ("when", "text", "kind", "claim", "case", "status")
    list_display_links = ("when", "text")
    list_filter = ("status", "kind", "claim")
    list_select_related = ("case",)
    search_fields = ("text_en", "text_ru", "text_kk")
    autocomplete_fields = ("case", "docket")
    kept_on_adding = ("case", "docket")
    fieldsets = (
        (None, {"fields": ["case", "docket", "date", "kind", "claim", "text"]}),
        PUBLICATION,
    )
    inlines = (EventPersonInline, CitationInline)

    @admin.display(description=_("date"), ordering="date_earliest", empty_value="?")
    def when(self, event: Event) -> str | None:
        """Word the date as it is known."""
        return imprecise_words(event.date) or None


@admin.register(StatementSubject)
class StatementSubjectAdmin(TranslatedAdmin):
    """A heading under which readers see statements."""

    list_display = ("name", "case", "position")
    list_select_related = ("case",)
    search_fields = ("name_en", "name_ru", "name_kk")
    autocomplete_fields = ("case",)
    fieldsets = ((None, {"fields": ["case", "name", "position"]}), REASON)


class SpeakerInline(PlainInline):
    """Who says it."""

    model = Speaker
    autocomplete_fields = ("person",)
    fields = ("person",)


class StatementCheckInline(TranslatedBlocks):
    """What the record shows of it."""

    model = StatementCheck
    autocomplete_fields = ("entry",)
    fields = ("entry", "verdict", "finding")


@admin.register(Statement)
class StatementAdmin(TranslatedAdmin):
    """An attributed claim; it must never read as a fact."""

    list_display = ("text", "subject", "claim", "translation", "case", "status")
    list_filter = ("status", "claim", "translation")
    list_select_related = ("subject", "case")
    search_fields = (
        "text_en",
        "text_ru",
        "text_kk",
        "speakers__person__name_en",
        "speakers__person__name_ru",
    )
    autocomplete_fields = ("case", "subject", "confirmed_by")
    kept_on_adding = ("case", "subject")
    fieldsets = (
        (None, {"fields": ["case", "subject", "position", "claim", "kind_as_recorded", "date"]}),
        (_("What is said"), {"fields": ["text", "translation"]}),
        (_("By whom and to whom"), {"fields": ["speaker_tie", "said_to", "confirmed_by", "confirmer_tie"]}),
        PUBLICATION,
    )
    inlines = (SpeakerInline, StatementCheckInline, CitationInline)


@admin.register(Discrepancy)
class DiscrepancyAdmin(TranslatedAdmin):
    """Two accounts that differ; the page shows both and decides nothing."""

    list_display = ("topic", "case", "position")
    list_select_related = ("case",)
    search_fields = ("topic_en", "topic_ru", "topic_kk")
    autocomplete_fields = ("case",)
    fieldsets = ((None, {"fields": ["case", "topic", "one_side", "other_side", "position"]}), REASON)
    inlines = (CitationInline,)
