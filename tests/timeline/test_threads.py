"""A motion with what opposed, supported and decided it."""

from __future__ import annotations

import pytest

from foundation.core.audience import PUBLIC
from tests.factories import CaseFactory, DocketEntryFactory, DocketFactory, EntryLinkFactory
from web.timeline.index import build_index
from web.timeline.threads import motion_threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def docket():
    return DocketFactory(case=CaseFactory())


def entry(docket, number, kind, day=1):
    return DocketEntryFactory(docket=docket, entry_number=number, kind=kind, date=f"2018-03-{day:02}")


def link(one, other, kind, **values):
    return EntryLinkFactory(from_entry=one, to_entry=other, kind=kind, **values)


def threads(docket):
    index = build_index(docket.case, language="en", audience=PUBLIC)
    return [
        (
            thread.motion.label,
            [row.label for row in thread.rows],
            thread.outcome,
            thread.decided_by and thread.decided_by.label,
        )
        for thread in motion_threads(index.rows, index.links)
    ]


def test_motion_opposition_reply_and_order_are_one_thread(docket):
    motion = entry(docket, 70, "motion_to_dismiss", 1)
    opposition = entry(docket, 75, "opposition", 2)
    reply = entry(docket, 80, "reply", 3)
    order = entry(docket, 91, "order", 4)
    link(opposition, motion, "answers")
    link(reply, motion, "supports")
    link(order, motion, "decides", outcome="granted")
    assert threads(docket) == [("ECF 70", ["ECF 75", "ECF 80", "ECF 91"], "granted", "ECF 91")]


def test_a_reply_that_names_only_the_opposition_belongs_to_the_motion_all_the_same(docket):
    motion, opposition = entry(docket, 70, "motion", 1), entry(docket, 75, "opposition", 2)
    link(opposition, motion, "answers")
    link(entry(docket, 80, "reply", 3), opposition, "answers")
    assert threads(docket) == [("ECF 70", ["ECF 75", "ECF 80"], None, None)]


def test_an_order_that_decides_two_motions_stands_in_both_threads(docket):
    one, other = entry(docket, 70, "motion_to_dismiss", 1), entry(docket, 75, "motion", 2)
    order = entry(docket, 91, "order", 4)
    link(order, one, "decides", outcome="granted")
    link(order, other, "decides", outcome="moot")
    assert threads(docket) == [
        ("ECF 70", ["ECF 91"], "granted", "ECF 91"),
        ("ECF 75", ["ECF 91"], "moot", "ECF 91"),
    ]
    index = build_index(docket.case, language="en", audience=PUBLIC)
    said = [thread.outcomes for thread in motion_threads(index.rows, index.links)]
    assert said == [{order.pk: ("granted",)}, {order.pk: ("moot",)}]


def test_a_decision_without_a_known_outcome_is_not_verified_and_not_open(docket):
    motion, order = entry(docket, 70, "motion", 1), entry(docket, 91, "order", 4)
    link(order, motion, "decides", outcome="unknown")
    assert threads(docket) == [("ECF 70", ["ECF 91"], "unknown", "ECF 91")]


def test_a_motion_by_itself_and_papers_about_something_else_make_no_thread(docket):
    entry(docket, 70, "motion", 1)
    complaint = entry(docket, 1, "complaint", 1)
    link(entry(docket, 5, "answer", 2), complaint, "answers")
    assert threads(docket) == []


def test_what_readers_may_not_see_is_in_no_thread(docket):
    motion = entry(docket, 70, "motion", 1)
    hidden = DocketEntryFactory(docket=docket, entry_number=75, kind="opposition", sealed=True)
    link(hidden, motion, "answers")
    link(entry(docket, 91, "order", 4), motion, "decides", outcome="denied")
    assert threads(docket) == [("ECF 70", ["ECF 91"], "denied", "ECF 91")]
