"""Deadlines as a court counts them, from the saved order to the corrected one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from cases.models import Court
from deadlines.changes import extend_deadline
from deadlines.computation import StepKind, steps_from_json
from deadlines.enums import DueBasis, TriggerKind
from deadlines.models import Deadline, Extension, Reminder, TriggerEvent
from deadlines.operations import order_period, record_deadline, watch
from filings.enums import ACTS_OF_COURT, EntryKind
from filings.models import DocketEntry
from filings.operations import record_docket_entry
from foundation.delivery.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

NEXT_DAY = datetime(2017, 12, 22, 12, tzinfo=UTC)
SPRING = datetime(2018, 3, 1, 12, tzinfo=UTC)


def _order(**values: object) -> DocketEntry:
    court = {} if Court.objects.filter(code="cand").exists() else {"docket__court__code": "cand"}
    entry: DocketEntry = factories.DocketEntryFactory(entry_number=67, **{**court, **values})
    return entry


def _ordered(entry: DocketEntry, days: int = 30, **values: object) -> Deadline:
    deadline = Deadline(title="Amended complaint", period_length=days, status="published", **values)
    return order_period(entry, deadline, by=None, at=NEXT_DAY)


def _standing(deadline: Deadline) -> tuple[date | None, date | None, str, str, int]:
    deadline.refresh_from_db()
    return deadline.computed_on, deadline.due_on, deadline.basis, deadline.state, deadline.revision


def test_thirty_days_from_21_december_2017_end_on_monday_22_january_2018() -> None:
    entry = _order()
    deadline = _ordered(entry)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 22), "computed", "open", 1)
    assert [(step.kind, step.day) for step in steps_from_json(deadline.steps)] == [
        (StepKind.DAY_ZERO, date(2017, 12, 21)),
        (StepKind.LAST_DAY_COUNTED, date(2018, 1, 20)),
        (StepKind.SKIPPED_SATURDAY, date(2018, 1, 20)),
        (StepKind.SKIPPED_SUNDAY, date(2018, 1, 21)),
        (StepKind.DUE, date(2018, 1, 22)),
        (StepKind.END_OF_DAY, date(2018, 1, 22)),
    ]
    assert (deadline.caveats, deadline.readings) == (["closures_not_counted"], [])
    trigger = deadline.trigger
    assert (
        trigger.kind,
        trigger.date,
        trigger.entry,
        trigger.docket,
        deadline.ordered_by,
        deadline.docket,
    ) == (
        TriggerKind.ORDER,
        date(2017, 12, 21),
        entry,
        entry.docket,
        entry,
        entry.docket,
    )
    assert deadline.counting == "frcp_6a"


@pytest.mark.parametrize("kind", sorted(set(EntryKind) - ACTS_OF_COURT))
def test_only_an_act_of_the_court_orders_a_period(kind: EntryKind) -> None:
    with pytest.raises(ValidationError) as refused:
        _ordered(_order(kind=kind, kind_as_filed="as filed"))
    assert refused.value.message_dict == {"ordered_by": ["Only an act of a court can order a period."]}
    assert (Deadline.objects.count(), TriggerEvent.objects.count()) == (0, 0)


def test_a_date_named_by_the_court_stays_where_it_is() -> None:
    deadline = _ordered(_order(), days=None, basis=DueBasis.FIXED_BY_ORDER, due_on=date(2018, 1, 20))
    assert _standing(deadline) == (date(2018, 1, 20), date(2018, 1, 20), "fixed_by_order", "open", 1)
    assert [step.kind for step in steps_from_json(deadline.steps)] == [
        StepKind.FIXED,
        StepKind.FIXED_ON_WEEKEND,
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"counting": "guesswork"}, "counting"),
        ({"days": 36_501}, "period_length"),
        ({"days": 3_661}, "period_length"),
    ],
)
def test_a_period_that_cannot_be_counted_is_refused(values: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _ordered(_order(), **values)  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]
    assert Deadline.objects.count() == 0


def test_a_corrected_day_moves_the_deadline_and_its_reminders() -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    deadline = _ordered(entry)
    assert Message.objects.filter(state="pending").count() == 6
    entry.date = "2017-12-28"
    record_docket_entry(entry, by=None, at=NEXT_DAY + timedelta(days=7))
    assert _standing(deadline) == (date(2018, 1, 29), date(2018, 1, 29), "computed", "open", 2)
    told = {
        (revision, state): set(
            Reminder.objects.filter(revision=revision, message__state=state).values_list("due_on", flat=True)
        )
        for revision, state in Reminder.objects.values_list("revision", "message__state")
    }
    assert told == {(1, "cancelled"): {date(2018, 1, 22)}, (2, "pending"): {date(2018, 1, 29)}}
    assert set(Message.objects.filter(state="cancelled").values_list("reason", flat=True)) == {
        "the deadline has moved"
    }


def test_a_correction_of_anything_else_moves_nothing() -> None:
    entry = _order()
    deadline = _ordered(entry)
    entry.title = "Order granting leave to amend"
    record_docket_entry(entry, by=None, at=NEXT_DAY)
    assert _standing(deadline)[-1] == 1
    assert deadline.history.count() == 1


@pytest.mark.parametrize("change", [{"kind": EntryKind.MOTION}, {"status": "withdrawn"}])
def test_an_entry_that_starts_nothing_any_more_vacates_its_deadline(change: dict[str, str]) -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    deadline = _ordered(entry)
    for name, value in change.items():
        setattr(entry, name, value)
    record_docket_entry(entry, by=None, at=NEXT_DAY)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 22), "computed", "vacated", 2)
    assert deadline.history.latest().history_change_reason == "the entry no longer starts this period"
    assert not Message.objects.filter(state="pending").exists()


@pytest.mark.parametrize("state", ["satisfied", "missed", "unverified"])
def test_what_is_over_is_not_vacated(state: str) -> None:
    entry = _order()
    deadline = Deadline(title="Amended complaint", period_length=30, status="published", state=state)
    order_period(entry, deadline, by=None, at=SPRING)
    entry.kind = EntryKind.MOTION
    record_docket_entry(entry, by=None, at=SPRING)
    assert _standing(deadline)[3:] == (state, 1)


def test_what_can_still_be_done_is_not_missed() -> None:
    with pytest.raises(ValidationError) as refused:
        _ordered(_order(), state="missed")
    assert list(refused.value.message_dict) == ["state"]


def test_a_filing_that_a_rule_counts_from_need_not_be_an_act_of_the_court() -> None:
    trigger = factories.TriggerEventFactory(kind=TriggerKind.FILING, entry__motion=True)
    deadline = factories.DeadlineFactory(trigger=trigger, docket=trigger.docket, ordered_by=None)
    trigger.entry.date = "2017-12-22"
    record_docket_entry(trigger.entry, by=None, at=NEXT_DAY)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 22), "computed", "open", 1)
    assert deadline.trigger.date == date(2017, 12, 22)


@pytest.mark.parametrize("day", ["2017-12", "2017-12-21?", ""])
def test_a_day_that_is_no_longer_known_needs_review(day: str) -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    deadline = _ordered(entry, due_time=time(17))
    entry.date = day
    record_docket_entry(entry, by=None, at=NEXT_DAY)
    assert _standing(deadline) == (None, None, "not_computable", "needs_review", 2)
    assert (deadline.steps, deadline.caveats, deadline.due_time) == ([], [], None)
    waiting = Reminder.objects.filter(message__state="pending")
    assert [row.kind for row in waiting] == ["review"]
    entry.date = "2017-12-21"
    record_docket_entry(entry, by=None, at=NEXT_DAY)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 22), "computed", "open", 3)


def test_an_imprecise_day_starts_nothing() -> None:
    assert _standing(_ordered(_order(imprecise=True))) == (None, None, "not_computable", "needs_review", 1)


def test_a_calendar_that_ends_needs_review_and_says_so() -> None:
    entry = _order(date="2040-12-21", docket__date_filed="")
    deadline = _ordered(entry)
    assert _standing(deadline) == (None, None, "computed", "needs_review", 1)
    assert [step.kind for step in steps_from_json(deadline.steps)][-1] is StepKind.CALENDAR_ENDS


def test_a_closed_deadline_without_a_day_says_that_it_cannot_be_computed() -> None:
    deadline = _ordered(_order(imprecise=True), state="unverified")
    assert _standing(deadline) == (None, None, "not_computable", "unverified", 1)


def test_what_an_editor_set_is_kept_while_the_engines_date_moves_beside_it() -> None:
    entry = _order()
    deadline = _ordered(entry)
    deadline.basis, deadline.due_on = DueBasis.SET_BY_EDITOR, date(2018, 1, 25)
    record_deadline(deadline, by=factories.UserFactory(), at=NEXT_DAY)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 25), "set_by_editor", "open", 2)
    entry.date = "2017-12-28"
    record_docket_entry(entry, by=None, at=NEXT_DAY + timedelta(days=7))
    assert _standing(deadline) == (date(2018, 1, 29), date(2018, 1, 25), "set_by_editor", "open", 2)


@pytest.mark.parametrize(
    ("change", "revision"),
    [
        ({"title": "Third amended complaint"}, 1),
        ({"note": "as reported"}, 1),
        ({"status": "draft"}, 1),
        ({"state": "satisfied"}, 2),
        ({"due_time": time(17)}, 2),
        ({"period_length": 31}, 1),  # Sunday 21 January: the same Monday
        ({"period_length": 45}, 2),
        ({"status": "withdrawn"}, 2),
    ],
)
def test_the_revision_rises_with_what_people_were_told(change: dict[str, object], revision: int) -> None:
    deadline = _ordered(_order())
    for name, value in change.items():
        setattr(deadline, name, value)
    record_deadline(deadline, by=None, at=NEXT_DAY)
    assert _standing(deadline)[-1] == revision


def test_a_stale_copy_cannot_turn_the_revision_back() -> None:
    stale = _ordered(_order())
    fresh = Deadline.objects.get(pk=stale.pk)
    fresh.period_length = 45
    record_deadline(fresh, by=None, at=NEXT_DAY)
    stale.title = "Read before the change"
    record_deadline(stale, by=None, at=NEXT_DAY)
    assert _standing(stale)[-1] == 3


def test_a_date_that_moves_away_and_back_reminds_again() -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    deadline = _ordered(entry)
    for days in (45, 30):
        deadline.period_length = days
        record_deadline(deadline, by=None, at=NEXT_DAY)
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 1, 22), "computed", "open", 3)
    pending = Reminder.objects.filter(message__state="pending")
    assert set(pending.values_list("revision", "due_on")) == {(3, date(2018, 1, 22))}


def test_a_deadline_that_is_withdrawn_and_published_again_reminds_again() -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    deadline = _ordered(entry)
    deadline.status = "withdrawn"
    record_deadline(deadline, by=None, at=NEXT_DAY)
    assert not Message.objects.filter(state="pending").exists()
    deadline.status = "published"
    record_deadline(deadline, by=None, at=NEXT_DAY)
    assert Message.objects.filter(state="pending").count() == 6


def test_each_extension_keeps_the_date_before_it() -> None:
    deadline = _ordered(_order())
    for due in (date(2018, 2, 5), date(2018, 2, 20)):
        extend_deadline(Extension(deadline=deadline, due_on=due, reason="Stipulation"), by=None, at=NEXT_DAY)
    chain = list(Extension.objects.values_list("previous_due_on", "due_on"))
    assert chain == [(date(2018, 1, 22), date(2018, 2, 5)), (date(2018, 2, 5), date(2018, 2, 20))]
    assert _standing(deadline) == (date(2018, 1, 22), date(2018, 2, 20), "extended", "open", 3)
    assert deadline.history.latest().history_change_reason == "Stipulation"


def test_an_extension_moves_a_day_that_is_there() -> None:
    deadline = _ordered(_order(undated=True))
    with pytest.raises(ValidationError, match="without a day"):
        extend_deadline(
            Extension(deadline=deadline, due_on=date(2018, 2, 5), reason="Order"), by=None, at=NEXT_DAY
        )
    same = _ordered(factories.DocketEntryFactory())
    with pytest.raises(ValidationError):
        extend_deadline(
            Extension(deadline=same, due_on=date(2018, 1, 22), reason="Order"), by=None, at=NEXT_DAY
        )
    assert Extension.objects.count() == 0


def test_who_begins_to_watch_is_reminded_of_what_runs_already() -> None:
    deadline = _ordered(_order())
    over = _ordered(factories.DocketEntryFactory(docket=deadline.docket), state="satisfied")
    editor = factories.UserFactory()
    watch(factories.WatcherFactory.build(user=editor, case=deadline.docket.case), by=editor, at=NEXT_DAY)
    assert set(Reminder.objects.values_list("deadline", "recipient")) == {(deadline.pk, editor.pk)}
    assert over.reminders.count() == 0


def test_who_watches_one_deadline_is_reminded_of_that_one() -> None:
    entry = _order()
    first, _second = _ordered(entry), _ordered(factories.DocketEntryFactory(docket=entry.docket))
    watcher = factories.WatcherFactory.build(user=factories.UserFactory(), case=None, deadline=first)
    watch(watcher, by=None, at=NEXT_DAY)
    assert set(Reminder.objects.values_list("deadline", flat=True)) == {first.pk}


def test_loading_history_reminds_nobody() -> None:
    entry = _order()
    factories.WatcherFactory(case=entry.docket.case)
    order_period(
        entry,
        Deadline(title="Amended complaint", period_length=30),
        by=None,
        at=datetime(2026, 8, 1, 12, tzinfo=UTC),
    )
    assert Reminder.objects.count() == Message.objects.count() == 0
