"""Own sessions, and what django-allauth leaves to us of keys."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from foundation.accounts.audit import note
from foundation.accounts.enums import AuditKind
from web.desk.access.addresses import address_of
from web.desk.staff.frame import for_staff, member
from web.desk.wording import moment_words


class RemoveKeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth is read as untyped
    """Removes a key, unless it is the only second factor."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Remove it, or say why it stays."""
        if not get_adapter().can_delete_authenticator(self.object):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List the browsers in which one is signed in; end one of them, or all but this one."""
    user = member(request)
    if request.method == "POST":
        _end_sessions(request)
        return redirect("access:sessions")
    rows = [
        {
            "pk": session.pk,
            "began": moment_words(session.created_at, user.zone),
            "address": session.ip,
            "browser": session.user_agent,
            "current": session.session_key == request.session.session_key,
        }
        for session in sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.created_at)
    ]
    context = {"rows": rows, "others": sum(not row["current"] for row in rows)}
    return render(request, "account/sessions.html", context)


def _end_sessions(request: HttpRequest) -> None:
    user, wanted = member(request), request.POST.get("session", "")
    found = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    if wanted != "others":
        found = found.filter(pk=int(wanted) if wanted.isascii() and wanted.isdigit() else 0)
    ended = list(found[:1000])
    for session in ended:
        session.end()
    if ended:
        detail = ", ".join(sorted({str(session.ip) for session in ended}))
        at, address = timezone.now(), address_of(request)
        note(AuditKind.SESSIONS_ENDED, user=user, by=user, at=at, address=address, detail=detail)
    number = len(ended)
    text = ngettext("%(number)d session was ended.", "%(number)d sessions were ended.", number)
    messages.success(request, text % {"number": number} if number else _("No session was ended."))
