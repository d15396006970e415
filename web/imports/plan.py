"""What a load writes, in the order in which it is written: one `Planned` for each row of a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from cases.models import (
    Appearance,
    Case,
    Court,
    Discrepancy,
    Docket,
    DocketJudge,
    DocketLink,
    DocketNumber,
    Event,
    EventPerson,
    Party,
    Speaker,
    Statement,
    StatementSubject,
)
from deadlines.enums import DueBasis, TriggerKind
from deadlines.models import Deadline, TriggerEvent
from filings.enums import ACTS_OF_COURT
from filings.models import DocketEntry, EntryLink, Filer, StatementCheck
from foundation.core.dates import parse_edtf
from foundation.sources.models import Citation, Source
from people.models import Person, PersonFact, PersonName, Relationship
from web.imports import rows
from web.imports.columns import Planned, Ref, cited_field, planned, ref
from web.imports.parsing.problems import Place


def _citations(row: Any, owner: Planned) -> Iterator[Planned]:
    for number, citation in enumerate(row.citations, 1):
        place = owner.place.at("citations").item(number)
        name = cited_field(row, owner.model, citation.field) if citation.field else ""
        parts = (citation.source, citation.field or "", f"@{citation.locator}" if citation.locator else "")
        yield planned(
            ":".join((owner.key, "citations", *filter(None, parts))),
            place,
            Citation,
            citation,
            parent=owner.key,
            claim=Ref(owner.key),
            source=ref("sources", citation.source),
            # An unknown field keeps the file's word; `web.imports.limits` reports it.
            field=name if name is not None else f"?{citation.field}",
        )


def _with_citations(record: Planned, row: Any) -> Iterator[Planned]:
    yield record
    yield from _citations(row, record)


def plan(found: rows.FlagshipRows) -> list[Planned]:
    """Return everything that the files describe, lowest floor first, each record after those it refers to.

    Pure and total: rows with unknown references give a plan too, so that its values can be checked.
    """
    steps = (
        _sources(found.sources),
        _courts(found.courts),
        _people(found.people),
        _relationships(found.relationships),
        _case(found.case, found.discrepancies),
        _dockets(found.dockets),
        _events(found.events),
        _statements(found),
        _entries(found.entries),
        _checks(found.statements),
        _deadlines(found),
    )
    return [record for step in steps for record in step]


def _sources(sources: tuple[rows.SourceRow, ...]) -> Iterator[Planned]:
    for row in sources:
        yield planned(f"sources:{row.key}", Place("sources.yaml", row.key), Source, row)


def _courts(courts: tuple[rows.CourtRow, ...]) -> Iterator[Planned]:
    above = {row.key: row.appeals_to for row in courts}

    def height(key: str | None) -> int:
        seen: set[str] = set()
        while key is not None and key not in seen:
            seen.add(key)
            key = above.get(key)
        return len(seen)

    for row in sorted(courts, key=lambda row: height(row.key)):
        court = planned(
            f"courts:{row.key}",
            Place("courts.yaml", row.key),
            Court,
            row,
            appeals_to=ref("courts", row.appeals_to),
        )
        yield from _with_citations(court, row)


def _people(people: tuple[rows.PersonRow, ...]) -> Iterator[Planned]:
    for row in people:
        key, place = f"people:{row.key}", Place("people.yaml", row.key)
        yield from _with_citations(planned(key, place, Person, row), row)
        for number, name in enumerate(row.names, 1):
            here = place.at("names").item(number)
            yield planned(f"{key}:names:{name.text}", here, PersonName, name, parent=key, person=Ref(key))
        for number, fact in enumerate(row.facts, 1):
            here = place.at("facts").item(number)
            record = planned(
                f"{key}:facts:{number}", here, PersonFact, fact, parent=key, person=Ref(key), position=number
            )
            yield from _with_citations(record, fact)


def _relationships(relationships: tuple[rows.RelationshipRow, ...]) -> Iterator[Planned]:
    seen: dict[str, int] = {}
    for number, row in enumerate(relationships, 1):
        key = f"relationships:{row.subject}:{row.kind.value}:{row.object}"
        seen[key] = seen.get(key, 0) + 1
        record = planned(
            # A person may hold two offices at one place, one after the other.
            key if seen[key] == 1 else f"{key}:{seen[key]}",
            Place("relationships.yaml", f"record {number}"),
            Relationship,
            row,
            subject=ref("people", row.subject),
            object=ref("people", row.object),
        )
        yield from _with_citations(record, row)


_CASE = Ref("case")


def _case(row: rows.CaseRow | None, discrepancies: tuple[rows.DiscrepancyRow, ...]) -> Iterator[Planned]:
    if row:
        yield from _with_citations(planned(_CASE.key, Place("case.yaml", row.slug), Case, row), row)
    for position, discrepancy in enumerate(discrepancies, 1):
        record = planned(
            f"discrepancies:{discrepancy.key}",
            Place("discrepancies.yaml", discrepancy.key),
            Discrepancy,
            discrepancy,
            case=_CASE,
            position=position,
        )
        yield from _with_citations(record, discrepancy)


def _dockets(dockets: tuple[rows.DocketRow, ...]) -> Iterator[Planned]:
    for position, row in enumerate(dockets, 1):
        key, place = f"dockets:{row.key}", Place("dockets.yaml", row.key)
        docket = planned(
            key, place, Docket, row, case=_CASE, court=ref("courts", row.court), position=position
        )
        yield from _with_citations(docket, row)
        yield from _docket_parts(row, key, place)
    for row in dockets:
        key, place = f"dockets:{row.key}", Place("dockets.yaml", row.key)
        for number, link in enumerate(row.links, 1):
            record = planned(
                f"{key}:links:{link.kind.value}:{link.to}",
                place.at("links").item(number),
                DocketLink,
                link,
                parent=key,
                from_docket=Ref(key),
                to_docket=ref("dockets", link.to),
            )
            yield from _with_citations(record, link)


def _docket_parts(row: rows.DocketRow, key: str, place: Place) -> Iterator[Planned]:
    docket = Ref(key)
    for number, further in enumerate(row.further_numbers, 1):
        here = place.at("further_numbers").item(number)
        yield planned(
            f"{key}:further_numbers:{further}", here, DocketNumber, parent=key, docket=docket, number=further
        )
    for number, judge in enumerate(row.judges, 1):
        yield planned(
            f"{key}:judges:{judge.person}:{judge.role.value}",
            place.at("judges").item(number),
            DocketJudge,
            judge,
            parent=key,
            docket=docket,
            person=ref("people", judge.person),
        )
    for number, party in enumerate(row.parties, 1):
        record = planned(
            f"parties:{party.key}",
            place.at("parties").item(number),
            Party,
            party,
            parent=key,
            docket=docket,
            person=ref("people", party.person),
        )
        yield from _with_citations(record, party)
    for number, appearance in enumerate(row.appearances, 1):
        record = planned(
            f"{key}:appearances:{appearance.party}:{appearance.counsel}",
            place.at("appearances").item(number),
            Appearance,
            appearance,
            parent=key,
            party=ref("parties", appearance.party),
            counsel=ref("people", appearance.counsel),
            firm=ref("people", appearance.firm),
        )
        yield from _with_citations(record, appearance)


def _events(events: tuple[rows.EventRow, ...]) -> Iterator[Planned]:
    for row in events:
        key, place = f"events:{row.key}", Place("events.yaml", row.key)
        event = planned(key, place, Event, row, case=_CASE, docket=ref("dockets", row.docket))
        yield from _with_citations(event, row)
        for number, person in enumerate(row.people, 1):
            yield planned(
                f"{key}:people:{person}",
                place.at("people").item(number),
                EventPerson,
                parent=key,
                event=Ref(key),
                person=ref("people", person),
            )


def _statements(found: rows.FlagshipRows) -> Iterator[Planned]:
    for position, subject in enumerate(found.subjects, 1):
        place = Place("statements.yaml", subject.key)
        yield planned(
            f"subjects:{subject.key}", place, StatementSubject, subject, case=_CASE, position=position
        )
    for position, row in enumerate(found.statements, 1):
        key, place = f"statements:{row.key}", Place("statements.yaml", row.key)
        statement = planned(
            key,
            place,
            Statement,
            row,
            case=_CASE,
            subject=ref("subjects", row.subject),
            confirmed_by=ref("people", row.confirmed_by),
            position=position,
        )
        yield from _with_citations(statement, row)
        for number, person in enumerate(row.speakers, 1):
            yield planned(
                f"{key}:speakers:{person}",
                place.at("speakers").item(number),
                Speaker,
                parent=key,
                statement=Ref(key),
                person=ref("people", person),
            )


def _entries(entries: tuple[rows.EntryRow, ...]) -> Iterator[Planned]:
    for row in entries:
        key, place = f"entries:{row.key}", Place("entries.yaml", row.key)
        entry = planned(key, place, DocketEntry, row, docket=ref("dockets", row.docket))
        yield entry
        for number, person in enumerate(row.filers, 1):
            yield planned(
                f"{key}:filers:{person}",
                place.at("filers").item(number),
                Filer,
                parent=key,
                entry=Ref(key),
                person=ref("people", person),
            )
        yield from _citations(row, entry)
    for row in entries:
        key, place = f"entries:{row.key}", Place("entries.yaml", row.key)
        for number, link in enumerate(row.links, 1):
            yield planned(
                f"{key}:links:{link.kind.value}:{link.to or link.to_number}",
                place.at("links").item(number),
                EntryLink,
                link,
                parent=key,
                from_entry=Ref(key),
                to_entry=ref("entries", link.to),
            )


def _checks(statements: tuple[rows.StatementRow, ...]) -> Iterator[Planned]:
    for row in statements:
        key, place = f"statements:{row.key}", Place("statements.yaml", row.key)
        for number, check in enumerate(row.checks, 1):
            record = planned(
                f"{key}:checks:{number}",
                place.at("checks").item(number),
                StatementCheck,
                check,
                parent=key,
                statement=Ref(key),
                entry=ref("entries", check.entry),
            )
            yield from _with_citations(record, check)


def _deadlines(found: rows.FlagshipRows) -> Iterator[Planned]:
    entries = {row.key: row for row in found.entries}
    planned_triggers: set[str] = set()
    for row in found.deadlines:
        key, place = f"deadlines:{row.key}", Place("deadlines.yaml", row.key)
        trigger, docket = row.trigger, ref("dockets", row.docket)
        entry = entries.get(trigger.entry) if trigger.entry else None
        trigger_key = f"triggers:{entry.key}:{trigger.kind.value}" if entry else f"triggers:{row.key}"
        if trigger_key not in planned_triggers:
            planned_triggers.add(trigger_key)
            yield planned(
                trigger_key,
                place.at("trigger"),
                TriggerEvent,
                trigger,
                docket=docket,
                entry=ref("entries", trigger.entry),
                date=_trigger_day(trigger, entry),
            )
        orders = entry is not None and trigger.kind is TriggerKind.ORDER and entry.kind in ACTS_OF_COURT
        deadline = planned(
            key,
            place,
            Deadline,
            row,
            expected_due=row.expected_due,
            docket=docket,
            trigger=Ref(trigger_key),
            ordered_by=ref("entries", trigger.entry) if orders else None,
            obligor=ref("people", row.obligor),
            satisfied_by=ref("entries", row.satisfied_by),
            period_length=row.period.n if row.period else None,
            period_unit=row.period.unit if row.period else "days",
            basis=(DueBasis.FIXED_BY_ORDER if row.fixed_on else DueBasis.COMPUTED).value,
        )
        yield from _with_citations(deadline, row)


def _trigger_day(trigger: rows.TriggerRow, entry: rows.EntryRow | None) -> dt.date | None:
    """Return the day that starts the period: the entry's, except for service, which has its own."""
    if entry is None or trigger.kind is TriggerKind.SERVICE:
        return trigger.date
    return parse_edtf(entry.date).exact if entry.date else None
