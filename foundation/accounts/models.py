"""Who may log in, and how they want to be reminded."""

from __future__ import annotations

import secrets
import zoneinfo
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.enums import AuditKind, ReminderRhythm
from foundation.core.constraints import one_of

#: Calendar days before a due date on which a person is reminded unless they choose otherwise.
DEFAULT_OFFSETS = (30, 14, 7, 3, 1, 0)
_MAX_OFFSET = 365


@cache
def _time_zones() -> frozenset[str]:
    """Read the names of all zones once: each reading walks through the files of the whole database."""
    return frozenset(zoneinfo.available_timezones())


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is an IANA time zone, e.g. ``Asia/Almaty``."""
    if name not in _time_zones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name[:60]})


def validate_offsets(value: Any) -> None:
    """Raise ValidationError unless ``value`` is a list of different days from 0 to 365."""
    fine = isinstance(value, list) and all(
        isinstance(day, int) and not isinstance(day, bool) and 0 <= day <= _MAX_OFFSET for day in value
    )
    if not fine or len(set(value)) != len(value):
        raise ValidationError(
            _("Give different numbers of days from 0 to 365, for example [30, 14, 7, 3, 1, 0].")
        )


def default_offsets() -> list[int]:
    """Return the default reminder days as a fresh list."""
    return list(DEFAULT_OFFSETS)


def fresh_secret() -> str:
    """Return a new secret that the tokens in a person's mails are signed with."""
    return secrets.token_hex(16)


class User(AbstractUser):
    """An editor or a member of staff. Nobody signs up: an administrator creates the account."""

    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("The language of reminders."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text=_("Reminders arrive at 08:00 in this zone, for example Asia/Almaty."),
    )
    reminder_offsets = models.JSONField(
        _("reminder days"),
        default=default_offsets,
        validators=[validate_offsets],
        help_text=_("Calendar days before the due date, in the court's zone."),
    )
    rhythm = models.CharField(
        _("rhythm"),
        max_length=9,
        choices=ReminderRhythm.choices,
        default=ReminderRhythm.IMMEDIATE,
        help_text=_("A mail for each deadline, or one mail a morning for all of them."),
    )
    quiet_from = models.TimeField(
        _("quiet from"),
        null=True,
        blank=True,
        help_text=_("No mail from this hour on, in your time zone; a last day is never slept through."),
    )
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    alarm_days = models.PositiveSmallIntegerField(
        _("alarm in the calendar"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(_MAX_OFFSET)],
        help_text=_("So many days before the due date the calendar rings; empty: it does not."),
    )
    reminders_stopped_at = models.DateTimeField(
        _("reminders stopped"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Since then this person gets no reminders at all; they stopped them from a digest."),
    )
    mail_secret = models.CharField(
        max_length=32,
        default=fresh_secret,
        editable=False,
        help_text=_("Tokens in mails are signed with it; a new one makes all older tokens worthless."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("publish_record", _("Can publish, embargo and withdraw records"))]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="accounts_user_language_known",
            ),
            one_of("rhythm", ReminderRhythm, name="accounts_user_rhythm_known"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False)
                & ~models.Q(quiet_from=models.F("quiet_until")),
                name="accounts_user_quiet_hours_whole",
                violation_error_message=_("Quiet hours need a beginning and a different end."),
            ),
        ]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which this person's mornings begin."""
        return zoneinfo.ZoneInfo(self.time_zone)


class AuditRecord(models.Model):
    """A line of the audit log: written once, never changed, read by administrators."""

    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("what"), max_length=16, choices=AuditKind.choices)
    user = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("The account that it is about; none where a name is not that of an account."),
    )
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
        help_text=_("Who did it; none where a command did, or nobody was signed in."),
    )
    name_key = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text=_("A keyed digest of the typed name: attempts are counted, no mistyped password is kept."),
    )
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    detail = models.CharField(_("details"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")
        indexes = [
            models.Index(fields=["name_key", "at"], name="accounts_audit_name"),
            models.Index(fields=["address", "at"], name="accounts_audit_address"),
            models.Index(fields=["-at", "-id"], name="accounts_audit_newest"),
        ]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", AuditKind, name="accounts_auditrecord_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"
