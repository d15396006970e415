"""Closed sets that every floor of the house uses."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationStatus(models.TextChoices):
    """Where a record stands between an editor's desk and the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    #: Taken out of sight by an editor who may take it back; the other states are what a record is for.
    BINNED = "binned", _("in the bin")


class TranslationStatus(models.TextChoices):
    """Whether a native reader has checked our own Kazakh and Russian wording."""

    UNREVIEWED = "unreviewed", _("unreviewed translation")
    REVIEWED = "reviewed", _("reviewed translation")
