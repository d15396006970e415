"""Tokens by which a mail is stopped without a login."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.core import signing

from deadlines.models import Deadline
from foundation.accounts.models import User

_SALT = "deadlines.reminders.stop"
#: A token is shorter; anything longer is not looked at.
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Stop:
    """What a token stops: mails about one deadline, or all reminders of a person."""

    user: User
    deadline: Deadline | None


def stop_token(user: User, deadline: Deadline | None) -> str:
    """Return the token for the mails of a person about one deadline, or about all of them.

    It is worthless once the person has a new `mail_secret`.
    """
    return signing.dumps([user.pk, deadline.pk if deadline else 0, user.mail_secret[:8]], salt=_SALT)


def read_stop_token(token: str) -> Stop | None:
    """Return what a token stops, or None for one that is unknown, revoked, or of a closed account.

    A made-up token costs no query, a revoked one the same as a good one; the answer is the same.
    """
    if len(token) > _LONGEST:
        return None
    try:
        user_id, deadline_id, secret = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=user_id).first()
    deadline = Deadline.objects.filter(pk=deadline_id).select_related("docket__case").first()
    fine = user is not None and hmac.compare_digest(user.mail_secret[:8], str(secret)) and user.is_active
    if user is None or not fine or (deadline_id and deadline is None):
        return None
    return Stop(user, deadline)
