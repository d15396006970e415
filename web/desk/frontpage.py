"""The front page of the desk: what waits for somebody. One query each, counts with a ceiling."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline
from foundation.accounts.models import User
from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from foundation.core.publication import published_models
from foundation.delivery.models import Message
from web.desk.wording import moment_words

#: No more rows are counted; the page says "100+".
CEILING = 100
#: Lines of a list.
LINES = 10
#: Embargoes that end within so many days are shown.
SOON = timedelta(days=30)
#: The text by which a record is named in a list, by the name of its model.
_NAMED_BY = {
    "Case": "title",
    "Docket": "caption",
    "DocketEntry": "title",
    "Document": "title",
    "Event": "text",
    "Statement": "text",
    "Deadline": "title",
    "Relationship": "label",
    "Person": "name",
}


class CappedCount(Subquery):
    """Counts the rows of a sliced queryset, so that a million rows cost as much as the slice."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) capped)"
    output_field = models.IntegerField()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, where it leads, and a number or a moment."""

    name: str
    url: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The four blocks; one that is not for a person is None."""

    waiting: list[Line] = field(default_factory=list)
    embargoes: list[Line] | None = None
    review: list[Line] | None = None
    undeliverable: Line | None = None


def front_page(user: User, *, at: datetime) -> FrontPage:
    """Gather what waits for a person who is signed in, as far as they may see it."""
    seen = [model for model in published_models() if _may_view(user, model)]
    return FrontPage(
        waiting=_waiting(user, seen),
        embargoes=_embargoes(user, seen, at) if seen else None,
        review=_review(user) if _may_view(user, Deadline) else None,
        undeliverable=_undeliverable() if user.has_perm("delivery.change_message") else None,
    )


def _may_view(user: User, model: type[models.Model]) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.view_{name}") or user.has_perm(f"{label}.change_{name}")


def _number(count: int) -> str:
    return f"{CEILING}+" if count > CEILING else str(count)


def _list_of(model: type[models.Model], **conditions: str) -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(conditions)}"


def _waiting(user: User, seen: list[type[Publication]]) -> list[Line]:
    """How many records of each kind are in review."""
    counts = {
        f"n{number}": CappedCount(
            model._base_manager.filter(status=PublicationStatus.IN_REVIEW).values("pk")[: CEILING + 1]
        )
        for number, model in enumerate(seen)
    }
    if not counts:
        return []
    row: Any = User.objects.filter(pk=user.pk).values(**counts).get()
    return [
        Line(
            name=capfirst(str(model._meta.verbose_name_plural)),
            url=_list_of(model, status__exact=PublicationStatus.IN_REVIEW),
            what=_number(row[f"n{number}"]),
        )
        for number, model in enumerate(seen)
        if row[f"n{number}"]
    ]


def _name(model: type[Publication]) -> Any:
    """Return the expression that names a record in a list, in the first language that it has."""
    column = _NAMED_BY.get(model.__name__, "")
    columns = [f"{column}_{code}" for code in ("en", "ru", "kk")]
    known = {found.name for found in model._meta.get_fields()}
    texts = [F(name) for name in (columns if columns[0] in known else [column]) if name in known]
    return Left(Cast(Coalesce(*texts, Value("")), models.TextField()), 100) if texts else Value("")


def _embargoes(user: User, seen: list[type[Publication]], at: datetime) -> list[Line]:
    """Which embargoes end soon, the nearest first; what is sealed is not named."""
    rows: Any = None
    for model in seen:
        # A plain queryset: the models' own would read the column of one language.
        ending: models.QuerySet[Publication] = (
            models.QuerySet(model).filter(embargo_until__lte=at + SOON).order_by()
        )
        found = ending.values_list(
            Value(model._meta.label_lower), "pk", "embargo_until", "sealed", _name(model)
        )
        rows = found if rows is None else rows.union(found, all=True)
    lines = []
    for label, pk, until, sealed, name in rows.order_by("embargo_until")[:LINES]:
        model_of: Any = apps.get_model(label)
        kind = capfirst(model_of._meta.verbose_name)
        url = reverse(f"admin:{label.replace('.', '_')}_publication", args=[pk])
        lines.append(Line(kind if sealed or not name else name, url, moment_words(until, user.zone)))
    return lines


def _review(user: User) -> list[Line]:
    """Deadlines that nobody could count, the longest waiting first."""
    found = (
        Deadline.objects.for_member(user)
        .filter(state=DeadlineStatus.NEEDS_REVIEW)
        .select_related("docket")
        .order_by("revised_at", "pk")[:LINES]
    )
    return [
        Line(str(deadline), reverse("staff:deadline", args=[deadline.pk]), str(deadline.docket))
        for deadline in found
    ]


def _undeliverable() -> Line | None:
    """How many mails were given up."""
    count = len(Message.objects.undeliverable().values_list("pk")[: CEILING + 1])
    return Line("", reverse("staff:mails"), _number(count)) if count else None
