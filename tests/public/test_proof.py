"""The proof of a deadline: everything that its day rests on, and nothing that is not public."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from deadlines.enums import DeadlineStatus
from deadlines.library import mirror_rules
from deadlines.models import DeadlineRule
from deadlines.rules import RULES
from tests.factories import (
    CitationFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    ExtensionFactory,
    PersonFactory,
    TollingFactory,
    TriggerEventFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client, deadline, code="en"):
    response = client.get(f"/{code}/deadlines/{deadline.pk}/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("kk", "2018\xa0ж. 22 қаңтар, дүйсенбі"),
        ("ru", "понедельник, 22 января 2018\xa0г."),
        ("en", "Monday 22 January 2018"),
    ],
)
def test_a_proof_shows_day_zero_the_skipped_days_and_the_last_day(code, day, public_client):
    deadline = DeadlineFactory(rule="Fed. R. Civ. P. 6(a)(1)")
    page = page_of(public_client, deadline, code)
    assert f'<p class="result"><time datetime="2018-01-22">{day}</time></p>' in page
    assert page.count('<span class="authority" lang="en">') == len(deadline.steps)
    assert "Fed. R. Civ. P. 6(a)(1)(C)" in page


def test_a_proof_names_case_docket_obligor_trigger_and_sources(public_client):
    order = DocketEntryFactory(entry_number=67)
    deadline = DeadlineFactory(
        docket=order.docket,
        trigger=TriggerEventFactory(docket=order.docket, entry=order, description="Leave to amend"),
        obligor=PersonFactory(name="Republic of Somewhere"),
        length_note="Reported by the press.",
    )
    cited = CitationFactory(claim=deadline)
    page = page_of(public_client, deadline)
    for text in (
        str(order.docket.case.title),
        order.docket.docket_number,
        "Republic of Somewhere",
        "Leave to amend",
        f'href="/e/{order.pk}/"',
        "Reported by the press.",
        cited.source.title,
        f"#deadline-{deadline.pk}",
        f"revision {deadline.revision}",
    ):
        assert text in page


def test_a_proof_shows_the_chain_and_how_it_ended(public_client):
    answer = DocketEntryFactory(entry_number=69)
    deadline = DeadlineFactory(
        docket=answer.docket,
        trigger__docket=answer.docket,
        state=DeadlineStatus.SATISFIED,
        satisfied_by=answer,
        state_note="Filed in time.",
    )
    ExtensionFactory(deadline=deadline, reason="Stipulation of the parties")
    page = page_of(public_client, deadline)
    assert "22 January 2018 → 29 January 2018" in page
    assert "Stipulation of the parties" in page
    assert "Filed in time." in page
    assert f'Answered by <a href="/e/{answer.pk}/">ECF 69</a>' in page


def test_a_pause_is_not_told_as_a_move(public_client):
    deadline = DeadlineFactory()
    TollingFactory(deadline=deadline, resumed_on=date(2018, 1, 9))
    page = page_of(public_client, deadline)
    assert "The clock stood still: 2 January 2018 – 9 January 2018" in page
    assert "2 January 2018 → " not in page


@pytest.mark.parametrize(
    ("facts", "signs"),
    [
        ({"length_confidence": "secondary"}, ["length as reported, not read in the order"]),
        ({"length_confidence": "secondary", "ordered_by": None}, ["length: secondary source"]),
        ({"length_confidence": "primary"}, []),
        ({"vacated": True}, ["vacated"]),
        ({"state": DeadlineStatus.MISSED}, ["missed"]),
        ({"not_computable": True, "length_confidence": "secondary"}, ["cannot be computed"]),
    ],
)
def test_what_limits_a_day_stands_beside_it_on_the_proof_and_on_the_case_page(facts, signs, public_client):
    deadline = DeadlineFactory(**facts)
    case = deadline.docket.case
    sheets = [
        page[(start := page.index('<div class="sheet">')) : page.index("</div>", start)]
        for page in (
            page_of(public_client, deadline),
            public_client.get(f"/en/cases/{case.pk}-{case.slug}/").content.decode(),
        )
    ]
    assert [re.findall(r'<span class="tag(?: doubt)?">([^<]+)</span>', sheet) for sheet in sheets] == [
        signs
    ] * 2


def test_a_day_named_by_the_court_says_how_it_came_about(public_client):
    page = page_of(public_client, DeadlineFactory(fixed=True, length_note="Moved from 30 April."))
    assert "<dd>Moved from 30 April.</dd>" in page


def test_no_day_is_blamed_on_an_event_whose_day_is_known(public_client):
    undated = page_of(public_client, DeadlineFactory(needs_review=True))
    dated = page_of(public_client, DeadlineFactory(not_computable=True))
    assert "The day that starts this period is not known" in undated
    assert "The day that starts this period is not known" not in dated
    assert '<p class="text">No date is computed.</p>' in dated


def test_a_proof_names_the_rule_and_the_version_of_its_text(public_client):
    mirror_rules(RULES, at=datetime(2026, 1, 1, tzinfo=UTC))
    rule = DeadlineRule.objects.get(key="frcp-59-e-2009")
    page = page_of(public_client, DeadlineFactory(library_rule=rule, ordered_by=None))
    assert f"frcp-59-e-2009 {rule.content_hash[:12]}" in page
    assert "not reviewed by a lawyer" in page


def test_other_readings_and_the_courts_own_date_stand_beside_ours(public_client):
    reading = {
        "due": "2018-01-23",
        "key": "executive_closure",
        "authority": "Some order",
        "day": "2018-01-22",
    }
    deadline = DeadlineFactory(
        readings=[reading], court_stated_on=date(2018, 1, 24), court_stated_note="Docket text of ECF 67"
    )
    page = page_of(public_client, deadline)
    assert "Tuesday 23 January 2018" in page
    assert "Calendar the earlier date." in page
    assert "Wednesday 24 January 2018" in page
    assert "Docket text of ECF 67" in page


@pytest.mark.parametrize("state", [{"not_computable": True}, {"needs_review": True}, {"fixed": True}])
def test_a_deadline_without_a_count_has_a_page_too(state, public_client):
    page = page_of(public_client, DeadlineFactory(**state))
    assert "Nothing was counted." in page
    assert ('class="result"' in page) == ("fixed" in state)


def test_who_and_what_is_not_public_is_not_named(public_client):
    docket = DocketFactory()
    hidden = DocketEntryFactory(docket=docket, draft=True, title="Zanzibar", entry_number=77)
    deadline = DeadlineFactory(
        docket=docket,
        trigger__docket=docket,
        obligor=PersonFactory(name="Zanzibar", draft=True),
        satisfied_by=hidden,
        state=DeadlineStatus.SATISFIED,
    )
    ExtensionFactory(deadline=deadline, entry=hidden, reason="Zanzibar")
    page = page_of(public_client, deadline)
    assert "Zanzibar" not in page
    assert f"/e/{hidden.pk}/" not in page


def test_the_reason_of_an_editors_day_stays_on_the_desk(public_client):
    deadline = DeadlineFactory(by_hand=True, override_reason="Zanzibar")
    page = page_of(public_client, deadline)
    assert "An editor set this date; the count gives Monday 22 January 2018." in page
    assert "Zanzibar" not in page
    assert "Zanzibar" not in public_client.get(f"/api/v1/deadlines/{deadline.pk}/").content.decode()


def test_the_case_page_links_to_the_proof(public_client):
    deadline = DeadlineFactory()
    case = deadline.docket.case
    for code in ("kk", "ru", "en"):
        with override(code):
            page = public_client.get(f"/{code}/cases/{case.pk}-{case.slug}/").content.decode()
        assert f'href="/{code}/deadlines/{deadline.pk}/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_proof_costs_the_same_for_one_extension_and_for_three(
    count, public_client, django_assert_num_queries
):
    docket = DocketFactory()
    answer = DocketEntryFactory(docket=docket)
    deadline = DeadlineFactory(
        docket=docket, trigger__docket=docket, obligor=PersonFactory(), satisfied_by=answer, satisfied=True
    )
    for _ in range(count):
        ExtensionFactory(deadline=deadline, entry=DocketEntryFactory(docket=docket))
        CitationFactory(claim=deadline)
    page_of(public_client, deadline)
    with django_assert_num_queries(7):
        page_of(public_client, deadline)


def test_what_is_not_there_is_not_found(public_client):
    assert public_client.get("/en/deadlines/99999/").status_code == 404
