"""What is hidden cannot be opened by its address, and would be seen if it leaked; see also test_canary.py."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from deadlines.models import Deadline
from foundation.search.models import SearchRow
from people.models import Person
from tests.canary.planting import PLANTS, STATES, public_case
from tests.deadlines.calendar_programs import unfolded
from tests.factories import DocketEntryFactory, DocumentFactory
from tests.search.indexing import index_everything
from web.timeline.refs import slug_of

pytestmark = pytest.mark.django_db

MARK = "zanzibar"


@pytest.fixture
def world():
    return public_case()


@pytest.fixture
def case(world):
    return world[0]


def every_page(client):
    """Visit every public page in every language; yield the texts."""
    deadlines = Deadline.objects.values_list("pk", flat=True)
    cases = [f"cases/{pk}-{slug}" for pk, slug in Case.objects.values_list("pk", "slug")]
    people = [f"people/{person.pk}-{slug_of(person)}" for person in Person.objects.all()]
    pages = [*cases, *people, *(f"deadlines/{pk}" for pk in deadlines), "cases", "method"]
    paths = [f"/{code}/{page}/" for page in pages for code in ("kk", "ru", "en")]
    # The language changes what stands in for a missing text, not what is read: one will do for the rest.
    below = ("parties/", "documents/", "related/", "sources/", "changes/", "record/")
    formats = ("timeline.csv", "timeline.json", "feed.atom")
    paths += [f"/en/{case}/{rest}" for case in cases for rest in (*below, *formats)]
    paths += ["/en/", "/en/cases/feed.atom"]
    for path in [*paths, *(f"/api/v1/deadlines/{pk}/" for pk in deadlines)]:
        yield client.get(path).content.decode()
    for path in (f"/{code}/{case}/calendar.ics" for case in cases for code in ("kk", "ru", "en")):
        yield unfolded(client.get(path).content)


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_what_the_canary_hides_is_seen_once_it_is_public(plant, world, public_client):
    """So it would show if it leaked."""
    plant(*world, MARK)
    assert any(MARK in text for text in every_page(public_client))


#: The mark as a reader of Russian types it: what answers with Latin letters has found a record.
ASKED = "Занзибар"
SEARCHES = [
    *(f"/{code}/search/?q={ASKED}" for code in ("kk", "ru", "en")),
    f"/en/search/?q={ASKED}&group=filings",
    f"/en/search/atom/?q={ASKED}",
    f"/en/search/names/?q={ASKED}",
    f"/api/v1/search/?q={ASKED}",
    f"/api/v1/people/?q={ASKED}",
    f"/api/v1/people/complete/?q={ASKED}",
]
#: A tie between people is shown on their pages, and is nothing that one looks for; nor is a deadline.
NOT_SOUGHT = {"Relationship", "Deadline"}


def every_search(client):
    """Ask every search; yield the answers."""
    for path in SEARCHES:
        response = client.get(path)
        assert response.status_code == 200
        yield response.content.decode()


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
@pytest.mark.parametrize("stale", [False, True], ids=["as indexed", "marked public by mistake"])
def test_a_hidden_record_is_found_by_no_search(stale, plant, world, public_client):
    for number, state in enumerate(STATES.values()):
        plant(*world, f"{MARK} {number}", **state)
    index_everything()
    assert SearchRow.objects.exists()
    if stale:
        SearchRow.objects.update(is_public=True)
    assert [text for text in every_search(public_client) if MARK in text] == []
    page = public_client.get(f"/en/search/?q={ASKED}").context["results"]
    assert (page.total, page.facets) == (0, ())


@pytest.mark.parametrize("kind", sorted(set(PLANTS) - NOT_SOUGHT))
def test_the_same_record_is_found_once_it_is_public(kind, world, public_client):
    PLANTS[kind](*world, MARK)
    index_everything()
    assert MARK in public_client.get(f"/en/search/?q={ASKED}").content.decode()
    assert MARK in public_client.get(f"/en/search/atom/?q={ASKED}").content.decode()
    asked = "people" if kind == "Person" else "search"
    assert MARK in public_client.get(f"/api/v1/{asked}/?q={ASKED}").content.decode()


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_permanent_link_of_a_hidden_entry_leads_nowhere(state, case, public_client):
    entry = DocketEntryFactory(docket=case.dockets.first(), **state)
    assert public_client.get(reverse("entry", args=[entry.pk])).status_code == 404


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_hidden_document_cannot_be_opened(state, case, public_client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "order.pdf").write_bytes(b"%PDF-1.4")
    entry = case.dockets.first().entries.first()
    document = DocumentFactory(entry=entry, availability="held", file="order.pdf", **state)
    assert public_client.get(reverse("document", args=[document.pk])).status_code == 404


@pytest.mark.parametrize("availability", ["at_court", "sealed", "restricted"])
def test_a_document_that_is_not_held_cannot_be_opened(availability, case, public_client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "order.pdf").write_bytes(b"%PDF-1.4")
    entry = case.dockets.first().entries.first()
    document = DocumentFactory(entry=entry, availability=availability, file="order.pdf")
    assert public_client.get(reverse("document", args=[document.pk])).status_code == 404
