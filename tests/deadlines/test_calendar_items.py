"""What a calendar says of a deadline: its day, its status, its words; and what it never says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from deadlines.calendar_items import KEPT, calendar_of
from deadlines.changes import (
    extend_deadline,
    mark_missed,
    override_deadline,
    pause_deadline,
    reopen_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.ical import CalendarItem, DeadlineCalendar, to_ical
from deadlines.models import Deadline, Extension, Tolling
from deadlines.operations import order_period, record_deadline
from filings.operations import record_docket_entry
from foundation.core.audience import DESK, PUBLIC, Audience
from foundation.core.enums import PublicationStatus
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)
LATER = datetime(2018, 1, 24, 12, tzinfo=UTC)
MONDAY = date(2018, 1, 22)


@pytest.fixture
def deadline() -> Deadline:
    """Thirty days from Thursday 21 December 2017 in N.D. Cal.: Monday 22 January 2018; all is published."""
    entry = factories.DocketEntryFactory(
        docket__court__code="cand", docket__court__name="N.D. Cal.", docket__docket_number="3:17-cv-01234"
    )
    row = Deadline(title="Amended complaint", period_length=30, status=PublicationStatus.PUBLISHED)
    return order_period(entry, row, by=None, at=NOW)


def read(
    *, at: datetime = LATER, audience: Audience = DESK, language: str = "en", **kwargs: Any
) -> DeadlineCalendar:
    rows = Deadline.objects.all()
    return calendar_of(rows, name="Deadlines", language=language, at=at, audience=audience, **kwargs)


def only(**kwargs: Any) -> CalendarItem:
    (item,) = read(**kwargs).items
    return item


def standing(**kwargs: Any) -> tuple[str, str, date, int]:
    item = only(**kwargs)
    return item.status.value, item.summary, item.day, item.sequence


def test_an_open_deadline_stands_on_its_day(deadline: Deadline) -> None:
    item = only()
    assert item.uid == f"deadline-{deadline.pk}@docketline.example"
    assert standing() == ("CONFIRMED", "Amended complaint", MONDAY, 1)
    assert (item.revised_at, item.alarm_days) == (NOW, None)


def test_each_end_and_each_change_has_its_word_and_raises_the_sequence(deadline: Deadline) -> None:
    seen = [standing()]
    satisfy_deadline(deadline, entry=None, reason="seen", by=None, at=NOW)
    seen.append(standing())
    reopen_deadline(deadline, reason="not so", by=None, at=NOW)
    pause_deadline(
        Tolling(deadline=deadline, paused_on=date(2018, 1, 2), reason="Stay"), by=None, at=NOW
    ).refresh_from_db()
    seen.append(standing())
    deadline = Deadline.objects.get()
    deadline.tollings.all().delete()
    deadline.paused_on = None
    record_deadline(deadline, by=None, at=NOW)
    extend_deadline(Extension(deadline=deadline, due_on=date(2018, 1, 23), reason="Order"), by=None, at=NOW)
    seen.append(standing())
    mark_missed(deadline, reason="nothing came", by=None, at=LATER)
    seen.append(standing())
    vacate_deadline(deadline, reason="settled", by=None, at=LATER)
    seen.append(standing())
    assert seen == [
        ("CONFIRMED", "Amended complaint", MONDAY, 1),
        ("CONFIRMED", "Done: Amended complaint", MONDAY, 2),
        ("TENTATIVE", "Paused: Amended complaint", MONDAY, 4),
        ("CONFIRMED", "Amended complaint", date(2018, 1, 23), 6),
        ("CONFIRMED", "Missed: Amended complaint", date(2018, 1, 23), 7),
        ("CANCELLED", "Vacated: Amended complaint", date(2018, 1, 23), 8),
    ]


def test_a_withdrawn_deadline_is_cancelled_for_staff(deadline: Deadline) -> None:
    deadline.status = PublicationStatus.WITHDRAWN
    record_deadline(deadline, by=None, at=NOW)
    assert standing() == ("CANCELLED", "Withdrawn: Amended complaint", MONDAY, 2)
    assert read(audience=PUBLIC).items == ()


def test_what_lost_its_day_is_cancelled_where_it_stood_last(deadline: Deadline) -> None:
    extend_deadline(Extension(deadline=deadline, due_on=date(2018, 2, 5), reason="Order"), by=None, at=NOW)
    deadline.basis, deadline.due_on = "computed", None  # counted again
    record_deadline(deadline, by=None, at=NOW)
    entry = deadline.trigger.entry
    assert entry is not None
    entry.date = "2017-12"  # and then the day of the order turned out to be unknown
    record_docket_entry(entry, by=None, at=NOW)
    assert standing() == ("CANCELLED", "Needs review: Amended complaint", MONDAY, 4)
    lines = only().description.splitlines()
    assert lines[:2] == [
        "It stood on Monday 22 January 2018. That date no longer counts, and there is none at present.",
        "Status: needs review",
    ]


def test_what_never_had_a_day_is_in_no_calendar() -> None:
    factories.DeadlineFactory(needs_review=True)
    factories.DeadlineFactory(not_computable=True)
    assert read().items == ()
    assert read(audience=PUBLIC).items == ()


def test_readers_are_not_told_a_day_from_a_time_when_it_was_not_public(deadline: Deadline) -> None:
    deadline.status = PublicationStatus.DRAFT
    record_deadline(deadline, by=None, at=NOW)
    override_deadline(deadline, due_on=date(2018, 3, 1), reason="typing error", by=None, at=NOW)
    deadline.basis, deadline.due_on = "computed", None
    deadline.trigger.date = None
    deadline.status = PublicationStatus.PUBLISHED
    record_deadline(deadline, by=None, at=NOW)
    assert Deadline.objects.visible_to(PUBLIC).get().state == "needs_review"
    assert standing() == ("CANCELLED", "Needs review: Amended complaint", date(2018, 3, 1), 3)
    assert read(audience=PUBLIC).items == ()


def test_a_day_from_a_time_under_seal_is_told_to_nobody(deadline: Deadline) -> None:
    Deadline.history.update(sealed=True)  # type: ignore[attr-defined]  # its first record was under seal
    deadline.trigger.date = None
    record_deadline(deadline, by=None, at=NOW)
    assert read().items == ()


def test_a_doubtful_day_is_tentative(deadline: Deadline) -> None:
    Deadline.objects.update(state="needs_review")
    assert standing() == ("TENTATIVE", "Needs review: Amended complaint", MONDAY, 1)


def test_a_cancelled_item_stays_for_ninety_days_and_then_is_gone(deadline: Deadline) -> None:
    vacate_deadline(deadline, reason="settled", by=None, at=NOW)
    for audience in (DESK, PUBLIC):
        assert only(at=NOW + KEPT, audience=audience).status == "CANCELLED"
        assert read(at=NOW + KEPT + timedelta(seconds=1), audience=audience).items == ()


def test_what_is_done_or_missed_stays(deadline: Deadline) -> None:
    satisfy_deadline(deadline, entry=None, reason="seen", by=None, at=NOW)
    assert only(at=NOW + timedelta(days=4000)).summary == "Done: Amended complaint"


@pytest.mark.parametrize(
    ("change", "rings"),
    [
        ({}, 3),
        ({"state": "satisfied"}, None),
        ({"state": "missed"}, None),
        ({"state": "vacated"}, None),
        ({"paused_on": date(2018, 1, 2)}, None),
        ({"status": "withdrawn"}, None),
    ],
)
def test_only_what_is_open_rings(change: dict[str, Any], rings: int | None, deadline: Deadline) -> None:
    Deadline.objects.update(**change)
    assert only(alarm_days=3).alarm_days == rings


def test_items_stand_by_day_and_then_in_the_order_of_entry(deadline: Deadline) -> None:
    other = factories.DeadlineFactory(fixed=True, due_on=date(2018, 1, 8))
    same = factories.DeadlineFactory(title="Answer")
    uids = [item.uid.partition("@")[0] for item in read().items]
    assert uids == [f"deadline-{row.pk}" for row in (other, deadline, same)]


def test_a_calendar_of_several_cases_names_them(deadline: Deadline) -> None:
    case = deadline.docket.case
    assert only(name_cases=True).summary == f"Amended complaint ({case.title})"


# --- the words --------------------------------------------------------------------------------------


def test_the_description_says_where_and_how_the_day_was_found(deadline: Deadline) -> None:
    zero = "the day of the event is not counted."
    ends = "ends for filing at 23:59 in the time of the court."
    rolls = "is skipped: the last day may not be a Saturday, Sunday or legal holiday."
    assert only().description.splitlines() == [
        "Due: Monday 22 January 2018",
        f"Case: {deadline.docket.case.title}",
        "Docket: 3:17-cv-01234, N.D. Cal.",
        "",
        "How it was counted:",
        f"1. Day 0 is Thursday 21 December 2017: {zero} (Fed. R. Civ. P. 6(a)(1)(A))",
        "2. Day 30 is Saturday 20 January 2018. (Fed. R. Civ. P. 6(a)(1)(B))",
        f"3. Saturday 20 January 2018 {rolls} (Fed. R. Civ. P. 6(a)(1)(C))",
        f"4. Sunday 21 January 2018 {rolls} (Fed. R. Civ. P. 6(a)(1)(C))",
        "5. The last day is Monday 22 January 2018. (Fed. R. Civ. P. 6(a)(1)(C))",
        f"6. Monday 22 January 2018 {ends} (N.D. Cal. Civ. L.R. 5-1)",
        "",
        "How sure the date is: inferred",
        "",
        "What was not considered:",
        "- Days on which the court or the clerk’s office was closed for another reason are not counted here.",
        "",
        "This is an aid to computation, not legal advice.",
        "",
        f"https://docketline.example/en/staff/deadlines/{deadline.pk}/",
    ]


def test_the_doubts_are_said(deadline: Deadline) -> None:
    deadline.length_confidence, deadline.length_note = "secondary", "Reported by the press."
    deadline.readings = [
        {"due": "2018-01-19", "key": "friday_holiday_unsettled", "authority": "Fed. R. Civ. P. 6(a)(6)"}
    ]
    deadline.court_stated_on, deadline.court_stated_note = date(2018, 1, 23), "ECF 68"
    deadline.caveats = ["closures_not_counted"]
    deadline.save()
    text = only().description
    for line in (
        "Length as reported, not read in the order",
        "Reported by the press.",
        "The court’s docket states Tuesday 23 January 2018 (ECF 68).",
        "What was not considered:",
    ):
        assert line in text.splitlines()
    assert "Another reading gives Friday 19 January 2018. " in text
    assert " Calendar the earlier date. (Fed. R. Civ. P. 6(a)(6))\n" in text


def test_a_length_that_no_order_gives_is_as_sure_as_it_is(deadline: Deadline) -> None:
    Deadline.objects.update(ordered_by=None, length_confidence="unverified", due_confidence="primary")
    lines = only().description.splitlines()
    assert "Length of the period: not verified" in lines
    assert [line for line in lines if line.startswith("How sure")] == []


def test_the_steps_of_a_day_that_moved_since_are_not_shown(deadline: Deadline) -> None:
    deadline.readings = [{"due": "2018-01-19", "key": "saturday_friday", "authority": ""}]
    extend_deadline(Extension(deadline=deadline, due_on=date(2018, 2, 5), reason="Order"), by=None, at=NOW)
    lines = only().description.splitlines()
    assert lines[0] == "Due: Monday 5 February 2018"
    assert "How it was counted:" not in lines
    assert [line for line in lines if "reading" in line] == []


def test_a_day_set_by_an_editor_names_the_counted_one(deadline: Deadline) -> None:
    override_deadline(deadline, due_on=date(2018, 1, 25), reason="the clerk said so", by=None, at=NOW)
    lines = only().description.splitlines()
    assert "An editor set this date; the count gives Monday 22 January 2018." in lines


def test_the_hour_is_the_courts(deadline: Deadline) -> None:
    Deadline.objects.update(due_time=time(16, 30))
    assert only().description.splitlines()[0] == "Due: Monday 22 January 2018, 16:30 (time of the court)"


def test_a_pause_says_since_when_and_a_note_stands_below_the_status(deadline: Deadline) -> None:
    Deadline.objects.update(paused_on=date(2018, 1, 2))
    assert only().description.splitlines()[1] == "Paused since Tuesday 2 January 2018"
    Deadline.objects.update(paused_on=None, state="unverified", state_note_en="No entry shows it.")
    assert only().summary == "Ending not verified: Amended complaint"
    assert only().description.splitlines()[1:3] == ["Status: ending not verified", "No entry shows it."]


def test_a_docket_without_court_and_number_is_left_out() -> None:
    factories.DeadlineFactory(docket__without_court=True)
    assert [line for line in only().description.splitlines() if line.startswith("Docket")] == []


@pytest.mark.parametrize(
    ("language", "due"),
    [
        ("kk", "Соңғы мерзім: 2018\xa0ж. 22 қаңтар, дүйсенбі"),
        ("ru", "Крайний срок: понедельник, 22 января 2018\xa0г."),
    ],
)
def test_a_calendar_speaks_the_language_of_its_reader(language: str, due: str, deadline: Deadline) -> None:
    Deadline.objects.update(title_kk="Талап арыз", title_ru="Исковое заявление")
    item = only(language=language, audience=PUBLIC)
    assert item.summary == {"kk": "Талап арыз", "ru": "Исковое заявление"}[language]
    assert item.description.splitlines()[0] == due
    assert item.url == f"https://docketline.example/{language}/deadlines/{deadline.pk}/"


def test_a_text_in_another_language_says_so(deadline: Deadline) -> None:
    lines = only(language="ru").description.splitlines()
    assert lines[0] == "Amended complaint (нет на русском)"
    assert lines[2] == f"Дело: {deadline.docket.case.title} (нет на русском)"
    assert "Непроверенный перевод" in lines
    deadline.docket.case.translation = "reviewed"
    deadline.docket.case.save()
    assert "Непроверенный перевод" not in only(language="ru").description.splitlines()


# --- what changed, and what it costs ------------------------------------------------------------------


def test_the_bytes_stay_until_something_changes(deadline: Deadline) -> None:
    first = to_ical(read(at=NOW))
    assert to_ical(read(at=LATER)) == first
    deadline.docket.case.title = "Another title"
    deadline.docket.case.save()
    assert to_ical(read(at=LATER)) != first


def test_a_reworded_item_is_newer_though_its_sequence_stays(deadline: Deadline) -> None:
    """So that a name that was taken out of a title leaves the programs that go by LAST-MODIFIED."""
    before = only()
    deadline.docket.case.title = "Another title"
    deadline.docket.case.save()
    after = only()
    assert (after.sequence, after.revised_at) == (before.sequence, before.revised_at)
    assert after.changed_at > before.changed_at


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("audience", [DESK, PUBLIC])
def test_a_calendar_costs_one_query(audience: Audience, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        factories.ExtensionFactory()
    with django_assert_num_queries(1):
        assert len(read(audience=audience).items) == count
