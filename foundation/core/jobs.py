"""Jobs that a killed process left behind: the job library would keep them running for ever."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

#: No job may run longer; one that does has lost its process, or is ended by its own limit before.
LIMIT = timedelta(minutes=10)
#: So often a job goes back to the queue; then it counts as failed.
MOST_RETURNS = 3


class JobAbandonedError(Exception):
    """A job was begun several times, and its process died each time."""


@transaction.atomic
def reap_jobs(at: datetime) -> int:
    """Worker step: give jobs without a process back to the queue, or fail them visibly; return how many."""
    left = DBTaskResult.objects.running().filter(started_at__lt=at - LIMIT).select_for_update()
    jobs = list(left)
    for job in jobs:
        if len(job.worker_ids) <= MOST_RETURNS:
            job.status = TaskResultStatus.READY
            job.save(update_fields=["status"])
        else:
            job.set_failed(JobAbandonedError(f"begun {len(job.worker_ids)} times and never ended"))
    return len(jobs)
