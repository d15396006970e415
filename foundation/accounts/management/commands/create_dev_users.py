"""``manage.py create_dev_users``: the logins of a development machine."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from foundation.accounts.groups import HouseGroup
from foundation.accounts.operations import create_login

LOGINS = {
    "admin": HouseGroup.ADMINISTRATOR,  # and superuser
    "editor": HouseGroup.EDITOR,
    "publisher": HouseGroup.PUBLISHER,
    "staff": HouseGroup.DEADLINE_STAFF,
}


class Command(BaseCommand):
    help = (
        "Create the logins admin, editor, publisher and staff for development. The password comes from "
        "DEV_PASSWORD, else it is random and printed once. An existing login is left as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse outside development, create what is missing, print a random password once."""
        if not settings.DEBUG:
            raise CommandError("Development logins are created only with DEBUG on.")
        password = settings.DEV_PASSWORD or secrets.token_urlsafe(12)
        created = [
            name
            for name, group in LOGINS.items()
            if create_login(
                username=name,
                password=password,
                superuser=group == HouseGroup.ADMINISTRATOR,
                groups=[group],
            )
        ]
        if not created:
            return
        shown = "the one in DEV_PASSWORD" if settings.DEV_PASSWORD else password
        self.stdout.write(f"Logins created: {', '.join(created)}. Password: {shown}")
