"""The desk in both themes: axe finds nothing where an editor logs in, looks for a record and enters one."""

from __future__ import annotations

import pytest

from foundation.accounts.operations import create_login
from tests.e2e.accessibility import violations
from tests.e2e.browsing import DESKTOP, Windows
from tests.e2e.test_flow_browser import PASSWORD, sign_in
from tests.factories import DeadlineFactory, DeadlineRuleFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk(theme: str, windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    deadline = DeadlineFactory()
    page = windows.open("/admin/", color_scheme=theme)
    found = {"login": violations(windows, page)}
    sign_in(page)
    for name, path in {
        "index": "",
        "list of entries": "filings/docketentry/",
        "a new entry": "filings/docketentry/add/",
        "an entry with its window": f"filings/docketentry/{deadline.ordered_by_id}/change/",
        "a deadline": f"deadlines/deadline/{deadline.pk}/change/",
        "a rule": f"deadlines/deadlinerule/{DeadlineRuleFactory().pk}/change/",
    }.items():
        page.goto(f"/admin/{path}")
        found[name] = violations(windows, page)
    assert {name: places for name, places in found.items() if places} == {}


def test_a_list_with_long_captions_fits_its_window(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    caption = "City of Somewhere and others v. Richard Roe, Jane Roe, Roe Holdings S.A. and Does 1 to 100"
    DeadlineFactory(docket__caption=caption, title="Opposition to the motion to dismiss")
    page = windows.open("/admin/", viewport=DESKTOP)
    sign_in(page)
    page.locator("#user-tools").wait_for()
    for path in ("filings/docketentry/", "deadlines/deadline/"):
        page.goto(f"/admin/{path}")
        wider = page.locator(".results").evaluate("list => list.scrollWidth - list.clientWidth")
        assert wider <= 0, f"{path} is {wider} px too wide"
