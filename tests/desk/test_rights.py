"""Who may do what at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from filings.models import DocketEntry, Filer
from filings.operations import save_entry
from foundation.accounts.models import User
from foundation.accounts.operations import create_login
from foundation.core.models import Publication
from tests.desk.conftest import DeskClient, client_of
from tests.desk.forms import Fault, assert_said_beside, errors, rows_of_all_tables, shown, typed
from tests.factories import DocketEntryFactory, FilerFactory, MessageFactory, ReminderFactory

pytestmark = pytest.mark.django_db


def test_nobody_is_signed_up(client: Client) -> None:
    assert client.get("/admin/").status_code == 302
    page = client.get("/admin/login/", follow=True).content.decode()
    assert "<h1>" in page
    assert "sign up" not in page.lower()
    for address in ("/admin/signup/", "/admin/register/", "/accounts/signup/", "/signup/"):
        assert client.get(address).status_code in {302, 404}


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label_lower)
def test_every_page_of_the_desk_opens_for_an_administrator(admin_desk: DeskClient, model: Any) -> None:
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    page = admin_desk.get(address)
    assert page.status_code == 200
    assert "css/desk.css" in page.content.decode()
    adding = admin.site._registry[model].has_add_permission(page.wsgi_request)
    assert admin_desk.get(f"{address}add/").status_code == (200 if adding else 403)


def test_no_record_can_be_deleted(admin_desk: DeskClient) -> None:
    request = admin_desk.get("/admin/").wsgi_request
    ours = [m for m in admin.site._registry if m._meta.app_label not in {"auth", "django_tasks_database"}]
    assert any(issubclass(model, Publication) for model in ours)
    assert [model for model in ours if admin.site._registry[model].has_delete_permission(request)] == []
    entry = DocketEntryFactory()
    assert (
        admin_desk.post(f"/admin/filings/docketentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    action = {"action": "delete_selected", "_selected_action": entry.pk, "post": "yes"}
    admin_desk.post("/admin/filings/docketentry/", action)
    assert DocketEntry.objects.filter(pk=entry.pk).exists()


def test_an_editor_takes_a_part_away_and_its_history_stays(desk: DeskClient, editor: User) -> None:
    filer = FilerFactory()
    address = f"/admin/filings/docketentry/{filer.entry_id}/change/"
    response = desk.post(address, shown(desk.get(address)) | {"filers-0-DELETE": "on", "reason": "wrong"})
    assert response.status_code == 302, errors(response)
    assert not Filer.objects.exists()
    last = Filer.history.latest()
    assert (last.history_type, last.history_user) == ("-", editor)


def test_staff_look_and_change_nothing(docket: Any) -> None:
    entry = DocketEntryFactory(docket=docket)
    staff = client_of(create_login(username="staff", password="a long pass phrase"))
    address = f"/admin/filings/docketentry/{entry.pk}/change/"
    assert staff.get(address).status_code == 200
    assert staff.get("/admin/filings/docketentry/add/").status_code == 403
    before = rows_of_all_tables()
    assert staff.post(address, {"title_en": "Changed"}).status_code == 403
    assert rows_of_all_tables() == before


def test_staff_restore_no_older_version(docket: Any) -> None:
    entry = save_entry(DocketEntryFactory.build(docket=docket, title_en="Order"), by=None, at=timezone.now())
    staff = client_of(create_login(username="staff", password="a long pass phrase"))
    address = f"/admin/filings/docketentry/{entry.pk}/history/{entry.history.latest().pk}/"
    page = staff.get(address)
    assert page.status_code == 200
    before = rows_of_all_tables()
    assert staff.post(address, shown(page) | {"title_en": "Changed"}).status_code == 403
    assert rows_of_all_tables() == before


def test_an_editor_has_no_rights_on_accounts_and_the_outbox(desk: DeskClient) -> None:
    for address in ("/admin/accounts/user/", "/admin/delivery/message/"):
        assert desk.get(address).status_code == 403


def test_the_outbox_and_the_reminders_are_to_look_at(admin_desk: DeskClient) -> None:
    message = MessageFactory()
    reminder = ReminderFactory()
    for record in (message, reminder):
        address = f"/admin/{record._meta.app_label}/{record._meta.model_name}/"
        assert admin_desk.get(f"{address}{record.pk}/change/").status_code == 200
        assert admin_desk.get(f"{address}add/").status_code == 403
        assert admin_desk.post(f"{address}{record.pk}/change/", {}).status_code == 403
    assert admin_desk.get("/admin/delivery/message/", {"state__exact": "undeliverable"}).status_code == 200


def test_an_account_is_made_by_an_administrator(admin_desk: DeskClient) -> None:
    address = "/admin/accounts/user/add/"
    data = shown(admin_desk.get(address)) | {
        "username": "aigerim",
        "email": "aigerim@docketline.example",
        "usable_password": "true",
        "password1": "a long pass phrase",
        "password2": "a long pass phrase",
        "is_staff": "on",
    }
    response = admin_desk.post(address, data)
    assert response.status_code == 302, errors(response)
    user = User.objects.get(username="aigerim")
    assert user.check_password("a long pass phrase")
    page = admin_desk.get(f"/admin/accounts/user/{user.pk}/change/")
    assert shown(page)["reminder_offsets"] == "30, 14, 7, 3, 1, 0"


@pytest.mark.parametrize(
    "faults",
    [
        [
            ({"reminder_offsets": "soon"}, "reminder_offsets", "Write numbers of days"),
            ({"time_zone": "Almaty"}, "time_zone", "not a time zone"),
            ({"language": "de"}, "language", "Select a valid choice"),
        ],
        [({"reminder_offsets": "7, 7"}, "reminder_offsets", "different numbers")],
        [({"reminder_offsets": "366"}, "reminder_offsets", "0 to 365")],
    ],
    ids=["fields", "twice", "too-far"],
)
def test_preferences_that_cannot_be_saved(admin_desk: DeskClient, editor: User, faults: list[Fault]) -> None:
    address = f"/admin/accounts/user/{editor.pk}/change/"
    response = admin_desk.post(address, shown(admin_desk.get(address)) | typed(faults))
    assert_said_beside(response, faults)


def test_preferences_are_saved(admin_desk: DeskClient, editor: User) -> None:
    address = f"/admin/accounts/user/{editor.pk}/change/"
    changes = {"reminder_offsets": "10 5, 0", "time_zone": "Asia/Almaty", "language": "kk"}
    response = admin_desk.post(address, shown(admin_desk.get(address)) | changes)
    assert response.status_code == 302, errors(response)
    editor.refresh_from_db()
    assert (editor.reminder_offsets, editor.time_zone, editor.language) == ([10, 5, 0], "Asia/Almaty", "kk")
    assert editor.check_password("a long pass phrase")
    assert editor.groups.exists()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_desk_speaks_the_three_languages(desk: DeskClient, language: str) -> None:
    page = desk.get("/admin/filings/docketentry/add/", headers={"accept-language": language})
    assert f'<html lang="{language}"' in page.content.decode()
