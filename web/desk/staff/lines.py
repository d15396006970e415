"""Deadlines as lines of a list: how each stands today at its court, and who is told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language

from deadlines.enums import DeadlineStatus
from deadlines.models import Acknowledgement, Deadline
from deadlines.reminders.people import Recipient, recipients_of
from foundation.accounts.models import User
from foundation.core.dates import format_day, weekday_name
from foundation.core.languages import LocalizedText, localized
from web.desk.wording import day_words, left_words, name_of

#: The right to see what a court has sealed.
SEE_SEALED = "deadlines.view_sealed"
#: What is due within so many days is near.
NEAR_DAYS = 7


class Standing(Enum):
    """How a deadline stands on a day; the order is that of the page."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    REVIEW = "review"
    PAUSED = "paused"
    LATER = "later"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline in a list, in the active language. ``there`` is the court's day if it is another one."""

    deadline: Deadline
    title: LocalizedText
    case: LocalizedText
    court: LocalizedText | None
    standing: Standing
    due: str
    weekday: str
    days_left: int | None
    left: str
    zone: str
    there: str
    told: tuple[str, ...]
    acknowledged_by: str
    obligor: LocalizedText | None
    url: str

    @property
    def docket_number(self) -> str:
        """The number of the docket, or nothing."""
        return self.deadline.docket.docket_number

    @property
    def untold(self) -> bool:
        """Whether it runs and nobody is told of it."""
        return not self.told and self.standing not in {Standing.OVER, Standing.PAUSED}


def build_lines(deadlines: Sequence[Deadline], *, reader: User, at: datetime) -> list[Line]:
    """Return a line for each deadline, in their order; the number of queries does not grow with them.

    Args:
        deadlines: as `deadlines_of()` reads them.
        reader: whose zone stands in for that of a court that is not known.
        at: the present moment. Which day it is, is the court's to say.
    """
    people = recipients_of(deadlines)
    noted = _acknowledged(deadlines)
    language = (get_language() or "en")[:2]
    return [
        _line(one, people[one.pk], noted.get(one.pk, ""), language, reader=reader, at=at) for one in deadlines
    ]


def standing_on(deadline: Deadline, today: date) -> Standing:
    """Say how a deadline stands on a day at its court."""
    if deadline.state == DeadlineStatus.NEEDS_REVIEW:
        return Standing.REVIEW
    if deadline.state != DeadlineStatus.OPEN or deadline.due_on is None:
        return Standing.OVER
    if deadline.paused_on is not None:
        return Standing.PAUSED
    days = (deadline.due_on - today).days
    if days < 0:
        return Standing.OVERDUE
    if days == 0:
        return Standing.TODAY
    return Standing.WEEK if days <= NEAR_DAYS else Standing.LATER


def court_day(deadline: Deadline, *, reader: User, at: datetime) -> date:
    """Return the present day at the court of a deadline; the reader's where the court is not known."""
    return deadline.docket.day_at(at, elsewhere=reader.zone)


def _line(
    deadline: Deadline,
    people: list[Recipient],
    acknowledged_by: str,
    language: str,
    *,
    reader: User,
    at: datetime,
) -> Line:
    court, today = deadline.docket.court, court_day(deadline, reader=reader, at=at)
    standing = standing_on(deadline, today)
    counts = deadline.due_on is not None and standing not in {Standing.OVER, Standing.PAUSED}
    days_left = (deadline.due_on - today).days if counts and deadline.due_on else None
    return Line(
        deadline=deadline,
        title=localized(deadline, "title", language),
        case=localized(deadline.docket.case, "title", language),
        court=localized(court, "short_name", language) if court else None,
        standing=standing,
        due=format_day(deadline.due_on, language) if deadline.due_on else "",
        weekday=weekday_name(deadline.due_on, language) if deadline.due_on else "",
        days_left=days_left,
        left="" if days_left is None else left_words(days_left),
        zone=court.time_zone if court else reader.time_zone,
        there=day_words(today) if today != at.astimezone(reader.zone).date() else "",
        told=tuple(name_of(one.user) for one in people),
        acknowledged_by=acknowledged_by,
        obligor=obligor_of(deadline, reader, language),
        url=reverse("staff:deadline", args=[deadline.pk]),
    )


def obligor_of(deadline: Deadline, reader: User, language: str) -> LocalizedText | None:
    """Name who must act; nobody where that is not known, or sealed for the reader."""
    person = deadline.obligor
    if person is None or (person.sealed and not reader.has_perm(SEE_SEALED)):
        return None
    return localized(person, "name", language)


def _acknowledged(deadlines: Sequence[Deadline]) -> dict[int, str]:
    rows = Acknowledgement.objects.filter(
        deadline__in=[deadline.pk for deadline in deadlines], revision=F("deadline__revision")
    )
    return {row.deadline_id: name_of(row.user) for row in rows.select_related("user")}
