"""One timeline over all dockets of a case."""

from __future__ import annotations

from datetime import date

import pytest

from foundation.core.audience import PUBLIC
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CourtFactory,
    DeadlineFactory,
    DocketEntryFactory,
    DocketFactory,
    EntryLinkFactory,
    EventFactory,
    FilerFactory,
    PersonFactory,
    SpeakerFactory,
    StatementFactory,
)
from web.timeline.details import read_details
from web.timeline.events import EventGroup, EventSource
from web.timeline.index import build_index

pytestmark = pytest.mark.django_db


def timeline(case):
    index = build_index(case, language="en", audience=PUBLIC)
    return list(read_details(index, index.rows).events)


def labels(events):
    return [event.label or event.title.text for event in events]


@pytest.mark.parametrize(
    ("filed", "late"), [("2018-01-22", False), ("2018-03-01", True), ("[2018-01-01..2018-06-08]", False)]
)
def test_an_answer_is_late_only_where_that_is_sure(filed, late):
    docket = DocketFactory()
    answer = DocketEntryFactory(docket=docket, date=filed)
    deadline = DeadlineFactory(docket=docket, trigger__docket=docket, satisfied=True, satisfied_by=answer)
    assert deadline.due_on == date(2018, 1, 22)
    index = build_index(docket.case, language="en", audience=PUBLIC)
    [detail] = [
        event.detail
        for event in read_details(index, index.rows).events
        if event.pk == deadline.pk and event.source == "deadline"
    ]
    assert (detail.satisfied_on, detail.is_late) == (filed, late)


def test_entries_of_all_dockets_stand_in_the_order_of_their_days():
    case = CaseFactory()
    first, second = DocketFactory.create_batch(2, case=case)
    DocketEntryFactory(docket=second, entry_number=9, date="2016-05-05")
    DocketEntryFactory(docket=first, entry_number=2, date="2015-05-05")
    DocketEntryFactory(docket=first, entry_number=3, date="2017-05-05")
    assert labels(timeline(case)) == ["ECF 2", "ECF 9", "ECF 3"]


def test_a_window_stands_behind_the_order_that_starts_it_and_before_what_follows():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    order = DocketEntryFactory(docket=docket, entry_number=67, date="2017-12-21")
    DocketEntryFactory(docket=docket, entry_number=68, date="2017-12-22")
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, title="Window to amend")
    assert labels(timeline(case)) == ["ECF 67", "Window to amend", "ECF 68"]


def test_an_undated_motion_stands_before_the_order_that_decides_it():
    docket = DocketFactory()
    DocketEntryFactory(docket=docket, entry_number=1094, date="2019-06-28", title="Crossclaims")
    motion = DocketEntryFactory(docket=docket, entry_number=914, undated=True, motion=True)
    opinion = DocketEntryFactory(docket=docket, unnumbered=True, date="2019-05-29", title="Leave granted")
    EntryLinkFactory(from_entry=opinion, to_entry=motion)
    assert labels(timeline(docket.case)) == ["ECF 914", "Leave granted", "ECF 1094"]


def test_the_days_of_a_window_have_the_holidays_of_its_court():
    day_after_thanksgiving = date(2018, 11, 23)
    for code, is_holiday in (("cand", True), ("dcd", False)):
        case = DeadlineFactory(docket__court=CourtFactory(code=code)).docket.case
        [window] = [row.detail for row in timeline(case) if row.source == EventSource.DEADLINE]
        assert (day_after_thanksgiving in window.holidays) == is_holiday, code


def test_a_day_that_was_moved_is_not_drawn_as_it_was_counted():
    case = CaseFactory()
    counted, moved = DeadlineFactory(docket__case=case), DeadlineFactory(docket__case=case, by_hand=True)
    details = {event.pk: event.detail for event in timeline(case)}
    assert details[counted.pk].window[-1].day == details[counted.pk].due_on
    assert (details[moved.pk].window, details[moved.pk].steps, details[moved.pk].caveats) == ((), (), ())


def test_an_undated_number_knows_the_days_of_the_numbers_around_it():
    docket = DocketFactory()
    for number, day in ((3, "2020-06-01"), (7, "2021-03-29")):
        DocketEntryFactory(docket=docket, entry_number=number, date=day)
    # The days of papers that nobody may see tell nothing.
    for number, day in ((4, "2020-09-09"), (6, "2020-11-11"), (10, "2022-02-02")):
        DocketEntryFactory(docket=docket, entry_number=number, date=day, sealed=True)
    middle, last = (DocketEntryFactory(docket=docket, entry_number=number, undated=True) for number in (5, 9))
    index = build_index(docket.case, language="en", audience=PUBLIC)
    events = {event.pk: event.by_number for event in read_details(index, index.rows).events}
    assert events[middle.pk] == (date(2020, 6, 1), date(2021, 3, 29))
    assert events[last.pk] == (date(2021, 3, 29), None)


def test_an_undated_unnumbered_entry_has_no_year():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    DocketEntryFactory(docket=docket, placeholder=True, title="Opposition")
    DocketEntryFactory(docket=docket, entry_number=1, date="2015-01-05")
    assert [(event.title.text, event.year) for event in timeline(case)] == [
        ("Order", 2015),
        ("Opposition", None),
    ]


def test_every_source_yields_the_same_kind_of_row():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    order = DocketEntryFactory(docket=docket, date="2015-01-05")
    DocketEntryFactory(docket=docket, motion=True, date="2015-01-04")
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order)
    EventFactory(case=case, date="2015-02-02")
    SpeakerFactory(statement=StatementFactory(case=case, date="2015-03-03"))
    assert [(event.source, event.group) for event in timeline(case)] == [
        (EventSource.ENTRY, EventGroup.FILINGS),
        (EventSource.ENTRY, EventGroup.ACTS),
        (EventSource.DEADLINE, EventGroup.DEADLINES),
        (EventSource.EVENT, EventGroup.EVENTS),
        (EventSource.STATEMENT, EventGroup.STATEMENTS),
    ]


def test_a_statement_whose_speaker_may_not_be_named_is_not_shown():
    case = CaseFactory()
    SpeakerFactory(statement=StatementFactory(case=case, date="2015-03-03"), person__draft=True)
    assert timeline(case) == []


def test_an_obligor_who_may_not_be_named_is_not_named():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    order = DocketEntryFactory(docket=docket)
    DeadlineFactory(
        docket=docket, trigger__docket=docket, trigger__entry=order, obligor=PersonFactory(draft=True)
    )
    assert [event.detail.obligor for event in timeline(case) if event.source == EventSource.DEADLINE] == [
        None
    ]


def test_a_deadline_that_runs_from_a_sealed_entry_is_not_shown():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    sealed = DocketEntryFactory(docket=docket, sealed=True)
    DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=sealed)
    assert timeline(case) == []


def test_a_link_to_a_sealed_entry_is_not_shown():
    case = CaseFactory()
    docket = DocketFactory(case=case)
    order = DocketEntryFactory(docket=docket)
    EntryLinkFactory(from_entry=order, to_entry=DocketEntryFactory(docket=docket, sealed=True))
    assert [event.detail.links for event in timeline(case)] == [()]


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(count, django_assert_num_queries):
    case = CaseFactory()
    for _ in range(count):
        docket = DocketFactory(case=case)
        order = DocketEntryFactory(docket=docket)
        CitationFactory(claim=order)
        FilerFactory(entry=DocketEntryFactory(docket=docket, motion=True))
        EntryLinkFactory(from_entry=order)
        DeadlineFactory(docket=docket, trigger__docket=docket, trigger__entry=order, obligor=PersonFactory())
        EventFactory(case=case)
        SpeakerFactory(statement=StatementFactory(case=case, confirmed=True))
    timeline(case)  # fills Django's cache of content types
    with django_assert_num_queries(12):
        timeline(case)
