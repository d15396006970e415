"""A deadline that runs from the last day of another moves with it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from deadlines.changes import extend_deadline, reopen_deadline, vacate_deadline
from deadlines.models import Deadline, Extension
from deadlines.operations import follow_deadline, order_period, record_deadline
from filings.operations import record_docket_entry
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2018, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def opposition() -> Deadline:
    """Due 14 days after an order of Thursday 1 March 2018: Thursday 15 March."""
    entry = factories.DocketEntryFactory(date="2018-03-01", docket__court__code="cand")
    return order_period(entry, Deadline(title="Opposition", period_length=14), by=None, at=NOW)


def _after(ahead: Deadline, days: int = 7, title: str = "Reply") -> Deadline:
    return follow_deadline(Deadline(title=title, period_length=days), ahead, by=None, at=NOW)


def _due(deadline: Deadline) -> date | None:
    deadline.refresh_from_db()
    return deadline.due_on


def test_it_runs_from_the_last_day_of_the_other(opposition: Deadline) -> None:
    reply = _after(opposition)
    assert (opposition.due_on, reply.due_on) == (date(2018, 3, 15), date(2018, 3, 22))
    assert (reply.docket, reply.trigger.date, reply.counting) == (
        opposition.docket,
        date(2018, 3, 15),
        "frcp_6a",
    )


def test_it_moves_with_the_other_and_rolls(opposition: Deadline) -> None:
    reply = _after(opposition)
    extend_deadline(
        Extension(deadline=opposition, due_on=date(2018, 3, 17), reason="Stipulation"), by=None, at=NOW
    )
    # Saturday 24 March rolls to Monday.
    assert _due(reply) == date(2018, 3, 26)
    assert reply.revision == 2
    reply.trigger.refresh_from_db()
    assert reply.trigger.date == date(2018, 3, 17)
    assert reply.history.latest().history_change_reason == "the deadline that it runs from moved"


def test_a_corrected_order_moves_the_whole_chain(opposition: Deadline) -> None:
    reply = _after(opposition)
    surreply = _after(reply, title="Surreply")
    entry = opposition.ordered_by
    assert entry is not None
    entry.date = "2018-03-02"
    record_docket_entry(entry, by=None, at=NOW)
    assert [_due(row) for row in (opposition, reply, surreply)] == [
        date(2018, 3, 16),
        date(2018, 3, 23),
        date(2018, 3, 30),
    ]


def test_nothing_runs_from_what_was_vacated(opposition: Deadline) -> None:
    reply = _after(opposition)
    vacate_deadline(opposition, reason="order vacated", by=None, at=NOW)
    assert _due(reply) is None
    assert reply.state == "needs_review"
    reopen_deadline(opposition, reason="order reinstated", by=None, at=NOW)
    assert _due(reply) == date(2018, 3, 22)
    assert reply.state == "open"


def test_a_circle_is_refused(opposition: Deadline) -> None:
    reply = _after(opposition)
    opposition.depends_on = reply
    with pytest.raises(ValidationError) as refused:
        record_deadline(opposition, by=None, at=NOW)
    assert "depends_on" in refused.value.message_dict
    reply.depends_on = reply
    with pytest.raises(ValidationError) as refused:
        record_deadline(reply, by=None, at=NOW)
    assert "depends_on" in refused.value.message_dict


def test_a_chain_is_short_and_on_one_docket(opposition: Deadline) -> None:
    last = _after(_after(opposition))
    with pytest.raises(ValidationError, match="No more than 3"):
        _after(last)
    # Three that stand already cannot be hung behind another one.
    other = order_period(
        factories.DocketEntryFactory(docket=opposition.docket),
        Deadline(title="Motion", period_length=14),
        by=None,
        at=NOW,
    )
    opposition.depends_on = other
    with pytest.raises(ValidationError, match="No more than 3"):
        record_deadline(opposition, by=None, at=NOW)
    opposition.depends_on = factories.DeadlineFactory()
    with pytest.raises(ValidationError, match="same docket"):
        record_deadline(opposition, by=None, at=NOW)
