"""Forms of the desk: what cannot be saved is said beside its field, before and while it is saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from foundation.core.publishing import check_step
from foundation.revisions.enums import Nature
from web.desk.selects import tell_what_is_known

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: From how many characters on a text gets a long line, or a high box.
WIDE, LONG = 200, 5000

#: Control characters and the marks that turn the direction of writing; a new line and a tab may be seen.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

#: Where the message of a database constraint belongs, and better words where its own are technical.
PLACES: Mapping[str, tuple[str, StrPromise | None]] = MappingProxyType(
    {
        "cases_case_checker_has_day": ("checked_on", None),
        "cases_docket_number_once_a_court": ("docket_number", None),
        "cases_docket_one_lead_a_case": ("is_lead", _("This case already has a lead docket.")),
        "cases_docket_filed_before_terminated": (
            "date_terminated",
            _("A docket cannot be closed before it is opened."),
        ),
        "cases_docketlink_of_two": ("to_docket", _("A docket cannot be tied to itself.")),
        "cases_party_unassigned_has_word": ("role_as_filed", _("Give the role in the court’s own word.")),
        "cases_statement_tie_has_confirmer": ("confirmed_by", _("Name the person who confirms it.")),
        "filings_entry_number_once": (
            "entry_number",
            _(
                "This docket already has an entry with this number. "
                "If the court gave it twice, tick “the court repeats it”."
            ),
        ),
        "filings_entry_placeholder_bare": ("is_placeholder", None),
        "filings_entry_unassigned_has_word": ("kind_as_filed", _("Give the kind in the court’s own word.")),
        "filings_entry_stricken_has_note": ("stricken_note", None),
        "filings_link_to_one": ("to_entry", None),
        "filings_link_of_two": ("to_entry", _("An entry cannot be linked to itself.")),
        "filings_link_outcome_of_decision": ("outcome", None),
        "filings_document_held_has_file": ("file", _("A document that is held here needs its PDF.")),
        "people_relationship_starts_before_end": ("end", _("This is before the beginning.")),
        "people_relationship_of_two": ("object", _("A person cannot be tied to itself.")),
        "deadlines_deadline_open_has_day": ("due_on", _("An open deadline needs a day.")),
        "deadlines_deadline_has_due_day": ("due_on", _("Give the day on which it is due.")),
        "deadlines_deadline_time_of_day": ("due_time", _("A time needs a day.")),
        "deadlines_deadline_stated_has_source": ("court_stated_note", None),
        "deadlines_tolling_paused_before_resumed": ("resumed_on", None),
        "deadlines_tolling_one_open": ("paused_on", None),
        "deadlines_trigger_time_of_day": ("event_time", _("A time needs a day.")),
        "deadlines_extension_moves": ("due_on", _("This is the present date; an extension moves it.")),
        "deadlines_closure_once": ("day", None),
        "deadlines_closure_has_source": ("source", None),
        "deadlines_review_once": ("rule", None),
        "sources_source_link_has_address": ("url", _("A source that is linked needs an address.")),
    }
)


class Refused(Exception):  # noqa: N818 - what happened, not how it failed
    """An operation refused a record of a form. ``prefix`` names the form that the errors belong to."""

    def __init__(self, prefix: str | None, error: ValidationError) -> None:
        """Keep the error for the form, which is built again after everything was rolled back."""
        super().__init__(prefix, error)
        self.prefix = prefix
        self.error = error


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]  # the model is set by the admin
    """The form of a record: one language of a required text is enough, errors stand beside their field."""

    #: Set on the class of one request by the admin when an operation refused what this form had accepted.
    refusal: ClassVar[Refused | None] = None
    #: Who fills it in; set on the class of one request, too.
    author: ClassVar[Any] = None
    #: Whether the form is a row of a table, where no label stands beside a field.
    in_table: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark each text with its language and find those of which one language must be given."""
        super().__init__(*args, **kwargs)
        self.one_language_of: dict[str, list[str]] = {}
        for field in self.fields.values():
            self._lay_out(field)
        self._leave_out_bin()
        tell_what_is_known(self)
        columns = {field.name: field for field in self.instance._meta.fields}
        for name, field in self.fields.items():
            original = getattr(columns.get(name), "translated_field", None)
            if original is None:
                continue
            language = columns[name].language
            field.widget.attrs["lang"] = language
            field.required = False
            group = self.one_language_of.setdefault(original.name, [])
            if group:
                field.help_text = ""
            group.append(name)

    def _leave_out_bin(self) -> None:
        """Offer every state but the bin, which has a way in and a way out of its own."""
        status: Any = self.fields.get("status")
        if status is not None and self.instance.status != PublicationStatus.BINNED:
            status.choices = [choice for choice in status.choices if choice[0] != PublicationStatus.BINNED]

    def _lay_out(self, field: forms.Field) -> None:
        """Size a text field as its content is long, and name what has no label of its own."""
        field.label = capfirst(field.label or "")
        widget: Any = getattr(field.widget, "widget", field.widget)
        length = getattr(field, "max_length", None) or 0
        if isinstance(widget, forms.Textarea):
            widget.attrs["rows"] = 10 if length > LONG else 3
        elif isinstance(widget, AdminTextInputWidget) and not self.in_table:
            widget.attrs["class"] = "vTextField wide" if length >= WIDE else "vTextField"
        if isinstance(widget, forms.SplitDateTimeWidget):
            for part, name in zip(widget.widgets, (_("%s, date"), _("%s, time")), strict=True):
                part.attrs["aria-label"] = name % field.label
        elif self.in_table:
            widget.attrs["aria-label"] = field.label

    def now(self) -> datetime:
        """Return the present moment; the clock is read once a form."""
        if not hasattr(self, "_now"):
            self._now = timezone.now()
        return self._now

    def clean(self) -> dict[str, Any] | None:
        """Ask for one language of each required text."""
        cleaned = super().clean()
        self._refuse_unseen()
        for original, names in self.one_language_of.items():
            for name in names:
                # A missing text is stored as none everywhere: saving without a change changes nothing.
                if self.cleaned_data.get(name) == "":
                    self.cleaned_data[name] = None
            column = self.instance._meta.get_field(original)
            if getattr(column, "blank", True) or any(name in self.errors for name in names):
                continue
            if not any(self.cleaned_data.get(name) for name in names):
                self.add_error(names[0], _("Give it in at least one language."))
        return cleaned

    def _check_rights(self) -> None:
        """Let nobody show to readers, or hide from them, what they may not; a restored version counts too."""
        record = self.instance
        if isinstance(record, Publication) and self.author is not None:
            before = type(record)._base_manager.filter(pk=record.pk).first() if record.pk else None
            check_step(before, record, by=self.author)

    def _refuse_unseen(self) -> None:
        """Refuse a new text that holds what nobody sees: it reverses names, and is found by no search."""
        for name in self.changed_data:
            value = self.cleaned_data.get(name)
            unseen = UNSEEN.search(value) if isinstance(value, str) else None
            if unseen is not None:
                words = _("It holds a character that nobody sees (U+%(code)s). Paste it as plain text.")
                code = f"{ord(unseen[0]):04X}"
                self.add_error(name, ValidationError(words % {"code": code}, code="unseen"))

    def check_record(self) -> None:
        """Raise ValidationError with messages per field; the record has its new values, no error so far."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        if not self.errors:
            try:
                self._check_rights()
                self.check_record()
            except ValidationError as error:
                self._update_errors(error)
        if self.refusal is not None and self.refusal.prefix == self.prefix:
            self._update_errors(self.refusal.error)

    def _update_errors(self, errors: ValidationError) -> None:
        """Put each message beside a field of this form; what has no field here stands on top."""
        if not hasattr(errors, "error_dict"):
            errors = ValidationError({NON_FIELD_ERRORS: errors.error_list})
        placed: dict[str, list[ValidationError]] = {}
        for name, messages in errors.error_dict.items():
            for message in messages:
                field, worded = self._place(name, message)
                placed.setdefault(field, []).append(worded)
        super()._update_errors(ValidationError(placed))  # type: ignore[misc]  # not in the stubs

    def _place(self, name: str, message: ValidationError) -> tuple[str, ValidationError]:
        if name in self.fields:
            return name, message
        if f"{name}_en" in self.fields:
            return f"{name}_en", message
        for constraint in self.instance._meta.constraints:
            if str(message.message) == str(constraint.get_violation_error_message()):
                field, words = PLACES.get(constraint.name, (NON_FIELD_ERRORS, None))
                worded = ValidationError(words, code=constraint.name) if words else message
                return (field if field in self.fields else NON_FIELD_ERRORS), worded
        unique: tuple[str, ...] = (message.params or {}).get("unique_check", ())
        beside = [field for field in unique if field in self.fields]
        return (beside[-1] if beside else NON_FIELD_ERRORS), message


class RowForm(DeskForm):
    """The form of a row of a table."""

    in_table = True


class ReasonForm(DeskForm):
    """The form of a record with a page of its own: it also asks why."""

    reason = forms.CharField(
        label=_("reason of this change"),
        max_length=100,
        required=False,
        help_text=_("Kept in the history; readers do not see it. Needed once readers have seen the record."),
        widget=AdminTextInputWidget,
    )
    nature = forms.ChoiceField(
        label=_("if readers have seen it, this is"), choices=Nature.choices, required=False
    )

    def says_why(self) -> bool:
        """Whether the form says why a record is changed that readers have seen."""
        return bool(self.cleaned_data.get("reason"))


class DaysField(forms.CharField):
    """Numbers of days, written ``30, 14, 7, 3, 1, 0`` and kept as a list."""

    def prepare_value(self, value: Any) -> Any:
        """Write a stored list; what an editor typed is shown as typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Read the numbers, or raise ValidationError."""
        if isinstance(value, list):
            return value
        words = str(value or "").replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) <= 4 for word in words):
            raise ValidationError(
                _("Write numbers of days from 0 to 365, with commas between them: 30, 14, 7, 3, 1, 0.")
            )
        return [int(word) for word in words]
