"""The rule library on the desk: to look at, to sign, and the closures of courts."""

from __future__ import annotations

from datetime import date

import pytest

from deadlines.enums import ClosureKind
from deadlines.models import CourtClosure, RuleReview
from foundation.accounts.models import User
from tests.desk.conftest import DeskClient
from tests.desk.forms import errors, shown
from tests.factories import (
    CourtClosureFactory,
    CourtFactory,
    DeadlineRuleFactory,
    HolidayRowFactory,
    RuleReviewFactory,
)

pytestmark = pytest.mark.django_db

RULES, REVIEWS = "/admin/deadlines/deadlinerule/", "/admin/deadlines/rulereview/"


def test_rules_are_found_by_citation_and_shown_with_their_review(desk: DeskClient) -> None:
    rule = DeadlineRuleFactory(data={"notes": "<b>Mind</b> this.", "period": [21, "days", "after"]})
    DeadlineRuleFactory(citation="Fed. R. Civ. P. 59(e)")
    page = desk.get(RULES, {"q": "12(a)(1)(A)(i)"})
    assert [row.pk for row in page.context["cl"].result_list] == [rule.pk]
    assert "not reviewed by a lawyer" in page.content.decode()
    review = RuleReviewFactory(rule=rule)
    shown_rule = desk.get(f"{RULES}{rule.pk}/change/").content.decode()
    assert review.reviewer.username in shown_rule
    assert "&lt;b&gt;Mind&lt;/b&gt; this." in shown_rule
    assert f"{REVIEWS}add/?rule={rule.pk}" in shown_rule


def test_nobody_edits_a_shipped_rule_or_holiday(admin_desk: DeskClient) -> None:
    for record in (DeadlineRuleFactory(), HolidayRowFactory()):
        address = f"/admin/deadlines/{record._meta.model_name}/"
        assert admin_desk.get(f"{address}{record.pk}/change/").status_code == 200
        assert admin_desk.get(f"{address}add/").status_code == 403
        assert admin_desk.post(f"{address}{record.pk}/change/", {}).status_code == 403


def test_a_lawyer_signs_a_rule(desk: DeskClient, editor: User) -> None:
    rule = DeadlineRuleFactory()
    address = f"{REVIEWS}add/?rule={rule.pk}"
    form = shown(desk.get(address))
    assert form["rule"] == str(rule.pk)
    assert "has_read" in errors(desk.post(address, form))
    response = desk.post(address, form | {"has_read": "on", "note": "Read on paper."})
    assert response.status_code == 302, errors(response)
    review = RuleReview.objects.get()
    assert (review.rule_key, review.content_hash, review.reviewer) == (rule.key, rule.content_hash, editor)
    assert review.note == "Read on paper."
    again = desk.post(address, form | {"has_read": "on"})
    assert "signed this text" in str(errors(again))
    assert desk.get(f"{REVIEWS}{review.pk}/change/").status_code == 200
    assert desk.post(f"{REVIEWS}{review.pk}/change/", {"note": "x"}).status_code == 403
    assert desk.get(REVIEWS).status_code == 200


def test_a_closure_is_entered_once(desk: DeskClient) -> None:
    court = CourtFactory()
    address = "/admin/deadlines/courtclosure/add/"
    data = shown(desk.get(address)) | {
        "court": court.pk,
        "day": "2018-12-05",
        "kind": ClosureKind.PRESIDENTIAL_CLOSURE,
        "source": "Notice of the clerk",
    }
    assert "source" in errors(desk.post(address, data | {"source": ""}))
    response = desk.post(address, data)
    assert response.status_code == 302, errors(response)
    assert CourtClosure.objects.get().day == date(2018, 12, 5)
    assert "entered already" in str(errors(desk.post(address, data)))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("deadlinerule", DeadlineRuleFactory),
        ("rulereview", RuleReviewFactory),
        ("courtclosure", CourtClosureFactory),
    ],
)
def test_a_list_costs_the_same_for_one_and_three(
    desk: DeskClient, django_assert_num_queries: object, name: str, factory: object, rows: int
) -> None:
    for number in range(rows):
        factory(**({"day": date(2018, 1, 2 + number)} if name == "courtclosure" else {}))  # type: ignore[operator]
    desk.get(f"/admin/deadlines/{name}/")
    with django_assert_num_queries(LISTS[name]):  # type: ignore[operator]
        assert desk.get(f"/admin/deadlines/{name}/").status_code == 200


#: Session, user and permissions, the count and the rows; the filter of rules lists their jurisdictions.
LISTS = {"deadlinerule": 7, "rulereview": 7, "courtclosure": 7}
