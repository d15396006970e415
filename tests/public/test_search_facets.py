"""What a search can be narrowed to: every filter with counts, of what readers may see."""

from __future__ import annotations

import pytest

from tests.factories import CaseFactory, CourtFactory, DocketEntryFactory, DocketFactory, EventFactory
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db


def offered(results):
    """Return what can be narrowed to, by filter."""
    return {
        facets.name: [(choice.label.text, choice.count) for choice in facets.choices]
        for facets in results.facets
    }


@pytest.fixture
def two_courts():
    """Four records with the word banana on dockets of two courts, and more that readers may not see."""
    case = CaseFactory(title="Republic v. Khrapunov")
    court = CourtFactory(code="cand", name="Northern District of California", short_name="N.D. Cal.")
    here = DocketFactory(case=case, court=court, docket_number="5:17-cv-00246-LHK")
    away = CourtFactory(code="nysd", name="Southern District of New York", short_name="S.D.N.Y.")
    there = DocketFactory(
        case=case, court=away, docket_number="1:15-cv-05345", caption="Banana v. Pear", date_filed="2015"
    )
    abroad = CourtFactory(code="gbhc", name="High Court of Justice", country="GB")
    DocketEntryFactory(docket=here, title="Banana order", kind="order", date="2017-12-21")
    DocketEntryFactory(docket=there, title="Banana notice", kind="notice", date="2018-02-01")
    EventFactory(case=case, docket=there, text="A banana was seen", date="2018")
    for hidden in (
        DocketFactory(case=case, court=abroad, caption="Banana v. Crown", status="draft"),
        DocketFactory(case=case, court=away, caption="Banana v. Plum", sealed=True),
    ):
        DocketEntryFactory(docket=hidden, title="Banana motion", kind="motion")
    DocketEntryFactory(docket=there, title="Banana memorandum", status="draft")
    index_everything()
    return case


def test_every_filter_is_offered_with_the_number_of_records_that_it_leaves(two_courts, public_client):
    results = public_client.get("/en/search/", {"q": "banana"}).context["results"]
    assert offered(results) == {
        "kind": [("Orders and judgments", 1), ("Filings", 1)],
        "case": [("Republic v. Khrapunov", 4)],
        "proceeding": [("1:15-cv-05345", 3), ("5:17-cv-00246-LHK", 1)],
        "court": [("S.D.N.Y.", 3), ("N.D. Cal.", 1)],
        "country": [("United States", 4)],
        "year": [("2018", 2), ("2017", 1), ("2015", 1)],
    }
    for facets in results.facets:
        for choice in facets.choices:
            narrowed = public_client.get(f"/en/search/?{choice.address}").context["results"]
            assert narrowed.total == choice.count, choice.address
            assert facets.name not in offered(narrowed)


def test_a_court_is_chosen_by_a_link_with_its_code(two_courts, public_client):
    page = public_client.get("/en/search/", {"q": "banana"}).content.decode()
    link = '<a href="?q=banana&amp;court=nysd">S.D.N.Y.</a> <span class="count">3</span>'
    assert link in page
    assert "High Court of Justice" not in page
    page = public_client.get("/en/search/", {"q": "banana", "court": "nysd"}).content.decode()
    assert (
        '<a href="?q=banana" aria-current="true" title="Take this away">Southern District of New York' in page
    )
    everything = public_client.get("/en/search/", {"q": "banana", "court": "gbhc"}).context["results"]
    assert everything.total == 0


def test_proceedings_are_offered_within_one_case(two_courts, public_client):
    DocketEntryFactory(docket__case__title="Another case", title="Banana motion")
    index_everything()
    results = public_client.get("/en/search/", {"q": "banana"}).context["results"]
    assert offered(results)["case"] == [("Republic v. Khrapunov", 4), ("Another case", 1)]
    assert "proceeding" not in offered(results)
    results = public_client.get("/en/search/", {"q": "banana", "case": two_courts.pk}).context["results"]
    assert [label for label, _count in offered(results)["proceeding"]] == [
        "1:15-cv-05345",
        "5:17-cv-00246-LHK",
    ]


@pytest.mark.parametrize(
    ("code", "label"), [("en", "State v. Roe"), ("ru", "Государство против Роу"), ("kk", "State v. Roe")]
)
def test_a_proceeding_without_a_number_is_offered_by_our_caption(code, label, public_client):
    docket = DocketFactory(
        docket_number="", caption="State v. Roe", caption_translated_ru="Государство против Роу"
    )
    for title in ("Banana order", "Banana notice"):
        DocketEntryFactory(docket=docket, title=title)
    index_everything()
    results = public_client.get(f"/{code}/search/", {"q": "banana"}).context["results"]
    assert offered(results)["proceeding"] == [(label, 2)]
