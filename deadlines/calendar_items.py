"""What a calendar says of each deadline, read in one query, in the language of its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from simple_history.utils import get_history_manager_for_model

from deadlines.computation import steps_from_json
from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.explanation import explain, explain_caveats
from deadlines.ical import CalendarItem, DeadlineCalendar, ItemStatus
from deadlines.models import Deadline, DeadlineQuerySet
from deadlines.standing import differences, readings_of
from foundation.core.audience import DESK, PUBLIC, Audience
from foundation.core.dates import format_day_weekday
from foundation.core.enums import PublicationStatus, TranslationStatus
from foundation.core.languages import LocalizedText, localized
from foundation.sources.enums import Confidence

#: So long a cancelled item stays, so that every program has seen that it is; then it is gone.
KEPT = timedelta(days=90)

_SUMMARIES: Mapping[str, Promise] = MappingProxyType(
    {
        DeadlineStatus.SATISFIED: gettext_lazy("Done: %(title)s"),
        DeadlineStatus.MISSED: gettext_lazy("Missed: %(title)s"),
        DeadlineStatus.VACATED: gettext_lazy("Vacated: %(title)s"),
        DeadlineStatus.NEEDS_REVIEW: gettext_lazy("Needs review: %(title)s"),
        DeadlineStatus.UNVERIFIED: gettext_lazy("Ending not verified: %(title)s"),
    }
)
_PAUSED = gettext_lazy("Paused: %(title)s")
_WITHDRAWN = gettext_lazy("Withdrawn: %(title)s")
_MISSING: Mapping[str, Promise] = MappingProxyType(
    {
        "kk": gettext_lazy("not available in Kazakh"),
        "ru": gettext_lazy("not available in Russian"),
        "en": gettext_lazy("not available in English"),
    }
)


def calendar_of(
    deadlines: DeadlineQuerySet,
    *,
    name: str,
    language: str,
    at: datetime,
    audience: Audience,
    alarm_days: int | None = None,
    name_cases: bool = False,
) -> DeadlineCalendar:
    """Return the calendar of some deadlines, by day; one query.

    Nothing that a court has sealed is in it, whoever asks: a calendar leaves the house. Items without a day
    are left out, unless people at the desk knew one: then it is cancelled where it stood last. Readers are
    not told former days, since those may be from a time when they were not public.

    Args:
        deadlines: which ones; what ``audience`` may not see is taken out here once more.
        name: what programs call the calendar.
        language: kk, ru or en.
        at: the present moment; cancelled items are kept for 90 days after their revision.
        audience: PUBLIC links to the public proofs, DESK to the pages of staff.
        alarm_days: so many days before its day an open deadline rings; None: none does.
        name_cases: add the case to each summary, for a calendar of several cases.
    """
    rows = _rows(deadlines, audience)
    page_of = _public_page if audience is PUBLIC else _staff_page
    with override(language):
        items = [
            item
            for row in rows
            if (item := _item(row, language, page_of, alarm_days=alarm_days, name_cases=name_cases))
            and (item.status is not ItemStatus.CANCELLED or at - item.revised_at <= KEPT)
        ]
    return DeadlineCalendar(name, tuple(sorted(items, key=lambda item: item.day)))


def _rows(deadlines: DeadlineQuerySet, audience: Audience) -> DeadlineQuerySet:
    rows = deadlines.visible_to(audience).select_related("docket__case", "docket__court").order_by("pk")
    if audience is not DESK:
        return rows.filter(due_on__isnull=False)
    history = get_history_manager_for_model(Deadline)
    former = history.filter(id=OuterRef("pk"), due_on__isnull=False, sealed=False)
    last_known = former.order_by("-history_date", "-history_id").values("due_on")[:1]
    return rows.unsealed().annotate(last_known_on=Subquery(last_known))


def _item(
    row: Deadline,
    language: str,
    page_of: Callable[[Deadline], str],
    *,
    alarm_days: int | None,
    name_cases: bool,
) -> CalendarItem | None:
    """One item in the active language; None for a deadline that never had a day."""
    day: date | None = row.due_on or getattr(row, "last_known_on", None)
    if day is None:
        return None
    status, docket, url = _status(row), row.docket, page_of(row)
    rings = status is ItemStatus.CONFIRMED and row.state == DeadlineStatus.OPEN
    return CalendarItem(
        uid=f"deadline-{row.pk}@{urlsplit(settings.SITE_URL).hostname or 'docketline'}",
        day=day,
        sequence=row.revision,
        revised_at=row.revised_at,
        changed_at=max(
            row.revised_at,
            *(part.updated_at for part in (row, docket, docket.case, docket.court) if part is not None),
        ),
        status=status,
        summary=_summary(row, language, name_cases=name_cases),
        description="\n".join([*_description(row, day, language), "", url]),
        url=url,
        alarm_days=alarm_days if rings else None,
    )


def _status(row: Deadline) -> ItemStatus:
    gone = row.due_on is None or row.state == DeadlineStatus.VACATED or _withdrawn(row)
    if gone:
        return ItemStatus.CANCELLED
    in_doubt = row.state == DeadlineStatus.NEEDS_REVIEW or _paused(row)
    return ItemStatus.TENTATIVE if in_doubt else ItemStatus.CONFIRMED


def _withdrawn(row: Deadline) -> bool:
    return row.status == PublicationStatus.WITHDRAWN


def _paused(row: Deadline) -> bool:
    return row.paused_on is not None and row.state == DeadlineStatus.OPEN


def _public_page(row: Deadline) -> str:
    return settings.SITE_URL + reverse("public:proof", args=[row.pk])


def _staff_page(row: Deadline) -> str:
    return settings.SITE_URL + reverse("staff:deadline", args=[row.pk])


# --- what it says -----------------------------------------------------------------------------------


def _summary(row: Deadline, language: str, *, name_cases: bool) -> str:
    title = localized(row, "title", language).text
    if _withdrawn(row):
        title = _WITHDRAWN % {"title": title}
    elif _paused(row):
        title = _PAUSED % {"title": title}
    elif row.state in _SUMMARIES:
        title = _SUMMARIES[row.state] % {"title": title}
    return f"{title} ({localized(row.docket.case, 'title', language)})" if name_cases else title


def _description(row: Deadline, day: date, language: str) -> Iterator[str]:
    """The lines of the description: what is due, where, how the day was found and what is in doubt."""
    docket, title = row.docket, localized(row, "title", language)
    if title.is_fallback:
        yield _said(title, language)
    yield from _standing(row, day, language)
    yield _("Case: %(case)s") % {"case": _said(localized(docket.case, "title", language), language)}
    court = localized(docket.court, "name", language).text if docket.court else ""
    if where := ", ".join(filter(None, (docket.docket_number, court))):
        yield _("Docket: %(docket)s") % {"docket": where}
    if language != "en" and docket.case.translation == TranslationStatus.UNREVIEWED:
        yield capfirst(str(TranslationStatus.UNREVIEWED.label))
    # The steps of a day that was moved since would end on another day than this.
    counted = row.due_on is not None and row.due_on == row.computed_on
    if counted:
        yield from _steps(row)
    yield from _doubts(row, language, counted=counted)
    yield from ("", _("This is an aid to computation, not legal advice."))


def _said(text: LocalizedText, language: str) -> str:
    """A text, with a remark where it is in another language than the reader's."""
    return f"{text} ({_MISSING[language]})" if text.is_fallback else text.text


def _standing(row: Deadline, day: date, language: str) -> Iterator[str]:
    in_words = format_day_weekday(day, language)
    if row.due_on is None:
        gone = _("It stood on %(day)s. That date no longer counts, and there is none at present.")
        yield gone % {"day": in_words}
    else:
        yield _("Due: %(due)s") % {"due": in_words + _hour(row)}
    if row.state != DeadlineStatus.OPEN:
        heading = _("Status")
        yield f"{heading}: {DeadlineStatus(row.state).label}"
    if _paused(row) and row.paused_on:
        yield capfirst(_("paused since %(day)s") % {"day": format_day_weekday(row.paused_on, language)})
    if note := localized(row, "state_note", language):
        yield _said(note, language)


def _hour(row: Deadline) -> str:
    """The hour, where the court gives one: it is not that of the reader's zone."""
    if row.due_time is None:
        return ""
    place = _("time of the court")
    where = f" ({place})" if row.docket.court else ""
    return f", {row.due_time:%H:%M}{where}"


def _steps(row: Deadline) -> Iterator[str]:
    sentences = explain(steps_from_json(row.steps))
    if sentences:
        heading = _("How it was counted")
        yield from ("", f"{heading}:")
    for n, sentence in enumerate(sentences, start=1):
        yield f"{n}. {_with_authority(sentence.text, sentence.authority)}"


def _with_authority(text: str, authority: str) -> str:
    return f"{text} ({authority})" if authority else text


def _doubts(row: Deadline, language: str, *, counted: bool) -> Iterator[str]:
    """How sure length and day are, where other days are given, and which day another court may find."""
    unsure = [*_unsure(row, language), *differences(row)]
    if unsure:
        yield from ("", *unsure)
    if row.readings and row.due_on is not None and row.basis != DueBasis.EXTENDED:
        sentence = _("Another reading gives %(day)s. %(why)s Calendar the earlier date.")
        yield ""
        for reading in readings_of(row.readings):
            yield _with_authority(sentence % {"day": reading.due, "why": reading.why}, reading.authority)
    if counted and row.caveats:
        heading = _("What was not considered")
        yield from ("", f"{heading}:")
        yield from (f"- {caveat}" for caveat in explain_caveats(row.caveats))


def _unsure(row: Deadline, language: str) -> Iterator[str]:
    if row.period_length is not None and row.length_confidence != Confidence.PRIMARY:
        if row.ordered_by_id and row.length_confidence == Confidence.SECONDARY:
            yield capfirst(_("length as reported, not read in the order"))
        else:
            what = _("Length of the period")
            yield f"{what}: {Confidence(row.length_confidence).label}"
    if note := localized(row, "length_note", language):
        yield _said(note, language)
    if row.due_on is not None and row.due_confidence != Confidence.PRIMARY:
        what = _("How sure the date is")
        yield f"{what}: {Confidence(row.due_confidence).label}"
