"""A reader who knows one name finds the case, and its pages answer five questions within two clicks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.e2e.browsing import DESKTOP, PHONE, Windows
from tests.e2e.flagship import LANGUAGES, LAST_DAY, Flagship, load_flagship

pytestmark = pytest.mark.e2e

SIZES = {"phone": PHONE, "desktop": DESKTOP}
#: The name that the reader knows, as the page writes it.
NAME = {"kk": "Храпунов", "ru": "Храпунов", "en": "Khrapunov"}
PLAINTIFF = {"kk": "Қазақстан Республикасы", "ru": "Республика Казахстан", "en": "Republic of Kazakhstan"}


@pytest.fixture(scope="module")
def flagship(site: str, django_db_blocker: Any) -> Iterator[Flagship]:
    """The flagship, loaded once for this module."""
    with django_db_blocker.unblock():
        yield load_flagship()
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.parametrize(("language", "size", "scripts"), list(product(LANGUAGES, SIZES, (True, False))))
def test_a_reader_who_knows_one_name_finds_five_answers(
    language: str, size: str, scripts: bool, flagship: Flagship, windows: Windows
) -> None:
    page = windows.open(f"/{language}/", viewport=SIZES[size], java_script_enabled=scripts)
    page.locator(".find input").fill("Храпунов")
    page.locator(".find button").click()
    page.locator(f'main a[href="/{language}{flagship.case}"]').first.click()
    case = f"{windows.site}/{language}{flagship.case}"
    expect(page).to_have_url(case)

    # Who sued whom, and where: one click.
    expect(page.locator("h1")).to_contain_text("5:17-cv-00246-LHK")
    page.locator(".tabs a").nth(1).click()
    parties = page.locator(".section").first
    expect(parties).to_contain_text(PLAINTIFF[language])
    expect(parties).to_contain_text(NAME[language])

    # What the order of 21 December 2017 decided, and its source: on the page of the case.
    page.goto(case)
    order = page.locator(flagship.waypoints[67])
    expect(order.locator(".head .rel").first).to_contain_text("ECF 40")
    assert order.locator(".notes li").count() >= 1

    # When the window ended and how sure that is: the sheet, and its proof one click away.
    window = page.locator(flagship.window)
    expect(window.locator(".text b")).to_have_text(LAST_DAY[language])
    expect(window.locator(".tag.doubt")).to_be_visible()
    # What came of it.
    expect(window.locator("a", has_text="ECF 69")).to_be_visible()
    # Who says that 30 days were given: the statement, its speaker, its source.
    said = page.locator(flagship.thirty_days)
    expect(said.locator(".who b")).not_to_be_empty()
    assert said.locator(".notes li").count() >= 1
    window.locator('a[href*="/deadlines/"]').click()
    expect(page.locator(".result time")).to_have_attribute("datetime", "2018-01-22")
    expect(page.locator("#sources ~ .sources li").first).to_be_visible()
