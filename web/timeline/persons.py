"""Who stands in the rows of a page: filers, speakers, obligors, parties, judges; one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value

from cases.models import Case, DocketJudge, EventPerson, Party, Speaker, Statement
from cases.people import people_with_page
from deadlines.models import Deadline
from filings.models import Filer
from foundation.core.audience import Audience
from foundation.core.languages import LANGUAGES, localized_of
from foundation.core.translation_options import as_stored
from people.models import Person
from web.timeline.events import EventSource, PersonRef
from web.timeline.refs import slug_of_name

PARTY, JUDGE, CONFIRMER = "party", "judge", "confirmer"


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of a page by what they stand at: a source of rows, and the key of the record."""

    found: Mapping[tuple[str, int], Sequence[PersonRef]]

    def at(self, what: str, pk: int | None) -> tuple[PersonRef, ...]:
        """Return the persons of one record, in the order in which they were entered."""
        return tuple(self.found.get((what, pk or 0), ()))


def persons_of(
    keys: Mapping[str, Sequence[int]], *, case: Case | None, language: str, audience: Audience
) -> Persons:
    """Return who stands in the rows with these keys (by source), and the parties and judges of ``case``."""
    parts = [part for part in _parts(keys, case, audience) if part is not None]
    if not parts:
        return Persons({})
    every = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    found: dict[tuple[str, int], list[PersonRef]] = defaultdict(list)
    # Only a union of several parts may be sorted by the database; sorting here treats all alike.
    for what, at, _row, who, *texts, has_page in sorted(every, key=lambda line: line[:3]):
        names = dict(zip(LANGUAGES, texts, strict=True))
        slug = slug_of_name(names["en"]) if has_page else ""
        found[what, at].append(PersonRef(who, localized_of(names, language), slug))
    return Persons(found)


def _parts(
    keys: Mapping[str, Sequence[int]], case: Case | None, audience: Audience
) -> list[QuerySet[Any] | None]:
    pages = people_with_page(audience)

    def at(source: str, model: Any, owner: str) -> QuerySet[Any] | None:
        pks = keys.get(source)
        if not pks:
            return None
        rows = model.objects.visible_to(audience).filter(**{f"{owner}__in": pks})
        return _named(rows, source, f"{owner}_id", "person", pages)

    parts = [
        at(EventSource.ENTRY, Filer, "entry"),
        at(EventSource.EVENT, EventPerson, "event"),
        at(EventSource.STATEMENT, Speaker, "statement"),
    ]
    visible = Person.objects.visible_to(audience).values("pk")
    if pks := keys.get(EventSource.DEADLINE):
        owed = Deadline.objects.visible_to(audience).filter(pk__in=pks, obligor__in=visible)
        parts.append(_named(owed, EventSource.DEADLINE, "pk", "obligor", pages))
    if pks := keys.get(EventSource.STATEMENT):
        said = Statement.objects.visible_to(audience).filter(pk__in=pks, confirmed_by__in=visible)
        parts.append(_named(said, CONFIRMER, "pk", "confirmed_by", pages))
    if case is not None:
        parties = Party.objects.visible_to(audience).filter(docket__case=case)
        judges = DocketJudge.objects.visible_to(audience).filter(docket__case=case)
        parts += [
            _named(parties, PARTY, "docket_id", "person", pages),
            _named(judges, JUDGE, "docket_id", "person", pages),
        ]
    return parts


def _named(rows: QuerySet[Any], what: str, at: str, who: str, pages: QuerySet[Person]) -> QuerySet[Any]:
    with_page = Exists(pages.filter(pk=OuterRef(f"{who}_id")))
    names = (f"{who}__name_{code}" for code in LANGUAGES)
    found: QuerySet[Any] = (
        as_stored(rows).order_by().values_list(Value(what), F(at), F("pk"), f"{who}_id", *names, with_page)
    )
    return found
