"""Ways to narrow results, and what they are narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.courts import courts_in_use
from cases.models import Case, Court, Docket
from filings.enums import ACTS_OF_COURT
from filings.searching import ACTS, FILED
from foundation.core.audience import PUBLIC
from foundation.core.languages import LocalizedText, localized
from web.public import words
from web.public.search.asked import KIND_LABELS, SearchForm
from web.public.search.lines import Standing

#: So many values of a facet are offered, those with the most records.
_MOST = 8


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results: what it is called, how many it leaves, and the address of that."""

    label: Any
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facets:
    """What the results can be narrowed to in one respect: the name of its filter, and the choices."""

    name: str
    label: Any
    choices: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A found record that readers may see, as the facets count it."""

    case_id: int | None
    year: int | None
    standing: Standing


def plain_text(text: str, language: str) -> LocalizedText:
    """Return a text that is the same in every language."""
    return LocalizedText(text, language, is_fallback=False)


def facets(form: SearchForm, counted: Collection[Counted], language: str) -> Iterator[Facets]:
    """Yield in which respects found records can be narrowed, each with its commonest values; four queries.

    What is chosen already offers nothing more. Proceedings are offered within one case.
    """
    in_cases = Counter(one.case_id for one in counted if one.case_id is not None)
    on_dockets = Counter(one.standing.docket for one in counted if one.standing.docket is not None)
    courts = Counter[int]()
    countries = Counter[str]()
    dockets = Docket.objects.visible_to(PUBLIC).filter(pk__in=on_dockets)
    for pk, court, country in dockets.values_list("pk", "court", "court__country"):
        if court is not None:
            courts[court] += on_dockets[pk]
            countries[country] += on_dockets[pk]
    found: dict[str, Iterable[tuple[Any, LocalizedText, int]]] = {
        "kind": _kinds(counted, language),
        "case": _cases(in_cases, language),
        "proceeding": _proceedings(on_dockets if len(in_cases) == 1 else Counter(), language),
        "court": _courts(courts, language),
        "country": [
            (code.lower(), plain_text(words.country_name(code), language), count)
            for code, count in countries.most_common(_MOST)
            if code
        ],
        "year": [
            (year, plain_text(str(year), language), count)
            for year, count in sorted(_years(counted).most_common(_MOST), reverse=True)
        ],
    }
    for name, values in found.items():
        choices = tuple(Facet(label, count, form.address(**{name: value})) for value, label, count in values)
        if choices and name not in form.chosen:
            yield Facets(name, form[name].label, choices)


def _years(counted: Iterable[Counted]) -> Counter[int]:
    return Counter(one.year for one in counted if one.year is not None)


def _kinds(counted: Iterable[Counted], language: str) -> Iterator[tuple[str, LocalizedText, int]]:
    kinds = [one.standing.entry_kind for one in counted if one.standing.entry_kind is not None]
    acts = sum(kind in ACTS_OF_COURT for kind in kinds)
    for key, count in ((ACTS, acts), (FILED, len(kinds) - acts)):
        if count:
            yield key, plain_text(str(KIND_LABELS[key]), language), count


def _cases(counts: Counter[int], language: str) -> Iterator[tuple[int, LocalizedText, int]]:
    common = dict(counts.most_common(_MOST))
    cases = Case.objects.visible_to(PUBLIC).in_bulk(common)
    for pk, count in common.items():
        if pk in cases:
            yield pk, localized(cases[pk], "title", language), count


def _proceedings(counts: Counter[int], language: str) -> Iterator[tuple[int, LocalizedText, int]]:
    common = dict(counts.most_common(_MOST))
    dockets = Docket.objects.visible_to(PUBLIC).in_bulk(common)
    for pk, count in common.items():
        if pk in dockets:
            yield pk, plain_text(dockets[pk].docket_number or dockets[pk].caption, language), count


def _courts(counts: Counter[int], language: str) -> Iterator[tuple[str, LocalizedText, int]]:
    common = dict(counts.most_common(_MOST))
    courts = Court.objects.in_bulk(common)
    for pk, count in common.items():
        yield courts[pk].code, localized(courts[pk], "name", language), count


def narrowed(form: SearchForm, language: str) -> Iterator[Facet]:
    """Yield what was chosen in a form, each with the address that takes it away."""
    for name, label in _LABELS.items():
        value = form.chosen.get(name)
        if value is not None:
            yield Facet(label(form, value, language), 0, form.address(**{name: None}))


def _case(form: SearchForm, value: int, language: str) -> LocalizedText:
    case = Case.objects.visible_to(PUBLIC).filter(pk=value).first()
    return (
        localized(case, "title", language) if case else plain_text(f"{form['case'].label} {value}", language)
    )


def _proceeding(form: SearchForm, value: int, language: str) -> LocalizedText:
    docket = Docket.objects.visible_to(PUBLIC).filter(pk=value).first()
    return plain_text(
        docket.docket_number or docket.caption if docket else f"{form['proceeding'].label} {value}", language
    )


def _court(form: SearchForm, value: str, language: str) -> LocalizedText:
    court = courts_in_use(PUBLIC).filter(code=value).first()
    return localized(court, "name", language) if court else plain_text(value, language)


def _as_worded(form: SearchForm, value: str, language: str) -> LocalizedText:
    return plain_text(str(KIND_LABELS[value]), language)


#: How each filter is called when it is chosen.
_LABELS: dict[str, Callable[[SearchForm, Any, str], LocalizedText]] = {
    "case": _case,
    "proceeding": _proceeding,
    "kind": _as_worded,
    "court": _court,
    "country": lambda _form, value, language: plain_text(words.country_name(value.upper()), language),
    "year": lambda _form, value, language: plain_text(str(value), language),
}
