"""Deadlines, who watches them, and what each person was told."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from deadlines.models import Deadline, Extension, Reminder, Watcher
from deadlines.operations import extend_deadline, record_deadline, watch
from web.desk.forms import RowForm
from web.desk.options import (
    PUBLICATION,
    CitationInline,
    PlainInline,
    ReadOnlyAdmin,
    TranslatedAdmin,
    author,
    reason_of,
)
from web.desk.periods import DeadlineForm
from web.desk.wording import caveats_html, day_words, steps_html


class ExtensionForm(RowForm):
    """One link of the chain: the date moves, the previous one is kept."""

    def check_record(self) -> None:
        """Refuse to move what has no day, or to move it to where it is."""
        deadline = self.instance.deadline
        if deadline.due_on is None:
            raise ValidationError({"due_on": _("A deadline without a day cannot be extended.")})
        if deadline.due_on == self.instance.due_on:
            raise ValidationError({"due_on": _("This is the present date; an extension moves it.")})


class ExtensionInline(PlainInline):
    """By what and how far the date was moved; a link of the chain is never changed."""

    model = Extension
    form = ExtensionForm
    removable = False
    autocomplete_fields = ("entry",)
    readonly_fields = ("previous_due_on",)
    fields = ("previous_due_on", "due_on", "entry", "reason")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong extension is answered by another one."""
        return False


class WatcherInline(PlainInline):
    """Who is reminded of this deadline; watchers of the case are reminded too."""

    model = Watcher
    fk_name = "deadline"
    fields = ("user", "role")


class ReminderInline(admin.TabularInline):  # type: ignore[type-arg]  # several models
    """What was sent and what is going to be."""

    model = Reminder
    extra = 0
    can_delete = False
    fields = ("scheduled_on", "recipient", "kind", "due_on", "revision", "standing")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read the message and the recipient with the reminder."""
        return super().get_queryset(request).select_related("message", "recipient", "deadline")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The worker writes reminders."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The worker writes reminders."""
        return False

    @admin.display(description=_("message"))
    def standing(self, reminder: Reminder) -> str:
        """Say how the message stands."""
        return reminder.message.get_state_display()


@admin.register(Deadline)
class DeadlineAdmin(TranslatedAdmin):
    """What is due and when; it is entered with the order that fixes it, and kept here."""

    form = DeadlineForm
    list_display = ("due_on", "title", "docket", "state", "basis", "status")
    list_display_links = ("due_on", "title")
    list_filter = ("state", "basis", "status")
    list_select_related = ("docket",)
    search_fields = ("title_en", "title_ru", "title_kk", "docket__docket_number", "docket__caption")
    autocomplete_fields = ("obligor", "satisfied_by")
    readonly_fields = (
        "docket",
        "trigger",
        "ordered_by",
        "basis",
        "last_day",
        "computed_day",
        "revision",
        "steps_in_words",
        "caveats_in_words",
    )
    fieldsets = (
        (None, {"fields": ["docket", "title", "obligor", "last_day"]}),
        (
            _("The day"),
            {
                "description": _("A day typed here is yours and is kept; empty it to have it counted again."),
                "fields": ["due_on", "due_time", "basis", "computed_day", "due_confidence", "revision"],
            },
        ),
        (
            _("How it was counted"),
            {"fields": ["steps_in_words", "caveats_in_words", "trigger", "ordered_by"]},
        ),
        (
            _("The length"),
            {"fields": ["period_days", "counting", "rule", "length_confidence", "length_note"]},
        ),
        (_("How it stands"), {"fields": ["state", "state_note", "satisfied_by", "note"]}),
        PUBLICATION,
    )
    inlines = (ExtensionInline, WatcherInline, CitationInline, ReminderInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A deadline is entered with the order that fixes it, on the entry's form."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read what the page shows with the deadline."""
        return super().get_queryset(request).select_related("docket__case", "trigger", "ordered_by")

    def save_one(self, request: HttpRequest, obj: Deadline, form: Any) -> None:
        """Record it: the revision goes up and people are reminded anew if day or status moved."""
        record_deadline(obj, by=author(request), at=form.now(), reason=reason_of(form))

    def save_part(self, request: HttpRequest, part: Any, form: Any) -> None:
        """Extend the deadline, or start to remind a watcher."""
        if isinstance(part, Extension):
            part.deadline = form.instance
            extend_deadline(part, by=author(request), at=form.now())
        elif isinstance(part, Watcher):
            watch(part, by=author(request), at=form.now())
        else:
            super().save_part(request, part, form)

    @admin.display(description=_("last day"))
    def last_day(self, deadline: Deadline) -> str:
        """Word the due day with its weekday."""
        return day_words(deadline.due_on) or "-"

    @admin.display(description=_("computed"))
    def computed_day(self, deadline: Deadline) -> str:
        """Word the day that the engine counted, beside the one that counts."""
        return day_words(deadline.computed_on) or "-"

    @admin.display(description=_("how it was counted"))
    def steps_in_words(self, deadline: Deadline) -> str | SafeString:
        """Say each step in a sentence."""
        return steps_html(deadline)

    @admin.display(description=_("what was not considered"))
    def caveats_in_words(self, deadline: Deadline) -> str | SafeString:
        """Say what the count leaves out."""
        return caveats_html(deadline)


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """What each person was told about each revision of a deadline."""

    list_display = ("scheduled_on", "deadline", "recipient", "kind", "due_on", "revision", "standing")
    list_filter = ("kind", "message__state")
    list_select_related = ("deadline", "recipient", "message")
    search_fields = ("deadline__title_en", "deadline__title_ru", "recipient__username")
    ordering = ("-scheduled_on", "-pk")

    @admin.display(description=_("message"), ordering="message__state")
    def standing(self, reminder: Reminder) -> str:
        """Say how the message stands."""
        return reminder.message.get_state_display()
