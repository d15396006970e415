"""A small world for random histories: two deadlines of one case at one court, and three people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Permission

from deadlines.enums import WatcherRole
from deadlines.models import Deadline, Tolling
from deadlines.operations import order_period, record_deadline
from deadlines.reminders.cadence import LastDay, Quiet, morning
from deadlines.reminders.scheduling import arm_reminders
from filings.models import DocketEntry
from filings.operations import record_docket_entry
from foundation.accounts.models import User
from foundation.delivery.models import Message, Outage
from foundation.delivery.operations import LEASE, deliver_due
from tests import factories
from tests.deadlines import postbox
from tests.deadlines.postbox import Heard, KilledError, entitled, watching_row

START = datetime(2018, 2, 1, 17, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)


@dataclass(slots=True)
class World:
    """What a history happens to. `now` is the only clock."""

    now: datetime
    entries: list[DocketEntry]
    people: list[User]
    editor: User

    def deadline(self, number: int) -> Deadline:
        """Return one of the deadlines, read anew."""
        keys = sorted(Deadline.objects.values_list("pk", flat=True))
        return Deadline.objects.select_related("docket__court", "docket__case").get(pk=keys[number])

    def pass_time(self, time: timedelta) -> None:
        """Let time pass; nothing else happens."""
        self.now += time
        postbox.BOX.now = self.now

    def correct(self, number: int, day: str) -> None:
        """Correct the day of the order that a deadline runs from."""
        entry = DocketEntry.objects.get(pk=self.entries[number].pk)
        entry.date = day
        record_docket_entry(entry, by=self.editor, at=self.now)

    def change(self, number: int, **values: Any) -> None:
        """Record a deadline with other values, as its form does."""
        deadline = self.deadline(number)
        for name, value in values.items():
            setattr(deadline, name, value)
        record_deadline(deadline, by=self.editor, at=self.now)

    def set_user(self, number: int, **values: Any) -> None:
        """Change an account, as its form does: nobody is told."""
        User.objects.filter(pk=self.people[number].pk).update(**values)

    def arm(self) -> None:
        """The worker's round through all deadlines."""
        arm_reminders(self.now)

    def deliver(self) -> None:
        """The worker's other duty, until nothing is due; it may be killed."""
        try:
            while deliver_due(at=self.now):
                pass
        except KilledError:
            pass

    def settle(self) -> None:
        """The server is up, time passes and the worker runs, until leases and pauses are over."""
        postbox.BOX.mode, postbox.BOX.kill = "up", ""
        for _round in range(2):
            self.pass_time(LEASE + TEN_MINUTES)
            self.arm()
            self.deliver()
        self.arm()  # who was told a day by a mail in flight hears that it moved
        self.deliver()


def new_world() -> World:
    """Make it: a person in Los Angeles, one in Almaty with quiet hours, and one in Zurich with a digest."""
    court = factories.CourtFactory(code="cand")
    docket = factories.DocketFactory(court=court)
    entries = [
        factories.DocketEntryFactory(docket=docket, date="2018-01-31"),
        factories.DocketEntryFactory(docket=docket, date="2018-01-29"),
    ]
    for entry, length in zip(entries, (30, 10), strict=True):
        order_period(entry, Deadline(title=f"Within {length} days", period_length=length), by=None, at=START)
    people = [
        factories.UserFactory(time_zone="America/Los_Angeles"),
        factories.UserFactory(
            time_zone="Asia/Almaty", language="ru", quiet_from="22:00", quiet_until="09:00"
        ),
        factories.UserFactory(time_zone="Europe/Zurich", rhythm="digest"),
    ]
    people[0].user_permissions.add(Permission.objects.get(codename="view_sealed"))
    world = World(START, entries, people, factories.UserFactory(superuser=True))
    postbox.fresh(START)
    return world


def open_pause(deadline: Deadline) -> Tolling | None:
    """The pause that lasts, if there is one."""
    return Tolling.objects.filter(deadline=deadline, resumed_on=None).first()


# --- what must hold ---------------------------------------------------------------------------------


def failures(world: World) -> list[str]:
    """What does not hold in a world that has settled, in words; nothing if all holds."""
    box = postbox.BOX
    return [*box.wrong, *_ledger(box), *_unsent(world), *_last_words(world, box), *_twice(world, box)]


def _ledger(box: postbox.Postbox) -> list[str]:
    """Each mail is a message that is recorded as sent, or was cancelled while it was on its way."""
    sent = {postbox.message_id(row.key) for row in Message.objects.filter(state="sent")}
    arrived = {name for name, count in box.arrived.items() if count}
    found = [f"{name} is recorded as sent and did not arrive" for name in sent - arrived]
    return found + [f"{name} arrived and is not recorded" for name in arrived - sent - box.doubtful]


def _unsent(world: World) -> list[str]:
    waiting = Message.objects.claimable(at=world.now)
    found = [f"{row.key} waits at {world.now}" for row in waiting]
    found += [f"{row.key} is undeliverable" for row in Message.objects.filter(state="undeliverable")]
    return found + [f"outage since {row.since}" for row in Outage.objects.all()]


def _runs(deadline: Deadline) -> bool:
    return deadline.state == "open" and deadline.status != "withdrawn" and deadline.paused_on is None


def _last_words(world: World, box: postbox.Postbox) -> list[str]:
    """Nobody's last word about a deadline is an old one, and whoever was to be told by now was."""
    found = []
    for number in range(len(world.entries)):
        deadline = world.deadline(number)
        for person in world.people:
            user = User.objects.get(pk=person.pk)
            if not (_runs(deadline) and entitled(user, deadline)):
                continue
            mails = [mail for mail in box.heard if (mail.user, mail.deadline) == (user.pk, deadline.pk)]
            if not _is_quiet(user, deadline, world.now) and mails and mails[-1].due_on != deadline.due_on:
                found.append(f"{user} believes {mails[-1].due_on}, it is {deadline.due_on}")
            day = _day_to_be_told(user, deadline, world.now)
            told = day is None or _told_since(day, mails, user, deadline)
            if not told and not _waits_for_the_morning(user, deadline, world.now):
                found.append(f"{user} was not told {deadline} (due {deadline.due_on}) since {day}")
    return found


def _told_since(day: date, mails: list[Heard], user: User, deadline: Deadline) -> bool:
    return any(
        mail.due_on == deadline.due_on
        and mail.at >= deadline.revised_at
        and mail.at.astimezone(user.zone).date() >= day
        for mail in mails
    )


def _waits_for_the_morning(user: User, deadline: Deadline, at: datetime) -> bool:
    """Whether the next digest tells it, and in time: not past the morning of the last day."""
    last = LastDay(deadline.due_on, deadline.docket.court.zone, user.zone)
    tomorrow = at.astimezone(user.zone).date() + timedelta(days=1)
    latest = morning(tomorrow, user.zone)
    if not last.is_over(at):
        latest = min(latest, max(at, last.morning))
    waiting = deadline.reminders.filter(
        kind="digest_item",
        revision=deadline.revision,
        recipient=user,
        message__state="pending",
        withheld="",
    )
    goes_out = [row.message.goes_out_from for row in waiting.select_related("message")]
    return user.rhythm == "digest" and any(moment <= latest for moment in goes_out)


def _is_quiet(user: User, deadline: Deadline, at: datetime) -> bool:
    if user.quiet_from is None or user.quiet_until is None:
        return False
    return Quiet(user.quiet_from, user.quiet_until).covers(at.astimezone(user.zone).time())


def _day_to_be_told(user: User, deadline: Deadline, at: datetime) -> date | None:
    """The last day of which a person must have been told by now, worked out from the rows alone."""
    row = watching_row(user, deadline)
    assert row
    assert deadline.due_on
    today, local = at.astimezone(user.zone).date(), at.astimezone(user.zone)
    last = LastDay(deadline.due_on, deadline.docket.court.zone, user.zone)
    snooze = deadline.snoozes.filter(user=user, revision=deadline.revision).order_by("pk").last()
    if snooze and at < morning(snooze.until, user.zone):
        return None
    second = row.role == WatcherRole.SECOND
    if second and deadline.acknowledgements.filter(revision=deadline.revision).exists():
        return None
    if last.is_over(at):
        days = [today]
    elif second:
        days = [deadline.due_on - timedelta(row.escalate_days)]
    else:
        days = [last.morning_on - timedelta(offset) for offset in user.reminder_offsets]
    if _is_quiet(user, deadline, at) and (last.is_over(at) or at < last.morning):
        return None
    if today in days and local < morning(today, user.zone):
        return None  # what was missed goes out with what this morning brings
    in_time = [day for day in days if day <= today]
    return max(in_time, default=None)


def _twice(world: World, box: postbox.Postbox) -> list[str]:
    """Of one revision nobody hears twice on one day, however they are told."""
    found = []
    seen: dict[tuple[object, ...], str] = {}
    for mail in box.heard:
        user = next(one for one in world.people if one.pk == mail.user)
        if mail.kind == "escalation" or mail.message_id in box.doubtful:
            continue
        key = (mail.user, mail.deadline, mail.revision, mail.day)
        if key in seen:
            found.append(f"{user} hears of {mail.deadline} twice on {mail.day}: {seen[key]}, {mail.kind}")
        seen[key] = mail.kind
    return found
