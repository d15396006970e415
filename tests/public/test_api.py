"""The read-only API: the same answers as the command, errors in one form, nothing that is not public."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.urls import reverse

from deadlines.questions import answer, parse_question, to_data
from deadlines.rules import RULES
from tests.factories import DeadlineFactory
from web.public.addresses import query_of
from web.public.api.page import operations
from web.public.api.parsing import MAX_BODY
from web.public.api.throttling import OwnMemoryThrottle

pytestmark = pytest.mark.django_db

COMPUTE = "/api/v1/deadlines/compute/"
FLAGSHIP = {
    "id": "w",
    "jurisdiction": "us-fed-cand",
    "counts_from": "order",
    "trigger_date": "2017-12-21",
    "period": {"n": 30, "unit": "days", "direction": "after"},
}


def post(client, body):
    content = body if isinstance(body, str | bytes) else json.dumps(body)
    return client.post(COMPUTE, content, content_type="application/json")


def test_an_answer_is_that_of_the_engine_by_either_way(client):
    expected = to_data(answer(parse_question(FLAGSHIP), RULES))
    assert expected["due"] == "2018-01-22"
    posted, got = post(client, FLAGSHIP), client.get(f"{COMPUTE}?{query_of(FLAGSHIP)}")
    assert (posted.status_code, got.status_code) == (200, 200)
    assert posted.json() == got.json() == expected
    assert posted["Content-Type"] == "application/json"


def test_nothing_is_kept_of_a_caller(client):
    response = post(client, FLAGSHIP)
    assert response.cookies == {}
    assert client.get("/en/calculator/").cookies == {}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"jurisdiction": "mars"}, "jurisdiction"),
        ({"jurisdiction": None}, "jurisdiction"),
        ({"trigger_date": "2018-02-30"}, "trigger_date"),
        ({"trigger_date": 20180101}, "trigger_date"),
        ({"period": {"n": -1, "unit": "days", "direction": "after"}}, "period.n"),
        ({"period": {"n": True, "unit": "days", "direction": "after"}}, "period.n"),
        ({"period": {"n": 1, "unit": "moons", "direction": "after"}}, "period.unit"),
        ({"period": {"n": 1, "unit": "hours", "direction": "after"}}, "trigger_time"),
        ({"period": None}, "period"),
        ({"closures": [{"date": "2018-01-22"}]}, "closures"),
        ({"closures": [{"date": "x", "kind": "clerk_inaccessible"}]}, "closures.date"),
        ({"end_is_event": "yes"}, "end_is_event"),
        ({"rule": "x" * 20_001}, "rule"),
        ({"id": []}, "id"),
    ],
)
def test_a_fault_names_its_field(changed, field, client):
    response = post(client, FLAGSHIP | changed)
    assert response.status_code == 400
    assert response.json()["field"] == field
    assert set(response.json()) == {"field", "message"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[]",
        "null",
        '"text"',
        "[" * 60_000,
        '{"id": 1e999}',
        '{"id": NaN}',
        '{"id": "\\ud800", "jurisdiction": "us-fed-cand"}',
        '{"id": ' + "9" * 5000 + "}",
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_question_is_refused(body, client):
    response = post(client, body)
    assert response.status_code == 400
    assert set(response.json()) == {"field", "message"}


def test_a_body_may_not_be_longer_than_a_question_can_be(client):
    response = post(client, FLAGSHIP | {"trigger_event": "x" * MAX_BODY})
    assert (response.status_code, response.json()["field"]) == (413, "")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_json_is_read(kind, client):
    response = client.post(COMPUTE, "x", content_type=kind)
    assert response.status_code == 415
    assert set(response.json()) == {"field", "message"}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_can_be_written(method, client):
    deadline = DeadlineFactory()
    for url in (COMPUTE, reverse("api:rules"), reverse("api:deadline", args=[deadline.pk])):
        assert getattr(client, method)(url).status_code == 405


def test_a_caller_who_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setattr(OwnMemoryThrottle, "THROTTLE_RATES", {"compute": "2/min", "read": "2/min"})
    statuses = [post(client, FLAGSHIP).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert int(post(client, FLAGSHIP)["Retry-After"]) <= 60


def test_a_header_of_the_callers_own_does_not_make_another_caller(client, monkeypatch, settings):
    monkeypatch.setattr(OwnMemoryThrottle, "THROTTLE_RATES", {"compute": "1/min", "read": "1/min"})
    for number, expected in ((1, 200), (2, 429)):
        # The proxy appends the address that it sees; what stands before it came from the caller.
        headers = {"x-forwarded-for": f"10.0.0.{number}, 203.0.113.9"}
        assert client.get(f"{COMPUTE}?{query_of(FLAGSHIP)}", headers=headers).status_code == expected


def test_the_rules_narrow_by_citation_kind_and_day(client):
    def keys(query):
        return [rule["key"] for rule in client.get(f"/api/v1/rules/?{query}").json()["results"]]

    everything = client.get("/api/v1/rules/?limit=500").json()
    assert everything["count"] == len(everything["results"]) == len(RULES)
    assert "frcp-12-a-1-a-i-2009" in keys("citation=12(a)(1)(A)(i)&on=2018-01-02")
    assert keys("citation=Rule 59(e)&on=2018-01-02") == ["frcp-59-e-2009"]
    assert "frcp-12-a-1-a-i-2009" not in keys("citation=12(a)(1)(A)(i)&on=2008-01-02")
    kinds = client.get("/api/v1/rules/?trigger_kind=service&limit=500").json()["results"]
    assert {rule["trigger_kind"] for rule in kinds} == {"service"}
    rule = client.get("/api/v1/rules/frcp-12-a-1-a-i-2009/").json()
    assert rule["period"] == {"n": 21, "unit": "days", "direction": "after"}
    assert (rule["in_force_from"], rule["reviewed_on"]) == ("2009-12-01", None)


@pytest.mark.parametrize(
    ("query", "field"),
    [("trigger_kind=x", "trigger_kind"), ("on=2018-02-30", "on"), ("citation=" + "x" * 300, "citation")],
)
def test_a_filter_that_cannot_be_used_is_refused(query, field, client):
    response = client.get(f"/api/v1/rules/?{query}")
    assert (response.status_code, response.json()["field"]) == (400, field)


def test_a_public_deadline_has_its_steps(client):
    deadline = DeadlineFactory(
        length_confidence="secondary", length_note_en="Reported.", paused_on=date(2018, 1, 2)
    )
    data = client.get(reverse("api:deadline", args=[deadline.pk])).json()
    assert (data["due_on"], data["period"]["n"]) == ("2018-01-22", 30)
    assert (data["length_confidence"], data["length_note"]) == ("secondary", {"en": "Reported."})
    assert data["paused_on"] == "2018-01-02"
    assert data["steps"] == deadline.steps
    assert data["url"].endswith(f"/deadlines/{deadline.pk}/")


@pytest.mark.parametrize("state", ["draft", "in_review", "withdrawn", "embargoed", "embargo_over", "sealed"])
@pytest.mark.parametrize("of", ["", "docket__", "docket__case__", "trigger__entry__"])
def test_a_deadline_that_is_not_public_is_not_there(state, of, client):
    hidden = DeadlineFactory(**{f"{of}{state}": True})
    for url in (reverse("api:deadline", args=[hidden.pk]), f"/en/deadlines/{hidden.pk}/"):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing/", "/api/v1/rules/a%0Ab/", "/api/v1/rules/none/", "/api/v1/deadlines/99999999/"]
)
def test_what_is_not_there_says_so_as_data(path, client):
    response = client.get(path)
    assert response.status_code == 404
    assert set(response.json()) == {"field", "message"}


def test_the_description_names_every_address_and_field(client):
    described = client.get("/api/v1/schema/?format=json").json()
    assert set(described["paths"]) == {
        COMPUTE,
        "/api/v1/deadlines/{id}/",
        "/api/v1/people/",
        "/api/v1/people/complete/",
        "/api/v1/search/",
        "/api/v1/rules/",
        "/api/v1/rules/{key}/",
    }
    question = described["components"]["schemas"]["QuestionSchema"]
    assert set(question["properties"]) >= set(FLAGSHIP)
    assert client.get("/api/v1/schema/").status_code == 200


def test_the_page_for_people_shows_the_description(public_client):
    page = public_client.get("/ru/api/").content.decode()
    for one in operations():
        assert f"{one.method} {one.path}" in page
    assert "period.n" in page
    assert "<script" not in page
    assert public_client.get("/api/v1/", headers={"accept-language": "kk"})["Location"] == "/kk/api/"


@pytest.mark.parametrize(
    ("make", "queries"),
    [
        (lambda: f"{COMPUTE}?{query_of(FLAGSHIP)}", 0),
        (lambda: reverse("api:rules"), 1),
        (lambda: reverse("api:rule", args=["frcp-4-m-2015"]), 1),
        (lambda: reverse("api:deadline", args=[DeadlineFactory().pk]), 1),
        (lambda: "/api/v1/schema/", 0),
        (lambda: "/en/api/", 0),
    ],
    ids=["compute", "rules", "rule", "deadline", "schema", "page"],
)
def test_what_the_api_costs(make, queries, client, django_assert_num_queries):
    url = make()
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200
