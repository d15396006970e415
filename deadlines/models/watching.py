"""Who watches a deadline, what each person was told, and what they answered."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from deadlines.enums import Channel, ReminderKind, WatcherRole
from deadlines.models.deadline import Deadline
from foundation.core.constraints import one_of
from foundation.core.models import TimeStamped
from foundation.delivery.enums import MessageState
from foundation.delivery.models import Message


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
    escalate_days = models.PositiveSmallIntegerField(
        _("escalate so many days before"),
        default=3,
        validators=[MaxValueValidator(365)],
        help_text=_("For a second person: told on this day if nobody has acknowledged the deadline by then."),
    )
    muted_at = models.DateTimeField(
        _("stopped"),
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "Since then this person wants no mail about it; a row of one deadline may mute its case."
        ),
    )

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
        """Refuse a watcher whom no reminder would ever reach; whoever wants none may say so."""
        user = getattr(self, "user", None)
        if user and self.muted_at is None and not (user.is_active and user.is_staff and user.email):
            raise ValidationError(
                {
                    "user": _(
                        "No reminder would reach this person: the account is off, or has no mail address."
                    )
                }
            )


class Reminder(TimeStamped):
    """One thing owed to one person about one revision of a deadline: a row of the ledger."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    revision = models.PositiveIntegerField(_("revision"))
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices, default=Channel.MAIL)
    kind = models.CharField(_("kind"), max_length=12, choices=ReminderKind.choices)
    scheduled_on = models.DateField(_("scheduled for"))
    due_on = models.DateField(
        _("due date announced"), null=True, blank=True, help_text=_("Empty: that there is no date.")
    )
    message = models.ForeignKey(
        Message,
        on_delete=models.PROTECT,
        related_name="reminders",
        verbose_name=_("message"),
        help_text=_("A digest carries several reminders."),
    )
    withheld = models.CharField(
        _("why it was left out"),
        max_length=200,
        blank=True,
        help_text=_("A digest went out without this item."),
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

    @property
    def outcome(self) -> str:
        """What became of it: a state of its message, or cancelled where a digest left it out."""
        return MessageState.CANCELLED if self.withheld else self.message.state

    @property
    def why_not(self) -> str:
        """Why it was not sent, or nothing."""
        return self.withheld or self.message.reason or self.message.last_error


class Acknowledgement(TimeStamped):
    """Somebody has taken note of a deadline as it stands: nobody else need be alarmed. One per revision."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="acknowledgements")
    revision = models.PositiveIntegerField(_("revision"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("user")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["at", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["deadline", "revision"],
                name="deadlines_acknowledged_once",
                violation_error_message=_("Somebody has acknowledged this already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deadline} r{self.revision} - {self.user}"


class Snooze(TimeStamped):
    """A person wants no mail about a deadline, as it stands, until a morning; the last such row counts."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="snoozes")
    revision = models.PositiveIntegerField(_("revision"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("user")
    )
    until = models.DateField(_("until"), help_text=_("The morning of this day brings the next mail."))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("snooze")
        verbose_name_plural = _("snoozes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.deadline} - {self.user} - {self.until}"
