"""Deadlines, who watches them, and what each person was told."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from deadlines.changes import extend_deadline, pause_deadline, resume_deadline
from deadlines.models import Deadline, Extension, Reminder, Tolling, Watcher
from deadlines.operations import follow_deadline, record_deadline, record_trigger, watch
from foundation.delivery.enums import MessageState
from web.desk.forms import RowForm
from web.desk.options import (
    PUBLICATION,
    CitationInline,
    PlainInline,
    ReadOnlyAdmin,
    TranslatedAdmin,
    TranslatedBlocks,
    author,
    reason_of,
)
from web.desk.periods import DeadlineForm, FollowerForm
from web.desk.wording import caveats_html, day_words, differences_html, moved, readings_html, steps_html


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


class TollingForm(RowForm):
    """A pause of the clock: once it is over, it stays as it is."""

    def check_record(self) -> None:
        """Refuse another beginning for a pause that was recorded."""
        if self.instance.pk and "paused_on" in self.changed_data:
            raise ValidationError({"paused_on": _("The beginning of a pause is not changed.")})


class TollingInline(PlainInline):
    """When the clock stood still, and by what."""

    model = Tolling
    form = TollingForm
    removable = False
    autocomplete_fields = ("entry",)
    fields = ("paused_on", "resumed_on", "entry", "reason")


class FollowerInline(TranslatedBlocks):
    """What runs from the last day of this deadline; it moves with it."""

    model = Deadline
    fk_name = "depends_on"
    form = FollowerForm
    removable = False
    show_change_link = True
    verbose_name = _("deadline that runs from this one")
    verbose_name_plural = _("deadlines that run from this one")
    autocomplete_fields = ("obligor",)
    readonly_fields = ("last_day",)
    fieldsets = (
        (None, {"fields": ["title", ("period_length", "period_unit"), "rule", "obligor", "status"]}),
        (_("The day"), {"fields": ["last_day"]}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is changed on its own page."""
        return False

    @admin.display(description=_("last day"))
    def last_day(self, deadline: Deadline) -> str:
        """Word the due day with its weekday."""
        return day_words(deadline.due_on) or "-"


class WatcherInline(PlainInline):
    """Who is reminded of this deadline; watchers of the case are reminded too."""

    model = Watcher
    fk_name = "deadline"
    fields = ("user", "role", "escalate_days")


class ReminderInline(admin.TabularInline):  # type: ignore[type-arg]  # several models
    """What was sent and what is going to be."""

    model = Reminder
    extra = 0
    can_delete = False
    fields = ("scheduled_on", "recipient", "kind", "due_on", "revision", "standing", "why_not")
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
        return str(MessageState(reminder.outcome).label)

    @admin.display(description=_("why not"))
    def why_not(self, reminder: Reminder) -> str:
        """Say why it was not sent."""
        return reminder.why_not


@admin.register(Deadline)
class DeadlineAdmin(TranslatedAdmin):
    """What is due and when; it is entered with the order that fixes it, and kept here."""

    form = DeadlineForm
    list_display = ("due_on", "title", "docket", "state", "basis", "status")
    list_display_links = ("due_on", "title")
    list_filter = ("state", "basis", "status")
    list_select_related = ("docket",)
    search_fields = ("title_en", "title_ru", "title_kk", "docket__docket_number", "docket__caption")
    autocomplete_fields = ("obligor", "satisfied_by", "library_rule")
    readonly_fields = (
        "docket",
        "trigger",
        "ordered_by",
        "basis",
        "last_day",
        "computed_day",
        "override_reason",
        "differences",
        "paused_on",
        "depends_on",
        "revision",
        "steps_in_words",
        "readings_in_words",
        "caveats_in_words",
    )
    fieldsets = (
        (None, {"fields": ["docket", "title", "obligor", "last_day"]}),
        (
            _("The day"),
            {
                "description": _("A day typed here is yours and is kept; empty it to have it counted again."),
                "fields": [
                    ("due_on", "due_time"),
                    "basis",
                    "computed_day",
                    "override_reason",
                    "differences",
                    ("court_stated_on", "court_stated_note"),
                    "due_confidence",
                    "revision",
                ],
            },
        ),
        (
            _("How it was counted"),
            {
                "fields": [
                    "steps_in_words",
                    "readings_in_words",
                    "caveats_in_words",
                    "trigger",
                    "ordered_by",
                    "depends_on",
                    ("service_method", "date_served"),
                    "event_time",
                ]
            },
        ),
        (
            _("The length"),
            {
                "fields": [
                    ("period_length", "period_unit", "period_direction"),
                    "counts_from",
                    "counting",
                    "rule",
                    "library_rule",
                    "length_confidence",
                    "length_note",
                ]
            },
        ),
        (_("How it stands"), {"fields": ["state", "paused_on", "state_note", "satisfied_by", "note"]}),
        PUBLICATION,
    )
    inlines = (ExtensionInline, TollingInline, FollowerInline, WatcherInline, CitationInline, ReminderInline)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A deadline is entered with the order that fixes it, on the entry's form."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Read what the page shows with the deadline."""
        return (
            super()
            .get_queryset(request)
            .select_related("docket__case", "docket__court", "trigger", "ordered_by", "depends_on")
        )

    def save_one(self, request: HttpRequest, obj: Deadline, form: Any) -> None:
        """Record it: the revision goes up and people are reminded anew if day or status moved."""
        before = _standing(obj)
        if form.event_changed:
            record_trigger(obj.trigger, by=author(request), at=form.now(), reason=reason_of(form), leave=obj)
        record_deadline(obj, by=author(request), at=form.now(), reason=reason_of(form))
        self._say_what_moved(request, obj, before)

    def _say_what_moved(self, request: HttpRequest, obj: Deadline, before: dict[int, Any]) -> None:
        """Say old and new day of this deadline and of those that follow it."""
        for deadline in _family(obj):
            old = before.get(deadline.pk)
            if old is not None and old != (deadline.due_on, deadline.state):
                self.message_user(request, moved(deadline, old[0]), messages.INFO)

    def save_part(self, request: HttpRequest, part: Any, form: Any) -> None:
        """Extend the deadline, or start to remind a watcher."""
        if isinstance(part, Extension):
            part.deadline = form.instance
            before = _standing(form.instance)
            extend_deadline(part, by=author(request), at=form.now())
            self._say_what_moved(request, form.instance, before)
        elif isinstance(part, Tolling):
            part.deadline = form.instance
            self._save_pause(request, part, form)
        elif isinstance(part, Deadline):
            follow_deadline(part, form.instance, by=author(request), at=form.now())
        elif isinstance(part, Watcher):
            watch(part, by=author(request), at=form.now())
        else:
            super().save_part(request, part, form)

    def _save_pause(self, request: HttpRequest, pause: Tolling, form: Any) -> None:
        """Stop the clock, or let it run again."""
        before = _standing(form.instance)
        if not pause.pk:
            pause_deadline(pause, by=author(request), at=form.now())
        elif pause.resumed_on is not None:
            resume_deadline(pause, resumed_on=pause.resumed_on, by=author(request), at=form.now())
        else:
            super().save_part(request, pause, form)
        self._say_what_moved(request, form.instance, before)

    @admin.display(description=_("last day"))
    def last_day(self, deadline: Deadline) -> str:
        """Word the due day with its weekday."""
        return day_words(deadline.due_on) or "-"

    @admin.display(description=_("compare"))
    def differences(self, deadline: Deadline) -> str | SafeString:
        """Warn where our day, the editor's and the court's are not the same."""
        return differences_html(deadline)

    @admin.display(description=_("other readings"))
    def readings_in_words(self, deadline: Deadline) -> str | SafeString:
        """Say which other day a court may find right, and why."""
        return readings_html(deadline)

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


def _family(deadline: Deadline) -> list[Deadline]:
    """Return a deadline and those that follow it, as they are stored."""
    found: list[Deadline] = []
    behind = list(Deadline.objects.filter(pk=deadline.pk))
    while behind:
        found += behind
        behind = list(Deadline.objects.filter(depends_on__in=behind).order_by("pk"))
    return found


def _standing(deadline: Deadline) -> dict[int, Any]:
    return {row.pk: (row.due_on, row.state) for row in _family(deadline)}


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """What each person was told about each revision of a deadline."""

    list_display = (
        "scheduled_on",
        "deadline",
        "recipient",
        "kind",
        "due_on",
        "revision",
        "standing",
        "why_not",
    )
    list_filter = ("kind", "message__state")
    list_select_related = ("deadline", "recipient", "message")
    search_fields = ("deadline__title_en", "deadline__title_ru", "recipient__username")
    ordering = ("-scheduled_on", "-pk")

    @admin.display(description=_("message"), ordering="message__state")
    def standing(self, reminder: Reminder) -> str:
        """Say how the message stands."""
        return str(MessageState(reminder.outcome).label)

    @admin.display(description=_("why not"))
    def why_not(self, reminder: Reminder) -> str:
        """Say why it was not sent."""
        return reminder.why_not
