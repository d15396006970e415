"""Who may log in, and how they want to be reminded."""

from __future__ import annotations

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

#: Calendar days before a due date on which a person is reminded unless they choose otherwise.
DEFAULT_OFFSETS = (30, 14, 7, 3, 1, 0)
_MAX_OFFSET = 365


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless ``name`` is an IANA time zone, e.g. ``Asia/Almaty``."""
    if name not in zoneinfo.available_timezones():
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

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="accounts_user_language_known",
            ),
        ]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which this person's mornings begin."""
        return zoneinfo.ZoneInfo(self.time_zone)
