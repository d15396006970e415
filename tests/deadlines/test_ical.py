"""The file that calendar programs read: the same bytes for the same deadlines, and readable by others."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deadlines.ical import CalendarItem, DeadlineCalendar, ItemStatus, to_ical
from tests.deadlines.calendar_programs import checked, events_of

MOMENT = datetime(2017, 12, 21, 20, tzinfo=UTC)
ITEM = CalendarItem(
    uid="deadline-7@docketline.example",
    day=date(2018, 1, 22),
    sequence=3,
    revised_at=MOMENT,
    changed_at=MOMENT + timedelta(hours=1),
    status=ItemStatus.CONFIRMED,
    summary="Amended complaint",
    description="Due: Monday 22 January 2018\nCase: Roe, et al.; others",
    url="https://docketline.example/en/deadlines/7/",
    alarm_days=3,
)


def bytes_of(*items: CalendarItem, name: str = "Deadlines") -> bytes:
    return to_ical(DeadlineCalendar(name, items))


def test_a_calendar_of_one_deadline_byte_for_byte() -> None:
    assert bytes_of(ITEM).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Docketline//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Deadlines",
        "X-WR-CALNAME:Deadlines",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "SUMMARY:Amended complaint",
        "DTSTART;VALUE=DATE:20180122",
        "DTEND;VALUE=DATE:20180123",
        "DTSTAMP:20171221T200000Z",
        "UID:deadline-7@docketline.example",
        "SEQUENCE:3",
        r"DESCRIPTION:Due: Monday 22 January 2018\nCase: Roe\, et al.\; others",
        "LAST-MODIFIED:20171221T210000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://docketline.example/en/deadlines/7/",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Amended complaint",
        "TRIGGER:-P2DT16H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_an_empty_calendar_can_be_read() -> None:
    assert (events_of(bytes_of()), checked(bytes_of()).events) == ([], [])
    assert DeadlineCalendar("Deadlines", ()).changed_at is None


def test_two_libraries_read_the_same_items() -> None:
    moved = replace(ITEM, uid="deadline-8@docketline.example", day=date(2018, 2, 1), alarm_days=None)
    body = bytes_of(ITEM, moved, name="Roe, et al.")
    ours = [
        (event["uid"], event.decoded("dtstart"), event.decoded("dtend"), event["sequence"], event["status"])
        for event in events_of(body)
    ]
    theirs = [
        (event.uid, event.dtstart, event.dtend, event.sequence, event.status)
        for event in checked(body).events
    ]
    assert ours == theirs
    assert ours == [
        (ITEM.uid, date(2018, 1, 22), date(2018, 1, 23), 3, "CONFIRMED"),
        (moved.uid, date(2018, 2, 1), date(2018, 2, 2), 3, "CONFIRMED"),
    ]
    assert (checked(body).name, checked(body).method) == (["Roe, et al."], "PUBLISH")


@pytest.mark.parametrize(
    ("days", "rings_at"),
    [
        (0, datetime(2018, 1, 22, 8)),  # noqa: DTZ001  a clock time of the device, wherever it is
        (1, datetime(2018, 1, 21, 8)),  # noqa: DTZ001  the same
        (30, datetime(2017, 12, 23, 8)),  # noqa: DTZ001  the same
    ],
)
def test_an_alarm_rings_in_the_morning_so_many_days_before(days: int, rings_at: datetime) -> None:
    (event,) = checked(bytes_of(replace(ITEM, alarm_days=days))).events
    (alarm,) = event.alarm
    midnight = datetime(2018, 1, 22)  # noqa: DTZ001  the same
    assert (alarm.action, alarm.description) == ("DISPLAY", "Amended complaint")
    assert midnight + alarm.trigger == rings_at


def test_nothing_rings_without_the_wish() -> None:
    (event,) = checked(bytes_of(replace(ITEM, alarm_days=None))).events
    assert event.alarm == []


@pytest.fixture(params=["Asia/Almaty", "America/Los_Angeles", "Pacific/Kiritimati"])
def _server_elsewhere(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("_server_elsewhere")
@pytest.mark.parametrize("day", [date(2018, 3, 11), date(2018, 11, 4), date(2024, 2, 29), date(2018, 12, 31)])
def test_the_day_is_the_courts_wherever_the_server_is(day: date) -> None:
    """Also on the nights on which clocks change, and on 29 February."""
    here = MOMENT.astimezone(ZoneInfo("Asia/Almaty"))
    body = bytes_of(replace(ITEM, day=day, revised_at=here, changed_at=here))
    (event,) = checked(body).events
    assert (event.dtstart, event.dtend) == (day, day + timedelta(days=1))
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n".encode() in body
    assert b"DTSTAMP:20171221T200000Z\r\n" in body


@given(st.dates())
@example(date.max)
@example(date.min)
def test_every_day_stays_itself(day: date) -> None:
    (event,) = events_of(bytes_of(replace(ITEM, day=day)))
    assert event.decoded("dtstart") == day


#: Titles as courts and editors write them, and as nobody should.
TITLES = [
    "Талап арызға қарсы пікір, 2-нұсқа; «Ақжол» ЖШС",
    "Возражение на иск, с приложениями; ООО «Тест»: п. 1",
    "Answer; counterclaim, \\ and \\N \\n",
    "Ә" * 200,
    "👩‍⚖️⚖️🇰🇿" * 30,
    'A"B:C^D;E,F',
    "line one\nline two\r\nline three\u2028four\x00\x0b\x85five",
    " ",
    "",
]
texts = st.one_of(
    st.sampled_from(TITLES),
    st.text(
        alphabet=st.one_of(
            st.sampled_from(",;:\\\"'\n\r\t nN👩‍⚖️"),
            st.sampled_from("АаӘәҒғҚқҢңӨөҰұҮүҺһІіЁё"),
            st.characters(codec="utf-8"),
        ),
        max_size=300,
    ),
)


def one_line(text: str) -> str:
    """What a reader should see of a title: its printable characters, with single blanks."""
    return " ".join(kept(text).split())


def kept(text: str) -> str:
    """What a reader should see of a longer text."""
    for breaks in ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"):
        text = text.replace(breaks, "\n")
    return "".join(sign for sign in text if sign in "\n\t" or not (ord(sign) < 32 or 127 <= ord(sign) < 160))


@given(title=texts, description=texts, name=texts)
def test_every_text_comes_back_as_it_was_written(title: str, description: str, name: str) -> None:
    body = bytes_of(replace(ITEM, summary=title, description=description), name=name)
    (event,) = checked(body).events
    assert (event.summary, event.description) == (one_line(title), kept(description))
    assert checked(body).name == [one_line(name)]
    assert [alarm.description for alarm in event.alarm] == [one_line(title)]


@given(title=texts, description=texts)
def test_lines_are_short_and_whole(title: str, description: str) -> None:
    body = bytes_of(replace(ITEM, summary=title, description=description))
    lines = body.split(b"\r\n")
    assert [line for line in lines if len(line) > 75] == []
    assert [line for line in lines if b"\n" in line or b"\r" in line] == []
    assert [line.decode() for line in lines][-1] == ""  # no line is cut within a character


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\\"), max_size=300))
def test_the_library_that_writes_reads_it_back(description: str) -> None:
    (event,) = events_of(bytes_of(replace(ITEM, description=description)))
    assert str(event["description"]) == kept(description)


def test_the_same_calendar_gives_the_same_bytes() -> None:
    assert bytes_of(ITEM) == bytes_of(replace(ITEM))
