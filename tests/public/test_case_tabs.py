"""The pages of a case beside its timeline, the front page and the list of cases."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.utils import timezone

from cases.models import Case
from deadlines.enums import DeadlineStatus
from foundation.core.operations import save_record
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CourtFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocumentFactory,
    EventFactory,
    PartyFactory,
    SpeakerFactory,
    StatementFactory,
)
from tests.public.test_pages import case_url

pytestmark = pytest.mark.django_db


def tabs_of(page: str) -> dict[str, str]:
    bar = page.split('<nav class="tabs"')[1].split("</nav>", maxsplit=1)[0]
    return dict(re.findall(r'>([A-Z][a-z ]+?) <span class="count">(\d+)</span>', bar))


def test_the_tabs_count_what_their_pages_show(public_client):
    case = CaseFactory()
    docket = DocketFactory(case=case)
    DocketFactory(case=case)
    entry = DocketEntryFactory(docket=docket)
    DocumentFactory(entry=entry)
    DocumentFactory(entry=entry, attachment_number=1, draft=True)
    PartyFactory(docket=docket)
    source = CitationFactory(claim=entry).source
    CitationFactory(claim=docket, source=source)
    CitationFactory(claim=DocketEntryFactory(docket=docket, sealed=True))
    SpeakerFactory(statement=StatementFactory(case=case), person__draft=True)
    for tab in ("", "parties/", "documents/", "related/", "sources/", "changes/"):
        page = public_client.get(case_url(case) + tab).content.decode()
        assert tabs_of(page) == {
            "Timeline": "1",
            "Parties and counsel": "1",
            "Documents": "1",
            "Proceedings": "2",
            "Sources": "1",
        }, tab
        assert page.split('<nav class="tabs"')[1].count('aria-current="page"') == 1


def test_a_source_has_one_number_on_every_page(public_client):
    entry = DocketEntryFactory()
    source = CitationFactory(claim=entry).source
    case = entry.docket.case
    assert f'<li value="{source.pk}">' in public_client.get(case_url(case)).content.decode()
    listed = public_client.get(case_url(case) + "sources/").content.decode()
    assert f'id="source-{source.pk}" value="{source.pk}"' in listed


def test_changes_say_what_was_added_and_what_was_corrected_and_nothing_else(public_client):
    with time_machine.travel("2026-01-01 12:00Z", tick=False):
        entry = DocketEntryFactory(title="Judgement", draft=True)
        save_record(entry, by=None, reason="secret reason")
    with time_machine.travel("2026-01-05 12:00Z", tick=False):
        entry.status = "published"
        save_record(entry, by=None, reason="secret reason")
    with time_machine.travel("2026-01-07 12:00Z", tick=False):
        entry.title_en = "Judgment"
        save_record(entry, by=None, reason="secret reason")
    page = public_client.get(case_url(entry.docket.case) + "changes/").content.decode()
    listed = re.findall(r'<time datetime="([\d-]+)">|<span class="tag[^"]*">(\w+)</span>', page)
    assert [day or word for day, word in listed] == ["2026-01-07", "changed", "2026-01-05", "added"]
    assert "Judgement" not in page
    assert "secret" not in page


def test_work_done_under_seal_is_told_as_of_the_day_on_which_readers_saw_it(public_client):
    with time_machine.travel("2026-01-01 12:00Z", tick=False):
        docket = DocketFactory()
        docket.sealed = True
        save_record(docket, by=None)
        entry = DocketEntryFactory(docket=docket, draft=True)
    entry.status = "published"
    for moment, title in (("2026-01-05", "Judgement"), ("2026-03-01", "Judgment")):
        with time_machine.travel(f"{moment} 12:00Z", tick=False):
            entry.title_en = title
            save_record(entry, by=None)
    with time_machine.travel("2026-04-02 12:00Z", tick=False):
        docket.sealed = False
        save_record(docket, by=None)
    with time_machine.travel("2026-05-03 12:00Z", tick=False):
        save_record(entry, by=None)
    page = public_client.get(case_url(docket.case) + "changes/").content.decode()
    listed = re.findall(r'<time datetime="([\d-]+)">|<span class="tag[^"]*">(\w+)</span>', page)
    assert [day or word for day, word in listed] == ["2026-05-03", "changed", "2026-04-02", "added"]


@pytest.mark.parametrize(
    ("claim", "look"), [("report", "text"), ("finding", "text"), ("allegation", "words"), ("denial", "words")]
)
def test_an_event_among_the_changes_reads_as_said_only_where_somebody_says_it(claim, look, public_client):
    event = EventFactory(claim=claim)
    save_record(event, by=None, reason="entered")
    page = public_client.get(case_url(event.case) + "changes/").content.decode()
    assert re.findall(r'</p><p class="(\w+)"><a href="[^"]*#event-', page) == [look]


def test_what_somebody_says_reads_as_said_wherever_only_its_title_is_seen(public_client):
    statement = StatementFactory(text="They hacked the accounts", claim="allegation", date="2017-12-21")
    speaker = SpeakerFactory(statement=statement, person__name="Jane Roe")
    save_record(statement, by=None, reason="entered")
    case = case_url(statement.case)
    changes = public_client.get(case + "changes/").content.decode()
    tag = '<span class="tag allegation">Allegation</span>'
    assert f'<b>{speaker.person.name}</b> {tag}</p><p class="words"><a href=' in changes
    feed = public_client.get(case + "feed.atom").content.decode()
    assert "<title>Allegation – Jane Roe: They hacked the accounts</title>" in feed
    [row] = public_client.get(case + "timeline.json").json()["rows"]
    assert (row["claim"], row["speakers"]) == ("allegation", ["Jane Roe"])
    [line] = csv.DictReader(io.StringIO(public_client.get(case + "timeline.csv").content.decode("utf-8-sig")))
    assert (line["claim"], line["speakers"]) == ("allegation", "Jane Roe")
    # Also where the picture shows what the list below it leaves out.
    for query in ("", "?type=filings", f"?party={PartyFactory(docket__case=statement.case).person_id}"):
        titles = re.findall(
            "<a href=[^>]+><title>([^<]+)</title>", public_client.get(case + query).content.decode()
        )
        assert titles[-1:] == ["21 December 2017. Allegation – Jane Roe. They hacked the accounts."]
    russian = public_client.get(case.replace("/en/", "/ru/")).content.decode()
    assert "<title>21 декабря 2017\xa0г. Утверждение (allegation) – Jane Roe. They hacked" in russian


@pytest.mark.parametrize(
    ("state", "today", "words"),
    [
        (DeadlineStatus.OPEN, "2018-01-20", "2 days left"),
        (DeadlineStatus.OPEN, "2018-01-22", "today"),
        (DeadlineStatus.OPEN, "2018-01-23", "the day has passed; how it ended is not recorded"),
        (DeadlineStatus.SATISFIED, "2018-01-20", None),
        (DeadlineStatus.VACATED, "2018-01-20", None),
    ],
)
def test_what_may_happen_next_comes_from_what_runs(state, today, words, public_client):
    deadline = DeadlineFactory(state=state)
    assert deadline.due_on.isoformat() == "2018-01-22"
    with time_machine.travel(f"{today} 12:00Z", tick=False):
        page = public_client.get(case_url(deadline.docket.case)).content.decode()
    assert ("What may happen next" in page) is (words is not None)
    assert (words or "") in page


def test_the_front_page_shows_what_is_due_from_today_on(public_client):
    for title in ("Due already", "Due later"):
        DeadlineFactory(title=title)
    past = Case.objects.order_by("pk").first().dockets.get().deadlines.get()
    past.__class__.objects.filter(pk=past.pk).update(due_on="2018-01-10", computed_on="2018-01-10")
    with time_machine.travel(datetime(2018, 1, 15, tzinfo=UTC), tick=False):
        page = public_client.get("/en/").content.decode()
        assert timezone.now().year == 2018
    assert ("Due later" in page, "Due already" in page) == (True, False)


@pytest.mark.parametrize(
    ("moment", "zone", "words"),
    [
        ("2018-01-23 00:30Z", "America/Los_Angeles", "today"),
        ("2018-01-23 08:30Z", "America/Los_Angeles", "the day has passed"),
        ("2018-01-22 18:30Z", "Asia/Almaty", "the day has passed"),
        ("2018-01-21 19:30Z", "Asia/Almaty", "today"),
    ],
)
def test_a_last_day_ends_when_it_ends_at_the_court(moment, zone, words, public_client):
    """Monday 22 January 2018 is not over in California when it is over in London."""
    deadline = DeadlineFactory(docket__court=CourtFactory(time_zone=zone))
    assert deadline.due_on.isoformat() == "2018-01-22"
    with time_machine.travel(moment, tick=False):
        page = public_client.get(case_url(deadline.docket.case)).content.decode()
        front = public_client.get("/en/").content.decode()
    beside = page.partition('<section class="next"')[2].partition("</section>")[0]
    assert [said for said in ("today", "the day has passed") if said in beside] == [words]
    assert (f"/deadlines/{deadline.pk}/" in front) is (words == "today")


@pytest.mark.parametrize(
    ("court", "recorded", "shown"),
    [
        ({"code": "cand"}, "", ["not verified"]),
        ({"code": "cand"}, "890 Other statutory actions", ["890 Other statutory actions"]),
        ({"code": "ca9", "level": "appellate"}, "", []),
        ({"code": "castate", "level_as_recorded": "state trial court"}, "", []),
        ({"code": "ewhc-comm", "country": "GB"}, "", []),
        ({"code": "ewhc-comm", "country": "GB"}, "Fraud", ["Fraud"]),
        ({"code": "ch-fac", "country": "CH", "level": "administrative"}, "", []),
        (None, "", []),
    ],
)
def test_the_nature_of_a_suit_is_missed_only_where_the_court_records_one(
    court, recorded, shown, public_client
):
    case = CaseFactory()
    DocketFactory(case=case, court=court and CourtFactory(**court), nature_of_suit=recorded)
    for tab in ("related/", "record/"):
        page = public_client.get(case_url(case) + tab).content.decode()
        assert re.findall(r"Nature of suit: ([^<]*)<", page) == shown


def test_facets_count_cases_and_not_dockets(public_client):
    court = CourtFactory(code="cand", short_name="N.D. Cal.", country="US")
    case = CaseFactory()
    DocketFactory.create_batch(2, case=case, court=court)
    DocketFactory(court=court, closed=True)
    DocketFactory(court=CourtFactory(code="ch-fac", country="CH"))
    page = public_client.get("/en/cases/").content.decode()
    assert re.findall(r">N\.D\. Cal\.</a> <span class=\"count\">(\d+)</span>", page) == ["2"]
    assert re.findall(r">United States</a> <span class=\"count\">(\d+)</span>", page) == ["2"]
    narrowed = public_client.get("/en/cases/?court=cand&state=closed").content.decode()
    assert narrowed.count('<h2><a href="/en/cases/') == 1


def test_a_case_says_for_which_of_its_proceedings_it_is_in_the_list(public_client):
    """Else a case "filed in January 2017" stands without a reason under "filed in 2009"."""
    court = CourtFactory(short_name="High Court", country="GB")
    lead = DocketFactory(is_lead=True, date_filed="2017-01")
    DocketFactory(case=lead.case, court=court, docket_number="2009 Folio 1099", date_filed="2009-08")
    DocketFactory(case=lead.case, court=court, docket_number="Secret 1", date_filed="2009-08", sealed=True)

    def reasons(query: str) -> list[str]:
        page = public_client.get(f"/en/cases/{query}").content.decode()
        lines = re.findall(r"Listed for (.*?)</p>", page)
        return [re.sub(r"<[^>]+>", "", line) for line in lines]

    assert reasons("?filed=2009") == reasons("?country=GB") == ["2009 Folio 1099, High Court"]
    assert reasons("?filed=2017") == reasons("") == []
    DocketFactory.create_batch(4, case=lead.case, court=court, docket_number="")
    assert reasons("?country=GB") == [
        "2009 Folio 1099, High Court; High Court; High Court and 2 more proceedings"
    ]


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (["2014-05-05"], {"2014": 1}),
        (["2014"], {"2014": 1}),
        (["[2014-05-05..]"], {"2014": 1}),
        (["[..2014-05-05]"], {"2014": 1}),
        (["[2013-11..2014-02]"], {"2014": 1, "2013": 1}),
        (["[2012..2014]"], {"2014": 1, "2013": 1, "2012": 1}),
        (["[2012..2014]", "2013", "2014-01-01"], {"2014": 1, "2013": 1, "2012": 1}),
        (["[2013..2014]", "[2014-05-05..]", "[..2013]"], {"2014": 1, "2013": 1}),
        ([""], {}),
    ],
)
def test_the_list_of_a_year_has_as_many_cases_as_its_facet_says(dates, years, public_client):
    case = CaseFactory()
    for date in dates:
        DocketFactory(case=case, date_filed=date)
    DocketFactory(date_filed="2011-01-01")

    def read(query):
        context = public_client.get(f"/en/cases/{query}").context
        (facet,) = (facet for facet in context["facets"] if facet.name == "filed")
        return context["total"], {str(choice.label): choice.count for choice in facet.choices}

    _total, counted = read("")
    assert counted == years | {"2011": 1}
    for year in ("2010", "2011", "2012", "2013", "2014", "2015", "2999"):
        assert read(f"?filed={year}") == (counted.get(year, 0), counted)


def test_a_choice_must_hold_for_one_and_the_same_docket(public_client):
    case = CaseFactory()
    DocketFactory(case=case, court=CourtFactory(code="cand", country="US"))
    DocketFactory(case=case, court=CourtFactory(code="ch-fac", country="CH"), closed=True)
    for query, found in (("?country=CH&state=closed", 1), ("?country=US&state=closed", 0)):
        page = public_client.get(f"/en/cases/{query}").content.decode()
        assert page.count('<h2><a href="/en/cases/') == found


def test_cases_are_found_by_a_person(public_client):
    party = PartyFactory(person__name="Jane Roe")
    DocketFactory()
    page = public_client.get(f"/en/cases/?person={party.person_id}").content.decode()
    assert page.count('<h2><a href="/en/cases/') == 1
    assert "Jane Roe" in page


def test_pages_of_the_list_neither_skip_nor_repeat(public_client):
    cases = CaseFactory.create_batch(51)
    first = public_client.get("/en/cases/").content.decode()
    following = re.search(r'rel="next" href="(\?[^"]+)"', first)[1]
    CaseFactory()
    second = public_client.get(f"/en/cases/{following}").content.decode()
    seen = [int(pk) for page in (first, second) for pk in re.findall(r'<h2><a href="/en/cases/(\d+)-', page)]
    assert seen == sorted((case.pk for case in cases), reverse=True)


def test_the_feed_of_cases_is_narrowed_as_the_list_is(public_client):
    DocketFactory(court=CourtFactory(country="US"))
    swiss = DocketFactory(court=CourtFactory(country="CH")).case
    feed = public_client.get("/en/cases/feed.atom?country=CH").content.decode()
    assert re.findall(r"<id>https://docketline\.example/c/(\d+)/</id>", feed) == [str(swiss.pk)]


def test_a_proceeding_that_does_not_say_when_it_ran_is_drawn_as_far_as_its_entries_go(public_client):
    party = PartyFactory(docket__undated=True, person__name="Jane Roe")
    url = f"/en/people/{party.person_id}-jane-roe/"
    assert "dates not known" not in public_client.get(url).content.decode()
    PartyFactory(person=party.person)  # another one, with a day
    assert public_client.get(url).content.decode().count("dates not known") == 1
    for day in ("2015-01-05", "2016-01-05"):
        DocketEntryFactory(docket=party.docket, date=day)
    page = public_client.get(url).content.decode()
    assert "dates not known" not in page
    assert page.count('class="run unsure"') == 2  # its line, and that in the legend
