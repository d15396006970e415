"""What every staff page shares: who may open it, and what is said above it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from foundation.accounts.models import User
from foundation.core.heartbeat import is_silent, last_beat
from foundation.delivery.models import Message, Outage
from web.desk.wording import moment_words

View = Callable[..., HttpResponseBase]


def for_staff(view: View) -> View:
    """Open a view to signed-in members of staff alone; all others are led to the login."""
    return staff_member_required(never_cache(view))


def member(request: HttpRequest) -> User:
    """Return who is signed in. Raises PermissionDenied for a stranger, whom :func:`for_staff` keeps out."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


@dataclass(frozen=True, slots=True)
class Notices:
    """What stands above every staff page, because nobody may learn of it too late. Moments are in words."""

    silent: bool
    last_sign: str
    outage_since: str
    stopped_on: str
    undeliverable: int

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.silent or self.outage_since or self.stopped_on or self.undeliverable)


def notices_for(user: User, *, at: datetime) -> Notices:
    """Return what a member of staff must know: a dead worker, a silent mail server, their own silence."""
    silent = is_silent(at=at)
    outage = Outage.objects.order_by("since").first()
    may_send = user.has_perm("delivery.change_message")
    return Notices(
        silent=silent,
        last_sign=moment_words(last_beat(), user.zone) if silent else "",
        outage_since=moment_words(outage.since, user.zone) if outage else "",
        stopped_on=moment_words(user.reminders_stopped_at, user.zone),
        undeliverable=Message.objects.undeliverable().count() if may_send else 0,
    )


def staff_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, at: datetime, status: int = 200
) -> HttpResponse:
    """Render a staff page with what stands above all of them."""
    notices = notices_for(member(request), at=at)
    return render(request, template, {**context, "notices": notices}, status=status)
