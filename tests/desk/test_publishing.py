"""The way of a record to its readers and back, and who may take which step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError

from foundation.accounts.groups import HouseGroup, rights_of
from foundation.accounts.models import User
from foundation.accounts.operations import create_login
from foundation.core import publishing
from foundation.core.audience import PUBLIC
from foundation.core.publication import open_due
from foundation.delivery.models import Message
from foundation.delivery.operations import deliver_due
from tests import factories
from tests.desk.conftest import DeskClient, client_of
from tests.desk.forms import shown
from tests.factories import CaseFactory, DocketEntryFactory, UserFactory
from tests.ours import publications
from web.desk.embargoes import address_of_steps, owe_announcements

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "a long pass phrase"


@pytest.fixture
def enters(db: None) -> User:
    """An editor who may not publish."""
    made = create_login(username="dana", password=PASSWORD, groups=[HouseGroup.EDITOR])
    assert made
    return made


@pytest.fixture
def shows(db: None) -> User:
    """A publisher in Almaty."""
    made = create_login(username="marat", password=PASSWORD, groups=[HouseGroup.PUBLISHER])
    assert made
    User.objects.filter(pk=made.pk).update(time_zone="Asia/Almaty")
    made.refresh_from_db()
    return made


def is_seen(record: Any) -> bool:
    return type(record).objects.filter(pk=record.pk).visible_to(PUBLIC).exists()


# --- rights -------------------------------------------------------------------------------------------------


def test_each_group_has_exactly_its_rights() -> None:
    for name in HouseGroup:
        rows = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
        assert {f"{label}.{codename}" for label, codename in rows} == rights_of(name)


def test_nobody_but_an_administrator_sees_what_is_sealed_or_the_accounts() -> None:
    delicate = {"deadlines.view_sealed", "accounts.change_user", "accounts.view_auditrecord"}
    having = {name: bool(delicate & rights_of(name)) for name in HouseGroup}
    assert [name for name, has in having.items() if has] == [HouseGroup.ADMINISTRATOR]
    assert not any(
        right.split(".")[1].startswith("delete_") for name in HouseGroup for right in rights_of(name)
    )
    assert [publishing.PUBLISH in rights_of(name) for name in HouseGroup] == [False, True, False, True]


@pytest.mark.parametrize("make", [CaseFactory, DocketEntryFactory])
def test_draft_review_published_withdrawn(make: Any, enters: User, shows: User) -> None:
    record = make(draft=True)
    record = publishing.send_to_review(record, by=enters)
    assert (record.status, is_seen(record)) == ("in_review", False)
    record = publishing.publish(record, by=shows)
    assert (record.status, is_seen(record)) == ("published", True)
    record = publishing.withdraw(record, by=shows, reason="wrong docket")
    assert (record.status, is_seen(record)) == ("withdrawn", False)
    last = record.history.latest()
    assert (last.history_user, last.history_change_reason) == (shows, "wrong docket")


def test_an_editor_neither_publishes_nor_withdraws(enters: User) -> None:
    waiting, shown_one = CaseFactory(in_review=True), CaseFactory()
    with pytest.raises(PermissionDenied):
        publishing.publish(waiting, by=enters)
    with pytest.raises(PermissionDenied):
        publishing.withdraw(shown_one, by=enters, reason="no")
    with pytest.raises(PermissionDenied):
        publishing.schedule(waiting, publish_at=NOON + timedelta(days=1), by=enters, at=NOON)
    held = CaseFactory(embargo_until=NOON + timedelta(days=3))
    with pytest.raises(PermissionDenied):
        publishing.embargo(held, until=None, by=enters, at=NOON)
    longer = publishing.embargo(held, until=NOON + timedelta(days=9), by=enters, at=NOON)
    assert longer.embargo_until == NOON + timedelta(days=9)


def test_who_may_not_change_a_record_takes_no_step(db: None) -> None:
    looks = create_login(username="staff", password=PASSWORD)
    with pytest.raises(PermissionDenied):
        publishing.send_to_review(CaseFactory(draft=True), by=looks)
    publishes_nothing_else = UserFactory(rights=[publishing.PUBLISH])
    with pytest.raises(PermissionDenied):
        publishing.publish(CaseFactory(in_review=True), by=publishes_nothing_else)


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("draft", "publish"),
        ("published", "send_to_review"),
        ("withdrawn", "send_to_review"),
        ("published", "take_back"),
        ("published", "publish"),
    ],
)
def test_a_step_that_does_not_fit_the_state_is_refused(state: str, act: str, shows: User) -> None:
    case = CaseFactory(status=state)
    with pytest.raises(ValidationError):
        getattr(publishing, act)(case, by=shows)
    case.refresh_from_db()
    assert case.status == state


def test_the_form_is_no_way_around_the_rights(enters: User) -> None:
    entry = DocketEntryFactory(draft=True)
    path = f"/admin/filings/docketentry/{entry.pk}/change/"
    desk = client_of(enters)
    answer = desk.post(path, shown(desk.get(path)) | {"status": "published"})
    assert answer.status_code == 200
    assert "Only a publisher publishes or withdraws." in answer.content.decode()
    entry.refresh_from_db()
    assert entry.status == "draft"
    answer = desk.post(path, shown(desk.get(path)) | {"status": "in_review"})
    assert answer.status_code == 302


def test_the_form_does_not_shorten_an_embargo_or_take_a_seal_off(enters: User) -> None:
    entry = DocketEntryFactory(sealed=True, embargoed=True)
    path = f"/admin/filings/docketentry/{entry.pk}/change/"
    desk = client_of(enters)
    data = shown(desk.get(path)) | {"embargo_until_0": "", "embargo_until_1": ""}
    data.pop("sealed")
    page = desk.post(path, data).content.decode()
    assert "Only a publisher ends an embargo" in page
    assert "Only a publisher takes a seal off." in page


# --- the page -----------------------------------------------------------------------------------------------


def take(client: DeskClient, record: Any, do: str, **more: str) -> Any:
    meta = record._meta
    path = f"/admin/{meta.app_label}/{meta.model_name}/{record.pk}/publication/"
    return client.post(path, {"do": do, "zone": "Asia/Almaty", **more})


def test_a_moment_is_read_in_the_chosen_zone(shows: User) -> None:
    entry = DocketEntryFactory(in_review=True)
    with time_machine.travel(NOON, tick=False):
        assert take(client_of(shows), entry, "schedule", moment="2026-03-03T09:00").status_code == 302
    entry.refresh_from_db()
    assert entry.publish_at == datetime(2026, 3, 3, 4, tzinfo=UTC)
    open_due(datetime(2026, 3, 3, 3, 59, tzinfo=UTC))
    assert not is_seen(entry)
    open_due(datetime(2026, 3, 3, 4, tzinfo=UTC))
    assert is_seen(entry)


@pytest.mark.parametrize("moment", ["2026-03-08T02:30", "2026-11-01T01:30", "2026-03-01T09:00", "soon", ""])
def test_a_moment_that_is_none_changes_nothing(moment: str, shows: User) -> None:
    """Skipped by the clocks, shown twice, passed, no moment, none given."""
    entry = DocketEntryFactory(in_review=True)
    with time_machine.travel(NOON, tick=False):
        answer = take(client_of(shows), entry, "schedule", moment=moment, zone="America/Los_Angeles")
    assert answer.status_code == 400
    entry.refresh_from_db()
    assert entry.publish_at is None


def test_the_page_offers_what_the_state_and_the_rights_allow(enters: User, shows: User) -> None:
    draft, waiting, public = CaseFactory(draft=True), CaseFactory(in_review=True), CaseFactory()
    offered = {
        (user.username, case.status): [
            do
            for do in ("review", "publish", "schedule", "back", "extend-7", "lift", "withdraw", "undo")
            if f'value="{do}"'
            in client_of(user).get(f"/admin/cases/case/{case.pk}/publication/").content.decode()
        ]
        for user in (enters, shows)
        for case in (draft, waiting, public)
    }
    assert offered == {
        ("dana", "draft"): ["review"],
        ("dana", "in_review"): ["back"],
        ("dana", "published"): [],
        ("marat", "draft"): ["review"],
        ("marat", "in_review"): ["publish", "schedule", "back", "withdraw"],
        ("marat", "published"): ["withdraw", "undo"],  # it was made public just now
    }


def test_a_made_up_step_and_a_step_without_the_right(enters: User) -> None:
    case = CaseFactory(in_review=True)
    desk = client_of(enters)
    assert take(desk, case, "delete").status_code == 400
    assert take(desk, case, "publish").status_code == 403
    assert desk.get("/admin/cases/case/999999/publication/").status_code == 404


def test_the_form_of_a_record_leads_to_the_page(enters: User) -> None:
    case = CaseFactory()
    page = client_of(enters).get(f"/admin/cases/case/{case.pk}/change/").content.decode()
    assert f'href="/admin/cases/case/{case.pk}/publication/"' in page


# --- undo ---------------------------------------------------------------------------------------------------


def test_the_end_of_an_embargo_can_be_undone_for_ten_minutes(shows: User) -> None:
    with time_machine.travel(NOON - timedelta(days=1), tick=False):
        case = CaseFactory(embargo_until=NOON)
        publishing.save_record(case, by=None)
    with time_machine.travel(NOON, tick=False):
        open_due(NOON)
    assert is_seen(case)
    almost = NOON + timedelta(minutes=9, seconds=59)
    case.refresh_from_db()
    assert publishing.opened_at(case, at=almost) == NOON
    with time_machine.travel(almost, tick=False):
        assert take(client_of(shows), case, "undo").status_code == 302
    case.refresh_from_db()
    assert (case.status, case.embargo_until, is_seen(case)) == ("in_review", None, False)
    open_due(NOON + timedelta(days=400))
    assert not is_seen(case)


def test_after_ten_minutes_there_is_nothing_to_undo(shows: User) -> None:
    with time_machine.travel(NOON, tick=False):
        case = publishing.publish(CaseFactory(in_review=True), by=shows)
    late = NOON + timedelta(minutes=10)
    assert publishing.opened_at(case, at=late) is None
    with pytest.raises(ValidationError):
        publishing.undo_opening(case, by=shows, at=late)
    assert is_seen(case)


def test_a_small_correction_does_not_begin_the_ten_minutes_anew(shows: User) -> None:
    with time_machine.travel(NOON - timedelta(days=2), tick=False):
        case = publishing.publish(CaseFactory(in_review=True), by=shows)
    with time_machine.travel(NOON, tick=False):
        case.summary_en = "Corrected."
        publishing.save_record(case, by=shows)
    assert publishing.opened_at(case, at=NOON + timedelta(minutes=1)) is None


# --- announcements ------------------------------------------------------------------------------------------

END = NOON + timedelta(days=20)


def announced(at: datetime) -> list[str]:
    """Let the worker look at the embargoes and send; return the subjects of what went out."""
    before = len(mail.outbox)
    owe_announcements(at)
    deliver_due(at=at)
    return [letter.subject for letter in mail.outbox[before:]]


def test_the_end_is_announced_seven_days_and_one_day_before(enters: User, shows: User) -> None:
    CaseFactory(title_en="Roe", embargo_until=END)
    for days, subjects in (
        (8, []),
        (7, ["An embargo ends in 7 days: Roe"]),
        (6, []),
        (1, ["An embargo ends in 1 day: Roe"]),
        (0.5, []),
        (-1, []),
    ):
        assert announced(END - timedelta(days=days)) == subjects, days
    assert {letter.to[0] for letter in mail.outbox} == {shows.email}
    assert Message.objects.count() == 2


def test_the_mail_leads_to_the_page_and_says_the_hour_in_the_readers_zone(shows: User, settings: Any) -> None:
    case = CaseFactory(title_en="Roe", embargo_until=END)
    announced(END - timedelta(days=7))
    text = str(mail.outbox[0].body)
    assert f"{settings.SITE_URL}/admin/cases/case/{case.pk}/publication/" in text
    assert "22 Mar 2026, 17:00 (Asia/Almaty)" in text


def test_what_is_sealed_is_not_named_in_a_mail(shows: User) -> None:
    CaseFactory(title_en="Hush", embargo_until=END, sealed=True)
    announced(END - timedelta(days=7))
    letter = mail.outbox[0]
    assert "Hush" not in f"{letter.subject} {letter.body} {letter.alternatives}"


def test_an_embargo_that_was_made_longer_is_announced_anew_and_the_old_mail_is_not_sent(shows: User) -> None:
    case = CaseFactory(title_en="Roe", embargo_until=END)
    at = END - timedelta(days=7)
    owe_announcements(at)
    with time_machine.travel(at, tick=False):
        assert take(client_of(shows), case, "extend-7").status_code == 302
    case.refresh_from_db()
    assert case.embargo_until == END + timedelta(days=7)
    deliver_due(at=at)
    assert mail.outbox == []
    assert Message.objects.get().reason == "the embargo has moved"
    assert announced(END) == ["An embargo ends in 7 days: Roe"]


def test_whoever_lost_the_right_is_not_told(shows: User) -> None:
    CaseFactory(embargo_until=END)
    at = END - timedelta(days=1)
    assert owe_announcements(at) == 1
    shows.groups.clear()
    deliver_due(at=at)
    assert mail.outbox == []


def test_looking_twice_owes_nothing_twice(shows: User) -> None:
    CaseFactory(embargo_until=END)
    at = END - timedelta(days=1)
    assert [owe_announcements(at), owe_announcements(at)] == [1, 0]


@pytest.mark.parametrize("model", publications(), ids=lambda model: model.__name__)
def test_each_kind_of_record_has_the_page(model: Any, shows: User) -> None:
    record = getattr(factories, f"{model.__name__}Factory")()
    assert client_of(shows).get(address_of_steps(record)).status_code == 200
