from __future__ import annotations

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The outbox."""

    name = "foundation.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Register the step that sends what is due."""
        from foundation.core.worker import register_step  # noqa: PLC0415  app ready
        from foundation.delivery.operations import deliver_step  # noqa: PLC0415  app ready

        register_step("deliver", deliver_step)
