"""Random histories of deadlines, people, servers and workers: what was sent is what the ledger says.

``--hypothesis-profile=long`` looks much longer.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from deadlines.changes import (
    count_again,
    extend_deadline,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    resume_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.enums import WatcherRole
from deadlines.models import Deadline, Extension, Tolling, Watcher
from deadlines.operations import watch
from deadlines.responses import (
    acknowledge,
    hand_over,
    snooze,
    start_all_mail,
    start_mail,
    stop_all_mail,
    stop_mail,
)
from tests.deadlines import postbox
from tests.deadlines.world import failures, new_world, open_pause

numbers = st.integers(0, 1)
persons = st.integers(0, 2)
minutes = st.sampled_from([30, 3 * 60, 9 * 60, 24 * 60, 4 * 24 * 60, 25 * 24 * 60])
ahead = st.integers(-4, 35).map(timedelta)


class Histories(RuleBasedStateMachine):
    """Everything that can happen to a deadline and to those who watch it, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.world = new_world()
        for person, role in ((0, WatcherRole.OWNER), (1, WatcherRole.WATCHER)):
            self._watch(person, role, case=self.world.deadline(0).docket.case)
        self._watch(2, WatcherRole.SECOND, deadline=self.world.deadline(0))

    def teardown(self) -> None:
        """Let the world settle once more, look at it, and forget it."""
        try:
            self.settle()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @property
    def now(self) -> Any:
        return self.world.now

    def _watch(self, person: int, role: WatcherRole, **what: Any) -> None:
        row = Watcher(user=self.world.people[person], role=role, **what)
        watch(row, by=self.world.editor, at=self.world.now)

    def _deadline(self, number: int) -> Deadline:
        return self.world.deadline(number)

    def _by(self) -> dict[str, Any]:
        return {"by": self.world.editor, "at": self.now}

    # --- the deadline ---

    @rule(number=numbers, delta=ahead)
    def move(self, number: int, delta: timedelta) -> None:
        deadline = self._deadline(number)
        override_deadline(deadline, due_on=self.now.date() + delta, reason="by hand", **self._by())

    @rule(number=numbers)
    def move_away_and_back(self, number: int) -> None:
        deadline = self._deadline(number)
        if deadline.due_on is not None:
            before = deadline.due_on
            for day in (before + timedelta(days=9), before):
                override_deadline(deadline, due_on=day, reason="away and back", **self._by())

    @rule(number=numbers, delta=st.integers(1, 30).map(timedelta))
    def extend(self, number: int, delta: timedelta) -> None:
        deadline = self._deadline(number)
        if deadline.due_on is not None:
            longer = Extension(deadline=deadline, due_on=deadline.due_on + delta, reason="Stipulation")
            extend_deadline(longer, **self._by())

    @rule(number=numbers)
    def count(self, number: int) -> None:
        count_again(self._deadline(number), **self._by())

    @rule(number=numbers, satisfied=st.booleans())
    def end(self, number: int, satisfied: bool) -> None:
        deadline = self._deadline(number)
        if satisfied:
            satisfy_deadline(deadline, entry=None, reason="ECF 69", **self._by())
        else:
            vacate_deadline(deadline, reason="vacated", **self._by())

    @rule(number=numbers)
    def reopen(self, number: int) -> None:
        deadline = self._deadline(number)
        if deadline.state not in {"open", "needs_review"}:
            reopen_deadline(deadline, reason="another paper", **self._by())

    @rule(number=numbers)
    def pause_or_resume(self, number: int) -> None:
        deadline = self._deadline(number)
        pause = open_pause(deadline)
        if pause is not None:
            resume_deadline(pause, resumed_on=max(self.now.date(), pause.paused_on), **self._by())
        elif deadline.state == "open" and not deadline.tollings.exists():
            pause_deadline(Tolling(deadline=deadline, paused_on=self.now.date(), reason="Stay"), **self._by())

    @rule(number=numbers, day=st.sampled_from(["2018-01", "2018-01-29", "2018-01-31"]))
    def correct(self, number: int, day: str) -> None:
        """A month only: it needs review."""
        self.world.correct(number, day)

    @rule(number=numbers, status=st.sampled_from(["withdrawn", "published", "draft"]))
    def publish(self, number: int, status: str) -> None:
        self.world.change(number, status=status)

    @rule(number=numbers, sealed=st.booleans())
    def seal(self, number: int, sealed: bool) -> None:
        self.world.change(number, sealed=sealed)

    # --- the people ---

    @rule(person=persons, number=numbers, role=st.sampled_from(WatcherRole), whole_case=st.booleans())
    def watch_or_not(self, person: int, number: int, role: WatcherRole, whole_case: bool) -> None:
        deadline = self._deadline(number)
        what = {"case": deadline.docket.case} if whole_case else {"deadline": deadline}
        row = Watcher.objects.filter(user=self.world.people[person], **what).first()
        if row is not None:
            row.delete()
        else:
            with suppress(ValidationError):  # nobody watches whom no reminder would reach
                self._watch(person, role, **what)

    @rule(person=persons, number=numbers, stop=st.booleans())
    def mute(self, person: int, number: int, stop: bool) -> None:
        do = stop_mail if stop else start_mail
        do(self._deadline(number), by=self.world.people[person], at=self.now)

    @rule(person=persons, stop=st.booleans())
    def mute_all(self, person: int, stop: bool) -> None:
        user = type(self.world.people[person]).objects.get(pk=self.world.people[person].pk)
        (stop_all_mail if stop else start_all_mail)(user, at=self.now)

    @rule(person=persons, active=st.booleans())
    def account(self, person: int, active: bool) -> None:
        self.world.set_user(person, is_active=active)

    @rule(person=persons, rhythm=st.sampled_from(["immediate", "digest"]))
    def rhythm(self, person: int, rhythm: str) -> None:
        self.world.set_user(person, rhythm=rhythm)

    @rule(person=persons, zone=st.sampled_from(["America/Los_Angeles", "Asia/Almaty", "Europe/Zurich"]))
    def travel(self, person: int, zone: str) -> None:
        self.world.set_user(person, time_zone=zone)

    @rule(person=persons, offsets=st.sampled_from([[30, 14, 7, 3, 1, 0], [5], [], [7, 0]]))
    def choose_days(self, person: int, offsets: list[int]) -> None:
        self.world.set_user(person, reminder_offsets=offsets)

    @rule(person=persons, quiet=st.sampled_from([(None, None), ("22:00", "07:00"), ("06:00", "12:00")]))
    def choose_quiet_hours(self, person: int, quiet: tuple[str | None, str | None]) -> None:
        self.world.set_user(person, quiet_from=quiet[0], quiet_until=quiet[1])

    @rule(person=persons, number=numbers, days=st.integers(1, 9))
    def snooze(self, person: int, number: int, days: int) -> None:
        deadline, user = self._deadline(number), self.world.people[person]
        user.refresh_from_db()
        until = self.now.astimezone(user.zone).date() + timedelta(days)
        self._allowed(snooze, deadline, until=until, revision=deadline.revision, by=user, at=self.now)

    @rule(person=persons, number=numbers)
    def acknowledge(self, person: int, number: int) -> None:
        deadline = self._deadline(number)
        who = self.world.people[person]
        self._allowed(acknowledge, deadline, revision=deadline.revision, by=who, at=self.now)

    @rule(person=persons, number=numbers)
    def hand_over(self, person: int, number: int) -> None:
        self._allowed(
            hand_over, self._deadline(number), to=self.world.people[person], reason="leave", **self._by()
        )

    def _allowed(self, verb: Any, *args: Any, **kwargs: Any) -> None:
        """What is refused changes nothing; that is looked at elsewhere."""
        try:
            verb(*args, **kwargs)
        except ValidationError:
            return

    # --- time, server and worker ---

    @rule(minutes=minutes)
    def time_passes(self, minutes: int) -> None:
        self.world.pass_time(timedelta(minutes=minutes))

    @rule(mode=st.sampled_from(["up", "silent", "drops", "hangs_up"]))
    def server(self, mode: str) -> None:
        postbox.BOX.mode = mode

    @rule()
    def arm(self) -> None:
        self.world.arm()

    @rule()
    def deliver(self) -> None:
        self.world.deliver()

    @rule(moment=st.sampled_from(["before", "after"]))
    def worker_is_killed(self, moment: str) -> None:
        """In the middle of the next mail, before or after the server has taken it."""
        postbox.BOX.kill = moment
        self.world.deliver()
        postbox.BOX.kill = ""

    @precondition(lambda self: self.now.date() < date(2018, 12, 1))
    @rule()
    def settle(self) -> None:
        self.world.settle()
        found = failures(self.world)
        assert found == [], "\n".join(found)


@pytest.mark.slow
@pytest.mark.django_db
def test_what_was_sent_is_what_the_ledger_says(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.deadlines.postbox.Backend"
    profile = hypothesis_settings()
    run_state_machine_as_test(
        Histories,
        settings=hypothesis_settings(
            max_examples=max(5, profile.max_examples // 12),
            stateful_step_count=30,
            suppress_health_check=list(profile.suppress_health_check),
        ),
    )
