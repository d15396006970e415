from __future__ import annotations

from datetime import timedelta

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every floor stands on: publication, audiences, dates, the worker loop."""

    name = "foundation.core"
    label = "core"

    def ready(self) -> None:
        """Register the system checks, the publication clock and the reaper of jobs."""
        from foundation.core import checks  # noqa: F401, PLC0415  app ready
        from foundation.core.jobs import reap_jobs  # noqa: PLC0415  app ready
        from foundation.core.publication import open_due  # noqa: PLC0415  app ready
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready

        register_step("publication clock", open_due)
        register_step("jobs left behind", reap_jobs, every=timedelta(minutes=1))
