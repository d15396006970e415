"""Which people have a page of their own."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.db.models import Model, Q, QuerySet

from cases.models import Appearance, DocketJudge, Party
from foundation.core.audience import Audience
from foundation.core.withdrawn import is_withdrawn
from people.enums import PersonKind
from people.models import Person, Relationship


def people_with_page(audience: Audience) -> QuerySet[Person]:
    """Return the persons who may have a page.

    An individual has one only as party, counsel, judge or holder of a public office; somebody whom a
    statement or a pleading merely names has none. Organizations and government bodies always have one.
    """
    capacity = (
        Q(pk__in=Party.objects.visible_to(audience).values("person"))
        | Q(pk__in=Appearance.objects.visible_to(audience).values("counsel"))
        | Q(pk__in=DocketJudge.objects.visible_to(audience).values("person"))
        | Q(pk__in=Relationship.objects.visible_to(audience).filter(public_office=True).values("subject"))
        | ~Q(kind=PersonKind.INDIVIDUAL)
    )
    return Person.objects.visible_to(audience).filter(capacity)


def lost_page(person: Person) -> bool:
    """Whether somebody had a page that a withdrawal took away: of the person, or of what gave it.

    As long as anything else hides the person, or each of the parts that gave the page, the answer is no.
    """
    if person.kind != PersonKind.INDIVIDUAL:
        return is_withdrawn(person)
    given_by: tuple[Iterable[Model], ...] = (
        Party.objects.filter(person=person),
        Appearance.objects.filter(counsel=person),
        DocketJudge.objects.filter(person=person),
        Relationship.objects.filter(subject=person, public_office=True),
    )
    return any(is_withdrawn(part) for part in chain.from_iterable(given_by))
