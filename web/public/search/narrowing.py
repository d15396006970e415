"""Ways to narrow results, and what they are narrowed to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cases.courts import courts_in_use
from cases.models import Case, Docket
from foundation.core.audience import PUBLIC
from foundation.core.languages import LocalizedText, localized
from web.public import words
from web.public.search.asked import KIND_LABELS, SearchForm


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the results: what it is called, how many it leaves, and the address of that."""

    label: Any
    count: int
    address: str


def plain_text(text: str, language: str) -> LocalizedText:
    """Return a text that is the same in every language."""
    return LocalizedText(text, language, is_fallback=False)


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
