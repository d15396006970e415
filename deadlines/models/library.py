"""The rule library as tables, who has read which rule, and the days on which courts were closed.

The shipped files are the only source of rules and holidays: `DeadlineRule` and `HolidayRow` mirror them for
foreign keys and search, and nobody edits them. Reviews and closures are entered by people.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from cases.models import Court
from deadlines.enums import ClosureKind
from foundation.core.constraints import one_of, ordered_dates
from foundation.core.models import TimeStamped


class DeadlineRuleQuerySet(models.QuerySet["DeadlineRule"]):
    """Reads of rules."""

    def current(self) -> Self:
        """Return the rules that the shipped files have, those out of force included."""
        return self.filter(is_current=True)

    def with_review(self) -> Self:
        """Return the rules with ``review_on`` and ``reviewer_name``: None unless this very text was read."""
        signed = RuleReview.objects.filter(
            rule_key=OuterRef("key"), content_hash=OuterRef("content_hash")
        ).order_by("reviewed_on", "pk")
        return self.annotate(
            review_on=Subquery(signed.values("reviewed_on")[:1]),
            reviewer_name=Subquery(signed.values("reviewer__username")[:1]),
        )


class DeadlineRule(TimeStamped):
    """A rule of the library, mirrored from the shipped files; `data` is the whole of it.

    A rule that the files do not have any more stays for the deadlines that rest on it, not current.
    """

    key = models.SlugField(_("key"), max_length=80, unique=True)
    citation = models.CharField(_("citation"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=40)
    data = models.JSONField(_("the rule"))
    content_hash = models.CharField(_("fingerprint of the text"), max_length=64)
    in_force_from = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty where the sources do not say.")
    )
    in_force_through = models.DateField(
        _("in force through"), null=True, blank=True, help_text=_("The last day; empty for the present text.")
    )
    is_current = models.BooleanField(
        _("in the library"), default=True, help_text=_("Whether the shipped files still have the rule.")
    )

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["jurisdiction", "citation", "in_force_from", "key"]
        constraints: ClassVar[list[Any]] = [
            ordered_dates("in_force_from", "in_force_through", name="deadlines_rule_from_before_through"),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="deadlines_rule_hash_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return self.citation


class RuleReviewQuerySet(models.QuerySet["RuleReview"]):
    """Reads of signatures."""

    def of_rules(self) -> Self:
        """Return the signatures with ``is_present``: whether the rule still says what was signed."""
        same = DeadlineRule.objects.current().filter(
            key=OuterRef("rule_key"), content_hash=OuterRef("content_hash")
        )
        return self.annotate(is_present=Exists(same))


class RuleReview(TimeStamped):
    """A lawyer has read a rule. The fingerprint ties the review to the text: a changed rule has none."""

    rule_key = models.SlugField(_("rule"), max_length=80)
    content_hash = models.CharField(
        _("fingerprint of the text"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}\Z")]
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="rule_reviews",
        verbose_name=_("reviewer"),
    )
    reviewed_on = models.DateField(_("read on"))
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = RuleReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a rule")
        verbose_name_plural = _("reviews of rules")
        ordering = ["rule_key", "reviewed_on", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["rule_key", "content_hash", "reviewer"],
                name="deadlines_review_once",
                violation_error_message=_("You have signed this text of the rule already."),
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="deadlines_review_hash_is_sha256"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_key} - {self.reviewer} - {self.reviewed_on}"


class CourtClosure(TimeStamped):
    """A day on which a court was closed or could not be reached, entered by an editor. It is public.

    How it moves a deadline depends on its kind: Fed. R. Civ. P. 6(a)(3) for an inaccessible clerk's office,
    6(a)(6) for a declared holiday.
    """

    court = models.ForeignKey(
        Court, on_delete=models.PROTECT, related_name="closures", verbose_name=_("court")
    )
    day = models.DateField(_("day"), help_text=_("In the court's time zone."))
    kind = models.CharField(_("kind"), max_length=20, choices=ClosureKind.choices)
    source = models.CharField(
        _("source"), max_length=300, help_text=_("The notice or order that says so, as a lawyer cites it.")
    )
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("closure of a court")
        verbose_name_plural = _("closures of courts")
        ordering = ["-day", "court", "pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", ClosureKind, name="deadlines_closure_kind_known"),
            models.UniqueConstraint(
                fields=["court", "day", "kind"],
                name="deadlines_closure_once",
                violation_error_message=_("This closure is entered already."),
            ),
            models.CheckConstraint(condition=~Q(source=""), name="deadlines_closure_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.court} {self.day}"


class HolidayRow(models.Model):
    """One day of a shipped holiday calendar, mirrored for search.

    `counts`: the prevailing reading treats the day as a legal holiday. `unsettled` is the key of the reason
    why courts differ, empty where they do not.
    """

    calendar = models.CharField(_("calendar"), max_length=40)
    day = models.DateField(_("day"))
    name_key = models.CharField(_("holiday"), max_length=80)
    authority = models.CharField(_("authority"), max_length=300)
    counts = models.BooleanField(_("counts as a legal holiday"))
    counts_backward = models.BooleanField(_("counts before an event too"))
    observed = models.BooleanField(_("stands in for a day on a weekend"))
    unsettled = models.CharField(_("why courts differ"), max_length=60, blank=True)
    source = models.CharField(_("how it is known"), max_length=80)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["calendar", "day", "name_key"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["calendar", "day", "name_key", "authority"], name="deadlines_holiday_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name_key}"
