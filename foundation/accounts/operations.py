"""Writes about accounts."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import Group
from django.db import transaction

from foundation.accounts.groups import HouseGroup
from foundation.accounts.models import User, fresh_secret

#: What a person sets for themselves.
PREFERENCES = (
    "language",
    "time_zone",
    "reminder_offsets",
    "rhythm",
    "quiet_from",
    "quiet_until",
    "alarm_days",
)


@transaction.atomic
def create_login(
    *,
    username: str,
    password: str,
    superuser: bool = False,
    editor: bool = False,
    groups: Sequence[HouseGroup] = (),
) -> User | None:
    """Create an account for the desk, or return None if the name exists: nothing of it is changed.

    Args:
        username: the name to log in with.
        password: the first password.
        superuser: may do everything.
        editor: enters and publishes; short for the group Publisher.
        groups: the groups it is put in; without any of these it is deadline staff.
    """
    if User.objects.filter(username=username).exists():
        return None
    user = User(
        username=username,
        email=f"{username}@localhost",
        is_staff=True,
        is_superuser=superuser,
        is_active=True,
    )
    user.set_password(password)
    user.save()
    names = {*groups, *([HouseGroup.PUBLISHER] if editor else [])}
    user.groups.set(Group.objects.filter(name__in=names or {HouseGroup.DEADLINE_STAFF}))
    return user


@transaction.atomic
def save_preferences(user: User) -> User:
    """Save how a person wants to be reminded; nobody but they decide that.

    Raises ``ValidationError`` with messages per field; nothing is saved then.
    """
    others = {field.name for field in User._meta.fields} - set(PREFERENCES)
    user.full_clean(exclude=others, validate_unique=False)
    user.save(update_fields=PREFERENCES)
    return user


@transaction.atomic
def renew_mail_secret(user: User) -> None:
    """Make the tokens in all mails that a person has got so far worthless."""
    user.mail_secret = fresh_secret()
    user.save(update_fields=["mail_secret"])
