"""What readers could see and was withdrawn is gone (410); whatever else hides also hides that it is there."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.core.models import Publication
from foundation.core.operations import bin_record, save_record
from foundation.core.publishing import publish, withdraw
from foundation.core.withdrawn import is_withdrawn
from tests.canary.planting import PLANTS, STATES, public_case
from tests.factories import (
    AppearanceFactory,
    CaseFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocketJudgeFactory,
    DocumentFactory,
    PartyFactory,
    PersonFactory,
    RelationshipFactory,
    UserFactory,
)
from tests.factories.publication import FAR_AHEAD
from tests.public.test_hiding import every_page
from tests.public.test_pages import TABS, case_url, person_url

pytestmark = pytest.mark.django_db

FORMATS = ("timeline.csv", "timeline.json", "feed.atom", "calendar.ics")
#: Whatever may hide a record beside a withdrawal.
HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "binned": {"status": "binned"},
    "sealed": {"sealed": True},
    "embargoed": {"embargo_until": FAR_AHEAD},
}
SEALED_TOO = {name: HIDDEN[name] for name in ("sealed", "embargoed")}


def change(record: Publication, **fields: object) -> None:
    """Change a record as the desk does, with a line of its history."""
    for name, value in fields.items():
        setattr(record, name, value)
    save_record(record, by=None)


@pytest.fixture
def entry():
    """An entry in a public docket of a public case, with a deadline, a party and a paper that is held."""
    docket = DocketFactory(is_lead=True)
    PartyFactory(docket=docket)
    entry = DocketEntryFactory(docket=docket)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry)
    paper = SimpleUploadedFile("order.pdf", b"%PDF-1.4")
    DocumentFactory(entry=entry, availability="held", file=paper)
    return entry


def addresses(entry) -> dict[str, str]:
    """Every address that leads to an entry, its case, and what hangs on them."""
    docket, case = entry.docket, entry.docket.case
    [deadline], [party], [paper] = docket.deadlines.all(), docket.parties.all(), entry.documents.all()
    return {
        **{f"case {part}": f"{case_url(case)}{part}" for part in (*TABS, *FORMATS)},
        "case": reverse("case", args=[case.pk]),
        "entry": reverse("entry", args=[entry.pk]),
        "document": reverse("document", args=[paper.pk]),
        "deadline": reverse("public:proof", args=[deadline.pk]),
        "api": reverse("api:deadline", args=[deadline.pk]),
        "person": person_url(party.person),
    }


def statuses(client, entry) -> dict[str, int]:
    """What each address answers in the end."""
    found = {}
    for name, url in addresses(entry).items():
        response = client.get(url, follow=True)
        if response.streaming:
            b"".join(response)  # closes the file
        found[name] = response.status_code
    return found


def test_everything_of_a_case_can_be_seen_and_is_gone_once_it_is_withdrawn(entry, public_client):
    assert set(statuses(public_client, entry).values()) == {200}
    change(entry.docket.case, status="withdrawn")
    assert statuses(public_client, entry) == dict.fromkeys(addresses(entry), 410)
    change(entry.docket.case, status="published")
    assert set(statuses(public_client, entry).values()) == {200}


@pytest.mark.parametrize(
    ("of", "gone"),
    [
        (lambda entry: entry.docket, {"entry", "document", "deadline", "api", "person"}),
        (lambda entry: entry, {"entry", "document", "deadline", "api"}),
        (lambda entry: entry.documents.get(), {"document"}),
        (lambda entry: entry.docket.deadlines.get(), {"deadline", "api"}),
        (lambda entry: entry.docket.parties.get().person, {"person"}),
    ],
    ids=["docket", "entry", "document", "deadline", "person"],
)
def test_what_hangs_on_a_withdrawn_record_is_gone_with_it_and_nothing_else(of, gone, entry, public_client):
    change(of(entry), status="withdrawn")
    found = statuses(public_client, entry)
    assert {name for name, status in found.items() if status == 410} == gone
    assert {status for name, status in found.items() if name not in gone} == {200}


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
def test_what_is_hidden_in_another_way_answers_as_if_it_had_never_been(state, entry, public_client):
    """Although readers could see it once."""
    case = entry.docket.case
    for name, value in state.items():
        setattr(case, name, value)
    save_record(case, by=None)
    assert statuses(public_client, entry) == dict.fromkeys(addresses(entry), 404)


@pytest.mark.parametrize("state", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("above", ["docket", "case"])
def test_a_withdrawn_entry_below_something_hidden_is_not_told(above, state, entry, public_client):
    url = reverse("entry", args=[entry.pk])
    change(entry, status="withdrawn")
    assert public_client.get(url).status_code == 410
    parent = entry.docket if above == "docket" else entry.docket.case
    change(parent, **state)
    assert public_client.get(url).status_code == 404


@pytest.mark.parametrize("state", SEALED_TOO.values(), ids=SEALED_TOO)
def test_a_withdrawn_record_that_is_also_sealed_or_embargoed_is_not_told(state, entry, public_client):
    case = entry.docket.case
    change(case, status="withdrawn")
    assert public_client.get(case_url(case)).status_code == 410
    change(case, **state)
    assert set(statuses(public_client, entry).values()) == {404}


def test_a_record_that_nobody_ever_saw_is_not_told(public_client):
    publisher = UserFactory(is_staff=True, is_superuser=True)
    case = CaseFactory(status="in_review")
    withdraw(case, by=publisher, reason="not ready")
    assert public_client.get(case_url(case)).status_code == 404
    publish(case, by=publisher)
    withdraw(case, by=publisher, reason="taken back")
    assert public_client.get(case_url(case)).status_code == 410


def test_a_record_that_was_never_public_together_with_its_case_is_not_told(public_client):
    case = CaseFactory(status="draft")
    entry = DocketEntryFactory(docket=DocketFactory(case=case))
    url = reverse("entry", args=[entry.pk])
    change(entry, status="withdrawn")
    change(case, status="published")
    assert public_client.get(case_url(case)).status_code == 200
    assert public_client.get(url).status_code == 404
    change(entry, status="published")
    change(entry, status="withdrawn")
    assert public_client.get(url).status_code == 410


def test_an_embargo_over_a_record_in_its_first_days_hid_it(public_client):
    case = CaseFactory(embargo_until=FAR_AHEAD)
    change(case, status="withdrawn")
    change(case, embargo_until=None)
    assert public_client.get(case_url(case)).status_code == 404


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_record_that_was_made_hidden_is_not_told(state, public_client):
    case = CaseFactory(**state)
    assert public_client.get(case_url(case)).status_code == 404


def test_a_binned_record_is_not_told_although_it_was_withdrawn_before(entry, public_client):
    document = entry.documents.get()
    url = reverse("document", args=[document.pk])
    change(document, status="withdrawn")
    assert public_client.get(url).status_code == 410
    bin_record(document, by=None)
    assert public_client.get(url).status_code == 404


@pytest.mark.parametrize("availability", ["at_court", "sealed", "restricted"])
def test_a_paper_that_is_held_no_more_is_not_told(availability, entry, public_client):
    document = entry.documents.get()
    change(document, status="withdrawn", availability=availability)
    assert public_client.get(reverse("document", args=[document.pk])).status_code == 404


@pytest.mark.parametrize(
    "make",
    [
        lambda person: PartyFactory(person=person).docket,
        lambda person: AppearanceFactory(counsel=person).party.docket,
        lambda person: DocketJudgeFactory(person=person).docket.case,
        lambda person: RelationshipFactory(subject=person, public_office=True),
    ],
    ids=["party", "counsel", "judge", "office holder"],
)
@pytest.mark.parametrize("withdrawn", ["the person", "what gave the page"])
def test_the_page_of_a_person_is_gone_with_the_person_and_with_what_gave_it(withdrawn, make, public_client):
    person = PersonFactory()
    role = make(person)
    url = person_url(person)
    assert public_client.get(url, follow=True).status_code == 200
    change(person if withdrawn == "the person" else role, status="withdrawn")
    assert public_client.get(url, follow=True).status_code == 410
    change(role if isinstance(role, Publication) else person, sealed=True)
    assert public_client.get(url, follow=True).status_code == 404


def test_a_withdrawn_person_who_never_had_a_page_is_not_told(public_client):
    person = PersonFactory()
    change(person, status="withdrawn")
    assert public_client.get(person_url(person), follow=True).status_code == 404
    organization = PersonFactory(kind="organization")
    assert public_client.get(person_url(organization), follow=True).status_code == 200
    change(organization, status="withdrawn")
    assert public_client.get(person_url(organization), follow=True).status_code == 410


def test_the_page_says_that_it_is_gone_where_to_look_and_nothing_of_what_it_was(public_client):
    case = CaseFactory(title="Zanzibar v. Roe", slug="zanzibar-v-roe")
    url = case_url(case)
    assert "Zanzibar" in public_client.get(url).content.decode()
    change(case, status="withdrawn")
    response = public_client.get(url)
    page = response.content.decode()
    assert "<h1>This page was withdrawn</h1>" in page
    assert "zanzibar" not in page.lower()
    assert '<meta name="robots" content="noindex">' in page
    assert 'rel="canonical"' not in page
    for way in ("", "cases/", "search/"):
        assert f'<a href="/en/{way}">' in page
    assert response["Cache-Control"] == "no-cache"


def test_the_api_says_it_in_its_own_form(entry, public_client):
    change(entry.docket.case, status="withdrawn")
    response = public_client.get(addresses(entry)["api"])
    assert (response.status_code, response["Content-Type"]) == (410, "application/json")
    assert response.json() == {"field": "", "message": "This was withdrawn."}


@pytest.mark.slow
@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_no_word_of_a_withdrawn_record_is_on_any_page(plant, public_client):
    record = plant(*public_case(), "zanzibar")
    assert any("zanzibar" in text for text in every_page(public_client))
    change(record, status="withdrawn")
    # A page that never was repeats the address that was asked for.
    texts = (re.sub(r"/people/\d+-zanzibar", "", text) for text in every_page(public_client))
    assert [text for text in texts if "zanzibar" in text] == []


def test_development_shows_the_same_page(settings, entry, client):
    settings.DEBUG = True
    settings.MIDDLEWARE = ["web.public.ownpages.OwnNotFound", *settings.MIDDLEWARE]
    url = case_url(entry.docket.case)
    assert client.get(url).status_code == 200
    change(entry.docket.case, status="withdrawn")
    assert client.get(url).status_code == 410


def test_a_part_without_a_state_counts_from_the_moment_it_was_made():
    docket = DocketFactory()
    change(docket, status="withdrawn")
    assert is_withdrawn(docket)
    assert not is_withdrawn(PartyFactory(docket=docket))
