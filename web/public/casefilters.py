"""What readers may narrow in the list of cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear
from django.utils.translation import gettext_lazy as _

from cases.enums import DocketStatus
from cases.models import Appearance, Docket, DocketJudge, Party
from foundation.core.audience import PUBLIC

#: The year in which a docket was filed at the earliest, which its facet counts.
FIRST_YEAR = ExtractYear(Coalesce("filed_earliest", "filed_latest"))
_LAST = 2999


class CaseFilter(forms.Form):
    """Narrows cases by court and, apart from it, by country; by status, year of filing, and a person."""

    country = forms.RegexField(r"\A[A-Za-z]{2}\Z", required=False)
    court = forms.SlugField(max_length=40, required=False)
    state = forms.ChoiceField(choices=[("", _("Any")), *DocketStatus.choices], required=False)
    filed = forms.IntegerField(min_value=1000, max_value=_LAST, required=False)
    person = forms.IntegerField(min_value=1, max_value=10**17, required=False)
    begin = forms.IntegerField(min_value=1, max_value=10**17, required=False)

    #: How each choice narrows the dockets of a case.
    _PATHS = {"country": "court__country", "court": "court__code", "state": "state"}

    def dockets(self, *without: str) -> Any:
        """Return the dockets that meet every choice but those named; a case needs one that meets all."""
        rows = Docket.objects.visible_to(PUBLIC)
        chosen = self.cleaned_data
        for name, path in self._PATHS.items():
            if chosen.get(name) and name not in without:
                rows = rows.filter(**{path: chosen[name].upper() if name == "country" else chosen[name]})
        if (year := chosen.get("filed")) and "filed" not in without:
            rows = rows.filter(_filed_in(year))
        if (person := chosen.get("person")) and "person" not in without:
            rows = rows.filter(_with_person(person))
        return rows

    @property
    def is_narrowed(self) -> bool:
        """Whether a reader asked for some of the cases only."""
        return any(value for name, value in self.cleaned_data.items() if name != "begin")

    def query(self, **changed: str) -> str:
        """Return the query with some values changed; the page begins anew unless ``begin`` is given."""
        chosen = {name: str(self.data.get(name, "")) for name in self.fields if name != "begin"}
        return urlencode({name: value for name, value in (chosen | changed).items() if value})


def _filed_in(year: int) -> Q:
    """The dockets that may have been filed in a year. Of an open date only the year that is named counts."""
    return (
        Q(filed_earliest__year__lte=year, filed_latest__year__gte=year)
        | Q(filed_earliest__year=year, filed_latest__isnull=True)
        | Q(filed_earliest__isnull=True, filed_latest__year=year)
    )


#: The case, the first and the last year in which a docket may have been filed, in one word.
SPAN = Concat(
    *(Cast("case_id", CharField()), Value(" "), Cast(FIRST_YEAR, CharField()), Value(" ")),
    Cast(ExtractYear(Coalesce("filed_latest", "filed_earliest")), CharField()),
)


def spanning(rows: Any) -> Any:
    """Return the dated dockets of the cases that have one which may have been filed in several years."""
    spans = rows.filter(filed_latest__year__gt=ExtractYear("filed_earliest")).order_by().values("case")
    return rows.filter(case__in=spans).exclude(filed_earliest__isnull=True, filed_latest__isnull=True)


def later_years(spans: Iterable[str]) -> Counter[str]:
    """Return how many cases have dockets that may have been filed in a year after their first.

    ``spans`` are the words :data:`SPAN` of such cases. A case is left out of a year that is the first of
    another of its dockets: there it is counted already.
    """
    firsts: set[tuple[int, int]] = set()
    every: set[tuple[int, int]] = set()
    for case, first, last in (map(int, span.split()) for span in spans):
        firsts.add((case, first))
        every.update((case, year) for year in range(first, min(last, _LAST) + 1))
    return Counter(str(year) for _case, year in every - firsts)


def _with_person(person: int) -> Q:
    """The dockets on which somebody is party, counsel or judge."""
    counsel = Appearance.objects.visible_to(PUBLIC).filter(Q(counsel=person) | Q(firm=person))
    return (
        Q(pk__in=Party.objects.visible_to(PUBLIC).filter(person=person).values("docket"))
        | Q(pk__in=counsel.values("party__docket"))
        | Q(pk__in=DocketJudge.objects.visible_to(PUBLIC).filter(person=person).values("docket"))
    )
