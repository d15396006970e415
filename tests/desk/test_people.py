"""People on the desk: found in any spelling wherever one is chosen, and before one is entered twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.admin import site

from foundation.core.operations import save_record
from people.enums import PersonKind
from people.models import Merge, Person
from people.operations import merge_people
from tests.desk.conftest import DeskClient
from tests.factories import PersonFactory, PersonNameFactory, UserFactory
from tests.search.indexing import index_everything
from web.desk.people import people_named_alike

pytestmark = pytest.mark.django_db


@pytest.fixture
def khrapunov() -> Person:
    person = PersonFactory(
        name="Viktor Khrapunov", name_ru="Виктор Храпунов", name_kk="Виктор Храпунов", draft=True
    )
    PersonFactory(name="Nikolai Khrapov", name_ru="Николай Храпов")
    index_everything()
    return person


def offered(desk: DeskClient, term: str, app: str = "filings", model: str = "filer") -> list[str]:
    asked = {"app_label": app, "model_name": model, "field_name": "person", "term": term}
    return [result["text"] for result in desk.get("/admin/autocomplete/", asked).json()["results"]]


@pytest.mark.parametrize("typed", ["Храпуновтың", "Chrapunow", "V. Khrapunov", "khrapunov vik", "Hrapýnov"])
def test_a_person_is_offered_in_any_spelling_public_or_not(
    typed: str, desk: DeskClient, khrapunov: Person
) -> None:
    assert offered(desk, typed)[0] == "Viktor Khrapunov"


@pytest.mark.parametrize(
    ("app", "model"),
    [("filings", "filer"), ("cases", "party"), ("cases", "speaker"), ("cases", "docketjudge")],
)
def test_people_are_found_so_wherever_one_is_chosen(
    app: str, model: str, desk: DeskClient, khrapunov: Person
) -> None:
    assert offered(desk, "Храпуновқа", app, model)[0] == "Viktor Khrapunov"


def test_of_two_records_that_became_one_the_kept_one_is_offered(desk: DeskClient, khrapunov: Person) -> None:
    gone = PersonFactory(name="Wiktor Chrapunow")
    index_everything()
    assert sorted(offered(desk, "Wiktor Chrapunow")) == ["Viktor Khrapunov", "Wiktor Chrapunow"]
    merge_people(khrapunov, gone, by=UserFactory(), at=datetime(2026, 1, 1, tzinfo=UTC))
    assert offered(desk, "Wiktor Chrapunow") == ["Viktor Khrapunov"]
    assert people_named_alike(["Wiktor Chrapunow"]) == [khrapunov]


def test_no_form_of_the_desk_offers_people_as_a_plain_list() -> None:
    """Wherever somebody fills in who it is, the field searches; a merge is only looked at."""
    plain = []
    for model, options in site._registry.items():
        for form in (options, *(inline(model, site) for inline in options.inlines)):
            named = [field.name for field in form.model._meta.fields if field.related_model is Person]
            parent = getattr(form, "fk_name", None) or (model is Person and form is not options and "person")
            chosen = set(named) - {parent} - set(form.autocomplete_fields)
            plain += [(form.model, name) for name in sorted(chosen)]
    assert plain == [(Merge, "gone"), (Merge, "kept")]


def test_a_merge_is_chosen_on_its_own_page(desk: DeskClient, khrapunov: Person) -> None:
    page = desk.get(f"/admin/people/person/{khrapunov.pk}/merge/").content.decode()
    assert 'class="admin-autocomplete"' in page


def test_a_part_of_a_name_is_still_found(desk: DeskClient, khrapunov: Person) -> None:
    assert offered(desk, "rapuno") == ["Viktor Khrapunov"]
    assert offered(desk, "nobody of this name") == []


def duplicates(**names: str) -> list[str]:
    return [str(person) for person in people_named_alike(list(names.values()))]


@pytest.mark.parametrize(
    "names",
    [
        {"name_en": "Viktor Hrapunov"},
        {"name_ru": "Храпунов Виктор Вячеславович"},
        {"name_kk": "Виктор Храпуновтың"},
        {"name_en": "Chrapunow, Viktor"},
        {"name_en": "Somebody Else", "name_ru": "Виктор Храпунов"},
    ],
)
def test_an_editor_is_warned_before_the_second_khrapunov(names: dict[str, str], khrapunov: Person) -> None:
    assert len(duplicates(**names)) == 1


@pytest.mark.parametrize(
    "name", ["Iliyas Khrapunov", "Viktor Khrapov", "Khrapunov", "V. Khrapunov", "Nikolai Khrapunov", ""]
)
def test_another_person_or_half_a_name_warns_of_nothing(name: str, khrapunov: Person) -> None:
    assert duplicates(name_en=name) == []


def test_a_person_is_no_duplicate_of_itself(khrapunov: Person) -> None:
    assert people_named_alike([khrapunov.name], apart_from=khrapunov.pk) == []
    other = save_record(Person(kind=PersonKind.INDIVIDUAL, name="Victor Khrapunov"), by=None)
    assert people_named_alike([khrapunov.name], apart_from=khrapunov.pk) == [other]


def test_further_names_warn_too_and_nobody_in_the_bin(khrapunov: Person) -> None:
    PersonNameFactory(person=khrapunov, text="Witja Chrapunow")
    PersonFactory(name="Vitya Khrapunov", status="binned")
    index_everything()
    assert people_named_alike(["Витя Храпунов"]) == [khrapunov]
    assert people_named_alike(["", "..."]) == people_named_alike([]) == []
