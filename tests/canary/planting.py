"""Records that must not be seen, each with a word of its own in every text, beside one public case."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case
from foundation.core.enums import PublicationStatus
from people.models import Person
from tests.factories import (
    AppearanceFactory,
    CaseFactory,
    CitationFactory,
    DeadlineFactory,
    DiscrepancyFactory,
    DocketEntryFactory,
    DocketFactory,
    DocketJudgeFactory,
    DocumentFactory,
    EntryLinkFactory,
    EventFactory,
    EventPersonFactory,
    FilerFactory,
    PartyFactory,
    PersonFactFactory,
    PersonFactory,
    PersonNameFactory,
    RelationshipFactory,
    SourceFactory,
    SpeakerFactory,
    StatementCheckFactory,
    StatementFactory,
)
from tests.factories.publication import FAR_AHEAD, LONG_AGO

#: Every word begins like this; whoever searches for it finds them all and never writes one of them whole.
STEM = "kanarejka"

#: Every way in which a record is hidden. A status that is new is among them by itself.
STATES: Mapping[str, Mapping[str, Any]] = {
    **{
        status.value: {"status": status}
        for status in PublicationStatus
        if status != PublicationStatus.PUBLISHED
    },
    "scheduled": {"status": PublicationStatus.IN_REVIEW, "publish_at": FAR_AHEAD},
    "scheduled, but nobody published it": {"status": PublicationStatus.IN_REVIEW, "publish_at": LONG_AGO},
    "embargoed": {"embargo_until": FAR_AHEAD},
    "embargo over, but nobody lifted it": {"embargo_until": LONG_AGO},
    "sealed": {"sealed": True},
}

Plant = Callable[..., Any]


def texts(mark: str, *names: str) -> dict[str, str]:
    """Return the same word for each text, in each of the three languages."""
    return {f"{name}_{language}": mark for name in names for language in ("en", "ru", "kk")}


def public_case() -> tuple[Case, Person]:
    """Return a public case with an entry and a party, on whose pages everything hidden would show."""
    case = CaseFactory()
    docket = DocketFactory(case=case, is_lead=True)
    DocketEntryFactory(docket=docket)
    party = PersonFactory(name="Jane Roe")
    PartyFactory(docket=docket, person=party)
    return case, party


def plant_case(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A case with all that hangs on it."""
    hidden = CaseFactory(
        slug=mark, **texts(mark, "title", "summary_tiny", "summary_short", "summary", "not_verified"), **state
    )
    DiscrepancyFactory(case=hidden)
    docket = DocketFactory(case=hidden, caption=mark, docket_number=mark)
    PartyFactory(docket=docket, person=party, name_as_filed=mark)
    DocketEntryFactory(docket=docket, **texts(mark, "title"))
    CitationFactory(claim=hidden, source=SourceFactory(title=mark, publisher=mark))
    return hidden


def plant_docket(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A docket with a party, an order and its deadline."""
    docket = DocketFactory(
        case=case,
        caption=mark,
        docket_number=mark,
        **texts(mark, "disposition", "cause_of_action", "note"),
        **state,
    )
    order = DocketEntryFactory(docket=docket, **texts(mark, "title"))
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, **texts(mark, "title"))
    PartyFactory(docket=docket, person=party, name_as_filed=mark)
    CitationFactory(claim=docket, source__title=mark)
    return docket


def plant_entry(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """An entry with filer, paper, link, deadline, source and what it shows of a statement."""
    docket = case.dockets.first()
    first = docket.entries.order_by("pk").first()
    marked = texts(mark, "title", "note", "filers_note")
    entry = DocketEntryFactory(docket=docket, text=mark, summary=mark, **marked, **state)
    _paper(entry, mark)
    FilerFactory(entry=entry, person=PersonFactory(name=mark))
    EntryLinkFactory(from_entry=entry, to_entry=first, **texts(mark, "note"))
    EntryLinkFactory(from_entry=first, to_entry=entry, **texts(mark, "note"))
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry, **texts(mark, "title"))
    CitationFactory(claim=entry, source__title=mark)
    statement = StatementFactory(case=case)
    SpeakerFactory(statement=statement, person=party)
    StatementCheckFactory(statement=statement, entry=entry, **texts(mark, "finding"))
    return entry


def plant_document(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A paper that is held, with the word in its file."""
    return _paper(case.dockets.first().entries.order_by("pk").first(), mark, **state)


def _paper(entry: Any, mark: str, **state: Any) -> Any:
    document = DocumentFactory(
        entry=entry,
        attachment_number=entry.documents.count(),
        availability="held",
        file=SimpleUploadedFile(f"{mark}.pdf", f"%PDF-1.4 {mark}".encode()),
        **texts(mark, "title"),
        **state,
    )
    CitationFactory(claim=document, source__title=mark)
    return document


def plant_event(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """Something outside the docket."""
    event = EventFactory(case=case, **texts(mark, "text"), **state)
    EventPersonFactory(event=event, person=party)
    CitationFactory(claim=event, source__title=mark)
    return event


def plant_statement(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """What somebody says."""
    statement = StatementFactory(case=case, **texts(mark, "text", "said_to"), **state)
    SpeakerFactory(statement=statement, person=party)
    CitationFactory(claim=statement, source__title=mark)
    return statement


def plant_deadline(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A deadline of a public order."""
    docket = case.dockets.first()
    order = DocketEntryFactory(docket=docket)
    marked = texts(mark, "title", "note", "length_note", "state_note")
    deadline = DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, **marked, **state)
    CitationFactory(claim=deadline, source__title=mark)
    return deadline


def plant_relationship(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A tie of a public person."""
    marked = texts(mark, "label", "note")
    tie = RelationshipFactory(subject=party, object=PersonFactory(), **marked, **state)
    CitationFactory(claim=tie, source__title=mark)
    return tie


def plant_person(case: Case, party: Person, mark: str, **state: Any) -> Any:
    """A person in every part that one can play in a public case."""
    hidden = PersonFactory(**texts(mark, "name", "name_note", "role"), **state)
    PersonNameFactory(person=hidden, text=mark)
    PersonFactFactory(person=hidden, **texts(mark, "text"))
    docket = case.dockets.first()
    entry = DocketEntryFactory(docket=docket)
    DocketJudgeFactory(docket=docket, person=hidden)
    FilerFactory(entry=entry, person=hidden)
    theirs = PartyFactory(docket=docket, person=hidden, name_as_filed=mark)
    AppearanceFactory(party=theirs)
    AppearanceFactory(party=docket.parties.exclude(pk=theirs.pk).first(), counsel=hidden)
    EventPersonFactory(event=EventFactory(case=case), person=hidden)
    said = StatementFactory(case=case, **texts(mark, "text"))
    SpeakerFactory(statement=said, person=hidden)
    CitationFactory(claim=said, source__title=mark)
    CitationFactory(claim=StatementCheckFactory(statement=said, entry=entry), source__title=mark)
    SpeakerFactory(statement=StatementFactory(case=case, confirmed_by=hidden), person=party)
    RelationshipFactory(subject=party, object=hidden, **texts(mark, "label"))
    RelationshipFactory(subject=hidden, object=party, **texts(mark, "label"))
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=entry, obligor=hidden)
    return hidden


#: How a record of each model with a publication state is planted, by the name of the model.
PLANTS: Mapping[str, Plant] = {
    "Case": plant_case,
    "Docket": plant_docket,
    "DocketEntry": plant_entry,
    "Document": plant_document,
    "Event": plant_event,
    "Statement": plant_statement,
    "Deadline": plant_deadline,
    "Relationship": plant_relationship,
    "Person": plant_person,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A record that must not be seen."""

    model: str
    pk: int
    state: str
    mark: str


def plant_everything(models: Collection[str]) -> Iterator[Planted]:
    """Plant a record of each of these models in each state that hides."""
    case, party = public_case()
    pairs = [(model, state) for model in models for state in STATES]
    for number, (model, state) in enumerate(pairs):
        mark = f"{STEM}{number}z"
        record = PLANTS[model](case, party, mark, **STATES[state])
        yield Planted(model, record.pk, state, mark)
