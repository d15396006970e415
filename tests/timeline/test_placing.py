"""Where an entry stands whose day nobody verified."""

from __future__ import annotations

from datetime import date

from web.timeline.placing import UNNUMBERED, Dated, Spot, place_entries


def entry(
    pk: int,
    number: int | None = None,
    *,
    exact: date | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    docket: int = 1,
) -> Dated:
    return Dated(pk, docket, number, exact, exact or earliest, exact or latest)


ORDER_67 = entry(67, 67, exact=date(2017, 12, 21))
ORDER_91 = entry(91, 91, exact=date(2018, 6, 8))


def test_an_exact_day_is_its_own_place():
    assert place_entries([ORDER_67]) == {67: Spot(date(2017, 12, 21), 67)}


def test_an_undated_number_stands_before_the_next_dated_number_of_its_docket():
    motion = entry(40, 40, latest=date(2017, 12, 21))
    assert place_entries([motion, ORDER_67, ORDER_91])[40] == Spot(
        date(2017, 12, 21), 40, before=date(2017, 12, 21)
    )


def test_a_number_between_two_dated_ones_stands_before_the_later():
    complaint = entry(69, 69, earliest=date(2017, 12, 21), latest=date(2018, 6, 8))
    assert place_entries([ORDER_67, complaint, ORDER_91])[69] == Spot(
        date(2018, 6, 8), 69, after=date(2017, 12, 21), before=date(2018, 6, 8)
    )


def test_a_number_after_the_last_dated_one_stands_behind_it():
    reply = entry(28, 28)
    memorandum = entry(7, 7, exact=date(2015, 12, 15))
    assert place_entries([memorandum, reply])[28] == Spot(date(2015, 12, 15), 28, after=date(2015, 12, 15))


def test_numbers_whose_days_run_backwards_say_nothing_of_the_one_between_them():
    late = entry(91, 91, exact=date(2017, 3, 1))
    assert place_entries([ORDER_67, entry(70, 70), late])[70] == Spot(date(2017, 3, 1), 70)


def test_a_number_known_by_its_month_does_not_leave_it():
    letter = entry(452, 452, exact=date(2017, 11, 1))
    opposition = entry(453, 453, earliest=date(2017, 11, 1), latest=date(2017, 11, 30))
    opinion = entry(808, 808, exact=date(2018, 7, 25))
    assert place_entries([letter, opposition, opinion])[453][:2] == (date(2017, 11, 30), 453)
    late = entry(454, 454, earliest=date(2018, 9, 1))
    assert place_entries([letter, late, opinion])[454][:2] == (date(2018, 9, 1), 454)


def test_a_number_does_not_stand_behind_what_decides_it():
    opinion = entry(1, exact=date(2018, 3, 1))
    motion = entry(70, 70)._replace(not_after=date(2018, 3, 1))
    spots = place_entries([ORDER_67, motion, opinion, ORDER_91])
    assert spots[70][:2] == (date(2018, 3, 1), 70)
    assert spots[70].number < spots[1].number


def test_numbers_of_another_docket_say_nothing():
    stranger = entry(5, 40, docket=2)
    assert place_entries([ORDER_67, stranger])[5] == Spot(None, 40)


def test_an_unnumbered_entry_known_by_month_stands_at_the_beginning_of_the_month():
    complaint = entry(1, earliest=date(2017, 1, 1), latest=date(2017, 1, 31))
    assert place_entries([complaint])[1] == Spot(date(2017, 1, 1), -1)


def test_an_unnumbered_entry_known_only_by_its_latest_day_stands_before_what_happened_on_it():
    amended = entry(2, latest=date(2017, 12, 21))
    spots = place_entries([amended, ORDER_67])
    assert spots[2] == Spot(date(2017, 12, 21), -1)
    assert spots[2].number < spots[67].number


def test_an_unnumbered_entry_of_an_exact_day_stands_behind_the_numbered_ones():
    assert place_entries([entry(3, exact=date(2016, 3, 3))]) == {3: Spot(date(2016, 3, 3), UNNUMBERED)}


def test_an_entry_without_number_and_day_stands_at_the_end():
    assert place_entries([entry(5)])[5].day is None
