"""Reads docket text and proposes deadlines: `read` for one entry. Pure, and only ever a proposal."""

from __future__ import annotations

from deadlines.reading.proposals import Proposal, WrittenPeriod
from deadlines.reading.reader import read

__all__ = ["Proposal", "WrittenPeriod", "read"]
