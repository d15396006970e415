"""The audit log, and the limits that it sets: what was tried lately is counted in the rows of the log.

So the limits hold across processes and machines, and every refusal can be read about afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from foundation.accounts.enums import AuditKind
from foundation.accounts.models import AuditRecord, User

#: So long back failures are counted.
WINDOW = timedelta(minutes=15)
#: Failures in the window after which attempts are refused: one name from one address, one name from anywhere,
#: one address with any names. The second is high, because strangers can use it to keep somebody out.
PAIR_LIMIT, NAME_LIMIT, ADDRESS_LIMIT = 5, 25, 50
#: Wrong codes after which a second factor is not asked for any more in the window, from anywhere.
CODE_LIMIT = 5

_DETAIL = 500


class TooManyAttemptsError(Exception):
    """So many attempts failed lately that no further one is looked at."""


def note(
    kind: AuditKind,
    *,
    user: User | None,
    by: User | None,
    at: datetime,
    address: str | None = None,
    detail: str = "",
    name: str = "",
) -> AuditRecord:
    """Write a line of the audit log.

    Args:
        kind: what happened.
        user: the account that it is about.
        by: who did it.
        at: the moment.
        address: from which network address.
        detail: more, in a few words; never a password or a code.
        name: the name that was typed, of which only a digest is kept.
    """
    return AuditRecord.objects.create(
        kind=kind,
        user=user,
        by=by,
        at=at,
        address=address,
        detail=detail[:_DETAIL],
        name_key=name_key(name) if name else "",
    )


def name_key(name: str) -> str:
    """Return the keyed digest of a name, in any letter case."""
    return salted_hmac("foundation.accounts.audit", name.strip().casefold()).hexdigest()[:40]


def begin_sign_in(name: str, *, address: str | None, at: datetime) -> AuditRecord:
    """Record an attempt before the password is looked at; :func:`succeeded` takes it back.

    It is written first and counted with the others, so many attempts at once do not slip through.
    Raises :class:`TooManyAttemptsError`; what was refused is not counted, so a lock ends by itself.
    """
    user = User.objects.filter(username=name).first()
    attempt = note(AuditKind.PASSWORD_FAILED, user=user, by=None, at=at, address=address, name=name)
    failed = AuditRecord.objects.filter(kind=AuditKind.PASSWORD_FAILED, at__gt=at - WINDOW)
    mine, here = Q(name_key=attempt.name_key), Q(address=address)
    limits = ((mine & here, PAIR_LIMIT), (mine, NAME_LIMIT), (here, ADDRESS_LIMIT))
    if any(_more_than(limit, failed.filter(which)) for which, limit in limits):
        _refuse(attempt)
    return attempt


def begin_code(user: User, *, address: str | None, at: datetime) -> AuditRecord:
    """Record that a code of the second factor is about to be looked at, as :func:`begin_sign_in` does."""
    attempt = note(AuditKind.CODE_FAILED, user=user, by=None, at=at, address=address)
    failed = AuditRecord.objects.filter(kind=AuditKind.CODE_FAILED, at__gt=at - WINDOW, user=user)
    if _more_than(CODE_LIMIT, failed):
        _refuse(attempt)
    return attempt


def succeeded(attempt: AuditRecord) -> None:
    """Take back an attempt that was none: it did not fail."""
    attempt.delete()


def _more_than(limit: int, rows: QuerySet[AuditRecord]) -> bool:
    return len(rows.values_list("pk")[: limit + 1]) > limit


def _refuse(attempt: AuditRecord) -> None:
    """Turn the attempt into a refusal, of which the log keeps one for each name, address and window."""
    same = AuditRecord.objects.filter(
        kind=AuditKind.TURNED_AWAY,
        at__gt=attempt.at - WINDOW,
        name_key=attempt.name_key,
        user=attempt.user,
        address=attempt.address,
    )
    if same.exists():
        attempt.delete()
    else:
        AuditRecord.objects.filter(pk=attempt.pk).update(kind=AuditKind.TURNED_AWAY)
    raise TooManyAttemptsError


def rights_now(account: User | Group) -> set[str]:
    """Return what an account or a group has been given by itself, in words for the log."""
    if isinstance(account, Group):
        return {f"right {right}" for right in _named(account.permissions.all())}
    flags = {name for name in ("is_active", "is_staff", "is_superuser") if getattr(account, name)}
    groups = {f"group {name}" for name in account.groups.values_list("name", flat=True)}
    return flags | groups | {f"right {right}" for right in _named(account.user_permissions.all())}


def _named(permissions: QuerySet[Permission]) -> set[str]:
    rows = permissions.values_list("content_type__app_label", "codename")
    return {f"{label}.{codename}" for label, codename in rows}


def note_rights(
    account: User | Group, before: set[str], *, by: User | None, at: datetime, address: str | None = None
) -> bool:
    """Record how the rights of an account or a group differ from before; return whether they do."""
    now = rights_now(account)
    changes = [
        *(f"+ {name}" for name in sorted(now - before)),
        *(f"- {name}" for name in sorted(before - now)),
    ]
    if not changes:
        return False
    user = account if isinstance(account, User) else None
    whose = "" if user else f"{account}: "
    note(
        AuditKind.RIGHTS_CHANGED, user=user, by=by, at=at, address=address, detail=whose + ", ".join(changes)
    )
    return True
