from __future__ import annotations

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Periods, due dates, reminders."""

    name = "deadlines"

    def ready(self) -> None:
        """Connect the receivers, the words of reminders and the steps of the worker."""
        from deadlines import receivers  # noqa: F401, PLC0415  app ready
        from deadlines.reminders.composing import compose_digest, compose_reminder  # noqa: PLC0415  app ready
        from deadlines.reminders.ledger import DIGEST, SINGLE  # noqa: PLC0415  app ready
        from deadlines.reminders.scheduling import Sweep  # noqa: PLC0415  app ready
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready
        from foundation.delivery.operations import register_composer  # noqa: PLC0415  app ready

        register_composer(SINGLE, compose_reminder)
        register_composer(DIGEST, compose_digest)
        # What is owed is found before anything is sent: after a night off the newest goes out.
        register_step("arm reminders", Sweep(), first=True)
