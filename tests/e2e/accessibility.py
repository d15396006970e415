"""What axe-core, which ships with its package, finds on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.browsing import Windows

_AXE = Axe()


def violations(windows: Windows, page: Page) -> list[str]:
    """Return a line for each place of a page of `windows` that breaks a rule of axe: rule, place, why."""
    # A click may have begun a new page, of which the head alone is there.
    page.wait_for_load_state()
    page.locator("main, [role=main]").first.wait_for(state="attached")
    before = len(windows.problems)
    found = _AXE.run(page).response["violations"]
    # Measuring a form, axe tries inline styles, which our policy refuses; those are not the page's own.
    del windows.problems[before:]
    return [
        f"{rule['id']}: {' '.join(map(str, place['target']))}: {place['failureSummary']}"
        for rule in found
        for place in rule["nodes"]
    ]
