"""Who may log in."""

from __future__ import annotations

from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from foundation.accounts.models import DEFAULT_OFFSETS, User, validate_offsets, validate_time_zone
from foundation.accounts.operations import create_login
from tests import factories


@pytest.mark.parametrize("name", ["Asia/Almaty", "America/Los_Angeles", "UTC"])
def test_a_time_zone_of_the_tz_database_is_accepted(name: str) -> None:
    validate_time_zone(name)


@pytest.mark.parametrize("name", ["", "Almaty", "asia/almaty", "UTC+6", "../../etc/passwd", "x" * 1000])
def test_any_other_time_zone_is_refused(name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_time_zone(name)
    assert len(refused.value.messages[0]) < 100


@pytest.mark.parametrize("days", [[], [0], [365], [30, 14, 7, 3, 1, 0]])
def test_reminder_days_are_days_of_a_year(days: list[int]) -> None:
    validate_offsets(days)


@pytest.mark.parametrize(
    "days", [None, "7", {"7": 7}, [-1], [366], [7, 7], ["7"], [True], [1.5], [None], [[1]]]
)
def test_other_reminder_days_are_refused(days: Any) -> None:
    with pytest.raises(ValidationError):
        validate_offsets(days)


def test_two_users_do_not_share_their_list_of_days() -> None:
    first, second = User(), User()
    first.reminder_offsets.append(60)
    assert second.reminder_offsets == list(DEFAULT_OFFSETS)
    assert User(time_zone="Asia/Almaty").zone == ZoneInfo("Asia/Almaty")


def _actions(user: User) -> set[str]:
    """Return what a user may do with a docket entry."""
    return {
        name for name in ("view", "add", "change", "delete") if user.has_perm(f"filings.{name}_docketentry")
    }


@pytest.mark.django_db
def test_an_editor_writes_and_deletes_nothing_and_staff_reads() -> None:
    editor = create_login(username="editor", password="long enough 1", editor=True)
    staff = create_login(username="staff", password="long enough 1")
    chief = create_login(username="chief", password="long enough 1", superuser=True)
    assert editor
    assert staff
    assert chief
    assert _actions(editor) == {"view", "add", "change"}
    assert _actions(staff) == {"view"}
    assert _actions(chief) == {"view", "add", "change", "delete"}
    assert not any(user.has_perm("accounts.view_user") for user in (editor, staff))
    assert all(user.is_staff and user.check_password("long enough 1") for user in (editor, staff, chief))


@pytest.mark.django_db
def test_a_login_that_exists_is_left_as_it_is() -> None:
    user = factories.UserFactory(username="editor", email="own@docketline.example")
    assert create_login(username="editor", password="another", superuser=True) is None
    user.refresh_from_db()
    assert (user.email, user.is_superuser, user.check_password("another")) == (
        "own@docketline.example",
        False,
        False,
    )


def _create_dev_users() -> str:
    out = StringIO()
    call_command("create_dev_users", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_development_logins_are_never_made_in_production() -> None:
    with pytest.raises(CommandError, match="DEBUG"):
        _create_dev_users()
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_the_random_password_is_printed_once_and_works(settings: Any) -> None:
    settings.DEBUG, settings.DEV_PASSWORD = True, ""
    words = _create_dev_users().split()
    assert {user.username: user.check_password(words[-1]) for user in User.objects.all()} == {
        "admin": True,
        "editor": True,
        "publisher": True,
        "staff": True,
    }
    assert _create_dev_users() == ""


@pytest.mark.django_db
def test_a_given_password_is_used_and_not_printed(settings: Any) -> None:
    settings.DEBUG, settings.DEV_PASSWORD = True, "given by the developer"
    assert "given by the developer" not in _create_dev_users()
    assert User.objects.get(username="editor").check_password("given by the developer")
