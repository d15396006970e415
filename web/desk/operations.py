"""Writes about what an editor keeps for themselves."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from web.desk.models import SavedFilter

#: More than these are no help to find one.
MOST = 20


@transaction.atomic
def save_filter(*, user: User, listed: str, name: str, query: str) -> SavedFilter:
    """Save how a list is filtered under a name; one of that name is replaced.

    Raises ``ValidationError`` if the name or the filter is missing or too long, or if there are too many.
    """
    name = "".join(sign for sign in name if sign.isprintable()).strip()
    row = SavedFilter.objects.filter(user=user, listed=listed, name=name).first()
    if row is None:
        row = SavedFilter(user=user, listed=listed, name=name)
        if SavedFilter.objects.filter(user=user, listed=listed).count() >= MOST:
            raise ValidationError(_("There are %(most)d saved filters; remove one first.") % {"most": MOST})
    row.query = query.strip().lstrip("?")
    try:
        row.full_clean()
    except ValidationError as error:
        raise ValidationError(_("Give the filter a name of at most 60 characters.")) from error
    row.save()
    return row


@transaction.atomic
def drop_filter(*, user: User, listed: str, name: str) -> None:
    """Remove a saved filter of one's own."""
    SavedFilter.objects.filter(user=user, listed=listed, name=name).delete()
