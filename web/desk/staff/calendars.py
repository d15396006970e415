"""Calendars of people: the file behind a private address, and the page on which addresses are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Case
from deadlines.calendar_addresses import (
    addresses_of,
    deadlines_behind,
    make_calendar,
    note_use,
    read_token,
    revoke_calendar,
    rotate_calendar,
    watched_cases,
)
from deadlines.calendar_items import calendar_of
from deadlines.ical import CONTENT_TYPE, to_ical
from deadlines.models import CalendarToken
from foundation.accounts.models import User
from foundation.core.audience import DESK
from foundation.core.feeds import feed, plain, too_many
from foundation.core.languages import LocalizedText, localized
from web.desk.staff.frame import for_staff, staff_page

# --- the file ---------------------------------------------------------------------------------------


@require_safe
def private_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """The deadlines behind a private address, in its person's language; no login, the token is the right.

    The answer to a made-up, a revoked and a disabled person's token is the same.
    """
    response = too_many(request) or _private_calendar(request, token)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _private_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    address, at = read_token(token), timezone.now()
    if address is None:
        return plain(_("There is no such calendar."), status=404)
    user, case = address.user, address.case
    calendar = calendar_of(
        deadlines_behind(address),
        name=_calendar_name(case, user.language),
        language=user.language,
        at=at,
        audience=DESK,
        alarm_days=user.alarm_days,
        name_cases=case is None,
    )
    note_use(address, at=at)
    return feed(
        request,
        to_ical(calendar),
        content_type=CONTENT_TYPE,
        filename="docketline.ics",
        language=user.language,
        changed_at=calendar.changed_at,
        private=True,
    )


def _calendar_name(case: Case | None, language: str) -> str:
    """The name of a calendar; that of a sealed case says nothing of it."""
    if case is not None and not case.sealed:
        return localized(case, "title", language).text
    with override(language):
        return _("Deadlines")


# --- the page ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddressLine:
    """One of a person's addresses as the list shows it; `case` is empty where it is of all cases."""

    pk: int
    case: LocalizedText | str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that was made a moment ago: shown this once."""

    https: str
    webcal: str


def calendars_context(user: User) -> dict[str, Any]:
    """Return what ``staff/calendar_addresses.html`` needs, for every page that contains it."""
    language = get_language() or "en"
    return {
        "calendar_addresses": [_line(row, language) for row in addresses_of(user)],
        "calendar_cases": [(case.pk, localized(case, "title", language)) for case in watched_cases(user)],
        "calendar_new": None,
        "calendar_error": "",
    }


def _line(row: CalendarToken, language: str) -> AddressLine:
    case: LocalizedText | str = ""
    if row.case is not None:
        case = _("a sealed case") if row.case.sealed else localized(row.case, "title", language)
    return AddressLine(row.pk, case, row.created_at, row.last_used_at)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """A person's own addresses: make one, change one, give one up.

    A new address is in the answer to the form itself: it is kept nowhere from which it could be shown again.
    """
    user = _member(request)
    new, error = None, ""
    if request.method == "POST":
        try:
            new = _do(request, user)
        except ValidationError as refused:
            error = " ".join(refused.messages)
        else:
            if new is None:
                messages.success(request, _("The address was given up."))
                return redirect("staff:calendars")
    context = {**calendars_context(user), "calendar_new": new, "calendar_error": error}
    return staff_page(
        request, "staff/calendars.html", context, at=timezone.now(), status=400 if error else 200
    )


def _member(request: HttpRequest) -> User:
    """The signed-in member of staff. Raises PermissionDenied for anybody who may not see deadlines."""
    user = request.user
    if not (isinstance(user, User) and user.is_staff and user.has_perm("deadlines.view_deadline")):
        raise PermissionDenied
    return user


def _do(request: HttpRequest, user: User) -> NewAddress | None:
    """Do what a form asks; None if no address came of it. Raises ValidationError, Http404."""
    at, wanted = timezone.now(), request.POST.get("do")
    if wanted == "make":
        _row, token = make_calendar(user=user, case=_chosen_case(request, user), by=user, at=at)
        return _shown(token)
    if wanted not in {"rotate", "revoke"}:
        raise Http404
    row = get_object_or_404(CalendarToken, user=user, pk=_number(request.POST.get("address", "")))
    if wanted == "revoke":
        revoke_calendar(row, by=user, at=at)
        return None
    _row, token = rotate_calendar(row, by=user, at=at)
    return _shown(token)


def _chosen_case(request: HttpRequest, user: User) -> Case | None:
    chosen = request.POST.get("case", "")
    if not chosen:
        return None
    case = watched_cases(user).filter(pk=_number(chosen)).first()
    if case is None:
        raise ValidationError({"case": _("Choose a case that you watch.")})
    return case


def _number(text: str) -> int:
    """A key from a form; one that is none finds nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _shown(token: str) -> NewAddress:
    https = settings.SITE_URL + reverse("calendar", args=[token])
    return NewAddress(https, "webcal://" + https.partition("://")[2])
