"""Aliases on the desk."""

from __future__ import annotations

from django.contrib import admin

from foundation.search.models import Alias
from web.desk.options import REASON, TranslatedAdmin


@admin.register(Alias)
class AliasAdmin(TranslatedAdmin):
    """What a short name stands for. The shipped lists apply until the same alias is entered here."""

    list_display = ("text", "means")
    search_fields = ("text", "means_en", "means_ru", "means_kk")
    fieldsets = ((None, {"fields": ["text", "means", "note"]}), REASON)
