"""People, organizations and the ties between them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from cases.people import people_with_page
from foundation.core.audience import PUBLIC
from foundation.core.operations import save_record
from people.models import Person, Relationship
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_tie_reads_from_subject_to_object() -> None:
    tie = factories.RelationshipFactory(subject__name="Roe", object__name="Doe", label="counsel for")
    assert str(tie) == "Roe - counsel for - Doe"


@pytest.mark.parametrize(
    ("start", "end", "fine"),
    [
        ("2018", "2017", False),
        ("2018-03-02", "2018-03-01", False),
        ("2018", "2018-03", True),
        ("", "2017", True),
    ],
)
def test_a_tie_does_not_end_before_it_begins(start: str, end: str, fine: bool) -> None:
    tie = factories.RelationshipFactory()
    tie.start, tie.end = start, end
    if fine:
        save_record(tie, by=None)
        return
    with pytest.raises(ValidationError, match="starts_before_end"):
        save_record(tie, by=None)
    assert Relationship.objects.get().start == ""


def test_a_name_falls_back_in_the_readers_order() -> None:
    person = Person(name_ru="Роу", name_en="Roe")
    with translation.override("kk"):
        assert str(person) == "Роу"


def test_an_individual_has_a_page_in_a_capacity_only() -> None:
    party = factories.PartyFactory().person
    counsel = factories.AppearanceFactory().counsel
    judge = factories.DocketJudgeFactory().person
    officer = factories.RelationshipFactory(public_office=True).subject
    company = factories.PersonFactory(organization=True)
    factories.SpeakerFactory()
    factories.EventPersonFactory()
    factories.FilerFactory()
    factories.PartyFactory(docket__draft=True)
    factories.PersonFactory(organization=True, sealed=True)
    capacities = {party, counsel, judge, officer, company}
    others = {factories.AppearanceFactory(counsel=counsel).party.person, officer}
    others |= set(Person.objects.filter(parties__appearances__isnull=False))
    assert set(people_with_page(PUBLIC)) == capacities | others
