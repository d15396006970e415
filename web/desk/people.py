"""Finding people on the desk: in any spelling, and before the same person is entered twice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import IntegerField, Value, When
from django.db.models.expressions import Case as SQLCase

from cases.searching import PERSON
from foundation.core.audience import DESK
from foundation.search.names import Names, find_names
from foundation.search.suggestions import complete_name, possible_duplicates
from people.models import Person, PersonQuerySet

#: People that a list to choose from offers for what was typed.
_OFFERED = 50
#: People that a warning names.
_WARNED_OF = 5
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


def people_named_alike(names: Sequence[str], *, apart_from: int | None = None) -> list[Person]:
    """Return up to five people outside the bin who may bear one of these names, the likeliest first."""
    found = possible_duplicates(Names(("", "", ""), tuple(names)), kind=PERSON, besides=apart_from)
    return list(in_order(Person.objects.outside_bin(), [one.object_id for one in found])[:_WARNED_OF])
