"""Private addresses of calendars: made, changed, given up, and read by a calendar program without a login."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Case
from deadlines.models import CalendarToken, Deadline, DeadlineQuerySet, Watcher
from foundation.accounts.models import User
from foundation.core.operations import save_record

#: So many addresses a person may have at a time.
MOST = 20
#: Programs come every few minutes; that an address is used is written down once in so long.
USE_NOTED_EVERY = timedelta(hours=1)
_RIGHT = "deadlines.view_deadline"


# --- reads ------------------------------------------------------------------------------------------


def read_token(token: str) -> CalendarToken | None:
    """Return the address that a token opens, with its person and case; None for any that opens nothing.

    Unknown, given up, or of somebody whose account is off or who has lost the right to see deadlines: each
    costs the same one query and gives the same answer.
    """
    may_read = User.objects.with_perm(_RIGHT).filter(is_staff=True)
    rows = CalendarToken.objects.filter(
        token_hash=_hash(token), revoked_at=None, user__in=may_read.values("pk")
    )
    return rows.select_related("user", "case").first()


def addresses_of(user: User) -> QuerySet[CalendarToken]:
    """Return the addresses of a person that are in use, with their cases, oldest first."""
    return user.calendars.filter(revoked_at=None).select_related("case").order_by("pk")


def watched_cases(user: User) -> QuerySet[Case]:
    """Return the cases of which a person can have a calendar: watched, whole or in part, and not sealed."""
    watched = Q(pk__in=_watched(user).values("case")) | Q(
        pk__in=_watched(user).values("deadline__docket__case")
    )
    return Case.objects.filter(watched, sealed=False)


def deadlines_behind(address: CalendarToken) -> DeadlineQuerySet:
    """Return the deadlines that stand under an address: those of its case, or all that its person watches.

    Who wants no mail about a deadline still has it in the calendar. Sealed matters are in none.
    """
    user = address.user
    allowed = Deadline.objects.for_member(user).unsealed()
    if address.case_id is not None:
        return allowed.filter(docket__case=address.case_id)
    return allowed.filter(
        Q(pk__in=_watched(user).values("deadline")) | Q(docket__case__in=_watched(user).values("case"))
    )


def _watched(user: User) -> QuerySet[Watcher]:
    return Watcher.objects.filter(user=user)


# --- writes -----------------------------------------------------------------------------------------


@transaction.atomic
def make_calendar(
    *, user: User, case: Case | None = None, by: User | None, at: datetime
) -> tuple[CalendarToken, str]:
    """Make an address for a person, of all that they watch or of one case, and return it with its token.

    The token is known to nobody afterwards: only its hash is kept. Raises ``ValidationError`` on ``case``
    for one that the person does not watch or that is sealed, and in general for somebody who may not see
    deadlines or has too many addresses.
    """
    User.objects.select_for_update().get(pk=user.pk)  # of two requests at once, the second counts the first
    if not (user.is_active and user.is_staff and user.has_perm(_RIGHT)):
        raise ValidationError(_("This person may not see deadlines."), code="no_right")
    if case is not None and not watched_cases(user).filter(pk=case.pk).exists():
        raise ValidationError({"case": _("Choose a case that you watch.")})
    if addresses_of(user).count() >= MOST:
        words = _("You have %(n)d addresses. Give one up first.") % {"n": MOST}
        raise ValidationError(words, code="too_many")
    return _write(user, case, by=by)


@transaction.atomic
def rotate_calendar(address: CalendarToken, *, by: User | None, at: datetime) -> tuple[CalendarToken, str]:
    """Give up an address and make one for the same calendar; the old one opens nothing from now on.

    Raises ``ValidationError`` for an address that was given up before.
    """
    old = revoke_calendar(address, by=by, at=at)
    return _write(old.user, old.case, by=by)


@transaction.atomic
def revoke_calendar(address: CalendarToken, *, by: User | None, at: datetime) -> CalendarToken:
    """Give up an address; programs that have it keep what they have read, and get nothing any more.

    Raises ``ValidationError`` for an address that was given up before.
    """
    row = CalendarToken.objects.select_for_update().get(pk=address.pk)
    if row.revoked_at is not None:
        raise ValidationError(_("This address was given up before."), code="revoked")
    row.revoked_at = at
    return save_record(row, by=by)


def note_use(address: CalendarToken, *, at: datetime) -> None:
    """Write down that an address was used, at most once an hour."""
    if address.last_used_at is None or at - address.last_used_at >= USE_NOTED_EVERY:
        CalendarToken.objects.filter(pk=address.pk).update(last_used_at=at)


def _write(user: User, case: Case | None, *, by: User | None) -> tuple[CalendarToken, str]:
    token = secrets.token_urlsafe(32)
    return save_record(CalendarToken(user=user, case=case, token_hash=_hash(token)), by=by), token


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
