"""The month: a table of weeks, with every day and every deadline in its place."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from tests.desk.conftest import DeskClient
from tests.factories import DeadlineFactory
from tests.staff.conftest import text_of

pytestmark = pytest.mark.django_db

URL = "/en/staff/month/"


def days(response: Any) -> dict[date, list[str]]:
    """Return the days of the table that have deadlines, with their titles."""
    month = response.context["month"]
    return {
        day.day: [str(line.title) for line in day.lines] for week in month.weeks for day in week if day.lines
    }


def test_a_deadline_stands_on_its_last_day(looks: DeskClient, monday: datetime) -> None:
    DeadlineFactory(title_en="One")
    DeadlineFactory(fixed=True, title_en="Other", due_on=date(2018, 2, 1))
    DeadlineFactory(needs_review=True, title_en="Undated")
    assert days(looks.get(URL)) == {date(2018, 1, 22): ["One"]}
    assert days(looks.get(URL, {"month": "2018-02"})) == {date(2018, 2, 1): ["Other"]}


def test_the_table_has_a_caption_heads_and_whole_weeks(looks: DeskClient, monday: datetime) -> None:
    DeadlineFactory()
    page = looks.get(URL, {"month": "2018-01"}).content.decode()
    assert "<caption>January 2018: 1 deadline, on its last day at the court</caption>" in page
    assert re.findall(r'<th scope="col">([^<]*)</th>', page) == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert {row.count("<td") for row in body.split("</tr>")[:-1]} == {7}
    assert len(re.findall(r'<time datetime="2018-01-\d\d"', body)) == 31


@pytest.mark.parametrize(
    ("month", "before", "after"),
    [
        ("2018-01", "2017-12", "2018-02"),
        ("2018-12", "2018-11", "2019-01"),
        ("1900-01", None, "1900-02"),
        ("2199-12", "2199-11", None),
    ],
)
def test_one_turns_from_month_to_month(
    month: str, before: str | None, after: str | None, looks: DeskClient, monday: datetime
) -> None:
    page = looks.get(URL, {"month": month, "q": "a b"}).content.decode()
    found = re.findall(r'<a rel="(\w+)" href="/en/staff/month/\?month=([\d-]+)&amp;q=a\+b"', page)
    assert dict(found) == {rel: written for rel, written in (("prev", before), ("next", after)) if written}


def test_today_is_the_readers(looks: DeskClient, acts: DeskClient, monday: datetime) -> None:
    for client in (looks, acts):
        page = client.get(URL).content.decode()
        assert re.findall(r'<time datetime="([\d-]+)" aria-current="date">', page) == ["2018-01-15"]


@pytest.mark.parametrize(
    "month", ["", "2018", "2018-13", "2018-00", "1899-12", "2200-01", "x", "2018-01-01", "٢٠١٨-٠١"]
)
def test_a_month_that_is_none_is_not_there(month: str, looks: DeskClient, monday: datetime) -> None:
    assert looks.get(URL, {"month": month}).status_code == 404


def test_how_each_stands_is_said_in_words(looks: DeskClient, monday: datetime) -> None:
    DeadlineFactory(fixed=True, due_on=date(2018, 1, 10), title_en="Late")
    DeadlineFactory(satisfied=True, title_en="Done")
    DeadlineFactory(paused_on=date(2018, 1, 2), title_en="Still")
    page = text_of(looks.get(URL, {"state": "all"}))
    assert re.search(r"Late D\. Ct\. \d+ overdue by 5 days", page)
    assert re.search(r"Done D\. Ct\. \d+ satisfied", page)
    assert re.search(r"Still D\. Ct\. \d+ paused", page)
    assert "Done" not in text_of(looks.get(URL))


@pytest.mark.parametrize(
    ("code", "title"), [("kk", "2018\xa0ж. қаңтар"), ("ru", "Январь 2018\xa0г."), ("en", "January 2018")]
)
def test_the_month_is_named_in_three_languages(
    code: str, title: str, looks: DeskClient, monday: datetime
) -> None:
    page = looks.get(f"/{code}/staff/month/?month=2018-01").content.decode()
    assert f"<h1>{title}</h1>" in page
