"""Which people have a page of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from cases.models import Appearance, DocketJudge, Party
from foundation.core.audience import Audience
from foundation.core.models import VisibleQuerySet
from foundation.core.withdrawn import is_withdrawn
from people.enums import PersonKind
from people.models import Person, Relationship


def _giving_a_page() -> Iterator[tuple[VisibleQuerySet[Any], str]]:
    """Yield the records that give an individual a page, and the field that names whom."""
    yield Party.objects.all(), "person"
    yield Appearance.objects.all(), "counsel"
    yield DocketJudge.objects.all(), "person"
    yield Relationship.objects.filter(public_office=True), "subject"


def people_with_page(audience: Audience) -> QuerySet[Person]:
    """Return the persons who may have a page.

    An individual has one only as party, counsel, judge or holder of a public office; somebody whom a
    statement or a pleading merely names has none. Organizations and government bodies always have one.
    """
    capacity = ~Q(kind=PersonKind.INDIVIDUAL)
    for rows, who in _giving_a_page():
        capacity |= Q(pk__in=rows.visible_to(audience).values(who))
    return Person.objects.visible_to(audience).filter(capacity)


def persons_given_a_page(record: models.Model) -> list[Person]:
    """Return whom a record gives a page, by key alone: their name is a link then wherever it stands."""
    for rows, who in _giving_a_page():
        if isinstance(record, rows.model):
            pk = getattr(record, f"{who}_id")
            return [Person(pk=pk)] if pk else []
    return []


def lost_page(person: Person) -> bool:
    """Whether somebody had a page that a withdrawal took away: of the person, or of what gave it.

    As long as anything else hides the person, or each of the parts that gave the page, the answer is no.
    """
    if person.kind != PersonKind.INDIVIDUAL:
        return is_withdrawn(person)
    given_by = (rows.filter(**{who: person}) for rows, who in _giving_a_page())
    return any(is_withdrawn(part) for part in chain.from_iterable(given_by))
