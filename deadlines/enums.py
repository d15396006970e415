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
    EXTENDED = "extended", _("extended")
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
    REVIEW = "review", _("needs review")
    DIGEST_ITEM = "digest_item", _("digest item")


class Channel(models.TextChoices):
    """How a reminder travels."""

    MAIL = "mail", _("mail")


class ClosureKind(models.TextChoices):
    """Why a court was closed.

    Whether a presidential closure is a legal holiday each court says for itself.
    """

    CLERK_INACCESSIBLE = "clerk_inaccessible", _("the clerk’s office could not be reached")
    DECLARED_HOLIDAY = "declared_holiday", _("holiday declared by the court")
    PRESIDENTIAL_CLOSURE = "presidential_closure", _("closure ordered by the President")


class PeriodUnit(models.TextChoices):
    """What a period counts; the words are those of `deadlines.computation.Unit`."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    BUSINESS_DAYS = "business_days", _("business days")
    COURT_DAYS = "court_days", _("court days")
    WEEKS = "weeks", _("weeks")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class PeriodDirection(models.TextChoices):
    """Whether a period runs after its event or up to it."""

    AFTER = "after", _("after the event")
    BEFORE = "before", _("before the event")


class CountsFrom(models.TextChoices):
    """What a period counts from; the words are those of `deadlines.computation.CountsFrom`."""

    SERVICE = "service", _("after being served")
    SERVICE_OF_SUMMONS = "service_of_summons", _("service of the summons")
    WAIVER = "waiver", _("the request for a waiver")
    OWN_SERVICE = "own_service", _("one’s own service")
    ENTRY = "entry", _("entry of an order or judgment")
    ORDER = "order", _("the order itself")
    FILING = "filing", _("filing of a paper")
    EVENT = "event", _("another event")


class ServiceMethod(models.TextChoices):
    """How a paper was served; the words are those of `deadlines.computation.ServiceMethod`."""

    ELECTRONIC = "electronic", _("through the court’s electronic system")
    PERSONAL = "personal", _("in person")
    MAIL = "mail", _("by mail")
    LEAVING_WITH_CLERK = "leaving_with_clerk", _("left with the clerk")
    OTHER_CONSENTED = "other_consented", _("other means consented to")
    WAIVER = "waiver", _("waiver of service")
    RULE4_MAIL = "rule4_mail", _("summons by mail (Rule 4)")
    FIRST_CLASS_POST = "first_class_post", _("first class post")
    EMAIL_BEFORE_1630 = "email_before_1630", _("e-mail before 4.30 p.m.")
    EMAIL_AFTER_1630 = "email_after_1630", _("e-mail after 4.30 p.m.")
    CLAIM_FORM_STEP = "claim_form_step", _("step to serve a claim form (CPR 6.14)")
