"""The reasons for a date, in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import FRCP_6A, Direction, Period, Step, StepKind, compute, fixed_date
from deadlines.explanation import Sentence, explain, explain_caveats, holiday_name


def texts(trigger: date, n: int, direction: Direction = Direction.AFTER) -> list[str]:
    steps = compute(trigger, Period(n, direction=direction), FRCP_6A, FEDERAL).steps
    return [sentence.text for sentence in explain(steps, "en")]


def test_thirty_days_after_the_order_of_december_2017() -> None:
    computation = compute(date(2017, 12, 21), Period(30), FRCP_6A, FEDERAL)
    skipped = "is skipped: the last day may not be a Saturday, Sunday or legal holiday."
    assert explain(computation.steps, "en") == [
        Sentence(
            "Day 0 is Thursday 21 December 2017: the day of the event is not counted.",
            "Fed. R. Civ. P. 6(a)(1)(A)",
        ),
        Sentence("Day 30 is Saturday 20 January 2018.", "Fed. R. Civ. P. 6(a)(1)(B)"),
        Sentence(f"Saturday 20 January 2018 {skipped}", "Fed. R. Civ. P. 6(a)(1)(C)"),
        Sentence(f"Sunday 21 January 2018 {skipped}", "Fed. R. Civ. P. 6(a)(1)(C)"),
        Sentence("The last day is Monday 22 January 2018.", "Fed. R. Civ. P. 6(a)(1)(C)"),
    ]


def test_a_holiday_is_named() -> None:
    assert texts(date(2018, 1, 1), 14)[2:] == [
        "Monday 15 January 2018 is skipped: it is a legal holiday (Martin Luther King Jr. Day).",
        "The last day is Tuesday 16 January 2018.",
    ]


def test_an_observed_holiday_says_so() -> None:
    assert texts(date(2021, 6, 28), 7)[2] == (
        "Monday 5 July 2021 is skipped: a legal holiday is observed on it (Independence Day)."
    )


def test_counting_back_says_so() -> None:
    assert (
        texts(date(2018, 3, 24), 7, Direction.BEFORE)[1] == "Counted back, day 7 is Saturday 17 March 2018."
    )


def test_no_date_is_explained_too() -> None:
    assert texts(date(2040, 12, 20), 30)[-1] == (
        "The table of holidays does not reach Saturday 19 January 2041, so no date is computed."
    )
    assert texts(date(2009, 11, 30), 30)[-1] == (
        "This way of counting was not yet in force on Monday 30 November 2009, so no date is computed."
    )


def test_a_fixed_date_does_not_move() -> None:
    sentences = explain(fixed_date(date(2018, 3, 24), "ECF 1").steps, "en")
    assert [sentence.authority for sentence in sentences] == ["ECF 1", "ECF 1"]
    assert "Saturday 24 March 2018" in sentences[0].text
    assert "stays where it is" in sentences[1].text


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_has_words(kind: StepKind) -> None:
    step = Step(kind, date(2018, 1, 15), "text", holiday="labor_day", n=-7)
    for language in ("kk", "ru", "en"):
        (sentence,) = explain([step], language)
        assert "2018" in sentence.text
        assert "%" not in sentence.text


def test_the_active_language_words_the_date() -> None:
    steps = [Step(StepKind.DUE, date(2018, 1, 22), "text")]
    with override("ru"):
        assert "22 января 2018\xa0г." in explain(steps)[0].text
    with override("kk"):
        assert "2018\xa0ж. 22 қаңтар" in explain(steps)[0].text
    assert "Monday 22 January 2018" in explain(steps, "en")[0].text


def test_every_holiday_of_the_table_and_every_caveat_has_words() -> None:
    with override("en"):
        for holiday in FEDERAL.holidays.values():
            assert holiday_name(holiday.name_key)[0].isupper()
        assert holiday_name("lincoln_day") == "Lincoln Day"
        assert holiday_name("unheard_day") == "unheard day"
        caveats = (*FEDERAL.caveats, *FEDERAL.forward_caveats)
        assert len(explain_caveats(caveats + caveats)) == len(caveats)
        with pytest.raises(KeyError):
            explain_caveats(["unheard_of"])
