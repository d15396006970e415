"""Programs that read our calendars, played by two libraries: `icalendar`, and `ical` which is strict."""

from __future__ import annotations

from datetime import date
from typing import Any

import icalendar
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event, EventStatus


def unfolded(body: bytes) -> str:
    """Return a calendar with every line in one piece, so that words can be looked for."""
    return body.decode().replace("\r\n ", "")


def events_of(body: bytes) -> list[icalendar.Event]:
    """Return the events of a calendar as `icalendar` reads them, in their order."""
    read = icalendar.Calendar.from_ical(body)
    assert [str(error) for event in read.walk() for error in event.errors] == []
    return list(read.walk("VEVENT"))


def checked(body: bytes) -> Calendar:
    """Return a calendar as `ical` reads it, which raises an error at whatever it does not understand."""
    (read,) = IcsCalendarStream.from_ics(body.decode()).calendars
    return read


class Subscriber:
    """Somebody's calendar program. It asks again with the ETag that it has, and keeps items by their UID.

    ``replacing`` programs take over each file as it is. The others take over an item only if its SEQUENCE
    is higher than that of theirs (RFC 5546, 2.1.5), and forget none that is not in the file any more.
    """

    def __init__(self, client: Any, path: str, *, replacing: bool) -> None:
        self.client, self.path, self.replacing = client, path, replacing
        self.etag = ""
        self.kept: dict[str, Event] = {}

    def fetch(self) -> int:
        """Ask once; return the status of the answer."""
        headers = {"if-none-match": self.etag} if self.etag else {}
        response = self.client.get(self.path, headers=headers)
        if response.status_code == 200:
            self.etag = response["ETag"]
            self._take(checked(response.content).events)
        return int(response.status_code)

    def _take(self, events: list[Event]) -> None:
        if self.replacing:
            self.kept.clear()
        for event in events:
            known = self.kept.get(event.uid)
            if known is None or (event.sequence or 0) > (known.sequence or 0):
                self.kept[event.uid] = event

    def shown_on(self, day: date) -> list[str]:
        """Return what the program shows on a day; cancelled items are not shown."""
        standing = [event for event in self.kept.values() if event.status != EventStatus.CANCELLED]
        shown = Calendar(events=standing).timeline.on_date(day)
        return sorted(str(event.summary) for event in shown)
