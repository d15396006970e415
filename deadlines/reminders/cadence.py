"""What a person is owed about a deadline, and when: dates and times only, no table and no clock.

Two calendars meet here: a deadline ends with a day at the court, a mail arrives in its recipient's morning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deadlines.enums import ReminderKind, WatcherRole

#: The hour at which reminders arrive, in the recipient's time zone.
MORNING = time(8)
#: A deadline that needs review is put before its owner so often.
REVIEW_EVERY = timedelta(days=7)
#: A deadline that was entered so long after its last day is history: nobody is told that it is overdue.
HISTORY_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours without mail; they may run over midnight."""

    begin: time
    end: time

    def covers(self, hour: time) -> bool:
        """Whether an hour of the day is quiet; the end is not."""
        if self.begin < self.end:
            return self.begin <= hour < self.end
        return hour >= self.begin or hour < self.end


@dataclass(frozen=True, slots=True)
class Told:
    """The last thing that a person was told about a deadline: its day, or that it has none at present."""

    due_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a deadline stands, as far as it decides who is told what."""

    runs: bool
    needs_review: bool
    due_on: date | None
    revised_at: datetime
    court_zone: ZoneInfo | None
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Listener:
    """A person who watches a deadline, and how they want to be told."""

    zone: ZoneInfo
    offsets: tuple[int, ...]
    role: WatcherRole = WatcherRole.WATCHER
    is_owner: bool = False
    escalate_days: int = 0
    quiet: Quiet | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to tell: why, the day that names it, and the moment from which it may be sent."""

    kind: ReminderKind
    day: date
    not_before: datetime


def morning(day: date, zone: ZoneInfo) -> datetime:
    """Return 08:00 of a day in a zone."""
    return datetime.combine(day, MORNING, tzinfo=zone)


def reminder_days(
    due_on: date, offsets: Iterable[int], *, today: date, court_today: date | None = None
) -> list[date]:
    """Return the days on which a person is reminded of a due day that is not over.

    Args:
        due_on: the due day in the court's zone.
        offsets: calendar days before it, e.g. ``(30, 14, 7, 3, 1, 0)``.
        today: the recipient's day.
        court_today: the court's day; the recipient's if not given.

    Of the days that are over, only the latest is kept: what was missed goes out once, not five times.
    A due day that is over at the court gives none.
    """
    if due_on < (court_today or today):
        return []
    days = sorted(due_on - timedelta(offset) for offset in set(offsets))
    over = [day for day in days if day < today]
    return over[-1:] + [day for day in days if day >= today]


def send_from(moment: datetime, listener: Listener, *, due_on: date | None) -> datetime:
    """Return when something that is owed from ``moment`` on may be sent: after quiet hours.

    Quiet hours never delay past 08:00 of the due day, nor at all on that day after 08:00.
    """
    quiet, local = listener.quiet, moment.astimezone(listener.zone)
    if quiet is None or not quiet.covers(local.timetz().replace(tzinfo=None)):
        return moment
    day = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    wakes = max(moment, datetime.combine(day, quiet.end, tzinfo=listener.zone))
    if due_on is None or local.date() > due_on:
        return wakes
    return max(moment, min(wakes, morning(due_on, listener.zone)))


def owed(
    standing: Standing, listener: Listener, *, told: Told | None, moved_on: date | None, at: datetime
) -> list[Owed]:
    """Return everything that a person is owed about the present revision of a deadline, future days included.

    Args:
        standing: the deadline as it is now.
        listener: the person.
        told: what the person was told last, of any revision; None if nothing.
        moved_on: the day of the news of this move, if it is in the ledger already.
        at: the present moment.
    """
    today = at.astimezone(listener.zone).date()
    found: list[tuple[ReminderKind, date]] = []
    if _is_news(standing, told):
        moved_on = moved_on or standing.revised_at.astimezone(listener.zone).date()
        found.append((ReminderKind.MOVED, moved_on))
    if standing.needs_review and listener.is_owner:
        found.append((ReminderKind.REVIEW, _review_day(standing, listener, today)))
    elif standing.runs and standing.due_on is not None:
        found += _of_running(standing, listener, standing.due_on, moved_on=moved_on, at=at)
    return [_timed(kind, day, standing, listener, at) for kind, day in found]


def _is_news(standing: Standing, told: Told | None) -> bool:
    """Whether a person was told another day than the one that counts now, or lost the one they were told."""
    if told is None or not (standing.runs or standing.needs_review):
        return False
    return told.due_on != standing.due_on


def _review_day(standing: Standing, listener: Listener, today: date) -> date:
    began = standing.revised_at.astimezone(listener.zone).date()
    weeks = max(0, (today - began) // REVIEW_EVERY)
    return began + weeks * REVIEW_EVERY


def _of_running(
    standing: Standing, listener: Listener, due_on: date, *, moved_on: date | None, at: datetime
) -> list[tuple[ReminderKind, date]]:
    today = at.astimezone(listener.zone).date()
    court = standing.court_zone or listener.zone
    if listener.role == WatcherRole.SECOND:
        if standing.acknowledged:
            return []
        first = (ReminderKind.ESCALATION, due_on - timedelta(days=listener.escalate_days))
        late = _overdue(standing, due_on, listener, court, at)
        over = at.astimezone(court).date() > due_on
        return late or ([] if over else [first])
    days = reminder_days(due_on, listener.offsets, today=today, court_today=at.astimezone(court).date())
    # The news of a move says the day already: what would repeat it is left out.
    upcoming = [(ReminderKind.UPCOMING, day) for day in days if moved_on is None or day > moved_on]
    return upcoming + _overdue(standing, due_on, listener, court, at)


def _overdue(
    standing: Standing, due_on: date, listener: Listener, court: ZoneInfo, at: datetime
) -> list[tuple[ReminderKind, date]]:
    """From the day after the due day on, as the court counts days, and every day."""
    today = at.astimezone(listener.zone).date()
    moment = max(at, morning(today, listener.zone))
    over = moment.astimezone(court).date() > due_on
    is_history = standing.revised_at.astimezone(court).date() - due_on > HISTORY_AFTER
    return [(ReminderKind.OVERDUE, today)] if over and not is_history else []


def _timed(kind: ReminderKind, day: date, standing: Standing, listener: Listener, at: datetime) -> Owed:
    moment = at if kind == ReminderKind.MOVED else max(morning(day, listener.zone), at)
    return Owed(kind, day, send_from(moment, listener, due_on=standing.due_on))
