"""People, organizations and the ties between them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _

from people.models import Person, PersonFact, PersonName, Relationship
from web.desk.merging import alike_view, merge_view
from web.desk.options import (
    PUBLICATION,
    CitationInline,
    PlainInline,
    TranslatedAdmin,
    TranslatedBlocks,
)
from web.desk.people import people_named
from web.desk.wording import imprecise_words


class NameInline(PlainInline):
    """Other spellings, former names, names as filed."""

    model = PersonName
    fields = ("text", "language", "script", "kind", "note")


class FactInline(TranslatedBlocks):
    """Sentences about a person, as far as they bear on a proceeding."""

    model = PersonFact
    fields = ("text", "position")


@admin.register(Person)
class PersonAdmin(TranslatedAdmin):
    """A person: an individual, an organization or a government body."""

    list_display = ("name", "kind", "role", "status")
    list_filter = ("status", "kind")
    search_fields = ("name_en", "name_ru", "name_kk", "names__text")
    fieldsets = (
        (None, {"fields": ["kind", "name", "name_note"]}),
        (_("Tie to the proceedings"), {"fields": ["role", "public_office", "translation"]}),
        PUBLICATION,
    )
    inlines = (NameInline, FactInline, CitationInline)

    def get_urls(self) -> list[Any]:
        """Add the page for merging, and the answer to who is named alike."""
        site = self.admin_site
        return [
            path("alike/", site.admin_view(partial(alike_view, self)), name="people_person_alike"),
            path("<int:pk>/merge/", site.admin_view(partial(merge_view, self)), name="people_person_merge"),
            *super().get_urls(),
        ]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Find people in any spelling, where one is chosen and in the list; else by a part of a name."""
        if not search_term.strip():
            return queryset, False
        named = people_named(queryset, search_term)
        return (named, False) if named else super().get_search_results(request, queryset, search_term)


@admin.register(Relationship)
class RelationshipAdmin(TranslatedAdmin):
    """A dated, sourced tie. Read: subject - these words - object."""

    list_display = ("subject", "label", "object", "kind", "claim", "since", "status")
    list_display_links = ("label",)
    list_filter = ("status", "kind", "claim")
    list_select_related = ("subject", "object")
    search_fields = ("subject__name_en", "subject__name_ru", "object__name_en", "object__name_ru", "label_en")
    autocomplete_fields = ("subject", "object")
    fieldsets = (
        (None, {"fields": ["subject", "kind", "object", "label", "claim", "public_office"]}),
        (_("When"), {"fields": ["start", "end"]}),
        (_("Note"), {"fields": ["note"]}),
        PUBLICATION,
    )
    inlines = (CitationInline,)

    @admin.display(description=_("from"), ordering="start_earliest")
    def since(self, relationship: Relationship) -> str:
        """Word the beginning as it is known."""
        return imprecise_words(relationship.start)
