"""The board, the table and the choice behind them."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deadlines.enums import WatcherRole
from deadlines.models import Deadline
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.factories import (
    AcknowledgementFactory,
    CourtFactory,
    DeadlineFactory,
    DocketFactory,
    PersonFactory,
    UserFactory,
    WatcherFactory,
)
from tests.staff.conftest import MONDAY, text_of
from web.desk.staff import board

pytestmark = pytest.mark.django_db

URL = "/en/staff/"


def titles(client: DeskClient, **choice: Any) -> dict[str, list[str]]:
    """Return the titles of the board by the group that they stand in."""
    shown = client.get(URL, choice).context["board"]
    return {
        group.standing.value: [str(line.title) for line in group.lines]
        for group in shown.groups
        if group.lines
    }


def all_titles(client: DeskClient, **choice: Any) -> set[str]:
    return {title for group in titles(client, **choice).values() for title in group}


def due(day: date, title: str, **values: Any) -> Deadline:
    made: Deadline = DeadlineFactory(fixed=True, due_on=day, title_en=title, **values)
    return made


# --- how each stands ----------------------------------------------------------------------------------------


def test_each_deadline_stands_in_one_group_by_its_day(looks: DeskClient, monday: datetime) -> None:
    for day in (14, 15, 16, 22, 23):
        due(date(2018, 1, day), f"January {day}")
    DeadlineFactory(needs_review=True, title_en="In doubt")
    due(date(2018, 1, 3), "Paused", paused_on=date(2018, 1, 2))
    for trait in ("satisfied", "vacated", "withdrawn"):
        DeadlineFactory(**{trait: True}, title_en=trait)
    assert titles(looks) == {
        "overdue": ["January 14"],
        "today": ["January 15"],
        "week": ["January 16", "January 22"],
        "review": ["In doubt"],
        "paused": ["Paused"],
        "later": ["January 23"],
    }


@pytest.mark.parametrize(
    ("moment", "almaty", "los_angeles"),
    [
        # 22 January begins in Almaty while it is the morning of the 21st in California.
        (datetime(2018, 1, 21, 18, 0, tzinfo=UTC), "today", "week"),
        (datetime(2018, 1, 22, 17, 59, tzinfo=UTC), "today", "today"),
        (datetime(2018, 1, 22, 18, 0, tzinfo=UTC), "overdue", "today"),
        (datetime(2018, 1, 23, 7, 59, tzinfo=UTC), "overdue", "today"),
        (datetime(2018, 1, 23, 8, 0, tzinfo=UTC), "overdue", "overdue"),
    ],
)
def test_the_day_is_that_of_the_court(
    moment: datetime, almaty: str, los_angeles: str, looks: DeskClient
) -> None:
    for title, zone in (("There", "Asia/Almaty"), ("Here", "America/Los_Angeles")):
        due(date(2018, 1, 22), title, docket__court=CourtFactory(time_zone=zone))
    with time_machine.travel(moment, tick=False):
        found = titles(looks)
    assert {title: group for group, rows in found.items() for title in rows} == {
        "There": almaty,
        "Here": los_angeles,
    }


def test_a_court_with_another_day_says_so_and_its_zone(lawyer: User, acts: DeskClient) -> None:
    due(date(2018, 1, 22), "Answer", docket__court__time_zone="America/Los_Angeles")
    with time_machine.travel(datetime(2018, 1, 21, 20, tzinfo=UTC), tick=False):
        page = text_of(acts.get(URL))
    assert "Today is Monday 22 January 2018 for you (Asia/Almaty)." in page
    assert "At the court it is Sunday 21 January 2018." in page
    assert "1 day left · America/Los_Angeles" in page.replace("left America", "left · America")


def test_without_a_court_the_day_is_the_readers(acts: DeskClient) -> None:
    due(date(2018, 1, 22), "Answer", docket=DocketFactory(without_court=True))
    with time_machine.travel(datetime(2018, 1, 22, 18, tzinfo=UTC), tick=False):
        assert titles(acts) == {"overdue": ["Answer"]}


def test_a_line_says_what_is_due_where_from_whom_and_who_is_told(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(
        obligor=PersonFactory(name_en="Richard Roe"), due_time=time(17, 0)
    )
    WatcherFactory(case=deadline.docket.case, user__first_name="Dana")
    AcknowledgementFactory(deadline=deadline, user__first_name="Erlan")
    page = looks.get(URL).content.decode()
    assert f'<h3><a href="/en/staff/deadlines/{deadline.pk}/">Amended complaint</a></h3>' in page
    assert '<time datetime="2018-01-22">22 January 2018, 17:00</time>' in page
    words = text_of(looks.get(URL))
    assert "Republic v. Roe · 5:17-cv-00246 · N.D. Cal. · from whom: Richard Roe" in words
    assert "Told: Dana Acknowledged by Erlan" in words


def test_an_acknowledgement_of_an_older_revision_is_none(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    AcknowledgementFactory(deadline=deadline, revision=deadline.revision)
    assert "Acknowledged by" in text_of(looks.get(URL))
    Deadline.objects.filter(pk=deadline.pk).update(revision=2)
    assert "Acknowledged by" not in text_of(looks.get(URL))


def test_a_long_group_is_cut_with_a_way_to_the_rest(
    looks: DeskClient, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "FIRST", 2)
    docket = DocketFactory()
    for day in (1, 2, 3):
        due(date(2018, 3, day), f"March {day}", docket=docket, trigger__docket=docket)
    page = looks.get(URL, {"q": "march"}).content.decode()
    assert "March 3" not in page
    assert "/en/staff/?q=march&amp;show=all#later" in page
    assert "March 3" in looks.get(URL, {"q": "march", "show": "all"}).content.decode()


# --- nobody is told -----------------------------------------------------------------------------------------


def test_what_nobody_is_told_of_is_counted_and_listed(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    WatcherFactory(case=deadline.docket.case)
    due(date(2018, 1, 16), "Lonely")
    muted = due(date(2018, 1, 17), "Muted")
    WatcherFactory(case=None, deadline=muted, muted_at=MONDAY)
    without_mail = due(date(2018, 1, 18), "No address")
    WatcherFactory(case=None, deadline=without_mail, user__email="")
    due(date(2018, 1, 3), "Paused", paused_on=date(2018, 1, 2))
    DeadlineFactory(satisfied=True, title_en="Done")
    page = text_of(looks.get(URL))
    assert "Nobody is told of 3 deadlines." in page
    assert all_titles(looks, person="nobody") == {"Lonely", "Muted", "No address", "Paused"}


def test_when_everybody_is_told_of_everything_nothing_is_said(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    WatcherFactory(case=deadline.docket.case)
    assert "Nobody is told" not in text_of(looks.get(URL))


# --- the choice ---------------------------------------------------------------------------------------------


@pytest.fixture
def two(monday: datetime) -> tuple[Deadline, Deadline]:
    """Two deadlines that differ in everything."""
    one = due(date(2018, 1, 16), "Answer", docket__court=CourtFactory(short_name_en="N.D. Cal."))
    other = due(
        date(2018, 1, 17),
        "Ходатайство",
        docket__docket_number="1:15-cv-05345",
        obligor=PersonFactory(name_en="Viktor Khrapunov"),
        title_ru="Ходатайство",
    )
    return one, other


def test_a_choice_narrows_by_court_case_and_status(two: tuple[Deadline, Deadline], looks: DeskClient) -> None:
    one, other = two
    done = DeadlineFactory(satisfied=True, title_en="Done", docket=one.docket, trigger__docket=one.docket)
    assert all_titles(looks, court=one.docket.court_id) == {"Answer"}
    assert all_titles(looks, case=other.docket.case_id) == {"Ходатайство"}
    assert all_titles(looks, state="satisfied") == {"Done"}
    assert all_titles(looks, state="all") == {"Answer", "Ходатайство", "Done"}
    assert all_titles(looks, state="all", case=done.docket.case_id) == {"Answer", "Done"}


@pytest.mark.parametrize("typed", ["ходатайство", "05345", "khrapunov", "viktor 1:15"])
def test_words_are_found_in_titles_numbers_and_names(
    typed: str, two: tuple[Deadline, Deadline], looks: DeskClient
) -> None:
    assert all_titles(looks, q=typed) == {"Ходатайство"}


def test_a_person_is_who_watches_the_deadline_or_its_case(
    two: tuple[Deadline, Deadline], looks: DeskClient, clerk: User
) -> None:
    one, other = two
    dana = WatcherFactory(case=None, deadline=one).user
    WatcherFactory(case=other.docket.case, user=clerk, role=WatcherRole.OWNER)
    assert all_titles(looks, person=dana.pk) == {"Answer"}
    assert all_titles(looks, person="me") == {"Ходатайство"}


def test_who_stopped_mails_still_finds_what_they_watch(
    two: tuple[Deadline, Deadline], looks: DeskClient, clerk: User
) -> None:
    User.objects.filter(pk=clerk.pk).update(reminders_stopped_at=MONDAY)
    WatcherFactory(case=None, deadline=two[0], user=clerk, muted_at=MONDAY)
    assert all_titles(looks, person="me") == {"Answer"}


@pytest.mark.parametrize(
    "choice",
    [{"state": "x"}, {"court": "99"}, {"case": "x"}, {"person": "7777"}, {"q": "a" * 201}, {"q": "\0"}],
)
def test_a_choice_that_is_none_shows_nothing_and_says_where(
    choice: dict[str, str], deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    for name in ("board", "month"):
        response = looks.get(reverse(f"staff:{name}"), choice)
        assert response.status_code == 400
        assert list(response.context["chosen"].form.errors) == list(choice)
        assert "Amended complaint" not in text_of(response)
        assert "Nothing is shown" in text_of(response)
    assert looks.get(reverse("staff:csv"), choice).status_code == 400


def test_an_empty_board_says_so(looks: DeskClient, monday: datetime) -> None:
    assert "No deadline runs." in text_of(looks.get(URL))
    assert "No deadline fits this choice." in text_of(looks.get(URL, {"q": "x"}))


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_board_speaks_the_language_of_its_address(
    code: str, deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    days = {"kk": "2018\xa0ж. 22 қаңтар", "ru": "22 января 2018\xa0г.", "en": "22 January 2018"}
    page = looks.get(f"/{code}/staff/").content.decode()
    assert f'<html lang="{code}">' in page
    assert f'<time datetime="2018-01-22">{days[code]}</time>' in page
    assert f'href="/{code}/staff/deadlines/{deadline.pk}/"' in page


# --- the table ----------------------------------------------------------------------------------------------


def table(client: DeskClient, **choice: Any) -> list[list[str]]:
    response = client.get("/en/staff/deadlines.csv", choice)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="deadlines.csv"'
    raw = response.content
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))


def test_the_table_holds_the_chosen_deadlines(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    WatcherFactory(case=deadline.docket.case, user__first_name="Dana")
    due(date(2018, 1, 12), "Late", due_time=time(17))
    rows = table(looks, q="complaint")
    assert rows[1:] == [
        [
            "Amended complaint",
            "2018-01-22",
            "",
            "7",
            "open",
            "Republic v. Roe",
            "N.D. Cal.",
            "America/Los_Angeles",
            "5:17-cv-00246",
            "",
            "Dana",
            "",
            f"http://testserver/en/staff/deadlines/{deadline.pk}/",
        ]
    ]
    assert len(rows[0]) == len(rows[1])
    assert [row[1:4] for row in table(looks, q="late")[1:]] == [["2018-01-12", "17:00", "-3"]]


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://x")'],
)
def test_no_cell_is_a_formula(text: str, looks: DeskClient, monday: datetime) -> None:
    due(date(2018, 1, 22), text, docket__docket_number=text[:60], docket__case__title_en=text)
    row = table(looks)[1]
    assert (row[0], row[5], row[8]) == (f"'{text}", f"'{text}", f"'{text}")


# --- what it costs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/en/staff/", 14), ("/en/staff/deadlines.csv", 10), ("/en/staff/month/", 14)]
)
def test_the_lists_cost_the_same_for_one_and_three(
    path: str,
    queries: int,
    count: int,
    looks: DeskClient,
    monday: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        made = DeadlineFactory(obligor=PersonFactory())
        WatcherFactory(case=made.docket.case, user=UserFactory())
        AcknowledgementFactory(deadline=made)
    with django_assert_num_queries(queries):
        looks.get(path)
