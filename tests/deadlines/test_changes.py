"""What happens to a deadline after it was set: by hand, by a pause, by its end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from deadlines.changes import (
    count_again,
    mark_missed,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    resume_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.enums import TriggerKind
from deadlines.models import Deadline, Reminder, Tolling
from deadlines.operations import order_period, record_deadline, record_trigger
from deadlines.standing import differences
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)
LATER = datetime(2018, 1, 24, 12, tzinfo=UTC)


@pytest.fixture
def deadline() -> Deadline:
    """Thirty days from Thursday 21 December 2017 in N.D. Cal.: Monday 22 January 2018; somebody watches."""
    entry = factories.DocketEntryFactory(docket__court__code="cand")
    factories.WatcherFactory(case=entry.docket.case)
    return order_period(entry, Deadline(title="Amended complaint", period_length=30), by=None, at=NOW)


def _pending() -> int:
    return Reminder.objects.filter(message__state="pending").count()


def test_a_day_set_by_hand_needs_a_reason_and_is_kept_with_a_warning(deadline: Deadline) -> None:
    with pytest.raises(ValidationError) as refused:
        override_deadline(deadline, due_on=date(2018, 1, 25), reason=" ", by=None, at=NOW)
    assert list(refused.value.message_dict) == ["reason"]
    override_deadline(deadline, due_on=date(2018, 1, 25), reason="the clerk said so", by=None, at=NOW)
    deadline.refresh_from_db()
    assert (deadline.basis, deadline.due_on, deadline.computed_on, deadline.override_reason) == (
        *("set_by_editor", date(2018, 1, 25), date(2018, 1, 22)),
        "the clerk said so",
    )
    assert differences(deadline) == ["An editor set this date; the count gives Monday 22 January 2018."]
    count_again(deadline, by=None, at=NOW)
    assert (deadline.basis, deadline.due_on, deadline.override_reason) == ("computed", date(2018, 1, 22), "")
    assert differences(deadline) == []


def test_the_courts_own_date_stands_beside_ours(deadline: Deadline) -> None:
    deadline.court_stated_on = date(2018, 1, 20)
    with pytest.raises(ValidationError, match="where the court states"):
        record_deadline(deadline, by=None, at=NOW)
    deadline.court_stated_note = "Amended Pleadings due by 1/20/2018, ECF 67"
    record_deadline(deadline, by=None, at=NOW)
    assert deadline.due_on == date(2018, 1, 22)
    (said,) = differences(deadline)
    assert "Saturday 20 January 2018" in said
    assert "ECF 67" in said
    deadline.court_stated_on = date(2018, 1, 22)
    assert differences(deadline) == []


def test_a_pause_keeps_it_open_and_reminds_nobody(deadline: Deadline) -> None:
    assert _pending()
    pause = pause_deadline(
        Tolling(deadline=deadline, paused_on=date(2018, 1, 2), reason="Stay"), by=None, at=NOW
    )
    deadline.refresh_from_db()
    assert (deadline.state, deadline.paused_on, deadline.revision) == ("open", date(2018, 1, 2), 2)
    assert _pending() == 0
    # Twelve days had run, eighteen were left: 1 February and eighteen days are Monday 19 February,
    # Washington's Birthday.
    resume_deadline(pause, resumed_on=date(2018, 2, 1), by=None, at=LATER)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.paused_on, deadline.revision) == (date(2018, 2, 20), None, 3)
    assert _pending()


def test_a_pause_that_ends_on_its_day_moves_nothing(deadline: Deadline) -> None:
    for day in (date(2017, 12, 21), date(2018, 1, 5), date(2018, 1, 20)):
        pause_deadline(
            Tolling(deadline=deadline, paused_on=day, resumed_on=day, reason="Stay"), by=None, at=NOW
        )
        deadline.refresh_from_db()
        assert (deadline.due_on, deadline.revision) == (date(2018, 1, 22), 1)


def test_two_pauses_add_up_and_may_not_overlap(deadline: Deadline) -> None:
    for first, last in ((date(2018, 1, 2), date(2018, 1, 4)), (date(2018, 1, 8), date(2018, 1, 11))):
        pause_deadline(
            Tolling(deadline=deadline, paused_on=first, resumed_on=last, reason="Stay"), by=None, at=NOW
        )
    deadline.refresh_from_db()
    assert deadline.due_on == date(2018, 1, 25)
    with pytest.raises(ValidationError, match="already"):
        pause_deadline(Tolling(deadline=deadline, paused_on=date(2018, 1, 9), reason="Stay"), by=None, at=NOW)


def test_a_paused_period_of_working_days_is_for_a_person(deadline: Deadline) -> None:
    deadline.period_unit = "business_days"
    record_deadline(deadline, by=None, at=NOW)
    days = {"paused_on": date(2018, 1, 2), "resumed_on": date(2018, 1, 4)}
    pause_deadline(Tolling(deadline=deadline, reason="Stay", **days), by=None, at=NOW)
    deadline.refresh_from_db()
    assert (deadline.due_on, deadline.state) == (None, "needs_review")


def test_it_is_satisfied_by_an_entry_of_the_case(deadline: Deadline) -> None:
    with pytest.raises(ValidationError) as refused:
        satisfy_deadline(deadline, entry=factories.DocketEntryFactory(), by=None, at=NOW)
    assert list(refused.value.message_dict) == ["satisfied_by"]
    with pytest.raises(ValidationError):
        satisfy_deadline(deadline, entry=None, by=None, at=NOW)
    answer = factories.DocketEntryFactory(docket=deadline.docket, motion=True)
    editor = factories.UserFactory()
    satisfy_deadline(deadline, entry=answer, by=editor, at=NOW, reason="ECF 69")
    deadline.refresh_from_db()
    assert (deadline.state, deadline.satisfied_by, _pending()) == ("satisfied", answer, 0)
    latest = deadline.history.latest()
    assert (latest.history_user, latest.history_change_reason) == (editor, "ECF 69")
    reopen_deadline(deadline, reason="another paper", by=editor, at=NOW)
    deadline.refresh_from_db()
    assert (deadline.state, deadline.satisfied_by) == ("open", None)


def test_it_is_missed_only_when_the_last_day_is_over_in_the_court(deadline: Deadline) -> None:
    evening = datetime(2018, 1, 23, 6, tzinfo=UTC)  # still the 22nd in California
    with pytest.raises(ValidationError) as refused:
        mark_missed(deadline, reason="nothing filed", by=None, at=evening)
    assert list(refused.value.message_dict) == ["state"]
    mark_missed(deadline, reason="nothing filed", by=None, at=evening + timedelta(hours=6))
    assert deadline.state == "missed"


def test_it_is_vacated_with_a_reason(deadline: Deadline) -> None:
    with pytest.raises(ValidationError):
        vacate_deadline(deadline, reason="", by=None, at=NOW)
    vacate_deadline(deadline, reason="the order was vacated", by=None, at=NOW)
    assert (deadline.state, _pending()) == ("vacated", 0)


def test_service_by_mail_adds_its_days_when_it_is_recorded() -> None:
    trigger = factories.TriggerEventFactory(
        kind=TriggerKind.SERVICE, entry__motion=True, docket__court__code="cand", date=date(2018, 3, 1)
    )
    deadline = Deadline(title="Response", docket=trigger.docket, trigger=trigger, period_length=14)
    record_deadline(deadline, by=None, at=NOW)
    assert deadline.due_on == date(2018, 3, 15)
    trigger.service_method = "mail"
    record_trigger(trigger, by=None, at=NOW)
    deadline.refresh_from_db()
    # Three days after 15 March are a Sunday.
    assert (deadline.due_on, deadline.revision) == (date(2018, 3, 19), 2)
    trigger.date_served = date(2018, 3, 2)
    record_trigger(trigger, by=None, at=NOW)
    deadline.refresh_from_db()
    assert deadline.due_on == date(2018, 3, 19)
    assert deadline.steps[0]["day"] == "2018-03-02"


def test_hours_need_a_clock_time_and_give_one() -> None:
    entry = factories.DocketEntryFactory(date="2018-03-02", docket__court__code="cand")
    deadline = Deadline(title="Response", period_length=72, period_unit="hours")
    order_period(entry, deadline, by=None, at=NOW)
    assert (deadline.due_on, deadline.state) == (None, "needs_review")
    deadline.trigger.time = time(10, 23)
    record_trigger(deadline.trigger, by=None, at=NOW)
    deadline.refresh_from_db()
    assert (deadline.due_on, str(deadline.due_time), deadline.state) == (date(2018, 3, 5), "10:23:00", "open")


def test_other_readings_are_kept() -> None:
    """The Friday before a Saturday holiday: 3 July 2015."""
    entry = factories.DocketEntryFactory(
        date="2015-06-19", docket__court__code="cand", docket__date_filed="2014"
    )
    deadline = order_period(entry, Deadline(title="Answer", period_length=14), by=None, at=NOW)
    assert deadline.due_on == date(2015, 7, 6)
    assert [(row["due"], row["key"]) for row in deadline.readings] == [("2015-07-03", "saturday_friday")]
