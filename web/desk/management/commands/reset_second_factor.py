"""``manage.py reset_second_factor``: the way back in for the last administrator."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from foundation.accounts.models import User
from web.desk.access.operations import take_off_second_factor


class Command(BaseCommand):
    help = "Take off the second factor of an account and end its sessions. The password stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the account."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say that there is no such account."""
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("There is no account of that name.")
        take_off_second_factor(user, by=None, at=timezone.now())
        self.stdout.write("Done. The next sign-in sets up a new one.")
