"""The page of a deadline: look at it, act on it. An act is done wholly or not at all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deadlines.control import proof_of_control
from deadlines.models import Deadline
from deadlines.responses import same_revision
from web.desk.staff.acts import Acknowledge, Extend, HandOver, Missed, Reopen, Satisfy, Snooze, Vacate
from web.desk.staff.deadlinepage import build_deadline_page, page_deadlines, see
from web.desk.staff.filters import deadlines_of
from web.desk.staff.forms import Act, Seen
from web.desk.staff.frame import for_staff, member, staff_page
from web.desk.staff.lines import SEE_SEALED, build_lines
from web.desk.staff.ownmails import Mute, Unmute, Unwatch, Watch
from web.desk.wording import moment_words, name_of

CHANGE = "deadlines.change_deadline"
#: Every act, in the order of the page.
ACTS: dict[str, type[Act]] = {
    act.do: act
    for act in (
        *(Acknowledge, Satisfy, Extend, HandOver, Missed, Vacate, Reopen),
        *(Snooze, Watch, Unmute, Mute, Unwatch),
    )
}


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a deadline, or act on it; 404 for one that the person may not see."""
    user, at = member(request), timezone.now()
    seen = see(get_object_or_404(page_deadlines(user), pk=pk), user=user, at=at)
    refused: Act | None = None
    if request.method == "POST":
        act, said = perform(request.POST, seen)
        if not act.errors:
            messages.success(request, said)
            # Without a fragment of its own the browser would keep that of the form.
            return redirect(f"{reverse('staff:deadline', args=[pk])}#said")
        refused = act
        seen = see(get_object_or_404(page_deadlines(user), pk=pk), user=user, at=at)
    acts = offered(seen, refused)
    context = {
        "page": build_deadline_page(seen),
        "acts": [act for act in acts if act.fields],
        "buttons": [act for act in acts if not act.fields],
        "refused": refused,
        "may_change": user.has_perm(CHANGE),
    }
    return staff_page(request, "staff/deadline.html", context, at=at, status=400 if refused else 200)


def offered(seen: Seen, refused: Act | None) -> list[Act]:
    """Return the acts that make sense and that the person may do; the refused one as it was filled in."""
    may_change = seen.user.has_perm(CHANGE)
    found: list[Act] = []
    for do, form in ACTS.items():
        act = refused if refused is not None and refused.do == do else form(seen=seen)
        if act is refused or (act.fits() and (may_change or not act.changes)):
            found.append(act)
    return found


def perform(data: Any, seen: Seen) -> tuple[Act, str]:
    """Do what was posted to a deadline, if it still stands as the person saw it.

    Returns the form, with errors if nothing was done, and what to say. Raises BadRequest for an act that
    is none and PermissionDenied for one that the person may not do.
    """
    form = ACTS.get(data.get("do", ""))
    if form is None:
        raise BadRequest("this is no act")
    if form.changes and not seen.user.has_perm(CHANGE):
        raise PermissionDenied
    act, said = form(data, seen=seen), ""
    if act.is_valid():
        try:
            with transaction.atomic():
                fresh = Deadline.objects.select_for_update(of=("self",)).get(pk=seen.deadline.pk)
                same_revision(fresh, _number(data.get("revision", "")))
                if act.changes and not act.fits():
                    raise ValidationError(_("This cannot be done as the deadline stands."), code="unfit")
                said = act.perform(fresh)
        except ValidationError as error:
            act.refuse(error)
    return act, said


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@for_staff
@require_safe
def control(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof of control over a deadline, to be printed."""
    user, at = member(request), timezone.now()
    shown = get_object_or_404(deadlines_of(user), pk=pk)
    proof = proof_of_control(shown, sealed_too=user.has_perm(SEE_SEALED))
    context = {
        "deadline": shown,
        "line": build_lines([shown], reader=user, at=at)[0],
        "acts": [(moment_words(act.at, user.zone), name_of(act.who), act) for act in proof.acts],
        "unsent": [(name_of(one.who), one) for one in proof.unsent],
        "zone": user.time_zone,
        "made_at": moment_words(at, user.zone),
        "made_by": name_of(user),
    }
    return staff_page(request, "staff/control.html", context, at=at)
