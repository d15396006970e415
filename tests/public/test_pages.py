"""The public pages: languages, links, facts, and how many queries they cost."""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver, reverse

from people.enums import PersonKind
from tests.factories import (
    AppearanceFactory,
    CaseFactory,
    CitationFactory,
    CourtFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocketJudgeFactory,
    DocumentFactory,
    EventPersonFactory,
    FilerFactory,
    MergeFactory,
    PartyFactory,
    PersonFactory,
    RelationshipFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


#: The pages of a case, below its address.
TABS = ("", "parties/", "documents/", "related/", "sources/", "changes/", "record/")


def case_url(case, code="en"):
    return f"/{code}/cases/{case.pk}-{case.slug}/"


def person_url(person, code="en", slug="person"):
    return f"/{code}/people/{person.pk}-{slug}/"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("kk", "/kk/"),
        ("kk-KZ,ru;q=0.8", "/kk/"),
        ("ru-RU,en;q=0.5", "/ru/"),
        ("de-CH", "/en/"),
        ("", "/en/"),
        ("q=;;;,,", "/en/"),
    ],
)
def test_the_bare_address_leads_to_the_language_of_the_browser(asked, answered, public_client):
    response = public_client.get("/", headers={"accept-language": asked})
    assert (response.status_code, response["Location"]) == (302, answered)
    assert "Accept-Language" in response["Vary"]


def test_the_country_code_of_kazakhstan_leads_to_kazakh(public_client):
    response = public_client.get("/kz/cases/1-x/")
    assert (response.status_code, response["Location"]) == (301, "/kk/cases/1-x/")


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_every_page_says_its_language_and_how_to_correct_it(code, public_client, settings):
    case = CaseFactory()
    party = PartyFactory(docket__case=case).person
    for url in (
        f"/{code}/",
        f"/{code}/cases/",
        f"/{code}/method/",
        *(case_url(case, code) + tab for tab in TABS),
        person_url(party, code, party.name_en.lower().replace(" ", "-")),
    ):
        page = public_client.get(url, follow=True).content.decode()
        assert f'<html lang="{code}">' in page
        assert f'href="mailto:{settings.CONTACT_EMAIL}?subject=' in page


def test_an_old_slug_leads_to_the_present_one(public_client):
    case = CaseFactory(slug="new-slug")
    response = public_client.get(f"/en/cases/{case.pk}-old-slug/")
    assert (response.status_code, response["Location"]) == (301, case_url(case))


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
@pytest.mark.parametrize("part", [*TABS, "timeline.csv", "timeline.json", "feed.atom", "calendar.ics"])
def test_an_old_slug_keeps_what_was_asked(part, code, public_client):
    """Without the query a table of some rows would become the table of all of them."""
    case = CaseFactory(slug="new-slug")
    asked = "?kind=acts&q=%D3%99%2B1"
    response = public_client.get(f"/{code}/cases/{case.pk}-old-slug/{part}{asked}")
    assert (response.status_code, response["Location"]) == (301, f"{case_url(case, code)}{part}{asked}")


def test_an_address_that_leads_on_keeps_what_was_asked(public_client):
    case, merge = CaseFactory(), MergeFactory(kept=PartyFactory(person__name="Jane Roe").person)
    merge.gone.status = "withdrawn"
    merge.gone.save()
    jane = person_url(merge.kept, slug="jane-roe")
    found = {
        path: public_client.get(path, headers={"accept-language": "en"})["Location"]
        for path in (
            "/?from=mail",
            "/kz/cases/?country=US&q=%D3%99",
            "/kz/a%3Fb/?country=US",
            f"/c/{case.pk}/?order=desc",
            f"{person_url(merge.kept, slug='old')}?from=mail",
            f"{person_url(merge.gone)}?from=mail",
        )
    }
    assert list(found.values()) == [
        "/en/?from=mail",
        "/kk/cases/?country=US&q=%D3%99",
        "/kk/a%3Fb/?country=US",
        f"{case_url(case)}?order=desc",
        f"{jane}?from=mail",
        f"{jane}?from=mail",
    ]


def test_the_permanent_link_of_an_entry_leads_to_its_row(public_client):
    entry = DocketEntryFactory()
    response = public_client.get(reverse("entry", args=[entry.pk]), headers={"accept-language": "ru"})
    assert (response.status_code, response["Location"]) == (
        302,
        f"{case_url(entry.docket.case, 'ru')}#entry-{entry.pk}",
    )
    assert f'id="entry-{entry.pk}"' in public_client.get(case_url(entry.docket.case)).content.decode()


@pytest.mark.parametrize(
    ("page", "language"),
    [
        ("http://testserver/kk/cases/1-case/", "kk"),
        ("http://elsewhere.example/kk/cases/1-case/", "ru"),
        ("http://[/kk/", "ru"),
        ("http://testserver/healthz/", "ru"),
    ],
)
def test_a_permanent_link_on_a_page_of_ours_stays_in_its_language(page, language, public_client):
    case = DocketEntryFactory().docket.case
    asked = {"accept-language": "ru", "referer": page}
    response = public_client.get(f"/c/{case.pk}/", headers=asked)
    assert (response["Location"], response["Vary"]) == (case_url(case, language), "Accept-Language, Referer")


def test_a_caption_stays_as_filed_in_every_language(public_client):
    filed = "Republic of Kazakhstan v. Ketebaev, et al."
    docket = DocketFactory(caption=filed, docket_number="5:17-cv-00246", caption_translated_ru="К. против К.")
    PartyFactory(docket=docket)
    marked = f'<span lang="en">{filed}</span>'
    for code, caption in (("kk", marked), ("ru", marked), ("en", filed)):
        url = case_url(docket.case, code)
        page = public_client.get(f"{url}related/").content.decode()
        assert re.findall(r'<p class="caption">(.*?)</p>', page) == [caption]
        assert ("К. против К. (наш перевод)" in page) == (code == "ru")
        page = public_client.get(f"{url}parties/").content.decode()
        assert re.findall(r"<h3><a[^>]*>(.*?)</a>", page) == [caption]


def test_a_heading_of_ours_stands_in_the_language_of_the_reader(public_client):
    """A proceeding without a number bears a name that nobody filed; it is no caption with a rendering."""
    names = {"caption": "Kazakhstan: criminal case", "caption_translated_ru": "Казахстан: уголовное дело"}
    docket = DocketFactory(docket_number="", **names)
    PartyFactory(docket=docket)
    borrowed = f'<span lang="en">{names["caption"]}</span>'
    headings = {"en": names["caption"], "ru": names["caption_translated_ru"], "kk": borrowed}
    for code, heading in headings.items():
        url = case_url(docket.case, code)
        page = public_client.get(f"{url}related/").content.decode()
        assert re.findall(r'<p class="caption">(.*?)</p>', page) == [heading]
        # What may have been read in a paper stays beside the words of ours.
        assert (f'<p class="quiet" lang="en">{names["caption"]}</p>' in page) == (code == "ru")
        assert "наш перевод" not in page
        page = public_client.get(f"{url}parties/").content.decode()
        assert re.findall(r'<h3><a href="[^"]*related/#docket-\d+">(.*?)</a>', page) == [heading]


def test_what_is_said_of_a_party_and_its_counsel_stands_with_its_own_sources(public_client):
    party = PartyFactory(note="Sentenced in absentia")
    counsel = AppearanceFactory(party=party)
    CitationFactory(claim=PartyFactory(docket=party.docket, person__draft=True))
    of_docket, *others = (CitationFactory(claim=claim) for claim in (party.docket, party, counsel))
    sources = [str(citation.source_id) for citation in others]
    case = case_url(party.docket.case)
    for part in ("parties/", "record/"):
        page = public_client.get(case + part).content.decode()
        of_parties = page.split("Sentenced in absentia")[1].split("<h2")[0]
        assert re.findall(r'<li value="(\d+)">', of_parties) == sources
    page = public_client.get(f"{case}sources/").content.decode()
    assert re.findall(r'<li id="source-(\d+)"', page) == sorted([str(of_docket.source_id), *sources], key=int)


def test_a_text_that_is_missing_in_kazakh_is_shown_in_russian_and_says_so(public_client):
    case = CaseFactory(
        title_ru="Казахстан против Храпунова", title_en="Kazakhstan v. Khrapunov", title_kk=None
    )
    page = public_client.get(case_url(case, "kk")).content.decode()
    assert '<span lang="ru">Казахстан против Храпунова</span> <span class="fallback">' in page


@pytest.mark.parametrize(
    "make",
    [
        lambda: PartyFactory().person,
        lambda: AppearanceFactory().counsel,
        lambda: DocketJudgeFactory().person,
        lambda: RelationshipFactory(public_office=True).subject,
        lambda: PersonFactory(kind=PersonKind.ORGANIZATION),
    ],
    ids=["party", "counsel", "judge", "office holder", "organization"],
)
def test_who_bears_on_a_proceeding_has_a_page(make, public_client):
    assert public_client.get(person_url(make()), follow=True).status_code == 200


@pytest.mark.parametrize(
    "make",
    [
        lambda: SpeakerFactory().person,
        lambda: EventPersonFactory().person,
        lambda: RelationshipFactory().subject,
        PersonFactory,
    ],
    ids=["speaker", "named in an event", "related", "nobody"],
)
def test_somebody_whom_a_paper_merely_names_has_no_page(make, public_client):
    assert public_client.get(person_url(make()), follow=True).status_code == 404


def test_the_name_of_a_person_without_a_page_is_not_a_link(public_client):
    speaker = SpeakerFactory()
    page = public_client.get(case_url(speaker.statement.case)).content.decode()
    assert speaker.person.name in page
    assert f"/people/{speaker.person.pk}-" not in page


def test_the_list_of_cases_narrows_by_court_and_by_country(public_client):
    swiss = DocketFactory(court=CourtFactory(code="ch-fac", country="CH"), case__title="Swiss matter").case
    DocketFactory(court=CourtFactory(code="cand", country="US"), case__title="California matter")
    for query in ("?country=CH", "?country=ch", "?court=ch-fac"):
        page = public_client.get(f"/en/cases/{query}").content.decode()
        assert (page.count("California matter"), page.count("Swiss matter")) == (0, 1)
    assert swiss.title == "Swiss matter"


def test_a_timeline_narrows_by_proceeding_and_kind_and_turns_round(public_client):
    case = CaseFactory()
    first, second = DocketFactory.create_batch(2, case=case)
    order = DocketEntryFactory(docket=first, entry_number=11, date="2015-01-05")
    motion = DocketEntryFactory(docket=first, entry_number=12, date="2015-02-05", motion=True)
    other = DocketEntryFactory(docket=second, entry_number=13, date="2016-02-05")

    def rows(query):
        page = public_client.get(case_url(case) + query).content.decode()
        return [
            pk
            for _place, pk in sorted(
                (page.find(f'id="entry-{pk}"'), pk) for pk in ids if f'id="entry-{pk}"' in page
            )
        ]

    ids = [order.pk, motion.pk, other.pk]
    assert rows("") == [order.pk, motion.pk, other.pk]
    assert rows(f"?proceeding={first.pk}") == [order.pk, motion.pk]
    assert rows("?kind=acts") == [order.pk, other.pk]
    assert rows("?order=desc") == [other.pk, motion.pk, order.pk]


@pytest.mark.parametrize(
    "query", ["?kind=nonsense", "?proceeding=x", "?proceeding=999999", "?order=sideways"]
)
def test_an_unknown_filter_shows_the_whole_timeline_and_says_so(query, public_client):
    entry = DocketEntryFactory()
    response = public_client.get(case_url(entry.docket.case) + query)
    assert response.status_code == 400
    page = response.content.decode()
    assert "This filter is not known; the whole timeline is shown." in page
    assert f'id="entry-{entry.pk}"' in page


def test_a_held_document_is_a_download_that_no_browser_runs(public_client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "order.pdf").write_bytes(b"%PDF-1.4 text")
    document = DocumentFactory(availability="held", file="order.pdf")
    response = public_client.get(reverse("document", args=[document.pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.4 text"
    assert response["Content-Disposition"] == f'attachment; filename="document-{document.pk}.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_the_policy_allows_only_our_own_host(public_client):
    policy = public_client.get("/en/cases/")["Content-Security-Policy"]
    assert "http" not in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize(
    "url", ["/en/cases/99-x/", "/en/people/99-x/", "/e/99/", "/documents/99/", "/en/nothing/"]
)
def test_what_does_not_exist_answers_404_with_a_helpful_page(url, public_client):
    response = public_client.get(url)
    assert response.status_code == 404
    assert "/e/67/" in response.content.decode()


def test_there_is_no_way_to_sign_up():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    admin_names = {
        name for name in get_resolver().namespace_dict["admin"][1].reverse_dict if isinstance(name, str)
    }
    assert [name for name in names | admin_names if "sign" in name or "register" in name] == []


def full_case(count):
    case = CaseFactory()
    for _ in range(count):
        docket = DocketFactory(case=case)
        entry = DocketEntryFactory(docket=docket)
        CitationFactory(claim=entry)
        CitationFactory(claim=docket)
        FilerFactory(entry=DocketEntryFactory(docket=docket, motion=True))
        party = PartyFactory(docket=docket)
        AppearanceFactory(party=party, with_firm=True)
        DocketJudgeFactory(docket=docket)
        DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry, obligor=party.person)
        SpeakerFactory(statement__case=case)
    return case


@pytest.mark.parametrize("count", [1, 3])
def test_a_case_page_costs_the_same_for_one_docket_and_for_three(
    count, public_client, django_assert_num_queries
):
    url = case_url(full_case(count))
    public_client.get(url)
    with django_assert_num_queries(14):
        public_client.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_cases_costs_the_same_for_one_case_and_for_three(
    count, public_client, django_assert_num_queries
):
    for _ in range(count):
        full_case(1)
    with django_assert_num_queries(5):
        public_client.get("/en/cases/")


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_page_costs_the_same_for_one_role_and_for_three(
    count, public_client, django_assert_num_queries
):
    person = PersonFactory(name="Jane Roe")
    for _ in range(count):
        PartyFactory(person=person)
        DocketJudgeFactory(person=person)
        AppearanceFactory(counsel=person)
        CitationFactory(claim=RelationshipFactory(subject=person))
    public_client.get(person_url(person, slug="jane-roe"))  # fills Django's cache of content types
    with django_assert_num_queries(11):
        public_client.get(person_url(person, slug="jane-roe"))


def test_a_role_and_the_picture_lead_to_the_proceeding_in_its_case(public_client):
    party = PartyFactory(person__name="Jane Roe")
    case = party.docket.case
    DocketEntryFactory(docket=party.docket)
    page = public_client.get(person_url(party.person, slug="jane-roe")).content.decode()
    address = f"{case_url(case)}related/#docket-{party.docket.pk}"
    assert re.findall(r'href="([^"]+#docket-[^"]*)"', page) == [address, address]
    assert f'id="docket-{party.docket.pk}"' in public_client.get(address).content.decode()


@pytest.mark.parametrize(
    ("code", "begins"),
    [
        ("en", "Viktor Roe — father of — Ilya Roe"),
        ("ru", "Ilya Roe: отец — Viktor Roe"),
        ("kk", "Ilya Roe: отец "),  # and that this is Russian
    ],
)
def test_a_tie_is_read_in_the_direction_of_its_words(code, begins, public_client):
    """The other way round it makes the son the father. Borrowed words are read as in their own language."""
    father = PartyFactory(person__name="Viktor Roe").person
    tie = RelationshipFactory(subject=father, object__name="Ilya Roe", label_ru="отец", label_kk="")
    tie.label_en = "father of"
    tie.save()
    page = public_client.get(person_url(father, code, slug="viktor-roe")).content.decode()
    (sentence,) = re.findall(r'<p class="text">(.*(?:отец|father of).*)</p>', page)
    read = re.sub(r"<[^>]+>", "", sentence)
    assert (read.startswith(begins), read.count("Viktor Roe")) == (True, 1)
