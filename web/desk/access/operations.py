"""What an administrator does about another person's access."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from foundation.accounts.audit import note
from foundation.accounts.enums import AuditKind
from foundation.accounts.models import User


@transaction.atomic
def take_off_second_factor(user: User, *, by: User | None, at: datetime, address: str | None = None) -> None:
    """Take off every app, key and recovery code of an account and end its sessions, after a loss.

    At the next sign-in the password opens the page that sets up a new one, and nothing else.
    """
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    note(AuditKind.FACTOR_RESET, user=user, by=by, at=at, address=address)


def end_sessions(user: User) -> int:
    """End every session of an account; return how many."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
