"""The calendar of a public case: nothing hidden is in it, and who has it already gets a short answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils.translation import override

from cases.models import Case
from deadlines.changes import extend_deadline, vacate_deadline
from deadlines.models import Deadline, Extension
from tests.canary.planting import STATES
from tests.deadlines.calendar_programs import checked, events_of, unfolded
from tests.factories import CaseFactory, DeadlineFactory, DocketEntryFactory, DocketFactory
from tests.public.test_hiding import MARK

pytestmark = pytest.mark.django_db

NOW = datetime(2017, 12, 22, 12, tzinfo=UTC)


@pytest.fixture
def deadline() -> Deadline:
    """Due on Monday 22 January 2018; all is public."""
    row: Deadline = DeadlineFactory(title="Amended complaint")
    return row


def address(case: Case, code: str = "en") -> str:
    with override(code):
        return reverse("public:case_calendar", args=[case.pk, case.slug])


def fetch(client: Any, case: Case, code: str = "en", **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with time_machine.travel(NOW, tick=False):
        return client.get(address(case, code), headers=named)


def test_a_case_has_its_calendar_in_each_language(deadline: Deadline, public_client: Any) -> None:
    case = deadline.docket.case
    DeadlineFactory()  # of another case
    for code in ("kk", "ru", "en"):
        response = fetch(public_client, case, code)
        (event,) = events_of(response.content)
        assert (response.status_code, response["Content-Type"], response["Content-Language"]) == (
            *(200, "text/calendar; charset=utf-8"),
            code,
        )
        assert response["Content-Disposition"] == f'inline; filename="{case.slug}.ics"'
        assert response["Cache-Control"] == "public, no-cache"
        assert (event.decoded("dtstart"), str(event["url"])) == (
            date(2018, 1, 22),
            f"https://docketline.example/{code}/deadlines/{deadline.pk}/",
        )
        assert (
            public_client.get(str(event["url"]).removeprefix("https://docketline.example")).status_code == 200
        )
        assert checked(response.content).name == [case.title]


def test_the_case_page_leads_to_it(deadline: Deadline, public_client: Any) -> None:
    case = deadline.docket.case
    for code in ("kk", "ru", "en"):
        page = public_client.get(f"/{code}/cases/{case.pk}-{case.slug}/").content.decode()
        assert page.count(f'href="{address(case, code)}"') == 2  # a link, and one for programs


def test_an_old_slug_leads_to_the_present_one(public_client: Any) -> None:
    case = CaseFactory(slug="new-slug")
    response = public_client.get(f"/ru/cases/{case.pk}-old-slug/calendar.ics")
    assert (response.status_code, response["Location"]) == (301, address(case, "ru"))


def test_nothing_rings_and_nobody_writes(deadline: Deadline, public_client: Any) -> None:
    assert b"VALARM" not in fetch(public_client, deadline.docket.case).content
    assert public_client.post(address(deadline.docket.case)).status_code == 405


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_case_that_readers_may_not_see_has_no_calendar(state: Any, public_client: Any) -> None:
    hidden = DeadlineFactory(docket__case=CaseFactory(title=MARK, **state)).docket.case
    answers = [fetch(public_client, hidden), public_client.get("/en/cases/999-x/calendar.ics")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert MARK not in answers[0].content.decode()


def _on_the_deadline(case: Case, hidden: Any, /, **fields: Any) -> None:
    docket = DocketFactory(case=case)
    DeadlineFactory(docket=docket, title=MARK, length_note=MARK, state_note=MARK, **hidden, **fields)


def _on_the_docket(case: Case, hidden: Any, /, **fields: Any) -> None:
    docket = DocketFactory(case=case, docket_number=MARK, **hidden)
    DeadlineFactory(docket=docket, title=MARK, **fields)


def _on_the_order(case: Case, hidden: Any, /, **fields: Any) -> None:
    docket = DocketFactory(case=case)
    order = DocketEntryFactory(docket=docket, **hidden)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, title=MARK, **fields)


def _on_what_it_follows(case: Case, hidden: Any, /, **fields: Any) -> None:
    docket = DocketFactory(case=case)
    ahead = DeadlineFactory(docket=docket, title=MARK, **hidden)
    DeadlineFactory(docket=docket, depends_on=ahead, title=MARK, **fields)


PLANTS = [_on_the_deadline, _on_the_docket, _on_the_order, _on_what_it_follows]
#: As it stands, and as what would be left of it: a cancelled item.
STANDING = [{}, {"state": "vacated", "revised_at": NOW}, {"state": "satisfied"}, {"state": "missed"}]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_nothing_hidden_is_in_it_not_even_cancelled(
    plant: Any, deadline: Deadline, public_client: Any
) -> None:
    case = deadline.docket.case
    for state in STATES.values():
        for fields in STANDING:
            plant(case, state, **fields)
    assert Deadline.objects.filter(title=MARK).count() >= len(STATES) * len(STANDING)
    for code in ("kk", "ru", "en"):
        body = fetch(public_client, case, code).content
        assert [str(event["uid"]) for event in events_of(body)] == [
            f"deadline-{deadline.pk}@docketline.example"
        ]
        assert MARK not in unfolded(body)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__.strip("_"))
def test_the_same_is_in_it_once_it_is_public(plant: Any, deadline: Deadline, public_client: Any) -> None:
    for fields in STANDING:
        plant(deadline.docket.case, {}, **fields)
    body = fetch(public_client, deadline.docket.case).content
    titles = [str(event["summary"]) for event in events_of(body)]
    assert {f"{word}{MARK}" for word in ("", "Vacated: ", "Done: ", "Missed: ")} <= set(titles)


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_was_public_and_is_hidden_leaves_no_trace(
    state: Any, deadline: Deadline, public_client: Any
) -> None:
    case = deadline.docket.case
    alone = fetch(public_client, case).content
    gone = DeadlineFactory(docket__case=case, title=MARK)
    vacate_deadline(gone, reason=MARK, by=None, at=NOW)
    before = fetch(public_client, case)
    assert MARK in unfolded(before.content)
    hidden = DeadlineFactory.build(docket=gone.docket, trigger=gone.trigger, **state)
    Deadline.objects.filter(pk=gone.pk).update(
        status=hidden.status, embargo_until=hidden.embargo_until, sealed=hidden.sealed
    )
    after = fetch(
        public_client, case, if_none_match=before["ETag"], if_modified_since=before["Last-Modified"]
    )
    assert (after.status_code, after.content) == (200, alone)


# --- answers to those who return ----------------------------------------------------------------------


def test_who_has_the_same_bytes_gets_a_short_answer(deadline: Deadline, public_client: Any) -> None:
    case = deadline.docket.case
    first = fetch(public_client, case)
    again = fetch(public_client, case, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert [again[name] for name in ("ETag", "Cache-Control", "Last-Modified")] == [
        first[name] for name in ("ETag", "Cache-Control", "Last-Modified")
    ]
    extend_deadline(Extension(deadline=deadline, due_on=date(2018, 2, 5), reason="Order"), by=None, at=NOW)
    moved = fetch(public_client, case, if_none_match=first["ETag"])
    assert (moved.status_code, moved["ETag"] != first["ETag"]) == (200, True)


def test_a_date_alone_does_not_prove_that_a_copy_is_fresh(deadline: Deadline, public_client: Any) -> None:
    """What was sealed leaves no date behind: the other items are as old as they were."""
    case = deadline.docket.case
    older = DeadlineFactory(docket__case=case, title=MARK)
    DeadlineFactory(docket__case=case)
    first = fetch(public_client, case)
    Deadline.objects.filter(pk=older.pk).update(sealed=True)
    again = fetch(public_client, case, if_modified_since=first["Last-Modified"])
    assert (again.status_code, again["Last-Modified"]) == (200, first["Last-Modified"])
    assert MARK not in unfolded(again.content)


def test_head_says_the_same_without_the_file(deadline: Deadline, public_client: Any) -> None:
    got = fetch(public_client, deadline.docket.case)
    with time_machine.travel(NOW, tick=False):
        asked = public_client.head(address(deadline.docket.case))
    assert (asked.status_code, asked.content, asked["ETag"]) == (200, b"", got["ETag"])
    assert asked["Content-Length"] == str(len(got.content))


def test_an_empty_calendar_has_no_date(public_client: Any) -> None:
    response = fetch(public_client, CaseFactory())
    assert (events_of(response.content), "Last-Modified" in response) == ([], False)


def test_who_asks_too_often_is_asked_to_wait(
    deadline: Deadline, public_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rest_framework.throttling.SimpleRateThrottle.THROTTLE_RATES", {"feed": "2/min"})
    answers = [fetch(public_client, deadline.docket.case) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[2]["Retry-After"], answers[2].content) == (
        *("60", b"Too many requests; try again later.\n"),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_two_queries(count: int, public_client: Any, django_assert_num_queries: Any) -> None:
    case = CaseFactory()
    for _ in range(count):
        DeadlineFactory(docket__case=case)
    with django_assert_num_queries(2):
        assert len(events_of(fetch(public_client, case).content)) == count
