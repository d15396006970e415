"""Former rules, months, working days, added days and the clerk's office: what the law changed, and when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    COUNTING_RULES,
    FRCP_6A,
    NO_FACTS,
    Computation,
    CountsFrom,
    Direction,
    Facts,
    Family,
    Period,
    ServiceMethod,
    Status,
    StepKind,
    Unit,
    added_days,
    compute,
    days_of_window,
    rule_on,
)
from deadlines.computation.added import california_added_days, three_days
from deadlines.computation.days import (
    BUSINESS_DAYS_PLAIN_MEANING,
    END_OF_MONTH_CONVENTION,
    FORMER_NEXT_DAY,
    add_months,
)

ELECTRONIC, MAIL = ServiceMethod.ELECTRONIC, ServiceMethod.MAIL


def count(
    trigger: date,
    n: int,
    unit: Unit = Unit.DAYS,
    *,
    back: bool = False,
    family: Family = Family.CIVIL,
    facts: Facts = NO_FACTS,
) -> Computation:
    direction = Direction.BEFORE if back else Direction.AFTER
    rule = rule_on(family, trigger)
    return compute(trigger, Period(n, unit, direction), rule, FEDERAL, facts=facts)


# -- Which rule ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "day", "key"),
    [
        (Family.CIVIL, date(2009, 12, 1), "frcp_6a"),
        (Family.CIVIL, date(2009, 11, 30), "frcp_6a_1985"),
        (Family.CIVIL, date(1985, 8, 1), "frcp_6a_1985"),
        (Family.CIVIL, date(1985, 7, 31), "frcp_6a_1963"),
        (Family.APPELLATE, date(2002, 12, 1), "frap_26a_2002"),
        (Family.APPELLATE, date(2002, 11, 30), "frap_26a_1968"),
        (Family.BANKRUPTCY, date(2009, 11, 30), "bankr_9006a_1989"),
        (Family.ENGLAND, date(2020, 1, 1), "cpr_2_8"),
        (Family.CALIFORNIA, date(2020, 1, 1), "ccp_12"),
    ],
)
def test_the_rule_in_force(family: Family, day: date, key: str) -> None:
    assert rule_on(family, day) is COUNTING_RULES[key]
    assert COUNTING_RULES[key].in_force(day)


def test_rules_of_a_family_follow_each_other_without_a_gap() -> None:
    for family in (Family.CIVIL, Family.APPELLATE, Family.BANKRUPTCY):
        rules = [rule for rule in COUNTING_RULES.values() if rule_on(family, rule.in_force_from) is rule]
        for newer, older in pairwise(rules):
            assert older.in_force_through is not None
            assert (newer.in_force_from - older.in_force_through).days == 1


def test_a_trigger_before_the_first_rule_needs_review() -> None:
    computation = count(date(1963, 2, 1), 10)
    assert (computation.due, computation.reason) == (None, "rule_not_in_force")


# -- Short periods before December 2009 ---------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "n", "due"),
    [
        # A ten-day period ends after one of eleven: the paradox that the amendment ended.
        (date(2007, 11, 16), 10, date(2007, 12, 3)),
        (date(2007, 11, 16), 11, date(2007, 11, 27)),
        (date(2009, 11, 30), 10, date(2009, 12, 14)),
        (date(2009, 12, 1), 10, date(2009, 12, 11)),
        # From August 1985 under eleven, before under seven.
        (date(1985, 8, 1), 7, date(1985, 8, 12)),
        (date(1985, 7, 31), 7, date(1985, 8, 7)),
        (date(1985, 7, 31), 6, date(1985, 8, 8)),
    ],
)
def test_short_periods_leave_out_the_days_off_within_them(trigger: date, n: int, due: date) -> None:
    assert count(trigger, n).due == due


def test_each_day_left_out_is_a_step() -> None:
    steps = count(date(2007, 11, 16), 10).steps
    left_out = [(step.day.day, step.holiday) for step in steps if step.kind is StepKind.EXCLUDED]
    assert left_out == [
        (17, None),
        (18, None),
        (22, "thanksgiving_day"),
        (24, None),
        (25, None),
        (1, None),
        (2, None),
    ]
    assert steps[-2].n == 10


def test_a_window_numbers_only_the_days_that_count() -> None:
    window = days_of_window(count(date(2007, 11, 16), 3))
    assert [(day.day.day, day.n) for day in window] == [
        (16, 0),
        (17, None),
        (18, None),
        (19, 1),
        (20, 2),
        (21, 3),
    ]


def test_appellate_and_bankruptcy_rules_had_thresholds_of_their_own() -> None:
    day = date(2000, 3, 1)
    assert count(day, 7, family=Family.APPELLATE).due == date(2000, 3, 8)
    assert count(day, 7).due == date(2000, 3, 10)
    bankruptcy = count(date(2005, 3, 1), 10, family=Family.BANKRUPTCY)
    assert bankruptcy.due == date(2005, 3, 11)
    assert "counting_rule_unverified" in bankruptcy.caveats


def test_ten_days_in_bankruptcy_counted_every_day_from_august_1989() -> None:
    """An order of 2 May 1991; a motion fourteen days later came too late (943 F.2d 536, 5th Cir. 1991)."""
    assert count(date(1991, 5, 2), 10, family=Family.BANKRUPTCY).due == date(1991, 5, 13)
    assert count(date(1989, 8, 1), 10, family=Family.BANKRUPTCY).due == date(1989, 8, 11)
    assert count(date(1989, 7, 31), 10, family=Family.BANKRUPTCY).due == date(1989, 8, 14)


def test_a_former_rule_counted_back_says_that_it_did_not_define_the_next_day() -> None:
    computation = count(date(2008, 6, 30), 15, back=True)
    assert computation.due == date(2008, 6, 13)
    assert FORMER_NEXT_DAY in computation.caveats
    assert FORMER_NEXT_DAY not in count(date(2018, 7, 1), 15, back=True).caveats


def test_rules_may_be_taken_as_of_another_day() -> None:
    """The committee note of 2009 works with days of 2007."""
    trigger = date(2007, 9, 22)
    backward = Period(21, direction=Direction.BEFORE)
    assert compute(trigger, backward, FRCP_6A, FEDERAL).status is Status.NEEDS_REVIEW
    forced = compute(trigger, backward, FRCP_6A, FEDERAL, as_of=date(2009, 12, 1))
    assert forced.due == date(2007, 8, 31)


# -- Weeks, months, years, working days --------------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "n", "unit", "due"),
    [
        (date(2018, 1, 2), 2, Unit.WEEKS, date(2018, 1, 16)),
        (date(2018, 1, 1), 2, Unit.WEEKS, date(2018, 1, 16)),  # a Monday holiday rolls
        (date(2024, 1, 31), 1, Unit.MONTHS, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, Unit.MONTHS, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, Unit.MONTHS, date(2024, 2, 29)),
        (date(2020, 2, 29), 1, Unit.YEARS, date(2021, 3, 1)),  # 28 February is a Sunday
        (date(2017, 3, 1), 1, Unit.YEARS, date(2018, 3, 1)),
        (date(2018, 3, 16), 3, Unit.BUSINESS_DAYS, date(2018, 3, 21)),
        (date(2018, 1, 12), 1, Unit.BUSINESS_DAYS, date(2018, 1, 16)),
        (date(2018, 1, 13), 0, Unit.BUSINESS_DAYS, date(2018, 1, 16)),
    ],
)
def test_longer_units_and_working_days(trigger: date, n: int, unit: Unit, due: date) -> None:
    assert count(trigger, n, unit).due == due


def test_a_month_without_a_corresponding_day_says_so() -> None:
    cut = count(date(2024, 1, 31), 1, Unit.MONTHS)
    assert END_OF_MONTH_CONVENTION in cut.caveats
    assert StepKind.END_OF_MONTH in {step.kind for step in cut.steps}
    whole = count(date(2024, 1, 30), 2, Unit.MONTHS)
    assert END_OF_MONTH_CONVENTION not in whole.caveats
    assert add_months(date(2024, 3, 31), -1) == date(2024, 2, 29)
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(date(9999, 12, 1), 1)


def test_business_days_have_no_rule_and_say_so() -> None:
    computation = count(date(2018, 1, 22), 5, Unit.BUSINESS_DAYS, back=True)
    assert computation.due == date(2018, 1, 12)
    assert BUSINESS_DAYS_PLAIN_MEANING in computation.caveats


def test_days_cannot_count_hours() -> None:
    with pytest.raises(ValueError, match="starts at a time"):
        count(date(2018, 1, 2), 5, Unit.HOURS)


# -- The clerk's office ----------------------------------------------------------------------------


def test_the_office_matters_on_the_last_day_only() -> None:
    facts = Facts(inaccessible=frozenset({date(2024, 1, 18)}))
    assert count(date(2024, 1, 5), 14, facts=facts).due == date(2024, 1, 19)
    facts = Facts(inaccessible=frozenset({date(2024, 1, 19)}))
    closed = count(date(2024, 1, 5), 14, facts=facts)
    assert closed.due == date(2024, 1, 22)
    assert closed.steps[2].kind is StepKind.SKIPPED_INACCESSIBLE


def test_an_office_out_of_reach_extends_forward_even_a_period_that_runs_backward() -> None:
    facts = Facts(inaccessible=frozenset({date(2024, 1, 12), date(2024, 1, 16)}))
    # 14 days before 26 January is Friday the 12th; then weekend, a holiday, and another day out of reach.
    assert count(date(2024, 1, 26), 14, back=True, facts=facts).due == date(2024, 1, 17)


# -- The added days --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "method", "on", "added"),
    [
        (Family.CIVIL, MAIL, date(2020, 1, 1), 3),
        (Family.CIVIL, MAIL, date(1990, 1, 1), 3),
        (Family.CIVIL, ServiceMethod.LEAVING_WITH_CLERK, date(2020, 1, 1), 3),
        (Family.CIVIL, ServiceMethod.OTHER_CONSENTED, date(2020, 1, 1), 3),
        (Family.CIVIL, ServiceMethod.PERSONAL, date(2020, 1, 1), 0),
        (Family.CIVIL, ServiceMethod.RULE4_MAIL, date(2020, 1, 1), 0),
        (Family.CIVIL, ServiceMethod.WAIVER, date(2020, 1, 1), 0),
        (Family.CIVIL, ELECTRONIC, date(2001, 11, 30), 0),
        (Family.CIVIL, ELECTRONIC, date(2001, 12, 1), 3),
        (Family.CIVIL, ELECTRONIC, date(2016, 11, 30), 3),
        (Family.CIVIL, ELECTRONIC, date(2016, 12, 1), 0),
        (Family.BANKRUPTCY, MAIL, date(2020, 1, 1), 3),
        (Family.BANKRUPTCY, ELECTRONIC, date(2020, 1, 1), 0),
        (Family.APPELLATE, ELECTRONIC, date(2016, 11, 30), 3),
        (Family.APPELLATE, ELECTRONIC, date(2016, 12, 1), 0),
        (Family.APPELLATE, MAIL, date(2020, 1, 1), 3),
        (Family.APPELLATE, ServiceMethod.PERSONAL, date(2020, 1, 1), 0),
        (Family.ENGLAND, MAIL, date(2020, 1, 1), 0),
    ],
)
def test_days_after_service(family: Family, method: ServiceMethod, on: date, added: int) -> None:
    found = added_days(family, method, CountsFrom.SERVICE, on)
    assert (found.n if found else 0) == added


@pytest.mark.parametrize("counts_from", [None, *(one for one in CountsFrom if one is not CountsFrom.SERVICE)])
def test_only_a_period_after_being_served_gets_them(counts_from: CountsFrom | None) -> None:
    assert added_days(Family.CIVIL, MAIL, counts_from, date(2020, 1, 1)) is None
    assert added_days(Family.CIVIL, None, CountsFrom.SERVICE, date(2020, 1, 1)) is None


def test_they_come_after_the_period_has_rolled_and_roll_again() -> None:
    added = three_days(Family.CIVIL, date(2019, 8, 16))
    computation = count(date(2019, 8, 16), 14, facts=Facts(added))
    assert computation.due == date(2019, 9, 3)
    assert [step.kind for step in computation.steps][2:4] == [StepKind.PERIOD_ENDS, StepKind.ADDED_DAYS]
    assert computation.steps[3].authority == "Fed. R. Civ. P. 6(d)"


def test_the_rule_of_the_added_days_had_other_letters() -> None:
    assert three_days(Family.CIVIL, date(2006, 1, 1)).authority == "former Fed. R. Civ. P. 6(e)"
    assert three_days(Family.CIVIL, date(2008, 1, 1)).authority == "former Fed. R. Civ. P. 6(d)"
    assert california_added_days(ELECTRONIC) is None
