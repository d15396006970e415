"""What axe-core, which ships with its package, finds on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = Axe()


def violations(page: Page) -> list[str]:
    """Return a line for each place that breaks one of axe's rules: rule, place, why."""
    # Parts of a long page are not laid out until they are seen; axe looks at all of it.
    page.emulate_media(reduced_motion="reduce")
    found = _AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, place['target']))}: {place['failureSummary']}"
        for rule in found
        for place in rule["nodes"]
    ]
