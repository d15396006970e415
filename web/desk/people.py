"""Finding people on the desk: in any spelling, and before the same person is entered twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import IntegerField, Value, When
from django.db.models.expressions import Case as SQLCase

from cases.searching import PERSON
from foundation.core.audience import DESK
from foundation.search.names import Found, Names, find_names
from foundation.search.suggestions import complete_name
from foundation.search.suggestions import possible_duplicates as duplicates_of_names
from people.enums import PersonKind
from people.models import Person, PersonQuerySet

#: People that a list to choose from offers for what was typed.
_OFFERED = 50
#: Who is less like what was typed is not offered.
_LEAST = 0.5


def people_named(queryset: PersonQuerySet, typed: str) -> PersonQuerySet:
    """Return the people of a queryset whom an editor may mean, the likeliest first, public or not.

    The last word may be unfinished; names are found in any script, case form and with a slip.
    """
    found = complete_name(typed, audience=DESK, kinds={PERSON}, limit=_OFFERED)
    found += find_names(typed, audience=DESK, kinds={PERSON}, limit=_OFFERED) if len(found) < _OFFERED else []
    ids = list(dict.fromkeys(one.object_id for one in found if one.score >= _LEAST))
    return in_order(queryset, ids)


def in_order(queryset: PersonQuerySet, ids: Sequence[int]) -> PersonQuerySet:
    """Return the records with these ids, in this order."""
    if not ids:
        return queryset.none()
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(ids)]
    return queryset.filter(pk__in=ids).order_by(SQLCase(*places, output_field=IntegerField()))


def possible_duplicates(person: Person, further: Sequence[str] = ()) -> list[Found]:
    """Return whom a person of a form may already be, the likeliest first: scores of 0.90 and more.

    Args:
        person: new or changed; its names in three languages are looked up.
        further: other spellings, as typed below.
    """
    names = Names(
        tuple(getattr(person, f"name_{code}") or "" for code in ("kk", "ru", "en")),
        tuple(further),
        person=person.kind == PersonKind.INDIVIDUAL,
    )
    return duplicates_of_names(names, kind=PERSON, besides=person.pk)
