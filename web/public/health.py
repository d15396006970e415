"""What probes ask: does the web process live, and does the whole do its work."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.core.heartbeat import SILENT_AFTER, last_beat
from foundation.delivery.models import Message, Outage

#: A reminder that has been due for longer without leaving is a reason to look.
OVERDUE_AFTER = timedelta(minutes=30)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the web process lives; no database is asked."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether the database answers and is up to date, a worker lives, and reminders leave.

    200 if all is well, else 503. Each part is a number or a word and never names a record. For monitoring: a
    proxy that takes web processes out of service asks ``/healthz``, for a dead worker is not their fault.
    """
    state = _state(timezone.now())
    return JsonResponse(state, status=200 if state["ready"] else 503)


def _state(at: datetime) -> dict[str, object]:
    try:
        connection.ensure_connection()
        pending = _unapplied()
    except DatabaseError:
        return {"ready": False, "database": "no answer"}
    state: dict[str, object] = {"ready": False, "database": "ok", "migrations_missing": pending}
    if pending:
        return state
    beat, oldest = last_beat(), Message.objects.claimable(at=at).first()
    outage = Outage.objects.order_by("since").first()
    due = Message.objects.claimable(at=at).count() if oldest else 0
    state |= {
        "worker_seconds_ago": int((at - beat).total_seconds()) if beat else None,
        "reminders_due": due,
        "oldest_due_seconds": int((at - oldest.not_before).total_seconds()) if oldest else 0,
        "mail_server_silent_seconds": int((at - outage.since).total_seconds()) if outage else 0,
    }
    alive = beat is not None and at - beat <= SILENT_AFTER
    on_time = oldest is None or at - oldest.not_before <= OVERDUE_AFTER
    return {**state, "ready": alive and on_time}


def _unapplied() -> int:
    """How many migrations the code has and the database has not."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
