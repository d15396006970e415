"""What search knows of people, courts, cases, dockets, events and statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model, Q, QuerySet

from cases.models import (
    Appearance,
    Case,
    Court,
    Discrepancy,
    Docket,
    DocketJudge,
    DocketNumber,
    Event,
    Party,
    Speaker,
    Statement,
)
from cases.people import people_with_page
from foundation.core.audience import DESK, Audience
from foundation.core.languages import LANGUAGES
from foundation.search.analysis.numbers import docket_terms
from foundation.search.documents import Document, texts_of
from foundation.search.names import Names
from foundation.search.registry import Findable, register
from people.enums import PersonKind
from people.models import Person, PersonFact, PersonName, Relationship

PERSON, COURT, CASE, DOCKET, EVENT, STATEMENT = "person", "court", "case", "docket", "event", "statement"


def own(record: Any) -> list[int]:
    """A record tells about itself."""
    return [record.pk]


def _names(record: Any, field: str) -> tuple[str, ...]:
    return tuple(getattr(record, f"{field}_{code}") or "" for code in LANGUAGES)


def _people(ids: list[int]) -> Iterator[Document]:
    for person in Person.objects.filter(pk__in=ids).prefetch_related("names", "facts"):
        texts = texts_of(person, "role", "public_office")
        for fact in person.facts.all():
            for code, text in texts_of(fact, "text").items():
                texts[code] = f"{texts.get(code, '')}\n{text}"
        names = Names(
            _names(person, "name"),
            tuple(name.text for name in person.names.all()),
            person=person.kind == PersonKind.INDIVIDUAL,
        )
        yield Document(PERSON, person.pk, texts, names)


def _visible_people(audience: Audience) -> QuerySet[Person]:
    """Readers find whom they have a page of; the desk finds everybody."""
    return Person.objects.visible_to(DESK) if audience is DESK else people_with_page(audience)


def _tied_to(dockets: Q) -> QuerySet[Person]:
    """The people whose page may hang on some dockets."""
    held = Docket.objects.filter(dockets).values("pk")
    return Person.objects.filter(
        Q(pk__in=Party.objects.filter(docket__in=held).values("person"))
        | Q(pk__in=Appearance.objects.filter(party__docket__in=held).values("counsel"))
        | Q(pk__in=DocketJudge.objects.filter(docket__in=held).values("person"))
    )


def _people_with(ids: Iterable[int | None]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=[pk for pk in ids if pk])


def _courts(ids: list[int]) -> Iterator[Document]:
    for court in Court.objects.filter(pk__in=ids):
        names = Names(_names(court, "name"), (*_names(court, "short_name"), court.code), person=False)
        yield Document(COURT, court.pk, names=names)


def _cases(ids: list[int]) -> Iterator[Document]:
    for case in Case.objects.filter(pk__in=ids).prefetch_related("discrepancies"):
        texts = texts_of(case, "title", "summary_tiny", "summary_short", "summary", "not_verified")
        for discrepancy in case.discrepancies.all():
            for code, text in texts_of(discrepancy, "topic", "one_side", "other_side").items():
                texts[code] = f"{texts.get(code, '')}\n{text}"
        yield Document(CASE, case.pk, texts, case_id=case.pk)


def _dockets(ids: list[int]) -> Iterator[Document]:
    rows = Docket.objects.filter(pk__in=ids).select_related("court").prefetch_related("further_numbers")
    for docket in rows:
        texts = texts_of(docket, "division", "caption_translated", "cause_of_action", "disposition", "note")
        numbers = [docket.docket_number, *(further.number for further in docket.further_numbers.all())]
        texts[""] = "\n".join(filter(None, (docket.caption, docket.nature_of_suit, docket.reported_as)))
        yield Document(
            DOCKET,
            docket.pk,
            texts,
            case_id=docket.case_id,
            day=docket.filed_earliest if docket.filed_earliest == docket.filed_latest else None,
            edtf=docket.date_filed,
            numbers=tuple(term for number in numbers if number for term in docket_terms(number)),
            filters=(("docket", docket.pk),),
        )


def _events(ids: list[int]) -> Iterator[Document]:
    for event in Event.objects.filter(pk__in=ids):
        held = (("docket", event.docket_id),) if event.docket_id else ()
        yield Document(
            EVENT,
            event.pk,
            texts_of(event, "text"),
            case_id=event.case_id,
            day=event.date_earliest if event.date_earliest == event.date_latest else None,
            edtf=event.date,
            filters=held,
        )


def _statements(ids: list[int]) -> Iterator[Document]:
    for statement in Statement.objects.filter(pk__in=ids):
        yield Document(
            STATEMENT,
            statement.pk,
            texts_of(statement, "text", "said_to"),
            case_id=statement.case_id,
            day=statement.date_earliest if statement.date_earliest == statement.date_latest else None,
            edtf=statement.date,
        )


def told_statements(audience: Audience) -> QuerySet[Statement]:
    """The statements whose speaker somebody may see; without a speaker there is no claim."""
    statements = Statement.objects.visible_to(audience)
    if audience is DESK:
        return statements
    return statements.filter(pk__in=Speaker.objects.visible_to(audience).values("statement"))


def _of_case(model: type[Any]) -> dict[type[Model], Any]:
    return {Case: lambda cases: model.objects.filter(case__in=cases)}


def _all_courts(audience: Audience) -> QuerySet[Court]:
    """Courts are public knowledge."""
    return Court.objects.all()


def register_kinds() -> None:
    """Tell search what can be found here."""
    register(
        Findable(
            PERSON,
            Person,
            _people,
            _visible_people,
            told_by={
                Person: own,
                PersonName: lambda name: [name.person_id],
                PersonFact: lambda fact: [fact.person_id],
            },
            hidden_by={
                Party: lambda parties: _people_with(party.person_id for party in parties),
                Appearance: lambda rows: _people_with(appearance.counsel_id for appearance in rows),
                DocketJudge: lambda judges: _people_with(judge.person_id for judge in judges),
                Relationship: lambda ties: _people_with(tie.subject_id for tie in ties),
                Docket: lambda dockets: _tied_to(Q(pk__in=[docket.pk for docket in dockets])),
                Case: lambda cases: _tied_to(Q(case__in=cases)),
            },
        )
    )
    register(Findable(COURT, Court, _courts, _all_courts, told_by={Court: own}))
    register(
        Findable(
            CASE,
            Case,
            _cases,
            Case.objects.visible_to,
            told_by={Case: own, Discrepancy: lambda discrepancy: [discrepancy.case_id]},
        )
    )
    register(
        Findable(
            DOCKET,
            Docket,
            _dockets,
            Docket.objects.visible_to,
            told_by={Docket: own, DocketNumber: lambda number: [number.docket_id]},
            hidden_by=_of_case(Docket),
        )
    )
    register(
        Findable(
            EVENT,
            Event,
            _events,
            Event.objects.visible_to,
            told_by={Event: own},
            hidden_by={**_of_case(Event), Docket: lambda dockets: Event.objects.filter(docket__in=dockets)},
        )
    )
    register(
        Findable(
            STATEMENT,
            Statement,
            _statements,
            told_statements,
            told_by={Statement: own},
            hidden_by={
                **_of_case(Statement),
                # By the key: a speaker that was taken away is in no table any more.
                Speaker: lambda rows: Statement.objects.filter(pk__in=[row.statement_id for row in rows]),
                Person: lambda people: Statement.objects.filter(speakers__person__in=people),
            },
        )
    )
