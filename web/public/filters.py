"""What readers may narrow: the list of cases, and the timeline of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Court, Docket
from foundation.core.audience import PUBLIC
from web.timeline.events import EventGroup, TimelineEvent
from web.timeline.lanes import Zoom


class CaseFilter(django_filters.FilterSet):  # type: ignore[misc]  # the library ships no types
    """Narrows a list of cases by court and, apart from it, by country."""

    court = django_filters.CharFilter(method="by_court", max_length=40)
    country = django_filters.CharFilter(method="by_country", max_length=2)

    class Meta:
        model = Case
        fields: list[str] = []

    def by_court(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the cases with a visible docket in a court, by its code."""
        return queryset.filter(
            pk__in=Docket.objects.visible_to(PUBLIC).filter(court__code=value).values("case")
        )

    def by_country(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the cases with a visible docket in a country, by its ISO code."""
        dockets = Docket.objects.visible_to(PUBLIC).filter(court__country=value.upper())
        return queryset.filter(pk__in=dockets.values("case"))


def courts_in_use() -> Any:
    """Return the courts that have a docket readers may see."""
    return Court.objects.filter(pk__in=Docket.objects.visible_to(PUBLIC).values("court"))


class TimelineFilter(forms.Form):
    """Narrows a timeline that has been built: by proceeding, by kind; oldest or newest first."""

    proceeding = forms.ChoiceField(label=_("Proceeding"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("All kinds")),
            (EventGroup.ACTS, _("Orders and judgments")),
            (EventGroup.FILINGS, _("Filings")),
            (EventGroup.DEADLINES, _("Deadlines")),
            (EventGroup.STATEMENTS, _("Statements")),
            (EventGroup.EVENTS, _("Outside the docket")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Oldest first")), ("desc", _("Newest first"))]
    )

    zoom = forms.CharField(required=False, widget=forms.HiddenInput, max_length=7)

    def __init__(self, data: Any, *, proceedings: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter-%s", use_required_attribute=False)
        choices = [("", _("All proceedings")), *((str(pk), name) for pk, name in proceedings)]
        self.fields["proceeding"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField

    def clean_zoom(self) -> Zoom:
        """Return what the picture of lanes is to show."""
        try:
            return Zoom.parse(self.cleaned_data["zoom"])
        except ValueError as error:
            raise forms.ValidationError(
                _("The picture shows a year or a month, for example 2017-12.")
            ) from error

    def address(self, zoom: Zoom) -> str:
        """Return the query of this page with another zoom, whatever else the reader chose being kept."""
        chosen = {name: str(self.data.get(name, "")) for name in self.fields} | {"zoom": str(zoom)}
        return urlencode({name: value for name, value in chosen.items() if value})

    def narrow(self, events: Sequence[TimelineEvent]) -> list[TimelineEvent]:
        """Return the rows that the reader asked for. Call after ``is_valid()``."""
        wanted = self.cleaned_data
        rows = [
            event
            for event in events
            if (not wanted["proceeding"] or (event.docket and str(event.docket.pk) == wanted["proceeding"]))
            and (not wanted["kind"] or event.group == wanted["kind"])
        ]
        if wanted["order"] == "desc":
            dated = [event for event in rows if not event.place.undated]
            return dated[::-1] + [event for event in rows if event.place.undated]
        return rows
