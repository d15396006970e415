"""The mails themselves: what could not be delivered, whether the server answers, how each kind looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deadlines.models import Deadline, Reminder
from foundation.accounts.models import User
from foundation.core.languages import LocalizedText, localized
from foundation.delivery.models import Message, Outage
from foundation.delivery.operations import send_again
from web.desk.staff.frame import for_staff, member, staff_page
from web.desk.staff.samples import KINDS, sample_mails
from web.desk.wording import moment_words, name_of

SEND = "delivery.change_message"
#: So many undeliverable mails stand on the page, the newest first.
NEWEST = 100


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail that was given up: to whom, since when, what the server said, and about what."""

    pk: int
    name: str
    address: str
    owed: str
    attempts: int
    error: str
    about: tuple[tuple[int, LocalizedText], ...]
    #: How many deadlines of the mail the reader may not see.
    hidden: int


@for_staff
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """What could not be delivered, the present outage, and a preview of each kind of mail."""
    user, at = member(request), timezone.now()
    kind = request.GET.get("kind", "upcoming")
    if kind not in KINDS:
        raise Http404
    may_send = user.has_perm(SEND)
    outage = Outage.objects.order_by("since").first()
    context = {
        "may_send": may_send,
        "undelivered": list(undelivered(user)) if may_send else [],
        "outage": outage,
        "outage_since": moment_words(outage.since, user.zone) if outage else "",
        "outage_retry": moment_words(outage.retry_at, user.zone) if outage else "",
        "kinds": KINDS,
        "kind": kind,
        "samples": list(sample_mails(kind, user=user, at=at)),
    }
    return staff_page(request, "staff/mails.html", context, at=at)


def undelivered(user: User) -> Iterator[Undelivered]:
    """Return what was given up, newest first; a deadline is named only to whom it may be."""
    rows = list(Message.objects.undeliverable().select_related("recipient")[:NEWEST])
    about = _about(rows, user)
    for row in rows:
        named = [one for one in about.get(row.pk, []) if one is not None]
        yield Undelivered(
            pk=row.pk,
            name=name_of(row.recipient),
            address=row.recipient.email,
            owed=moment_words(row.not_before, user.zone),
            attempts=row.attempts,
            error=row.last_error,
            about=tuple(named),
            hidden=len(about.get(row.pk, [])) - len(named),
        )


def _about(rows: Iterable[Message], user: User) -> dict[int, list[tuple[int, LocalizedText] | None]]:
    wanted = Reminder.objects.filter(message__in=[row.pk for row in rows])
    reminders = list(wanted.select_related("deadline"))
    theirs = Deadline.objects.for_member(user).filter(pk__in={row.deadline_id for row in reminders})
    seen = set(theirs.values_list("pk", flat=True))
    found: dict[int, Any] = {}
    for row in reminders:
        title = localized(row.deadline, "title", (get_language() or "en")[:2])
        one = (row.deadline_id, title) if row.deadline_id in seen else None
        found.setdefault(row.message_id, []).append(one)
    return found


@for_staff
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an undeliverable mail again, from its first attempt on."""
    if not member(request).has_perm(SEND):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    if send_again(message, at=timezone.now()):
        messages.success(request, _("It is sent again with the next round of the worker."))
    else:
        messages.warning(request, _("This mail is not undeliverable any more."))
    return redirect("staff:mails")
