"""Closed sets about accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderRhythm(models.TextChoices):
    """Whether a person is told of each deadline by itself, or once a morning of all."""

    IMMEDIATE = "immediate", _("a mail for each deadline")
    DIGEST = "digest", _("one mail a morning")


class AuditKind(models.TextChoices):
    """What the audit log records: who came in, who was turned away, and whose rights changed."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    PASSWORD_FAILED = "password_failed", _("wrong name or password")
    CODE_FAILED = "code_failed", _("wrong code")
    TURNED_AWAY = "turned_away", _("turned away after too many attempts")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    FACTOR_RESET = "factor_reset", _("second factor taken off by an administrator")
    SESSIONS_ENDED = "sessions_ended", _("sessions ended")
    ACCOUNT_MADE = "account_made", _("account made")
    RIGHTS_CHANGED = "rights_changed", _("rights changed")
