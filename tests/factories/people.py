"""People, their names and ties."""

from __future__ import annotations

from datetime import UTC, datetime

import factory

from people.enums import PersonKind, RelationshipKind, Script
from people.models import Merge, Person, PersonFact, PersonName, Relationship
from tests.factories.publication import PublicationFactory


class PersonFactory(PublicationFactory):
    """A published individual. Traits: organization, government."""

    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"Person {n}")

    class Params:
        organization = factory.Trait(kind=PersonKind.ORGANIZATION)
        government = factory.Trait(kind=PersonKind.GOVERNMENT)


class PersonNameFactory(factory.django.DjangoModelFactory):
    """Another spelling in Latin letters."""

    class Meta:
        model = PersonName

    person = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"Spelling {n}")
    script = Script.LATIN


class PersonFactFactory(factory.django.DjangoModelFactory):
    """One sentence about a person."""

    class Meta:
        model = PersonFact

    person = factory.SubFactory(PersonFactory)
    text = "Held an office that bears on the proceeding."


class RelationshipFactory(PublicationFactory):
    """Counsel for somebody, as reported."""

    class Meta:
        model = Relationship

    subject = factory.SubFactory(PersonFactory)
    kind = RelationshipKind.COUNSEL_FOR
    object = factory.SubFactory(PersonFactory)
    label = "counsel for"


class MergeFactory(factory.django.DjangoModelFactory):
    """Two persons of whom one was merged; no row was moved and none is in the bin."""

    class Meta:
        model = Merge

    kept = factory.SubFactory(PersonFactory)
    gone = factory.SubFactory(PersonFactory)
    gone_status = "published"
    merged_at = datetime(2026, 8, 1, 12, tzinfo=UTC)
    editor = factory.SubFactory("tests.factories.accounts.UserFactory")
