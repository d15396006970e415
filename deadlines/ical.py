"""A calendar of deadlines as a file that calendar programs subscribe to (RFC 5545, RFC 7986). Pure.

The same calendar gives the same bytes. `deadlines.calendar_items` reads what goes in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event, vText

#: As it goes out over HTTP (RFC 5545, 8.1).
CONTENT_TYPE = "text/calendar; charset=utf-8"
#: How often a program should look again; it may look as often as it likes and gets a short answer.
REFRESH = timedelta(hours=1)
#: At this hour of the day an alarm rings, in the zone of the device: reminders by mail come at the same.
ALARM_AT = time(8)
_PRODUCT = "-//Docketline//Deadlines//EN"


class ItemStatus(StrEnum):
    """How a program shows an item; the words are those of RFC 5545, 3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One deadline on its day, which is the court's and has no hour and no zone.

    Args:
        uid: the same for ever; by it a program finds the item that it has already.
        sequence: raised whenever the day or the status changes.
        revised_at: when ``sequence`` rose last; aware.
        changed_at: when anything that the item says changed last; aware.
        alarm_days: so many days before ``day`` the program rings; None: it does not.
    """

    uid: str
    day: date
    sequence: int
    revised_at: datetime
    changed_at: datetime
    status: ItemStatus
    summary: str
    description: str
    url: str
    alarm_days: int | None = None


@dataclass(frozen=True, slots=True)
class DeadlineCalendar:
    """A named list of items; the order is kept."""

    name: str
    items: Sequence[CalendarItem]

    @property
    def changed_at(self) -> datetime | None:
        """When an item changed last; None without items. What was taken out leaves no trace in it."""
        return max((item.changed_at for item in self.items), default=None)


def to_ical(calendar: DeadlineCalendar) -> bytes:
    """Return the file: UTF-8, CRLF, lines of at most 75 octets."""
    result = Calendar()
    result.add("version", "2.0")
    result.add("prodid", _PRODUCT)
    result.add("calscale", "GREGORIAN")
    result.add("method", "PUBLISH")
    # The name and the pace twice: as RFC 7986 has them, and as older programs do.
    result.add("name", _line(calendar.name))
    result.add("x-wr-calname", _line(calendar.name))
    result.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    result.add("x-published-ttl", "PT1H")
    for item in calendar.items:
        result.add_component(_event(item))
    file: bytes = result.to_ical()
    return file


def _event(item: CalendarItem) -> Event:
    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", item.revised_at.astimezone(UTC))
    event.add("last-modified", item.changed_at.astimezone(UTC))
    event.add("sequence", item.sequence)
    event.add("dtstart", item.day)
    if item.day < date.max:  # without an end an item takes its one day as well
        event.add("dtend", item.day + timedelta(days=1))
    event.add("status", item.status.value)
    event.add("transp", "TRANSPARENT")
    event.add("summary", _line(item.summary))
    event.add("description", _Text(_clean(item.description)))
    event.add("url", item.url)
    if item.alarm_days is not None:
        event.add_component(_alarm(item, item.alarm_days))
    return event


def _alarm(item: CalendarItem, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _line(item.summary))
    alarm.add("trigger", timedelta(hours=ALARM_AT.hour, minutes=ALARM_AT.minute) - timedelta(days=days))
    return alarm


class _Text(vText):
    """A TEXT that is escaped as RFC 5545, 3.3.11 says; the library takes a backslash and N for a new line."""

    _ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})

    def to_ical(self) -> bytes:
        """Return the text as it stands in the file."""
        return self.translate(self._ESCAPES).encode()


_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
#: No control character may stand in the file, and no half of a pair of UTF-16.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def _clean(text: str) -> str:
    """A text whose line breaks are all of one kind, without characters that no program would read."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text))


def _line(text: str) -> _Text:
    """A text on one line."""
    return _Text(" ".join(_clean(text).split()))
