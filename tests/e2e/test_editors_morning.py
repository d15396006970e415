"""An editor's morning, from the sign-in to the undone merge, in a real browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.core.cache import cache
from playwright.sync_api import expect

from filings.models import DocketEntry
from foundation.accounts.groups import HouseGroup
from foundation.accounts.operations import create_login
from foundation.revisions.models import Correction
from people.models import Merge, Person
from tests.e2e.browsing import DESKTOP, Windows
from tests.e2e.test_access_pages import code
from tests.e2e.test_entering_browser import TEXT
from tests.e2e.test_flow_browser import PASSWORD
from tests.factories import CourtFactory, DocketEntryFactory, DocketFactory, PersonFactory
from tests.search.indexing import index_everything

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MISTAKE, RIGHT = "The motion is granted without leave to amend", "The motion is granted with leave to amend"


@pytest.fixture(autouse=True)
def required(settings: Any, transactional_db: None) -> None:
    """As in production; no code was used before."""
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


def saved(page: Page) -> None:
    """Wait until the desk says that it is done."""
    expect(page.locator(".messagelist li").first).to_be_visible()


def sign_in_with_an_app(windows: Windows, name: str) -> Page:
    """Sign in for the first time: password, then an app that shows codes."""
    page = windows.open("/admin/", viewport=DESKTOP)
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Code").fill(code(page.locator("#authenticator_secret").inner_text()))
    page.get_by_role("button", name="Set up").click()
    expect(page.locator(".codes li")).to_have_count(10)
    return page


def enter_an_order(page: Page, case: int) -> None:
    """Enter an order whose text names a motion and a period, and take both as they are proposed."""
    page.goto(f"/admin/cases/case/{case}/change/")
    page.get_by_role("link", name="Add an entry").click()
    page.locator("#id_kind").select_option("order")
    page.locator("#id_title_en").fill(MISTAKE)
    page.locator("#id_text").fill(TEXT)
    proposals = page.locator("#reading .proposals li")
    expect(proposals).to_have_count(2)
    proposals.first.get_by_role("button", name="Accept").click()
    expect(proposals).to_have_count(1)
    proposals.first.get_by_role("button", name="Accept").click()
    page.locator("[name=_save]").click()
    saved(page)


def enter_somebody_twice(page: Page, known: Person) -> Person:
    """Be warned of a person who is on record, save nevertheless, and merge the two."""
    page.goto("/admin/people/person/add/")
    page.locator("#id_name_ru").fill("Виктор Храпунов")
    expect(page.locator("#alike a")).to_have_text(str(known))
    page.locator("#id_kind").select_option("individual")
    page.locator("[name=_save]").click()
    saved(page)
    twin = Person.objects.exclude(pk=known.pk).get(name_ru="Виктор Храпунов")
    page.goto(f"/admin/people/person/{known.pk}/merge/?gone={twin.pk}")
    page.locator("#merge_form [name=reason]").fill("the same person")
    page.locator("#merge_form").get_by_role("button", name="Merge").click()
    saved(page)
    return twin


def test_an_editors_morning(windows: Windows) -> None:
    create_login(username="aigerim", password=PASSWORD, groups=[HouseGroup.EDITOR])
    create_login(username="dana", password=PASSWORD, groups=[HouseGroup.PUBLISHER])
    docket = DocketFactory(court=CourtFactory(code="cand"), docket_number="3:14-cv-00001", is_lead=True)
    DocketEntryFactory(docket=docket, entry_number=40, motion=True)
    known = PersonFactory(name="Viktor Khrapunov")
    index_everything()
    case = docket.case
    with time_machine.travel(datetime(2018, 2, 1, 20, tzinfo=UTC), tick=True):
        desk = sign_in_with_an_app(windows, "aigerim")
        enter_an_order(desk, case.pk)
        entry = DocketEntry.objects.get(entry_number=41)
        assert entry.links_from.get().outcome == "granted"
        assert entry.ordered_deadlines.get().due_on.isoformat() == "2018-03-05"
        twin = enter_somebody_twice(desk, known)

        # The editor sends the order to review; publishing is not hers.
        steps = f"/admin/filings/docketentry/{entry.pk}/publication/"
        desk.goto(steps)
        desk.get_by_role("button", name="Send to review").click()
        saved(desk)
        expect(desk.get_by_role("button", name="Publish now")).to_have_count(0)

        publisher = sign_in_with_an_app(windows, "dana")
        publisher.goto("/admin/")
        publisher.get_by_role("link", name="Docket entries").first.wait_for()
        publisher.goto(steps)
        publisher.get_by_role("button", name="Publish now").click()
        expect(publisher.get_by_role("button", name="Undo: hide it again")).to_be_visible()

        reader = windows.open(f"/en/cases/{case.pk}-{case.slug}/")
        expect(reader.locator(f"#entry-{entry.pk}")).to_contain_text(MISTAKE)

        # The mistake is found. Without a reason nothing is saved; with one readers see old and new.
        form = f"/admin/filings/docketentry/{entry.pk}/change/"
        publisher.goto(form)
        publisher.locator("#id_title_en").fill(RIGHT)
        publisher.locator("[name=_save]").click()
        expect(publisher.locator(".errornote").first).to_be_visible()
        publisher.locator("#id_reason").fill("the order gives leave")
        publisher.locator("[name=_save]").click()
        saved(publisher)
        correction = Correction.objects.get(field="title_en")
        assert (correction.old, correction.new) == (MISTAKE, RIGHT)
        reader.goto(f"{windows.site}/en/cases/{case.pk}-{case.slug}/changes/")
        expect(reader.locator("main")).to_contain_text(RIGHT)

        desk.goto(f"/admin/people/merge/{Merge.objects.get().pk}/change/")
        desk.locator("#undo_form [name=reason]").fill("two people after all")
        desk.get_by_role("button", name="Undo").click()
        saved(desk)
        twin.refresh_from_db()
        assert twin.status == "draft"
        assert Merge.objects.get().undone_at is not None
