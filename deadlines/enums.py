"""Closed sets about deadlines and reminders."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TriggerKind(models.TextChoices):
    """What starts a period."""

    ORDER = "order", _("order")
    FILING = "filing", _("filing")
    SERVICE = "service", _("service")
    ENTRY_OF_JUDGMENT = "entry_of_judgment", _("entry of judgment")
    OTHER = "other", _("other event")


class DueBasis(models.TextChoices):
    """Where a due date comes from."""

    COMPUTED = "computed", _("computed")
    FIXED_BY_ORDER = "fixed_by_order", _("date fixed by the court")
    SET_BY_EDITOR = "set_by_editor", _("set by an editor")
    NOT_COMPUTABLE = "not_computable", _("cannot be computed")


class DeadlineStatus(models.TextChoices):
    """How a deadline stands. Unverified: it is over, and the record does not show how it ended."""

    OPEN = "open", _("open")
    SATISFIED = "satisfied", _("satisfied")
    MISSED = "missed", _("missed")
    VACATED = "vacated", _("vacated")
    NEEDS_REVIEW = "needs_review", _("needs review")
    UNVERIFIED = "unverified", _("ending not verified")


class WatcherRole(models.TextChoices):
    """Why a user is told about a deadline."""

    OWNER = "owner", _("owner")
    WATCHER = "watcher", _("watcher")
    SECOND = "second", _("second person")


class ReminderKind(models.TextChoices):
    """Why a reminder is owed."""

    UPCOMING = "upcoming", _("upcoming")
    OVERDUE = "overdue", _("overdue")
    ESCALATION = "escalation", _("escalation")
    MOVED = "moved", _("moved")
    DIGEST_ITEM = "digest_item", _("digest item")


class Channel(models.TextChoices):
    """How a reminder travels."""

    MAIL = "mail", _("mail")
