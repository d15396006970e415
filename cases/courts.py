"""Which courts readers can find something of."""

from __future__ import annotations

from django.db.models import QuerySet

from cases.models import Court, Docket
from foundation.core.audience import Audience


def courts_in_use(audience: Audience) -> QuerySet[Court]:
    """Return the courts that have a docket which ``audience`` may see."""
    return Court.objects.filter(pk__in=Docket.objects.visible_to(audience).values("court"))
