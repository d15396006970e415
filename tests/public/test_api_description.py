"""The API keeps what its own description says, whatever is asked, allowed by the description or not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from deadlines.models import Deadline
from tests.factories import DeadlineFactory
from tests.search.indexing import index_everything

#: The plugin collects one test for each operation.
pytest_plugins = ["schemathesis.pytest.plugin"]

DESCRIPTION = "/api/v1/schema/?format=json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


#: As it is served; the request asks no database.
api = schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())


@pytest.fixture
def records(db: None) -> Iterator[None]:
    """Something that can be found. As with Django's client an answer leaves the connection of a test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    DeadlineFactory()
    index_everything()
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def kept(case: Case) -> int:
    """Ask what a case asks, compare the answer with the description, and return its status."""
    caches["memory"].clear()
    return case.call_and_validate(checks=CHECKS).status_code


@pytest.mark.slow
@api.parametrize()
@hypothesis_settings(max_examples=10, suppress_health_check=list(HealthCheck))
def test_no_question_gets_an_answer_that_is_not_described(case: Case, records: None) -> None:
    assert kept(case) < 500


def test_good_questions_get_the_answers_that_are_described(records: None) -> None:
    deadline = Deadline.objects.get()
    asked = {"q": str(deadline.docket.case.title)}
    question = {"jurisdiction": "us-fed-cand", "trigger_date": "2017-12-21", "counts_from": "order"}
    period = {"n": 30, "unit": "days", "direction": "after"}
    in_address = {f"period.{name}": value for name, value in period.items()}
    cases = [
        api["/api/v1/deadlines/compute/"]["GET"].Case(query={**question, **in_address}),
        api["/api/v1/deadlines/compute/"]["POST"].Case(
            body={**question, "period": period}, media_type="application/json"
        ),
        api["/api/v1/deadlines/{id}/"]["GET"].Case(path_parameters={"id": deadline.pk}),
        api["/api/v1/rules/"]["GET"].Case(query={"limit": 500}),
        api["/api/v1/rules/{key}/"]["GET"].Case(path_parameters={"key": "frcp-59-e-2009"}),
        api["/api/v1/search/"]["GET"].Case(query=asked),
        api["/api/v1/people/"]["GET"].Case(query={"q": "Roe"}),
        api["/api/v1/people/complete/"]["GET"].Case(query={"q": "Roe"}),
    ]
    assert {case.operation.label for case in cases} == {one.ok().label for one in api.get_all_operations()}
    assert [kept(case) for case in cases] == [200] * len(cases)


def test_an_answer_that_is_not_described_is_found(records: None) -> None:
    """So the tests above would see one."""
    case = api["/api/v1/deadlines/{id}/"]["GET"].Case(path_parameters={"id": Deadline.objects.get().pk})
    response = case.call()
    response.content = response.content.replace(b'"revision":', b'"version":')
    with pytest.raises(FailureGroup):
        case.validate_response(response, checks=CHECKS)
