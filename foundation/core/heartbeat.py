"""A sign of life of each worker, so that pages and probes can say when none has been seen."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta

from foundation.core.models import Heartbeat

#: A worker that has given no sign for so long is taken for dead.
SILENT_AFTER = timedelta(minutes=15)
#: Between two signs of a worker.
EVERY = timedelta(seconds=20)
#: Signs of workers that have gone are forgotten after so long.
_FORGET = timedelta(days=7)


def beat(worker: str, *, at: datetime) -> None:
    """Record that a worker is alive."""
    Heartbeat.objects.update_or_create(worker=worker[:100], defaults={"beat_at": at})
    Heartbeat.objects.filter(beat_at__lt=at - _FORGET).delete()


def beat_once(*, at: datetime) -> None:
    """Record that cron ran the duties on this machine; a site without a worker lives by these signs."""
    beat(f"{socket.gethostname()}:once", at=at)


def last_beat() -> datetime | None:
    """Return when a worker gave its last sign, or None if none ever did."""
    return Heartbeat.objects.order_by("-beat_at").values_list("beat_at", flat=True).first()


def is_silent(*, at: datetime) -> bool:
    """Whether no worker has given a sign for :data:`SILENT_AFTER`."""
    last = last_beat()
    return last is None or at - last > SILENT_AFTER
