"""The main job, end to end: an order is saved, its window counted, the watcher told, the reader shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline, Watcher
from deadlines.operations import watch
from filings.models import DocketEntry
from tests.desk.forms import errors, row, shown
from tests.factories import CaseFactory, CourtFactory, DocketFactory, PartyFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = "/admin/filings/docketentry/add/"

#: Friday noon in San Jose. Day 30 of an order of this day is Sunday 22 February 2026.
FRIDAY = datetime(2026, 1, 23, 20, 0, tzinfo=UTC)


@pytest.fixture
def docket():
    court = CourtFactory(code="cand", short_name="N.D. Cal.", time_zone="America/Los_Angeles")
    docket = DocketFactory(case=CaseFactory(title="Republic v. Roe"), court=court, date_filed="2025-11-03")
    PartyFactory(docket=docket)
    return docket


def test_from_a_saved_order_to_a_window_a_mail_and_a_page(docket, client, public_client):
    editor = UserFactory(is_superuser=True, is_staff=True)
    clerk = UserFactory(email="clerk@example.org", is_staff=True, time_zone="America/Los_Angeles")
    with time_machine.travel(FRIDAY, tick=False):
        watch(Watcher(user=clerk, case=docket.case), by=editor, at=FRIDAY)
        client.force_login(editor)
        form = shown(client.get(ADD, {"docket": docket.pk})) | {
            "entry_number": "12",
            "date": "2026-01-23",
            "kind": "order",
            "title_en": "The motion is granted with leave to amend",
            "status": "published",
        }
        row(form, "ordered_deadlines", title_en="Window to amend", period_length="30")
        response = client.post(ADD, form)
        assert response.status_code == 302, errors(response)

        entry = DocketEntry.objects.get(entry_number=12)
        window = Deadline.objects.get(ordered_by=entry)
        assert (window.due_on.isoformat(), window.state) == ("2026-02-23", DeadlineStatus.OPEN)
        assert [step["kind"] for step in window.steps] == [
            "day_zero",
            "last_day_counted",
            "skipped_sunday",
            "due",
            "end_of_day",
        ]

    # Thirty days before the due day is Saturday 24 January; mail leaves at 08:00 in the clerk's zone.
    saturday = datetime(2026, 1, 24, 16, 1, tzinfo=UTC)
    with time_machine.travel(saturday, tick=False):
        call_command("worker", "--once")
        assert [message.to for message in mail.outbox] == [["clerk@example.org"]]
        assert "Monday 23 February 2026" in mail.outbox[0].body
        call_command("worker", "--once")
    with time_machine.travel(saturday + timedelta(hours=5), tick=False):
        call_command("worker", "--once")
    assert len(mail.outbox) == 1

    page = public_client.get(reverse("public:case", args=[docket.case.pk, docket.case.slug])).content.decode()
    assert f'id="entry-{entry.pk}"' in page
    assert f'id="deadline-{window.pk}"' in page
    assert "<b>Monday 23 February 2026</b>" in page
