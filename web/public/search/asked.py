"""What a reader asks: the words, and what narrows them. The same names in an address, a form and a feed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Docket
from cases.searching import CASE, COURT, DOCKET, EVENT, PERSON, STATEMENT
from filings.searching import ACTS, DOCUMENT, FILED, FILING
from foundation.core.audience import PUBLIC
from foundation.search.documents import filter_term
from foundation.search.engines import Term, Wanted, any_of

#: The groups of results, in their order on the page, with the kinds of record in each.
PEOPLE, CASES, FILINGS, STATEMENTS = "people", "cases", "filings", "statements"
GROUPS: dict[str, tuple[str, ...]] = {
    PEOPLE: (PERSON, COURT),
    CASES: (CASE, DOCKET),
    FILINGS: (FILING, DOCUMENT),
    STATEMENTS: (STATEMENT, EVENT),
}
LABELS = {
    PEOPLE: _("People, organizations and courts"),
    CASES: _("Cases and proceedings"),
    FILINGS: _("Filings and acts of the court"),
    STATEMENTS: _("Statements and events"),
}
#: What filings can be narrowed to.
KIND_LABELS = {ACTS: _("Orders and judgments"), FILED: _("Filings")}
#: Longer input is cut before it is looked at; the page says so.
MAX_INPUT = 10_000


class SearchForm(forms.Form):
    """The box and its filters. An empty box is no mistake; what cannot be read as a filter is one."""

    q = forms.CharField(label=_("Search"), required=False, strip=True)
    group = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("Everything")), *LABELS.items()]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *KIND_LABELS.items()]
    )
    case = forms.IntegerField(label=_("Case"), required=False, min_value=1, max_value=2**53)
    proceeding = forms.IntegerField(label=_("Proceeding"), required=False, min_value=1, max_value=2**53)
    court = forms.SlugField(label=_("Court"), required=False, max_length=40)
    country = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Country"), required=False, max_length=2)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=9999)
    exact = forms.BooleanField(label=_("Exact spelling only"), required=False)

    def __init__(self, data: Any) -> None:
        """Read an address; characters that no form takes are left to the reading of the query."""
        plain = {name: data.get(name, "") for name in self.base_fields}
        plain["q"] = str(plain["q"])[:MAX_INPUT].replace("\x00", " ")
        super().__init__(plain, auto_id="search-%s", use_required_attribute=False)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked, without what was left open. Call after ``is_valid()``."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def address(self, **changes: Any) -> str:
        """Return the query of the address that asks the same with some changes; None takes one away."""
        asked = {**self.chosen, **changes}
        words = {name: "on" if value is True else value for name, value in asked.items() if value}
        return urlencode(words)

    def filters(self) -> list[Wanted]:
        """Return what every row must hold, by what was chosen."""
        chosen = self.chosen
        named = {"case": "case", "proceeding": "docket", "year": "year", "kind": "group"}
        found: list[Wanted] = [
            Term(filter_term(term, chosen[name])) for name, term in named.items() if name in chosen
        ]
        if "court" in chosen or "country" in chosen:
            found.append(_on_dockets(chosen.get("court", ""), chosen.get("country", "")))
        return found


def kinds_filter(group: str) -> Wanted:
    """Return the wish for rows of the kinds of one group."""
    return any_of(filter_term("kind", kind) for kind in GROUPS[group])


def _on_dockets(court: str, country: str) -> Wanted:
    """What stands on the visible dockets of a court or a country, as the list of cases is narrowed."""
    dockets = Docket.objects.visible_to(PUBLIC)
    if court:
        dockets = dockets.filter(court__code=court)
    if country:
        dockets = dockets.filter(court__country=country.upper())
    ids = list(dockets.order_by("-pk").values_list("pk", flat=True)[:_MOST_DOCKETS])
    return any_of(filter_term("docket", pk) for pk in ids or [0])


#: More dockets of one court are not named in one question.
_MOST_DOCKETS = 500
