"""Where everything stands in the picture of a case."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.languages import LocalizedText
from web.public.lanelegend import run_of
from web.timeline.axis import LABELS, WIDTH
from web.timeline.events import DocketRef, EventGroup, EventSource, IndexRow, Place
from web.timeline.index import DocketTie
from web.timeline.lanes import LEADING, LINE, Bounds, Proceeding, draw
from web.timeline.marks import CROWD
from web.timeline.zoom import Zoom

NOTHING = Bounds(None, None)
NO_NOTE = LocalizedText("", "en", is_fallback=False)


def day(text: str) -> date:
    return date.fromisoformat(text)


def exactly(text: str) -> Bounds:
    return Bounds(day(text), day(text))


def proceeding(pk: int, *, country: str = "US", court: str = "N.D. Cal.", filed=NOTHING, ended=NOTHING):
    return Proceeding(pk, country, court, f"No. {pk}", filed, ended)


def event(pk: int, earliest: str, latest: str = "", *, docket: int = 1):
    place = Place(False, day(earliest), docket, 0, 0, pk)
    ref = DocketRef(docket, "", None, "", docket) if docket else None
    return IndexRow(
        source=EventSource.EVENT,
        group=EventGroup.EVENTS,
        pk=pk,
        place=place,
        date=earliest,
        label="",
        title=LocalizedText("Something", "en", False),
        docket=ref,
        kind="leak",
        claim="report",
        earliest=day(earliest),
        latest=day(latest or earliest),
    )


def lines(picture):
    return [line for country in picture.countries for band in country.bands for line in band.lines]


def test_the_axis_runs_over_whole_years():
    picture = draw([proceeding(1)], [], [event(1, "2017-12-21"), event(2, "2018-06-08")], zoom=Zoom())
    assert (picture.begins, picture.ends) == (day("2017-01-01"), day("2018-12-31"))
    assert [tick.day.year for tick in picture.ticks] == [2017, 2018]
    assert [str(tick.zoom) for tick in picture.ticks] == ["2017", "2018"]


def test_nothing_with_a_date_is_no_picture():
    undated = event(1, "2017-01-01")._replace(earliest=None, latest=None)
    assert draw([proceeding(1)], [], [undated], zoom=Zoom()) is None


def test_a_day_is_a_point_and_a_month_is_a_stretch():
    rows = [
        event(1, "2017-12-21"),
        event(2, "2017-01-01", "2017-01-31"),
        event(3, "2017-12-21", "2017-12-24"),
    ]
    [line] = lines(draw([proceeding(1)], [], rows, zoom=Zoom()))
    assert [mark.width > 0 for mark in line.marks] == [False, True, False]


def test_countries_and_courts_stand_together_in_the_order_in_which_they_come_first():
    rows = [
        proceeding(1),
        proceeding(2, country="GB", court="EWHC"),
        proceeding(3, court="S.D.N.Y."),
        proceeding(4),
        proceeding(5, country="GB", court="UKSC"),
    ]
    picture = draw(rows, [], [event(1, "2017-12-21")], zoom=Zoom())
    courts = [
        (country.code, [(band.court, [line.proceeding.pk for line in band.lines]) for band in country.bands])
        for country in picture.countries
    ]
    assert courts == [
        ("US", [("N.D. Cal.", [1, 4]), ("S.D.N.Y.", [3])]),
        ("GB", [("EWHC", [2]), ("UKSC", [5])]),
    ]


def test_a_proceeding_runs_from_its_first_day_to_its_last_and_says_which_end_is_not_known():
    row = proceeding(1, filed=Bounds(day("2017-01-01"), day("2017-01-31")), ended=exactly("2018-06-08"))
    [line] = lines(draw([row], [], [event(1, "2017-12-21")], zoom=Zoom()))
    assert (line.begins_known, line.ends_known) == (False, True)
    axis = (WIDTH - LABELS) / 729
    assert line.x == pytest.approx(LABELS + 30 * axis, abs=0.1)
    assert line.x + line.width == pytest.approx(LABELS + (365 + 158) * axis, abs=0.2)


@pytest.mark.parametrize(
    ("filed", "ended", "rows", "run"),
    [
        # "Ended by January 2017" is not 31 January: it ran at least to the last thing that is known of it.
        (
            exactly("2015-03-12"),
            Bounds(None, day("2017-01-31")),
            [("2016-12-01", "")],
            ("2015-03-12", "2016-12-01"),
        ),
        (exactly("2015-03-12"), Bounds(None, day("2017-01-31")), [], ("2015-03-12", "2015-03-12")),
        # Filed in 2017 and ended in June: surely there on the day of its end alone.
        (
            Bounds(day("2017-01-01"), day("2017-12-31")),
            exactly("2017-06-08"),
            [],
            ("2017-06-08", "2017-06-08"),
        ),
        # Of a row "2016" nobody knows when in that year it was.
        (NOTHING, NOTHING, [("2016-01-01", "2016-12-31"), ("2018-05-01", "")], ("2016-12-31", "2018-05-01")),
        (NOTHING, NOTHING, [("2016-01-01", "2016-12-31")], None),
    ],
    ids=["ended-by", "ended-by-alone", "crossed", "row-of-a-year", "nothing-sure"],
)
def test_a_proceeding_is_drawn_no_longer_than_it_surely_ran(filed, ended, rows, run):
    lead = replace(proceeding(1, filed=filed, ended=ended), is_lead=True)
    events = [event(pk, *days) for pk, days in enumerate(rows, 1)]
    picture = draw([lead], [], [*events, event(99, "2010-01-01", docket=0)], zoom=Zoom())
    assert picture.lead == (run and (lead, (day(run[0]), day(run[1]))))
    [line] = [line for line in lines(picture) if line.proceeding]
    assert line.width >= 0


def test_a_long_proceeding_of_which_a_year_shows_two_days_is_not_short():
    row = proceeding(1, filed=exactly("2015-01-01"), ended=exactly("2018-01-02"))
    picture = draw([row], [], [event(1, "2018-05-01", docket=0)], zoom=Zoom(2018))
    [line] = [line for line in lines(picture) if line.proceeding]
    assert (run_of(line), line.width < 6) == ("run", True)


def test_what_is_on_no_docket_stands_by_itself_below():
    picture = draw([proceeding(1)], [], [event(1, "2017-12-21", docket=0)], zoom=Zoom())
    assert [country.code for country in picture.countries] == ["US", "-"]
    assert [mark.event.pk for mark in lines(picture)[-1].marks] == [1]


def test_a_name_of_two_lines_has_room_unless_its_court_stands_there():
    long = ("Criminal case of V.", "Khrapunov")
    rows = [replace(proceeding(pk), name=long) for pk in (1, 2, 3)]
    first, second, third = lines(draw(rows, [], [event(1, "2017-12-21")], zoom=Zoom()))
    assert (second.y - first.y, third.y - second.y) == (LINE, LINE + LEADING)


def test_the_picture_knows_when_the_docket_ran_that_the_case_is_known_by():
    lead = replace(proceeding(2, filed=exactly("2017-01-05")), is_lead=True)
    rows = [proceeding(1), lead]
    picture = draw(rows, [], [event(1, "2009-01-01"), event(2, "2018-06-08", docket=2)], zoom=Zoom())
    assert picture.lead == (lead, (day("2017-01-05"), day("2018-06-08")))
    assert draw([proceeding(1)], [], [event(1, "2009-01-01")], zoom=Zoom()).lead is None


def test_a_tie_stands_where_the_later_proceeding_began():
    rows = [
        proceeding(1, filed=exactly("2015-01-01"), ended=exactly("2016-01-01")),
        proceeding(2, court="9th Cir.", filed=exactly("2015-07-01"), ended=exactly("2017-01-01")),
    ]
    picture = draw(
        rows, [DocketTie(2, 1, "appeal_from", NO_NOTE), DocketTie(2, 9, "related", NO_NOTE)], [], zoom=Zoom()
    )
    [tie] = picture.ties
    first, second = lines(picture)
    assert (tie.x, {tie.y1, tie.y2}, tie.kind) == (second.x, {first.y, second.y}, "appeal_from")


def test_a_tie_is_not_in_a_picture_without_the_day_on_which_the_later_proceeding_began():
    rows = [
        proceeding(1, filed=exactly("2015-01-01"), ended=exactly("2018-01-01")),
        proceeding(2, court="9th Cir.", filed=exactly("2015-07-01"), ended=exactly("2018-01-01")),
    ]
    tie = DocketTie(2, 1, "appeal_from", NO_NOTE)
    found = [len(draw(rows, [tie], [], zoom=Zoom(year)).ties) for year in (2015, 2016)]
    assert found == [1, 0]


def test_a_month_shows_only_what_touches_it():
    rows = [event(1, "2017-11-30"), event(2, "2017-12-21"), event(3, "2017-01-01", "2018-01-31")]
    picture = draw([proceeding(1)], [], rows, zoom=Zoom(2017, 12))
    assert [mark.event.pk for mark in lines(picture)[0].marks] == [2, 3]
    assert (picture.begins, picture.ends) == (day("2017-12-01"), day("2017-12-31"))


@pytest.mark.parametrize("text", ["", "2017", "2017-12"])
def test_a_zoom_is_read_as_it_is_written(text):
    assert str(Zoom.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["17", "2017-13", "2017-00", "0999", "3000", "2017-1", "２０１７", "2017-12-01", "x"]
)
def test_any_other_zoom_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        Zoom.parse(text)


@pytest.mark.parametrize(
    ("zoom", "wider", "before", "after"),
    [
        ("", None, None, None),
        ("2017", "", "2016", "2018"),
        ("2017-12", "2017", "2017-11", "2018-01"),
        ("2017-01", "2017", "2016-12", "2017-02"),
        ("2999-12", "2999", "2999-11", None),
        ("1000", "", None, "1001"),
    ],
)
def test_one_zooms_out_and_goes_to_the_neighbours(zoom, wider, before, after):
    here = Zoom.parse(zoom)
    found = [None if there is None else str(there) for there in (here.wider, here.beside(-1), here.beside(1))]
    assert found == [wider, before, after]


def test_the_statements_of_a_picture_are_those_with_a_shape_of_their_own():
    """Of a crowd no speaker is read: its shape says how many rows it is, and none of their words."""
    said = [event(pk, f"2017-0{pk}-21", docket=0)._replace(source=EventSource.STATEMENT) for pk in (7, 8)]
    crowd = [event(pk, "2017-12-21")._replace(source=EventSource.STATEMENT) for pk in range(100, 101 + CROWD)]
    rows = [*said, event(9, "2017-12-21"), *crowd]
    picture = draw([proceeding(1)], [], rows, zoom=Zoom())
    assert picture.statements == [7, 8]


days = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@given(
    st.lists(st.tuples(days, st.integers(0, 800)), min_size=1, max_size=20),
    st.sampled_from(["", "2017", "2017-12"]),
)
def test_everything_stands_inside_the_picture_and_in_the_order_of_time(spans, zoom):
    rows = [
        event(pk, first.isoformat(), (first + timedelta(days=length)).isoformat())
        for pk, (first, length) in enumerate(spans, 1)
    ]
    picture = draw([proceeding(1)], [], rows, zoom=Zoom.parse(zoom))
    [line] = lines(picture)
    assert all(LABELS <= mark.x <= mark.x + mark.width <= WIDTH + 0.11 for mark in line.marks)
    in_time = sorted(line.marks, key=lambda mark: mark.event.earliest)
    assert [mark.x for mark in in_time] == sorted(mark.x for mark in line.marks)
