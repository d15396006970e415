"""Limits on pages that cost much: each client may ask so often, and then reads when it may again."""

from __future__ import annotations

import re

import pytest

from tests.factories import DeadlineFactory, DocketEntryFactory, DocumentFactory, PartyFactory
from tests.public.test_bad_input import ROUTES
from tests.public.test_pages import case_url

pytestmark = pytest.mark.django_db

RATES = "rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES"
#: Below a language: files and answers to programs, which count each request or are tested with the API.
_FILES = ("feed.atom", ".csv", ".json", ".ics", "search/atom/", "search/names/", "api/v1")


@pytest.fixture
def addresses():
    """The address of every page of readers, by its route."""
    entry = DocketEntryFactory()
    person = PartyFactory(docket=entry.docket, person__name_en="Roe").person
    deadline = DeadlineFactory(docket=entry.docket)
    case = "en/cases/<int:pk>-<slug:slug>/"
    pages = [route for route in ROUTES if route.startswith("en/") and not any(end in route for end in _FILES)]
    found = {}
    for route in pages:
        url = f"/{route}".replace(f"/{case}", case_url(entry.docket.case))
        url = url.replace("people/<int:pk>-<slug:slug>/", f"people/{person.pk}-roe/")
        found[route] = url.replace("deadlines/<int:pk>/", f"deadlines/{deadline.pk}/")
    return found


def test_every_page_that_is_asked_something_is_limited(addresses, public_client, monkeypatch):
    """What is asked in the query is made anew, even if the page knows no such question."""
    monkeypatch.setattr(RATES, {"page": "2/min", "feed": "9/min"})
    public = {
        route: url for route, url in addresses.items() if "staff" not in route and "account" not in route
    }
    assert len(public) > 12
    unlimited = []
    for url in public.values():
        public_client.cookies.clear()
        statuses = [public_client.get(f"{url}?x={time}").status_code for time in range(4)]
        unlimited += [(url, statuses)] if statuses[-1] != 429 else []
    assert unlimited == []


def test_a_page_as_it_stands_is_not_counted(addresses, public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"page": "1/min", "feed": "9/min"})
    url = addresses["en/cases/<int:pk>-<slug:slug>/"]
    assert [public_client.get(url).status_code for _time in range(3)] == [200, 200, 200]
    assert [public_client.get(f"{url}?q=a").status_code for _time in range(2)] == [200, 429]
    assert public_client.get(url).status_code == 200


def test_what_is_made_anew_each_time_counts_each_request(addresses, public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"page": "2/min", "feed": "2/min"})
    person, proof = (
        next(url for url in addresses.values() if part in url) for part in ("people/", "deadlines/")
    )
    paper = DocumentFactory()
    statuses = [
        [public_client.get(url).status_code for url in urls]
        for urls in (
            (person, proof, person),
            ("/sitemap.xml", f"/documents/{paper.pk}/", "/sitemap-cases.xml"),
        )
    ]
    assert statuses == [[200, 200, 429], [200, 404, 429]]  # the paper is not held here


@pytest.mark.parametrize(
    ("code", "heading", "waiting"),
    [
        ("en", "Too many requests", r"Please wait (\d+) seconds, then load it again\."),
        ("ru", "Слишком много запросов", r"Подождите (\d+) секунд[ыу]? и загрузите её снова\."),
        ("kk", "Сұраныс тым көп", r"(\d+) секунд күтіп, бетті қайта жүктеңіз\."),
    ],
)
def test_the_refusal_says_when_to_come_again(code, heading, waiting, public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"page": "1/min"})
    public_client.get(f"/{code}/search/?q=a")
    response = public_client.get(f"/{code}/search/?q=a")
    page = response.content.decode()
    assert (response.status_code, response["Cache-Control"]) == (429, "no-store")
    assert re.findall("<h1>(.*?)</h1>", page) == [heading]
    assert re.findall(waiting, page) == [response["Retry-After"]]
    assert 1 < int(response["Retry-After"]) <= 60


def test_each_client_is_counted_by_itself(public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"page": "1/min"})
    asked = [("192.0.2.1", 200), ("192.0.2.2", 200), ("192.0.2.1", 429)]
    for address, status in asked:
        response = public_client.get("/en/search/?q=a", REMOTE_ADDR=address)
        assert response.status_code == status, address


def test_names_while_typing_are_limited_apart(public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"page": "1/min", "suggest": "2/min"})
    typed = [public_client.get(f"/en/search/names/?q={'roe'[:n]}").status_code for n in (1, 2, 3)]
    assert typed == [200, 200, 429]
    assert public_client.get("/en/search/?q=roe").status_code == 200


def test_the_feed_of_a_search_is_limited_as_feeds_are(public_client, monkeypatch):
    monkeypatch.setattr(RATES, {"feed": "1/min"})
    answers = [public_client.get("/en/search/atom/?q=roe") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].content == b"Too many requests; try again later.\n"
