"""What starts a period, what is due, who watches it, and what each person was told."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case, Docket
from deadlines.enums import Channel, DeadlineStatus, DueBasis, ReminderKind, TriggerKind, WatcherRole
from filings.models import DocketEntry
from foundation.core.constraints import one_of
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.delivery.models import Message
from foundation.sources.enums import Confidence
from foundation.sources.models import Citation
from people.models import Person

#: The longest ordered period that is accepted, in days (ten years).
MAX_PERIOD = 3660


class TriggerEvent(TimeStamped):
    """The event that starts a period. Without an exact day nothing is computed from it."""

    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "entry")

    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="trigger_events")
    kind = models.CharField(_("kind"), max_length=18, choices=TriggerKind.choices)
    entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="trigger_events",
        verbose_name=_("entry"),
    )
    date = models.DateField(_("day"), null=True, blank=True, help_text=_("In the court's time zone."))
    description = models.CharField(_("description"), max_length=300, blank=True)

    objects = VisibleQuerySet["TriggerEvent"].as_manager()

    class Meta:
        verbose_name = _("trigger event")
        verbose_name_plural = _("trigger events")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", TriggerKind, name="deadlines_trigger_kind_known"),
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(entry__isnull=False),
                name="deadlines_trigger_once_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date or ''}".strip()


class DeadlineQuerySet(VisibleQuerySet["Deadline"]):
    """Reads of deadlines."""

    def open(self) -> Self:
        """Return the deadlines that still run."""
        return self.filter(state=DeadlineStatus.OPEN)


class Deadline(Publication):
    """What is due, from whom, until when, and how we know.

    ``computed_on`` is what the engine says; ``due_on`` is what counts, and an editor may set it by hand.
    How sure the *length* is and how sure the *date* is are kept apart.
    """

    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "ordered_by", "trigger__entry")

    docket = models.ForeignKey(
        Docket, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("docket")
    )
    trigger = models.ForeignKey(
        TriggerEvent, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("trigger event")
    )
    ordered_by = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ordered_deadlines",
        verbose_name=_("ordered by"),
        help_text=_("The order that fixes this period or date; empty when a rule does."),
    )
    title = models.CharField(_("what is due"), max_length=300)
    obligor = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("from whom"),
    )
    period_days = models.PositiveIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_PERIOD)],
        help_text=_("The length of the period; the day of the event is not counted."),
    )
    counting = models.CharField(
        _("counting rule"),
        max_length=20,
        blank=True,
        help_text=_("E.g. frcp-6a; empty for a date fixed by the court."),
    )
    rule = models.CharField(
        _("authority"), max_length=200, blank=True, help_text=_("The order or rule as a lawyer cites it.")
    )
    basis = models.CharField(_("where the date comes from"), max_length=16, choices=DueBasis.choices)
    computed_on = models.DateField(_("computed"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("due"), null=True, blank=True)
    due_time = models.TimeField(
        _("time"), null=True, blank=True, help_text=_("Only where the court gives one.")
    )
    steps = models.JSONField(_("how it was counted"), default=list, blank=True, editable=False)
    caveats = models.JSONField(_("what was not considered"), default=list, blank=True, editable=False)
    length_confidence = models.CharField(
        _("how sure is the length"), max_length=12, choices=Confidence.choices, default=Confidence.PRIMARY
    )
    length_note = models.TextField(_("how the length is known"), max_length=1000, blank=True)
    due_confidence = models.CharField(
        _("how sure is the date"), max_length=12, choices=Confidence.choices, default=Confidence.INFERRED
    )
    state = models.CharField(
        _("status"), max_length=12, choices=DeadlineStatus.choices, default=DeadlineStatus.OPEN
    )
    state_note = models.TextField(_("note on the status"), max_length=1000, blank=True)
    vacated_with_entry = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Vacated because its entry no longer starts the period; opened again when it does."),
    )
    satisfied_by = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="satisfied_deadlines",
        verbose_name=_("satisfied by"),
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    citations = GenericRelation(Citation)
    objects = DeadlineQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="deadlines_deadline_due")]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("basis", DueBasis, name="deadlines_deadline_basis_known"),
            one_of("state", DeadlineStatus, name="deadlines_deadline_state_known"),
            one_of("length_confidence", Confidence, name="deadlines_deadline_length_known"),
            one_of("due_confidence", Confidence, name="deadlines_deadline_due_known"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False)
                | Q(basis=DueBasis.NOT_COMPUTABLE)
                | Q(state=DeadlineStatus.NEEDS_REVIEW),
                name="deadlines_deadline_has_due_day",
            ),
            models.CheckConstraint(
                condition=~Q(basis=DueBasis.NOT_COMPUTABLE)
                | Q(due_on__isnull=True, computed_on__isnull=True),
                name="deadlines_deadline_not_computable_bare",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeadlineStatus.OPEN) | Q(due_on__isnull=False),
                name="deadlines_deadline_open_has_day",
            ),
            models.CheckConstraint(
                condition=Q(due_time__isnull=True) | Q(due_on__isnull=False),
                name="deadlines_deadline_time_of_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Watcher(TimeStamped):
    """A user who is told about a case or about one deadline."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="watching", verbose_name=_("user")
    )
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.CASCADE, related_name="watchers", verbose_name=_("case")
    )
    deadline = models.ForeignKey(
        Deadline,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="watchers",
        verbose_name=_("deadline"),
    )
    role = models.CharField(_("role"), max_length=8, choices=WatcherRole.choices, default=WatcherRole.WATCHER)

    class Meta:
        verbose_name = _("watcher")
        verbose_name_plural = _("watchers")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("role", WatcherRole, name="deadlines_watcher_role_known"),
            models.CheckConstraint(
                condition=Q(case__isnull=False, deadline__isnull=True)
                | Q(case__isnull=True, deadline__isnull=False),
                name="deadlines_watcher_of_one",
                violation_error_message=_("Name either a case or a deadline."),
            ),
            models.UniqueConstraint(
                fields=["user", "case"], condition=Q(case__isnull=False), name="deadlines_watcher_case_once"
            ),
            models.UniqueConstraint(
                fields=["user", "deadline"],
                condition=Q(deadline__isnull=False),
                name="deadlines_watcher_deadline_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} - {self.case or self.deadline}"

    def clean(self) -> None:
        """Refuse a watcher whom no reminder would ever reach."""
        user = getattr(self, "user", None)
        if user and not (user.is_active and user.is_staff and user.email):
            raise ValidationError(
                {
                    "user": _(
                        "No reminder would reach this person: the account is off, or has no mail address."
                    )
                }
            )


class Extension(TimeStamped):
    """One link of the chain by which a due date was moved; none is ever lost."""

    case_path: ClassVar[str] = "deadline__docket__case"
    visible_through = (
        "deadline",
        "deadline__docket",
        "deadline__docket__case",
        "deadline__ordered_by",
        "deadline__trigger__entry",
        "entry",
    )

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="extensions")
    entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("order or stipulation"),
    )
    previous_due_on = models.DateField(_("previous date"))
    due_on = models.DateField(_("new date"))
    reason = models.CharField(_("reason"), max_length=300)

    objects = VisibleQuerySet["Extension"].as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=~Q(previous_due_on=models.F("due_on")), name="deadlines_extension_moves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.previous_due_on} - {self.due_on}"


class Reminder(TimeStamped):
    """One message owed to one person about one revision of a deadline."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    revision = models.PositiveIntegerField(_("revision"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.MAIL)
    kind = models.CharField(_("kind"), max_length=12, choices=ReminderKind.choices)
    scheduled_on = models.DateField(_("scheduled for"))
    due_on = models.DateField(_("due date announced"))
    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="reminder", verbose_name=_("message")
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["scheduled_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", ReminderKind, name="deadlines_reminder_kind_known"),
            one_of("channel", Channel, name="deadlines_reminder_channel_known"),
            models.UniqueConstraint(
                fields=["deadline", "revision", "recipient", "channel", "kind", "scheduled_on"],
                name="deadlines_reminder_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline} r{self.revision} - {self.recipient} - {self.scheduled_on}"

    @staticmethod
    def key_of(deadline_id: int, revision: int, recipient_id: int, kind: str, scheduled_on: date) -> str:
        """Return the key that names what is owed; the Message-ID derives from it."""
        owed = (deadline_id, revision, recipient_id, Channel.MAIL.value, kind, scheduled_on.isoformat())
        return ":".join(["reminder", *map(str, owed)])
