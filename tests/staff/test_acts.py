"""Acting on a deadline: each act is done wholly or not at all, by whom it may be, as the deadline stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from deadlines.enums import DeadlineStatus, DueBasis, WatcherRole
from deadlines.models import Acknowledgement, Deadline, Extension, Reminder, Snooze, Watcher
from deadlines.operations import watch
from foundation.accounts.models import User
from foundation.delivery.enums import MessageState
from tests.desk.conftest import DeskClient, client_of
from tests.desk.forms import rows_of_all_tables
from tests.factories import DeadlineFactory, DocketEntryFactory, DocketFactory, UserFactory, WatcherFactory
from tests.staff.acting import CHANGING, FORMS, done, errors, fresh, post, url
from tests.staff.conftest import CHANGE, MONDAY, SEALED, VIEW

pytestmark = pytest.mark.django_db


def last_version(record: Any) -> Any:
    return record.history.order_by("history_id").last()


# --- satisfied ----------------------------------------------------------------------------------------------


@pytest.fixture
def paper(deadline: Deadline) -> Any:
    """ECF 69 on the docket of the deadline."""
    return DocketEntryFactory(docket=deadline.docket, entry_number=69, title_en="Third Amended Complaint")


@pytest.mark.parametrize(
    "typed",
    ["ECF 69", "69", "[69]", "ecf no. 69", "ECF 69 · Third Amended Complaint", "third amended", " 69 "],
)
def test_satisfied_by_an_entry(
    typed: str, deadline: Deadline, paper: Any, acts: DeskClient, lawyer: User, monday: datetime
) -> None:
    assert done(acts, deadline, "satisfy", entry=typed) == ["Satisfied by ECF 69."]
    now = fresh(deadline)
    assert (now.state, now.satisfied_by, now.revision) == (DeadlineStatus.SATISFIED, paper, 2)
    assert last_version(deadline).history_user == lawyer


def test_the_number_means_the_docket_of_the_deadline_first(
    deadline: Deadline, paper: Any, acts: DeskClient, monday: datetime
) -> None:
    other = DocketFactory(case=deadline.docket.case)
    there = DocketEntryFactory(docket=other, entry_number=69)
    only_there = DocketEntryFactory(docket=other, entry_number=70)
    done(acts, deadline, "satisfy", entry="ECF 69")
    assert fresh(deadline).satisfied_by == paper != there
    done(acts, deadline, "reopen", reason="again")
    done(acts, deadline, "satisfy", entry="ECF 70")
    assert fresh(deadline).satisfied_by == only_there


def test_an_entry_that_fits_no_or_several_is_refused_beside_the_field(
    deadline: Deadline, paper: Any, acts: DeskClient, monday: datetime
) -> None:
    DocketEntryFactory(docket=deadline.docket, entry_number=71, title_en="Third motion")
    DocketEntryFactory(entry_number=500)
    hidden = DocketEntryFactory(docket=deadline.docket, entry_number=501, sealed=True)
    before = rows_of_all_tables()
    no = {"entry": ["No entry of this case fits. Write its number, for example ECF 69."]}
    for typed in ("ECF 500", "ECF 501", "nonsense", "%", "\\", "9" * 40):
        assert errors(post(acts, deadline, "satisfy", entry=typed)) == no
    several = "Several entries fit: ECF 71 · Third motion; ECF 69 · Third Amended Complaint"
    response = post(acts, deadline, "satisfy", entry="third")
    assert errors(response) == {"entry": [several]}
    page = response.content.decode()
    assert 'value="third"' in page
    assert 'aria-invalid="true"' in page
    assert f'<p class="error" id="satisfy-entry_error">{several}</p>' in page
    assert rows_of_all_tables() == before
    trusted = client_of(UserFactory(rights=[VIEW, CHANGE, SEALED]))
    done(trusted, deadline, "satisfy", entry="ECF 501")
    assert fresh(deadline).satisfied_by == hidden


def test_without_an_entry_a_reason_is_asked(deadline: Deadline, acts: DeskClient, monday: datetime) -> None:
    words = "Name the entry that satisfies it, or say why there is none."
    for values in ({}, {"reason": "  "}):
        assert errors(post(acts, deadline, "satisfy", **values)) == {"entry": [words]}
    assert done(acts, deadline, "satisfy", reason="By letter") == ["Marked as satisfied."]
    assert last_version(deadline).history_change_reason == "By letter"


def test_what_waits_is_not_sent_any_more(deadline: Deadline, acts: DeskClient, monday: datetime) -> None:
    watch(Watcher(user=UserFactory(), deadline=deadline), by=None, at=MONDAY)
    assert Reminder.objects.filter(message__state=MessageState.PENDING).count() == 4
    done(acts, deadline, "satisfy", reason="done")
    assert not Reminder.objects.filter(message__state=MessageState.PENDING).exists()


# --- extended -----------------------------------------------------------------------------------------------


def test_extend_moves_the_day_and_what_follows_and_keeps_the_chain(
    acts: DeskClient, monday: datetime
) -> None:
    deadline = DeadlineFactory(title_en="Opposition")
    entry = DocketEntryFactory(docket=deadline.docket, entry_number=70)
    reply = DeadlineFactory(
        docket=deadline.docket,
        trigger__docket=deadline.docket,
        trigger__without_entry=True,
        trigger__date=date(2018, 1, 22),
        depends_on=deadline,
        title_en="Reply",
        period_length=7,
    )
    said = done(
        acts, deadline, "extend", due_on="2018-02-01", entry="ECF 70", reason="Stipulation of the parties"
    )
    assert said == [
        "The last day is now Thursday 1 February 2018. Reply moved with it, to Thursday 8 February 2018."
    ]
    link = Extension.objects.get()
    assert (link.previous_due_on, link.due_on, link.entry) == (date(2018, 1, 22), date(2018, 2, 1), entry)
    assert link.reason == "Stipulation of the parties"
    assert (fresh(deadline).due_on, fresh(deadline).basis) == (date(2018, 2, 1), DueBasis.EXTENDED)
    assert fresh(reply).due_on == date(2018, 2, 8)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"due_on": "2018-01-22"}, "due_on"),
        ({"due_on": "2018-13-45"}, "due_on"),
        ({"due_on": ""}, "due_on"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"entry": "ECF 4711"}, "entry"),
    ],
)
def test_an_extension_that_is_none_is_refused_beside_its_field(
    values: dict[str, str], field: str, deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    before = rows_of_all_tables()
    response = post(acts, deadline, "extend", **(FORMS["extend"] | values))
    assert list(errors(response)) == [field]
    assert f'id="extend-{field}_error"' in response.content.decode()
    assert '<details class="act" id="act-extend" open>' in response.content.decode()
    assert (rows_of_all_tables(), fresh(deadline).due_on) == (before, date(2018, 1, 22))


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_reason_is_kept_in_the_language_of_the_page(
    code: str, deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    done(acts, deadline, "extend", code=code, due_on="2018-02-01", reason="Because")
    link = Extension.objects.get()
    assert [getattr(link, f"reason_{one}") for one in ("kk", "ru", "en") if one == code] == ["Because"]
    assert "Because" in acts.get(url(deadline, code)).content.decode()


# --- ended and opened again ---------------------------------------------------------------------------------


def test_missed_needs_a_last_day_that_is_over_at_the_court(acts: DeskClient) -> None:
    deadline = DeadlineFactory(fixed=True, due_on=date(2018, 1, 14))
    with time_machine.travel(datetime(2018, 1, 15, 7, 59, tzinfo=UTC), tick=False):
        unfit = "This cannot be done as the deadline stands."
        assert errors(post(acts, deadline, "missed", reason="late")) == {"__all__": [unfit]}
    with time_machine.travel(datetime(2018, 1, 15, 8, 0, tzinfo=UTC), tick=False):
        assert done(acts, deadline, "missed", reason="late") == ["Marked as missed."]
    assert fresh(deadline).state == DeadlineStatus.MISSED


def test_vacated_and_open_again(deadline: Deadline, acts: DeskClient, monday: datetime) -> None:
    assert done(acts, deadline, "vacate", reason="The order was vacated") == ["Marked as vacated."]
    assert fresh(deadline).state == DeadlineStatus.VACATED
    assert done(acts, deadline, "reopen", reason="Reinstated") == ["The deadline is open again."]
    assert (fresh(deadline).state, fresh(deadline).revision) == (DeadlineStatus.OPEN, 3)


@pytest.mark.parametrize("do", ["missed", "vacate", "reopen", "hand_over"])
def test_an_end_needs_a_reason(do: str, deadline: Deadline, acts: DeskClient, monday: datetime) -> None:
    assert "reason" in errors(post(acts, deadline, do, reason=" "))


@pytest.mark.parametrize("do", CHANGING)
def test_a_reason_that_the_history_cannot_hold_is_refused_and_not_cut(
    do: str, deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    length = 301 if do == "extend" else 101
    assert "reason" in errors(post(acts, deadline, do, **(FORMS[do] | {"reason": "x" * length})))


# --- handed over --------------------------------------------------------------------------------------------


def test_handed_over_to_a_person(deadline: Deadline, acts: DeskClient, monday: datetime) -> None:
    before = WatcherFactory(case=None, deadline=deadline, role=WatcherRole.OWNER).user
    of_case = WatcherFactory(case=deadline.docket.case, role=WatcherRole.OWNER).user
    dana = UserFactory(first_name="Dana", last_name="Iskakova")
    said = done(acts, deadline, "hand_over", to=dana.pk, reason="Leave")
    assert said == ["Handed over to Dana Iskakova."]
    told = {one.name: one.part for one in acts.get(url(deadline)).context["page"].told}
    assert told == {
        before.username: "watcher of the deadline",
        of_case.username: "watcher of the deadline",
        "Dana Iskakova": "owner of the deadline",
    }
    assert last_version(Watcher.objects.get(user=dana)).history_change_reason == "Leave"


def test_a_person_who_would_not_be_told_is_refused_beside_the_field(
    deadline: Deadline, acts: DeskClient, monday: datetime
) -> None:
    stopped = UserFactory(reminders_stopped_at=MONDAY)
    before = rows_of_all_tables()
    refused = {
        "Select a valid choice. That choice is not one of the available choices.": [
            UserFactory(inactive=True),
            UserFactory(reader=True),
            UserFactory(email=""),
            UserFactory(rights=[]),
        ],
        "This person has stopped all reminders.": [stopped],
    }
    before = rows_of_all_tables()
    for words, people in refused.items():
        for person in people:
            response = post(acts, deadline, "hand_over", to=person.pk, reason="Leave")
            assert errors(response) == {"to": [words]}
    assert rows_of_all_tables() == before


def test_a_sealed_matter_is_handed_to_nobody_who_may_not_see_it(monday: datetime) -> None:
    deadline = DeadlineFactory(sealed=True)
    trusted = client_of(UserFactory(rights=[VIEW, CHANGE, SEALED]))
    response = post(trusted, deadline, "hand_over", to=UserFactory().pk, reason="Leave")
    assert errors(response) == {"to": ["This person may not see the deadline."]}
    assert not Watcher.objects.exists()


# --- noted and put off --------------------------------------------------------------------------------------


def test_acknowledged_once_by_whoever_is_first(
    deadline: Deadline, looks: DeskClient, acts: DeskClient, clerk: User, monday: datetime
) -> None:
    assert done(looks, deadline, "acknowledge") == ["Acknowledged."]
    assert errors(post(acts, deadline, "acknowledge")) == {
        "__all__": [f"{clerk} has acknowledged this already."]
    }
    assert Acknowledgement.objects.get().user == clerk
    assert "acknowledge" not in [act.do for act in acts.get(url(deadline)).context["buttons"]]


def test_after_a_move_it_is_to_be_acknowledged_anew(
    deadline: Deadline, looks: DeskClient, acts: DeskClient, monday: datetime
) -> None:
    done(looks, deadline, "acknowledge")
    done(acts, deadline, "extend", **FORMS["extend"])
    assert done(acts, deadline, "acknowledge") == ["Acknowledged."]
    assert list(Acknowledgement.objects.values_list("revision", flat=True)) == [1, 2]


def test_own_mails_are_put_off_until_the_due_day_at_the_latest(
    deadline: Deadline, looks: DeskClient, clerk: User, monday: datetime
) -> None:
    words = "Choose a day from tomorrow to 2018-01-22."
    for until in ("2018-01-15", "2018-01-23"):
        assert errors(post(looks, deadline, "snooze", until=until)) == {"until": [words]}
    assert list(errors(post(looks, deadline, "snooze", until="soon"))) == ["until"]
    said = done(looks, deadline, "snooze", until="2018-01-22")
    assert said == ["You get no mail about it before Monday 22 January 2018."]
    assert Snooze.objects.get().user == clerk
