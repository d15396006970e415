"""Everything about one deadline on its page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from deadlines.enums import DueBasis, ReminderKind, WatcherRole
from deadlines.models import Deadline
from foundation.accounts.enums import ReminderRhythm
from foundation.accounts.models import User
from foundation.delivery.enums import MessageState
from tests.desk.conftest import DeskClient
from tests.factories import (
    AcknowledgementFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    ExtensionFactory,
    ReminderFactory,
    SnoozeFactory,
    TollingFactory,
    UserFactory,
    WatcherFactory,
)
from tests.staff.acting import offered, url
from tests.staff.conftest import MONDAY, text_of
from web.desk.staff import deadlinepage

pytestmark = pytest.mark.django_db


def rows(response: Any, label: str) -> list[str]:
    """Return the rows of the table whose section is labelled by an id, as words."""
    section = response.content.decode().partition(f'aria-labelledby="{label}"')[2].partition("</section>")[0]
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", section, re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in found]


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("kk", "2018\xa0ж. 22 қаңтар, дүйсенбі"),
        ("ru", "понедельник, 22 января 2018\xa0г."),
        ("en", "Monday 22 January 2018"),
    ],
)
def test_the_last_day_stands_first(
    code: str, day: str, deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    page = looks.get(url(deadline, code)).content.decode()
    assert f'<p class="result"><time datetime="2018-01-22">{day}</time></p>' in page


def test_the_page_names_case_court_docket_day_and_zone(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(due_time=time(17))
    page = text_of(looks.get(url(deadline)))
    court = deadline.docket.court.name_en
    assert f"Republic v. Roe · 5:17-cv-00246 · {court} Amended complaint" in page
    assert "Last day · 7 days left Monday 22 January 2018, 17:00" in page
    assert "At the court it is Monday 15 January 2018 ( America/Los_Angeles )." in page
    assert "order · ECF" in page
    assert "Day 30 is Saturday 20 January 2018." in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"fixed": True, "due_on": date(2018, 1, 14)}, "overdue by 1 day"),
        ({"fixed": True, "due_on": date(2018, 1, 15)}, "Last day · today"),
        ({"fixed": True, "due_on": date(2018, 1, 16)}, "1 day left"),
        ({"needs_review": True}, "No day can be counted; a person has to look at it."),
        ({"paused_on": date(2018, 1, 2)}, "paused since 2 January 2018"),
        ({"by_hand": True}, "An editor set this date; the count gives Monday 22 January 2018."),
        ({"draft": True}, "draft"),
        ({"withdrawn": True}, "withdrawn"),
    ],
)
def test_how_it_stands_is_said_in_words(
    values: dict[str, Any], words: str, looks: DeskClient, monday: datetime
) -> None:
    assert words in text_of(looks.get(url(DeadlineFactory(**values))))


def test_a_satisfied_deadline_names_its_entry(looks: DeskClient, monday: datetime) -> None:
    deadline = DeadlineFactory(satisfied=True)
    entry = DocketEntryFactory(docket=deadline.docket, entry_number=69)
    Deadline.objects.filter(pk=deadline.pk).update(satisfied_by=entry)
    assert "satisfied: ECF 69" in text_of(looks.get(url(deadline)))


def test_the_chain_and_the_neighbours_are_shown(looks: DeskClient, monday: datetime) -> None:
    last = DeadlineFactory(last_of_three=True, title_en="Reply")
    middle = last.depends_on
    Deadline.objects.filter(pk=middle.pk).update(title_en="Opposition")
    entry = DocketEntryFactory(docket=middle.docket, entry_number=70)
    ExtensionFactory(deadline=middle, entry=entry, reason_en="By stipulation")
    TollingFactory(deadline=middle, resumed_on=date(2018, 1, 5), reason_en="A stay")
    page = text_of(looks.get(url(middle)))
    assert "22 Jan 2018 → 29 Jan 2018 By stipulation (ECF 70)" in page
    assert "paused 2 Jan 2018 – 5 Jan 2018 A stay" in page
    assert "Runs from the last day of Amended complaint Monday 22 January 2018" in page
    assert "What runs from this one Reply Monday 22 January 2018" in page


def test_a_sealed_follower_stays_unnamed(looks: DeskClient, monday: datetime) -> None:
    last = DeadlineFactory(last_of_three=True, title_en="Hush")
    assert "Hush" in text_of(looks.get(url(last.depends_on)))
    Deadline.objects.filter(pk=last.pk).update(sealed=True)
    assert "Hush" not in text_of(looks.get(url(last.depends_on)))


def test_a_reader_s_proof_is_linked_only_where_readers_see_it(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    link = f'href="/en/deadlines/{deadline.pk}/"'
    assert link in looks.get(url(deadline)).content.decode()
    Deadline.objects.filter(pk=deadline.pk).update(status="draft")
    assert link not in looks.get(url(deadline)).content.decode()


# --- people and mails ---------------------------------------------------------------------------------------


def test_who_is_told_and_who_is_not_and_why(deadline: Deadline, looks: DeskClient, monday: datetime) -> None:
    case = deadline.docket.case

    def watching(name: str, **values: Any) -> None:
        user = {f"user__{key}": value for key, value in values.pop("user", {}).items()}
        WatcherFactory(**({"case": case} | values), user__username=name, **user)

    watching("owner", role=WatcherRole.OWNER)
    watching("digest", user={"rhythm": ReminderRhythm.DIGEST, "reminder_offsets": [0, 9]})
    watching("second", case=None, deadline=deadline, role=WatcherRole.SECOND, escalate_days=2)
    watching("muted", muted_at=MONDAY)
    watching("stopped", user={"reminders_stopped_at": MONDAY})
    watching("off", user={"inactive": True})
    watching("silent", user={"email": ""})
    watching("blind", user={"rights": []})
    told = looks.get(url(deadline)).context["page"].told
    assert [(one.name, one.part, one.how, one.why_not) for one in told] == [
        ("owner", "owner of the case", "days before: 30, 14, 7, 3, 1, 0", ""),
        ("digest", "watcher of the case", "days before: 9, 0; one mail a morning", ""),
        ("second", "second person of the deadline", "2 days before, if nobody has acknowledged it", ""),
        ("muted", "watcher of the case", "", "has stopped mails about it"),
        ("stopped", "watcher of the case", "", "has stopped all reminders"),
        ("off", "watcher of the case", "", "the account is off"),
        ("silent", "watcher of the case", "", "has no mail address"),
        ("blind", "watcher of the case", "", "has no right to see it"),
    ]


def test_nobody_told_is_an_alarm_while_it_runs(looks: DeskClient, monday: datetime) -> None:
    alarm = "Nobody is told of this deadline."
    assert alarm in text_of(looks.get(url(DeadlineFactory())))
    for values in ({"satisfied": True}, {"paused_on": date(2018, 1, 2)}):
        assert alarm not in text_of(looks.get(url(DeadlineFactory(**values))))


def test_the_ledger_says_what_became_of_each_mail(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    dana = UserFactory(username="dana")

    def mail(day: int, kind: ReminderKind, **values: Any) -> None:
        message = {f"message__{key}": value for key, value in values.pop("message", {}).items()}
        ReminderFactory(
            deadline=deadline, recipient=dana, kind=kind, scheduled_on=date(2018, 1, day), **values, **message
        )

    eight = datetime(2018, 1, 8, 8, tzinfo=UTC)
    mail(8, ReminderKind.UPCOMING, message={"state": MessageState.SENT, "sent_at": eight})
    mail(9, ReminderKind.MOVED, message={"cancelled": True}, due_on=date(2018, 1, 29))
    mail(10, ReminderKind.DIGEST_ITEM, withheld="snoozed")
    mail(11, ReminderKind.UPCOMING, message={"state": MessageState.UNDELIVERABLE, "last_error": "550 no"})
    mail(19, ReminderKind.ESCALATION, message={"not_before": MONDAY + timedelta(days=4)})
    mail(
        21, ReminderKind.UPCOMING, message={"retry_at": MONDAY + timedelta(days=6), "last_error": "421 later"}
    )
    assert rows(looks.get(url(deadline)), "ledger") == [
        "21 Jan 2018 dana upcoming 22 Jan 2018 waiting 21 Jan 2018, 17:00 · 421 later",
        "19 Jan 2018 dana escalation 22 Jan 2018 waiting 19 Jan 2018, 17:00",
        "11 Jan 2018 dana upcoming 22 Jan 2018 undeliverable 550 no",
        "10 Jan 2018 dana digest item 22 Jan 2018 cancelled the recipient has put it off",
        "9 Jan 2018 dana moved 29 Jan 2018 cancelled the deadline has moved",
        "8 Jan 2018 dana upcoming 22 Jan 2018 sent 8 Jan 2018, 08:00",
    ]


def test_an_old_ledger_is_cut_and_counted(
    deadline: Deadline, looks: DeskClient, monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadlinepage, "NEWEST", 1)
    for day in (1, 2, 3):
        ReminderFactory(deadline=deadline, scheduled_on=date(2018, 1, day))
    response = looks.get(url(deadline))
    assert len(rows(response, "ledger")) == 1
    assert "2 older mails stand in the proof of control." in text_of(response)


def test_who_has_acknowledged_and_my_own_put_off_are_shown(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    AcknowledgementFactory(deadline=deadline, user__first_name="Dana")
    SnoozeFactory(deadline=deadline)
    assert "You have put off" not in text_of(looks.get(url(deadline)))
    SnoozeFactory(deadline=deadline, user=clerk, until=date(2018, 1, 18))
    SnoozeFactory(deadline=deadline, user=clerk, until=date(2018, 1, 19))
    page = text_of(looks.get(url(deadline)))
    assert "Acknowledged by Dana, 15 Jan 2018, 09:00." in page
    assert "You have put off your mails about it until Friday 19 January 2018." in page


# --- what is offered ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["acknowledge", "watch", "satisfy", "extend", "hand_over", "vacate", "snooze"]),
        (
            {"fixed": True, "due_on": date(2018, 1, 10)},
            ["acknowledge", "watch", "satisfy", "extend", "hand_over", "missed", "vacate", "snooze"],
        ),
        ({"needs_review": True}, ["acknowledge", "watch", "satisfy", "hand_over", "vacate"]),
        ({"satisfied": True}, ["watch", "reopen"]),
        ({"vacated": True}, ["watch", "reopen"]),
        ({"state": "missed"}, ["watch", "satisfy", "reopen"]),
        ({"not_computable": True}, ["watch", "satisfy", "reopen"]),
    ],
)
def test_the_page_offers_what_makes_sense(
    values: dict[str, Any], expected: list[str], acts: DeskClient, monday: datetime
) -> None:
    assert offered(acts, DeadlineFactory(**values)) == expected


def test_who_may_only_look_is_offered_no_change(
    deadline: Deadline, looks: DeskClient, monday: datetime
) -> None:
    assert offered(looks, deadline) == ["acknowledge", "watch", "snooze"]
    assert "To change the deadline takes a right that you do not have." in text_of(looks.get(url(deadline)))


def test_entries_to_choose_from_are_those_of_the_case_its_docket_first(
    acts: DeskClient, monday: datetime
) -> None:
    deadline = DeadlineFactory(docket__docket_number="1:1")
    DocketEntryFactory(docket=deadline.docket, entry_number=69, title_en="Third Amended Complaint")
    other = DocketFactory(case=deadline.docket.case, docket_number="2:2")
    DocketEntryFactory(docket=other, entry_number=900, title_en="Notice")
    DocketEntryFactory(title_en="Of another case")
    DocketEntryFactory(docket=deadline.docket, title_en="Hush", sealed=True)
    DocketEntryFactory(docket=DocketFactory(case=deadline.docket.case, sealed=True), title_en="Hush")
    order = deadline.trigger.entry
    page = acts.get(url(deadline)).content.decode()
    proposed = re.findall(r'<option value="([^"]*)"></option>', page)
    assert sorted(proposed[:2]) == sorted([f"{order.label} · Order", "ECF 69 · Third Amended Complaint"])
    assert proposed[2:] == ["ECF 900 · Notice · 2:2"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(
    count: int,
    acts: DeskClient,
    monday: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    deadline = DeadlineFactory(basis=DueBasis.EXTENDED)
    for number in range(count):
        WatcherFactory(case=deadline.docket.case)
        WatcherFactory(case=None, deadline=deadline)
        ReminderFactory(deadline=deadline)
        entry = DocketEntryFactory(docket=deadline.docket)
        ExtensionFactory(deadline=deadline, entry=entry)
        TollingFactory(deadline=deadline, paused_on=date(2018, 1, 2 + number), resumed_on=date(2018, 1, 9))
        SnoozeFactory(deadline=deadline)
        DeadlineFactory(docket=deadline.docket, trigger__docket=deadline.docket, depends_on=deadline)
    with django_assert_num_queries(21):
        acts.get(url(deadline))
