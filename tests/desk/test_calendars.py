"""A person's own calendar: the file behind the address, and the page on which addresses are made."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from deadlines.calendar_addresses import make_calendar, read_token, revoke_calendar
from deadlines.models import CalendarToken
from foundation.accounts.models import User
from tests.deadlines.calendar_programs import checked, events_of, unfolded
from tests.deadlines.test_calendar_addresses import BAD, BAD_IDS
from tests.desk.conftest import client_of
from tests.factories import CalendarTokenFactory, CaseFactory, DeadlineFactory, UserFactory, WatcherFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)
SECRET = "Zanzibar"


@pytest.fixture
def user() -> User:
    """A member of staff who watches a case with one deadline, due on Monday 22 January 2018."""
    person: User = UserFactory()
    deadline = DeadlineFactory(title="Amended complaint", docket__case__title="Republic v. Roe")
    WatcherFactory(user=person, case=deadline.docket.case)
    return person


def watched_case(user: User) -> Any:
    return user.watching.get().case


def token_of(user: User, case: Any = None) -> str:
    return make_calendar(user=user, case=case, by=user, at=NOW)[1]


def fetch(token: str, *, at: datetime = NOW, method: str = "get", **headers: str) -> Any:
    """Ask as a calendar program does: without a login."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with time_machine.travel(at, tick=False):
        return getattr(Client(), method)(reverse("calendar", args=[token]), headers=named)


# --- the file ---------------------------------------------------------------------------------------


def test_a_program_reads_what_its_person_watches(user: User) -> None:
    DeadlineFactory(title=SECRET)  # nobody watches it
    response = fetch(token_of(user))
    (event,) = events_of(response.content)
    assert (str(event["summary"]), event.decoded("dtstart")) == (
        *("Amended complaint (Republic v. Roe)",),
        date(2018, 1, 22),
    )
    assert checked(response.content).name == ["Deadlines"]
    assert SECRET not in unfolded(response.content)
    expected = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="docketline.ics"',
        "Content-Language": "en",
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    assert {name: response[name] for name in expected} == expected
    assert response.cookies == {}


def test_the_address_of_one_case_names_the_calendar_after_it(user: User) -> None:
    response = fetch(token_of(user, watched_case(user)))
    assert checked(response.content).name == ["Republic v. Roe"]
    assert [str(event["summary"]) for event in events_of(response.content)] == ["Amended complaint"]


@pytest.mark.parametrize(("code", "name"), [("kk", "Мерзімдер"), ("ru", "Сроки")])
def test_it_speaks_its_persons_language_whatever_the_program_asks_for(
    code: str, name: str, user: User
) -> None:
    User.objects.filter(pk=user.pk).update(language=code)
    response = fetch(token_of(user), accept_language="en")
    assert (checked(response.content).name, response["Content-Language"]) == ([name], code)
    assert f"/{code}/staff/deadlines/" in unfolded(response.content)


@pytest.mark.parametrize(("days", "trigger"), [(None, []), (0, ["PT8H"]), (3, ["-P2DT16H"])])
def test_it_rings_as_its_person_chose(days: int | None, trigger: list[str], user: User) -> None:
    User.objects.filter(pk=user.pk).update(alarm_days=days)
    (event,) = events_of(fetch(token_of(user)).content)
    assert [alarm["trigger"].to_ical().decode() for alarm in event.walk("VALARM")] == trigger


@pytest.mark.parametrize("spoil", BAD[:-1], ids=BAD_IDS[:-1])
def test_every_bad_address_gives_the_same_answer(spoil: Any, user: User) -> None:
    made_up = fetch("made-up")
    row, token = make_calendar(user=user, by=user, at=NOW)
    assert fetch(token).status_code == 200
    answer = fetch(spoil(user, row, token))
    assert (answer.status_code, answer.content) == (404, b"There is no such calendar.\n")
    assert (answer.content, dict(answer.items())) == (made_up.content, dict(made_up.items()))
    row.refresh_from_db()
    assert row.last_used_at == NOW  # of the good answer


@pytest.mark.parametrize("rights", [["deadlines.view_deadline", "deadlines.view_sealed"], None])
def test_nothing_sealed_is_in_it_not_even_the_name_of_a_case(rights: Any, user: User) -> None:
    reader = UserFactory(rights=rights, superuser=rights is None)
    case = DeadlineFactory(docket__case__title=SECRET, title=SECRET, docket__docket_number=SECRET).docket.case
    vacated = DeadlineFactory(docket__case=case, state="vacated", title=SECRET, revised_at=NOW)
    WatcherFactory(user=reader, case=case)
    tokens = [token_of(reader), token_of(reader, case)]
    assert [unfolded(fetch(token).content).count(vacated.title) > 0 for token in tokens] == [True, True]
    type(case).objects.filter(pk=case.pk).update(sealed=True)
    for token in tokens:
        response = fetch(token)
        assert (response.status_code, events_of(response.content)) == (200, [])
        assert SECRET not in unfolded(response.content)


def test_use_is_noted_once_an_hour(user: User) -> None:
    token = token_of(user)
    row = CalendarToken.objects.get()
    seen = []
    for minutes in (0, 59, 60):
        assert fetch(token, at=NOW + timedelta(minutes=minutes)).status_code == 200
        row.refresh_from_db()
        seen.append(row.last_used_at)
    assert seen == [NOW, NOW, NOW + timedelta(hours=1)]


def test_a_program_that_has_the_same_bytes_gets_a_short_answer(user: User) -> None:
    token = token_of(user)
    first = fetch(token)
    again = fetch(token, if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert (again["Cache-Control"], again["Referrer-Policy"]) == ("private, no-cache", "no-referrer")
    head = fetch(token, method="head")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert fetch(token, method="post").status_code == 405


def test_who_asks_too_often_is_asked_to_wait(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", {"feed": "2/min"})
    token = token_of(user)
    assert [fetch(word).status_code for word in (token, "made-up", token)] == [200, 404, 429]


@pytest.mark.parametrize("count", [1, 3])
def test_a_private_calendar_costs_five_queries(
    count: int, user: User, django_assert_num_queries: Any
) -> None:
    for _ in range(count - 1):
        DeadlineFactory(docket__case=watched_case(user))
    token = token_of(user)
    with django_assert_num_queries(5):  # the address, two for the rights, the deadlines, the use
        assert len(events_of(fetch(token).content)) == count


# --- the page ---------------------------------------------------------------------------------------

PAGE = "/en/staff/calendars/"


def post(client: Client, code: str = "en", **fields: Any) -> Any:
    with time_machine.travel(NOW, tick=False):
        return client.post(f"/{code}/staff/calendars/", fields)


def shown_tokens(response: Any) -> list[str]:
    """Return the tokens that a page shows, each once, in order."""
    return list(dict.fromkeys(re.findall(r"/calendar/([\w-]+)\.ics", response.content.decode())))


def test_a_person_makes_an_address_and_sees_it_once(user: User) -> None:
    client = client_of(user)
    response = post(client, do="make", case="")
    (token,) = shown_tokens(response)
    page = response.content.decode()
    # With "no-referrer" a browser would send the next form without its origin, and it would be refused.
    assert (response.status_code, response["Referrer-Policy"]) == (200, "same-origin")
    assert "no-store" in response["Cache-Control"]
    assert f"<code>https://docketline.example/calendar/{token}.ics</code>" in page
    assert f'<a href="webcal://docketline.example/calendar/{token}.ics">' in page
    row = read_token(token)
    assert row is not None
    assert (row.user, row.case) == (user, None)
    assert fetch(token).status_code == 200
    assert shown_tokens(client.get(PAGE)) == []


def test_the_list_says_of_what_when_made_and_when_used(user: User) -> None:
    client = client_of(user)
    post(client, do="make", case=watched_case(user).pk)
    CalendarTokenFactory(user=user, last_used_at=NOW)
    CalendarTokenFactory(case=CaseFactory(title=SECRET))  # somebody else's
    CalendarTokenFactory(user=user, case=CaseFactory(title=SECRET), revoked_at=NOW)
    page = client.get(PAGE).content.decode()
    assert re.findall(r'<th scope="row">([^<]*)</th>', page) == ["Republic v. Roe", "Everything that I watch"]
    cells = re.findall(r'<td data-head="Last used">(.*?)</td>', page)
    assert cells == ["never", '<time datetime="2017-12-22T12:00:00+00:00">22 December 2017, 12:00 UTC</time>']
    assert page.count('<td data-head="Made">') == 2
    assert SECRET not in page


def test_a_person_changes_an_address(user: User) -> None:
    client = client_of(user)
    (old,) = shown_tokens(post(client, do="make", case=watched_case(user).pk))
    (new,) = shown_tokens(post(client, do="rotate", address=CalendarToken.objects.get().pk))
    assert [fetch(token).status_code for token in (old, new)] == [404, 200]
    assert read_token(new).case == watched_case(user)  # type: ignore[union-attr]  # it was just read


def test_a_person_gives_an_address_up(user: User) -> None:
    client = client_of(user)
    (token,) = shown_tokens(post(client, do="make", case=""))
    response = post(client, do="revoke", address=CalendarToken.objects.get().pk)
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert "The address was given up." in client.get(PAGE).content.decode()
    assert fetch(token).status_code == 404


def test_nobody_touches_the_address_of_another(user: User) -> None:
    row, token = make_calendar(user=user, by=user, at=NOW)
    other = client_of(UserFactory())
    for what in ("rotate", "revoke"):
        assert post(other, do=what, address=row.pk).status_code == 404
    assert read_token(token) == row


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"do": "explode"},
        {"do": "revoke"},
        {"do": "rotate", "address": "x"},
        {"do": "revoke", "address": "9" * 40},
        {"do": "revoke", "address": "-1"},
    ],
)
def test_a_form_that_asks_for_nothing_known_is_not_found(fields: Any, user: User) -> None:
    assert post(client_of(user), **fields).status_code == 404
    assert CalendarToken.objects.count() == 0


@pytest.mark.parametrize("chosen", ["unwatched", "sealed", "x", "9" * 40])
def test_only_a_watched_case_can_be_chosen(chosen: str, user: User) -> None:
    cases = {
        "unwatched": DeadlineFactory(docket__case__title=SECRET).docket.case,
        "sealed": WatcherFactory(user=user, case=CaseFactory(title=SECRET, sealed=True)).case,
    }
    client = client_of(user)
    response = post(client, do="make", case=cases[chosen].pk if chosen in cases else chosen)
    page = response.content.decode()
    assert (response.status_code, CalendarToken.objects.count()) == (400, 0)
    assert '<p class="notice" role="alert">Choose a case that you watch.</p>' in page
    assert SECRET not in page


def test_the_name_of_a_case_that_was_sealed_since_is_not_listed(user: User) -> None:
    case = watched_case(user)
    token_of(user, case)
    type(case).objects.filter(pk=case.pk).update(sealed=True)
    page = client_of(user).get(PAGE).content.decode()
    assert re.findall(r'<th scope="row">([^<]*)</th>', page) == ["a sealed case"]
    assert "Republic v. Roe" not in page


def test_an_address_that_was_given_up_meanwhile_is_refused_in_words(user: User) -> None:
    row, _token = make_calendar(user=user, by=user, at=NOW)
    revoke_calendar(row, by=user, at=NOW)
    response = post(client_of(user), do="rotate", address=row.pk)
    assert response.status_code == 400
    assert "This address was given up before." in response.content.decode()


def test_the_page_is_for_staff_who_may_see_deadlines() -> None:
    anonymous = Client().get(PAGE)
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"/admin/login/?next={PAGE}")
    for traits, status in (({"reader": True}, 302), ({"rights": []}, 403)):
        client = client_of(UserFactory(**traits))
        assert client.get(PAGE).status_code == status
        assert post(client, do="make", case="").status_code == status
    assert CalendarToken.objects.count() == 0


def test_a_form_from_another_site_is_refused(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(PAGE, {"do": "make", "case": ""}).status_code == 403
    assert CalendarToken.objects.count() == 0


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_the_page_is_there_in_each_language(code: str, user: User) -> None:
    with override(code):
        path = reverse("staff:calendars")
    page = client_of(user).get(path).content.decode()
    assert f'<html lang="{code}">' in page
    assert page.count('<form method="post"') == 2  # make an address; log out


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_address_and_for_three(
    count: int, user: User, django_assert_num_queries: Any
) -> None:
    client = client_of(user)
    for _ in range(count):
        token_of(user, WatcherFactory(user=user).case)
    # session, user, two for the rights, addresses, cases; three for what stands above every staff page
    with django_assert_num_queries(9):
        client.get(PAGE)
