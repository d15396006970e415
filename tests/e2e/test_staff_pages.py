"""Staff in a real browser: from the mail to "satisfied by ECF 69", by keyboard, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from deadlines.enums import DeadlineStatus, WatcherRole
from deadlines.models import Deadline, Watcher
from deadlines.operations import watch
from foundation.accounts.models import User
from foundation.accounts.operations import create_login
from foundation.core.heartbeat import beat
from tests.e2e.accessibility import violations
from tests.e2e.browsing import DESKTOP, PHONE, Windows
from tests.e2e.flagship import LANGUAGES, LAST_DAY
from tests.factories import (
    CourtFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    ExtensionFactory,
    MessageFactory,
    OutageFactory,
    TollingFactory,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PASSWORD = "correct horse battery"
#: Monday 15 January 2018, nine in the morning in San Jose: a week before the last day.
MONDAY = datetime(2018, 1, 15, 17, tzinfo=UTC)
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}
SCREENS = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: No page needs more presses of the Tab key to reach what is looked for.
MANY = 120


@pytest.fixture
def monday() -> Iterator[None]:
    """It is Monday, for the server and the worker too; the clock goes on."""
    with time_machine.travel(MONDAY, tick=True):
        beat("worker:1", at=MONDAY)
        yield


@pytest.fixture
def window(transactional_db: None) -> Deadline:
    """Thirty days from ECF 67; ECF 69 is there already."""
    docket = DocketFactory(
        case__title_en="Republic v. Roe",
        court=CourtFactory(code="cand", short_name_en="N.D. Cal.", time_zone="America/Los_Angeles"),
        docket_number="5:17-cv-00246",
        is_lead=True,
    )
    order = DocketEntryFactory(docket=docket, entry_number=67)
    DocketEntryFactory(docket=docket, entry_number=69, title_en="Third Amended Complaint", motion=True)
    made: Deadline = DeadlineFactory(
        docket=docket, trigger__docket=docket, trigger__entry=order, title_en="Window to amend"
    )
    return made


def editor(language: str = "en") -> User:
    """Return an account that may change deadlines and is told in a language."""
    user = create_login(username="aigerim", password=PASSWORD, editor=True)
    assert user is not None
    user.language, user.email = language, "aigerim@docketline.example"
    user.time_zone = "America/Los_Angeles"
    user.save()
    return user


def address_in_the_mail(site: str) -> str:
    """Run the worker and return the address of the page that its one mail leads to, on this server."""
    call_command("worker", "--once", verbosity=0)
    [letter] = mail.outbox
    [found] = re.findall(r"https://docketline\.example(/\w\w/staff/deadlines/\d+/)", letter.body)
    return f"{site}{found}"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus; fail if it never does."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def sign_in_by_keyboard(page: Page) -> None:
    """Type name and password into the login, which puts the focus on the first field, and press Enter."""
    expect(page.locator("#id_login")).to_be_focused()
    page.keyboard.type("aigerim")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_from_the_mail_to_satisfied_by_keyboard_alone(
    size: Any, language: str, monday: None, window: Deadline, windows: Windows
) -> None:
    user = editor(language)
    watch(Watcher(user=user, deadline=window, role=WatcherRole.OWNER), by=user, at=MONDAY)
    address = address_in_the_mail(windows.site)
    assert f"/{language}/staff/" in address

    page = windows.open(viewport=size, locale=LOCALES[language], java_script_enabled=True)
    page.goto(address)
    sign_in_by_keyboard(page)
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".result")).to_have_text(LAST_DAY[language])

    tab_to(page, "button[value=acknowledge]")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_be_visible()
    tab_to(page, "#act-satisfy > summary")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#satisfy-entry")).to_be_focused()

    # What fits nothing is said beside the field, and what was typed stays.
    windows.expected = {400}
    page.keyboard.type("ECF 699")
    page.keyboard.press("Enter")
    expect(page.locator("#satisfy-entry_error")).to_be_visible()
    expect(page.locator("#satisfy-entry")).to_have_value("ECF 699")
    tab_to(page, "#satisfy-entry")
    page.keyboard.press("Control+A")
    page.keyboard.type("ECF 69")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}#said")
    expect(page.locator(".said")).to_be_in_viewport()
    expect(page.locator(".state .tag").first).to_contain_text("ECF 69")
    now = Deadline.objects.get(pk=window.pk)
    assert (now.state, now.satisfied_by and now.satisfied_by.label) == (DeadlineStatus.SATISFIED, "ECF 69")
    call_command("worker", "--once", verbosity=0)
    assert len(mail.outbox) == 1


def test_all_of_it_works_without_scripts(monday: None, window: Deadline, windows: Windows) -> None:
    editor()
    page = windows.open(f"/en/staff/deadlines/{window.pk}/", viewport=PHONE, java_script_enabled=False)
    page.fill("#id_login", "aigerim")
    page.fill("#id_password", PASSWORD)
    page.locator("form.ask button").click()
    page.locator("#act-extend > summary").click()
    page.fill("#extend-due_on", "2018-02-01")
    page.fill("#extend-reason", "Stipulation")
    page.locator("#act-extend button").click()
    expect(page.locator(".result")).to_have_text("Thursday 1 February 2018")
    page.locator(".narrow, .rooms a").first.click()
    page.locator(".narrow > summary").click()
    page.select_option("select[name=person]", "nobody")
    page.locator(".narrow button").click()
    expect(page.locator(".due h3")).to_have_text("Window to amend")


def full(window: Deadline) -> dict[str, str]:
    """Fill the pages; return their addresses below a language."""
    docket = window.docket
    ExtensionFactory(deadline=window)
    TollingFactory(deadline=window, resumed_on=date(2018, 1, 5))
    for day, title in ((10, "Opposition"), (15, "Reply"), (17, "Statement")):
        kinds = {"docket": docket, "trigger__docket": docket, "fixed": True, "title_en": title}
        DeadlineFactory(due_on=date(2018, 1, day), **kinds)
    DeadlineFactory(needs_review=True, title_en="In doubt")
    DeadlineFactory(paused_on=date(2018, 1, 2), title_en="Still")
    MessageFactory(state="undeliverable", attempts=9, last_error="550 no such user")
    OutageFactory()
    User.objects.filter(username="aigerim").update(reminders_stopped_at=MONDAY, is_superuser=True)
    return {
        "board": "/staff/",
        "every status": "/staff/?state=all&person=nobody",
        "a wrong choice": "/staff/?state=x",
        "deadline": f"/staff/deadlines/{window.pk}/",
        "control": f"/staff/deadlines/{window.pk}/control/",
        "month": "/staff/month/?month=2018-01",
        "settings": "/staff/settings/",
        "mails": "/staff/mails/?kind=digest",
    }


@pytest.mark.parametrize(("language", "screen"), list(product(LANGUAGES, SCREENS)))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    language: str, screen: tuple[Any, str], monday: None, window: Deadline, windows: Windows
) -> None:
    size, theme = screen
    user = editor(language)
    watch(Watcher(user=user, deadline=window), by=user, at=MONDAY)
    pages = full(window)
    windows.expected = {400}
    page = windows.open(f"/{language}/staff/", viewport=size, color_scheme=theme)
    sign_in_by_keyboard(page)
    page.locator(".rooms").wait_for()
    found, wide = {}, {}
    for name, path in pages.items():
        page.goto(f"/{language}{path}")
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        found[name] = violations(windows, page)
        wide[name] = page.evaluate(TOO_WIDE)
    assert {name: places for name, places in found.items() if places} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels > 0} == {}


def test_a_mail_is_shown_in_its_frame(monday: None, window: Deadline, windows: Windows) -> None:
    editor()
    page = windows.open("/en/staff/mails/?kind=moved", viewport=DESKTOP)
    sign_in_by_keyboard(page)
    page.locator(".sample").first.wait_for()
    shown = page.frame_locator("iframe").last.locator("body")
    expect(shown).to_contain_text("Due: Wednesday 14 February 2018")


def test_the_proof_of_control_prints_without_what_is_only_for_the_screen(
    monday: None, window: Deadline, windows: Windows
) -> None:
    user = editor()
    watch(Watcher(user=user, deadline=window), by=user, at=MONDAY)
    page = windows.open(f"/en/staff/deadlines/{window.pk}/control/", viewport=DESKTOP)
    sign_in_by_keyboard(page)
    page.locator(".control").wait_for()
    document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    text = "".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    assert "Window to amend" in text
    assert "aigerim watches it (watcher)" in text
    assert "Log out" not in text
