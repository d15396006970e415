"""How a claim is made and how sure we are of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """What a source is."""

    COURT = "court", _("court document")
    RULE = "rule", _("rule of procedure")
    NEWS = "news", _("news report")
    SECONDARY = "secondary", _("other secondary source")


class ClaimKind(models.TextChoices):
    """What a statement amounts to. Nothing but a finding is a fact established by a court."""

    ALLEGATION = "allegation", _("allegation")
    DENIAL = "denial", _("denial")
    FINDING = "finding", _("finding of a court")
    REPORT = "report", _("report")
    BACKGROUND = "background", _("background")


#: What rests on the word of one side, and must read so wherever it stands.
ONE_SIDED = frozenset((ClaimKind.ALLEGATION, ClaimKind.DENIAL))


class Confidence(models.TextChoices):
    """What a claim rests on."""

    PRIMARY = "primary", _("primary court document")
    SECONDARY = "secondary", _("secondary source")
    INFERRED = "inferred", _("inferred")
    UNVERIFIED = "unverified", _("not verified")
