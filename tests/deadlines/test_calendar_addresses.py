"""Private addresses: made once, kept as a hash, given up; and what stands under each."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError

from deadlines.calendar_addresses import (
    MOST,
    addresses_of,
    deadlines_behind,
    make_calendar,
    note_use,
    read_token,
    revoke_calendar,
    rotate_calendar,
    watched_cases,
)
from deadlines.models import CalendarToken
from foundation.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)


@pytest.fixture
def user() -> User:
    person: User = factories.UserFactory()
    return person


def make(user: User, case: Any = None) -> tuple[CalendarToken, str]:
    return make_calendar(user=user, case=case, by=user, at=NOW)


def test_only_the_hash_of_a_token_is_kept(user: User) -> None:
    row, token = make(user)
    assert len(token) == 43
    assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
    stored = CalendarToken.objects.values().get()
    assert token not in str(stored)
    assert read_token(token) == row


def test_no_two_addresses_are_alike(user: User) -> None:
    assert len({make(user)[1] for _ in range(5)}) == 5


def test_a_changed_address_opens_what_the_old_one_did_and_the_old_one_nothing(user: User) -> None:
    case = factories.WatcherFactory(user=user).case
    old, token = make(user, case)
    new, fresh = rotate_calendar(old, by=user, at=NOW)
    old.refresh_from_db()
    assert (read_token(token), read_token(fresh)) == (None, new)
    assert (new.user, new.case, old.revoked_at) == (user, case, NOW)
    assert list(addresses_of(user)) == [new]


@pytest.mark.parametrize("change", [rotate_calendar, revoke_calendar])
def test_an_address_is_given_up_once(change: Any, user: User) -> None:
    row, token = make(user)
    revoke_calendar(row, by=user, at=NOW)
    with pytest.raises(ValidationError) as refused:
        change(row, by=user, at=NOW + timedelta(hours=1))
    row.refresh_from_db()
    assert (refused.value.code, row.revoked_at, CalendarToken.objects.count()) == ("revoked", NOW, 1)
    assert read_token(token) is None


def _unknown(user: User, row: CalendarToken, token: str) -> str:
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def _revoked(user: User, row: CalendarToken, token: str) -> str:
    revoke_calendar(row, by=user, at=NOW)
    return token


def _disabled(user: User, row: CalendarToken, token: str) -> str:
    User.objects.filter(pk=user.pk).update(is_active=False)
    return token


def _no_staff(user: User, row: CalendarToken, token: str) -> str:
    User.objects.filter(pk=user.pk).update(is_staff=False)
    return token


def _no_right(user: User, row: CalendarToken, token: str) -> str:
    user.user_permissions.clear()
    return token


def _hash_itself(user: User, row: CalendarToken, token: str) -> str:
    return row.token_hash


def _long(user: User, row: CalendarToken, token: str) -> str:
    return token * 1000


def _odd(user: User, row: CalendarToken, token: str) -> str:
    return "\x00\ud800'; --"


BAD = [_unknown, _revoked, _disabled, _no_staff, _no_right, _hash_itself, _long, _odd]
BAD_IDS = [spoil.__name__.strip("_") for spoil in BAD]


@pytest.mark.parametrize("spoil", BAD, ids=BAD_IDS)
def test_every_bad_token_costs_the_same_and_opens_nothing(
    spoil: Any, user: User, django_assert_num_queries: Any
) -> None:
    row, token = make(user)
    assert read_token(token) == row
    spoiled = spoil(user, row, token)
    with django_assert_num_queries(1):
        assert read_token(spoiled) is None


def test_a_right_from_a_group_opens_too_and_so_does_that_of_an_administrator() -> None:
    member, admin = factories.UserFactory(rights=[]), factories.UserFactory(superuser=True, rights=[])
    group = Group.objects.create(name="lawyers")
    group.permissions.set(Permission.objects.filter(codename="view_deadline"))
    member.groups.add(group)
    for user in User.objects.filter(pk__in=[member.pk, admin.pk]):
        row, token = make(user)
        assert read_token(token) == row


@pytest.mark.parametrize("traits", [{"inactive": True}, {"reader": True}, {"rights": []}])
def test_no_address_is_made_for_somebody_without_the_right(traits: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        make(factories.UserFactory(**traits))
    assert (refused.value.code, CalendarToken.objects.count()) == ("no_right", 0)


def test_a_person_has_so_many_addresses_and_no_more(user: User) -> None:
    rows = [make(user)[0] for _ in range(MOST)]
    with pytest.raises(ValidationError) as refused:
        make(user)
    assert refused.value.messages == ["You have 20 addresses. Give one up first."]
    rotate_calendar(rows[0], by=user, at=NOW)
    revoke_calendar(rows[1], by=user, at=NOW)
    make(user)
    assert addresses_of(user).count() == MOST


def test_a_case_that_is_not_watched_or_sealed_has_no_private_address(user: User) -> None:
    watched, other = factories.WatcherFactory(user=user).case, factories.CaseFactory()
    in_part = factories.WatcherFactory(user=user, of_deadline=True).deadline.docket.case
    sealed = factories.WatcherFactory(user=user, case__sealed=True).case
    assert set(watched_cases(user)) == {watched, in_part}
    for case in (other, sealed):
        with pytest.raises(ValidationError) as refused:
            make(user, case)
        assert refused.value.message_dict == {"case": ["Choose a case that you watch."]}


def test_use_is_written_down_once_an_hour(user: User, django_assert_num_queries: Any) -> None:
    row, _token = make(user)
    noted = []
    for minutes, queries in [(0, 1), (1, 0), (59, 0), (60, 1), (61, 0)]:
        row.refresh_from_db()
        with django_assert_num_queries(queries):
            note_use(row, at=NOW + timedelta(minutes=minutes))
        row.refresh_from_db()
        noted.append(row.last_used_at)
    hour = NOW + timedelta(hours=1)
    assert noted == [NOW, NOW, NOW, hour, hour]


# --- what stands under an address -------------------------------------------------------------------


def behind(user: User, case: Any = None) -> set[Any]:
    return set(deadlines_behind(CalendarToken(user=User.objects.get(pk=user.pk), case=case)))


def test_all_that_a_person_watches_once_each(user: User) -> None:
    factories.DeadlineFactory()  # of a case that nobody watches
    one = factories.DeadlineFactory()
    whole = factories.DeadlineFactory()
    factories.WatcherFactory(user=user, case=None, deadline=one)
    factories.WatcherFactory(user=user, case=whole.docket.case)
    factories.WatcherFactory(user=user, case=None, deadline=whole, muted_at=NOW)
    factories.WatcherFactory(case=factories.DeadlineFactory().docket.case)  # somebody else's
    assert behind(user) == {one, whole}
    assert len(list(deadlines_behind(CalendarToken(user=user)))) == 2


def test_of_one_case_all_of_it(user: User) -> None:
    one = factories.DeadlineFactory()
    same_case = factories.DeadlineFactory(docket__case=one.docket.case)
    factories.WatcherFactory(user=user, of_deadline=True)
    factories.WatcherFactory(user=user, case=None, deadline=one)
    assert behind(user, one.docket.case) == {one, same_case}


@pytest.mark.parametrize("rights", [["deadlines.view_deadline"], ["deadlines.view_sealed"], None])
def test_nothing_sealed_stands_under_an_address_even_for_those_who_may_see_it(rights: Any) -> None:
    granted = ["deadlines.view_deadline", *(rights or [])]
    user = factories.UserFactory(superuser=rights is None, rights=granted)
    fine = factories.DeadlineFactory()
    hidden = [
        factories.DeadlineFactory(sealed=True, docket__case=fine.docket.case),
        factories.DeadlineFactory(docket__sealed=True, docket__case=fine.docket.case),
        factories.DeadlineFactory(docket__case__sealed=True),
        factories.DeadlineFactory(trigger__entry__sealed=True, docket__case=fine.docket.case),
    ]
    for deadline in (fine, *hidden):
        factories.WatcherFactory(user=user, case=None, deadline=deadline)
    factories.WatcherFactory(user=user, case=fine.docket.case)
    assert behind(user) == {fine}
    assert behind(user, fine.docket.case) == {fine}
    assert behind(user, hidden[2].docket.case) == set()


def test_drafts_are_in_the_calendar_of_staff(user: User) -> None:
    draft = factories.DeadlineFactory(draft=True)
    factories.WatcherFactory(user=user, case=draft.docket.case)
    assert behind(user) == {draft}
