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
#: What says how many days are left: of two, the later one says it all. It can be put off, and wait for a
#: digest. A move and an escalation do neither.
TELL_THE_DAY = frozenset({ReminderKind.UPCOMING, ReminderKind.OVERDUE, ReminderKind.REVIEW})


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
    """What a person was told about a deadline.

    `due_on` is the day that they heard last, of any revision; None: that there is none at present. `day` and
    `at` are about the present revision: the last day for which they were told, and when that was.
    """

    due_on: date | None
    day: date | None = None
    at: datetime | None = None

    def through(self, zone: ZoneInfo) -> date | None:
        """The last day on which the person knows how the deadline stands, or None."""
        days = [self.day] if self.day else []
        if self.at:
            days.append(self.at.astimezone(zone).date())
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class News:
    """The news of the last move, where it is in the ledger: its day, and what became of it.

    It `waits` as long as it has not gone out; when it `is_over`, it never will (again).
    """

    day: date
    waits: bool
    is_over: bool = False


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
    #: The morning of this day brings the next mail about the deadline.
    snoozed_until: date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing to tell: why, the day that names it, and the moment from which it may be sent."""

    kind: ReminderKind
    day: date
    not_before: datetime


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a deadline, as it is at the court and as a recipient lives it."""

    due_on: date
    court: ZoneInfo
    zone: ZoneInfo

    def is_over(self, at: datetime) -> bool:
        """Whether the day is over at the court."""
        return at.astimezone(self.court).date() > self.due_on

    @property
    def morning_on(self) -> date:
        """The recipient's last day whose 08:00 comes before the due day is over at the court.

        The due day itself, but for people so far in the west of the court that it ends before they rise.
        """
        ends = datetime.combine(self.due_on + timedelta(days=1), time(), tzinfo=self.court)
        return self.due_on if morning(self.due_on, self.zone) < ends else self.due_on - timedelta(days=1)

    @property
    def morning(self) -> datetime:
        """08:00 of that day: nothing delays a reminder past it."""
        return morning(self.morning_on, self.zone)


def morning(day: date, zone: ZoneInfo) -> datetime:
    """Return 08:00 of a day in a zone."""
    return datetime.combine(day, MORNING, tzinfo=zone)


def reminder_days(last: date, offsets: Iterable[int], *, today: date) -> list[date]:
    """Return the days on which a person is reminded of a due day that is not over.

    Args:
        last: the due day, or the recipient's last morning before it ends (`LastDay.morning_on`).
        offsets: calendar days before it, e.g. ``(30, 14, 7, 3, 1, 0)``.
        today: the recipient's day.

    Of the days that are over, only the latest is kept, and not even that one if today is a day as well: what
    was missed goes out once, not five times.
    """
    days = sorted(last - timedelta(offset) for offset in set(offsets))
    over = [day for day in days if day < today] if today not in days else []
    return over[-1:] + [day for day in days if day >= today]


def send_from(moment: datetime, listener: Listener, *, last: LastDay | None) -> datetime:
    """Return when something that is owed from ``moment`` on may be sent: after quiet hours.

    Quiet hours never delay past the recipient's last morning, and not at all from then to the end of the due
    day at the court.
    """
    quiet, local = listener.quiet, moment.astimezone(listener.zone)
    if quiet is None or not quiet.covers(local.time()):
        return moment
    day = local.date() if local.time() < quiet.end else local.date() + timedelta(days=1)
    wakes = max(moment, datetime.combine(day, quiet.end, tzinfo=listener.zone))
    if last is None or last.is_over(moment):
        return wakes
    return max(moment, min(wakes, last.morning))


def owed(
    standing: Standing, listener: Listener, *, told: Told | None, news: News | None, at: datetime
) -> list[Owed]:
    """Return everything that a person is owed about the present revision of a deadline, future days included.

    Args:
        standing: the deadline as it is now.
        listener: the person.
        told: what the person was told; None if nothing, of any revision.
        news: the news of this move, if it is in the ledger already.
        at: the present moment.
    """
    if not (standing.runs or standing.needs_review):
        return []
    found: list[tuple[ReminderKind, date]] = []
    knows_until = told.through(listener.zone) if told else None
    is_news = told is not None and told.due_on != standing.due_on
    last = None
    if standing.runs and standing.due_on is not None:
        last = LastDay(standing.due_on, standing.court_zone or listener.zone, listener.zone)
    if told is not None and (news or is_news):
        day = news.day if news else standing.revised_at.astimezone(listener.zone).date()
        # The news of a move says the day already: what would repeat it is left out.
        heard = [day, knows_until or day]
        if is_news or (news and news.waits):
            found.append((ReminderKind.MOVED, day))
            if not (news and news.is_over):  # it goes out now, however long ago the move was
                goes_out = _moment(ReminderKind.MOVED, day, listener, last, at)
                heard.append(goes_out.astimezone(listener.zone).date())
        knows_until = max(heard)
    if standing.needs_review and listener.is_owner:
        found.append((ReminderKind.REVIEW, _review_day(standing, listener, at)))
    elif last is not None:
        is_history = told is None and _is_history(standing, last)
        found += _of_running(standing, listener, last, is_history=is_history, at=at)
    return [
        Owed(kind, day, _moment(kind, day, listener, last, at))
        for kind, day in found
        if kind not in TELL_THE_DAY or knows_until is None or day > knows_until
    ]


def _is_history(standing: Standing, last: LastDay) -> bool:
    return standing.revised_at.astimezone(last.court).date() - last.due_on > HISTORY_AFTER


def _review_day(standing: Standing, listener: Listener, at: datetime) -> date:
    began = standing.revised_at.astimezone(listener.zone).date()
    weeks = max(0, (at.astimezone(listener.zone).date() - began) // REVIEW_EVERY)
    return began + weeks * REVIEW_EVERY


def _of_running(
    standing: Standing, listener: Listener, last: LastDay, *, is_history: bool, at: datetime
) -> list[tuple[ReminderKind, date]]:
    late = [] if is_history else _overdue(listener, last, at)
    if listener.role == WatcherRole.SECOND:
        if standing.acknowledged:
            return []
        first = (ReminderKind.ESCALATION, last.morning_on - timedelta(days=listener.escalate_days))
        return late or ([] if last.is_over(at) else [first])
    if last.is_over(at):
        return late
    days = reminder_days(last.morning_on, listener.offsets, today=at.astimezone(listener.zone).date())
    return [(ReminderKind.UPCOMING, day) for day in days] + late


def _overdue(listener: Listener, last: LastDay, at: datetime) -> list[tuple[ReminderKind, date]]:
    """From the day after the due day on, as the court counts days, and every day."""
    today = at.astimezone(listener.zone).date()
    over = last.is_over(max(at, morning(today, listener.zone)))
    return [(ReminderKind.OVERDUE, today)] if over else []


def _moment(
    kind: ReminderKind, day: date, listener: Listener, last: LastDay | None, at: datetime
) -> datetime:
    moment = at if kind == ReminderKind.MOVED else max(morning(day, listener.zone), at)
    if kind in TELL_THE_DAY and listener.snoozed_until:
        until = morning(listener.snoozed_until, listener.zone)
        if last is not None and not last.is_over(at):
            until = min(until, last.morning)
        moment = max(moment, until)
    return send_from(moment, listener, last=last)
