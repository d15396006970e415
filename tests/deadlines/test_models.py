"""Deadlines as rows."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import pytest
from django.db import models

from deadlines import enums
from deadlines.computation import added, types
from deadlines.models import Deadline, Reminder
from deadlines.questions import question
from tests import factories


@pytest.mark.parametrize(
    ("stored", "computed"),
    [
        (enums.PeriodUnit, types.Unit),
        (enums.PeriodDirection, types.Direction),
        (enums.CountsFrom, added.CountsFrom),
        (enums.ServiceMethod, added.ServiceMethod),
        (enums.ClosureKind, question.ClosureKind),
    ],
    ids=lambda words: words.__name__,
)
def test_the_tables_and_the_engine_use_the_same_words(
    stored: type[models.TextChoices], computed: type[StrEnum]
) -> None:
    assert set(stored.values) == {word.value for word in computed}


@pytest.mark.django_db
def test_open_is_what_still_runs() -> None:
    running = factories.DeadlineFactory()
    for situation in ("satisfied", "vacated", "needs_review", "not_computable"):
        factories.DeadlineFactory(**{situation: True})
    assert list(Deadline.objects.open()) == [running]


def test_the_key_of_a_reminder_names_all_that_is_owed() -> None:
    key = Reminder.key_of(7, 2, 5, "upcoming", date(2018, 1, 15))
    assert key == "reminder:7:2:5:mail:upcoming:2018-01-15"
