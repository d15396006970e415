"""The forms in which deadlines are entered: with the order that fixes them, and later by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cases.enums import CourtLevel
from cases.models import Docket
from deadlines.computation import FRAP_26A, FRCP_6A
from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.models import MAX_PERIOD, Deadline
from deadlines.operations import COUNTING_RULES, compute_due
from filings.models import DocketEntry
from foundation.core.enums import PublicationStatus
from web.desk.forms import DeskForm, ReasonForm

#: How the ways of counting are cited.
COUNTING_NAMES = {FRCP_6A.key: "Fed. R. Civ. P. 6(a)", FRAP_26A.key: "Fed. R. App. P. 26(a)"}
#: Only the rules of U.S. federal courts are known so far.
COUNTED_COUNTRY = "US"


def counting_field(empty: Any) -> forms.ChoiceField:
    """Return the choice between the ways of counting."""
    choices = [("", empty), *((key, COUNTING_NAMES[key]) for key in COUNTING_RULES)]
    return forms.ChoiceField(label=_("counting rule"), choices=choices, required=False)


def period_field() -> forms.IntegerField:
    """Return the field for the length of a period in days."""
    return forms.IntegerField(
        label=_("days"),
        min_value=1,
        max_value=MAX_PERIOD,
        required=False,
        help_text=_("“Within 30 days of this order”: 30. The day of the order is not counted."),
    )


def check_counted(docket: Docket) -> None:
    """Raise ValidationError on ``period_days`` where no way of counting is known for a docket’s court."""
    court = docket.court
    if court is None or court.country != COUNTED_COUNTRY:
        words = _("Days are counted for federal courts of the United States only. Enter the date instead.")
        raise ValidationError({"period_days": words}, code="not_counted")


def default_counting(docket: Docket) -> str:
    """Return the key of the rule by which the court of a docket counts days."""
    level = docket.court.level if docket.court else ""
    return FRCP_6A.key if level == CourtLevel.TRIAL else FRAP_26A.key


class OrderedPeriodForm(DeskForm):
    """What an order fixes: a period to be counted, or a date that the court names itself."""

    period_days = period_field()
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
        choices=[("", _("as the entry")), *PublicationStatus.choices],
    )

    def __init__(self, *args: Any, entry: DocketEntry, **kwargs: Any) -> None:
        """Build the form of one row of an entry; a fixed date is shown where it was entered."""
        self.entry = entry
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["status"] = ""
        elif self.instance.period_days is None:
            self.initial["fixed_on"] = self.instance.due_on

    def clean(self) -> dict[str, Any] | None:
        """Ask for either a length or a date; fill in what follows from the entry and its court."""
        cleaned = super().clean()
        data = self.cleaned_data
        data["status"] = data.get("status") or self.entry.status
        if not self.errors and self.has_changed():
            self._check_one_way(data.get("period_days"), data.get("fixed_on"))
        if data.get("period_days") and not data.get("counting") and self._docket:
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
            self.add_error("period_days", _("Give the number of days, or the date that the court fixed."))
        if self._docket and days:
            try:
                check_counted(self._docket)
            except ValidationError as error:
                self.add_error(None, error)
        if self.entry.kind and not self.entry.is_act_of_court:
            beside = "fixed_on" if fixed else "period_days"
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


class DeadlineForm(ReasonForm):
    """A deadline by itself. A day that is typed here is an editor's; an emptied day is counted again."""

    period_days = period_field()
    counting = counting_field("-")

    def clean(self) -> dict[str, Any] | None:
        """Say where the day comes from, and count it where the editor emptied it."""
        cleaned = super().clean()
        self.basis: DueBasis | None = None
        if not self.errors and "due_on" in self.changed_data:
            self.basis = DueBasis.SET_BY_EDITOR if self.cleaned_data.get("due_on") else DueBasis.COMPUTED
        return cleaned

    def _post_clean(self) -> None:
        if self.errors:
            super()._post_clean()
            return
        if self.basis:
            self.instance.basis = self.basis
        if self.instance.basis in (DueBasis.COMPUTED, DueBasis.NOT_COMPUTABLE):
            self._count()
        super()._post_clean()

    def _count(self) -> None:
        """Write the day that the engine will write, so that the form judges what is going to be saved."""
        deadline, data = self.instance, self.cleaned_data
        deadline.period_days, deadline.counting = data.get("period_days"), data.get("counting") or ""
        try:
            computation = compute_due(deadline)
        except ValidationError as error:
            self.add_error(None, error)
            return
        data["due_on"] = computation.due if computation else None
        if data["due_on"] is None and data.get("state") == DeadlineStatus.OPEN:
            data["state"] = DeadlineStatus.NEEDS_REVIEW
