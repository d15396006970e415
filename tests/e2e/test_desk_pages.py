"""The desk in both themes: axe finds nothing where an editor logs in, looks for a record and enters one."""

from __future__ import annotations

import pytest

from foundation.accounts.operations import create_login
from tests.e2e.accessibility import violations
from tests.e2e.browsing import Windows
from tests.e2e.test_flow_browser import PASSWORD, sign_in
from tests.factories import DeadlineFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk(theme: str, windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    entry = DeadlineFactory().ordered_by
    page = windows.open("/admin/", color_scheme=theme)
    found = {"login": violations(windows, page)}
    sign_in(page)
    for name, path in {
        "index": "",
        "list of entries": "filings/docketentry/",
        "a new entry": "filings/docketentry/add/",
        "an entry with its window": f"filings/docketentry/{entry.pk}/change/",
    }.items():
        page.goto(f"/admin/{path}")
        found[name] = violations(windows, page)
    assert {name: places for name, places in found.items() if places} == {}
