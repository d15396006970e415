"""Who is told about a deadline, read for many deadlines at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from deadlines.enums import WatcherRole
from deadlines.models import Deadline, Watcher
from deadlines.reminders.cadence import Listener, Quiet
from foundation.accounts.enums import ReminderRhythm
from foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is to be told, why, and since when."""

    user: User
    role: WatcherRole
    escalate_days: int
    since: datetime
    #: Owner of the deadline, or the person who stands in where it has none.
    is_owner: bool = False

    @property
    def wants_digest(self) -> bool:
        """Whether this person gets one mail a morning."""
        return self.user.rhythm == ReminderRhythm.DIGEST

    def listener(self, *, snoozed_until: date | None = None) -> Listener:
        """Return what the cadence needs to know. Raises ValueError for a time zone that is none."""
        user = self.user
        quiet = Quiet(user.quiet_from, user.quiet_until) if user.quiet_from and user.quiet_until else None
        return Listener(
            zone=user.zone,
            offsets=tuple(user.reminder_offsets),
            role=self.role,
            is_owner=self.is_owner,
            escalate_days=self.escalate_days,
            quiet=quiet,
            snoozed_until=snoozed_until,
        )


def recipients(deadline: Deadline) -> list[Recipient]:
    """Return the people who are told about one deadline."""
    return recipients_of([deadline])[deadline.pk]


def recipients_of(deadlines: Sequence[Deadline]) -> dict[int, list[Recipient]]:
    """Return the people who are told about each deadline, by its key, in the order of their accounts.

    They watch the deadline or its case, have a right to see it, an account that is on, and an address. What
    a person chose for one deadline goes before what they chose for its case. Where nobody is the owner,
    everybody who watches stands in, so that a question about the deadline reaches someone.
    """
    watchers = _watchers(deadlines)
    if not watchers:  # most deadlines of an archive
        return {deadline.pk: [] for deadline in deadlines}
    keys = {deadline.pk for deadline in deadlines}
    sealed = keys - set(Deadline.objects.unsealed().filter(pk__in=keys).values_list("pk", flat=True))
    users = {row.user_id for rows in watchers.values() for row in rows}
    seeing = _with_right(users, "deadlines.view_deadline")
    seeing_sealed = seeing & _with_right(users, "deadlines.view_sealed") if sealed else seeing
    return {
        deadline.pk: _chosen(
            [*watchers[("case", deadline.docket.case_id)], *watchers[("deadline", deadline.pk)]],
            seeing_sealed if deadline.pk in sealed else seeing,
        )
        for deadline in deadlines
    }


def _with_right(users: Collection[int], permission: str) -> frozenset[int]:
    """Which of some people have a right; see also `DeadlineQuerySet.for_member`."""
    if not users:
        return frozenset()
    having = User.objects.with_perm(permission).filter(pk__in=users)
    return frozenset(having.values_list("pk", flat=True))


def _watchers(deadlines: Sequence[Deadline]) -> dict[tuple[str, int], list[Watcher]]:
    found: dict[tuple[str, int], list[Watcher]] = defaultdict(list)
    rows = (
        Watcher.objects.filter(
            Q(deadline__in=[deadline.pk for deadline in deadlines])
            | Q(case__in={deadline.docket.case_id for deadline in deadlines}),
            user__is_active=True,
            user__is_staff=True,
            user__reminders_stopped_at=None,
        )
        .exclude(user__email="")
        .select_related("user")
        .order_by("pk")
    )
    for row in rows:
        key = ("case", row.case_id) if row.case_id else ("deadline", row.deadline_id or 0)
        found[key].append(row)
    return found


def _chosen(rows: list[Watcher], seeing: frozenset[int]) -> list[Recipient]:
    by_user: dict[int, Watcher] = {}
    since: dict[int, datetime] = {}
    for row in rows:  # those of the deadline come last and win
        by_user[row.user_id] = row
        since[row.user_id] = min(row.created_at, since.get(row.user_id, row.created_at))
    heard = [row for row in by_user.values() if row.muted_at is None and row.user_id in seeing]
    owned = any(row.role == WatcherRole.OWNER for row in heard)
    return [
        Recipient(
            user=row.user,
            role=WatcherRole(row.role),
            escalate_days=row.escalate_days,
            since=since[row.user_id],
            is_owner=row.role == WatcherRole.OWNER or not owned,
        )
        for row in sorted(heard, key=lambda row: row.user_id)
    ]
