"""What a page may cost, counted: statements, bytes and elements, the same for short and for long cases."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from filings.models import DocketEntry
from tests.costs import counts_steps, steps_of_the_database
from tests.factories import DocketFactory, PartyFactory
from tests.public.long_cases import long_docket
from tests.public.test_pages import TABS, case_url

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: Statements of a page of a case; those for its entries, with filers, documents and links, among them.
PAGE, ENTRIES = 14, 5
_OF_ENTRIES = re.compile(r'FROM "filings_(?:docketentry|filer|document|entrylink)"')


def reads_entries(sql: str) -> bool:
    """Whether rows of a statement are entries or stand at them; what it asks within brackets are not."""
    outermost = 1 if sql.startswith("(") else 0  # PostgreSQL has the parts of a union in brackets
    outer, depth = [], 0
    for piece in re.split(r"([()])", sql):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if depth <= outermost:
            outer.append(piece)
    return _OF_ENTRIES.search("".join(outer)) is not None


def statements(client, url) -> list[str]:
    client.get(url)  # fills Django's cache of content types
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize("count", [100, 1000, 5000])
def test_a_case_page_asks_the_database_the_same_however_long_it_is(count, public_client):
    asked = statements(public_client, case_url(long_docket(count).case))
    assert len(asked) <= PAGE
    # Entries as the index has them and in full, and their links, documents and filers.
    assert len([sql for sql in asked if reads_entries(sql)]) == ENTRIES


@counts_steps
def test_a_page_costs_the_database_the_same_beside_a_long_case(public_client):
    case = long_docket(40).case
    url, entry = case_url(case), DocketEntry.objects.earliest("pk").pk
    pages = ["/en/", url, *(url + part for part in TABS), url + "timeline.csv", f"/e/{entry}/"]
    alone = {page: steps_of_the_database(public_client, page) for page in pages}
    long_docket(400)
    beside = {page: steps_of_the_database(public_client, page) for page in pages}
    assert {page: (alone[page], beside[page]) for page in pages if beside[page] > 1.6 * alone[page]} == {}


@pytest.mark.parametrize(
    "query", ["", "?country=US", "?court=court1&state=pending", "?filed=2014", "?person={person}"]
)
def test_a_list_with_facets_asks_at_most_six_times(query, public_client):
    DocketFactory.create_batch(60)
    asked = f"/en/cases/{query}".format(person=PartyFactory().person_id)
    assert len(statements(public_client, asked)) <= 6


def test_a_row_weighs_at_most_120_bytes_and_twelve_elements(public_client):
    short, long = long_docket(100), long_docket(1000)
    pages = [
        b"".join(response) if response.streaming else response.content
        for docket in (short, long)
        for response in [public_client.get(case_url(docket.case) + "?all=1")]
    ]
    weights = [len(gzip.compress(page, 6)) for page in pages]
    elements = [len(re.findall(rb"<[a-z]", page)) for page in pages]
    per_row = [(many - few) / 900 for few, many in (weights, elements)]
    assert per_row[0] <= 120, per_row
    assert per_row[1] <= 12, per_row


def test_styles_and_scripts_weigh_at_most_40_kilobytes():
    root = Path(settings.BASE_DIR) / "static"
    sheets = ("tokens.css", "docketline.css", "search.css")
    files = [*(root / "css" / sheet for sheet in sheets), *root.glob("js/*.js")]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= 40_000


def test_a_page_makes_at_most_ten_requests(public_client):
    page = public_client.get(case_url(DocketFactory().case)).content.decode()
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    fonts = set(
        re.findall(r'url\("([^"]+)"\)', (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text())
    )
    assert 1 + len(assets) + len(fonts) <= 10
