"""Where the shapes of a line stand, and which of them are drawn as one."""

from __future__ import annotations

from datetime import date

import pytest

from foundation.core.languages import LocalizedText
from web.timeline.axis import LABELS, WIDTH, Axis
from web.timeline.events import EventGroup, EventSource, IndexRow, Place
from web.timeline.marks import CROWD, LEAST, TAIL, marks_of

YEAR = Axis(date(2017, 1, 1), date(2017, 12, 31))
NEXT = Axis(date(2018, 1, 1), date(2018, 12, 31))


def row(pk: int, earliest: str = "", latest: str = "", *, group=EventGroup.FILINGS, claim: str = ""):
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    known = first or last
    event = IndexRow(
        source=EventSource.ENTRY,
        group=group,
        pk=pk,
        place=Place(False, known, 1, pk, 0, pk),
        date=earliest or latest,
        label=f"ECF {pk}",
        title=LocalizedText("Something", "en", False),
        docket=None,
        claim=claim,
        earliest=first,
        latest=last,
    )
    return event, (known, last or known)


def exact(pk: int, day: str, **more: object):
    return row(pk, day, day, **more)


def marks(*rows, axis: Axis = YEAR, closer: bool = True):
    return marks_of(rows, axis, closer=closer)


def test_a_shape_stands_in_the_middle_of_all_days_that_it_may_have_been():
    [mark] = marks(row(1, "2017-03-01", "2017-03-31"))
    assert (mark.x, mark.width) == (
        YEAR.x(date(2017, 3, 1)),
        pytest.approx(30 * (WIDTH - LABELS) / 364, abs=0.2),
    )
    assert mark.at == YEAR.x(date(2017, 3, 16))


def test_a_picture_without_the_middle_of_a_stretch_has_the_stretch_alone():
    """A ring on 26 December would say that the paper was filed about then; its middle is in March."""
    between = row(69, "2017-12-21", "2018-06-08")
    [mark] = marks(between)
    begins = YEAR.x(date(2017, 12, 21))
    assert (mark.x, mark.width, mark.at) == (begins, round(WIDTH - begins, 1), None)
    [after] = marks(between, axis=NEXT)
    assert (after.x, after.at) == (LABELS, NEXT.x(date(2018, 3, 15)))


def test_what_is_known_to_a_few_days_over_the_turn_of_a_year_is_shown_in_the_year_of_its_middle():
    turn = row(1, "2017-12-30", "2018-01-01")
    [before], [after] = marks(turn), marks(turn, axis=NEXT)
    assert (before.at, before.width) == (YEAR.x(date(2017, 12, 31)), 0.0)
    assert (after.at, after.x, after.width) == (None, LABELS, LEAST)
    [edge] = marks(row(1, "2017-12-31", "2018-01-09"))
    assert (edge.at, edge.x, edge.width) == (None, WIDTH - LEAST, LEAST)


def test_a_few_days_are_a_point_only_where_they_are_no_wider_than_its_shape():
    december = Axis(date(2017, 12, 1), date(2017, 12, 31))
    few = row(1, "2017-12-21", "2017-12-24")
    assert [bool(marks(few, axis=axis)[0].width) for axis in (YEAR, december)] == [False, True]


def test_a_day_of_which_one_bound_is_known_is_no_point():
    by, since = row(1, "", "2017-06-01"), row(2, "2017-06-01", "")
    there = YEAR.x(date(2017, 6, 1))
    shown = {mark.event.pk: (mark.x, mark.width) for mark in marks(by, since)}
    assert shown == {1: (round(there - TAIL, 1), TAIL), 2: (there, TAIL)}


def test_rows_of_one_kind_at_one_place_are_one_mark_that_leads_to_them():
    [mark] = marks(exact(1, "2017-12-21"), exact(2, "2017-12-21"), exact(3, "2017-12-21"))
    assert ([event.pk for event in mark.events], mark.closer) == ([1, 2, 3], False)


def test_those_of_several_kinds_at_one_place_stand_over_each_other():
    found = marks(
        exact(1, "2017-12-21"), exact(2, "2017-12-21", group=EventGroup.ACTS), exact(3, "2017-01-01")
    )
    assert {mark.event.pk: mark.down for mark in found} == {1: -5.0, 2: 5.0, 3: 0.0}


def test_an_allegation_is_not_one_with_what_a_source_shows():
    alleged, shown = (
        exact(pk, "2017-12-21", group=EventGroup.EVENTS, claim=claim)
        for pk, claim in ((1, "allegation"), (2, "report"))
    )
    assert [(mark.count, mark.is_alleged) for mark in marks(alleged, shown)] == [(1, True), (1, False)]


def test_a_crowd_of_marks_is_drawn_as_groups_that_know_their_number():
    crowd = [exact(pk, f"2017-{pk % 12 + 1:02}-{pk // 12 + 1:02}") for pk in range(2 * CROWD)]
    few, many = marks(*crowd[:CROWD]), marks(*crowd)
    assert [mark.count for mark in few] == [1] * CROWD
    assert len(many) < CROWD
    assert sum(mark.count for mark in many) == 2 * CROWD
    assert {mark.closer for mark in many if mark.count > 1} == {True}
    assert {mark.closer for mark in marks(*crowd, closer=False)} == {False}


def test_a_crowd_puts_no_exact_day_where_a_whole_year_has_its_middle():
    crowd = [exact(pk, f"2017-01-{pk % 28 + 1:02}") for pk in range(2 * CROWD)]
    *groups, year = marks(*crowd, row(999, "2017-01-01", "2017-12-31"))
    assert [event.pk for event in year.events] == [999]
    assert (year.x, year.width) == (LABELS, WIDTH - LABELS)
    assert sum(mark.count for mark in groups) == 2 * CROWD
    assert max(mark.at for mark in groups) <= YEAR.x(date(2017, 1, 28))
