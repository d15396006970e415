"""Stopping mails by the token in a mail: one click, no login, and nothing disclosed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as outbox
from django.core import signing
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from deadlines.enums import WatcherRole
from deadlines.models import Deadline, Watcher
from deadlines.reminders.people import recipients
from deadlines.reminders.stopping import Stop, read_stop_token, stop_token
from deadlines.responses import hand_over, start_mail, stop_mail
from foundation.accounts.models import User, fresh_secret
from tests import factories
from tests.conftest import PublicClient
from tests.deadlines.running import work

pytestmark = pytest.mark.django_db

EARLY = datetime(2018, 1, 2, 12, tzinfo=UTC)
A_WEEK_BEFORE = datetime(2018, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def deadline() -> Deadline:
    """Due on 22 January 2018; its title must not be seen by others."""
    made: Deadline = factories.DeadlineFactory(title="Secret answer")
    return made


@pytest.fixture
def user(deadline: Deadline) -> User:
    """Watches the case."""
    made: User = factories.UserFactory(reminder_offsets=[7], first_name="Aigerim")
    factories.WatcherFactory(user=made, case=deadline.docket.case)
    return made


def _address(user: User, deadline: Deadline | None) -> str:
    return reverse("stop", args=[stop_token(user, deadline)])


def _hears(user: User, deadline: Deadline) -> bool:
    return user in {one.user for one in recipients(deadline)}


def _words(response: Any, token: str) -> str:
    """What a page says, without the address that was asked for."""
    page = response.content.decode().replace(token, "")
    return re.sub(r"\s+", " ", page)


# --- stopping ---------------------------------------------------------------------------------------


def test_the_mail_carries_the_address_that_stops_it(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    """As a mail program does it: one POST, no cookie, no login (RFC 8058)."""
    work(A_WEEK_BEFORE)
    [mail] = outbox.outbox
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://docketline.example")
    program = Client(enforce_csrf_checks=True)
    assert program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not _hears(user, deadline)


def test_opening_the_address_changes_nothing(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    """Scanners of mail open every address."""
    address = _address(user, deadline)
    for response in (public_client.get(address), public_client.head(address)):
        assert (response.status_code, response["Referrer-Policy"]) == (200, "no-referrer")
    assert "no-store" in response["Cache-Control"]
    assert _hears(user, deadline)
    assert list(Watcher.objects.values_list("muted_at", flat=True)) == [None]


def test_one_click_stops_one_deadline_and_another_undoes_it(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    other = factories.DeadlineFactory(docket__case=deadline.docket.case)
    address = _address(user, deadline)
    for _click in range(2):
        page = public_client.post(address, {"do": "stop"}).content.decode()
        assert "Done. You get no more mails about this deadline." in page
        assert (_hears(user, deadline), _hears(user, other)) == (False, True)
    page = public_client.post(address, {"do": "start"}).content.decode()
    assert "Done. You are reminded again." in page
    # The line for the one deadline stays: the proof of control says that mails started again.
    assert (_hears(user, deadline), Watcher.objects.count()) == (True, 2)


def test_all_reminders_stop_with_the_address_of_a_digest(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    address = _address(user, None)
    public_client.post(address)
    assert not _hears(user, deadline)
    public_client.post(address, {"do": "start"})
    assert _hears(user, deadline)


def test_the_pages_name_neither_the_person_nor_the_deadline(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    """Whoever finds the mail learns nothing from its address."""
    address = _address(user, deadline)
    pages = [public_client.get(address), public_client.post(address), public_client.post(address)]
    pages.append(public_client.post(address, {"do": "start"}))
    hidden = (
        "Secret",
        "Aigerim",
        user.username,
        user.email,
        str(deadline.docket.case.title),
        user.mail_secret,
    )
    assert [word for word in hidden for page in pages if word in page.content.decode()] == []


@pytest.mark.parametrize(
    "change", [{"is_staff": False}, {"email": ""}], ids=["no longer staff", "without an address"]
)
def test_who_gets_no_mail_any_more_can_still_stop_it(
    user: User, deadline: Deadline, public_client: PublicClient, change: dict[str, Any]
) -> None:
    address = _address(user, deadline)
    User.objects.update(**change)
    assert public_client.post(address).status_code == 200
    User.objects.update(is_staff=True, email="back@docketline.example")
    assert not _hears(user, deadline)


@pytest.mark.parametrize("role", [WatcherRole.OWNER, WatcherRole.SECOND])
def test_who_stops_and_starts_again_has_the_same_role_as_before(
    user: User, deadline: Deadline, role: WatcherRole
) -> None:
    """A role of the whole case, that is."""
    Watcher.objects.update(role=role, escalate_days=9)
    stop_mail(deadline, by=user, at=EARLY)
    start_mail(deadline, by=user, at=EARLY)
    [one] = recipients(deadline)
    assert (one.role, one.escalate_days) == (role, 9)


def test_who_does_not_watch_a_deadline_begins_to_by_no_click(deadline: Deadline) -> None:
    """An old mail of somebody who was taken off the case."""
    gone = factories.UserFactory()
    stop_mail(deadline, by=gone, at=EARLY)
    start_mail(deadline, by=gone, at=EARLY)
    assert not _hears(gone, deadline)


def test_who_owns_the_case_hands_over_one_of_its_deadlines(user: User, deadline: Deadline) -> None:
    Watcher.objects.update(role=WatcherRole.OWNER)
    other = factories.DeadlineFactory(docket__case=deadline.docket.case)
    new = factories.UserFactory()
    hand_over(deadline, to=new, reason="on leave", by=user, at=EARLY)
    assert {one.user: one.role for one in recipients(deadline)} == {user: "watcher", new: "owner"}
    assert {one.user: one.role for one in recipients(other)} == {user: "owner"}


# --- tokens that are none ---------------------------------------------------------------------------


def _garbage(user: User, deadline: Deadline) -> list[str]:
    good = stop_token(user, deadline)
    salt = "deadlines.reminders.stop"
    return [
        "x",
        "a" * 299,
        "a" * 5000,
        good[:-1],
        good + "x",
        good.swapcase(),
        "💥" * 20,
        "..%2F..%2Fetc",
        signing.dumps([user.pk, deadline.pk, user.mail_secret[:8]], salt="another"),
        signing.dumps("a string", salt=salt),
        signing.dumps({"user": user.pk}, salt=salt),
        signing.dumps([user.pk], salt=salt),
        signing.dumps([999_999, deadline.pk, user.mail_secret[:8]], salt=salt),
        signing.dumps([user.pk, 999_999, user.mail_secret[:8]], salt=salt),
        signing.dumps([user.pk, deadline.pk, None], salt=salt),
        signing.dumps([user.pk, deadline.pk, ""], salt=salt),
    ]


def test_a_token_that_is_none_stops_nothing(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    for token in _garbage(user, deadline):
        assert read_stop_token(token) is None
        for ask in (public_client.get, public_client.post):
            assert ask(reverse("stop", args=[token.replace("/", "")])).status_code == 404
    assert _hears(user, deadline)


def test_the_page_does_not_repeat_its_address(
    user: User, deadline: Deadline, public_client: PublicClient
) -> None:
    """Whoever writes to us about the page does not send us the key to it."""
    token = stop_token(user, deadline)
    page = public_client.get(reverse("stop", args=[token])).content.decode()
    assert token.split(":")[2] not in page


def _revoke(user: User) -> None:
    User.objects.filter(pk=user.pk).update(mail_secret=fresh_secret())


def _disable(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("end", [_revoke, _disable, None], ids=["revoked", "disabled", "made up"])
def test_a_token_that_is_worthless_gets_the_answer_of_one_that_was_never_any(
    user: User, deadline: Deadline, public_client: PublicClient, end: Any
) -> None:
    User.objects.update(language="kk")
    user.refresh_from_db()
    token = stop_token(user, deadline)
    assert read_stop_token(token) == Stop(user, deadline)
    if end:
        end(user)
    else:
        token = signing.dumps([user.pk, deadline.pk, user.mail_secret[:8]], salt="another")
    for ask in (public_client.get, public_client.post):
        response = ask(reverse("stop", args=[token]))
        never = ask(reverse("stop", args=["never"]))
        assert response.status_code == never.status_code == 404
        assert _words(response, token) == _words(never, "never")
    User.objects.update(is_active=True)
    assert _hears(user, deadline)


def test_a_revoked_token_takes_as_many_steps_as_a_good_one(
    user: User, deadline: Deadline, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    good = stop_token(user, deadline)
    with django_assert_num_queries(2):
        assert read_stop_token(good) is not None
    _revoke(user)
    with django_assert_num_queries(2):
        assert read_stop_token(good) is None
    _disable(user)
    with django_assert_num_queries(2):
        assert read_stop_token(good) is None
    with django_assert_num_queries(0):
        assert read_stop_token("made up") is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_only_asking_and_posting_are_answered(
    user: User, deadline: Deadline, public_client: PublicClient, method: str
) -> None:
    assert getattr(public_client, method)(_address(user, deadline)).status_code == 405
    assert _hears(user, deadline)
