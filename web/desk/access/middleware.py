"""Nobody works at the desk with a password alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import urlencode

#: Pages that ask nobody who they are: those of readers, and addresses that carry their own right.
_OPEN_MODULES = ("web.public.", "django.contrib.sitemaps.", "django.views.static")
_OPEN_ROUTES = {"stop", "calendar"}
#: Open to whoever has a password: signing in and out.
_DOORS = {
    "admin:login",
    "admin:logout",
    "account_login",
    "account_logout",
    "mfa_authenticate",
}
#: Open to whoever has no second factor yet: setting one up.
_SETTING_UP = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
#: Open to whoever has one and has not shown it in this session: showing it.
_SHOWING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether a second factor was shown, or set up, in this session by who is signed in."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


class SecondFactorMiddleware:
    """Leads whoever is signed in without a second factor to showing it, or to setting one up.

    Everything is closed that is not named open here, so a new page is closed by itself. Public pages are not
    even asked who looks at them: they are the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, or lead it away."""
        if not settings.SECOND_FACTOR_REQUIRED or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if name in _OPEN_ROUTES | _DOORS or view.__module__.startswith(_OPEN_MODULES):
            return None
        user = request.user
        if not user.is_authenticated or has_shown_second_factor(request):
            return None
        has_one = Authenticator.objects.filter(user_id=user.pk).exists()
        if name in (_SHOWING if has_one else _SETTING_UP):
            return None
        return _lead_to("mfa_reauthenticate" if has_one else "mfa_index", request)


def _lead_to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """Lead to a page that leads back; nothing that was posted is done afterwards."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else resolve_url("admin:index")
    return HttpResponseRedirect(f"{resolve_url(name)}?{urlencode({'next': back})}")
