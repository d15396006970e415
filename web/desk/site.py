"""The desk: Django's admin under our own name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class DeskAutocomplete(AutocompleteJsonView):
    """Suggestions while an editor types, named as the admin of the record names them."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """Return one suggestion: an entry says of which docket it is."""
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {**result, "text": label(obj)}


class DeskSite(AdminSite):
    """The admin site of editors. Nobody signs up: an administrator makes the accounts."""

    site_header = _("Docketline desk")
    site_title = _("Docketline desk")
    index_title = _("Records")
    enable_nav_sidebar = True

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer what an editor types into a field that chooses a record."""
        answer: Any = DeskAutocomplete.as_view(admin_site=self)(request)
        return answer  # type: ignore[no-any-return]  # JSON
