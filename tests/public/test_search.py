"""The search of readers: one box, groups, filters, feed, suggestions; nothing needs a script."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from people.enums import PersonKind
from tests.factories import (
    AliasFactory,
    CaseFactory,
    CourtFactory,
    DocketEntryFactory,
    DocketFactory,
    EventFactory,
    PartyFactory,
    PersonFactory,
    PersonNameFactory,
    SpeakerFactory,
    StatementFactory,
)
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def case():
    """A case with a person, a numbered entry, a statement and an event."""
    case = CaseFactory(title="Republic v. Khrapunov", title_ru="Республика против Храпунова")
    court = CourtFactory(code="cand", name="Northern District of California", short_name="N.D. Cal.")
    docket = DocketFactory(
        case=case, court=court, docket_number="5:17-cv-00246-LHK", caption="Kazakhstan v. Khrapunov"
    )
    DocketEntryFactory(
        docket=docket,
        entry_number=67,
        date="2017-12-21",
        kind="order",
        title="Order granting leave to amend",
        title_ru="Определение о разрешении изменить иск",
        summary="The court gives leave to amend the complaint.",
    )
    DocketEntryFactory(
        docket=docket, entry_number=70, date="2018-01-16", title="Motion for extension of time"
    )
    person = PersonFactory(
        name="Iliyas Khrapunov", name_ru="Ильяс Храпунов", name_kk="Ілияс Храпунов", role="Defendant"
    )
    PersonNameFactory(person=person, text="Ilyas Krapunoff")
    PartyFactory(docket=docket, person=person)
    said = StatementFactory(case=case, text="The funds were stolen in Almaty", claim="allegation")
    SpeakerFactory(statement=said, person=person)
    EventFactory(case=case, text="A hearing was held in Geneva", claim="report", date="2018-02-01")
    index_everything()
    return case


def found(client, query, path="/en/search/"):
    """Return the titles of the results by group, names first."""
    results = client.get(path, {"q": query}).context["results"]
    return {
        group.key: [
            *(name.line.title.text for name in group.names),
            *(line.title.text for line in group.lines),
        ]
        for group in results.groups
        if group.count
    }


PERSON = {"people": ["Iliyas Khrapunov"]}
ORDER = {"filings": ["Order granting leave to amend"]}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Iliyas Khrapunov", "as written"),
        ("Ілияс Храпуновқа", "another form of the name"),
        ("Chrapunow Iljas", "another spelling or script"),
        ("Khrapunov Ilyas Viktorovich", "another spelling or script"),
        ("Iliyas Krhapunov", "written alike"),
        ("Ilyas Krapunoff", "known by this name too"),
    ],
)
def test_a_person_is_found_in_any_spelling_and_the_page_says_why(typed, why, case, public_client):
    response = public_client.get("/en/search/", {"q": typed})
    (people,) = (group for group in response.context["results"].groups if group.key == "people")
    assert [name.line.title.text for name in people.names] == ["Iliyas Khrapunov"]
    assert f'<p class="quiet">{why}</p>' in response.content.decode()


def test_exact_spelling_only_leaves_out_the_rest(case, public_client):
    assert found(public_client, "Chrapunow")["people"] == ["Iliyas Khrapunov"]
    page = public_client.get("/en/search/", {"q": "Chrapunow", "exact": "on"})
    assert page.context["results"].total == 0
    assert '<a href="?q=Chrapunow">Any spelling</a>' in page.content.decode()
    page = public_client.get("/en/search/", {"q": "Khrapunov", "exact": "on"})
    assert [group.key for group in page.context["results"].groups] == ["people", "cases"]
    page = public_client.get("/en/search/", {"q": "amending", "exact": "on"})
    assert page.context["results"].total == 0


@pytest.mark.parametrize(
    "typed",
    [
        "amending leave",
        '"leave to amend"',
        "разрешение изменить иск",
        "17-CV-246 ECF 67",
        "5:2017cv00246 [67]",
        "Dkt. 67",
        "21 декабря 2017",
        "December 21, 2017",
        "leave -time",
    ],
)
def test_a_filing_is_found_by_words_numbers_and_dates(typed, case, public_client):
    assert found(public_client, typed)["filings"] == ["Order granting leave to amend"]


def test_results_stand_in_groups(case, public_client):
    assert found(public_client, "Khrapunov") == {
        "people": ["Iliyas Khrapunov"],
        "cases": ["Republic v. Khrapunov", "Kazakhstan v. Khrapunov"],
    }
    assert found(public_client, "5:17-cv-246")["cases"] == ["Kazakhstan v. Khrapunov"]
    assert found(public_client, "hearings") == {"statements": ["Republic v. Khrapunov"]}


def test_the_words_that_were_asked_for_are_marked(case, public_client):
    page = public_client.get("/en/search/", {"q": "amending"}).content.decode()
    assert "The court gives leave to <mark>amend</mark> the complaint." in page
    page = public_client.get("/ru/search/", {"q": "изменят"}).content.decode()
    assert "<mark>изменить</mark>" in page


def test_an_allegation_reads_as_one_with_its_speaker(case, public_client):
    page = public_client.get("/en/search/", {"q": "stolen"}).content.decode()
    assert '<p class="who"><b>Iliyas Khrapunov</b> <span class="tag allegation">Allegation</span></p>' in page
    feed = public_client.get("/en/search/atom/", {"q": "stolen"}).content.decode()
    assert "Iliyas Khrapunov (allegation): The funds were stolen in Almaty" in feed
    (told,) = public_client.get("/api/v1/search/", {"q": "stolen"}).json()["results"]
    assert (told["claim"], told["speakers"]) == ("allegation", ["Iliyas Khrapunov"])


def test_what_is_typed_is_text_on_the_page(case, public_client):
    page = public_client.get("/en/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_results_are_narrowed_as_the_lists_are(case, public_client):
    other = DocketEntryFactory(
        docket__case__title="Another case", title="Leave to file", date="2020-05-01", kind="motion"
    )
    index_everything()
    both = public_client.get("/en/search/", {"q": "leave"}).context["results"]
    assert both.total == 2
    narrow = {
        "case": case.pk,
        "proceeding": case.dockets.get().pk,
        "court": "cand",
        "year": 2017,
        "kind": "acts",
    }
    for name, value in narrow.items():
        page = public_client.get("/en/search/", {"q": "leave", name: value})
        results = page.context["results"]
        assert [line.title.text for group in results.groups for line in group.lines] == ORDER["filings"], name
        assert [facet.address for facet in results.narrowed] == ["q=leave"]
    page = public_client.get("/en/search/", {"q": "leave", "country": "kz"})
    assert [facet.label.text for facet in page.context["results"].narrowed] == ["Kazakhstan"]
    assert other.docket.case.title not in page.content.decode()


def test_the_page_of_a_case_searches_in_the_case(case, public_client):
    page = public_client.get(f"/en/cases/{case.pk}-{case.slug}/").content.decode()
    assert f'<input type="hidden" name="case" value="{case.pk}">' in page
    kept = public_client.get("/en/search/", {"q": "leave", "case": case.pk}).content.decode()
    assert f'<input type="hidden" name="case" value="{case.pk}">' in kept


def test_the_box_stands_in_the_head_of_every_page(public_client):
    for path in ("/en/cases/", "/en/method/", "/en/calculator/"):
        assert (
            '<form class="find" role="search" action="/en/search/" method="get">'
            in public_client.get(path).content.decode()
        )
    assert 'class="find"' not in public_client.get("/en/search/").content.decode()


def test_nothing_found_names_who_is_written_alike_and_what_else_to_do(case, public_client):
    page = public_client.get("/en/search/", {"q": "Iliyas Bekmambetov"})
    results = page.context["results"]
    assert (results.total, [name.line.title.text for name in results.nearest]) == (0, ["Iliyas Khrapunov"])
    text = page.content.decode()
    assert "Nothing matches." in text
    assert "Names that are written alike" in text
    assert 'href="/en/cases/">All cases</a>' in text


def test_records_with_some_of_the_words_come_below_and_are_not_counted(case, public_client):
    (filings,) = public_client.get("/en/search/", {"q": "leave banana"}).context["results"].groups
    assert (filings.key, filings.count, [line.title.text for line in filings.partial]) == (
        "filings",
        0,
        ORDER["filings"],
    )


def test_a_group_has_further_pages(case, public_client):
    docket = case.dockets.get()
    DocketEntryFactory.create_batch(25, docket=docket, title="Banana notice")
    index_everything()
    first = public_client.get("/en/search/", {"q": "banana", "group": "filings"}).context["results"]
    second = public_client.get("/en/search/?" + first.further).context["results"]
    shown = [[line.object_id for line in page.groups[0].lines] for page in (first, second)]
    assert [len(ids) for ids in shown] == [20, 5]
    assert len({*shown[0], *shown[1]}) == 25
    assert (first.back, second.further) == ("", "")
    everything = public_client.get("/en/search/", {"q": "banana"}).context["results"].groups[0]
    assert (len(everything.lines), everything.count, everything.counted_all) == (5, 25, True)


def test_an_address_that_cannot_be_read_says_so(public_client):
    page = public_client.get("/en/search/", {"q": "leave", "year": "soon"})
    assert page.status_code == 400
    assert "This address narrows the search by something that cannot be read." in page.content.decode()
    assert public_client.get("/en/search/", {"q": "x", "page": "²"}).status_code == 200


def test_an_alias_of_an_editor_finds_who_is_meant(case, public_client):
    body = PersonFactory(name="Ministry of Ports", kind=PersonKind.GOVERNMENT)
    AliasFactory(text="Портмин", means="Ministry of Ports")
    index_everything()
    assert found(public_client, "Портмин") == {"people": [body.name]}
    assert found(public_client, "N.D. Cal.")["people"] == ["Northern District of California"]


# --- feed --------------------------------------------------------------------------------------------------


def test_any_search_is_a_feed(case, public_client):
    page = public_client.get("/en/search/", {"q": "leave", "year": "2017"})
    address = page.context["feed"]
    assert f'<link rel="alternate" type="application/atom+xml" href="{address.replace("&", "&amp;")}"' in (
        page.content.decode()
    )
    response = public_client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own answer
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ORDER["filings"]
    entry_id = case.dockets.get().entries.get(entry_number=67).pk
    assert entries[0].findtext(f"{ATOM}id") == f"http://testserver/e/{entry_id}/"
    assert entries[0].findtext(f"{ATOM}updated")


def test_a_feed_of_nothing_is_empty(case, public_client):
    for address in ("/en/search/atom/", "/en/search/atom/?q=&year=soon", "/en/search/atom/?q=%00"):
        feed = ElementTree.fromstring(public_client.get(address).content)  # noqa: S314  our own answer
        assert feed.findall(f"{ATOM}entry") == []


def test_a_control_character_breaks_no_feed(case, public_client):
    """The text of a PDF has page breaks; a title may have been pasted from one."""
    DocketEntryFactory(docket=case.dockets.get(), title="Banana\x0cnotice\x01", summary="A banana.\x0cPage 2")
    case.title = "Republic\x0bv. Khrapunov"
    case.save()
    index_everything()
    page = f"/en/cases/{case.pk}-{case.slug}"
    for address in ("/en/search/atom/?q=banana%0C%01", f"{page}/feed.atom", "/en/cases/feed.atom"):
        response = public_client.get(address)
        assert response.status_code == 200
        feed = ElementTree.fromstring(response.content)  # noqa: S314  our own answer
        assert feed.findall(f"{ATOM}entry") != [], address


# --- names while a reader types ----------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Ilі", "Iliyas Khr", "Храп", "хРАП", "Krapun", "Chrapunow"])
def test_a_name_is_completed(typed, case, public_client):
    names = public_client.get("/en/search/names/", {"q": typed}).json()["names"]
    assert [name["name"] for name in names] == ["Iliyas Khrapunov"]


@pytest.mark.parametrize("typed", ["", "x", "  ", "*", "\x00", "a" * 10_000])
def test_too_little_is_not_completed(typed, case, public_client):
    assert public_client.get("/en/search/names/", {"q": typed}).json() == {"names": []}


# --- what anybody may type ---------------------------------------------------------------------------------

BAD = [
    "",
    "x",
    "x" * 10_000,
    "\x00",
    "a\x01 \x0cb\ufffe",
    "\ud800",
    '"',
    "* : & | ! NEAR",
    "'; DROP TABLE x; --",
    "ЖXж",
    "-",
    "²",
]


@pytest.mark.parametrize("path", ["/en/search/", "/en/search/atom/", "/en/search/names/"])
@pytest.mark.parametrize("typed", BAD)
def test_whatever_is_typed_is_answered(path, typed, case, public_client):
    address = f"{path}?q=" + "".join(f"%{byte:02X}" for byte in typed.encode("utf-8", "surrogatepass"))
    assert public_client.get(address).status_code == 200


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=80))
def test_any_text_is_answered(case, public_client, typed):
    address = "?q=" + "".join(f"%{byte:02X}" for byte in typed.encode("utf-8", "surrogatepass"))
    assert public_client.get(f"/kk/search/{address}").status_code == 200
    assert isinstance(json.loads(public_client.get(f"/kk/search/names/{address}").content)["names"], list)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(count, case, public_client, django_assert_num_queries):
    docket = case.dockets.get()
    DocketEntryFactory.create_batch(count, docket=docket, title="Banana notice")
    index_everything()
    with django_assert_num_queries(10):
        public_client.get("/en/search/", {"q": "banana"})


# --- the API -----------------------------------------------------------------------------------------------


def test_programs_find_people(case, public_client):
    (told,) = public_client.get("/api/v1/people/", {"q": "Храпуновтың Ілияс", "language": "ru"}).json()[
        "results"
    ]
    assert (told["name"], told["why"], told["kind"]) == ("Ильяс Храпунов", "case form", "person")
    assert told["score"] >= 0.9
    exact = public_client.get("/api/v1/people/", {"q": "Chrapunow", "exact": "true"}).json()
    assert exact == {"results": []}


def test_programs_find_records(case, public_client):
    results = public_client.get("/api/v1/search/", {"q": "leave", "group": "filings"}).json()["results"]
    assert [(told["title"], told["complete"]) for told in results] == [
        ("Order granting leave to amend", True)
    ]
    assert public_client.get(results[0]["url"]).status_code in (200, 301, 302)


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("people", {}),
        ("people", {"q": " "}),
        ("people", {"q": "x", "limit": "0"}),
        ("people", {"q": "x", "limit": "²"}),
        ("people", {"q": "x", "language": "de"}),
        ("search", {"q": "x", "year": "soon"}),
        ("search", {"q": "x", "group": "nothing"}),
    ],
)
def test_the_api_says_what_it_cannot_read(path, asked, public_client):
    response = public_client.get(f"/api/v1/{path}/", asked)
    assert response.status_code == 400
    assert set(response.json()) == {"field", "message"}
