"""What stands over every page of a case: its name, its facts, and how much is on each of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db.models import IntegerField, Model, QuerySet, Subquery
from django.urls import reverse

from cases.models import Appearance, Case, Discrepancy, Docket, Event, Party, Speaker, Statement
from deadlines.models import Deadline
from filings.models import DocketEntry, Document, StatementCheck
from foundation.core.audience import Audience
from foundation.core.languages import LocalizedText, localized
from foundation.core.prepared import prepared
from foundation.sources.models import Citation
from web.public import words
from web.timeline.events import PersonRef
from web.timeline.persons import JUDGE, Persons
from web.timeline.wanted import shown

#: What of a case can carry a citation that its pages show, and the way from there to the case.
_CITED: Mapping[type[Model], str] = {
    Case: "pk",
    Docket: "case",
    DocketEntry: "docket__case",
    Deadline: "docket__case",
    Event: "case",
    Statement: "case",
    StatementCheck: "statement__case",
    Discrepancy: "case",
    Party: "docket__case",
    Appearance: "party__docket__case",
}


class _Number(Subquery):
    """How many rows a queryset has, as a column of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class CaseHead:
    """The head of a case's pages. ``lead`` is the docket that the case is known by."""

    case: Case
    url: str
    title: LocalizedText
    summary_short: LocalizedText
    summary: LocalizedText
    lead: Docket | None
    lead_court: LocalizedText | None
    lead_division: LocalizedText | None
    lead_state_note: LocalizedText | None
    judges: tuple[PersonRef, ...]
    docket_count: int
    court_count: int
    countries: tuple[str, ...]
    counts: Mapping[str, int]

    @property
    def related_count(self) -> int:
        """How many proceedings there are beside the one that the case is known by."""
        return max(0, self.docket_count - 1)


def counts_of(case: Case, audience: Audience) -> dict[str, int]:
    """Return how many rows, persons, documents and sources the pages of a case show; one query.

    In production they are remembered under the version of the case, whatever a reader narrows.
    """
    if not settings.REMEMBER_PAGES:
        return _counts(case.pk, audience)
    key = f"counts-{audience.value}-{case.pk}-{case.version}"
    found: dict[str, int] | None = caches["pages"].get(key)
    if found is None:
        found = _counts(case.pk, audience)
        caches["pages"].set(key, found)
    return found


def _counts(pk: int, audience: Audience) -> dict[str, int]:
    (found,) = _numbers(pk, *_kinds(), audience=audience)
    return dict(zip(("timeline", "parties", "documents", "sources"), found, strict=True))


@prepared
def _numbers(case: int, *kinds: int, audience: Audience) -> QuerySet[Any]:
    spoken = Speaker.objects.visible_to(audience).filter(statement__case=case).values("statement").distinct()
    people = (Party.objects.visible_to(audience).filter(docket__case=case).order_by().values("person")).union(
        Appearance.objects.visible_to(audience).filter(party__docket__case=case).order_by().values("counsel")
    )
    rows = [
        _count(DocketEntry.objects.visible_to(audience).filter(docket__case=case)),
        _count(Deadline.objects.visible_to(audience).filter(docket__case=case)),
        _count(Event.objects.visible_to(audience).filter(case=case)),
        _Number(spoken.order_by()),
    ]
    found: QuerySet[Any] = Case.objects.filter(pk=case).values_list(
        sum(rows[1:], rows[0]),
        _Number(people),
        _count(Document.objects.visible_to(audience).filter(entry__docket__case=case)),
        _Number(_sources(case, kinds, audience)),
    )
    return found


def _count(rows: QuerySet[Any]) -> _Number:
    return _Number(rows.order_by().values("pk"))


def _kinds() -> list[int]:
    return [ContentType.objects.get_for_model(model).pk for model in _CITED]


def sources_of(pk: int, audience: Audience) -> QuerySet[Any]:
    """Return the keys of the sources on which what the pages of a case say rests, each once."""
    return _sources(pk, _kinds(), audience)


def _sources(case: int, kinds: Sequence[int], audience: Audience) -> QuerySet[Any]:
    parts = []
    for kind, (model, path) in zip(kinds, _CITED.items(), strict=True):
        rows = model._default_manager.all()
        if hasattr(rows, "visible_to"):
            rows = shown(rows.visible_to(audience), audience)
        if model is StatementCheck:
            rows = rows.filter(
                statement__in=shown(Statement.objects.visible_to(audience), audience).values("pk")
            )
        cited = rows.filter(**{path: case}).order_by().values("pk")
        parts.append(
            Citation.objects.filter(content_type=kind, object_id__in=cited).order_by().values("source_id")
        )
    first, *others = parts
    return first.union(*others)


def build_head(
    case: Case, dockets: Iterable[Docket], persons: Persons, counts: Mapping[str, int]
) -> CaseHead:
    """Return the head of a case's pages from what was read already.

    Args:
        case: the case.
        dockets: its dockets, with their courts, in order.
        persons: who stands in it, with the judges of its dockets.
        counts: how much its pages show.
    """
    rows, language = list(dockets), words.language()
    lead = next((docket for docket in rows if docket.is_lead), None)
    court = lead.court if lead else None
    return CaseHead(
        case=case,
        url=reverse("public:case", args=[case.pk, case.slug]),
        title=localized(case, "title", language),
        summary_short=localized(case, "summary_short", language),
        summary=localized(case, "summary", language),
        lead=lead,
        lead_court=localized(court, "name", language) if court else None,
        lead_division=localized(lead, "division", language) if lead else None,
        lead_state_note=localized(lead, "state_note", language) if lead else None,
        judges=persons.at(JUDGE, lead.pk) if lead else (),
        docket_count=len(rows),
        court_count=len({docket.court_id for docket in rows if docket.court_id}),
        countries=tuple(dict.fromkeys(docket.court.country for docket in rows if docket.court)),
        counts=counts,
    )
