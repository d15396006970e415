"""``manage.py send_reminders --once``: reminders for those who have cron and no worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from deadlines.reminders.scheduling import arm_reminders
from foundation.core.heartbeat import beat_once
from foundation.delivery.models import Message, Outage
from foundation.delivery.operations import deliver_due


class Command(BaseCommand):
    help = "Find what is owed and send what is due, until nothing is due; then stop. For cron."

    def add_arguments(self, parser: CommandParser) -> None:
        """--once says that it ends: whoever wants it to go on runs the worker."""
        parser.add_argument("--once", action="store_true", required=True, help="stop when nothing is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print counts; CommandError where mails are left since the server does not answer."""
        at = timezone.now()
        beat_once(at=at)
        armed, tried, sent = arm_reminders(at), 0, 0
        while done := deliver_due(at=at):
            tried += done
            sent += Message.objects.filter(sent_at=at).count()
            at = timezone.now()
        left = Message.objects.claimable(at=at).count()
        given_up = Message.objects.undeliverable().count()
        self.stdout.write(f"{armed} new, {tried} tried, {sent} sent, {left} left, {given_up} undeliverable")
        outage = Outage.objects.filter(retry_at__gt=at).first() if left else None
        if outage is not None:
            raise CommandError(f"the mail server does not answer: {outage.last_error}")
