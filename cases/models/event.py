"""Events: what happened outside the docket."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.enums import EventKind
from cases.models.case import Case
from cases.models.docket import Docket
from foundation.core.constraints import one_of, ordered_dates
from foundation.core.fields import ImpreciseDateField, bound
from foundation.core.models import Publication, TimeStamped, VisibleQuerySet
from foundation.sources.enums import ClaimKind
from foundation.sources.models import Citation
from people.models import Person


class Event(Publication):
    """Something that happened, or is said to have happened, outside the docket."""

    corrected = ("date", "kind", "claim", "text")
    case_path: ClassVar[str] = "case"
    visible_through = ("case", "docket", "docket__case")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events", verbose_name=_("case"))
    docket = models.ForeignKey(
        Docket,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("docket"),
        help_text=_("The proceeding that it bears on, if one."),
    )
    date = ImpreciseDateField(_("date"))
    date_earliest = bound()
    date_latest = bound()
    kind = models.CharField(_("kind"), max_length=12, choices=EventKind.choices, default=EventKind.OTHER)
    claim = models.CharField(
        _("claim"), max_length=12, choices=ClaimKind.choices, help_text=_("An allegation must read as one.")
    )
    text = models.TextField(_("text"), max_length=2000)

    citations = GenericRelation(Citation)
    objects = VisibleQuerySet["Event"].as_manager()

    class Meta(Publication.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["date_earliest", "pk"]
        constraints: ClassVar[list[Any]] = [
            *Publication.Meta.constraints,
            one_of("kind", EventKind, name="cases_event_kind_known"),
            one_of("claim", ClaimKind, name="cases_event_claim_known"),
            ordered_dates("date_earliest", "date_latest", name="cases_event_dates_ordered"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class EventPerson(TimeStamped):
    """A person whom an event is about."""

    case_path: ClassVar[str] = "event__case"
    visible_through = ("event", "event__case", "event__docket", "event__docket__case", "person")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="events", verbose_name=_("person")
    )

    objects = VisibleQuerySet["EventPerson"].as_manager()

    class Meta:
        verbose_name = _("person of the event")
        verbose_name_plural = _("people of the event")
        ordering = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["event", "person"], name="cases_eventperson_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)
