"""Pages and papers that claims rest on."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.sources.models import Source
from web.desk.options import REASON, TranslatedAdmin
from web.desk.wording import imprecise_words


@admin.register(Source)
class SourceAdmin(TranslatedAdmin):
    """A source; citations of it stand on the records that it supports."""

    list_display = ("publisher", "title", "published", "kind", "language", "may_link")
    list_filter = ("kind",)
    # An address that is typed without its scheme is a secure one.
    formfield_overrides: ClassVar[Any] = {models.URLField: {"assume_scheme": "https"}}
    search_fields = ("publisher", "title_en", "title_ru", "title_kk", "url")
    fieldsets = (
        (None, {"fields": ["title", "publisher", "published_on", "kind", "language"]}),
        (_("Address"), {"fields": ["url", "may_link"]}),
        REASON,
    )

    @admin.display(description=_("published"), ordering="published_earliest")
    def published(self, source: Source) -> str:
        """Word the date of a source as it is known."""
        return imprecise_words(source.published_on)
