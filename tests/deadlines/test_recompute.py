"""Counting everything again writes what came out otherwise, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Court
from deadlines import recomputing
from deadlines.changes import override_deadline
from deadlines.models import CourtClosure, Deadline, Reminder
from deadlines.operations import follow_deadline, order_period
from deadlines.recomputing import recompute
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)


@pytest.fixture
def deadline() -> Deadline:
    """Due Monday 22 January 2018 in N.D. Cal., watched."""
    entry = factories.DocketEntryFactory(docket__court__code="cand")
    factories.WatcherFactory(case=entry.docket.case)
    return order_period(entry, Deadline(title="Amended complaint", period_length=30), by=None, at=NOW)


def _close(court: Court | None, day: date = date(2018, 1, 22)) -> CourtClosure:
    return factories.CourtClosureFactory(court=court, day=day)


def _run(*args: str) -> str:
    out = StringIO()
    call_command("recompute_deadlines", *args, stdout=out)
    return out.getvalue()


def test_unchanged_deadlines_write_nothing(deadline: Deadline) -> None:
    follow_deadline(Deadline(title="Reply", period_length=7), deadline, by=None, at=NOW)
    override_deadline(
        order_period(
            factories.DocketEntryFactory(docket=deadline.docket),
            Deadline(title="By hand", period_length=30),
            by=None,
            at=NOW,
        ),
        due_on=date(2018, 2, 1),
        reason="as agreed",
        by=None,
        at=NOW,
    )
    factories.DeadlineFactory(needs_review=True, docket__court__code="cacd")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = recompute(at=NOW, write=True)
    assert (report.read, report.moved, report.reworded, report.refused) == (4, 0, 0, [])
    assert report.wrote_nothing
    assert not [row["sql"] for row in queries if not row["sql"].startswith("SELECT")]


def test_the_number_of_queries_does_not_grow_with_the_rows(deadline: Deadline) -> None:
    with CaptureQueriesContext(connection) as one:
        recompute(at=NOW, write=False)
    for _n in range(3):
        entry = factories.DocketEntryFactory(docket=deadline.docket)
        order_period(entry, Deadline(title="Another", period_length=30), by=None, at=NOW)
    with CaptureQueriesContext(connection) as four:
        recompute(at=NOW, write=False)
    assert len(one) == len(four)


def test_a_dry_run_says_what_would_move_and_writes_nothing(deadline: Deadline) -> None:
    _close(deadline.docket.court)
    said = _run()
    assert f"#{deadline.pk} Amended complaint: 2018-01-22 -> 2018-01-23" in said
    assert "1 read, 1 moved, 0 with other reasons: dry run" in said
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.revision, deadline.history.count()) == (date(2018, 1, 22), 1, 1)


def test_what_moved_is_written_with_its_history_and_reminders(deadline: Deadline) -> None:
    _close(deadline.docket.court)
    Deadline.objects.filter(pk=deadline.pk).update(status="published")
    before = deadline.docket.case
    before.refresh_from_db()
    report = recompute(at=NOW, write=True)
    assert (report.moved, report.reworded) == (1, 0)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.computed_on, deadline.revision) == (
        date(2018, 1, 23),
        date(2018, 1, 23),
        2,
    )
    assert deadline.history.count() == 2
    assert deadline.history.order_by("history_id").last().history_change_reason == "recomputed"
    pending = Reminder.objects.filter(message__state="pending")
    assert set(pending.values_list("revision", "due_on")) == {(2, date(2018, 1, 23))}
    after = type(before).objects.get(pk=before.pk)
    assert after.version > before.version
    assert recompute(at=NOW, write=True).wrote_nothing


def test_followers_move_in_the_same_run_dry_or_not(deadline: Deadline) -> None:
    reply = follow_deadline(Deadline(title="Reply", period_length=7), deadline, by=None, at=NOW)
    _close(deadline.docket.court)
    said: list[str] = []
    assert recompute(at=NOW, write=False, say=lambda moved: said.append(str(moved))).moved == 2
    assert f"#{reply.pk} Reply: 2018-01-29 -> 2018-01-30" in said
    assert recompute(at=NOW, write=True).moved == 2
    reply.refresh_from_db()
    reply.trigger.refresh_from_db()
    assert (reply.due_on, reply.trigger.date) == (date(2018, 1, 30), date(2018, 1, 23))
    assert recompute(at=NOW, write=True).wrote_nothing


def test_a_day_set_by_hand_stays(deadline: Deadline) -> None:
    override_deadline(deadline, due_on=date(2018, 2, 1), reason="as agreed", by=None, at=NOW)
    _close(deadline.docket.court)
    said: list[str] = []
    recompute(at=NOW, write=True, say=lambda moved: said.append(str(moved)))
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.computed_on, deadline.revision) == (
        date(2018, 2, 1),
        date(2018, 1, 23),
        2,
    )
    assert "(kept; computed 2018-01-22 -> 2018-01-23)" in said[0]


def test_parts_are_read_one_after_the_other(deadline: Deadline, monkeypatch: pytest.MonkeyPatch) -> None:
    for _n in range(4):
        entry = factories.DocketEntryFactory(docket=deadline.docket)
        order_period(entry, Deadline(title="Another", period_length=30), by=None, at=NOW)
    _close(deadline.docket.court)
    monkeypatch.setattr(recomputing, "CHUNK", 2)
    report = recompute(at=NOW, write=True)
    assert (report.read, report.moved) == (5, 5)


def test_reasons_alone_are_written_without_a_new_revision(deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(steps=[])
    report = recompute(at=NOW, write=True)
    assert (report.moved, report.reworded) == (0, 1)
    deadline.refresh_from_db()
    assert deadline.steps
    assert deadline.revision == 1


def test_what_cannot_be_counted_is_left_and_named(
    deadline: Deadline, capsys: pytest.CaptureFixture[str]
) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(counting="guesswork")
    report = recompute(at=NOW, write=True)
    assert report.refused == [f"#{deadline.pk} Amended complaint: This way of counting is not known."]
    deadline.refresh_from_db()
    assert deadline.due_on == date(2018, 1, 22)
