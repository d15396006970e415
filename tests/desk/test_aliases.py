"""Aliases are records of the desk: added, corrected, switched off."""

from __future__ import annotations

import pytest

from foundation.search.models import Alias
from foundation.search.names import find_names
from people.enums import PersonKind
from tests.desk.conftest import DeskClient
from tests.desk.forms import errors, shown
from tests.factories import PersonFactory
from tests.search.indexing import index_everything

pytestmark = pytest.mark.django_db

ADD = "/admin/search/alias/add/"


def typed(desk: DeskClient, **values: str) -> dict[str, str]:
    return shown(desk.get(ADD)) | values


def test_an_alias_of_an_editor_finds_at_once_who_is_meant(desk: DeskClient) -> None:
    body = PersonFactory(name="Ministry of Ports", kind=PersonKind.GOVERNMENT)
    index_everything()
    assert [one.object_id for one in find_names("Портмин") if one.score >= 0.8] == []
    response = desk.post(ADD, typed(desk, text="Порт-мин.", means_en="Ministry of Ports"))
    assert response.status_code == 302, errors(response)
    (found,) = (one for one in find_names("Портмин") if one.score >= 0.8)
    assert (found.object_id, found.why) == (body.pk, "alias")
    assert Alias.objects.get().history.count() == 1


def test_the_same_alias_is_refused_in_another_writing(desk: DeskClient) -> None:
    assert desk.post(ADD, typed(desk, text="N.D. Cal.", means_en="One")).status_code == 302
    response = desk.post(ADD, typed(desk, text="nd cal", means_en="Other"))
    assert response.status_code == 200
    assert errors(response) != {}
    assert Alias.objects.count() == 1


@pytest.mark.parametrize("text", ["", "...", "—"])
def test_an_alias_has_a_letter_or_a_digit(text: str, desk: DeskClient) -> None:
    response = desk.post(ADD, typed(desk, text=text, means_en="One"))
    assert response.status_code == 200
    assert errors(response) != {}


def test_an_alias_without_a_meaning_switches_the_shipped_one_off(desk: DeskClient) -> None:
    court = PersonFactory(
        name="United States District Court for the Southern District of New York",
        kind=PersonKind.GOVERNMENT,
    )
    index_everything()
    assert [one.object_id for one in find_names("SDNY") if one.score >= 0.8] == [court.pk]
    desk.post(ADD, typed(desk, text="SDNY"))
    assert [one for one in find_names("SDNY") if one.why == "alias" and one.score >= 0.9] == []
