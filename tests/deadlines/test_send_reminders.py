"""``manage.py send_reminders --once``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import CommandError, call_command

from foundation.core.heartbeat import is_silent
from foundation.delivery.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

A_WEEK_BEFORE = datetime(2018, 1, 15, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _owed() -> None:
    """Three people are to be told of one deadline today; none of it is in the ledger."""
    deadline = factories.DeadlineFactory()
    for _person in range(3):
        factories.WatcherFactory(case=deadline.docket.case)


def _run() -> str:
    out = StringIO()
    with time_machine.travel(A_WEEK_BEFORE, tick=True):
        call_command("send_reminders", "--once", stdout=out)
    return out.getvalue()


def test_it_finds_what_is_owed_and_sends_what_is_due() -> None:
    assert _run() == "12 new, 3 tried, 3 sent, 0 left, 0 undeliverable\n"
    assert len(outbox.outbox) == 3
    assert _run() == "0 new, 0 tried, 0 sent, 0 left, 0 undeliverable\n"
    assert not is_silent(at=A_WEEK_BEFORE + timedelta(minutes=10))


@pytest.mark.slow
def test_it_sends_more_than_one_batch() -> None:
    case = factories.DeadlineFactory().docket.case
    for number in range(60):
        factories.DeadlineFactory(docket__case=case, title=f"Paper {number}")
    factories.WatcherFactory(case=case, user__reminder_offsets=[7])
    assert _run() == "73 new, 64 tried, 64 sent, 0 left, 0 undeliverable\n"


def test_it_says_so_where_the_server_does_not_answer(settings: Any) -> None:
    settings.EMAIL_BACKEND = "foundation.core.emails.UnconfiguredBackend"
    with pytest.raises(CommandError, match=r"does not answer: ImproperlyConfigured: EMAIL_URL is not set"):
        _run()
    assert set(Message.objects.values_list("state", "attempts")) == {("pending", 0)}


def test_it_counts_what_was_given_up() -> None:
    factories.MessageFactory(state="undeliverable")
    assert _run() == "12 new, 3 tried, 3 sent, 0 left, 1 undeliverable\n"


def test_it_does_not_run_on() -> None:
    with pytest.raises(CommandError, match="--once"):
        call_command("send_reminders")
