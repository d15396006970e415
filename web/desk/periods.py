"""The forms in which deadlines are entered: with the order that fixes them, and later by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cases.models import Docket
from deadlines.asking import COUNTING, compute_due, default_counting, jurisdiction_of
from deadlines.enums import DeadlineStatus, DueBasis, ServiceMethod
from deadlines.models import MAX_PERIOD, Deadline
from deadlines.operations import apply_answer
from filings.models import DocketEntry
from foundation.core.enums import PublicationStatus
from web.desk.forms import DeskForm, ReasonForm

#: How the ways of counting are cited.
COUNTING_NAMES = {key: rule.citation for key, rule in COUNTING.items()}
#: Columns of the event that are entered on the page of a deadline, by the name of their field there.
EVENT_COLUMNS = {
    "service_method": "service_method",
    "date_served": "date_served",
    "event_time": "time",
}


def counting_field(empty: Any) -> forms.ChoiceField:
    """Return the choice between the ways of counting."""
    choices = [("", empty), *COUNTING_NAMES.items()]
    return forms.ChoiceField(label=_("counting rule"), choices=choices, required=False)


def period_field() -> forms.IntegerField:
    """Return the field for the length of a period."""
    return forms.IntegerField(
        label=_("length"),
        min_value=1,
        max_value=MAX_PERIOD,
        required=False,
        help_text=_("“Within 30 days of this order”: 30. The day of the order is not counted."),
    )


def check_counted(docket: Docket) -> None:
    """Raise ValidationError on ``period_length`` where no way of counting is known for a docket’s court."""
    if jurisdiction_of(docket.court) is None:
        words = _(
            "Days are counted for federal courts of the United States, superior courts of California and "
            "courts of England and Wales only. Enter the date instead."
        )
        raise ValidationError({"period_length": words}, code="not_counted")


class OrderedPeriodForm(DeskForm):
    """What an order fixes: a period to be counted, or a date that the court names itself."""

    period_length = period_field()
    fixed_on = forms.DateField(
        label=_("or a date fixed by the court"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Only where the order names the day itself; it is not counted and does not move."),
    )
    counting = counting_field(_("as the court counts"))
    status = forms.ChoiceField(
        label=_("publication"),
        required=False,
        choices=[
            ("", _("as the entry")),
            *(choice for choice in PublicationStatus.choices if choice[0] != PublicationStatus.BINNED),
        ],
    )

    def __init__(self, *args: Any, entry: DocketEntry, **kwargs: Any) -> None:
        """Build the form of one row of an entry; a fixed date is shown where it was entered."""
        self.entry = entry
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["status"] = ""
        elif self.instance.period_length is None:
            self.initial["fixed_on"] = self.instance.due_on

    def clean(self) -> dict[str, Any] | None:
        """Ask for either a length or a date; fill in what follows from the entry and its court."""
        cleaned = super().clean()
        data = self.cleaned_data
        data["status"] = data.get("status") or self.entry.status
        if not self.errors and self.has_changed():
            self._check_one_way(data.get("period_length"), data.get("fixed_on"))
        if data.get("period_length") and not data.get("counting") and self._docket:
            data["counting"] = default_counting(self._docket)
        return cleaned

    @property
    def _docket(self) -> Docket | None:
        return self.entry.docket if self.entry.docket_id else None

    def _check_one_way(self, days: int | None, fixed: Any) -> None:
        kept = self.instance.pk is not None and self.instance.basis == DueBasis.NOT_COMPUTABLE
        if days and fixed:
            self.add_error("fixed_on", _("Give either a number of days or a date, not both."))
        elif not days and not fixed and not kept:
            self.add_error("period_length", _("Give the number of days, or the date that the court fixed."))
        if self._docket and days:
            try:
                check_counted(self._docket)
            except ValidationError as error:
                self.add_error(None, error)
        if self.entry.kind and not self.entry.is_act_of_court:
            beside = "fixed_on" if fixed else "period_length"
            self.add_error(beside, _("Only an act of the court can order a period; this entry is none."))

    def _post_clean(self) -> None:
        fixed = self.cleaned_data.get("fixed_on")
        if not self.errors and self.has_changed():
            self._take_basis(fixed)
        super()._post_clean()

    def _take_basis(self, fixed: Any) -> None:
        deadline, data = self.instance, self.cleaned_data
        if fixed and "fixed_on" in self.changed_data:
            deadline.basis, deadline.due_on = DueBasis.FIXED_BY_ORDER, fixed
            # The court names the day: it is as sure as the order was read.
            deadline.due_confidence = data["length_confidence"]
        elif not fixed and (not deadline.basis or "fixed_on" in self.changed_data):
            deadline.basis, deadline.due_on = DueBasis.COMPUTED, None
        if not data.get("rule"):
            data["rule"] = authority_of(self.entry, data.get("counting") if not fixed else "")


def authority_of(entry: DocketEntry, counting: str | None) -> str:
    """Cite the order that fixes a period, and the rule by which it is counted: ``Order, ECF 67``."""
    with translation.override("en"):  # a citation is of the court's language
        order = ", ".join(part for part in (str(entry.get_kind_display()).capitalize(), entry.label) if part)
    return "; ".join(part for part in (order, COUNTING_NAMES.get(counting or "", "")) if part)


class OrderedPeriodFormSet(BaseInlineFormSet[Deadline, DocketEntry, OrderedPeriodForm]):
    """The rows of one order; each knows its entry as it will be saved."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Hand the entry to the row."""
        return {**super().get_form_kwargs(index), "entry": self.instance}


class FollowerForm(DeskForm):
    """A deadline that runs from the last day of this one: "7 days after the opposition was due"."""

    period_length = period_field()

    def clean(self) -> dict[str, Any] | None:
        """Ask for the length; without one there is nothing to count."""
        cleaned = super().clean()
        if not self.errors and self.has_changed() and not self.cleaned_data.get("period_length"):
            self.add_error("period_length", _("Give the length of the period."))
        return cleaned

    def _post_clean(self) -> None:
        self.instance.basis = self.instance.basis or DueBasis.COMPUTED
        super()._post_clean()


class DeadlineForm(ReasonForm):
    """A deadline by itself. A day that is typed here is an editor's; an emptied day is counted again."""

    period_length = period_field()
    counting = counting_field(_("as the court counts"))
    service_method = forms.ChoiceField(
        label=_("way of service"), required=False, choices=[("", "-"), *ServiceMethod.choices]
    )
    date_served = forms.DateField(label=_("day of service"), required=False, widget=AdminDateWidget)
    event_time = forms.TimeField(
        label=_("time of the event"),
        required=False,
        widget=AdminTimeWidget,
        help_text=_("Only for a period of hours, which starts at once; in the court's time zone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show what the event says of service and time."""
        super().__init__(*args, **kwargs)
        self.event_changed = False
        if self.instance.trigger_id:
            for name, column in EVENT_COLUMNS.items():
                self.initial.setdefault(name, getattr(self.instance.trigger, column))

    def says_why(self) -> bool:
        """Also by the entry that did what was due."""
        return super().says_why() or "satisfied_by" in self.changed_data

    def clean(self) -> dict[str, Any] | None:
        """Say where the day comes from, and count it where the editor emptied it."""
        cleaned = super().clean()
        self.basis: DueBasis | None = None
        if not self.errors and "due_on" in self.changed_data:
            typed = self.cleaned_data.get("due_on")
            self.basis = DueBasis.SET_BY_EDITOR if typed else DueBasis.COMPUTED
            if typed and not self.cleaned_data.get("reason"):
                self.add_error("reason", _("Say why you set the day by hand."))
        if not self.errors and "state" in self.changed_data and not self.cleaned_data.get("reason"):
            self._ask_why_it_ended(self.cleaned_data["state"])
        if not self.errors:
            self._only_what_was_done_has_an_entry()
        return cleaned

    def _only_what_was_done_has_an_entry(self) -> None:
        """What runs again gives up the entry that satisfied it; a new entry needs the state."""
        data = self.cleaned_data
        if data.get("state") == DeadlineStatus.SATISFIED or not data.get("satisfied_by"):
            return
        if "satisfied_by" in self.changed_data:
            self.add_error("satisfied_by", _("Set the status to “satisfied”, or leave this empty."))
        else:
            data["satisfied_by"] = None

    def _ask_why_it_ended(self, state: str) -> None:
        """What ended needs a reason, or the entry by which it was done."""
        if state in (DeadlineStatus.VACATED, DeadlineStatus.MISSED):
            self.add_error("reason", _("Say why."))
        elif state == DeadlineStatus.SATISFIED and not self.cleaned_data.get("satisfied_by"):
            self.add_error("satisfied_by", _("Say why."))

    def _post_clean(self) -> None:
        if self.errors:
            super()._post_clean()
            return
        deadline, data = self.instance, self.cleaned_data
        if self.basis:
            deadline.basis = self.basis
            deadline.override_reason = (
                data.get("reason") or "" if self.basis == DueBasis.SET_BY_EDITOR else ""
            )
        for name, column in EVENT_COLUMNS.items():
            if name in self.changed_data:
                self.event_changed = True
                setattr(
                    deadline.trigger, column, data.get(name) or ("" if column == "service_method" else None)
                )
        if deadline.basis in (DueBasis.COMPUTED, DueBasis.NOT_COMPUTABLE):
            self._count()
        super()._post_clean()

    def _count(self) -> None:
        """Write the day that the engine will write, so that the form judges what is going to be saved."""
        deadline, data = self.instance, self.cleaned_data
        for name in ("period_unit", "period_direction", "counts_from", "counting", "rule", "depends_on"):
            if name in data:
                setattr(deadline, name, data[name] if name == "depends_on" else data[name] or "")
        deadline.period_length = data.get("period_length")
        try:
            answer = compute_due(deadline)
        except ValidationError as error:
            self.add_error(None, error)
            return
        deadline.state = data.get("state") or deadline.state
        apply_answer(deadline, answer)
        data["due_on"], data["state"] = deadline.due_on, deadline.state
        if deadline.due_on is None or deadline.period_unit == "hours":
            data["due_time"] = deadline.due_time
