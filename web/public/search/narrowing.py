"""Ways to narrow results, and what they are narrowed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.courts import courts_in_use
from cases.models import Case, Docket
from filings.enums import ACTS_OF_COURT
from filings.searching import ACTS, FILED
from foundation.core.audience import PUBLIC
from foundation.core.languages import LANGUAGES, LocalizedText, localized
from foundation.core.translation_options import as_stored
from web.public import words
from web.public.search.asked import KIND_LABELS, SearchForm
from web.public.search.lines import Standing

#: So many values of a facet are offered, those with the most records.
_MOST = 8
#: What facets read of a docket: how lists name it, and its court as the list of cases calls it.
_OF_DOCKET = (
    *("pk", "docket_number", "caption", *(f"caption_translated_{code}" for code in LANGUAGES)),
    *("court__code", "court__country", *(f"court__short_name_{code}" for code in LANGUAGES)),
)


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
    """Yield in which respects found records can be narrowed, each with its commonest values; two queries.

    What is chosen already offers nothing more. Proceedings are offered within one case.
    """
    in_cases = Counter(one.case_id for one in counted if one.case_id is not None)
    standings = _Standings.of(counted)
    found: dict[str, Iterable[tuple[Any, LocalizedText, int]]] = {
        "kind": _kinds(counted, language),
        "case": _cases(in_cases, language),
        "proceeding": standings.proceedings(language) if len(in_cases) == 1 else (),
        "court": standings.courts(language),
        "country": standings.countries(language),
        "year": _years(counted, language),
    }
    for name, values in found.items():
        choices = tuple(Facet(label, count, form.address(**{name: value})) for value, label, count in values)
        if choices and name not in form.chosen:
            yield Facets(name, form[name].label, choices)


@dataclass(frozen=True, slots=True)
class _Standings:
    """The visible dockets on which found records stand: what facets read of each, how many stand there."""

    dockets: dict[int, Any]
    counts: Counter[int]

    @classmethod
    def of(cls, counted: Iterable[Counted]) -> _Standings:
        """Read the dockets; one query."""
        counts = Counter(one.standing.docket for one in counted if one.standing.docket is not None)
        rows = Docket.objects.visible_to(PUBLIC).filter(pk__in=counts)
        found = as_stored(rows).values_list(*_OF_DOCKET, named=True)
        return cls({row.pk: row for row in found}, counts)

    def _by(self, column: str) -> Counter[Any]:
        """How many records stand on the dockets of each value of a column, where there is one."""
        found: Counter[Any] = Counter()
        for pk, docket in self.dockets.items():
            if value := getattr(docket, column):
                found[value] += self.counts[pk]
        return found

    def proceedings(self, language: str) -> Iterator[tuple[int, LocalizedText, int]]:
        """Yield the commonest dockets, by number, else by our caption, else by the court's."""
        for pk, count in self._by("pk").most_common(_MOST):
            yield pk, plain_text(words.docket_label(self.dockets[pk]), language), count

    def courts(self, language: str) -> Iterator[tuple[str, LocalizedText, int]]:
        """Yield the commonest courts, by code."""
        held = {docket.court__code: docket for docket in self.dockets.values()}
        for code, count in self._by("court__code").most_common(_MOST):
            yield code, localized(held[code], "court__short_name", language), count

    def countries(self, language: str) -> Iterator[tuple[str, LocalizedText, int]]:
        """Yield the commonest countries of these courts, in small letters as addresses have them."""
        for code, count in self._by("court__country").most_common(_MOST):
            yield code.lower(), plain_text(words.country_name(code), language), count


def _years(counted: Iterable[Counted], language: str) -> Iterator[tuple[int, LocalizedText, int]]:
    """The latest first."""
    counts = Counter(one.year for one in counted if one.year is not None)
    for year, count in sorted(counts.most_common(_MOST), reverse=True):
        yield year, plain_text(str(year), language), count


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
        words.docket_label(docket) if docket else f"{form['proceeding'].label} {value}", language
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
