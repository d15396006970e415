from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    """Periods, due dates, reminders."""

    name = "deadlines"

    def ready(self) -> None:
        """Connect the receivers, the words of reminders and the steps of the worker."""
        from deadlines import receivers  # noqa: F401, PLC0415  app ready
        from deadlines.reminders import PURPOSE, arm_reminders, compose_reminder  # noqa: PLC0415  app ready
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready
        from foundation.delivery.operations import register_composer  # noqa: PLC0415  app ready

        register_composer(PURPOSE, compose_reminder)
        register_step("arm reminders", arm_reminders, every=timedelta(minutes=10))
