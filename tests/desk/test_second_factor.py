"""Password and second factor: who comes in, how far a password alone leads, and what the log keeps of it."""

from __future__ import annotations

import time
from io import StringIO
from typing import Any
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from foundation.accounts.audit import CODE_LIMIT, PAIR_LIMIT, TooManyAttemptsError, begin_sign_in
from foundation.accounts.enums import AuditKind
from foundation.accounts.groups import HouseGroup
from foundation.accounts.models import AuditRecord, User
from foundation.accounts.operations import create_login
from tests.canary.routes import addresses_of, routes_of
from tests.desk.conftest import DeskClient, client_of
from tests.desk.forms import shown
from tests.factories import AuditRecordFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase"
SECRET = "JBSWY3DPEHPK3PXP"
LOGIN, CODE = "/en/account/login/", "/en/account/login/code/"


@pytest.fixture(autouse=True)
def required(settings: Any, db: None) -> None:
    """As in production; no code was used before."""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def dana(db: None) -> User:
    """An editor without a second factor."""
    made = create_login(username="dana", password=PASSWORD, editor=True)
    assert made
    return made


@pytest.fixture
def app(dana: User) -> str:
    """The secret of the app that Dana has set up."""
    TOTP.activate(dana, SECRET)
    return SECRET


def code_now(secret: str = SECRET) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def with_password(name: str = "dana", password: str = PASSWORD, **more: str) -> tuple[DeskClient, Any]:
    """Return a browser in which somebody gave name and password, and the answer."""
    client = DeskClient()
    return client, client.post(LOGIN, {"login": name, "password": password, **more})


def kinds() -> list[str]:
    """What the log has, oldest first."""
    return list(AuditRecord.objects.order_by("pk").values_list("kind", flat=True))


def test_a_password_alone_does_not_sign_in_who_has_a_second_factor(dana: User, app: str) -> None:
    client, answer = with_password(next="/kk/staff/month/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, CODE)
    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert kinds() == []
    answer = client.post(CODE, {"code": code_now()})
    assert (answer.status_code, answer["Location"]) == (302, "/kk/staff/month/")
    assert client.get("/admin/").status_code == 200
    assert kinds() == [AuditKind.SIGNED_IN]


def test_a_code_works_once(dana: User, app: str) -> None:
    code = code_now()
    for expected in (302, 200):
        client, _answer = with_password()
        assert client.post(CODE, {"code": code}).status_code == expected


def test_a_recovery_code_opens_once(dana: User) -> None:
    client = set_up_an_app(dana)
    page = client.get("/en/account/second-factor/codes/").content.decode()
    first = page.partition('<ul class="codes"><li><code>')[2].partition("</code>")[0]
    assert len(first) == 8
    for expected in (302, 200):
        other, _answer = with_password()
        assert other.post(CODE, {"code": first}).status_code == expected


def set_up_an_app(user: User) -> DeskClient:
    """Sign in for the first time and set up an app; return the browser."""
    client, answer = with_password(user.username)
    assert answer["Location"] == "/en/staff/"
    page = client.get("/admin/")
    assert page["Location"] == "/en/account/second-factor/?next=%2Fadmin%2F"
    path = "/en/account/second-factor/app/"
    asked = client.get(path)
    assert asked["Location"] == f"/en/account/password/?next={quote(path, safe='')}"
    client.post(asked["Location"], {"password": PASSWORD, "next": path})
    secret = client.get(path).content.decode().partition('id="authenticator_secret">')[2].partition("<")[0]
    done = client.post(path, {"code": code_now(secret)})
    assert done["Location"] == "/en/account/second-factor/codes/", done.content.decode()
    return client


def test_the_first_sign_in_sets_up_a_second_factor_and_opens_the_desk(dana: User) -> None:
    client = set_up_an_app(dana)
    assert client.get("/admin/").status_code == 200
    assert kinds() == [AuditKind.SIGNED_IN, AuditKind.FACTOR_ADDED, AuditKind.FACTOR_ADDED]


def test_whoever_is_signed_in_with_a_password_alone_sees_no_page_of_the_desk(dana: User) -> None:
    for prepared in (False, True):
        if prepared:
            TOTP.activate(dana, SECRET)
        client = client_of(dana)
        for path in ("/admin/", "/admin/filings/docketentry/", "/en/staff/", "/kk/staff/month/"):
            answer = client.get(path)
            assert answer.status_code == 302
            wanted = "/second-factor/confirm/" if prepared else "/second-factor/"
            assert answer["Location"].partition("?")[0].endswith(wanted)
            assert client.post(path, {}).status_code == 302


def test_who_has_not_shown_the_second_factor_cannot_add_another(dana: User, app: str) -> None:
    client = client_of(dana)
    for name in (
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "account_reauthenticate",
    ):
        assert client.get(reverse(name))["Location"].startswith("/en/account/second-factor/confirm/")
    assert client.post("/en/account/second-factor/confirm/", {"code": code_now()}).status_code == 302
    assert client.get("/admin/").status_code == 200


#: All that is open without a second factor: readers' pages, addresses that carry their own right, the doors,
#: and setting one up.
OPEN = {
    *("home", "healthz", "readyz", "entry", "case", "document", "stop", "calendar", ""),
    *("styleguide", "robots", "sitemap", "django.contrib.sitemaps.views.sitemap"),
    *("admin:login", "admin:logout", "account_login", "account_logout", "mfa_authenticate"),
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
}


def test_every_other_route_is_closed_to_a_password_alone(dana: User) -> None:
    """Also one that is new, as taken from the URLconf."""
    client, opened = client_of(dana), set()
    for route in routes_of(get_resolver()):
        address = next(iter(addresses_of(route, lambda _model: [1])))
        answer = client.get(address)
        if answer.status_code != 302 or "/second-factor/?next=" not in answer["Location"]:
            opened.add(route.name)
            if route.name in {"admin:logout", "account_logout"}:
                client = client_of(dana)
    assert {name for name in opened if not name.startswith(("public:", "api:"))} == OPEN


def test_public_pages_ask_nobody(dana: User) -> None:
    client = client_of(dana)
    page = client.get("/en/cases/")
    assert page.status_code == 200
    assert not page.wsgi_request.session.accessed


@pytest.mark.parametrize("part", ["signup", "email", "confirm-email", "password/reset", "social", "3rdparty"])
def test_there_is_no_sign_up_and_no_way_around_an_administrator(part: str, client: Client) -> None:
    for prefix in ("/", "/accounts/", "/admin/", "/en/account/", "/en/account/login/"):
        assert (
            client.get(f"{prefix}{part}/", follow=True).request["PATH_INFO"].endswith((f"{part}/", "/login/"))
        )
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {
        name for name in names if any(word in name for word in ("signup", "email", "social", "reset"))
    } == set()


def test_a_reader_with_an_account_is_told_no_more_than_a_stranger(dana: User) -> None:
    User.objects.filter(pk=dana.pk).update(is_staff=False)
    _client, known = with_password()
    _client, unknown = with_password("nobody")
    said = [
        page.content.decode().partition('role="alert">')[2].partition("</div>")[0]
        for page in (known, unknown)
    ]
    assert said[0] == said[1] != ""


# --- limits -------------------------------------------------------------------------------------------------


def test_after_five_wrong_passwords_the_right_one_is_not_looked_at(dana: User) -> None:
    for _attempt in range(PAIR_LIMIT):
        with_password(password="wrong")
    _client, answer = with_password()
    assert answer.status_code == 200
    assert "Too many attempts failed." in answer.content.decode()
    assert kinds() == [AuditKind.PASSWORD_FAILED] * PAIR_LIMIT + [AuditKind.TURNED_AWAY]
    with_password()
    assert len(kinds()) == PAIR_LIMIT + 1
    AuditRecord.objects.update(at=timezone.now() - timezone.timedelta(minutes=15, seconds=1))
    assert with_password()[1].status_code == 302


def test_another_process_counts_the_same_attempts(dana: User) -> None:
    """The count is in the table and nowhere else."""
    at = timezone.now()
    for _attempt in range(PAIR_LIMIT):
        begin_sign_in("DANA ", address="192.0.2.1", at=at)
    with pytest.raises(TooManyAttemptsError):
        begin_sign_in("dana", address="192.0.2.1", at=at)
    begin_sign_in("dana", address="192.0.2.2", at=at)
    assert AuditRecord.objects.filter(name_key="").count() == 0


def test_codes_are_limited_too(dana: User, app: str) -> None:
    client, _answer = with_password()
    for _attempt in range(CODE_LIMIT):
        client.post(CODE, {"code": "000000"})
    answer = client.post(CODE, {"code": code_now()})
    assert "Too many attempts failed." in answer.content.decode()
    assert kinds() == [AuditKind.CODE_FAILED] * CODE_LIMIT + [AuditKind.TURNED_AWAY]


def test_a_mistyped_password_in_the_place_of_the_name_is_not_kept() -> None:
    with_password("my secret phrase")
    line = AuditRecord.objects.get()
    assert "secret" not in str(list(AuditRecord.objects.values()))
    assert (line.user, line.kind) == (None, AuditKind.PASSWORD_FAILED)


def test_the_address_is_the_one_that_the_proxy_saw(dana: User, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    forwarded = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.7"}
    DeskClient().post(LOGIN, {"login": "dana", "password": "wrong"}, **forwarded)
    assert AuditRecord.objects.get().address == "192.0.2.7"


# --- sessions and loss --------------------------------------------------------------------------------------


def test_one_sees_ones_own_sessions_and_ends_them(dana: User) -> None:
    stranger = create_login(username="marat", password=PASSWORD)
    here = set_up_an_app(dana)
    secret = Authenticator.objects.get(user=dana, type="totp").wrap().instance.data["secret"]
    there, _answer = with_password()
    assert there.post(CODE, {"code": code_later(secret)}).status_code == 302
    assert there.get("/admin/").status_code == 200
    page = here.get("/en/account/sessions/").content.decode()
    assert page.count("Since ") == 2
    assert page.count('name="session"') == 1
    key = page.partition('name="session" value="')[2].partition('"')[0]
    outsider = client_of(stranger)
    outsider.post("/en/account/sessions/", {"session": key})
    assert there.get("/admin/").status_code == 200
    here.post("/en/account/sessions/", {"session": key})
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200
    assert kinds()[-1] == AuditKind.SESSIONS_ENDED


def code_later(secret: str) -> str:
    """What the app shows after the next tick; the present code was used."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + 1))


def test_the_last_second_factor_stays(dana: User) -> None:
    client = set_up_an_app(dana)
    path = "/en/account/second-factor/app/remove/"
    page = client.get(path)
    assert "This is your only second factor." in page.content.decode()
    client.post(path)
    assert Authenticator.objects.filter(user=dana, type="totp").exists()


def test_an_administrator_takes_off_what_was_lost(dana: User) -> None:
    client = set_up_an_app(dana)
    chief = create_login(username="chief", password=PASSWORD, superuser=True)
    assert chief
    desk = set_up_an_app(chief)
    path = f"/admin/accounts/user/{dana.pk}/second-factor/"
    assert client.get(path).status_code == 403
    assert "dana" in desk.get(path).content.decode()
    assert desk.post(path).status_code == 302
    assert client.get("/admin/").status_code == 302
    assert not Authenticator.objects.filter(user=dana).exists()
    line = AuditRecord.objects.order_by("-pk").first()
    assert line
    assert (line.kind, line.user, line.by) == (AuditKind.FACTOR_RESET, dana, chief)


# --- the log of rights --------------------------------------------------------------------------------------


def test_a_change_of_rights_is_in_the_log(dana: User, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    chief = create_login(username="chief", password=PASSWORD, superuser=True)
    desk = client_of(chief)
    path = f"/admin/accounts/user/{dana.pk}/change/"
    data = shown(desk.get(path)) | {"is_superuser": "on", "groups": []}
    assert desk.post(path, data).status_code == 302
    line = AuditRecord.objects.get(kind=AuditKind.RIGHTS_CHANGED)
    assert (line.user, line.by, line.detail) == (dana, chief, "+ is_superuser, - group Publisher")
    assert desk.post(path, shown(desk.get(path))).status_code == 302
    assert AuditRecord.objects.filter(kind=AuditKind.RIGHTS_CHANGED).count() == 1


def test_an_administrator_gives_groups_and_touches_no_superuser(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    chief = create_login(username="chief", password=PASSWORD, superuser=True)
    runs = create_login(username="runs", password=PASSWORD, groups=[HouseGroup.ADMINISTRATOR])
    new = create_login(username="new", password=PASSWORD)
    assert chief
    assert new
    desk = client_of(runs)
    for path in (f"{chief.pk}/change/", f"{chief.pk}/password/", f"{chief.pk}/second-factor/"):
        assert desk.post(f"/admin/accounts/user/{path}", {"password1": "y" * 12}).status_code == 403
    path = f"/admin/accounts/user/{new.pk}/change/"
    editors = Group.objects.get(name=HouseGroup.EDITOR).pk
    data = shown(desk.get(path)) | {"groups": [str(editors)], "is_superuser": "on"}
    assert desk.post(path, data).status_code == 302
    new.refresh_from_db()
    assert [group.name for group in new.groups.all()] == [HouseGroup.EDITOR]
    assert not new.is_superuser
    assert desk.get("/admin/accounts/auditrecord/").status_code == 200


def test_a_group_of_the_house_is_to_look_at_and_an_own_one_is_in_the_log(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    desk = client_of(create_login(username="chief", password=PASSWORD, superuser=True))
    house = Group.objects.get(name=HouseGroup.EDITOR).pk
    assert desk.post(f"/admin/auth/group/{house}/change/", {"name": "Mine"}).status_code == 403
    assert desk.post(f"/admin/auth/group/{house}/delete/", {"post": "yes"}).status_code == 403
    right = Permission.objects.get(codename="view_case")
    added = desk.post("/admin/auth/group/add/", {"name": "Readers", "permissions": [str(right.pk)]})
    assert added.status_code == 302
    line = AuditRecord.objects.get(kind=AuditKind.RIGHTS_CHANGED)
    assert line.detail == "Readers: + right cases.view_case"


def test_the_log_is_for_administrators_and_nobody_changes_it(settings: Any, dana: User) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    line = AuditRecordFactory()
    assert client_of(dana).get("/admin/accounts/auditrecord/").status_code == 403
    desk = client_of(create_login(username="chief", password=PASSWORD, superuser=True))
    path = f"/admin/accounts/auditrecord/{line.pk}/"
    assert "signed in" in desk.get(f"{path}change/").content.decode()
    assert desk.post(f"{path}change/", {"kind": "signed_out"}).status_code == 403
    assert desk.post(f"{path}delete/", {"post": "yes"}).status_code == 403


def test_a_changed_password_is_in_the_log(settings: Any, dana: User) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    new = {
        "old_password": PASSWORD,
        "new_password1": "another long phrase",
        "new_password2": "another long phrase",
    }
    assert client_of(dana).post("/admin/password_change/", new).status_code == 302
    line = AuditRecord.objects.get(kind=AuditKind.PASSWORD_CHANGED)
    assert (line.user, line.by) == (dana, dana)


def test_the_command_lets_the_last_administrator_back_in(dana: User, app: str) -> None:
    call_command("reset_second_factor", "dana", stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert AuditRecord.objects.get(kind=AuditKind.FACTOR_RESET).user == dana
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")
