"""What deadlines do when an entry is recorded. Each receiver is one line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from deadlines.operations import compute_deadlines
from filings.models import DocketEntry
from filings.signals import entry_recorded
from foundation.accounts.models import User


@receiver(entry_recorded)
def compute_deadlines_of_entry(
    sender: type[DocketEntry], entry: DocketEntry, by: User | None, at: datetime, **kwargs: Any
) -> None:
    """An entry was saved or corrected: its periods are counted again."""
    compute_deadlines(entry, by=by, at=at)
