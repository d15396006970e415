"""The domain signal of filings."""

from __future__ import annotations

from django.dispatch import Signal

#: ``entry_recorded.send(sender=DocketEntry, entry=entry, by=user, at=moment)``: a docket entry has been
#: saved with all its parts. Sent inside the transaction; an error of a receiver rolls all back.
entry_recorded = Signal()
