"""The timeline of a case: one filter for page and formats, pages that never shift, links that last."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from filings.models import DocketEntry
from foundation.core.enums import PublicationStatus
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    EventFactory,
    FilerFactory,
    PartyFactory,
    PersonFactory,
    SpeakerFactory,
    StatementFactory,
)
from tests.public.test_pages import case_url
from web.timeline import reads

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    """An order of 2015, a motion of Roe with a Kazakh source, a deadline, an event and a statement."""
    case = CaseFactory()
    docket = DocketFactory(case=case, docket_number="2:14-cv-00001")
    roe = PersonFactory(name="Jane Roe")
    PartyFactory(docket=docket, person=roe)
    order = DocketEntryFactory(docket=docket, entry_number=11, date="2015-01-05", title_ru="Отказ по делу")
    motion = DocketEntryFactory(docket=docket, entry_number=12, date="2015-02-05", motion=True)
    FilerFactory(entry=motion, person=roe)
    CitationFactory(claim=motion, source__language="kk")
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, obligor=roe)
    EventFactory(case=case, date="2016-03-03")
    SpeakerFactory(statement=StatementFactory(case=case, date="2017-04"), person=roe)
    return case


def anchors(page: str) -> list[str]:
    found = re.findall(r'<li class="entry[^"]*" id="([a-z]+)-\d+"', page)
    return sorted(found)


def roe_of(case):
    return case.dockets.get().parties.get().person_id


QUERIES = {
    "": ["deadline", "entry", "entry", "event", "statement"],
    "?kind=acts": ["entry"],
    "?kind=motion": ["entry"],
    "?kind=deadlines": ["deadline"],
    "?party={roe}": ["deadline", "entry", "statement"],
    "?language=kk": ["entry"],
    "?q=ОТКАЗ": ["entry"],
    "?q=отказ+делу": ["entry"],
    "?q=nothing": [],
    "?after=2016-01-01&before=2016-12-31": ["event"],
    "?after=2017-04-15": ["statement"],
    "?number_from=12": ["entry"],
    "?number_from=1&number_to=11": ["entry"],
    "?proceeding={docket}": ["deadline", "entry", "entry"],
    "?proceeding={docket}&kind=acts&number_to=12": ["entry"],
}


@pytest.mark.parametrize(("query", "rows"), QUERIES.items())
def test_page_and_formats_give_the_same_rows(query, rows, case, public_client):
    query = query.format(roe=roe_of(case), docket=case.dockets.get().pk)
    url = case_url(case)
    page = public_client.get(url + query)
    assert (page.status_code, anchors(page.content.decode())) == (200, rows)
    data = public_client.get(f"{url}timeline.json{query}").json()
    assert (sorted(row["source"] for row in data["rows"]), data["total"]) == (rows, 5)
    table = public_client.get(f"{url}timeline.csv{query}").content.decode("utf-8-sig")
    assert sorted(row["source"] for row in csv.DictReader(io.StringIO(table))) == rows
    feed = ET.fromstring(public_client.get(f"{url}feed.atom{query}").content)  # noqa: S314  made here
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(rows)
    calendar = public_client.get(f"{url}calendar.ics{query}").content
    assert calendar.count(b"BEGIN:VEVENT") == rows.count("deadline")


def test_groups_and_the_docket_of_the_case_are_one_click_away(case, public_client):
    other = DocketFactory(case=case, docket_number="2:14-cv-00002")
    lead = case.dockets.exclude(pk=other.pk).get()
    lead.is_lead = True
    lead.save()
    page = public_client.get(case_url(case) + "?kind=deadlines&q=due").content.decode()
    groups = page[page.index('class="groups"') : page.index('class="fold"')]
    assert re.findall(r'href="([^"]+)"( aria-current="true")?', groups) == [
        ("?q=due#timeline", ""),
        ("?kind=acts&amp;q=due#timeline", ""),
        ("?kind=filings&amp;q=due#timeline", ""),
        ("?kind=deadlines&amp;q=due#timeline", ' aria-current="true"'),
        ("?kind=statements&amp;q=due#timeline", ""),
        ("?kind=events&amp;q=due#timeline", ""),
        (f"?proceeding={lead.pk}&amp;kind=deadlines&amp;q=due#timeline", ""),
    ]


@pytest.mark.parametrize(
    ("query", "is_open"),
    [("", False), ("?kind=acts", False), ("?kind=motion", True), ("?q=due", True), ("?after=never", True)],
)
def test_the_fields_unfold_where_one_is_in_use(query, is_open, case, public_client):
    page = public_client.get(case_url(case) + query).content.decode()
    assert ('<details class="fold" open>' in page) is is_open


def test_numbers_in_the_standfirst_lead_to_the_entries_of_the_case_s_own_docket(case, public_client):
    case.summary_short_en = "The court <refused> (ECF 11); no ECF 1 is held, nor an ECF 111."
    case.save()
    lead = case.dockets.get()
    lead.is_lead = True
    lead.save()
    DocketEntryFactory(docket__case=case, entry_number=1)  # on another docket
    order = DocketEntry.objects.get(entry_number=11)
    page = public_client.get(case_url(case)).content.decode()
    assert (
        f'<p class="lead">The court &lt;refused&gt; (<a class="num" href="#entry-{order.pk}">ECF 11</a>);'
        " no ECF 1 is held, nor an ECF 111.</p>"
    ) in page


BAD = ("?kind=nonsense", "?party=0", "?party=x", "?after=yesterday", "?number_from=0", "?language=tlh")


@pytest.mark.parametrize(
    "query", [*BAD, "?begin=somewhere", "?at=nobody", "?zoom=x", "?q=%00", "?party=999999"]
)
def test_a_query_that_cannot_be_read_is_refused_by_page_and_formats(query, case, public_client):
    url = case_url(case)
    page = public_client.get(url + query)
    assert (page.status_code, len(anchors(page.content.decode()))) == (400, 5)
    for name in ("timeline.csv", "timeline.json", "feed.atom", "calendar.ics"):
        assert public_client.get(f"{url}{name}{query}").status_code == 400, name


def test_rows_that_are_not_on_the_page_are_linked_where_they_are_for_ever(case, public_client):
    order = DocketEntry.objects.get(entry_number=11)
    deadline = case.dockets.get().deadlines.get()
    page = public_client.get(case_url(case) + "?kind=motion").content.decode()
    assert f'href="/e/{order.pk}/"' in page
    assert f'href="/en/deadlines/{deadline.pk}/"' in page
    assert f'href="#entry-{order.pk}"' not in page


def test_a_cell_that_a_spreadsheet_would_run_is_text(public_client):
    entry = DocketEntryFactory(title='=HYPERLINK("https://example.org")')
    table = public_client.get(f"{case_url(entry.docket.case)}timeline.csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(table))
    assert row["title"] == '\'=HYPERLINK("https://example.org")'


def test_a_feed_has_first_what_changed_last(case, public_client):
    changed = DocketEntry.objects.get(entry_number=11)
    changed.save()
    feed = ET.fromstring(public_client.get(f"{case_url(case)}feed.atom").content)  # noqa: S314  made here
    first = feed.find("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}link")
    assert first.attrib["href"] == f"https://docketline.example/e/{changed.pk}/"


def long_case(count):
    """A docket with an entry a day from 2 January 2000 on, numbered from 1."""
    docket = DocketFactory()
    first = date(2000, 1, 1)
    DocketEntry.objects.bulk_create(
        DocketEntry(
            docket=docket,
            entry_number=n,
            date=(first + timedelta(days=n)).isoformat(),
            date_earliest=first + timedelta(days=n),
            date_latest=first + timedelta(days=n),
            date_filed=first + timedelta(days=n),
            kind="order",
            title_en=f"Order {n}",
            status=PublicationStatus.PUBLISHED,
        )
        for n in range(1, count + 1)
    )
    return docket


def numbers(page: str) -> list[int]:
    return [int(n) for n in re.findall(r'class="plate"[^>]*>ECF (\d+)<', page)]


def test_a_long_timeline_has_pages_that_neither_skip_nor_repeat(public_client):
    docket = long_case(501)
    url, seen, query = case_url(docket.case), [], ""
    for _page in range(3):
        page = public_client.get(url + query).content.decode()
        seen += numbers(page)
        following = re.search(r'rel="next" href="(\?[^#"]+)', page)
        query = following[1].replace("&amp;", "&") if following else ""
    assert seen == list(range(1, 502))
    assert query == ""


def test_an_entry_that_is_added_before_a_page_does_not_shift_it(public_client):
    docket = long_case(501)
    url = case_url(docket.case)
    first = public_client.get(url).content.decode()
    second = re.search(r'rel="next" href="(\?[^#"]+)', first)[1].replace("&amp;", "&")
    before = numbers(public_client.get(url + second).content.decode())
    DocketEntryFactory(docket=docket, entry_number=900, date="1999-01-01")
    DocketEntry.objects.filter(entry_number=201).update(status=PublicationStatus.WITHDRAWN)
    after = numbers(public_client.get(url + second).content.decode())
    assert (before[0], before[-1]) == (201, 400)
    assert (after[0], after[-1]) == (202, 401)


def test_the_other_order_has_the_other_pages_and_the_undated_rows_last(public_client):
    docket = long_case(501)
    DocketEntryFactory(docket=docket, placeholder=True)
    url = case_url(docket.case) + "?order=desc"
    page = public_client.get(url).content.decode()
    assert numbers(page) == list(range(501, 301, -1))
    following = re.search(r'rel="next" href="(\?[^#"]+)', page)[1].replace("&amp;", "&")
    assert numbers(public_client.get(case_url(docket.case) + following).content.decode())[0] == 301


def test_a_permanent_link_finds_its_page(public_client):
    docket = long_case(501)
    entry = docket.entries.get(entry_number=333)
    response = public_client.get(f"/e/{entry.pk}/", headers={"accept-language": "en"})
    assert response["Location"] == f"{case_url(docket.case)}?at=entry-{entry.pk}#entry-{entry.pk}"
    page = public_client.get(response["Location"]).content.decode()
    assert f'id="entry-{entry.pk}"' in page
    assert len(numbers(page)) == 200


def test_the_whole_timeline_streams_on_one_page(public_client):
    docket = long_case(501)
    response = public_client.get(case_url(docket.case) + "?all=1")
    page = b"".join(response.streaming_content).decode()
    assert numbers(page) == list(range(1, 502))
    assert page.rstrip().endswith("</html>")
    assert page.count('<h3 class="year"') == 2


def test_the_order_is_remembered(public_client):
    entry = DocketEntryFactory(entry_number=21, date="2016-01-01")
    DocketEntryFactory(docket=entry.docket, entry_number=22, date="2016-01-02")
    url = case_url(entry.docket.case)
    response = public_client.get(url + "?order=desc")
    assert "Cookie" in response["Vary"]
    page = public_client.get(url).content.decode()
    assert numbers(page) == [22, 21]
    # Sending the form again, with another filter, does not turn the rows round.
    assert '<option value="desc" selected>' in page
    public_client.get(url + "?order=asc")
    assert numbers(public_client.get(url).content.decode()) == [21, 22]


def test_a_case_has_an_address_for_ever(public_client):
    case = CaseFactory(slug="new-name")
    response = public_client.get(f"/c/{case.pk}/", headers={"accept-language": "kk"})
    assert (response.status_code, response["Location"]) == (302, f"/kk/cases/{case.pk}-new-name/")


def test_json_is_plain_data(case, public_client):
    data = json.loads(public_client.get(f"{case_url(case)}timeline.json?kind=acts").content)
    [row] = data["rows"]
    assert (row["number"], row["date"], row["docket"], row["kind"]) == (
        *(11, "2015-01-05", "2:14-cv-00001"),
        "order",
    )


def test_numbers_that_are_not_held_are_told_where_they_are_missing(public_client):
    docket = DocketFactory()
    for number in (2, 3, 7):
        DocketEntryFactory(docket=docket, entry_number=number, date=f"2015-01-{number:02}")
    url = case_url(docket.case)
    page = public_client.get(f"{url}?proceeding={docket.pk}").content.decode()
    signs = re.findall(r"Numbers not held here: ([^<]+)<|>ECF (\d+)</span>", page.split('id="timeline"')[1])
    assert [gap or number for gap, number in signs] == ["1", "2", "3", "4–6", "7"]
    for query in ("", f"?proceeding={docket.pk}&order=desc", f"?proceeding={docket.pk}&kind=acts"):
        assert "Numbers not held here" not in public_client.get(url + query).content.decode()


@pytest.mark.parametrize("part", ["?all=1", "record/", "timeline.csv", "timeline.json"])
def test_pages_that_cost_much_are_limited(part, case, public_client, monkeypatch):
    rates = {"feed": "2/min", "page": "9/min"}
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", rates)
    url = case_url(case) + part
    assert [public_client.get(url).status_code for _ in range(3)] == [200, 200, 429]


def test_all_parties_are_asked_for_with_the_same_sql(public_client):
    """Whoever asks for every party of every case must not fill the memory with statements."""
    docket, forms = DocketFactory(), []
    for name in ("Jane Roe", "John Doe"):
        party = PartyFactory(docket=docket, person__name=name).person
        FilerFactory(entry=DocketEntryFactory(docket=docket, title=f"Motion of {name}"), person=party)
        page = public_client.get(f"{case_url(docket.case)}?party={party.pk}").content.decode()
        assert re.findall('class="text">Motion of ([^<]+)<', page) == [name]
        forms.append(len(reads.entries._idle))
    assert forms[0] == forms[1]
