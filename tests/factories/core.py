"""Signs of life."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from foundation.core.models import Heartbeat


class HeartbeatFactory(factory.django.DjangoModelFactory):
    """A worker that was alive on 15 January 2018, 08:00 UTC."""

    class Meta:
        model = Heartbeat

    worker = factory.Sequence(lambda n: f"worker{n}:1")
    beat_at = datetime(2018, 1, 15, 8, tzinfo=UTC)
