"""As of which day a record was compared with the courts' dockets, and by whom."""

from __future__ import annotations

import re
from datetime import date

import pytest

from cases.models import Case
from tests.factories import CaseFactory, DocketFactory, UserFactory
from tests.public.test_pages import case_url

pytestmark = pytest.mark.django_db

DAY = date(2018, 3, 1)


def checked(page: str) -> list[str]:
    return re.findall(r"<dt>Record checked</dt><dd>(.*?)</dd>", page)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "not compared with the court’s docket yet"),
        ({"checked_on": DAY}, "As of 1 March 2018"),
        (
            {"checked_on": DAY, "checked_by": "Roe & Sons"},
            "As of 1 March 2018, last checked by Roe &amp; Sons",
        ),
    ],
    ids=["never", "by nobody named", "by somebody"],
)
@pytest.mark.parametrize("part", ["", "record/"])
def test_the_facts_say_when_the_record_was_compared_and_by_whom(part, facts, words, public_client):
    case = DocketFactory(is_lead=True, case=CaseFactory(**facts)).case
    assert checked(public_client.get(case_url(case) + part).content.decode()) == [words]


def test_a_case_without_a_docket_says_it_too(public_client):
    page = public_client.get(case_url(CaseFactory())).content.decode()
    assert checked(page) == ["not compared with the court’s docket yet"]


def test_the_rows_as_json_say_it_too(public_client):
    cases = CaseFactory(checked_on=DAY, checked_by="The newsroom"), CaseFactory()
    found = [public_client.get(f"{case_url(case)}timeline.json").json()["case"] for case in cases]
    assert [(one["checked_on"], one["checked_by"]) for one in found] == [
        ("2018-03-01", "The newsroom"),
        (None, ""),
    ]


def test_no_account_is_named(public_client):
    case = CaseFactory(checked_on=DAY)
    case._history_user = UserFactory(username="zanzibar")
    case.save()
    assert case.history.latest().history_user.username == "zanzibar"
    assert "zanzibar" not in public_client.get(case_url(case)).content.decode()
    assert "checked_by" not in Case.corrected
