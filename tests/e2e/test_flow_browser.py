"""The main job in a real browser: an order saved, its window counted, the watcher told, the reader shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.management import call_command
from playwright.sync_api import expect

from cases.models import Docket
from config import mail
from deadlines.models import Watcher
from deadlines.operations import watch
from foundation.accounts.operations import create_login
from tests.e2e.browsing import Windows
from tests.factories import CaseFactory, CourtFactory, DocketFactory, UserFactory
from tests.tooling.surroundings import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

#: Friday noon in San Jose. Day 30 of an order of this day is Sunday 22 February 2026; Monday is the last.
FRIDAY = datetime(2026, 1, 23, 20, 0, tzinfo=UTC)
DAYS_TO_MONDAY = 31
LAST_DAY = {
    "kk": "2026\xa0ж. 23 ақпан, дүйсенбі",
    "ru": "понедельник, 23 февраля 2026\xa0г.",
    "en": "Monday 23 February 2026",
}
TITLES = {
    "kk": "Өтінішхат қанағаттандырылды, түзетуге рұқсат берілді",
    "ru": "Ходатайство удовлетворено, исправления разрешены",
    "en": "The motion is granted with leave to amend",
}
PASSWORD = "correct horse battery"


class _Letters:
    """A mail server that keeps what it is handed."""

    def __init__(self) -> None:
        self.received: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        letter = message_from_bytes(envelope.content, policy=policy.default)
        self.received.append((envelope.rcpt_tos, letter))
        return "250 OK"


@pytest.fixture
def letters(settings: Any) -> Iterator[_Letters]:
    """A real SMTP server on loopback, named by the settings as production names its own."""
    port = free_port()
    backend, where = mail.settings_of(f"smtp://127.0.0.1:{port}")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = backend, where.host, where.port
    server = _Letters()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def friday() -> Iterator[None]:
    """It is Friday noon at the court, for the server too; the clock goes on."""
    with time_machine.travel(FRIDAY, tick=True):
        yield


@pytest.fixture
def docket() -> Docket:
    """A docket of a federal court in California, opened in November."""
    case = CaseFactory(
        title_en="Republic v. Roe", title_ru="Республика против Роу", title_kk="Республика Роуға қарсы"
    )
    court = CourtFactory(code="cand", short_name="N.D. Cal.", time_zone="America/Los_Angeles")
    docket: Docket = DocketFactory(
        case=case, court=court, docket_number="5:25-cv-00012", date_filed="2025-11-03", is_lead=True
    )
    return docket


def sign_in(page: Page) -> None:
    """Log an editor in on the page that the desk shows to strangers."""
    page.get_by_label("Username").fill("aigerim")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def field(page: Page, name: str) -> Locator:
    """Return a field of the entry's form by the name that it is posted under."""
    return page.locator(f"[name='{name}']")


def fill_in(page: Page, docket: Docket) -> None:
    """Type a fresh order that gives 30 days; the day is left to the test."""
    expect(field(page, "docket")).to_have_value(str(docket.pk))
    field(page, "entry_number").fill("12")
    field(page, "kind").select_option("order")
    for language, title in TITLES.items():
        field(page, f"title_{language}").fill(title)
    field(page, "status").select_option("published")
    page.locator("#ordered_deadlines-group .add-row a").click()
    field(page, "ordered_deadlines-0-title_en").fill("Window to amend")
    field(page, "ordered_deadlines-0-period_length").fill("30")


def fill_in_date(page: Page, day: str) -> None:
    """Fill in the day of the order and wait until the form was read.

    All requests to the server of the tests share one connection to an SQLite in memory: a form that is read
    while another is saved would break the transaction of that one.
    """
    address = page.locator("#reading").get_attribute("data-address") or ""
    with page.expect_response(lambda answer: answer.url.endswith(address)):
        field(page, "date").fill(day)


def save(page: Page) -> None:
    """Press the button that saves and stays on the page."""
    page.locator("input[name=_continue]").click()


def test_from_the_form_to_the_window_the_mail_and_the_page(
    friday: None, docket: Docket, letters: _Letters, windows: Windows
) -> None:
    editor = create_login(username="aigerim", password=PASSWORD, editor=True)
    clerk = UserFactory(
        email="clerk@docketline.example",
        time_zone="America/Los_Angeles",
        reminder_offsets=[DAYS_TO_MONDAY, 7, 0],
    )
    watch(Watcher(user=clerk, case=docket.case), by=editor, at=FRIDAY)

    page = windows.open(f"/admin/filings/docketentry/add/?docket={docket.pk}")
    sign_in(page)
    fill_in(page, docket)

    # A day that is none: said beside the field, and nothing that was typed is lost.
    fill_in_date(page, "2026-13-45")
    save(page)
    row = page.locator(".form-row.errors.field-date, .form-row .field-date.errors")
    expect(row.locator(".errorlist")).to_be_visible()
    expect(field(page, "date")).to_have_value("2026-13-45")
    expect(field(page, "entry_number")).to_have_value("12")
    expect(field(page, "title_ru")).to_have_value(TITLES["ru"])
    expect(field(page, "ordered_deadlines-0-period_length")).to_have_value("30")

    fill_in_date(page, "2026-01-23")
    save(page)
    told = page.locator(".messagelist")
    expect(told).to_contain_text("was added successfully")
    expect(told).to_contain_text(f"Window to amend: {LAST_DAY['en']}.")
    window = page.locator("#ordered_deadlines-0")
    expect(window.locator(".field-last_day")).to_contain_text(LAST_DAY["en"])
    expect(window.locator(".steps")).to_contain_text("Sunday 22 February 2026")
    expect(window.locator(".steps")).to_contain_text("Fed. R. Civ. P. 6(a)(1)(C)")

    # The first reminder is owed today: 31 days before the last day, and it is past eight in the morning.
    call_command("worker", "--once", verbosity=0)
    [(to, letter)] = letters.received
    assert to == ["clerk@docketline.example"]
    body = letter.get_body(("plain",))
    assert body is not None
    assert LAST_DAY["en"] in body.get_content()
    call_command("worker", "--once", verbosity=0)
    assert len(letters.received) == 1

    check_reader(docket, windows)


def check_reader(docket: Docket, windows: Windows) -> None:
    """Fail unless a reader sees the entry and its window in each language, and the permanent link works."""
    for language, locale in (("kk", "kk-KZ"), ("ru", "ru-RU"), ("en", "en-GB")):
        address = f"/{language}/cases/{docket.case.pk}-{docket.case.slug}/"
        page = windows.open(address, locale=locale)
        entry = page.locator(".entry.act", has=page.get_by_text("ECF 12", exact=True))
        expect(entry.locator(".text")).to_have_text(TITLES[language])
        window = page.locator(".entry.deadline")
        expect(window.locator(".text b")).to_have_text(LAST_DAY[language])
        window.locator("summary").click()
        expect(window.locator(".steps li")).to_have_count(5)
        entry.locator(".hash").click()
        expect(page).to_have_url(f"{windows.site}{address}#{entry.get_attribute('id')}")
        expect(entry).to_be_in_viewport()
