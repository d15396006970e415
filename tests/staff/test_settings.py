"""One's own settings: saved, or refused beside the field; nobody else's are touched."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

import pytest

from deadlines.models import Reminder
from deadlines.reminders.stopping import read_stop_token, stop_token
from foundation.accounts.enums import ReminderRhythm
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.factories import DeadlineFactory, WatcherFactory
from tests.staff.conftest import MONDAY, text_of

pytestmark = pytest.mark.django_db

URL = "/en/staff/settings/"
FINE = {
    "do": "save",
    "language": "kk",
    "time_zone": "Asia/Almaty",
    "reminder_offsets": "10, 5 0",
    "rhythm": "digest",
    "quiet_from": "22:00",
    "quiet_until": "07:30",
    "alarm_days": "2",
}
NAMES = ("language", "time_zone", "reminder_offsets", "rhythm", "quiet_from", "quiet_until", "alarm_days")


def stored(user: User) -> dict[str, Any]:
    return User.objects.values(*NAMES).get(pk=user.pk)


def test_everything_is_saved_for_oneself_alone(clerk: User, lawyer: User, looks: DeskClient) -> None:
    before = stored(lawyer)
    response = looks.post(URL, FINE | {"is_superuser": "on", "email": "x@y.example", "username": "admin"})
    assert (response.status_code, response["Location"]) == (302, URL)
    assert stored(clerk) == {
        "language": "kk",
        "time_zone": "Asia/Almaty",
        "reminder_offsets": [10, 5, 0],
        "rhythm": ReminderRhythm.DIGEST,
        "quiet_from": time(22),
        "quiet_until": time(7, 30),
        "alarm_days": 2,
    }
    assert stored(lawyer) == before
    after = User.objects.get(pk=clerk.pk)
    assert (after.is_superuser, after.email, after.username) == (False, clerk.email, clerk.username)
    assert "Saved." in text_of(looks.get(URL))


def test_the_form_shows_what_is_stored(looks: DeskClient, clerk: User) -> None:
    looks.post(URL, FINE)
    page = looks.get(URL).content.decode()
    assert 'name="reminder_offsets" value="10, 5, 0"' in page
    assert '<option value="Asia/Almaty" selected>' in page
    assert 'name="quiet_from" value="22:00"' in page
    assert re.search(r'name="rhythm" value="digest"[^>]* checked', page)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reminder_offsets": "7, -5"}, "reminder_offsets"),
        ({"reminder_offsets": "-5"}, "reminder_offsets"),
        ({"reminder_offsets": "7, 7"}, "reminder_offsets"),
        ({"reminder_offsets": "366"}, "reminder_offsets"),
        ({"reminder_offsets": "1.5"}, "reminder_offsets"),
        ({"reminder_offsets": "soon"}, "reminder_offsets"),
        ({"reminder_offsets": ""}, "reminder_offsets"),
        ({"time_zone": "Almaty"}, "time_zone"),
        ({"language": "de"}, "language"),
        ({"rhythm": "never"}, "rhythm"),
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"quiet_from": ""}, "quiet_until"),
        ({"quiet_until": ""}, "quiet_until"),
        ({"quiet_until": "22:00"}, "quiet_until"),
        ({"alarm_days": "-1"}, "alarm_days"),
        ({"alarm_days": "366"}, "alarm_days"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    changes: dict[str, str], field: str, clerk: User, looks: DeskClient
) -> None:
    before = stored(clerk)
    response = looks.post(URL, FINE | changes)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert f'id="id_{field}_error"' in page
    assert f'<li><a href="#id_{field}">' in page
    assert stored(clerk) == before


def test_quiet_hours_and_the_alarm_can_be_left_out(clerk: User, looks: DeskClient) -> None:
    looks.post(URL, FINE)
    looks.post(URL, FINE | {"quiet_from": "", "quiet_until": "", "alarm_days": ""})
    now = stored(clerk)
    assert (now["quiet_from"], now["quiet_until"], now["alarm_days"]) == (None, None, None)


def test_who_stopped_all_reminders_starts_them_again(
    clerk: User, looks: DeskClient, monday: datetime
) -> None:
    WatcherFactory(user=clerk, case=DeadlineFactory().docket.case)
    assert "Remind me again" not in text_of(looks.get(URL))
    User.objects.filter(pk=clerk.pk).update(reminders_stopped_at=MONDAY)
    assert "Remind me again" in text_of(looks.get(URL))
    assert looks.post(URL, {"do": "start"}).status_code == 302
    assert User.objects.get(pk=clerk.pk).reminders_stopped_at is None
    assert Reminder.objects.filter(recipient=clerk).exists()
    assert "You are reminded again." in text_of(looks.get(URL))


def test_a_new_secret_makes_every_earlier_address_worthless(
    clerk: User, lawyer: User, looks: DeskClient
) -> None:
    deadline = DeadlineFactory()
    old = [stop_token(clerk, None), stop_token(clerk, deadline)]
    others = stop_token(lawyer, deadline)
    assert all(read_stop_token(token) for token in (*old, others))
    assert looks.post(URL, {"do": "renew"}).status_code == 302
    assert [read_stop_token(token) for token in old] == [None, None]
    assert read_stop_token(others) is not None
    assert read_stop_token(stop_token(User.objects.get(pk=clerk.pk), deadline)) is not None


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_a_refusal_speaks_the_language_of_the_page(code: str, looks: DeskClient) -> None:
    response = looks.post(f"/{code}/staff/settings/", FINE | {"quiet_until": "25:61"})
    [words] = response.context["form"].errors["quiet_until"]
    assert re.search("[а-яә-ө]", words)
