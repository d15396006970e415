from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every floor stands on: publication, audiences, dates, the worker loop."""

    name = "foundation.core"
    label = "core"

    def ready(self) -> None:
        """Register the system checks and the publication clock."""
        from foundation.core import checks  # noqa: F401, PLC0415  app ready
        from foundation.core.publication import open_due  # noqa: PLC0415  app ready
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready

        register_step("publication clock", open_due)
