"""Lists of the desk: a number of queries that does not grow, and searches that find Cyrillic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.desk.conftest import DeskClient
from tests.desk.forms import shown
from tests.factories import (
    CaseFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    PersonFactory,
    PersonNameFactory,
)

pytestmark = pytest.mark.django_db

#: Session, user and two of the permissions; then the count and the rows.
QUERIES = 6


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


def found(desk: DeskClient, address: str, words: str) -> set[str]:
    return {str(record) for record in desk.get(f"/admin/{address}/", {"q": words}).context["cl"].result_list}


@pytest.mark.parametrize(
    "typed", ["Храпунов", "храпунов", "ХРАПУНОВ", "рапун", "khrapunov", "виктор храпунов"]
)
def test_people_are_found_in_any_case_and_script(desk: DeskClient, typed: str) -> None:
    PersonFactory(name="Viktor Khrapunov", name_ru="Виктор Храпунов")
    PersonFactory(name="Somebody else")
    assert found(desk, "people/person", typed) == {"Viktor Khrapunov"}


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
