"""The deadlines of a public case, for calendar programs."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from deadlines.calendar_items import calendar_of
from deadlines.ical import CONTENT_TYPE, to_ical
from deadlines.models import Deadline
from foundation.core.audience import PUBLIC
from foundation.core.feeds import feed, too_many
from foundation.core.languages import localized
from web.public import words
from web.public.exports import Chosen
from web.public.gone import get_case_or_gone
from web.public.moved import moved
from web.timeline.events import EventSource
from web.timeline.index import dockets_of


@require_safe
def case_calendar(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """The calendar of a case that readers may see, in the language of the address."""
    if refusal := too_many(request):
        return refusal
    shown = get_case_or_gone(pk)
    if slug != shown.slug:
        return moved(request, "public:case_calendar", pk, shown.slug)
    language = words.language()
    deadlines = Deadline.objects.visible_to(PUBLIC).filter(docket__case=shown)
    if request.GET:
        chosen = Chosen(request, shown, dockets_of(shown, PUBLIC))
        if refusal := chosen.refusal():
            return refusal
        kept = [row.pk for row in chosen.rows if row.source == EventSource.DEADLINE]
        deadlines = deadlines.filter(pk__in=kept)
    calendar = calendar_of(
        deadlines,
        name=localized(shown, "title", language).text,
        language=language,
        at=timezone.now(),
        audience=PUBLIC,
    )
    return feed(
        request,
        to_ical(calendar),
        content_type=CONTENT_TYPE,
        filename=f"{shown.slug}.ics",
        language=language,
        changed_at=calendar.changed_at,
        private=False,
    )
