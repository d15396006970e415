"""What search engines and other programs are told: languages, addresses, structured data."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest

from tests.factories import CaseFactory, DeadlineFactory, DocketFactory, PartyFactory
from tests.public.test_pages import TABS, case_url

pytestmark = pytest.mark.django_db
SITE = "https://docketline.example"


def links(page: str) -> dict[str, str]:
    found = re.findall(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)">', page)
    return {language or rel: url for rel, language, url in found}


def everywhere(title: str) -> dict[str, str]:
    return {f"title_{code}": f"{title} {code}" for code in ("kk", "ru", "en")}


@pytest.mark.parametrize("tab", TABS)
def test_a_page_names_itself_and_its_languages(tab, public_client):
    case = CaseFactory(**everywhere("Roe"))
    urls = {code: f"{SITE}{case_url(case, code)}{tab}" for code in ("kk", "ru", "en")}
    for code in ("kk", "ru", "en"):
        page = public_client.get(f"{case_url(case, code)}{tab}?order=asc").content.decode()
        neutral = {} if tab else {"x-default": f"{SITE}/c/{case.pk}/"}
        assert links(page) == {"canonical": urls[code], **urls, **neutral}


def test_the_address_for_any_language_leads_to_the_very_page_that_names_it(public_client):
    """A page without such an address names none: another page is no substitute."""
    case = CaseFactory(**everywhere("Roe"))
    party = PartyFactory(docket=DocketFactory(case=case), person__name="Jane Roe")
    deadline = DeadlineFactory(docket=party.docket)
    paths = [
        *("/en/", "/en/cases/", "/en/method/", "/en/calculator/", "/en/api/"),
        *(case_url(case) + tab for tab in TABS),
        *(f"/en/people/{party.person_id}-jane-roe/", f"/en/deadlines/{deadline.pk}/"),
    ]
    pages = {path: public_client.get(path).content.decode() for path in paths}
    neutral = {path: links(page)["x-default"] for path, page in pages.items() if "x-default" in links(page)}
    assert neutral == {"/en/": f"{SITE}/", case_url(case): f"{SITE}/c/{case.pk}/"}
    for path, address in neutral.items():
        answer = public_client.get(address.removeprefix(SITE), headers={"accept-language": "en"})
        assert answer["Location"] == path


def test_a_page_that_borrows_its_language_sends_to_where_the_text_is(public_client):
    case = CaseFactory(title_en=None, title_kk=None, title_ru="Дело")
    russian = f"{SITE}{case_url(case, 'ru')}"
    for code in ("kk", "en", "ru"):
        page = public_client.get(case_url(case, code)).content.decode()
        assert links(page) == {"canonical": russian}


def test_a_language_in_which_the_case_does_not_exist_is_not_named(public_client):
    case = CaseFactory(title_en="Roe", title_kk=None, title_ru="Роу")
    found = links(public_client.get(case_url(case)).content.decode())
    assert sorted(found) == ["canonical", "en", "ru", "x-default"]


def test_the_sitemap_has_what_readers_may_see_in_the_languages_in_which_it_is(public_client):
    case = CaseFactory(title_en="Roe", title_kk=None, title_ru="Роу")
    CaseFactory(draft=True)
    person = PartyFactory(docket=DocketFactory(case=case)).person

    def urls(section):
        page = public_client.get(f"/sitemap-{section}.xml").content
        found = ET.fromstring(page).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")  # noqa: S314  made here
        return sorted(str(one.text) for one in found)

    assert urls("cases") == [f"{SITE}{case_url(case, code)}" for code in ("en", "ru")]
    assert [f"/people/{person.pk}-" in url for url in urls("people")] == [True]
    assert f"{SITE}/kk/cases/" in urls("pages")
    for url in (*urls("cases"), *urls("people"), *urls("pages")):
        assert public_client.get(url.removeprefix(SITE)).status_code == 200
    assert public_client.get("/sitemap.xml").status_code == 200


def test_robots_may_read_pages_but_no_desk_and_no_narrowed_list(public_client):
    text = public_client.get("/robots.txt").content.decode()
    assert f"Sitemap: {SITE}/sitemap.xml" in text
    for path in ("/admin/", "/kk/staff/", "/api/v1/", "/*?"):
        assert f"Disallow: {path}\n" in text


def test_structured_data_is_data_and_cannot_leave_its_block(public_client):
    case = CaseFactory(title="</script><script>alert(1)</script> & Co")
    page = public_client.get(case_url(case)).content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    data = json.loads(block)
    assert (data["@id"], data["name"]) == (f"{SITE}/c/{case.pk}/", case.title)
    assert "<" not in block


def test_a_person_is_described_with_every_name(public_client):
    person = PartyFactory(person__name_en="Jane Roe", person__name_ru="Джейн Роу").person
    page = public_client.get(f"/en/people/{person.pk}-jane-roe/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(block)["about"] == {
        "@type": "Person",
        "name": "Jane Roe",
        "alternateName": ["Джейн Роу"],
    }
