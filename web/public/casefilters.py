"""What readers may narrow in the list of cases."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums import DocketStatus
from cases.models import Appearance, Docket, DocketJudge, Party
from foundation.core.audience import PUBLIC


class CaseFilter(forms.Form):
    """Narrows cases by court and, apart from it, by country; by status, year of filing, and a person."""

    country = forms.RegexField(r"\A[A-Za-z]{2}\Z", required=False)
    court = forms.SlugField(max_length=40, required=False)
    state = forms.ChoiceField(choices=[("", _("Any")), *DocketStatus.choices], required=False)
    filed = forms.IntegerField(min_value=1000, max_value=2999, required=False)
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
            rows = rows.filter(filed_earliest__year__lte=year, filed_latest__year__gte=year)
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


def _with_person(person: int) -> Q:
    """The dockets on which somebody is party, counsel or judge."""
    counsel = Appearance.objects.visible_to(PUBLIC).filter(Q(counsel=person) | Q(firm=person))
    return (
        Q(pk__in=Party.objects.visible_to(PUBLIC).filter(person=person).values("docket"))
        | Q(pk__in=counsel.values("party__docket"))
        | Q(pk__in=DocketJudge.objects.visible_to(PUBLIC).filter(person=person).values("docket"))
    )
