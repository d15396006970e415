"""Deadlines as rows."""

from __future__ import annotations

from datetime import date

import pytest

from deadlines.models import Deadline, Reminder
from tests import factories


@pytest.mark.django_db
def test_open_is_what_still_runs() -> None:
    running = factories.DeadlineFactory()
    for situation in ("satisfied", "vacated", "needs_review", "not_computable"):
        factories.DeadlineFactory(**{situation: True})
    assert list(Deadline.objects.open()) == [running]


def test_the_key_of_a_reminder_names_all_that_is_owed() -> None:
    key = Reminder.key_of(7, 2, 5, "upcoming", date(2018, 1, 15))
    assert key == "reminder:7:2:5:mail:upcoming:2018-01-15"
