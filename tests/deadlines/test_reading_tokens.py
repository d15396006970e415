from __future__ import annotations

import doctest
import importlib
from datetime import date, time

import pytest

from deadlines.reading.dates import dates_in
from deadlines.reading.numbers import value_of
from deadlines.reading.periods import periods_in

FILED = date(2018, 12, 20)


@pytest.mark.parametrize(
    "module",
    [
        *("cues", "dates", "entry", "kazakh", "merging", "naming"),
        *("numbers", "owing", "periods", "proposals", "reader", "russian", "sentences"),
    ],
)
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(importlib.import_module(f"deadlines.reading.{module}"))
    assert result.failed == 0


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("3/14/2019", date(2019, 3, 14), None),
        ("03/14/19", date(2019, 3, 14), None),
        ("3-14-2019", date(2019, 3, 14), None),
        ("2019-03-14", date(2019, 3, 14), None),
        ("March 14, 2019", date(2019, 3, 14), None),
        ("MARCH 14, 2019", date(2019, 3, 14), None),
        ("Thursday, Mar. 14th 2019", date(2019, 3, 14), None),
        ("the 14th day of March, 2019", date(2019, 3, 14), None),
        ("14 March 2019", date(2019, 3, 14), None),
        ("5:00 p.m. on March 14, 2019", date(2019, 3, 14), time(17)),
        ("12:00 noon on March 14, 2019", date(2019, 3, 14), time(12)),
        ("3/14/2019 at 9:30 AM", date(2019, 3, 14), time(9, 30)),
        ("March 14, 2019, 4 p.m. Eastern", date(2019, 3, 14), time(16)),
        ("midnight on March 14, 2019", date(2019, 3, 14), None),
        ("6/5/99", date(1999, 6, 5), None),
    ],
)
def test_a_date_is_read_with_its_time(text, day, at):
    (token,) = dates_in(f"due {text}.", None)
    assert (token.day, token.at) == (day, at)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by January 4.", date(2019, 1, 4)),
        ("by 12/31.", date(2018, 12, 31)),
        ("by Dec. 20", date(2018, 12, 20)),
    ],
)
def test_a_date_without_a_year_is_the_next_one(text, day):
    assert [token.day for token in dates_in(text, FILED)] == [day]


@pytest.mark.parametrize(
    "text", ["2/30/2019", "13/1/2019", "February 29", "17-12345", "Rule 12(b)", "1:18-cv-00012"]
)
def test_what_is_no_day_is_no_date(text):
    assert dates_in(text, FILED) == ()


def test_without_a_filing_date_no_year_is_guessed():
    assert dates_in("by January 4", None) == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7", 7),
        ("ninety", 90),
        ("forty-five (45)", 45),
        ("TEN (10)", 10),
        ("one hundred twenty", 120),
        ("0", None),
    ],
)
def test_numbers(written, number):
    assert value_of(written) == number


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("within 30 days after service of the complaint", (30, "days", "after", "service of the complaint")),
        ("within seventy-two (72) hours", (72, "hours", "after", "")),
        ("no later than five court days before trial", (5, "business_days", "before", "trial")),
        ("two weeks prior to the conference", (2, "weeks", "before", "conference")),
        ("a week before the hearing", (1, "weeks", "before", "hearing")),
        ("within six months of the date of this order", (6, "months", "after", "date of this order")),
    ],
)
def test_periods(text, period):
    (token,) = periods_in(text)
    assert (token.n, token.unit, token.direction, token.trigger) == period


@pytest.mark.parametrize("text", ["a 5 day trial", "3 years in practice", "page 4, day one of trial"])
def test_a_length_is_no_period(text):
    assert periods_in(text) == ()
