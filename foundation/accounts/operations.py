"""Writes about accounts."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import transaction

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
#: Parts of the desk that an editor may add to, change and view; deleting is nobody's everyday right.
EDITOR_APPS = ("people", "cases", "filings", "deadlines", "sources")


@transaction.atomic
def create_login(
    *, username: str, password: str, superuser: bool = False, editor: bool = False
) -> User | None:
    """Create an account for the desk, or return None if the name exists: nothing of it is changed.

    Args:
        username: the name to log in with.
        password: the first password.
        superuser: may do everything.
        editor: may add, change and view the records of the domain; else only view them.
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
    permissions = Permission.objects.filter(content_type__app_label__in=EDITOR_APPS).exclude(
        codename__startswith="delete_"
    )
    if not editor:
        permissions = permissions.filter(codename__startswith="view_")
    user.user_permissions.set(permissions)
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
