"""The four sources of a timeline: one function each, one query each, plus one per kind of part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from django.db.models import Prefetch

from cases.models import Case, Event, EventPerson, Speaker, Statement
from deadlines.asking import holidays_of
from deadlines.computation import days_of_steps, steps_from_json
from deadlines.explanation import explain, explain_caveats
from deadlines.models import Deadline, Extension, Tolling
from deadlines.standing import differences, readings_of
from filings.enums import Availability
from filings.models import DocketEntry, Document, EntryLink, Filer, StatementCheck
from foundation.core.audience import Audience
from foundation.core.enums import TranslationStatus
from foundation.sources.models import Citation
from people.models import Person
from web.timeline.events import (
    Check,
    DeadlineDetail,
    DocumentRef,
    EntryDetail,
    EventGroup,
    EventSource,
    ExtensionRef,
    FollowedRef,
    LinkRef,
    OutsideDetail,
    PauseRef,
    Place,
    StatementDetail,
    TimelineEvent,
)
from web.timeline.placing import UNNUMBERED, Dated, Spot, place_entries
from web.timeline.refs import Refs

_CITATIONS = partial(Prefetch, queryset=Citation.objects.select_related("source"))
_BEHIND_DOCKETS = 10_000


def _place(day: date | None, *, docket: int, number: int, rank: int, pk: int) -> Place:
    return Place(day is None, day or date.max, docket, number, rank, pk)


def visible_entries(case: Case, audience: Audience) -> list[DocketEntry]:
    """Return the entries of a case that ``audience`` may see, with every part a row shows."""
    rows = DocketEntry.objects.visible_to(audience).filter(docket__case=case)
    return list(
        rows.select_related("docket__court").prefetch_related(
            Prefetch("filers", Filer.objects.visible_to(audience).select_related("person")),
            Prefetch("documents", Document.objects.visible_to(audience)),
            Prefetch("links_from", EntryLink.objects.visible_to(audience).select_related("to_entry")),
            Prefetch("links_to", EntryLink.objects.visible_to(audience).select_related("from_entry")),
            _CITATIONS("citations"),
        )
    )


def spots_of(entries: list[DocketEntry]) -> dict[int, Spot]:
    """Return where each entry stands."""
    return place_entries(
        Dated(
            row.pk,
            row.docket_id,
            row.entry_number,
            row.date_filed,
            row.date_earliest,
            row.date_latest,
            min((day for link in row.links_to.all() if (day := link.from_entry.date_filed)), default=None),
        )
        for row in entries
    )


def entry_events(entries: list[DocketEntry], spots: dict[int, Spot], refs: Refs) -> list[TimelineEvent]:
    """Return one row per docket entry."""
    return [_entry_event(entry, spots[entry.pk], refs) for entry in entries]


def _entry_event(entry: DocketEntry, spot: Spot, refs: Refs) -> TimelineEvent:
    act = entry.is_act_of_court
    return TimelineEvent(
        source=EventSource.ENTRY,
        group=EventGroup.ACTS if act else EventGroup.FILINGS,
        pk=entry.pk,
        place=_place(spot.day, docket=entry.docket.position, number=spot.number, rank=0, pk=entry.pk),
        date="" if entry.is_placeholder else entry.date,
        label="" if entry.is_placeholder else entry.label,
        title=refs.text(entry, "title"),
        note=refs.text(entry, "note"),
        confidence=entry.confidence,
        docket=refs.docket(entry.docket),
        sources=refs.sources(entry.citations.all()),
        detail=EntryDetail(
            kind=entry.kind,
            kind_as_filed=entry.kind_as_filed,
            is_act=act,
            summary=refs.text(entry, "summary"),
            text=entry.text,
            filers=tuple(refs.person(filer.person) for filer in entry.filers.all()),
            filers_note=refs.text(entry, "filers_note"),
            links=_links(entry, refs),
            documents=tuple(_document(document, refs) for document in entry.documents.all()),
            page_count=entry.page_count,
            is_placeholder=entry.is_placeholder,
            stricken=entry.stricken,
            stricken_note=entry.stricken_note,
        ),
        earliest=None if entry.is_placeholder else entry.date_earliest,
        latest=None if entry.is_placeholder else entry.date_latest,
    )


def _links(entry: DocketEntry, refs: Refs) -> tuple[LinkRef, ...]:
    forward = [
        LinkRef(
            link.kind,
            link.outcome,
            (link.to_entry.label or link.to_entry.get_kind_display())
            if link.to_entry
            else f"ECF {link.to_number}",
            link.to_entry_id,
            note=refs.text(link, "note"),
        )
        for link in entry.links_from.all()
    ]
    backward = [
        refs.entry(link.from_entry, kind=link.kind, outcome=link.outcome, reverse=True)
        for link in entry.links_to.all()
    ]
    return (*forward, *backward)


def _document(document: Document, refs: Refs) -> DocumentRef:
    return DocumentRef(
        pk=document.pk,
        title=refs.text(document, "title"),
        availability=document.availability,
        is_held=document.availability == Availability.HELD and bool(document.file),
        page_count=document.page_count,
    )


def deadline_events(
    case: Case, spots: dict[int, Spot], refs: Refs, audience: Audience
) -> list[TimelineEvent]:
    """Return one row per deadline, standing where its trigger stands."""
    rows = Deadline.objects.visible_to(audience).filter(docket__case=case)
    related = ("docket__court", "trigger__entry", "satisfied_by", "obligor", "depends_on__trigger__entry")
    extensions = Prefetch("extensions", Extension.objects.visible_to(audience).select_related("entry"))
    pauses = Prefetch("tollings", Tolling.objects.visible_to(audience).select_related("entry"))
    deadlines = rows.select_related(*related).prefetch_related(extensions, pauses, _CITATIONS("citations"))
    named = visible_people(audience, (row.obligor_id for row in deadlines))
    return [_deadline_event(row, spots, refs, named) for row in deadlines]


def visible_people(audience: Audience, ids: Iterable[int | None]) -> set[int]:
    """Return those of the ids whose persons ``audience`` may see named."""
    wanted = {pk for pk in ids if pk is not None}
    return set(Person.objects.visible_to(audience).filter(pk__in=wanted).values_list("pk", flat=True))


def _deadline_event(row: Deadline, spots: dict[int, Spot], refs: Refs, named: set[int]) -> TimelineEvent:
    trigger = row.trigger
    spot = spots.get(trigger.entry_id or 0) or Spot(trigger.date or row.due_on, UNNUMBERED)
    # A day that was moved by hand or by an extension was not counted: the count ends on another day.
    steps = steps_from_json(row.steps) if row.due_on == row.computed_on else ()

    def entry_ref(entry: DocketEntry | None) -> LinkRef | None:
        # Only entries that have a spot are visible to this reader.
        return refs.entry(entry) if entry is not None and entry.pk in spots else None

    return TimelineEvent(
        source=EventSource.DEADLINE,
        group=EventGroup.DEADLINES,
        pk=row.pk,
        place=_place(spot.day, docket=row.docket.position, number=spot.number, rank=1, pk=row.pk),
        date=trigger.date.isoformat() if trigger.date else "",
        label="",
        title=refs.text(row, "title"),
        note=refs.text(row, "note"),
        confidence=row.due_confidence,
        docket=refs.docket(row.docket),
        sources=refs.sources(row.citations.all()),
        detail=DeadlineDetail(
            basis=row.basis,
            state=row.state,
            state_note=refs.text(row, "state_note"),
            due_on=row.due_on,
            due_time=row.due_time,
            period_length=row.period_length,
            trigger=entry_ref(trigger.entry),
            trigger_text=refs.text(trigger, "description"),
            obligor=refs.person(row.obligor) if row.obligor and row.obligor_id in named else None,
            rule=row.rule,
            is_ordered=row.ordered_by_id is not None,
            length_confidence=row.length_confidence,
            length_note=refs.text(row, "length_note"),
            due_confidence=row.due_confidence,
            satisfied_by=entry_ref(row.satisfied_by),
            steps=tuple(explain(steps, refs.language)),
            caveats=tuple(explain_caveats(row.caveats)) if steps else (),
            window=days_of_steps(steps),
            holidays=holidays_of(row.docket.court),
            extensions=tuple(
                ExtensionRef(
                    step.previous_due_on, step.due_on, refs.text(step, "reason"), entry_ref(step.entry)
                )
                for step in row.extensions.all()
            ),
            period_unit=row.period_unit,
            period_direction=row.period_direction,
            readings=tuple(readings_of(row.readings)),
            differences=tuple(differences(row)),
            paused_on=row.paused_on,
            pauses=tuple(
                PauseRef(
                    pause.paused_on, pause.resumed_on, refs.text(pause, "reason"), entry_ref(pause.entry)
                )
                for pause in row.tollings.all()
            ),
            follows=_followed(row.depends_on, refs, entry_ref),
        ),
        earliest=trigger.date,
        latest=trigger.date,
    )


def _followed(
    ahead: Deadline | None, refs: Refs, entry_ref: Callable[[DocketEntry | None], LinkRef | None]
) -> FollowedRef | None:
    """The deadline that one runs from: a reader who sees the one sees the other."""
    if ahead is None:
        return None
    title = refs.text(ahead, "title")
    return FollowedRef(f"deadline-{ahead.pk}", title, entry_ref(ahead.trigger.entry))


def outside_events(case: Case, refs: Refs, audience: Audience) -> list[TimelineEvent]:
    """Return one row per event outside the docket."""
    rows = Event.objects.visible_to(audience).filter(case=case).select_related("docket__court")
    people = Prefetch("people", EventPerson.objects.visible_to(audience).select_related("person"))
    return [_outside_event(row, refs) for row in rows.prefetch_related(people, _CITATIONS("citations"))]


def _outside_event(row: Event, refs: Refs) -> TimelineEvent:
    docket = row.docket.position if row.docket else _BEHIND_DOCKETS
    return TimelineEvent(
        source=EventSource.EVENT,
        group=EventGroup.EVENTS,
        pk=row.pk,
        place=_place(
            row.date_earliest or row.date_latest, docket=docket, number=UNNUMBERED, rank=2, pk=row.pk
        ),
        date=row.date,
        label="",
        title=refs.text(row, "text"),
        note=None,
        confidence="",
        docket=refs.docket(row.docket) if row.docket else None,
        sources=refs.sources(row.citations.all()),
        detail=OutsideDetail(
            kind=row.kind,
            claim=row.claim,
            people=tuple(refs.person(link.person) for link in row.people.all()),
        ),
        earliest=row.date_earliest,
        latest=row.date_latest,
    )


def statement_events(
    case: Case, spots: dict[int, Spot], refs: Refs, audience: Audience
) -> list[TimelineEvent]:
    """Return one row per statement whose speaker may be named; without a speaker there is no claim."""
    rows = Statement.objects.visible_to(audience).filter(case=case).select_related("subject", "confirmed_by")
    checks = StatementCheck.objects.visible_to(audience).select_related("entry")
    events = rows.prefetch_related(
        Prefetch("speakers", Speaker.objects.visible_to(audience).select_related("person")),
        Prefetch("checks", checks.prefetch_related(_CITATIONS("citations"))),
        _CITATIONS("citations"),
    )
    named = visible_people(audience, (row.confirmed_by_id for row in events))
    return [_statement_event(row, refs, named) for row in events if row.speakers.all()]


def _statement_event(row: Statement, refs: Refs, named: set[int]) -> TimelineEvent:
    confirmed = row.confirmed_by if row.confirmed_by_id in named else None
    citations = [*row.citations.all()]
    for check in row.checks.all():
        citations += check.citations.all()
    return TimelineEvent(
        source=EventSource.STATEMENT,
        group=EventGroup.STATEMENTS,
        pk=row.pk,
        place=_place(
            row.date_earliest or row.date_latest,
            docket=_BEHIND_DOCKETS,
            number=row.subject.position * 1000 + row.position,
            rank=3,
            pk=row.pk,
        ),
        date=row.date,
        label="",
        title=refs.text(row, "text"),
        note=None,
        confidence="",
        docket=None,
        sources=refs.sources(citations),
        detail=StatementDetail(
            subject_id=row.subject_id,
            subject=refs.text(row.subject, "name"),
            claim=row.claim,
            speakers=tuple(refs.person(speaker.person) for speaker in row.speakers.all()),
            speaker_tie=refs.text(row, "speaker_tie"),
            said_to=refs.text(row, "said_to"),
            confirmed_by=refs.person(confirmed) if confirmed else None,
            confirmer_tie=refs.text(row, "confirmer_tie"),
            checks=tuple(
                Check(
                    check.verdict,
                    refs.text(check, "finding"),
                    refs.entry(check.entry) if check.entry else None,
                )
                for check in row.checks.all()
            ),
            is_unreviewed=row.translation == TranslationStatus.UNREVIEWED,
        ),
        earliest=row.date_earliest,
        latest=row.date_latest,
    )
