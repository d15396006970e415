"""The desk: Django's admin under our own name."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from foundation.accounts.audit import note
from foundation.accounts.enums import AuditKind
from web.desk.access.addresses import address_of
from web.desk.frontpage import front_page


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

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Show what waits for somebody, and the list of all kinds of records."""
        user: Any = request.user
        front = front_page(user, at=timezone.now())
        return super().index(request, {**(extra_context or {}), "front": front})

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the one page on which people sign in, and from there to where they wanted to go."""
        back = (
            request.GET.urlencode()
            if request.GET.get("next")
            else urlencode({"next": reverse("admin:index")})
        )
        return HttpResponseRedirect(f"{resolve_url('account_login')}?{back}")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Change one's own password; the audit log hears of it."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect):
            user: Any = request.user
            kind, address = AuditKind.PASSWORD_CHANGED, address_of(request)
            note(kind, user=user, by=user, at=timezone.now(), address=address)
        return response

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer what an editor types into a field that chooses a record."""
        answer: Any = DeskAutocomplete.as_view(admin_site=self)(request)
        return answer  # type: ignore[no-any-return]  # JSON
