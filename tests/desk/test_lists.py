"""Lists of the desk: a number of queries that does not grow, and searches that find Cyrillic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin import site
from django.db import models
from pytest_django import DjangoAssertNumQueries

from filings.models import DocketEntry
from tests.costs import counts_steps, steps_of_the_database
from tests.desk.conftest import DeskClient
from tests.desk.forms import shown
from tests.factories import (
    CaseFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    DocumentFactory,
    EntryLinkFactory,
    FilerFactory,
    PersonFactory,
    PersonNameFactory,
    SavedFilterFactory,
)
from tests.ours import PACKAGES
from tests.public.long_cases import long_docket
from tests.search.indexing import index_everything
from web.desk.lists import COUNTED
from web.desk.models import SavedFilter

pytestmark = pytest.mark.django_db

#: Session, user and two of the permissions; then the saved filters, the count and the rows.
QUERIES = 7


@pytest.mark.parametrize(
    ("address", "factory"),
    [
        ("cases/case", CaseFactory),
        ("cases/docket", DocketFactory),
        ("filings/docketentry", DocketEntryFactory),
        ("deadlines/deadline", DeadlineFactory),
        ("people/person", PersonFactory),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_and_three(
    desk: DeskClient,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    factory: Callable[[], Any],
    rows: int,
) -> None:
    for _ in range(rows):
        factory()
    desk.get(f"/admin/{address}/")  # content types and the session are known from here on
    with django_assert_num_queries(QUERIES):
        page = desk.get(f"/admin/{address}/")
    assert page.context["cl"].result_count >= rows


@counts_steps
@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "binned"])
def test_rare_states_are_found_without_reading_what_is_published(desk: DeskClient, state: str) -> None:
    DocketEntryFactory(status=state, title=f"Order {state}")
    address = f"/admin/filings/docketentry/?status__exact={state}"
    assert f"Order {state}" in desk.get(address).content.decode()
    alone = steps_of_the_database(desk, address)
    long_docket(300)
    assert steps_of_the_database(desk, address) < alone + 20


def found(desk: DeskClient, address: str, words: str) -> set[str]:
    return {str(record) for record in desk.get(f"/admin/{address}/", {"q": words}).context["cl"].result_list}


@pytest.mark.parametrize(
    "typed", ["Храпунов", "храпунов", "ХРАПУНОВ", "рапун", "khrapunov", "виктор храпунов"]
)
def test_people_are_found_in_any_case_and_script(desk: DeskClient, typed: str) -> None:
    PersonFactory(name="Viktor Khrapunov", name_ru="Виктор Храпунов")
    PersonFactory(name="Somebody else")
    assert found(desk, "people/person", typed) == {"Viktor Khrapunov"}


@pytest.mark.parametrize(
    "typed", ["Храпунов", "храпунов вик", "ХРАПУНОВ", "KHRAPUNOV", "hrapun", "виктор khrap"]
)
def test_people_are_found_in_a_script_that_is_not_on_record(desk: DeskClient, typed: str) -> None:
    PersonFactory(name="Viktor Khrapunov")
    PersonFactory(name="Somebody else")
    PersonFactory(name="Виктор Храпунов", status="binned")
    index_everything()
    question = {"app_label": "filings", "model_name": "filer", "field_name": "person", "term": typed}
    results = desk.get("/admin/autocomplete/", question).json()["results"]
    assert [row["text"] for row in results] == ["Viktor Khrapunov"]


def test_people_are_found_by_further_names_and_once(desk: DeskClient) -> None:
    person = PersonFactory(name="Viktor Khrapunov")
    PersonNameFactory(person=person, text="Hrapunov")
    PersonNameFactory(person=person, text="Hrapunoff")
    page = desk.get("/admin/people/person/", {"q": "hrapuno"})
    assert [record.pk for record in page.context["cl"].result_list] == [person.pk]


@pytest.mark.parametrize(
    "typed", ["67", "ECF 67", "ecf67", "[67]", "Dkt. 67", "№ 67", "ECF No. 67", "67 leave"]
)
def test_an_entry_is_found_by_its_number(desk: DeskClient, typed: str) -> None:
    entry = DocketEntryFactory(entry_number=67, title="Leave to amend")
    DocketEntryFactory(entry_number=167, title="See ECF 67")
    assert found(desk, "filings/docketentry", typed) == {str(entry)}


def test_a_year_is_looked_for_in_the_title_as_well(desk: DeskClient) -> None:
    entry = DocketEntryFactory(entry_number=5, title="Order of 2017")
    assert found(desk, "filings/docketentry", "2017") == {str(entry)}


def test_a_suggestion_of_an_entry_names_its_docket(desk: DeskClient) -> None:
    DocketEntryFactory(docket__docket_number="2:14-cv-06000", entry_number=67, title="Order")
    question = {"app_label": "filings", "model_name": "entrylink", "field_name": "to_entry", "term": "ECF 67"}
    results = desk.get("/admin/autocomplete/", question).json()["results"]
    assert [row["text"] for row in results] == ["ECF 67 Order · 2:14-cv-06000"]


@pytest.mark.parametrize("typed", ["\x00", "%", "_", "'", "[", "a" * 5000, "ECF " + "9" * 40, " "])
def test_a_search_for_anything_answers(desk: DeskClient, typed: str) -> None:
    DocketEntryFactory(title="Order")
    assert desk.get("/admin/filings/docketentry/", {"q": typed}).status_code in {200, 302}
    question = {"app_label": "filings", "model_name": "entrylink", "field_name": "to_entry", "term": typed}
    assert desk.get("/admin/autocomplete/", question).status_code == 200


def test_a_new_entry_starts_from_its_docket(desk: DeskClient) -> None:
    docket = DocketFactory()
    page = desk.get(f"/admin/cases/docket/{docket.pk}/change/").content.decode()
    address = f"/admin/filings/docketentry/add/?docket={docket.pk}"
    assert address in page
    assert shown(desk.get(address))["docket"] == str(docket.pk)
    assert f"/admin/cases/docket/{docket.pk}/change/" in (
        desk.get(f"/admin/cases/case/{docket.case_id}/change/").content.decode()
    )


# --- a million rows ----------------------------------------------------------------------------------


def test_no_list_filters_by_what_it_must_first_look_up() -> None:
    """A filter on a column without choices reads every row to know what to offer; a date hierarchy too."""
    unbounded = {
        f"{model.__name__}.{name}"
        for model, admin in site._registry.items()
        if model.__module__.split(".")[0] in PACKAGES
        for name in admin.list_filter
        if not (field := _field(model, name)).choices and not isinstance(field, models.BooleanField)
    }
    assert unbounded == SMALL_TABLES
    assert {model.__name__ for model, admin in site._registry.items() if admin.date_hierarchy} == set()


#: Shipped with the program: some hundred rows.
SMALL_TABLES = {"HolidayRow.calendar", "DeadlineRule.jurisdiction"}


def _field(model: Any, path: str) -> Any:
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
    return field


def test_a_list_counts_no_further_than_it_can_be_paged(desk: DeskClient, monkeypatch: Any) -> None:
    docket = DocketFactory()
    DocketEntry.objects.bulk_create(
        DocketEntry(docket=docket, kind="order", title="Order", title_en="Order") for _ in range(COUNTED + 1)
    )
    page = desk.get("/admin/filings/docketentry/")
    assert page.context["cl"].result_count == COUNTED
    assert "10000 and more; narrow the list to see the rest" in " ".join(page.content.decode().split())
    assert desk.get("/admin/filings/docketentry/", {"p": COUNTED // 50}).status_code == 200
    assert desk.get("/admin/filings/docketentry/", {"p": COUNTED // 50 + 1}).status_code == 302


def test_entries_stand_in_the_order_of_their_key(desk: DeskClient) -> None:
    rows = [DocketEntryFactory(entry_number=number) for number in (2, 3, 1)]
    listed = desk.get("/admin/filings/docketentry/").context["cl"].result_list
    assert [row.pk for row in listed] == [row.pk for row in reversed(rows)]


# --- saved filters -----------------------------------------------------------------------------------

ENTRIES = "/admin/filings/docketentry/"


def test_a_filter_is_saved_used_replaced_and_removed(desk: DeskClient, editor: Any) -> None:
    shown_as = f"{ENTRIES}?status__exact=draft&p=1"
    assert 'name="_filter"' in desk.get(shown_as).content.decode()
    desk.post(ENTRIES, {"_filter": "save", "name": " Mine ", "query": "status__exact=draft"})
    (saved,) = desk.get(ENTRIES).context["saved_filters"]
    assert (saved.user, saved.name, saved.query) == (editor, "Mine", "status__exact=draft")
    assert (
        '<a href="?status__exact=draft" aria-current="true">Mine</a>' in desk.get(shown_as).content.decode()
    )
    desk.post(ENTRIES, {"_filter": "save", "name": "Mine", "query": "kind__exact=order"})
    assert [row.query for row in SavedFilter.objects.all()] == ["kind__exact=order"]
    desk.post(ENTRIES, {"_filter": "drop", "name": "Mine"})
    assert SavedFilter.objects.count() == 0


def test_everybody_sees_their_own_filters_of_this_list(desk: DeskClient, editor: Any) -> None:
    mine = SavedFilterFactory(user=editor)
    SavedFilterFactory(user=editor, listed="people.person")
    theirs = SavedFilterFactory(name="Theirs")
    assert list(desk.get(ENTRIES).context["saved_filters"]) == [mine]
    desk.post(ENTRIES, {"_filter": "drop", "name": "Theirs"})
    assert SavedFilter.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    ("name", "query"), [("", "a=b"), ("x" * 61, "a=b"), ("x", ""), ("x", "a" * 1001), ("\x00", "a=b")]
)
def test_a_filter_without_a_name_or_a_query_is_not_saved(desk: DeskClient, name: str, query: str) -> None:
    page = desk.post(ENTRIES, {"_filter": "save", "name": name, "query": query}, follow=True)
    assert "Give the filter a name" in page.content.decode()
    assert SavedFilter.objects.count() == 0


def test_twenty_filters_are_enough(desk: DeskClient, editor: Any) -> None:
    for _ in range(20):
        SavedFilterFactory(user=editor)
    page = desk.post(ENTRIES, {"_filter": "save", "name": "One more", "query": "a=b"}, follow=True)
    assert "There are 20 saved filters" in page.content.decode()
    assert SavedFilter.objects.count() == 20


#: Session, user, two of the permissions and the entry; then a query for each of the five inlines.
FORM_QUERIES = 10

# --- forms -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_of_an_entry_costs_the_same_for_one_and_three_parts(
    desk: DeskClient, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    entry = DocketEntryFactory()
    for number in range(rows):
        FilerFactory(entry=entry)
        EntryLinkFactory(from_entry=entry, to_entry__docket=entry.docket)
        DocumentFactory(entry=entry, attachment_number=number)
    address = f"{ENTRIES}{entry.pk}/change/"
    desk.get(address)
    with django_assert_num_queries(FORM_QUERIES):
        desk.get(address)
