"""Signing in with a second factor in a real browser: an app, a security key, three languages, our policy."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from foundation.accounts.groups import HouseGroup
from foundation.accounts.operations import create_login
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Windows
from tests.e2e.test_flow_browser import PASSWORD, sign_in
from tests.factories import CaseFactory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def required(settings: Any, transactional_db: None) -> None:
    """As in production; no code was used before."""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def named(browser: Browser, site: str) -> Iterator[Windows]:
    """Windows on the site under a name: security keys know names, no addresses."""
    opened = Windows(browser, site.replace("127.0.0.1", "localhost"))
    yield opened
    opened.close()
    assert opened.problems == []


def code(secret: str, ticks: int = 0) -> str:
    """What an app shows now, or some ticks of half a minute later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ticks)))


def confirm_password(page: Page) -> None:
    """Give the password once more, before something delicate."""
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def test_the_first_sign_in_with_an_app_and_the_next_one(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, groups=[HouseGroup.PUBLISHER])
    page, found = windows.open("/admin/"), {}
    found["login"] = violations(windows, page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    found["second factor"] = violations(windows, page)
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").wait_for()
    found["confirm"] = violations(windows, page)
    confirm_password(page)
    page.locator("#authenticator_secret").wait_for()
    found["app"] = violations(windows, page)
    secret = page.locator("#authenticator_secret").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".codes li")).to_have_count(10)
    found["recovery codes"] = violations(windows, page)
    case = CaseFactory(in_review=True)
    for name, path in {
        "sessions": "/en/account/sessions/",
        "front page": "/admin/",
        "publication": f"/admin/cases/case/{case.pk}/publication/",
    }.items():
        page.goto(path)
        found[name] = violations(windows, page)
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("button", name="Undo: hide it again")).to_be_visible()
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    sign_in(page)
    page.get_by_label("Code").wait_for()
    found["code"] = violations(windows, page)
    page.get_by_label("Code").fill(code(secret, ticks=1))
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Waiting for review")).to_be_visible()
    assert {name: places for name, places in found.items() if places} == {}


def test_a_security_key_opens_the_desk(named: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, groups=[HouseGroup.EDITOR])
    page = named.open("/admin/")
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    sign_in(page)
    page.get_by_role("link", name="Add a key").click()
    confirm_password(page)
    page.get_by_role("button", name="Add the key").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("button", name="Log out").click()
    page.goto("/admin/")
    sign_in(page)
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Waiting for review")).to_be_visible()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_login_speaks_three_languages_and_changes_them(language: str, windows: Windows) -> None:
    page = windows.open("/en/account/login/?next=/admin/")
    page.locator(f'nav.langs a[hreflang="{language}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations(windows, page) == []
    assert page.url.endswith(f"/{language}/account/login/?next=/admin/")
