"""Who has a page already gets a short answer; who has an old one does not."""

from __future__ import annotations

import tomllib

import pytest
import time_machine
from django.core.cache import caches
from django.db.models import F

from cases.models import Case
from cases.operations import raise_versions
from foundation.core.operations import save_record
from tests.canary.planting import PLANTS, public_case
from tests.factories import CaseFactory, DeadlineFactory, DocketEntryFactory, DocketFactory, PartyFactory
from tests.ours import ROOT
from tests.public.test_pages import TABS, case_url, person_url
from web.public.conditional import MAKERS, digest_of

#: What a short answer asks the database: the version of the record, and the courts' time zones.
ASKED = 2

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    """Pages that another test left in memory are gone."""
    caches["pages"].clear()


MARK = "zanzibar"
FORMATS = ("timeline.csv", "timeline.json")


@pytest.fixture
def case():
    return DocketFactory().case


@pytest.mark.parametrize("part", [*TABS, *FORMATS])
def test_a_page_of_a_case_is_sent_again_only_after_a_change(
    part, case, public_client, django_assert_num_queries
):
    url = case_url(case) + part
    first = public_client.get(url)
    assert (first.status_code, first["Cache-Control"]) == (200, "public, no-cache")
    had = {"if-none-match": first["ETag"]}
    with django_assert_num_queries(ASKED):
        again = public_client.get(url, headers=had)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    raise_versions({case.pk})
    assert public_client.get(url, headers=had).status_code == 200


def test_every_page_is_sent_again_only_after_a_change(public_client):
    """Also those of records that have no version: a person, a proof, what a search finds."""
    party = PartyFactory(person__name_en="Jane Roe")
    deadline = DeadlineFactory(docket=party.docket)
    urls = {
        person_url(party.person, slug="jane-roe"): party.person,
        f"/en/deadlines/{deadline.pk}/": deadline,
        "/en/search/?q=roe": party.person,
    }
    for url, record in urls.items():
        first = public_client.get(url)
        had = {"if-none-match": first["ETag"]}
        again = public_client.get(url, headers=had)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), url
        assert (again["Cache-Control"], again.get("Vary")) == (first["Cache-Control"], first.get("Vary")), url
        for code in ("kk", "ru", "en"):
            name = "title" if record is deadline else "name"
            setattr(record, f"{name}_{code}", f"{getattr(record, f'{name}_{code}') or ''} Roe the Younger")
        save_record(record, by=None)
        assert (
            public_client.get(url.replace("jane-roe", "jane-roe-roe-the-younger"), headers=had).status_code
            == 200
        )
    for url in ("/en/method/", "/en/api/", "/en/calculator/"):
        had = {"if-none-match": public_client.get(url)["ETag"]}
        assert public_client.get(url, headers=had).status_code == 304, url
        assert public_client.get(url.replace("/en/", "/ru/"), headers=had).status_code == 200, url


def test_another_language_another_day_and_another_order_are_other_pages(case, public_client):
    with time_machine.travel("2026-01-05 12:00Z", tick=False):
        etags = [public_client.get(case_url(case, code))["ETag"] for code in ("kk", "ru", "en")]
        public_client.cookies["order"] = "desc"
        etags.append(public_client.get(case_url(case))["ETag"])
    with time_machine.travel("2026-01-06 12:00Z", tick=False):
        etags.append(public_client.get(case_url(case))["ETag"])
    assert len(set(etags)) == 5


def test_an_order_is_remembered_by_who_has_the_page_already(case, public_client, settings):
    """A reader goes back and forth between two pages that the browser holds."""
    settings.REMEMBER_PAGES = True
    etags, found = {}, []
    for order in ("asc", "desc", "asc", "desc", "asc", "desc"):
        asked = (order, public_client.cookies.get("order", None) and public_client.cookies["order"].value)
        had = {"if-none-match": etags[asked]} if asked in etags else {}
        response = public_client.get(case_url(case), {"order": order}, headers=had)
        etags[asked] = response["ETag"]
        found.append((response.status_code, response.cookies["order"].value))
    assert found[:3] == [(200, "asc"), (200, "desc"), (200, "asc")]
    assert found[3:] == [(304, "desc"), (304, "asc"), (304, "desc")]


def test_an_order_is_remembered_with_a_page_that_was_made_for_another_reader(
    case, public_client, settings, django_assert_num_queries
):
    settings.REMEMBER_PAGES = True
    first = public_client.get(case_url(case), {"order": "desc"})
    public_client.cookies.clear()
    with django_assert_num_queries(ASKED):
        again = public_client.get(case_url(case), {"order": "desc"})
    assert (again.content, again.cookies["order"].value) == (first.content, "desc")


def test_no_order_is_remembered_of_an_address_that_cannot_be_read(case, public_client):
    for query in ("?order=up", "?order=", "?order=desc&proceeding=x", "?kind=acts"):
        assert list(public_client.get(case_url(case) + query).cookies) == []


def test_a_case_that_was_hidden_meanwhile_is_gone(case, public_client):
    etag = public_client.get(case_url(case))["ETag"]
    Case.objects.update(sealed=True)
    assert public_client.get(case_url(case), headers={"if-none-match": etag}).status_code == 404


def test_a_release_is_named_after_all_code_and_all_that_pages_are_made_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = set(project["tool"]["importlinter"]["root_packages"])
    assert set(MAKERS) == packages | {"locale", "requirements", "static", "templates"}
    assert [maker for maker in MAKERS if not (ROOT / maker).is_dir()] == []


@pytest.mark.parametrize("maker", MAKERS)
def test_another_release_has_another_name(maker, tmp_path):
    for folder in MAKERS:
        (tmp_path / folder / "inner").mkdir(parents=True)
        (tmp_path / folder / "inner" / "one.yaml").write_text("30 days")
    names = [digest_of(tmp_path)]
    (tmp_path / maker / "inner" / "one.yaml").write_text("31 days")
    names.append(digest_of(tmp_path))
    (tmp_path / maker / "inner" / "one.yaml").rename(tmp_path / maker / "inner" / "two.yaml")
    names.append(digest_of(tmp_path))
    (tmp_path / maker / "inner" / "new.py").write_text("")
    names.append(digest_of(tmp_path))
    assert len(set(names)) == 4
    (tmp_path / maker / "__pycache__").mkdir()
    (tmp_path / maker / "__pycache__" / "new.pyc").write_bytes(b"compiled")
    assert digest_of(tmp_path) == names[-1]


@pytest.mark.parametrize("path", ["/en/cases/", "/en/"])
def test_a_list_is_sent_again_only_after_a_change(path, case, public_client):
    had = {"if-none-match": public_client.get(path)["ETag"]}
    assert public_client.get(path, headers=had).status_code == 304
    save_record(CaseFactory(draft=True), by=None)
    assert public_client.get(path, headers=had).status_code == 304
    save_record(CaseFactory(), by=None)
    assert public_client.get(path, headers=had).status_code == 200


@pytest.mark.parametrize("path", ["/en/cases/", "/en/"])
def test_a_list_is_sent_again_when_one_case_takes_the_place_of_another(path, public_client):
    """As many cases as before, and their versions make the same sum."""
    shown, hidden = CaseFactory(title_en="Roe v. Doe"), CaseFactory(status="draft")
    Case.objects.filter(pk=shown.pk).update(version=F("version") + 1)
    CaseFactory()
    first = public_client.get(path)
    assert "Roe v. Doe" in first.content.decode()
    for case, status in ((shown, "withdrawn"), (hidden, "published")):
        case.refresh_from_db()
        case.status = status
        save_record(case, by=None)
    again = public_client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, "Roe v. Doe" in again.content.decode()) == (200, False)


@pytest.mark.parametrize(("path", "asked"), [("/en/cases/", 1), ("/en/", ASKED)])
def test_a_list_that_was_made_already_is_not_made_again(
    path, asked, case, public_client, settings, django_assert_num_queries
):
    settings.REMEMBER_PAGES = True
    first = public_client.get(path)
    with django_assert_num_queries(asked):
        again = public_client.get(path)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


def test_a_page_that_was_made_already_is_not_made_again_until_something_changes(
    case, public_client, settings, django_assert_num_queries
):
    settings.REMEMBER_PAGES = True
    url = case_url(case)
    first = public_client.get(url)
    with django_assert_num_queries(ASKED):
        again = public_client.get(url)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    case.title_en = "Another name"
    case.save()
    raise_versions({case.pk})
    assert "Another name" in public_client.get(url).content.decode()


@pytest.mark.parametrize("kind", sorted(set(PLANTS) - {"Case", "Relationship"}))
@pytest.mark.parametrize("state", [{"sealed": True}, {"status": "withdrawn"}], ids=["sealed", "withdrawn"])
def test_what_is_hidden_is_on_no_remembered_page(state, kind, public_client, settings):
    """A tie between people stands on their own pages, which are made each time."""
    settings.REMEMBER_PAGES = True
    case, party = public_case()
    record = PLANTS[kind](case, party, MARK)
    pages = ["/en/", "/en/cases/", *(case_url(case) + part for part in (*TABS, *FORMATS))]
    assert [page for page in pages if MARK in public_client.get(page).content.decode()]
    for name, value in state.items():
        setattr(record, name, value)
    save_record(record, by=None)
    assert [page for page in pages if MARK in public_client.get(page).content.decode()] == []


def test_a_remembered_page_is_that_of_its_address_and_host(case, public_client, settings):
    settings.REMEMBER_PAGES, settings.ALLOWED_HOSTS = True, ["*"]
    for host in ("one.example", "two.example"):
        page = public_client.get(case_url(case), headers={"host": host}).content.decode()
        assert f"{host}/c/{case.pk}/" in page
    narrowed = public_client.get(case_url(case) + "?kind=acts").content
    assert narrowed != public_client.get(case_url(case)).content


def test_counts_are_remembered_under_the_version_of_their_case(case, public_client, settings):
    settings.REMEMBER_PAGES = True
    url = case_url(case)
    public_client.get(url + "?kind=acts")
    DocketEntryFactory(docket=case.dockets.get())
    stale = public_client.get(url + "?kind=filings").content.decode()
    raise_versions({case.pk})
    fresh = public_client.get(url + "?kind=filings").content.decode()
    assert ("0 of 0 shown" in stale, "0 of 1 shown" in fresh) == (True, True)
