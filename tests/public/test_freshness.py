"""What caches may keep of the site: nothing that they do not ask about, and of papers nothing at all."""

from __future__ import annotations

import pytest
import time_machine
from django.core.files.base import ContentFile

from tests.factories import DeadlineFactory, DocketEntryFactory, DocumentFactory, PartyFactory, UserFactory
from tests.public.test_bad_input import ROUTES

pytestmark = pytest.mark.django_db

ASK, NOTHING = "public, no-cache", "no-store"
NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"
CASE = "en/cases/<int:pk>-<slug:slug>/"
#: Each route of readers: an address of it, with the status of the answer and what caches are told.
TABLE = {
    "": ("/", 302, ASK),
    "healthz": ("/healthz", 200, NEVER),
    "e/<int:pk>/": ("/e/{entry}/", 302, ASK),
    "c/<int:pk>/": ("/c/{case}/", 302, ASK),
    "documents/<int:pk>/": ("/documents/{document}/", 200, NOTHING),
    "robots.txt": ("/robots.txt", 200, ASK),
    "sitemap.xml": ("/sitemap.xml", 200, ASK),
    "sitemap-<section>.xml": ("/sitemap-cases.xml", 200, ASK),
    "kz/": ("/kz/", 301, ASK),
    "kz/<path:rest>": ("/kz/cases/?country=US", 301, ASK),
    "en/": ("/en/", 200, ASK),
    "en/cases/": ("/en/cases/", 200, ASK),
    "en/cases/feed.atom": ("/en/cases/feed.atom", 200, ASK),
    CASE: ("/en/cases/{case}-{slug}/", 200, ASK),
    f"{CASE}parties/": ("/en/cases/{case}-{slug}/parties/", 200, ASK),
    f"{CASE}documents/": ("/en/cases/{case}-{slug}/documents/", 200, ASK),
    f"{CASE}related/": ("/en/cases/{case}-{slug}/related/", 200, ASK),
    f"{CASE}sources/": ("/en/cases/{case}-{slug}/sources/", 200, ASK),
    f"{CASE}changes/": ("/en/cases/{case}-{slug}/changes/", 200, ASK),
    f"{CASE}record/": ("/en/cases/{case}-{slug}/record/", 200, ASK),
    f"{CASE}timeline.csv": ("/en/cases/{case}-{slug}/timeline.csv", 200, ASK),
    f"{CASE}timeline.json": ("/en/cases/{case}-{slug}/timeline.json", 200, ASK),
    f"{CASE}feed.atom": ("/en/cases/{case}-{slug}/feed.atom", 200, ASK),
    f"{CASE}calendar.ics": ("/en/cases/{case}-{slug}/calendar.ics", 200, ASK),
    "en/people/<int:pk>-<slug:slug>/": ("/en/people/{person}-jane-roe/", 200, ASK),
    "en/search/": ("/en/search/?q=roe", 200, ASK),
    "en/search/atom/": ("/en/search/atom/?q=roe", 200, ASK),
    "en/search/names/": ("/en/search/names/?q=roe", 200, ASK),
    "en/calculator/": ("/en/calculator/", 200, ASK),
    "en/deadlines/<int:pk>/": ("/en/deadlines/{deadline}/", 200, ASK),
    "en/api/": ("/en/api/", 200, ASK),
    "en/method/": ("/en/method/", 200, ASK),
    "api/v1/": ("/api/v1/", 302, ASK),
    "api/v1/deadlines/compute/": ("/api/v1/deadlines/compute/", 400, ASK),
    "api/v1/deadlines/<int:pk>/": ("/api/v1/deadlines/{deadline}/", 200, ASK),
    "api/v1/search/": ("/api/v1/search/?q=roe", 200, ASK),
    "api/v1/people/": ("/api/v1/people/?q=roe", 200, ASK),
    "api/v1/people/complete/": ("/api/v1/people/complete/?q=roe", 200, ASK),
    "api/v1/rules/": ("/api/v1/rules/", 200, ASK),
    "api/v1/rules/<slug:key>/": ("/api/v1/rules/frcp-12-a-1-a-i-2009/", 200, ASK),
    "api/v1/schema/": ("/api/v1/schema/", 200, ASK),
}
#: For developers, for one person alone, or nowhere ("api/v1/en/" stands for whatever the API does not know).
OTHERS = {"styleguide/", "stop/<str:token>/", "calendar/<str:token>.ics", "api/v1/en/"}


@pytest.fixture
def numbers(settings, tmp_path):
    """The numbers and names of one record of each kind."""
    settings.MEDIA_ROOT = tmp_path
    deadline, paper = DeadlineFactory(), ContentFile(b"%PDF-1.7", name="order.pdf")
    party = PartyFactory(docket=deadline.docket, person__name="Jane Roe")
    entry = DocketEntryFactory(docket=deadline.docket)
    return {
        "case": deadline.docket.case_id,
        "slug": deadline.docket.case.slug,
        "deadline": deadline.pk,
        "person": party.person_id,
        "entry": entry.pk,
        "document": DocumentFactory(entry=entry, availability="held", file=paper).pk,
    }


def test_the_table_names_every_route_of_readers():
    assert {route for route in ROUTES if "/account/" not in route} == {*TABLE, *OTHERS}


@pytest.mark.parametrize("route", TABLE)
@pytest.mark.parametrize("method", ["get", "head"])
def test_caches_are_told_what_they_may_keep(route, method, numbers, public_client):
    address, status, told = TABLE[route]
    response = getattr(public_client, method)(address.format(**numbers))
    response.close()
    assert (response.status_code, response.get("Cache-Control"), dict(response.cookies)) == (status, told, {})


@pytest.mark.parametrize("route", TABLE)
def test_an_answer_that_depends_on_the_browser_says_so(route, numbers, public_client):
    """A cache keeps one answer for each language of a browser where the address names none."""
    address, told = TABLE[route][0].format(**numbers), set()
    with time_machine.travel("2026-01-05 12:00Z", tick=False):
        for code in ("kk", "ru", "en"):
            response = public_client.get(address, headers={"accept-language": code})
            # Read to its end, an answer is closed by the client, which keeps the connection of the test open.
            told.add((response.get("Location", ""), b"".join(response)))
    varies = "accept-language" in response.get("Vary", "").lower()
    assert varies or len(told) == 1


@pytest.mark.parametrize(
    "path", ["/en/method/", "/en/people/{person}-jane-roe/", "/en/deadlines/{deadline}/"]
)
def test_a_page_is_the_same_for_who_works_here(path, numbers, public_client, client):
    client.force_login(UserFactory(is_staff=True))
    mine, theirs = client.get(path.format(**numbers)), public_client.get(path.format(**numbers))
    assert (mine.content, mine["Cache-Control"]) == (theirs.content, ASK)


@pytest.mark.parametrize("path", ["/en/nowhere/", "/c/999/", "/en/people/999-x/"])
def test_what_is_not_there_may_come(path, public_client):
    response = public_client.get(path)
    assert (response.status_code, response["Cache-Control"]) == (404, "no-cache")


def test_an_old_address_is_asked_about_each_time(numbers, public_client):
    """The next name of a case may be its first one, and a kept redirect would go in a circle."""
    response = public_client.get("/en/cases/{case}-old/".format(**numbers))
    assert (response.status_code, response["Cache-Control"]) == (301, ASK)


def test_a_refusal_is_not_kept(numbers, public_client):
    for _time in range(120):
        public_client.get("/en/cases/feed.atom")
    response = public_client.get("/en/cases/feed.atom")
    assert (response.status_code, response["Cache-Control"]) == (429, NOTHING)
