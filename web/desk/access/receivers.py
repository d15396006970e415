"""What the audit log hears of signing in and out. Each receiver is one line."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from foundation.accounts.audit import note
from foundation.accounts.enums import AuditKind
from foundation.accounts.models import User
from web.desk.access.addresses import address_of


def _note(kind: AuditKind, request: HttpRequest, user: User, detail: str = "") -> None:
    note(kind, user=user, by=user, at=timezone.now(), address=address_of(request), detail=detail)


@receiver(user_logged_in)
def note_sign_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Somebody came in; with whatever second factor they have."""
    _note(AuditKind.SIGNED_IN, request, user)


@receiver(user_logged_out)
def note_sign_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Somebody left; a session that had ended already was nobody's."""
    if user is not None:
        _note(AuditKind.SIGNED_OUT, request, user)


@receiver(authenticator_added)
def note_added(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A second factor was set up, which shows it at the same time."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    _note(AuditKind.FACTOR_ADDED, request, user, str(authenticator.type))


@receiver(authenticator_removed)
def note_removed(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """A second factor was taken off."""
    _note(AuditKind.FACTOR_REMOVED, request, user, str(authenticator.type))
