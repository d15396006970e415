"""Who may open the staff pages, what they never show, and what stands above all of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from deadlines.models import Deadline
from foundation.accounts.models import User
from foundation.accounts.operations import create_login
from foundation.core.models import Heartbeat
from foundation.delivery.enums import MessageState
from tests.desk.conftest import DeskClient, client_of
from tests.factories import (
    DeadlineFactory,
    DocketEntryFactory,
    ExtensionFactory,
    MessageFactory,
    OutageFactory,
    PersonFactory,
    UserFactory,
    WatcherFactory,
)
from tests.staff.conftest import CHANGE, MONDAY, SEALED, SEND, VIEW, text_of

pytestmark = pytest.mark.django_db

PAGES = ("board", "csv", "month", "settings", "mails")


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_led_to_the_login_and_back(name: str, client: Client) -> None:
    path = reverse(f"staff:{name}")
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, f"/admin/login/?next={quote(path)}")


@pytest.mark.parametrize("name", ["deadline", "control"])
def test_a_stranger_learns_nothing_of_a_deadline(name: str, deadline: Deadline, client: Client) -> None:
    for pk in (deadline.pk, 999_999):
        path = reverse(f"staff:{name}", args=[pk])
        assert client.get(path)["Location"] == f"/admin/login/?next={quote(path)}"


def test_the_login_leads_back_and_nowhere_else() -> None:
    create_login(username="dana", password="a long pass phrase")
    led = {}
    for wanted in ("/kk/staff/month/", "https://elsewhere.example/", "//elsewhere.example/"):
        given = {"login": "dana", "password": "a long pass phrase", "next": wanted}
        led[wanted] = Client().post("/en/account/login/", given)["Location"]
    assert led == {
        "/kk/staff/month/": "/kk/staff/month/",
        "https://elsewhere.example/": "/en/staff/",
        "//elsewhere.example/": "/en/staff/",
    }


def test_who_is_not_of_the_staff_stays_outside(deadline: Deadline) -> None:
    reader = client_of(UserFactory(reader=True, rights=[VIEW]))
    for path in (reverse("staff:board"), reverse("staff:deadline", args=[deadline.pk])):
        assert reader.get(path).status_code == 302


def test_staff_without_the_right_see_no_deadline(deadline: Deadline, monday: datetime) -> None:
    client = client_of(UserFactory(rights=[]))
    assert "Amended complaint" not in text_of(client.get(reverse("staff:board"), {"state": "all"}))
    assert client.get(reverse("staff:deadline", args=[deadline.pk])).status_code == 404
    assert "Amended complaint" not in client.get(reverse("staff:csv")).content.decode()


#: Each thing that a court may seal, and through which a deadline is sealed with it.
SEALINGS = {
    "the deadline": {"sealed": True},
    "its docket": {"docket__sealed": True},
    "its case": {"docket__case__sealed": True},
}


@pytest.mark.parametrize("sealing", SEALINGS.values(), ids=SEALINGS)
def test_what_is_sealed_is_on_no_page_for_who_may_not_see_it(
    sealing: dict[str, bool], monday: datetime
) -> None:
    hidden = DeadlineFactory(
        title_en="Hush",
        docket__case__title_en="Secret case",
        docket__court__short_name_en="Hidden court",
        **sealing,
    )
    clerk, trusted = client_of(UserFactory()), client_of(UserFactory(rights=[VIEW, SEALED]))
    lists = [reverse("staff:board"), reverse("staff:csv"), f"{reverse('staff:month')}?month=2018-01"]
    for path in lists:
        assert "Hush" in trusted.get(path).content.decode()
        page = clerk.get(path).content.decode()
        assert [word for word in ("Hush", "Secret case", "Hidden court") if word in page] == []
    for name in ("deadline", "control"):
        path = reverse(f"staff:{name}", args=[hidden.pk])
        assert (trusted.get(path).status_code, clerk.get(path).status_code) == (200, 404)
        nowhere = reverse(f"staff:{name}", args=[999_999])
        # In each language; another record may have the same number.
        here, there = (address.removeprefix("/en").encode() for address in (path, nowhere))
        assert clerk.get(path).content.replace(here, there) == clerk.get(nowhere).content


def test_a_sealed_entry_and_a_sealed_person_stay_unnamed(monday: datetime) -> None:
    deadline = DeadlineFactory(satisfied=True, obligor=PersonFactory(name_en="Hidden Name", sealed=True))
    entry = DocketEntryFactory(docket=deadline.docket, entry_number=69, title_en="Hush", sealed=True)
    Deadline.objects.filter(pk=deadline.pk).update(satisfied_by=entry)
    ExtensionFactory(deadline=deadline, entry=entry)
    history = Deadline.history.latest()  # type: ignore[attr-defined]  # of simple_history
    history.satisfied_by = entry
    history.save()
    clerk, trusted = client_of(UserFactory()), client_of(UserFactory(rights=[VIEW, SEALED, CHANGE]))
    for name in ("deadline", "control"):
        path = reverse(f"staff:{name}", args=[deadline.pk])
        assert "ECF 69" in trusted.get(path).content.decode()
        page = clerk.get(path).content.decode()
        assert [word for word in ("ECF 69", "Hush", "Hidden Name") if word in page] == []
    board = reverse("staff:board")
    assert "Hidden Name" in text_of(trusted.get(board, {"state": "all", "q": "hidden"}))
    assert "No deadline fits" in text_of(clerk.get(board, {"state": "all", "q": "hidden"}))


def test_no_staff_page_is_kept_by_a_cache_or_found_by_a_robot(looks: DeskClient, monday: datetime) -> None:
    response = looks.get(reverse("staff:board"))
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_public_pages_do_not_know_who_looks(looks: DeskClient, client: Client) -> None:
    path = "/en/cases/"
    assert looks.get(path).content == client.get(path).content
    assert not looks.get(path).wsgi_request.session.accessed
    assert "/en/staff/" not in looks.get(path).content.decode()


def test_the_desk_and_the_staff_pages_lead_to_each_other(admin_client: Client, looks: DeskClient) -> None:
    assert f'<a href="{reverse("staff:board")}">Deadlines</a>' in admin_client.get("/admin/").content.decode()
    assert 'href="/admin/"' in looks.get(reverse("staff:board")).content.decode()


# --- what stands above every page ---------------------------------------------------------------------------


def notices(client: DeskClient, name: str = "settings") -> str:
    page = client.get(reverse(f"staff:{name}")).content.decode()
    return page.partition('<section class="notices"')[2].partition("</section>")[0]


def test_nothing_stands_above_a_page_when_all_is_well(looks: DeskClient, monday: datetime) -> None:
    assert notices(looks) == ""


@pytest.mark.parametrize("name", ["board", "month", "settings", "mails"])
def test_a_dead_worker_is_announced_after_a_quarter_of_an_hour(
    name: str, looks: DeskClient, monday: datetime
) -> None:
    Heartbeat.objects.update(beat_at=MONDAY - timedelta(minutes=15))
    assert "Reminders stand still" not in notices(looks, name)
    Heartbeat.objects.update(beat_at=MONDAY - timedelta(minutes=15, seconds=1))
    assert "Reminders stand still" in notices(looks, name)
    assert "15 Jan 2018, 16:44" in notices(looks, name)
    Heartbeat.objects.all().delete()
    assert "No worker has given a sign of life yet." in notices(looks, name)


def test_a_silent_mail_server_is_announced(looks: DeskClient, monday: datetime) -> None:
    OutageFactory()
    assert "The mail server has not answered since 15 Jan 2018, 08:00." in notices(looks)


def test_who_stopped_all_reminders_is_told_so(clerk: User, looks: DeskClient, monday: datetime) -> None:
    User.objects.filter(pk=clerk.pk).update(reminders_stopped_at=MONDAY - timedelta(days=3))
    said = notices(looks)
    assert "You get no reminders." in said
    assert "12 Jan 2018, 17:00" in said
    assert reverse("staff:settings") in said


def test_undeliverable_mails_are_announced_to_who_can_send_them_again(
    looks: DeskClient, monday: datetime
) -> None:
    MessageFactory(state=MessageState.UNDELIVERABLE)
    assert notices(looks) == ""
    assert "1 mail could not be delivered." in notices(client_of(UserFactory(rights=[SEND])))


def test_a_watcher_is_named_by_full_name_or_account(deadline: Deadline, monday: datetime) -> None:
    WatcherFactory(case=deadline.docket.case, user__first_name="Dana", user__last_name="Iskakova")
    WatcherFactory(case=deadline.docket.case, user__username="nurlan")
    board = text_of(client_of(UserFactory()).get(reverse("staff:board")))
    assert "Told: Dana Iskakova, nurlan" in board
