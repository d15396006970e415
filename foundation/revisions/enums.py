"""What a change of a published text is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    """How an editor judges a change of what readers had seen."""

    CORRECTION = "correction", _("a correction: readers are told old and new")
    WITHHELD = "withheld", _("a correction whose old words must not be read again")
    TYPOGRAPHICAL = "typographical", _("a slip of the pen: readers are not told")
