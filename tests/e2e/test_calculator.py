"""The calculator in a real browser: it answers the flagship window in three languages, without a script."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import DESKTOP, PHONE, Windows
from tests.e2e.flagship import LANGUAGES, LAST_DAY
from tests.factories import CitationFactory, DeadlineFactory, ExtensionFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

WINDOW = (
    "?jurisdiction=us-fed-cand&counts_from=order&trigger_date=2017-12-21"
    "&period.n=30&period.unit=days&period.direction=after"
)
UNSETTLED = "?jurisdiction=us-fed-cand&trigger_date=2026-06-05&rule=Fed.+R.+Civ.+P.+59(e)&counts_from=entry"
WRONG = "?jurisdiction=mars&trigger_date=soon&period.n=many&closures.date=x&closures.kind=y"
SCREENS = [(PHONE, "dark"), (DESKTOP, "light")]


@pytest.fixture
def proof(transactional_db: None) -> str:
    """The address of a proof, below its language."""
    deadline = DeadlineFactory(length_note="Reported by the press.", rule="Fed. R. Civ. P. 6(a)(1)")
    ExtensionFactory(deadline=deadline)
    CitationFactory(claim=deadline)
    return f"/deadlines/{deadline.pk}/"


def check_width(page: Page) -> None:
    """Fail if the page scrolls sideways."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"


@pytest.mark.parametrize(("language", "screen"), list(product(LANGUAGES, SCREENS)))
def test_a_reader_fills_the_form_and_gets_the_window(
    language: str, screen: tuple[Any, str], proof: str, windows: Windows
) -> None:
    size, theme = screen
    page = windows.open(f"/{language}/cases/", viewport=size, color_scheme=theme, java_script_enabled=False)
    page.locator(f".bar a[href='/{language}/calculator/']").click()
    page.locator("#ask-jurisdiction").select_option("us-fed-cand")
    page.locator("#ask-counts_from").select_option("order")
    page.locator("#ask-trigger_date").fill("2017-12-21")
    page.locator("#ask-period-n").fill("30")
    page.locator("form.ask button").click()
    expect(page.locator(".result")).to_have_text(LAST_DAY[language])
    expect(page.locator(".answer .days li")).to_have_count(33)
    assert page.locator(".answer .steps li").count() >= 5
    # The permanent link leads to the same answer, and the form keeps the question.
    page.locator("a[rel=bookmark]").click()
    expect(page.locator(".result")).to_have_text(LAST_DAY[language])
    expect(page.locator("#ask-period-n")).to_have_value("30")
    expect(page.locator("#ask-jurisdiction")).to_have_value("us-fed-cand")


@pytest.mark.parametrize(("language", "screen"), list(product(LANGUAGES, SCREENS)))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    language: str, screen: tuple[Any, str], proof: str, windows: Windows
) -> None:
    size, theme = screen
    windows.expected = {400}
    page = windows.open(viewport=size, color_scheme=theme)
    for path in ("/calculator/", f"/calculator/{WINDOW}", f"/calculator/{UNSETTLED}", "/api/", proof):
        page.goto(f"/{language}{path}")
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        assert violations(windows, page) == [], path
        check_width(page)
    page.goto(f"/{language}/calculator/{WRONG}")
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert violations(windows, page) == []
    check_width(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_led_to_from_the_top(language: str, windows: Windows) -> None:
    windows.expected = {400}
    page = windows.open(f"/{language}/calculator/{WRONG}", viewport=PHONE)
    page.locator(".faults a").nth(1).click()
    assert page.evaluate("location.hash") == "#ask-trigger_date"
    expect(page.locator("#ask-trigger_date")).to_have_value("soon")
    expect(page.locator("#ask-trigger_date-error")).to_be_visible()


def test_an_answer_prints_on_two_pages_at_most(proof: str, windows: Windows) -> None:
    page = windows.open(viewport=DESKTOP)
    for path in (f"/en/calculator/{WINDOW}", f"/en{proof}"):
        page.goto(path)
        document = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
        text = "".join(one.get_textpage().get_text_range() for one in document)
        assert len(document) <= 2
        assert "Monday 22 January 2018" in text
        assert "Fed. R. Civ. P. 6(a)(1)(C)" in text
        document.close()
