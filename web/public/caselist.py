"""The list of cases with its facets, the front page, and the feed of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, CharField, Count, ExpressionWrapper, F, Q, Sum, Value
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.enums import DocketStatus
from cases.models import Case, Court, Docket, Party
from cases.people import people_with_page
from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.core.audience import PUBLIC
from foundation.core.feeds import AtomFeed, plain, too_many
from foundation.core.languages import LocalizedText, localized, sort_key
from foundation.core.translation_options import as_stored
from people.models import Person
from web.public import words
from web.public.casefilters import FIRST_YEAR, SPAN, CaseFilter, later_years, spanning
from web.public.conditional import answered, days_at_courts, etag_of
from web.timeline.events import DocketRef, PersonRef
from web.timeline.refs import docket_ref, slug_of

#: So many cases stand on a page of the list.
SIZE = 50
#: So many values of a facet are offered, those with the most cases.
VALUES = 30
_VALUES: Mapping[str, Any] = {
    "country": F("court__country"),
    "court": F("court__code"),
    "state": F("state"),
    "filed": Cast(FIRST_YEAR, CharField()),
}
#: So many lines a part of the front page has.
LINES = 8


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    case: Case
    title: LocalizedText
    summary: LocalizedText
    lead: Docket | None
    lead_court: LocalizedText | None
    docket_count: int
    country_count: int
    #: The proceedings that meet what a reader asked for, unless the one that the case is known by does.
    met_by: tuple[DocketRef, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many cases it leaves, the query that chooses it, whether it is chosen."""

    label: LocalizedText | str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; ``all_query`` takes the choice back."""

    name: str
    label: str
    all_query: str
    choices: tuple[Choice, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing is chosen."""
        return not any(choice.is_chosen for choice in self.choices)


def version_of_all() -> str:
    """Return a word that changes with whatever readers may see of any case; one query.

    Over hidden cases too: versions only grow, so no sum of them comes back. Of the visible ones it would when
    one case is hidden and another shown. A case that nobody has seen yet has version 0 and does not tell.
    """
    return str(Case.objects.aggregate(sum=Sum("version"))["sum"] or 0)


@require_safe
def cases(request: HttpRequest) -> HttpResponseBase:
    """The list of cases, narrowed by court, country, status, year and person."""
    # Nothing on the list is told by the day at a court.
    return answered(request, etag_of("cases", version_of_all(), days=()), lambda: _list(request))


def _list(request: HttpRequest) -> HttpResponse:
    chosen = CaseFilter(request.GET)
    fine = chosen.is_valid()
    if not fine:
        chosen = CaseFilter({})
        chosen.is_valid()
    rows, total, facets = found_cases(chosen)
    begin = chosen.cleaned_data.get("begin")
    page = list((rows.filter(pk__lte=begin) if begin else rows)[: SIZE + 1])
    context = {
        "rows": case_lines(page[:SIZE], chosen.dockets() if chosen.is_narrowed else None),
        "total": total,
        "facets": facets,
        "person": _person(chosen),
        "without_person": chosen.query(person=""),
        "next": chosen.query(begin=str(page[SIZE].pk)) if len(page) > SIZE else "",
        "first": chosen.query() if begin else "",
        "fine": fine,
        "is_narrowed": chosen.is_narrowed,
    }
    return render(request, "public/cases.html", context, status=200 if fine else 400)


def found_cases(chosen: CaseFilter) -> tuple[Any, int, list[Facet]]:
    """Return the cases that are asked for (not read yet), their number, and the facets; three queries."""
    visible = Case.objects.visible_to(PUBLIC)
    rows = visible
    if chosen.is_narrowed:
        rows = visible.filter(pk__in=chosen.dockets().order_by().values("case"))
    rows = rows.order_by("-pk")
    parts = [_counted(chosen.dockets(name), name, value) for name, value in _VALUES.items()]
    parts.append(_counted(rows, "total", Value("")))
    parts.append(_counted(spanning(chosen.dockets("filed")), "span", SPAN))
    counts: dict[str, dict[str, int]] = {"total": {"": 0}}
    for what, value, n in parts[0].union(*parts[1:], all=True):
        if value is not None:
            counts.setdefault(what, {})[str(value)] = n
    counts["filed"] = Counter(counts.get("filed", {})) + later_years(counts.get("span", {}))
    return rows, counts["total"].get("", 0), _facets(chosen, counts)


def _counted(rows: Any, what: str, value: Any) -> Any:
    """One facet: each value, and how many cases have it."""
    case = "pk" if what == "total" else "case_id"
    named = as_stored(rows).order_by().annotate(what=Value(what), value=value).values("what", "value")
    return named.annotate(n=Count(case, distinct=True)).values_list("what", "value", "n")


def _facets(chosen: CaseFilter, counts: Mapping[str, Mapping[str, int]]) -> list[Facet]:
    language = words.language()
    courts = {
        court.code: localized(court, "short_name", language)
        for court in Court.objects.filter(code__in=counts.get("court", ()))
    }
    names: dict[str, tuple[str, Any]] = {
        "country": (_("Country"), words.country_name),
        "court": (_("Court"), lambda code: courts.get(code, code)),
        "state": (_("Status"), lambda state: words.label(DocketStatus, state)),
        "filed": (_("Filed in"), str),
    }
    facets = []
    for name, (label, named) in names.items():
        values = counts.get(name, {})
        now = str(chosen.cleaned_data.get(name) or "")
        most = sorted(values, key=lambda value: (-values[value], value))[:VALUES]
        choices = [
            Choice(named(value), values[value], chosen.query(**{name: value}), value.lower() == now.lower())
            for value in most
        ]
        by_name = name != "filed"
        choices.sort(key=lambda one: sort_key(str(one.label), language), reverse=not by_name)
        facets.append(Facet(name, label, chosen.query(**{name: ""}), tuple(choices)))
    return facets


def _person(chosen: CaseFilter) -> PersonRef | None:
    pk = chosen.cleaned_data.get("person")
    found = people_with_page(PUBLIC).filter(pk=pk).first() if pk else None
    return person_ref(found) if found else None


def person_ref(person: Person) -> PersonRef:
    """Name a person who has a page."""
    return PersonRef(person.pk, localized(person, "name", words.language()), slug_of(person))


def case_lines(found: Iterable[Case], asked: Any = None) -> list[CaseLine]:
    """Return cases as a list shows them; one query for the dockets of all.

    ``asked`` are the dockets that meet what a reader asked for: a case may be in the list for another
    proceeding than the one that it is known by, and then says for which.
    """
    rows, language = list(found), words.language()
    dockets: dict[int, list[Docket]] = {case.pk: [] for case in rows}
    every = Docket.objects.visible_to(PUBLIC).filter(case__in=rows).select_related("court")
    meets = Q(pk__in=asked.order_by().values("pk")) if asked is not None else Value(value=False)
    for docket in every.annotate(is_asked=ExpressionWrapper(meets, BooleanField())):
        dockets[docket.case_id].append(docket)
    return [_case_line(case, dockets[case.pk], language) for case in rows]


def _case_line(case: Case, dockets: Sequence[Any], language: str) -> CaseLine:
    lead = next((docket for docket in dockets if docket.is_lead), dockets[0] if dockets else None)
    return CaseLine(
        case=case,
        title=localized(case, "title", language),
        summary=localized(case, "summary_tiny", language),
        lead=lead,
        lead_court=localized(lead.court, "short_name", language) if lead and lead.court else None,
        docket_count=len(dockets),
        country_count=len({docket.court.country for docket in dockets if docket.court}),
        met_by=()
        if lead is None or lead.is_asked
        else tuple(docket_ref(docket, language) for docket in dockets if docket.is_asked),
    )


@require_safe
def cases_atom(request: HttpRequest) -> HttpResponseBase:
    """A feed of cases, those that were published last; narrowed as the list is."""
    if refusal := too_many(request):
        return refusal
    chosen = CaseFilter(request.GET)
    if not chosen.is_valid():
        return plain(_("This filter is not known."), status=400)
    rows = Case.objects.visible_to(PUBLIC)
    if chosen.is_narrowed:
        rows = rows.filter(pk__in=chosen.dockets().order_by().values("case"))
    address = f"{settings.SITE_URL}{reverse('public:cases')}"
    feed = AtomFeed(
        title="Docketline: " + _("Cases"),
        link=address,
        description="",
        language=words.language(),
        feed_url=f"{settings.SITE_URL}{reverse('public:cases_atom')}",
    )
    for line in case_lines(rows.order_by("-pk")[:SIZE]):
        feed.add_item(
            title=line.title.text,
            link=f"{settings.SITE_URL}{reverse('public:case', args=[line.case.pk, line.case.slug])}",
            description=line.summary.text,
            unique_id=f"{settings.SITE_URL}/c/{line.case.pk}/",
            updateddate=line.case.updated_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@dataclass(frozen=True, slots=True)
class NewLine:
    """A row of a docket that was added not long ago."""

    pk: int
    label: str
    title: LocalizedText
    case_title: LocalizedText
    court: LocalizedText | None
    date: str
    confidence: str


@dataclass(frozen=True, slots=True)
class DueLine:
    """A deadline that runs, with its case."""

    pk: int
    title: LocalizedText
    case_title: LocalizedText
    due_on: date


@require_safe
def front_page(request: HttpRequest) -> HttpResponseBase:
    """What is new, what is due, and the ways into the cases."""
    return answered(
        request, etag_of("front", version_of_all(), days=days_at_courts()), lambda: _front(request)
    )


def _front(request: HttpRequest) -> HttpResponse:
    chosen = CaseFilter({})
    chosen.is_valid()
    rows, total, facets = found_cases(chosen)
    context = {
        "rows": case_lines(rows[:LINES]),
        "total": total,
        "facets": [facet for facet in facets if facet.name in ("country", "court")],
        "new": _new(),
        "due": _due(timezone.now()),
        "people": _people(),
        "neutral": "/",
    }
    return render(request, "public/home.html", context)


def _new() -> list[NewLine]:
    language = words.language()
    rows = DocketEntry.objects.visible_to(PUBLIC).filter(date_filed__isnull=False)
    return [
        NewLine(
            pk=row.pk,
            label=row.label,
            title=localized(row, "title", language),
            case_title=localized(row.docket.case, "title", language),
            court=localized(row.docket.court, "short_name", language) if row.docket.court else None,
            date=row.date,
            confidence=row.confidence,
        )
        for row in rows.select_related("docket__case", "docket__court").order_by("-date_filed", "-pk")[:LINES]
    ]


def _due(at: datetime) -> list[DueLine]:
    """What runs, the next first. A day that is over in UTC may be the last one at a court west of it."""
    language = words.language()
    open_ones = Deadline.objects.visible_to(PUBLIC).filter(state=DeadlineStatus.OPEN)
    rows = open_ones.filter(due_on__gte=at.date() - timedelta(days=1))
    rows = rows.select_related("docket__case", "docket__court").order_by("due_on", "pk")
    running = (
        row
        for row in rows.iterator(chunk_size=2 * LINES)
        if row.due_on and row.due_on >= row.docket.day_at(at)
    )
    return [
        DueLine(
            pk=row.pk,
            title=localized(row, "title", language),
            case_title=localized(row.docket.case, "title", language),
            due_on=row.due_on,
        )
        for row in islice(running, LINES)
        if row.due_on
    ]


def _people() -> list[tuple[PersonRef, int]]:
    """Those who are party to most cases, with in how many dockets, by name."""
    visible = Party.objects.visible_to(PUBLIC).values("pk")
    rows = people_with_page(PUBLIC).annotate(n=Count("parties", filter=Q(parties__in=visible), distinct=True))
    found = [(person_ref(row), row.n) for row in rows.filter(n__gt=0).order_by("-n", "pk")[: 2 * LINES]]
    return sorted(found, key=lambda line: sort_key(line[0].name.text, words.language()))
