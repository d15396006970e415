"""What starts a period, and what is due."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Docket
from deadlines.enums import (
    CountsFrom,
    DeadlineStatus,
    DueBasis,
    PeriodDirection,
    PeriodUnit,
    ServiceMethod,
    TriggerKind,
)
from deadlines.models.library import DeadlineRule
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.constraints import one_of
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import Confidence
from foundation.sources.models import Citation
from people.models import Person

#: The longest ordered period that is accepted, in its own unit (ten years of days).
MAX_PERIOD = 3660
#: How many deadlines may follow one another, the first included: each must be public for the last to be.
MAX_CHAIN = 3


def _followed(*paths: str) -> tuple[str, ...]:
    """Return the paths through the deadlines that a deadline follows, as far as a chain may reach."""
    ahead = ["__".join(["depends_on"] * n) for n in range(1, MAX_CHAIN)]
    return tuple(path for way in ahead for path in (way, *(f"{way}__{part}" for part in paths)))


#: What hides a deadline with what it follows; all of a chain is on one docket.
FOLLOWED = _followed("ordered_by", "trigger__entry")


class TriggerEvent(TimeStamped):
    """The event that starts a period. Without an exact day nothing is computed from it."""

    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "entry")

    docket = models.ForeignKey(Docket, on_delete=models.PROTECT, related_name="trigger_events")
    kind = models.CharField(_("kind"), max_length=18, choices=TriggerKind.choices)
    entry = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="trigger_events",
        verbose_name=_("entry"),
    )
    date = models.DateField(_("day"), null=True, blank=True, help_text=_("In the court's time zone."))
    time = models.TimeField(
        _("time"),
        null=True,
        blank=True,
        help_text=_("Only for a period of hours, which starts at once; in the court's time zone."),
    )
    date_served = models.DateField(
        _("day of service"),
        null=True,
        blank=True,
        help_text=_("When the paper was served; a period that runs from service starts on this day."),
    )
    service_method = models.CharField(
        _("way of service"),
        max_length=18,
        blank=True,
        choices=ServiceMethod.choices,
        help_text=_("Decides on added days: Fed. R. Civ. P. 6(d), Fed. R. App. P. 26(c), CPR 6.26."),
    )
    description = models.CharField(_("description"), max_length=300, blank=True)

    objects = VisibleQuerySet["TriggerEvent"].as_manager()

    class Meta:
        verbose_name = _("trigger event")
        verbose_name_plural = _("trigger events")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            one_of("kind", TriggerKind, name="deadlines_trigger_kind_known"),
            one_of("service_method", ServiceMethod, name="deadlines_trigger_service_known", or_empty=True),
            models.CheckConstraint(
                condition=Q(time__isnull=True) | Q(date__isnull=False), name="deadlines_trigger_time_of_day"
            ),
            models.UniqueConstraint(
                fields=["entry", "kind"],
                condition=Q(entry__isnull=False),
                name="deadlines_trigger_once_an_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.date or ''}".strip()

    @property
    def starts_on(self) -> dt.date | None:
        """Day 0: the day of service for a period from service, else the day of the event."""
        if self.kind == TriggerKind.SERVICE:
            return self.date_served or self.date
        return self.date


class DeadlineQuerySet(VisibleQuerySet["Deadline"]):
    """Reads of deadlines."""

    def open(self) -> Self:
        """Return the deadlines that still run."""
        return self.filter(state=DeadlineStatus.OPEN)

    def running(self) -> Self:
        """Return the deadlines of which somebody is to be reminded: open, or in need of review."""
        return self.filter(state__in=[DeadlineStatus.OPEN, DeadlineStatus.NEEDS_REVIEW])

    def unsealed(self) -> Self:
        """Return the deadlines that no court has sealed, nor anything above them."""
        sealed = Q(sealed=True)
        for path in self.model.visible_through:
            sealed |= Q(**{f"{path}__sealed": True})
        # A subquery: excluding over nullable joins would need a NULL test for each of them.
        return self.exclude(pk__in=self.model.objects.filter(sealed).values("pk"))

    def for_member(self, user: User) -> Self:
        """Return what a signed-in member of staff may see: all they have a right to, sealed papers apart."""
        if not (user.is_active and user.is_staff and user.has_perm("deadlines.view_deadline")):
            return self.none()
        return self if user.has_perm("deadlines.view_sealed") else self.unsealed()


class Deadline(Publication):
    """What is due, from whom, until when, and how we know.

    ``computed_on`` is what the engine says; ``due_on`` is what counts, and an editor may set it by hand.
    How sure the *length* is and how sure the *date* is are kept apart.
    """

    corrected = (
        "title",
        "period_length",
        "court_stated_on",
        "court_stated_note",
        "length_note",
        "note",
    )
    case_path: ClassVar[str] = "docket__case"
    visible_through = ("docket", "docket__case", "ordered_by", "trigger__entry", *FOLLOWED)
    binnable = False  # it would go on reminding: it ends by its state

    docket = models.ForeignKey(
        Docket, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("docket")
    )
    trigger = models.ForeignKey(
        TriggerEvent, on_delete=models.PROTECT, related_name="deadlines", verbose_name=_("trigger event")
    )
    ordered_by = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ordered_deadlines",
        verbose_name=_("ordered by"),
        help_text=_("The order that fixes this period or date; empty when a rule does."),
    )
    title = models.CharField(_("what is due"), max_length=300)
    obligor = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("from whom"),
    )
    depends_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dependents",
        verbose_name=_("runs from the last day of"),
        help_text=_("“7 days after the opposition was due”: the deadline of the opposition."),
    )
    period_length = models.PositiveIntegerField(
        _("length"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MAX_PERIOD)],
        help_text=_("The length of the period; the day of the event is not counted."),
    )
    period_unit = models.CharField(
        _("unit"), max_length=13, choices=PeriodUnit.choices, default=PeriodUnit.DAYS
    )
    period_direction = models.CharField(
        _("direction"), max_length=6, choices=PeriodDirection.choices, default=PeriodDirection.AFTER
    )
    counts_from = models.CharField(
        _("counts from"),
        max_length=18,
        blank=True,
        choices=CountsFrom.choices,
        help_text=_("Empty: as the rule says, else the kind of the event. Added days hang on it."),
    )
    counting = models.CharField(
        _("counting rule"),
        max_length=20,
        blank=True,
        help_text=_("E.g. frcp-6a; empty for a date fixed by the court."),
    )
    rule = models.CharField(
        _("authority"), max_length=200, blank=True, help_text=_("The order or rule as a lawyer cites it.")
    )
    library_rule = models.ForeignKey(
        DeadlineRule,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        verbose_name=_("rule of the library"),
        help_text=_("Empty where an order alone fixes the period."),
    )
    basis = models.CharField(_("where the date comes from"), max_length=16, choices=DueBasis.choices)
    computed_on = models.DateField(_("computed"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("due"), null=True, blank=True)
    override_reason = models.CharField(
        _("why an editor set the day"), max_length=300, blank=True, editable=False
    )
    court_stated_on = models.DateField(
        _("date that the court states"),
        null=True,
        blank=True,
        help_text=_("The clerk's date in the docket: evidence, kept beside ours and not followed."),
    )
    court_stated_note = models.CharField(
        _("where the court states it"),
        max_length=300,
        blank=True,
        help_text=_("In the words of the docket, with the entry."),
    )
    due_time = models.TimeField(
        _("time"), null=True, blank=True, help_text=_("Only where the court gives one.")
    )
    steps = models.JSONField(_("how it was counted"), default=list, blank=True, editable=False)
    caveats = models.JSONField(_("what was not considered"), default=list, blank=True, editable=False)
    readings = models.JSONField(_("other readings"), default=list, blank=True, editable=False)
    length_confidence = models.CharField(
        _("how sure is the length"), max_length=12, choices=Confidence.choices, default=Confidence.PRIMARY
    )
    length_note = models.TextField(_("how the length is known"), max_length=1000, blank=True)
    due_confidence = models.CharField(
        _("how sure is the date"), max_length=12, choices=Confidence.choices, default=Confidence.INFERRED
    )
    state = models.CharField(
        _("status"), max_length=12, choices=DeadlineStatus.choices, default=DeadlineStatus.OPEN
    )
    state_note = models.TextField(_("note on the status"), max_length=1000, blank=True)
    paused_on = models.DateField(
        _("paused since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The clock stands still; kept from the pauses below."),
    )
    vacated_with_entry = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Vacated because its entry no longer starts the period; opened again when it does."),
    )
    satisfied_by = models.ForeignKey(
        DocketEntry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="satisfied_deadlines",
        verbose_name=_("satisfied by"),
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    revised_at = models.DateTimeField(
        _("last moved"),
        default=timezone.now,
        editable=False,
        help_text=_("When the revision rose last: when people had to be told something new."),
    )

    citations = GenericRelation(Citation)
    objects = DeadlineQuerySet.as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_on", "pk"]
        permissions = [("view_sealed", _("Can view what a court has sealed"))]
        indexes = [models.Index(fields=["state", "due_on"], name="deadlines_deadline_due")]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("basis", DueBasis, name="deadlines_deadline_basis_known"),
            one_of("state", DeadlineStatus, name="deadlines_deadline_state_known"),
            one_of("period_unit", PeriodUnit, name="deadlines_deadline_unit_known"),
            one_of("period_direction", PeriodDirection, name="deadlines_deadline_direction_known"),
            one_of("counts_from", CountsFrom, name="deadlines_deadline_counts_known", or_empty=True),
            one_of("length_confidence", Confidence, name="deadlines_deadline_length_known"),
            one_of("due_confidence", Confidence, name="deadlines_deadline_due_known"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False)
                | Q(basis=DueBasis.NOT_COMPUTABLE)
                | Q(state=DeadlineStatus.NEEDS_REVIEW),
                name="deadlines_deadline_has_due_day",
            ),
            models.CheckConstraint(
                condition=~Q(basis=DueBasis.NOT_COMPUTABLE)
                | Q(due_on__isnull=True, computed_on__isnull=True),
                name="deadlines_deadline_not_computable_bare",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeadlineStatus.OPEN) | Q(due_on__isnull=False),
                name="deadlines_deadline_open_has_day",
            ),
            models.CheckConstraint(
                condition=Q(due_time__isnull=True) | Q(due_on__isnull=False),
                name="deadlines_deadline_time_of_day",
            ),
            models.CheckConstraint(
                condition=Q(court_stated_on__isnull=True) | ~Q(court_stated_note=""),
                name="deadlines_deadline_stated_has_source",
                violation_error_message=_("Say where the court states this date."),
            ),
            models.CheckConstraint(
                condition=Q(depends_on__isnull=True) | ~Q(depends_on=models.F("pk")),
                name="deadlines_deadline_not_its_own",
                violation_error_message=_("A deadline cannot run from itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def differs_from_computed(self) -> bool:
        """Whether an editor's day is not the one that the engine counts."""
        by_editor = self.basis == DueBasis.SET_BY_EDITOR
        return by_editor and self.computed_on is not None and self.computed_on != self.due_on

    @property
    def differs_from_court(self) -> bool:
        """Whether the court's own date is not the one that counts here."""
        return self.court_stated_on is not None and self.court_stated_on != self.due_on
