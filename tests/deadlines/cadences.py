"""Deadlines, people and zones for the tests of what is owed and when."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from deadlines.reminders.cadence import Listener, News, Quiet, Standing, Told, owed

DUE_ON = date(2018, 1, 22)
LOS_ANGELES, NEW_YORK = ZoneInfo("America/Los_Angeles"), ZoneInfo("America/New_York")
ZURICH, ALMATY = ZoneInfo("Europe/Zurich"), ZoneInfo("Asia/Almaty")
SYDNEY, HONOLULU = ZoneInfo("Australia/Sydney"), ZoneInfo("Pacific/Honolulu")
ZONES = (LOS_ANGELES, NEW_YORK, ZURICH, ALMATY, SYDNEY, HONOLULU)
NIGHT = Quiet(time(22), time(7))

days = st.dates(date(2010, 1, 1), date(2039, 12, 31))
offsets = st.lists(st.integers(0, 365), unique=True)
zones = st.sampled_from(ZONES)


def standing_at(due_on: date | None = DUE_ON, **values: Any) -> Standing:
    """Return a deadline that runs at a court in California."""
    facts = {"runs": True, "needs_review": False, "court_zone": LOS_ANGELES}
    facts["revised_at"] = datetime(2017, 12, 21, 20, tzinfo=UTC)
    return Standing(due_on=due_on, **{**facts, **values})


def listener_in(zone: ZoneInfo = LOS_ANGELES, **values: Any) -> Listener:
    """Return somebody who wants to be told seven days and one day before, and on the day."""
    return Listener(**{"zone": zone, "offsets": (7, 1, 0), **values})


def kinds_owed(
    standing: Standing,
    listener: Listener,
    at: datetime,
    *,
    told: Told | None = None,
    news: News | None = None,
) -> list[tuple[str, date]]:
    """Return kind and day of all that is owed."""
    found = owed(standing, listener, told=told, news=news, at=at)
    return [(one.kind.value, one.day) for one in found]


def local(day: int, hour: int, minute: int = 0, zone: ZoneInfo = LOS_ANGELES) -> datetime:
    """Return a moment of January 2018 by the clocks of a zone."""
    return datetime(2018, 1, day, hour, minute, tzinfo=zone)
