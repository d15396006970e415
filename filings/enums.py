"""Closed sets about docket entries, in the courts' own words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What a docket entry is.

    Unknown: the court is silent. Unassigned: this list has no word for what the court said;
    the court's own word then stands in ``kind_as_filed``.
    """

    COMPLAINT = "complaint", _("complaint")
    AMENDED_COMPLAINT = "amended_complaint", _("amended complaint")
    CROSSCLAIMS = "crossclaims", _("crossclaims")
    ANSWER = "answer", _("answer")
    MOTION = "motion", _("motion")
    MOTION_TO_DISMISS = "motion_to_dismiss", _("motion to dismiss")
    APPLICATION = "application", _("application")
    OPPOSITION = "opposition", _("opposition")
    REPLY = "reply", _("reply")
    BRIEF = "brief", _("brief")
    LETTER = "letter", _("letter")
    NOTICE = "notice", _("notice")
    STIPULATION = "stipulation", _("stipulation")
    ORDER = "order", _("order")
    OPINION = "opinion", _("opinion")
    INJUNCTION = "injunction", _("injunction")
    JUDGMENT = "judgment", _("judgment")
    VERDICT = "verdict", _("verdict")
    HEARING = "hearing", _("hearing")
    TRIAL = "trial", _("trial")
    VOLUNTARY_DISMISSAL = "voluntary_dismissal", _("voluntary dismissal")
    NOTICE_OF_APPEAL = "notice_of_appeal", _("notice of appeal")
    MINUTE_ENTRY = "minute_entry", _("minute entry")
    EVENT = "event", _("event in the proceeding")
    UNKNOWN = "unknown", _("kind not verified")
    UNASSIGNED = "unassigned", _("kind as recorded")


# Acts of a court: they have no filers, and only they can order a period.
ACTS_OF_COURT = frozenset(
    {
        EntryKind.ORDER,
        EntryKind.OPINION,
        EntryKind.INJUNCTION,
        EntryKind.JUDGMENT,
        EntryKind.VERDICT,
        EntryKind.HEARING,
        EntryKind.TRIAL,
        EntryKind.MINUTE_ENTRY,
    }
)


class EntryLinkKind(models.TextChoices):
    """How one entry is tied to another. Read: from - kind - to."""

    ANSWERS = "answers", _("answers")
    SUPPORTS = "supports", _("supports")
    DECIDES = "decides", _("decides")
    AMENDS = "amends", _("amends")
    CORRECTS = "corrects", _("corrects")


class Outcome(models.TextChoices):
    """How a motion was decided."""

    GRANTED = "granted", _("granted")
    DENIED = "denied", _("denied")
    GRANTED_IN_PART = "granted_in_part", _("granted in part")
    MOOT = "moot", _("moot")
    UNKNOWN = "unknown", _("outcome not verified")


class Availability(models.TextChoices):
    """Where a document can be read."""

    HELD = "held", _("held here")
    AT_COURT = "at_court", _("at the court")
    SEALED = "sealed", _("sealed")
    RESTRICTED = "restricted", _("restricted")


class Verdict(models.TextChoices):
    """What the record shows of a statement."""

    CONSISTENT = "consistent", _("the record agrees")
    PARTLY = "partly", _("the record agrees in part")
    INFERRED = "inferred", _("inferred from the record")
    NOT_CONFIRMED = "not_confirmed", _("not confirmed by the record")
    CONTRADICTED = "contradicted", _("the record differs")
    NOT_DECIDED = "not_decided", _("an opinion; the record does not decide it")
    STILL_ALLEGED = "still_alleged", _("alleged in the record, not found")
