"""Whatever stands in an address, a query or a header: an answer that helps, never an error of ours."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from foundation.core.languages import LANGUAGES
from tests.factories import DeadlineFactory, DocketEntryFactory, PartyFactory
from web.public.casefilters import CaseFilter
from web.public.filters import TimelineFilter

pytestmark = pytest.mark.django_db

few = hypothesis_settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
#: Not ours to test here: the desk, and addresses that need a login.
_OTHERS = ("admin/", "staff/")
#: Says by its status that no worker lives.
_PROBE = "readyz"
_GARBAGE = (
    *("", " ", "0", "-1", "1", "9" * 40, "x", "%00", "\x00", "../..", "<script>", "'; DROP TABLE", "٣"),
    *("2017-13-45", "0001-01-01", "9999-12-31", "entry-1", "entry-" + "9" * 30, "2017-12", "desc", "К" * 300),
    *("2000-01-01.0.1.0.1", "2000-99-01.0.1.0.1", "end.0.0.0.1"),
)


def routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    """Return the routes of the site as they are written, with the converters in them."""
    found = []
    for pattern in resolver.url_patterns:
        route = prefix + str(getattr(pattern.pattern, "_route", "en/"))
        if isinstance(pattern, URLPattern):
            found.append(route)
        elif not route.startswith(_OTHERS) and not route.endswith(_OTHERS):
            found += routes(pattern, route)
    return found


ROUTES = [route for route in routes(get_resolver()) if route != _PROBE]
FIELDS = sorted({*CaseFilter.base_fields, *TimelineFilter.base_fields, "format", "limit", "citation", "page"})


def test_the_routes_of_readers_are_found():
    assert {"e/<int:pk>/", "en/cases/", "en/cases/<int:pk>-<slug:slug>/timeline.csv"} <= set(ROUTES)
    assert len(ROUTES) > 30


def filled(route: str, parts: list[str]) -> str:
    """Return an address of a route with these values in place of its converters."""
    path, values = "", iter(parts)
    for piece in route.split("<"):
        if ">" in piece:
            kind, rest = piece.split(">", 1)
            value = next(values)
            if kind.startswith("int:"):
                value = "".join(sign for sign in value if sign in "0123456789") or "1"
            path += quote(value) + rest
        else:
            path += piece
    return f"/{path}"


@pytest.fixture
def records():
    """Something behind each kind of number 1."""
    deadline = DeadlineFactory()
    PartyFactory(docket=deadline.docket)
    return DocketEntryFactory(docket=deadline.docket).docket.case


@few
@given(
    route=st.sampled_from(ROUTES),
    parts=st.lists(st.one_of(st.sampled_from(_GARBAGE), st.text(max_size=30)), min_size=4, max_size=4),
    query=st.dictionaries(
        st.one_of(st.sampled_from(FIELDS), st.text(max_size=8)),
        st.one_of(st.sampled_from(_GARBAGE), st.text(max_size=30)),
        max_size=4,
    ),
    language=st.one_of(st.sampled_from(["kz", "kk;q=x", ",;=", "*" * 2000]), st.text(max_size=40)),
)
def test_no_address_of_the_site_fails(route, parts, query, language, records):
    cache.clear()
    client = Client(raise_request_exception=True)
    header = language.encode("latin-1", "ignore").decode("latin-1").translate({10: None, 13: None, 0: None})
    response = client.get(
        f"{filled(route, parts)}?{urlencode(query, errors='replace')}", headers={"accept-language": header}
    )
    assert response.status_code < 500


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 2**64, 10**30])
@pytest.mark.parametrize("route", [route for route in ROUTES if "<int:" in route])
def test_a_number_that_no_record_can_have_leads_nowhere(route, number, public_client):
    path = filled(route, [str(number)] * route.count("<"))
    pages = [public_client.get(path.replace("/en/", f"/{code}/", 1)) for code in LANGUAGES]
    # Of the pages of an account nobody learns anything before signing in.
    assert [page.status_code for page in pages] == [302 if "/account/" in path else 404] * 3


@few
@given(
    query=st.dictionaries(
        st.sampled_from(FIELDS), st.one_of(st.sampled_from(_GARBAGE), st.text(max_size=30)), max_size=5
    ),
    page=st.sampled_from(["", "record/", "timeline.csv", "timeline.json", "feed.atom", "calendar.ics"]),
    cookie=st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=20),
    etag=st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)
def test_no_query_of_a_case_fails(query, page, cookie, etag, records):
    cache.clear()
    client = Client(raise_request_exception=True)
    client.cookies["order"] = cookie
    url = f"/en/cases/{records.pk}-{records.slug}/{page}?{urlencode(query, errors='replace')}"
    response = client.get(url, headers={"if-none-match": etag})
    assert response.status_code in (200, 400)
    if response.status_code == 400 and page == "":
        assert b'role="alert"' in response.content


@pytest.mark.parametrize("path", ["/en/cases/", "/en/", "/robots.txt", "/sitemap.xml", "/e/1/", "/c/1/"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_is_all_that_readers_can_do(path, method, public_client):
    assert getattr(public_client, method)(path).status_code == 405


@pytest.mark.parametrize(
    "query", ["?country=USA", "?court=a+b", "?state=won", "?filed=never", "?person=me", "?begin=0"]
)
def test_a_list_says_which_filter_it_does_not_know(query, records, public_client):
    response = public_client.get(f"/en/cases/{query}")
    assert response.status_code == 400
    assert "This filter is not known; all cases are shown." in response.content.decode()
    assert public_client.get(f"/en/cases/feed.atom{query}").status_code == 400
