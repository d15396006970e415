"""The guards of the browser tests bite: each kind of misbehaviour is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from tests.e2e.accessibility import violations
from tests.e2e.browsing import Windows

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Windows]:
    """Windows whose problems are wanted."""
    opened = Windows(browser, site)
    yield opened
    opened.close()


def test_another_host_is_refused_and_noticed(watched: Windows) -> None:
    page = watched.open("/en/cases/")
    assert watched.problems == []
    with pytest.raises(Error, match="ERR_FAILED"):
        page.goto("http://elsewhere.example/")
    assert watched.problems == ["a page asked for http://elsewhere.example/"]


@pytest.mark.parametrize(
    ("script", "noticed"),
    [
        ("document.body.setAttribute('style', 'color: red')", "inline style"),
        ("fetch('http://elsewhere.example/').catch(() => {})", "http://elsewhere.example/"),
        ("console.error('broken')", "console: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "script error: thrown"),
        ("fetch('/nothing/here/')", "answered 404"),
    ],
)
def test_what_a_page_must_not_do_is_noticed(script: str, noticed: str, watched: Windows) -> None:
    page = watched.open("/en/cases/")
    page.evaluate(f"() => {{ {script} }}")
    seen = []
    for _tenth in range(100):  # a busy machine answers late
        page.wait_for_timeout(100)
        if seen := [problem for problem in watched.problems if noticed in problem]:
            break
    assert seen, watched.problems


def test_axe_notices_pale_words_and_a_picture_without_words(watched: Windows) -> None:
    page = watched.open("/en/cases/")
    assert violations(watched, page) == []
    page.evaluate("document.querySelector('h1').style.color = '#ddd'")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert sorted(line.partition(":")[0] for line in violations(watched, page)) == [
        "color-contrast",
        "image-alt",
    ]
