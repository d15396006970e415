"""Closed sets about people and organizations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonKind(models.TextChoices):
    """The law calls both human beings and legal entities persons."""

    INDIVIDUAL = "individual", _("individual")
    ORGANIZATION = "organization", _("organization")
    GOVERNMENT = "government", _("government body")


class NameKind(models.TextChoices):
    """Why a further name is on record."""

    ALIAS = "alias", _("other spelling")
    FORMER = "former", _("former name")
    AS_FILED = "as_filed", _("as filed")


class Script(models.TextChoices):
    """The script a name is written in (ISO 15924 codes)."""

    CYRILLIC = "Cyrl", _("Cyrillic")
    LATIN = "Latn", _("Latin")


class RelationshipKind(models.TextChoices):
    """A tie between two persons. Read: subject - kind - object."""

    PARENT_OF = "parent_of", _("parent of")
    SPOUSE_OF = "spouse_of", _("spouse of")
    PARENT_IN_LAW_OF = "parent_in_law_of", _("parent-in-law of")
    CO_PARENT_IN_LAW_OF = "co_parent_in_law_of", _("co-parent-in-law of")
    FOUNDER_OF = "founder_of", _("founder of")
    OWNER_OF = "owner_of", _("co-owner of")
    CONTROLS = "controls", _("controls")
    HOLDS_OFFICE_AT = "holds_office_at", _("holds office at")
    COUNSEL_FOR = "counsel_for", _("counsel for")
    ASSOCIATE_OF = "associate_of", _("associate of")
    RETAINED = "retained", _("retained")
    OPERATES = "operates", _("operates")
    OTHER = "other", _("other tie")
