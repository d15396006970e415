"""What readers may narrow in the timeline of a case: one form for the page and for every format of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from filings.enums import EntryKind
from foundation.core.languages import LANGUAGES
from web.public import words
from web.public.markup import joined
from web.public.widgets import DateInput, HiddenInput, NumberInput, Select, TextInput
from web.timeline.events import EventGroup, EventSource, IndexRow
from web.timeline.pages import in_order, parsed
from web.timeline.wanted import Wanted
from web.timeline.zoom import Zoom

GROUPS: dict[str, Promise] = {
    EventGroup.ACTS: _("Orders and judgments"),
    EventGroup.FILINGS: _("Filings"),
    EventGroup.DEADLINES: _("Deadlines"),
    EventGroup.STATEMENTS: _("Statements"),
    EventGroup.EVENTS: _("Outside the docket"),
}
ASCENDING, DESCENDING = "asc", "desc"
#: Fields that say which rows; the others say how they are shown.
NARROWING = ("proceeding", "kind", "party", "q", "after", "before", "number_from", "number_to", "language")
_MOST = 999_999


class Choice(forms.ChoiceField):
    """A choice as quick to draw as it is long."""

    widget = Select


class Number(forms.IntegerField):
    """A number as quick to draw."""

    widget = NumberInput


class DayField(forms.DateField):
    """A day as the browser's own field for dates sends it."""

    widget = DateInput(attrs={"type": "date"})
    input_formats = ["%Y-%m-%d"]


@words.once_a_language
def _kinds() -> list[tuple[str, Any]]:
    kinds = [(kind.value, words.label(EntryKind, kind)) for kind in EntryKind]
    groups = [(group, str(label)) for group, label in GROUPS.items()]
    return [("", gettext("All kinds")), *groups, (gettext("Kinds of docket entries"), kinds)]


@words.once_a_language
def _languages() -> list[tuple[str, str]]:
    return [("", gettext("Any")), *((code, words.language_name(code)) for code in LANGUAGES)]


@words.once_a_language
def _orders() -> list[tuple[str, str]]:
    return [(ASCENDING, gettext("Oldest first")), (DESCENDING, gettext("Newest first"))]


@words.once_a_language
def _groups() -> list[tuple[str, str]]:
    return [("", gettext("Everything")), *((group, str(name)) for group, name in GROUPS.items())]


@words.once_a_language
def _labels() -> dict[str, str]:
    return {name: str(field.label) for name, field in TimelineFilter.base_fields.items()}


class TimelineFilter(forms.Form):
    """Narrows the timeline of a case and orders it; the same query string serves every format."""

    proceeding = Choice(label=_("Proceeding"), required=False)
    kind = Choice(label=_("Kind"), required=False, choices=_kinds)
    party = Choice(label=_("Party"), required=False)
    q = forms.CharField(label=_("Only rows with the words"), required=False, max_length=100, widget=TextInput)
    after = DayField(label=_("From the day"), required=False)
    before = DayField(label=_("To the day"), required=False)
    number_from = Number(label=_("Number from"), required=False, min_value=1, max_value=_MOST, localize=False)
    number_to = Number(label=_("Number to"), required=False, min_value=1, max_value=_MOST, localize=False)
    language = Choice(label=_("Language of a source"), required=False, choices=_languages)
    order = Choice(label=_("Order"), required=False, choices=_orders)
    zoom = forms.CharField(required=False, widget=HiddenInput, max_length=7)
    at = forms.RegexField(r"\A(?:entry|deadline|event|statement)-[1-9][0-9]{0,17}\Z", required=False)
    begin = forms.CharField(required=False, max_length=80)
    all = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, proceedings: Sequence[tuple[int, str]], order: str = ASCENDING) -> None:
        """``proceedings`` are those of the case; ``order`` is the one that the reader chose before."""
        # The field shows the order that holds, so that sending the form does not turn the rows round.
        data = data.copy()
        data.setdefault("order", order)
        super().__init__(data, auto_id="filter-%s", use_required_attribute=False)
        choices = [("", _("All proceedings")), *((str(pk), name) for pk, name in proceedings)]
        self.fields["proceeding"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        # Any key at first; who is a party is known once the rows have been read (offer_parties).
        asked = str(self.data.get("party", ""))
        known = [(asked, asked)] if asked.isascii() and asked.isdecimal() and len(asked) < 18 else []
        self.fields["party"].choices = [("", _("Anybody")), *known]  # type: ignore[attr-defined]
        self.remembered = order

    def clean_zoom(self) -> Zoom:
        """Return what the picture of lanes is to show."""
        try:
            return Zoom.parse(self.cleaned_data["zoom"])
        except ValueError as error:
            raise forms.ValidationError(
                _("The picture shows a year or a month, for example 2017-12.")
            ) from error

    def clean_begin(self) -> str:
        """Return where a page begins."""
        begin: str = self.cleaned_data["begin"]
        if begin:
            try:
                parsed(begin)
            except ValueError as error:
                raise forms.ValidationError(_("No page begins there.")) from error
        return begin

    @property
    def wanted(self) -> Wanted:
        """What the index is to look for in each row. Call after ``is_valid()``; nothing for a bad query."""
        if not self.is_valid():
            return Wanted()
        chosen = self.cleaned_data
        return Wanted(int(chosen["party"]) if chosen["party"] else None, chosen["language"], chosen["q"])

    @property
    def newest_first(self) -> bool:
        """Whether the newest row stands first."""
        return (self.cleaned_data.get("order") or self.remembered) == DESCENDING

    @property
    def is_narrowed(self) -> bool:
        """Whether the reader asked for some of the rows only."""
        return any(self.data.get(name) for name in NARROWING)

    def offer_parties(self, parties: Iterable[tuple[int, str]]) -> None:
        """Name those whom a reader may choose, and refuse a choice that is none of them."""
        choices = [("", _("Anybody")), *((str(pk), name) for pk, name in parties)]
        self.fields["party"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        asked = self.data.get("party", "")
        if self.is_valid() and asked not in {value for value, _name in choices}:
            self.add_error("party", _("Nobody of this case has this number."))

    def narrow(self, rows: Sequence[IndexRow]) -> list[IndexRow]:
        """Return the rows that the reader asked for, in their order. Call after ``is_valid()``."""
        return in_order([row for row in rows if self._asked_for(row)], newest_first=self.newest_first)

    def _asked_for(self, row: IndexRow) -> bool:
        wanted = self.cleaned_data
        if not row.matches or (
            wanted["proceeding"] and not (row.docket and str(row.docket.pk) == wanted["proceeding"])
        ):
            return False
        if wanted["kind"] and wanted["kind"] not in _kinds_of(row):
            return False
        return self._in_dates(row) and self._in_numbers(row)

    def _in_dates(self, row: IndexRow) -> bool:
        """Whether the row may be of the days asked for; a deadline counts from its start to its last day."""
        after, before = self.cleaned_data["after"], self.cleaned_data["before"]
        first, last = row.earliest or row.latest, row.latest or row.earliest
        if row.due_on is not None:
            first, last = min(first or row.due_on, row.due_on), max(last or row.due_on, row.due_on)
        if after and (last is None or last < after):
            return False
        return not (before and (first is None or first > before))

    def _in_numbers(self, row: IndexRow) -> bool:
        low, high = self.cleaned_data["number_from"], self.cleaned_data["number_to"]
        if low is None and high is None:
            return True
        return row.number is not None and (low or 0) <= row.number <= (high or _MOST)

    def query(self, **changed: str) -> str:
        """Return the query string with some values changed; an empty value is left out.

        Where a page begins is kept only if it is named: any other choice makes other pages.
        """
        return urlencode({name: value for name, value in (self._chosen | changed).items() if value})

    @cached_property
    def _chosen(self) -> dict[str, str]:
        chosen = {name: str(self.data.get(name, "")) for name in self.fields if name not in ("begin", "at")}
        if chosen["order"] == self.remembered == ASCENDING:  # else a link that is sent on would turn round
            chosen["order"] = ""
        return chosen

    def address(self, zoom: Zoom) -> str:
        """Return the query of this page with another zoom, whatever else the reader chose being kept."""
        return self.query(zoom=str(zoom), begin=str(self.data.get("begin", "")))

    @property
    def groups(self) -> list[tuple[str, str, bool]]:
        """The groups of rows, each one click away: its name, its query, whether it is the one shown."""
        now = self.data.get("kind", "")
        return [(label, self.query(kind=kind), kind == now) for kind, label in _groups()]

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields that a reader fills in; they are folded away until they are needed."""
        return [self[name] for name in (*NARROWING, "order")]

    @property
    def drawn_fields(self) -> SafeString:
        """The same with their labels."""
        labels = _labels()
        drawn = [(field.id_for_label, labels[field.name], field.as_widget()) for field in self.shown_fields]
        return joined("", '<label for="{}">{} {}</label>\n', drawn)

    @property
    def shown_proceeding(self) -> str:
        """The name of the only proceeding that is shown; empty where there are others."""
        asked = "" if self.errors else str(self.data.get("proceeding", ""))
        choices: Any = self.fields["proceeding"].choices  # type: ignore[attr-defined]  # it is a ChoiceField
        return next((str(name) for value, name in choices if asked and value == asked), "")

    @property
    def is_unfolded(self) -> bool:
        """Whether something is asked for that the groups of rows do not say."""
        if self.errors:
            return True
        others = any(self.data.get(name) for name in NARROWING if name not in ("proceeding", "kind"))
        return others or self.data.get("kind", "") not in ("", *GROUPS)


def _kinds_of(row: IndexRow) -> tuple[str, ...]:
    return (row.group, row.kind) if row.source == EventSource.ENTRY else (row.group,)
