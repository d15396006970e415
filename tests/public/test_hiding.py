"""Nothing that is not public is seen on a public page. Each test first plants what could leak."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import Case
from deadlines.models import Deadline
from foundation.search.models import SearchRow
from people.models import Person
from tests.deadlines.calendar_programs import unfolded
from tests.factories import (
    AppearanceFactory,
    CaseFactory,
    CitationFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocketJudgeFactory,
    DocumentFactory,
    EventFactory,
    EventPersonFactory,
    FilerFactory,
    PartyFactory,
    PersonFactory,
    RelationshipFactory,
    SpeakerFactory,
    StatementFactory,
)
from tests.search.indexing import index_everything
from web.timeline.refs import slug_of

pytestmark = pytest.mark.django_db

MARK = "Zanzibar"
STATES = [
    {"draft": True},
    {"in_review": True},
    {"withdrawn": True},
    {"embargoed": True},
    {"embargo_over": True},
    {"sealed": True},
]
STATE_IDS = [next(iter(state)) for state in STATES]


def plant_case(case, party, **state):
    CaseFactory(title=MARK, summary_tiny=MARK, summary=MARK, **state)


def plant_docket(case, party, **state):
    docket = DocketFactory(case=case, caption=MARK, docket_number=MARK, disposition=MARK, **state)
    order = DocketEntryFactory(docket=docket, title=MARK)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, title=MARK)
    PartyFactory(docket=docket, person=party, name_as_filed=MARK)


def plant_entry(case, party, **state):
    docket = case.dockets.first()
    entry = DocketEntryFactory(docket=docket, title=MARK, summary=MARK, text=MARK, note=MARK, **state)
    DocumentFactory(entry=entry, title=MARK)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry, title=MARK)
    CitationFactory(claim=entry, source__title=MARK)


def plant_document(case, party, **state):
    entry = case.dockets.first().entries.first()
    DocumentFactory(entry=entry, title=MARK, attachment_number=entry.documents.count(), **state)


def plant_event(case, party, **state):
    event = EventFactory(case=case, text=MARK, **state)
    EventPersonFactory(event=event, person=party)


def plant_statement(case, party, **state):
    SpeakerFactory(statement=StatementFactory(case=case, text=MARK, said_to=MARK, **state), person=party)


def plant_deadline(case, party, **state):
    docket = case.dockets.first()
    order = DocketEntryFactory(docket=docket)
    DeadlineFactory(
        docket=docket, trigger__docket=docket, trigger__entry=order, title=MARK, note=MARK, **state
    )


def plant_relationship(case, party, **state):
    RelationshipFactory(subject=party, object=PersonFactory(), label=MARK, note=MARK, **state)


def plant_person(case, party, **state):
    hidden = PersonFactory(name=MARK, role=MARK, **state)
    docket = case.dockets.first()
    entry = DocketEntryFactory(docket=docket)
    DocketJudgeFactory(docket=docket, person=hidden)
    FilerFactory(entry=entry, person=hidden)
    theirs = PartyFactory(docket=docket, person=hidden, name_as_filed=MARK)
    AppearanceFactory(party=theirs)
    AppearanceFactory(party=docket.parties.exclude(pk=theirs.pk).first(), counsel=hidden)
    EventPersonFactory(event=EventFactory(case=case), person=hidden)
    SpeakerFactory(statement=StatementFactory(case=case, text=MARK), person=hidden)
    SpeakerFactory(statement=StatementFactory(case=case, confirmed_by=hidden), person=party)
    RelationshipFactory(subject=party, object=hidden, label=MARK)
    RelationshipFactory(subject=hidden, object=party, label=MARK)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry, obligor=hidden)


PLANTS = [
    plant_case,
    plant_docket,
    plant_entry,
    plant_document,
    plant_event,
    plant_statement,
    plant_deadline,
    plant_relationship,
    plant_person,
]


@pytest.fixture
def case():
    case = CaseFactory()
    docket = DocketFactory(case=case, is_lead=True)
    DocketEntryFactory(docket=docket)
    PartyFactory(docket=docket, person=PersonFactory(name="Jane Roe"))
    return case


@pytest.fixture
def party(case):
    return Person.objects.get(name="Jane Roe")


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


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.removeprefix("plant_"))
def test_a_hidden_record_is_seen_on_no_public_page(plant, case, party, public_client):
    for state in STATES:
        plant(case, party, **state)
    assert [text for text in every_page(public_client) if MARK in text] == []


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.removeprefix("plant_"))
def test_the_same_record_is_seen_once_it_is_public(plant, case, party, public_client):
    plant(case, party)
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
FOUND_BY_SEARCH = [plant_case, plant_docket, plant_entry, plant_document, plant_event, plant_statement]


def every_search(client):
    """Ask every search; yield the answers."""
    for path in SEARCHES:
        response = client.get(path)
        assert response.status_code == 200
        yield response.content.decode()


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.removeprefix("plant_"))
@pytest.mark.parametrize("stale", [False, True], ids=["as indexed", "marked public by mistake"])
def test_a_hidden_record_is_found_by_no_search(stale, plant, case, party, public_client):
    for state in STATES:
        plant(case, party, **state)
    index_everything()
    assert SearchRow.objects.exists()
    if stale:
        SearchRow.objects.update(is_public=True)
    assert [text for text in every_search(public_client) if MARK in text] == []
    page = public_client.get(f"/en/search/?q={ASKED}").context["results"]
    assert (page.total, page.cases, page.years) == (0, (), ())


@pytest.mark.parametrize(
    "plant", [*FOUND_BY_SEARCH, plant_person], ids=lambda plant: plant.__name__.removeprefix("plant_")
)
def test_the_same_record_is_found_once_it_is_public(plant, case, party, public_client):
    plant(case, party)
    index_everything()
    assert MARK in public_client.get(f"/en/search/?q={ASKED}").content.decode()
    assert MARK in public_client.get(f"/en/search/atom/?q={ASKED}").content.decode()
    kind = "people" if plant is plant_person else "search"
    assert MARK in public_client.get(f"/api/v1/{kind}/?q={ASKED}").content.decode()


@pytest.mark.parametrize("state", STATES, ids=STATE_IDS)
def test_the_permanent_link_of_a_hidden_entry_leads_nowhere(state, case, public_client):
    entry = DocketEntryFactory(docket=case.dockets.first(), **state)
    assert public_client.get(reverse("entry", args=[entry.pk])).status_code == 404


@pytest.mark.parametrize("state", STATES, ids=STATE_IDS)
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
