"""Closed sets about accounts."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderRhythm(models.TextChoices):
    """Whether a person is told of each deadline by itself, or once a morning of all."""

    IMMEDIATE = "immediate", _("a mail for each deadline")
    DIGEST = "digest", _("one mail a morning")
