"""Who stands in the rows of a page: filers, speakers, obligors, parties, judges; one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from cases.models import Case, DocketJudge, EventPerson, Party, Speaker, Statement
from cases.people import people_with_page
from deadlines.models import Deadline
from filings.models import Filer
from foundation.core.audience import Audience
from foundation.core.languages import LANGUAGES, localized_of
from foundation.core.prepared import prepared
from foundation.core.translation_options import as_stored
from people.models import Person
from web.timeline.events import EventSource, IndexRow, PersonRef
from web.timeline.refs import slug_of_name

PARTY, JUDGE, CONFIRMER = "party", "judge", "confirmer"
_PAGE = "page"
_ENGLISH = LANGUAGES.index("en")


@dataclass(frozen=True, slots=True)
class Persons:
    """The persons of a page by what they stand at: a source of rows, and the key of the record."""

    found: Mapping[tuple[str, int], Sequence[PersonRef]]

    def at(self, what: str, pk: int | None) -> tuple[PersonRef, ...]:
        """Return the persons of one record, in the order in which they were entered."""
        return tuple(self.found.get((what, pk or 0), ()))

    def speakers(self, row: IndexRow) -> list[str]:
        """Return the names of those who make a statement; nobody for any other row."""
        if row.source != EventSource.STATEMENT:
            return []
        return [person.name.text for person in self.at(EventSource.STATEMENT, row.pk)]


NOBODY = Persons({})


def persons_of(
    keys: Mapping[str, Sequence[int]], *, case: Case | None, language: str, audience: Audience
) -> Persons:
    """Return who stands in the rows with these keys (by source), and the parties and judges of ``case``."""
    rows = [keys.get(source, ()) for source in _SOURCES]
    every = _named(*rows, *((case.pk,) if case else ()), audience=audience)
    with_page = {who for what, _at, _row, who, *_texts in every if what == _PAGE}
    found: dict[tuple[str, int], list[PersonRef]] = defaultdict(list)
    for what, at, _row, who, *texts in sorted(every, key=lambda line: line[:3]):
        if what == _PAGE:
            continue
        slug = slug_of_name(texts[_ENGLISH]) if who in with_page else ""
        found[what, at].append(PersonRef(who, localized_of(texts, language), slug))
    return Persons(found)


#: Whose rows name persons, in the order of the arguments below.
_SOURCES = (EventSource.ENTRY, EventSource.EVENT, EventSource.STATEMENT, EventSource.DEADLINE)


@prepared
def _named(
    entries: Sequence[int],
    events: Sequence[int],
    statements: Sequence[int],
    deadlines: Sequence[int],
    case: int = 0,
    *,
    audience: Audience,
) -> QuerySet[Any]:
    """Who files, took part, speaks, owes, confirms; with a case its parties and judges. And who has a page.

    The last is a part of its own: as a column of each part PostgreSQL would plan it seven times.
    """
    visible = Person.objects.visible_to(audience).values("pk")
    owed = Deadline.objects.visible_to(audience).filter(pk__in=deadlines, obligor__in=visible)
    confirmed = Statement.objects.visible_to(audience).filter(pk__in=statements, confirmed_by__in=visible)
    filers = Filer.objects.visible_to(audience).filter(entry__in=entries)
    took_part = EventPerson.objects.visible_to(audience).filter(event__in=events)
    speakers = Speaker.objects.visible_to(audience).filter(statement__in=statements)
    parts = [
        (filers, EventSource.ENTRY, "entry_id", "person"),
        (took_part, EventSource.EVENT, "event_id", "person"),
        (speakers, EventSource.STATEMENT, "statement_id", "person"),
        (owed, EventSource.DEADLINE, "pk", "obligor"),
        (confirmed, CONFIRMER, "pk", "confirmed_by"),
    ]
    if case:
        parties = Party.objects.visible_to(audience).filter(docket__case=case)
        judges = DocketJudge.objects.visible_to(audience).filter(docket__case=case)
        parts += [(parties, PARTY, "docket_id", "person"), (judges, JUDGE, "docket_id", "person")]
    first, *others = (rows.order_by().values(who) for rows, _what, _at, who in parts)
    named = Q(pk__in=first.union(*others))
    names = (f"name_{code}" for code in LANGUAGES)
    pages = as_stored(people_with_page(audience).filter(named)).order_by()
    found: QuerySet[Any] = pages.values_list(Value(_PAGE), F("pk"), F("pk"), F("pk"), *names).union(
        *(_names(*part) for part in parts), all=True
    )
    return found


def _names(rows: QuerySet[Any], what: str, at: str, who: str) -> QuerySet[Any]:
    names = (f"{who}__name_{code}" for code in LANGUAGES)
    found: QuerySet[Any] = (
        as_stored(rows).order_by().values_list(Value(what), F(at), F("pk"), f"{who}_id", *names)
    )
    return found
