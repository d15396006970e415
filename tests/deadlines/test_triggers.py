"""Whether an entry starts a period, and on which day."""

from __future__ import annotations

from datetime import date

import pytest

from deadlines.triggers import Trigger, TriggerReading, read_trigger
from filings.enums import ACTS_OF_COURT, EntryKind
from filings.models import DocketEntry
from foundation.core.fields import write_bounds

STARTS = TriggerReading(Trigger.STARTS, date(2017, 12, 21))
UNKNOWN = TriggerReading(Trigger.DAY_UNKNOWN)
NO_LONGER = TriggerReading(Trigger.NO_LONGER)


def _entry(**values: str) -> DocketEntry:
    entry = DocketEntry(**{"kind": EntryKind.ORDER, "date": "2017-12-21", "status": "published", **values})
    write_bounds(entry)
    return entry


@pytest.mark.parametrize("kind", EntryKind)
def test_an_ordered_period_runs_from_an_act_of_the_court_only(kind: EntryKind) -> None:
    expected = STARTS if kind in ACTS_OF_COURT else NO_LONGER
    assert read_trigger(_entry(kind=kind), ordered=True) == expected
    assert read_trigger(_entry(kind=kind), ordered=False) == STARTS


@pytest.mark.parametrize(
    "day", ["", "2017", "2017-12", "2017-12-21~", "2017-12-21?", "[2017-12-21..2017-12-22]"]
)
def test_a_day_that_is_not_exact_is_never_guessed(day: str) -> None:
    assert read_trigger(_entry(date=day), ordered=True) == UNKNOWN


@pytest.mark.parametrize(
    ("status", "reading"),
    [("draft", STARTS), ("in_review", STARTS), ("published", STARTS), ("withdrawn", NO_LONGER)],
)
def test_a_withdrawn_entry_starts_nothing(status: str, reading: TriggerReading) -> None:
    """A draft does: staff are reminded before readers see it."""
    assert read_trigger(_entry(status=status), ordered=True) == reading
