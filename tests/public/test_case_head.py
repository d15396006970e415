"""The head of a case: its name with its number, and facts that lead to the cases that share them."""

from __future__ import annotations

import re

import pytest

from tests.factories import CaseFactory, CourtFactory, DocketFactory, DocketJudgeFactory, PersonFactory
from tests.public.test_pages import TABS, case_url

pytestmark = pytest.mark.django_db


def heads(page: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", head) for head in re.findall(r"<h1>(.*?)</h1>", page)]


@pytest.mark.parametrize("part", TABS)
def test_every_page_of_a_case_is_headed_by_its_name_and_number(part, public_client):
    case = CaseFactory(title_en="Kazakhstan v. Khrapunov")
    DocketFactory(case=case, is_lead=True, docket_number="5:17-cv-00246-LHK")
    page = public_client.get(case_url(case) + part).content.decode()
    assert heads(page) == ["Kazakhstan v. Khrapunov (5:17-cv-00246-LHK)"]
    (title,) = re.findall(r"<title>(.*?)</title>", page.split("</head>")[0])
    assert title.endswith("Kazakhstan v. Khrapunov (5:17-cv-00246-LHK) · Docketline")


def test_the_head_says_that_a_number_is_not_verified(public_client):
    case = CaseFactory(title_en="Kazakhstan v. Khrapunov")
    assert heads(public_client.get(case_url(case)).content.decode()) == ["Kazakhstan v. Khrapunov"]
    DocketFactory(case=case, is_lead=True, docket_number="")
    page = public_client.get(case_url(case)).content.decode()
    assert heads(page) == ["Kazakhstan v. Khrapunov (number not verified)"]


def test_a_case_filed_by_some_day_leads_to_the_year_of_that_day(public_client):
    docket = DocketFactory(is_lead=True, date_filed="[..2017-12-21]")
    page = public_client.get(case_url(docket.case)).content.decode()
    assert re.findall(r'href="(/en/cases/\?filed=\d+)"', page) == ["/en/cases/?filed=2017"]
    assert 'role="status">1 case' in public_client.get("/en/cases/?filed=2017").content.decode()


def test_facts_lead_to_the_cases_that_share_them(public_client):
    """Filed, judge, status and country to the list narrowed so; the courts to where each of them does."""
    court = CourtFactory(code="cand", country="US")
    judge = PersonFactory(name_en="Lucy H. Koh")
    docket = DocketFactory(is_lead=True, court=court, date_filed="2017-01", state="closed")
    DocketJudgeFactory(docket=docket, person=judge)
    DocketFactory(case=CaseFactory(), is_lead=True, court=CourtFactory(country="GB"), state="pending")
    url = case_url(docket.case)
    facts = public_client.get(url).content.decode().split('<dl class="facts">')[1].split("</dl>")[0]
    links = re.findall(r'href="([^"]+)"', facts)
    assert links == [
        "/en/cases/?filed=2017",
        f"/en/cases/?person={judge.pk}",
        "/en/cases/?state=closed",
        "/en/cases/?country=US",
        f"{url}related/",
    ]
    for link in links[:-1]:
        assert re.findall(r"(\d+) cases?", public_client.get(link).content.decode())[0] == "1", link
    related = public_client.get(links[-1]).content.decode()
    assert [link for link in re.findall(r'href="(/en/cases/\?[^"]+)"', related) if "court=" in link] == [
        *["/en/cases/?court=cand"] * 2,  # over the name of the case, and at the proceeding
    ]
