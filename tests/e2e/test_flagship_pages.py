"""The public pages on the real data, as readers meet them: languages, sizes, themes, keyboard, print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.e2e.accessibility import violations
from tests.e2e.browsing import DESKTOP, PHONE, Windows
from tests.e2e.flagship import LANGUAGES, LAST_DAY, Flagship, load_flagship

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.e2e

SIZES = {"phone": PHONE, "desktop": DESKTOP}
THEMES = ("light", "dark")
PAGES = (
    *("home", "cases", "case", "parties", "documents", "related", "sources", "changes"),
    *("person", "proof", "method", "search", "404", "410"),
)
#: The words of the note that the press gave the number of days, from the loaded files.
AS_REPORTED = {"kk": "баспасөз хабарлаған", "ru": "сообщила пресса", "en": "reported by the press"}


@pytest.fixture(scope="module")
def flagship(site: str, django_db_blocker: Any) -> Iterator[Flagship]:
    """The flagship, loaded once for this module; the server reads it from its own threads."""
    with django_db_blocker.unblock():
        yield load_flagship()
        call_command("flush", interactive=False, verbosity=0)


def check_story(page: Page, flagship: Flagship, language: str) -> None:
    """Fail unless the page tells the story of the window: seven entries with sources, and the last day."""
    for number, anchor in flagship.waypoints.items():
        entry = page.locator(anchor)
        expect(entry.locator(".plate").first).to_have_text(f"ECF {number}")
        assert entry.locator(".notes li").count() >= 1, f"ECF {number} has no source"
    window = page.locator(flagship.window)
    expect(window.locator(".text b")).to_have_text(LAST_DAY[language])
    expect(window.locator(".head .tag.doubt")).to_be_visible()
    expect(window).to_contain_text(AS_REPORTED[language])
    expect(window.locator(".days li")).to_have_count(33)
    assert window.locator(".notes li").count() >= 1


def check_width(page: Page) -> None:
    """Fail if the page scrolls sideways."""
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{page.url} is {wider} px too wide"


@pytest.mark.parametrize(("language", "size", "theme"), list(product(LANGUAGES, SIZES, THEMES)))
def test_a_reader_finds_the_window_and_the_waypoints(
    language: str, size: str, theme: str, flagship: Flagship, windows: Windows
) -> None:
    page = windows.open(f"/{language}/cases/", viewport=SIZES[size], color_scheme=theme)
    check_width(page)
    page.locator(".rows h2 a").click()
    expect(page).to_have_url(f"{windows.site}/{language}{flagship.case}")
    assert page.locator("html").get_attribute("lang") == language
    check_story(page, flagship, language)
    check_width(page)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 246)", "dark": "rgb(20, 23, 27)"}[theme]


@pytest.mark.parametrize(("width", "language"), list(product((320, 390), LANGUAGES)))
def test_no_page_scrolls_sideways_on_a_phone(
    width: int, language: str, flagship: Flagship, windows: Windows
) -> None:
    windows.expected = {404, 410}
    page = windows.open(viewport={"width": width, "height": 844})
    for path in flagship.pages().values():
        page.goto(f"/{language}{path}")
        for folded in page.locator("summary").all():
            folded.click()
        check_width(page)


@pytest.mark.parametrize(("name", "language", "theme"), list(product(PAGES, LANGUAGES, THEMES)))
def test_axe_finds_nothing(
    name: str, language: str, theme: str, flagship: Flagship, windows: Windows
) -> None:
    windows.expected = {int(name)} if name.isdigit() else set()
    size = PHONE if theme == "dark" else DESKTOP
    page = windows.open(f"/{language}{flagship.pages()[name]}", viewport=size, color_scheme=theme)
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    assert violations(windows, page) == []


def test_the_language_changes_and_the_page_stays(flagship: Flagship, windows: Windows) -> None:
    for path in ("/cases/", flagship.case, flagship.person, "/method/"):
        page = windows.open(f"/en{path}")
        for language in ("kk", "ru", "en"):
            page.locator(f".langs a[lang={language}]").click()
            expect(page).to_have_url(f"{windows.site}/{language}{path}")
            expect(page.locator(".langs [aria-current]")).to_have_attribute("lang", language)


def test_a_filter_stays_when_the_language_changes(flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/en{flagship.case}")
    total = page.locator(".timeline > .entry:not(.subject)").count()
    page.locator(".fold summary").click()
    page.select_option("#filter-kind", "deadlines")
    page.locator(".filters button").click()
    expect(page.locator(".timeline > .entry:not(.deadline)")).to_have_count(0)
    assert 0 < page.locator(".timeline > .deadline").count() < total
    page.locator(".langs a[lang=ru]").click()
    expect(page.locator("#filter-kind")).to_have_value("deadlines")
    expect(page.locator(".groups [aria-current]")).to_have_attribute("href", "?kind=deadlines#timeline")
    expect(page.locator(".timeline > .entry:not(.deadline)")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_a_year_of_the_timeline_is_one_click_away(size: str, flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/en{flagship.case}", viewport=SIZES[size])
    for year in ("2017", "2021"):
        page.locator(".years a", has_text=year).click()
        heading = page.locator(f"#y{year}")
        expect(heading).to_be_in_viewport()
        # Under the tabs, which stay at the top of a window that is wide enough.
        assert 0 <= heading.evaluate("element => element.getBoundingClientRect().top") < 100


def test_everything_can_be_reached_by_keyboard(flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/en{flagship.case}")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{windows.site}/en{flagship.case}#main")
    # The next stop is inside the text, not back in the bar, and it can be seen.
    page.keyboard.press("Tab")
    stop = page.locator(":focus")
    expect(page.locator("main :focus")).to_have_count(1)
    assert float(stop.evaluate("element => parseFloat(getComputedStyle(element).outlineWidth)")) >= 2
    expect(stop).to_be_in_viewport()

    summary = page.locator(f"{flagship.window} summary")
    steps = page.locator(f"{flagship.window} .steps")
    expect(steps).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    expect(steps).to_be_visible()
    page.keyboard.press("Space")
    expect(steps).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_needs_javascript(language: str, flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/{language}/cases/", viewport=PHONE, java_script_enabled=False)
    page.locator(".rows h2 a").click()
    check_story(page, flagship, language)
    page.locator(f"{flagship.window} summary").click()
    expect(page.locator(f"{flagship.window} .steps")).to_be_visible()
    page.locator(".fold summary").click()
    page.select_option("#filter-kind", "deadlines")
    page.locator(".filters button").click()
    expect(page.locator(flagship.window)).to_be_visible()
    expect(page.locator(".timeline > .entry:not(.deadline)")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "locale"), [("kk", "kk-KZ"), ("ru", "ru-RU"), ("en", "en-US")], ids=LANGUAGES
)
def test_a_permanent_link_leads_to_the_entry_in_the_language_of_the_browser(
    language: str, locale: str, flagship: Flagship, windows: Windows
) -> None:
    page = windows.open(f"/e/{flagship.entry_67}/", locale=locale)
    expect(page).to_have_url(f"{windows.site}/{language}{flagship.case}#entry-{flagship.entry_67}")
    expect(page.locator(f"#entry-{flagship.entry_67}")).to_be_in_viewport()


def test_every_link_of_the_case_page_leads_somewhere(flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/en{flagship.case}")
    links = set(page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"))
    ids = page.eval_on_selector_all("[id]", "all => all.map(one => one.id)")
    assert len(ids) == len(set(ids)), "an id stands twice"
    anchors = {link for link in links if link.startswith("#")}
    assert anchors
    assert anchors - {f"#{one}" for one in ids} == set()
    own = {link.partition("#")[0] for link in links if link.startswith("/")}
    assert len([link for link in own if "/people/" in link]) > 10
    for link in sorted(own):
        # A permanent link answers with the way to the case page, which is loaded already.
        assert page.request.get(link, max_redirects=0).status in (200, 302), link


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_case_prints_as_a_document(language: str, flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/{language}{flagship.case}record/")
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert len(printed) > 1
    words = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    words = " ".join(words.split())
    assert LAST_DAY[language].replace("\xa0", " ") in words
    for number in flagship.waypoints:
        assert f"ECF {number}" in words
    number = flagship.case.removeprefix("/cases/").partition("-")[0]
    assert f"{windows.site.removeprefix('http://')}/c/{number}/" in words
    printed.close()


def test_search_works_by_keyboard_from_any_page(flagship: Flagship, windows: Windows) -> None:
    page = windows.open("/ru/method/", viewport=DESKTOP)
    page.locator("#find").focus()
    page.keyboard.type("Храпуновқа Ілияс")
    page.keyboard.press("Enter")
    first = page.locator(".rows h3 a").first
    expect(first).to_contain_text("Храпунов")
    first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ru/people/\d+-"))


def test_names_are_completed_while_one_types(flagship: Flagship, windows: Windows) -> None:
    page = windows.open("/en/search/", viewport=DESKTOP)
    page.locator("input[name=q]").press_sequentially("Chrapun")
    expect(page.locator("#search-names option").first).to_have_attribute("value", re.compile("Khrapunov"))


def test_the_picture_begins_at_the_lead_docket_and_can_be_skipped(
    flagship: Flagship, windows: Windows
) -> None:
    page = windows.open(f"/en{flagship.case}", viewport=PHONE)
    picture = page.locator(".lanes .scroll")
    page.wait_for_function("document.querySelector('.lanes .scroll').scrollLeft > 0")
    names = page.locator(".lanes .names-of").bounding_box()
    start = page.locator(".lanes .time i").bounding_box()
    room = picture.bounding_box()
    assert names is not None
    assert start is not None
    assert room is not None
    assert names["x"] + names["width"] <= start["x"] < room["x"] + room["width"]
    skip = page.get_by_role("link", name="Skip the picture")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".tabs :focus")).to_have_count(1)


@pytest.mark.parametrize("theme", THEMES)
def test_a_picture_of_a_year_is_like_the_rest_of_the_page(
    theme: str, flagship: Flagship, windows: Windows
) -> None:
    page = windows.open(f"/en{flagship.case}?zoom=2017", color_scheme=theme)
    assert violations(windows, page) == []
    colours = page.evaluate(
        "['.lanes a.tick', '.lanes nav a'].map(one => getComputedStyle(document.querySelector(one)))"
        ".map((style, n) => n ? style.color : style.fill)"
    )
    assert colours[0] == colours[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_picture_is_on_the_first_sheet(language: str, flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/{language}{flagship.case}")
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    words = printed[0].get_textpage().get_text_bounded().split()
    assert [year for year in map(str, range(2009, 2024)) if year not in words] == []
    printed.close()


def test_what_is_alleged_has_an_open_sign_on_paper(flagship: Flagship, windows: Windows) -> None:
    page = windows.open(f"/en{flagship.case}")
    page.emulate_media(media="print")
    sign = "getComputedStyle(document.querySelector('li.alleged'), '::before')"
    # A border would be drawn in full where its dashes meet; the gaps are drawn over a ground of ink.
    assert page.evaluate(f"[{sign}.borderTopStyle, {sign}.backgroundImage.split('gradient').length - 1]") == [
        "none",
        3,
    ]
    assert page.evaluate(f"{sign}.printColorAdjust") == "exact"
