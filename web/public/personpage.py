"""What a person's page shows: names, roles in proceedings, offices, ties; nothing that bears on none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Min, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cases.enums import AppearanceRole, JudgeRole, PartyRole
from cases.models import Appearance, Docket, DocketJudge, Party
from filings.models import DocketEntry
from foundation.core.audience import Audience
from foundation.core.languages import LocalizedText
from people.models import Person, PersonFact, PersonName, Relationship
from web.public import words
from web.public.lanes import proceedings_figure
from web.public.places import Places
from web.timeline.events import DocketRef, PersonRef, SourceNote
from web.timeline.refs import WITH_SOURCES, Refs, heading_of


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role on a docket, with the case that the docket belongs to, and where the docket stands in it."""

    case_id: int
    case_url: str
    case_title: LocalizedText
    url: str
    docket: DocketRef
    heading: LocalizedText
    role: str
    name_as_filed: str
    note: LocalizedText


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie to another person, read in the direction in which it is stored."""

    subject: PersonRef
    label: LocalizedText
    object: PersonRef
    claim: str
    start: str
    end: str
    note: LocalizedText
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class FactLine:
    """A sourced sentence."""

    text: LocalizedText
    sources: tuple[SourceNote, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's page."""

    person: Person
    name: LocalizedText
    other_names: tuple[tuple[str, str, str], ...]
    name_note: LocalizedText
    role: LocalizedText
    public_office: LocalizedText
    facts: tuple[FactLine, ...]
    roles: tuple[RoleLine, ...]
    #: The proceedings of the roles over time.
    picture: SafeString
    ties: tuple[TieLine, ...]
    sources: tuple[SourceNote, ...]


def build_person_page(person: Person, *, refs: Refs, audience: Audience) -> PersonPage:
    """Return a person's page for a reader; a constant number of queries."""
    facts = PersonFact.objects.visible_to(audience).filter(person=person).prefetch_related(WITH_SOURCES)
    roles, dockets = _roles(person, refs, audience)
    return PersonPage(
        person=person,
        name=refs.text(person, "name"),
        other_names=_names(person, refs, audience),
        name_note=refs.text(person, "name_note"),
        role=refs.text(person, "role"),
        public_office=refs.text(person, "public_office"),
        facts=tuple(FactLine(refs.text(fact, "text"), refs.sources(fact.citations.all())) for fact in facts),
        roles=roles,
        picture=_picture(dockets, audience),
        ties=_ties(person, refs, audience),
        sources=refs.sources(person.citations.select_related("source")),
    )


def _names(person: Person, refs: Refs, audience: Audience) -> tuple[tuple[str, str, str], ...]:
    """Every form of the name but the one in the heading: (text, language, where it comes from)."""
    heading = refs.text(person, "name").text
    own = [(str(getattr(person, f"name_{code}") or ""), code, "") for code in ("kk", "ru", "en")]
    rows = PersonName.objects.visible_to(audience).filter(person=person)
    further = [(row.text, row.language, row.note or row.get_kind_display()) for row in rows]
    seen = {heading, ""}
    names = []
    for name in [*own, *further]:
        if name[0] not in seen:
            seen.add(name[0])
            names.append(name)
    return tuple(names)


def _roles(person: Person, refs: Refs, audience: Audience) -> tuple[tuple[RoleLine, ...], list[Docket]]:
    related = ("docket__case", "docket__court")
    parties = Party.objects.visible_to(audience).filter(person=person).select_related(*related)
    judges = DocketJudge.objects.visible_to(audience).filter(person=person).select_related(*related)
    appearances = Appearance.objects.visible_to(audience).filter(Q(counsel=person) | Q(firm=person))
    lines = [
        _line(row.docket, words.label(PartyRole, row.role), row.name_as_filed, refs.text(row, "note"), refs)
        for row in parties
    ]
    lines += [
        _line(row.docket, words.label(JudgeRole, row.role), "", refs.text(row, "note"), refs)
        for row in judges
    ]
    dockets = {row.docket_id: row.docket for row in parties}
    dockets |= {row.docket_id: row.docket for row in judges}
    for row in appearances.select_related("party__docket__case", "party__docket__court", "party__person"):
        role = f"{words.label(AppearanceRole, row.role)}: {refs.text(row.party.person, 'name')}"
        dockets[row.party.docket_id] = row.party.docket
        lines.append(_line(row.party.docket, role, "", refs.text(row, "note"), refs))
    lines.sort(key=lambda line: (line.case_id, line.docket.position, line.role))
    return tuple(lines), sorted(dockets.values(), key=lambda docket: (docket.case_id, docket.position))


def _picture(dockets: list[Docket], audience: Audience) -> SafeString:
    """The proceedings over time; where a docket does not say when it ran, its entries say it at least."""
    entries = DocketEntry.objects.visible_to(audience).filter(docket__in=dockets).order_by()
    known = entries.values("docket").annotate(first=Min("date_earliest"), last=Max("date_latest"))
    spans = {row["docket"]: (row["first"], row["last"]) for row in known}
    cases = {docket.pk: _case_url(docket) for docket in dockets}
    return proceedings_figure(
        dockets, spans, places=Places("", cases=cases), label=_("Proceedings over time")
    )


def _line(docket: Docket, role: str, as_filed: str, note: LocalizedText, refs: Refs) -> RoleLine:
    case, case_url = docket.case, _case_url(docket)
    return RoleLine(
        case_id=case.pk,
        case_url=case_url,
        case_title=refs.text(case, "title"),
        url=Places(case_url).docket(docket.pk),
        docket=refs.docket(docket),
        heading=heading_of(docket, refs.language),
        role=role,
        name_as_filed=as_filed,
        note=note,
    )


def _case_url(docket: Docket) -> str:
    return reverse("public:case", args=[docket.case_id, docket.case.slug])


def _ties(person: Person, refs: Refs, audience: Audience) -> tuple[TieLine, ...]:
    visible = Relationship.objects.visible_to(audience).select_related("subject", "object")
    rows = visible.filter(Q(subject=person) | Q(object=person)).prefetch_related(WITH_SOURCES)
    return tuple(
        TieLine(
            refs.person(row.subject),
            refs.text(row, "label"),
            refs.person(row.object),
            row.claim,
            row.start,
            row.end,
            refs.text(row, "note"),
            refs.sources(row.citations.all()),
        )
        for row in rows
    )
