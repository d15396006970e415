"""Jobs that were begun and never ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from filings.tasks import count_document_pages
from foundation.core.jobs import LIMIT, reap_jobs

pytestmark = pytest.mark.django_db

AT = datetime(2018, 1, 15, 8, tzinfo=UTC)


def _job(*, starts: int, since: timedelta) -> DBTaskResult:
    """Return a job that processes took up so many times; the last began so long before AT."""
    return DBTaskResult.objects.create(
        task_path=count_document_pages.module_path,
        args_kwargs={"args": [0], "kwargs": {}},
        backend_name="default",
        run_after=AT - since,
        status=TaskResultStatus.RUNNING,
        started_at=AT - since,
        worker_ids=[f"worker{n}" for n in range(starts)],
    )


@pytest.mark.parametrize(
    ("starts", "since", "after"),
    [
        (1, LIMIT, "RUNNING"),
        (1, LIMIT + timedelta(seconds=1), "READY"),
        (3, LIMIT + timedelta(seconds=1), "READY"),
        (4, LIMIT + timedelta(seconds=1), "FAILED"),
    ],
)
def test_a_job_left_running_goes_back_three_times_and_then_fails(
    starts: int, since: timedelta, after: str
) -> None:
    job = _job(starts=starts, since=since)
    assert reap_jobs(AT) == (after != "RUNNING")
    job.refresh_from_db()
    assert job.status == after


def test_a_failed_job_says_why_where_an_administrator_looks() -> None:
    job = _job(starts=4, since=timedelta(hours=1))
    reap_jobs(AT)
    job.refresh_from_db()
    assert job.exception_class_path == "foundation.core.jobs.JobAbandonedError"
    assert "begun 4 times and never ended" in job.traceback


def test_what_has_ended_or_waits_is_left_alone() -> None:
    job = _job(starts=3, since=timedelta(hours=1))
    for status in ("READY", "SUCCESSFUL", "FAILED"):
        DBTaskResult.objects.filter(pk=job.pk).update(status=status)
        assert reap_jobs(AT) == 0
