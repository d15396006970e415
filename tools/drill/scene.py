"""What is owed in a drill: people, cases and deadlines, made by the product's own operations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Permission

from cases.enums import CourtLevel, DocketStatus
from cases.models import Case, Court, Docket
from deadlines.changes import extend_deadline, override_deadline, satisfy_deadline
from deadlines.enums import DueBasis, WatcherRole
from deadlines.models import Deadline, Extension, Watcher
from deadlines.operations import order_period, watch
from filings.enums import EntryKind
from filings.models import DocketEntry
from filings.operations import record_docket_entry
from foundation.accounts.enums import ReminderRhythm
from foundation.accounts.models import User
from foundation.core.operations import save_record
from foundation.delivery.operations import deliver_due

#: So many people watch each case: each of its deadlines owes so many mails.
WATCHERS = 5
#: Days ahead of which neither they nor the days around them are days of a reminder: of what falls due there
#: the latest reminder was missed, and is owed at once.
AHEAD = (10, 20, 21, 22, 23)
_ZONES = (
    *("America/Los_Angeles", "America/New_York", "Europe/Zurich", "Asia/Almaty", "Asia/Tokyo"),
    *("Australia/Sydney", "Pacific/Honolulu", "America/Sao_Paulo", "Asia/Karachi", "Atlantic/Azores"),
)
_LANGUAGES = ("en", "ru", "kk")
#: Which kind every tenth deadline is of.
_KINDS = (*["upcoming"] * 6, *["overdue"] * 2, "escalation", "moved or review")


@dataclass(slots=True)
class Life:
    """What a deadline was announced as, and from when to when (seconds of the server's clock)."""

    due_on: date | None
    begins: float
    ends: float = float("inf")


@dataclass(slots=True)
class Scene:
    """What was made, and what happened to it since."""

    now: datetime
    lives: dict[int, list[Life]] = field(default_factory=dict)
    #: Deadlines that change in the course of the drill.
    unsteady: list[int] = field(default_factory=list)
    titles: dict[str, int] = field(default_factory=dict)

    def begins(self, deadline: Deadline, before: float) -> None:
        """Note what a deadline is announced as from now on; `before` is when the change began."""
        lives = self.lives.setdefault(deadline.pk, [])
        if lives:
            lives[-1].ends = time.monotonic()
        if deadline.state in {"open", "needs_review"}:
            lives.append(Life(deadline.due_on, before))
        self.titles[str(deadline.title)] = deadline.pk


def daylight(now: datetime) -> list[str]:
    """Zones in which it is day: what is owed today is owed at once there, and no day ends in the drill."""
    return [zone for zone in _ZONES if 9 <= now.astimezone(ZoneInfo(zone)).hour <= 19]


def build(*, now: datetime, reminders: int, unsteady: int) -> Scene:
    """Make `reminders` messages that are due now, and `unsteady` deadlines more that will change.

    A part of the people was told another day three days ago: those mails leave here, before the drill.
    """
    scene = Scene(now)
    zones = daylight(now)
    people = _people(zones)
    numbers = iter(range(1, 10_000))
    told = now - timedelta(days=3)
    docket = _case("Told", people[:WATCHERS], zones[0], at=told)
    moved = [_fixed(scene, docket, next(numbers), 20, at=told) for _ in range(max(1, reminders // 100))]
    shaky = [_fixed(scene, docket, next(numbers), 20, at=told) for _ in range(unsteady // 2)]
    while deliver_due(at=told):
        pass
    untold = _case("Untold", people[:WATCHERS], zones[0], at=now)
    shaky += [_fixed(scene, untold, next(numbers), 20, at=now) for _ in range(unsteady - len(shaky))]
    scene.unsteady = [deadline.pk for deadline in shaky]
    for deadline in moved:
        move(scene, deadline.pk, 21, at=now)
    _digest(scene, numbers, zones[0], at=now)
    rest = reminders // WATCHERS - len(moved) - 1
    _steady(scene, people[WATCHERS:], zones, numbers, rest, at=now)
    return scene


# --- what happens to a deadline ---------------------------------------------------------------------


def move(scene: Scene, pk: int, days: int, *, at: datetime) -> None:
    """Set the day by hand."""
    deadline, before = Deadline.objects.get(pk=pk), time.monotonic()
    override_deadline(deadline, due_on=_day(scene, days), reason="the clerk said so", by=None, at=at)
    scene.begins(deadline, before)


def extend(scene: Scene, pk: int, days: int, *, at: datetime) -> None:
    """Add a link to the chain."""
    deadline, before = Deadline.objects.get(pk=pk), time.monotonic()
    longer = Extension(deadline=deadline, due_on=_day(scene, days), reason="Stipulation")
    extend_deadline(longer, by=None, at=at)
    scene.begins(Deadline.objects.get(pk=pk), before)


def satisfy(scene: Scene, pk: int, _days: int, *, at: datetime) -> None:
    """End it."""
    deadline, before = Deadline.objects.get(pk=pk), time.monotonic()
    satisfy_deadline(deadline, entry=None, reason="done", by=None, at=at)
    scene.begins(deadline, before)


def _day(scene: Scene, days: int) -> date:
    return scene.now.date() + timedelta(days=days)


# --- what is made -----------------------------------------------------------------------------------


def _people(zones: list[str]) -> list[User]:
    right = Permission.objects.get(codename="view_deadline")
    people = []
    for number in range(5 * WATCHERS):
        user = User.objects.create(
            username=f"person{number}",
            email=f"person{number}@drill.example",
            is_staff=True,
            language=_LANGUAGES[number % len(_LANGUAGES)],
            time_zone=zones[number % len(zones)],
        )
        user.user_permissions.add(right)
        people.append(user)
    return people


def _case(
    title: str,
    people: list[User],
    zone: str,
    *,
    at: datetime,
    role: WatcherRole = WatcherRole.WATCHER,
    dated: bool = True,
) -> DocketEntry:
    """A case with one order, watched by people; returns the order."""
    number = Case.objects.count() + 1
    case = save_record(Case(title=title, slug=f"case-{number}"), by=None)
    court = save_record(
        Court(
            code=f"court{number}",
            name=f"Court {number}",
            short_name=f"Ct. {number}",
            level=CourtLevel.TRIAL,
            country="US",
            time_zone=zone,
        ),
        by=None,
    )
    docket = Docket(case=case, court=court, caption=title, state=DocketStatus.PENDING)
    save_record(docket, by=None)
    order = DocketEntry(docket=docket, kind=EntryKind.ORDER, title="Order")
    order.date = (at - timedelta(days=40)).date().isoformat() if dated else ""
    record_docket_entry(order, by=None, at=at)
    for user in people:
        watch(Watcher(user=user, case=case, role=role, escalate_days=30), by=None, at=at)
    return order


def _fixed(scene: Scene, order: DocketEntry, number: int, days: int, *, at: datetime) -> Deadline:
    """A deadline that an order fixes so many days ahead."""
    deadline = Deadline(title=f"Paper {number:04}", basis=DueBasis.FIXED_BY_ORDER, due_on=_day(scene, days))
    before = time.monotonic()
    order_period(order, deadline, by=None, at=at)
    scene.begins(deadline, before)
    return deadline


def _unknown(scene: Scene, order: DocketEntry, number: int, *, at: datetime) -> Deadline:
    """A deadline that needs review: its order has no day."""
    deadline = Deadline(title=f"Paper {number:04}", period_length=30)
    before = time.monotonic()
    order_period(order, deadline, by=None, at=at)
    scene.begins(deadline, before)
    return deadline


def _digest(scene: Scene, numbers: Iterator[int], zone: str, *, at: datetime) -> None:
    """Three deadlines of which each of five people hears in one mail."""
    people = []
    right = Permission.objects.get(codename="view_deadline")
    for number in range(WATCHERS):
        user = User.objects.create(
            username=f"morning{number}",
            email=f"morning{number}@drill.example",
            is_staff=True,
            language=_LANGUAGES[number % len(_LANGUAGES)],
            time_zone=zone,
            rhythm=ReminderRhythm.DIGEST,
        )
        user.user_permissions.add(right)
        people.append(user)
    order = _case("Digest", people, zone, at=at)
    for days in AHEAD[:3]:
        _fixed(scene, order, next(numbers), days, at=at)


def _steady(
    scene: Scene, people: list[User], zones: list[str], numbers: Iterator[int], count: int, *, at: datetime
) -> None:
    """Deadlines that nothing happens to, of every kind."""
    groups = [people[n : n + WATCHERS] for n in range(0, len(people), WATCHERS)]
    orders: dict[str, DocketEntry] = {}
    for n in range(count):
        kind = _KINDS[n % len(_KINDS)]
        if kind not in orders:
            second = WatcherRole.SECOND if kind == "escalation" else WatcherRole.WATCHER
            group, dated = groups[len(orders) % len(groups)], not kind.startswith("moved")
            zone = zones[len(orders) % len(zones)]
            orders[kind] = _case(kind.capitalize(), group, zone, at=at, role=second, dated=dated)
        if kind.startswith("moved"):
            _unknown(scene, orders[kind], next(numbers), at=at)
        else:
            days = -5 if kind == "overdue" else AHEAD[n % len(AHEAD)]
            _fixed(scene, orders[kind], next(numbers), days, at=at)
