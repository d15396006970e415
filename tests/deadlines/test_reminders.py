"""Who is reminded, when, how often, and in what words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as outbox

from deadlines.changes import extend_deadline
from deadlines.models import Deadline, Extension, Reminder, Watcher
from deadlines.operations import record_deadline
from deadlines.reminders.people import recipients
from deadlines.reminders.scheduling import arm_reminders, schedule_reminders
from foundation.accounts.models import User
from foundation.delivery.models import Message
from foundation.delivery.operations import deliver_due, message_id
from tests import factories

DUE_ON = date(2018, 1, 22)
#: A month before the due day of the factory's deadline.
EARLY = datetime(2017, 12, 22, 12, tzinfo=UTC)


@pytest.fixture
def deadline() -> Deadline:
    """Due on Monday 22 January 2018 in California."""
    made: Deadline = factories.DeadlineFactory(
        title_en="Amended complaint",
        title_kk="Өзгертілген талап арыз",
        docket__case__title_en="Republic & others v. Roe",
        docket__docket_number="2:14-cv-00001",
        docket__court__name_en="Central District of California",
    )
    return made


def _watching(deadline: Deadline, **values: Any) -> User:
    user: User = factories.UserFactory(**values)
    factories.WatcherFactory(user=user, case=deadline.docket.case)
    return user


@pytest.mark.django_db
def test_who_watches_the_case_or_the_deadline_is_reminded_once(deadline: Deadline) -> None:
    both = _watching(deadline)
    factories.WatcherFactory(user=both, case=None, deadline=deadline)
    only_deadline = factories.WatcherFactory(case=None, deadline=deadline).user
    _watching(deadline, inactive=True)
    _watching(deadline, reader=True)
    _watching(deadline, email="")
    factories.WatcherFactory()
    factories.UserFactory()
    assert [one.user for one in recipients(deadline)] == [both, only_deadline]


@pytest.mark.django_db
def test_scheduling_twice_inserts_nothing(deadline: Deadline) -> None:
    _watching(deadline)
    assert [schedule_reminders(deadline, at=EARLY), schedule_reminders(deadline, at=EARLY)] == [6, 0]
    assert [arm_reminders(EARLY), Message.objects.count(), Reminder.objects.count()] == [0, 6, 6]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("Asia/Almaty", date(2018, 1, 15), datetime(2018, 1, 15, 2, tzinfo=UTC)),
        ("Asia/Almaty", date(2024, 3, 1), datetime(2024, 3, 1, 3, tzinfo=UTC)),  # UTC+5 from this day on
        ("America/Los_Angeles", date(2018, 1, 15), datetime(2018, 1, 15, 16, tzinfo=UTC)),
        ("America/Los_Angeles", date(2018, 3, 11), datetime(2018, 3, 11, 15, tzinfo=UTC)),  # an hour is lost
        (
            "America/Los_Angeles",
            date(2018, 11, 4),
            datetime(2018, 11, 4, 16, tzinfo=UTC),
        ),  # an hour is gained
    ],
)
def test_reminders_arrive_at_eight_in_the_recipients_zone(
    deadline: Deadline, zone: str, day: date, moment: datetime
) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(due_on=day)
    deadline.refresh_from_db()
    _watching(deadline, time_zone=zone, reminder_offsets=[0])
    schedule_reminders(deadline, at=moment - timedelta(days=3))
    [message] = Message.objects.all()
    assert message.not_before == moment
    assert message.not_before.astimezone(ZoneInfo(zone)).timetz().replace(tzinfo=None) == time(8)


@pytest.mark.django_db
def test_whose_morning_is_over_is_reminded_at_once(deadline: Deadline) -> None:
    _watching(deadline, reminder_offsets=[7])
    afternoon = datetime(2018, 1, 15, 15, tzinfo=UTC)
    schedule_reminders(deadline, at=afternoon)
    assert Message.objects.get().not_before == afternoon


@pytest.mark.django_db
def test_what_was_missed_goes_out_once(deadline: Deadline) -> None:
    _watching(deadline)
    late = datetime(2018, 1, 20, 12, tzinfo=UTC)
    arm_reminders(late)
    assert deliver_due(at=late) == 1
    assert [arm_reminders(late + timedelta(hours=hours)) for hours in (1, 5, 11)] == [0, 0, 0]
    assert len(outbox.outbox) == 1


@pytest.mark.django_db
def test_a_late_reminder_gives_way_to_that_of_the_day(deadline: Deadline) -> None:
    """The mail server was down over the 19th: on the 21st one mail goes out, not two."""
    _watching(deadline)
    schedule_reminders(deadline, at=datetime(2018, 1, 18, 12, tzinfo=UTC))
    deliver_due(at=datetime(2018, 1, 21, 9, tzinfo=UTC))
    assert len(outbox.outbox) == 1
    reasons = set(Message.objects.filter(state="cancelled").values_list("reason", flat=True))
    assert reasons == {"a later reminder of the same deadline is due"}


@pytest.mark.django_db
def test_history_reminds_nobody() -> None:
    """An order of 2017 that is entered in 2026: its last day is long over, and nobody slept through it."""
    today = datetime(2026, 8, 1, 12, tzinfo=UTC)
    deadline = factories.DeadlineFactory(revised_at=today)
    _watching(deadline)
    assert (schedule_reminders(deadline, at=today), arm_reminders(today)) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("situation", ["satisfied", "vacated", "not_computable", "withdrawn"])
def test_only_a_deadline_that_runs_reminds(situation: str) -> None:
    still = factories.DeadlineFactory(**{situation: True})
    _watching(still)
    assert (schedule_reminders(still, at=EARLY), arm_reminders(EARLY)) == (0, 0)


@pytest.mark.django_db
def test_a_draft_reminds_staff_before_readers_see_it() -> None:
    draft = factories.DeadlineFactory(draft=True)
    _watching(draft)
    assert schedule_reminders(draft, at=EARLY) == 6


def _withdraw(deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(status="withdrawn")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda deadline: Deadline.objects.update(revision=2), "the deadline has moved"),
        (lambda deadline: Deadline.objects.update(state="satisfied"), "the deadline is satisfied"),
        (lambda deadline: Deadline.objects.update(state="vacated"), "the deadline is vacated"),
        (_withdraw, "the deadline was withdrawn"),
        (lambda deadline: Watcher.objects.all().delete(), "the recipient no longer watches this deadline"),
        (
            lambda deadline: User.objects.update(is_active=False),
            "the recipient no longer watches this deadline",
        ),
        (
            lambda deadline: User.objects.update(is_staff=False),
            "the recipient no longer watches this deadline",
        ),
        (lambda deadline: User.objects.update(email=""), "the recipient no longer watches this deadline"),
    ],
    ids=[
        "moved",
        "satisfied",
        "vacated",
        "withdrawn",
        "unwatched",
        "inactive",
        "no longer staff",
        "no address",
    ],
)
def test_composing_reads_afresh(
    deadline: Deadline, change: Callable[[Deadline], object], reason: str
) -> None:
    """Whatever changed behind the outbox's back, nothing wrong is sent."""
    _watching(deadline, reminder_offsets=[7])
    schedule_reminders(deadline, at=EARLY)
    change(deadline)
    assert deliver_due(at=datetime(2018, 1, 15, 9, tzinfo=UTC)) == 1
    message = Message.objects.get()
    assert (message.state, message.reason, outbox.outbox) == ("cancelled", reason, [])


@pytest.mark.django_db
@pytest.mark.parametrize("away", ["is_active", "email"])
def test_who_comes_back_gets_what_was_withheld_once(deadline: Deadline, away: str) -> None:
    user = _watching(deadline, reminder_offsets=[7, 1])
    before, present = getattr(user, away), datetime(2018, 1, 17, 12, tzinfo=UTC)
    schedule_reminders(deadline, at=EARLY)
    User.objects.update(**{away: "" if away == "email" else False})
    deliver_due(at=datetime(2018, 1, 15, 9, tzinfo=UTC))
    assert (arm_reminders(present), len(outbox.outbox)) == (0, 0)
    User.objects.update(**{away: before})
    assert [arm_reminders(present), arm_reminders(present)] == [1, 0]
    assert [deliver_due(at=present), deliver_due(at=present), len(outbox.outbox)] == [1, 0, 1]


@pytest.mark.django_db
def test_one_account_that_cannot_be_read_keeps_nobody_else_waiting(deadline: Deadline) -> None:
    broken = factories.DeadlineFactory(due_on=DUE_ON - timedelta(days=1))
    User.objects.filter(pk=_watching(broken).pk).update(time_zone="Nowhere/Land")
    _watching(deadline)
    assert arm_reminders(EARLY) == 6


@pytest.mark.django_db
def test_a_day_that_was_moved_is_not_explained_by_the_old_count(deadline: Deadline) -> None:
    record_deadline(deadline, by=None, at=EARLY)
    assert (deadline.computed_on, bool(deadline.steps)) == (DUE_ON, True)
    moved = Extension(deadline=deadline, due_on=date(2018, 2, 5), reason="Stipulation")
    extend_deadline(moved, by=None, at=EARLY)
    _subject, text, html = _mail(deadline, datetime(2018, 2, 5, 12, tzinfo=UTC), reminder_offsets=[0])
    assert "5 February 2018" in text
    assert "22 January 2018" not in text + html


@pytest.mark.django_db
def test_one_mail_and_none_on_the_second_run(deadline: Deadline) -> None:
    user = _watching(deadline, reminder_offsets=[7])
    record_deadline(deadline, by=None, at=EARLY)
    morning = datetime(2018, 1, 15, 8, tzinfo=UTC)
    assert [
        deliver_due(at=morning - timedelta(seconds=1)),
        deliver_due(at=morning),
        deliver_due(at=morning),
    ] == [0, 1, 0]
    [mail] = outbox.outbox
    assert mail.to == [user.email]
    key = Reminder.key_of(deadline.pk, 1, user.pk, "upcoming", date(2018, 1, 15))
    assert mail.extra_headers["Message-ID"] == message_id(key)


def _mail(deadline: Deadline, at: datetime, **user: Any) -> tuple[str, str, str]:
    """Return subject, text and HTML of the reminder that goes out at a moment."""
    _watching(deadline, **user)
    schedule_reminders(deadline, at=at)
    deliver_due(at=at)
    [mail] = outbox.outbox
    [(html, kind)] = mail.alternatives  # type: ignore[attr-defined]
    assert kind == "text/html"
    return str(mail.subject), str(mail.body), str(html)


AT_NINE = datetime(2018, 1, 15, 17, tzinfo=UTC)


@pytest.mark.django_db
def test_the_mail_says_what_is_due_when_and_how_it_was_counted(deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(length_note_en="Thirty days, as reported by the press.")
    deadline.refresh_from_db()
    subject, text, _html = _mail(deadline, AT_NINE, reminder_offsets=[7])
    assert subject == "7 days left: Amended complaint – Monday 22 January 2018"
    case = deadline.docket.case
    path = f"https://docketline.example/en/cases/{case.pk}-{case.slug}/#deadline-{deadline.pk}"
    expected = [
        "Amended complaint",
        "Due: Monday 22 January 2018",
        "7 days left.",
        "Case: Republic & others v. Roe",
        "Docket: 2:14-cv-00001, Central District of California",
        "How the length is known: Thirty days, as reported by the press.",
        "How it was counted:",
        "- Day 0 is Thursday 21 December 2017: the day of the event is not counted.",
        "(Fed. R. Civ. P. 6(a)(1)(A))",
        "- Day 30 is Saturday 20 January 2018. (Fed. R. Civ. P. 6(a)(1)(B))",
        "What was not considered:",
        f"Acknowledge, put off, satisfy or extend: https://docketline.example/en/staff/deadlines/{deadline.pk}/",
        f"On the timeline: {path}",
        "Why you get this mail: You watch this case. You chose to be told so many days before: 7.",
    ]
    places = [text.find(line) for line in expected]
    assert -1 not in places, expected[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "subject", "text"),
    [
        (datetime(2018, 1, 21, 17, tzinfo=UTC), "1 day left: ", "\n1 day left.\n"),
        (datetime(2018, 1, 22, 17, tzinfo=UTC), "Today: ", "\nIt is today.\n"),
        # In Almaty the 22nd has begun; at the court it is still the 21st.
        (datetime(2018, 1, 22, 2, tzinfo=UTC), "1 day left: ", "\n1 day left.\n"),
    ],
)
def test_days_left_are_days_at_the_court(deadline: Deadline, at: datetime, subject: str, text: str) -> None:
    written, body, _html = _mail(deadline, at, time_zone="Asia/Almaty")
    assert written.startswith(subject)
    assert text in body


@pytest.mark.django_db
def test_a_reminder_that_was_held_up_says_that_the_last_day_is_over(deadline: Deadline) -> None:
    _watching(deadline, reminder_offsets=[0])
    schedule_reminders(deadline, at=EARLY)
    deliver_due(at=datetime(2018, 1, 24, 17, tzinfo=UTC))
    [mail] = outbox.outbox
    assert mail.subject == "Overdue by 2 days: Amended complaint – Monday 22 January 2018"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("kk", "2018\xa0ж. 22 қаңтар, дүйсенбі"),
        ("ru", "понедельник, 22 января 2018\xa0г."),
        ("en", "Monday 22 January 2018"),
    ],
)
def test_the_mail_is_in_the_recipients_language(deadline: Deadline, language: str, day: str) -> None:
    subject, text, html = _mail(deadline, AT_NINE, language=language)
    assert day.replace("\xa0", " ") in subject
    assert day in text
    assert f'<html lang="{language}">' in html
    title = {"kk": "Өзгертілген талап арыз", "ru": "Өзгертілген талап арыз", "en": "Amended complaint"}[
        language
    ]
    own = "kk" if language == "ru" else language
    assert f'<h1 lang="{own}">{title}</h1>' in html
    assert f"/{language}/cases/" in text


@pytest.mark.django_db
def test_the_html_fetches_nothing_and_runs_nothing(deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(title_en='<script>x</script> "&"')
    deadline.refresh_from_db()
    subject, text, html = _mail(deadline, AT_NINE)
    assert '<script>x</script> "&"' in subject
    assert '<script>x</script> "&"' in text
    assert (
        re.findall(
            r"<(?:img|script|link|iframe|object|video|audio)\b|\bsrc=|url\(|\sstyle=|\son[a-z]+=", html
        )
        == []
    )
    assert {link.split("/")[2] for link in re.findall(r'href="([^"]+)"', html)} == {"docketline.example"}


@pytest.mark.django_db
def test_a_title_cannot_add_a_header(deadline: Deadline) -> None:
    Deadline.objects.filter(pk=deadline.pk).update(title_en="Answer\r\nBcc: everybody@elsewhere.example")
    deadline.refresh_from_db()
    _mail(deadline, AT_NINE)
    [mail] = outbox.outbox
    headers = mail.message()
    assert headers["Bcc"] is None
    assert "\n" not in str(mail.subject)
