"""An order with a filer, a link and a deadline, entered in a real browser, and every interaction counted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from playwright.sync_api import expect

from filings.models import DocketEntry
from foundation.accounts.operations import create_login
from foundation.core.operations import save_record
from foundation.revisions.operations import change_many
from tests.e2e.accessibility import violations
from tests.e2e.browsing import DESKTOP, Windows
from tests.e2e.test_flow_browser import PASSWORD, sign_in
from tests.factories import (
    CourtFactory,
    DocketEntryFactory,
    DocketFactory,
    MergeFactory,
    PersonFactory,
    SavedFilterFactory,
)
from tests.search.indexing import index_everything

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

#: Clicks, and keys that move or choose; typing text is not counted.
MOST = 12
TEXT = "ORDER granting [40] Motion to Dismiss. Plaintiff shall amend within 30 days of this order."


class Hands:
    """An editor's hands, counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def click(self, what: Locator) -> None:
        self.count += 1
        what.click()

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)


def test_an_order_with_filer_link_and_deadline_takes_at_most_twelve_interactions(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    docket = DocketFactory(court=CourtFactory(code="cand"), docket_number="3:14-cv-00001")
    motion = DocketEntryFactory(docket=docket, entry_number=40, motion=True)
    person = PersonFactory(name="Republic of Somewhere")
    with time_machine.travel(datetime(2018, 2, 1, 20, tzinfo=UTC), tick=True):
        page = windows.open("/admin/", viewport=DESKTOP)
        sign_in(page)
        page.locator("#user-tools").wait_for()
        page.goto(f"/admin/cases/case/{docket.case_id}/change/")
        hands = Hands(page)
        hands.click(page.get_by_role("link", name="Add an entry"))
        expect(page.locator("#id_kind")).to_be_focused()
        hands.type("order")  # the list of kinds goes to what is typed
        hands.click(page.locator("#id_title_en"))
        hands.type("The motion is granted with leave to amend")
        hands.click(page.locator("#id_text"))
        hands.type(TEXT)
        proposals = page.locator("#reading .proposals li")
        expect(proposals).to_have_count(2)
        expect(page.locator("#reading .preview")).to_contain_text("The motion is granted")
        assert violations(windows, page) == []
        hands.click(proposals.first.get_by_role("button", name="Accept"))
        hands.press("Enter")  # the focus is on the next proposal
        hands.click(page.locator("#filers-group .select2-selection").first)
        hands.type("Republic")
        expect(page.locator(".select2-results__option--highlighted")).to_have_text(person.name)
        hands.press("Enter")
        hands.click(page.locator("[name=_save]"))
        page.locator(".messagelist .success").wait_for()
    entry = DocketEntry.objects.get(entry_number=41)
    assert (entry.kind, entry.date, entry.docket) == ("order", "2018-02-01", docket)
    assert entry.filers.get().person == person
    assert (entry.links_from.get().to_entry, entry.links_from.get().outcome) == (motion, "granted")
    assert entry.ordered_deadlines.get().due_on.isoformat() == "2018-03-05"
    assert hands.count <= MOST


def test_a_proposal_is_edited_or_dismissed(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    docket = DocketFactory(court=CourtFactory(code="cand"))
    page = windows.open("/admin/", viewport=DESKTOP)
    sign_in(page)
    page.locator("#user-tools").wait_for()
    page.goto(f"/admin/filings/docketentry/add/?docket={docket.pk}")
    page.locator("#id_kind").select_option("order")
    page.locator("#id_entry_number").fill("67")
    page.locator("#id_text").fill(TEXT)
    proposals = page.locator("#reading .proposals li")
    expect(proposals).to_have_count(2)
    proposals.first.get_by_role("button", name="Dismiss").click()
    expect(proposals).to_have_count(1)
    proposals.first.get_by_role("button", name="Edit").click()
    expect(page.locator("#id_ordered_deadlines-0-period_length")).to_be_focused()
    expect(page.locator("#id_ordered_deadlines-0-period_length")).to_have_value("30")
    page.locator("#id_text").press_sequentially(" ")
    page.wait_for_timeout(1200)
    expect(proposals).to_have_count(0)  # neither comes again


def test_a_person_who_is_on_record_is_told_while_the_name_is_typed(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, editor=True)
    person = PersonFactory(name="Viktor Khrapunov")
    index_everything()
    page = windows.open("/admin/", viewport=DESKTOP)
    sign_in(page)
    page.locator("#user-tools").wait_for()
    page.goto("/admin/people/person/add/")
    page.locator("#id_name_ru").fill("Виктор Храпунов")
    warning = page.locator("#alike a")
    expect(warning).to_have_text("Viktor Khrapunov")
    assert warning.get_attribute("href") == f"/admin/people/person/{person.pk}/change/"
    assert violations(windows, page) == []
    page.goto(f"/admin/people/person/{person.pk}/merge/")
    assert violations(windows, page) == []
    page.goto(f"/admin/people/person/{person.pk}/history/")
    assert violations(windows, page) == []


def test_axe_finds_nothing_where_an_editor_corrects(windows: Windows) -> None:
    editor = create_login(username="aigerim", password=PASSWORD, editor=True)
    entry = save_record(DocketEntryFactory(draft=True, title="First"), by=None)
    first = entry.history.latest().history_id
    change = change_many(
        [entry], field="kind", value="letter", by=editor, at=datetime(2018, 2, 1, tzinfo=UTC)
    )
    merge = MergeFactory()
    SavedFilterFactory(user=editor, query="status__exact=draft")
    page = windows.open("/admin/", viewport=DESKTOP)
    sign_in(page)
    page.locator("#user-tools").wait_for()
    entries = "/admin/filings/docketentry/"
    found = {}
    for name, path in {
        "history": f"{entries}{entry.pk}/history/",
        "older version": f"{entries}{entry.pk}/history/{first}/",
        "list with a saved filter": f"{entries}?status__exact=draft",
        "changes of many": "/admin/revisions/bulkchange/",
        "undo": f"/admin/revisions/bulkchange/{change.pk}/change/",
        "undo of a merge": f"/admin/people/merge/{merge.pk}/change/",
        "corrections": "/admin/revisions/correction/",
    }.items():
        page.goto(path)
        found[name] = violations(windows, page)
    page.goto(entries)
    page.locator("#action-toggle").check()
    page.locator("[name=action]").select_option("change_many")
    page.get_by_role("button", name="Go").click()
    page.locator("#id_change").select_option("kind:order")
    page.get_by_role("button", name="Show what changes").click()
    page.locator("#bulk_form table.versions").wait_for()
    found["bulk"] = violations(windows, page)
    page.goto(f"{entries}{entry.pk}/change/")
    entry.refresh_from_db()
    entry.title_en = "Theirs"
    save_record(entry, by=editor)
    page.locator("#id_title_en").fill("Mine")
    page.locator("[name=_save]").click()
    expect(page.locator(".conflict")).to_contain_text("Nothing of yours was saved")
    expect(page.locator(".conflict ins")).to_have_text("Mine")
    found["conflict"] = violations(windows, page)
    assert {name: places for name, places in found.items() if places} == {}
