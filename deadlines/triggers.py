"""Whether an entry starts a period, and on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from filings.models import DocketEntry
from foundation.core.enums import PublicationStatus


class Trigger(Enum):
    """What an entry does to the periods that run from it."""

    STARTS = "starts"
    DAY_UNKNOWN = "day_unknown"
    NO_LONGER = "no_longer"


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """What was read from an entry: whether its periods run, and from which day."""

    trigger: Trigger
    day: date | None = None


def read_trigger(entry: DocketEntry, *, ordered: bool) -> TriggerReading:
    """Say whether an entry starts a period.

    Args:
        entry: the docket entry.
        ordered: the period is ordered by this entry itself ("within 30 days of this order"), so only an
            act of a court can start it.

    An imprecise date starts nothing: the day is then unknown, never guessed.
    """
    if entry.status == PublicationStatus.WITHDRAWN or (ordered and not entry.is_act_of_court):
        return TriggerReading(Trigger.NO_LONGER)
    if entry.date_filed is None:
        return TriggerReading(Trigger.DAY_UNKNOWN)
    return TriggerReading(Trigger.STARTS, entry.date_filed)
