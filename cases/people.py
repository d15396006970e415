"""Which people have a page of their own."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cases.models import Appearance, DocketJudge, Party
from foundation.core.audience import Audience
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
