"""Cases worked by hand from the rules and their committee notes, asked at the front door.

Each line is a question in short and the dates that follow: the last day, and beside it those of other
readings. The comments are the courts' words.
"""

from __future__ import annotations

from typing import Any

import pytest

from deadlines.questions import answer, parse_question, to_data
from deadlines.rules import RULES

ANY, CAND, CA9 = "us-fed-any", "us-fed-cand", "us-frap-ca9"
NOW = {"force_rules_as_of": "2009-12-01"}
SERVED: dict[str, Any] = {"counts_from": "service", "service_method": "mail"}
POSTED: dict[str, Any] = {"counts_from": "service", "service_method": "first_class_post"}
STEP: dict[str, Any] = {"counts_from": "service", "service_method": "claim_form_step"}
HANDED: dict[str, Any] = {"counts_from": "service", "service_method": "personal"}
LOS_ANGELES, NEW_YORK = {"tz": "America/Los_Angeles"}, {"tz": "America/New_York"}


def closed(kind: str, *days: str) -> dict[str, Any]:
    return {"closures": [{"date": day, "kind": kind} for day in days]}


def ask(jurisdiction: str, trigger: str, period: str, fields: dict[str, Any]) -> dict[str, Any]:
    """`period` as "14", "-7" (before an event), "2 months", "72 hours"."""
    number, _, unit = period.partition(" ")
    when = "trigger_time" if "T" in trigger else "trigger_date"
    direction = "before" if number.startswith("-") else "after"
    counted = {"n": abs(int(number)), "unit": unit or "days", "direction": direction}
    question = {"jurisdiction": jurisdiction, when: trigger, "period": counted, **fields}
    return to_data(answer(parse_question(question), RULES))


@pytest.mark.parametrize(
    ("jurisdiction", "trigger", "period", "fields", "dates"),
    [
        # 6(a)(1), (5): "the thirtieth day falls on Saturday, September 1, 2007": Tuesday, Labor Day between.
        (ANY, "2007-08-02", "30", NOW, "2007-09-04"),
        (ANY, "2007-09-22", "-21", NOW, "2007-08-31"),
        # "If the clerk's office is inaccessible on August 31, ... no earlier than Tuesday, September 4."
        (ANY, "2007-09-22", "-21", NOW | closed("clerk_inaccessible", "2007-08-31"), "2007-09-04"),
        # Patriots' Day, Monday 21 April 2008: counted after an event, not before one.
        ("us-fed-mad", "2008-04-07", "14", NOW, "2008-04-22"),
        ("us-fed-mad", "2008-05-05", "-14", NOW, "2008-04-21"),
        ("us-fed-mad", "2008-05-05", "-14", NOW | closed("clerk_inaccessible", "2008-04-21"), "2008-04-22"),
        # 6(a)(2): "72 hours from 10:23 a.m. on Friday, November 2, 2007": 9:23 a.m. on Monday.
        (ANY, "2007-11-02T10:23", "72 hours", NOW | NEW_YORK, "2007-11-05T09:23"),
        (ANY, "2024-03-11T14:00", "-48 hours", NEW_YORK, "2024-03-08T13:00"),
        (CAND, "2024-02-09T10:00", "72 hours", LOS_ANGELES, "2024-02-13T10:00"),
        (CAND, "2024-02-14T10:00", "-48 hours", LOS_ANGELES, "2024-02-12T10:00"),
        ("us-fed-azd", "2024-03-08T10:00", "96 hours", {}, "2024-03-12T10:00"),
        (
            ANY,
            "2024-03-07T09:00",
            "24 hours",
            NEW_YORK | closed("clerk_inaccessible", "2024-03-08"),
            "2024-03-11T09:00",
        ),
        # 6(a)(3): the office matters on the last day only, and always moves the day later.
        (
            "us-fed-nysd",
            "2012-10-15",
            "14",
            closed("clerk_inaccessible", "2012-10-29", "2012-10-30"),
            "2012-10-31",
        ),
        (ANY, "2023-12-29", "14", closed("clerk_inaccessible", "2024-01-12"), "2024-01-16"),
        (ANY, "2024-01-26", "-14", closed("clerk_inaccessible", "2024-01-12"), "2024-01-16"),
        (ANY, "2024-01-22", "-14", closed("declared_holiday", "2024-01-08"), "2024-01-05"),
        # Months and years end on the corresponding day, or on the last of a month that has none.
        (ANY, "2023-03-31", "1 months", {}, "2023-05-01"),
        (ANY, "2024-03-31", "-1 months", {}, "2024-02-29"),
        (ANY, "2024-02-28", "1 years", {}, "2025-02-28"),
        (ANY, "2018-03-24", "-2 weeks", {}, "2018-03-09"),
        # Holidays by the years of their statutes.
        (ANY, "1975-09-27", "30", {}, "1975-10-28"),
        (ANY, "1977-10-12", "30", {}, "1977-11-11"),
        (ANY, "1984-12-22", "30", {}, "1985-01-21"),
        (ANY, "2020-05-20", "30", {}, "2020-06-19"),
        (ANY, "2022-05-21", "30", {}, "2022-06-21"),
        # The Friday before a Saturday holiday, and days on which the President closed the agencies.
        (ANY, "2017-10-20", "21", {}, "2017-11-13 2017-11-10"),
        (ANY, "2020-07-18", "-14", {}, "2020-07-02 2020-07-03"),
        (ANY, "2018-11-21", "14", {}, "2018-12-05 2018-12-06"),
        (CA9, "2018-11-21", "14", {"court_state": "CA"}, "2018-12-06"),
        (CA9, "2008-11-26", "30", {"court_state": "CA"}, "2008-12-26"),
        ("us-frap-ca3", "2014-11-26", "30", {"court_state": "PA"}, "2014-12-29"),
        (ANY, "2025-12-03", "21", {}, "2025-12-24 2025-12-26 2025-12-29"),
        # Half-days never count, whoever enters them.
        (ANY, "2009-12-03", "21", closed("presidential_closure", "2009-12-24"), "2009-12-24"),
        (ANY, "2002-12-03", "21", closed("presidential_closure", "2002-12-24"), "2002-12-24"),
        # Inauguration Day in the District of Columbia, elsewhere, and on a Monday that is a holiday anyway.
        ("us-fed-dcd", "2021-01-06", "14", {}, "2021-01-20 2021-01-21"),
        ("us-fed-azd", "2009-01-06", "14", {}, "2009-01-20"),
        ("us-fed-dcd", "2025-01-06", "14", {}, "2025-01-21"),
        # California and New York.
        (CAND, "2018-03-09", "21", {}, "2018-03-30"),
        (CAND, "2019-03-11", "21", {}, "2019-04-02"),
        ("us-bk-cacb", "2002-09-30", "60", {}, "2002-12-02"),
        (CAND, "2018-08-20", "21", {}, "2018-09-10 2018-09-11"),
        (CAND, "2025-01-08", "21", {}, "2025-01-29 2025-01-30"),
        (CAND, "2018-09-07", "21", {}, "2018-09-28 2018-10-01"),
        (CA9, "2006-09-27", "30", {"court_state": "NV"}, "2006-10-30"),
        ("us-fed-nysd", "2022-10-18", "21", {}, "2022-11-09"),
        ("us-fed-nysd", "2022-11-22", "-14", {}, "2022-11-08"),
        ("us-fed-nysd", "2022-01-21", "21", {}, "2022-02-11"),
        # Three days: "mail Thursday, November 1, 2007": Monday, December 3; then Thursday, December 6.
        ("us-frap-any", "2007-11-01", "30", NOW | SERVED, "2007-12-06"),
        (ANY, "2018-08-02", "30", SERVED, "2018-09-07"),
        (ANY, "2018-05-11", "14", SERVED, "2018-05-29"),
        # "a paper that is served by mailing on a Friday. If ten days are allowed ...": Monday.
        (ANY, "2006-03-03", "10", SERVED, "2006-03-20"),
        (ANY, "2001-05-18", "20", SERVED | {"service_method": "leaving_with_clerk"}, "2001-06-07"),
        (ANY, "2016-11-30", "14", SERVED | {"service_method": "electronic"}, "2016-12-19 2016-12-14"),
        # Former rules left the court's days off out of short periods.
        (ANY, "2007-11-16", "10", {}, "2007-12-03"),
        (ANY, "1985-07-31", "10", {}, "1985-08-12"),
        (ANY, "1985-08-01", "10", {}, "1985-08-15"),
        (ANY, "1985-07-19", "6", {}, "1985-07-29"),
        ("us-frap-any", "2002-11-15", "10", {}, "2002-11-25"),
        (ANY, "2008-03-17", "-5", {}, "2008-03-10"),
        ("us-bk-any", "2008-03-03", "7", {}, "2008-03-12"),
        # Business days in an order, and an extension from the day that was due.
        (ANY, "2018-01-10", "4 business_days", {}, "2018-01-17"),
        (CAND, "2018-02-09", "1 business_days", {}, "2018-02-13"),
        (ANY, "2020-07-01", "3 business_days", {}, "2020-07-07 2020-07-06"),
        ("us-fed-ohsd", "2022-11-30", "60", {}, "2023-01-30"),
        # Superior courts of California: the days for mail belong to the notice of sixteen court days.
        ("us-ca-superior", "2018-06-18", "-16 business_days", SERVED, "2018-05-18"),
        ("us-ca-superior", "2018-06-18", "-9 business_days", SERVED, "2018-06-05"),
        ("us-ca-superior", "2023-10-25", "30", {}, "2023-11-27"),
        ("us-ca-superior", "2023-09-09", "30", {}, "2023-10-09"),
        ("us-ca-superior", "2023-08-31", "6 months", {}, "2024-02-29"),
        # England: the four examples of CPR 2.8, and days of deemed service.
        ("gb-eaw", "2023-10-01", "28", {"end_is_event": True, "kind": "earliest"}, "2023-10-30"),
        ("gb-eaw", "2023-10-02", "14", {}, "2023-10-16"),
        ("gb-eaw", "2023-10-20", "-3", {}, "2023-10-16"),
        ("gb-eaw", "2025-10-20", "-3", {}, "2025-10-14"),
        ("gb-eaw", "2025-10-20", "-3", {"kind": "period_end"}, "2025-10-15"),
        ("gb-eaw", "2022-09-16", "2", {}, "2022-09-21"),
        ("gb-eaw", "2024-12-11", "14", {"at_court_office": True}, "2024-12-27"),
        (
            "gb-eaw",
            "2024-05-31",
            "14",
            {"at_court_office": True} | closed("clerk_inaccessible", "2024-06-14"),
            "2024-06-17",
        ),
        ("gb-eaw", "2024-05-31", "14", closed("clerk_inaccessible", "2024-06-14"), "2024-06-14"),
        ("gb-eaw", "2024-03-27", "0", POSTED, "2024-04-02"),
        ("gb-eaw", "2024-06-06", "0", STEP, "2024-06-10"),
        ("gb-eaw", "2024-06-07", "0", STEP, "2024-06-11 2024-06-10"),
        ("gb-eaw", "2024-06-07", "14", STEP, "2024-06-25 2024-06-24"),
        ("gb-eaw", "2024-06-08", "14", HANDED, "2024-06-24"),
        ("gb-eaw", "2024-06-07T17:00", "14", HANDED, "2024-06-24"),
        ("gb-eaw", "2024-06-07T16:29", "14", HANDED, "2024-06-21"),
    ],
)
def test_a_case_worked_by_hand(
    jurisdiction: str, trigger: str, period: str, fields: dict[str, Any], dates: str
) -> None:
    found = ask(jurisdiction, trigger, period, fields)
    due, *others = dates.split()
    assert (found["due"], [reading["due"] for reading in found["readings"]]) == (due, others)
    assert found["steps"]
    assert found["authority"]


@pytest.mark.parametrize(
    ("rule", "trigger", "dates"),
    [
        # 120 days became 90 on 1 December 2015, ten days 28 and Saturdays counted on 1 December 2009.
        ("Fed. R. Civ. P. 4(m)", "2015-10-01", "2016-01-29 2015-12-30"),
        ("Fed. R. Civ. P. 59(e)", "2009-11-24", "2009-12-09 2009-12-22"),
        ("Fed. R. Civ. P. 60(c)(1)", "2015-10-01", "2016-10-03"),
    ],
)
def test_a_period_of_the_library_across_an_amendment_lists_that_of_the_other_wording(
    rule: str, trigger: str, dates: str
) -> None:
    question = {"jurisdiction": ANY, "trigger_date": trigger, "rule": rule}
    found = to_data(answer(parse_question(question), RULES))
    due, *others = dates.split()
    assert (found["due"], [reading["due"] for reading in found["readings"]]) == (due, others)


def test_a_bankruptcy_rule_takes_the_place_of_the_civil_rule_in_its_court() -> None:
    """Bankruptcy Rule 9023: fourteen days, where Civil Rule 59 gives twenty-eight."""
    question = {"trigger_date": "2018-03-05", "rule": "Fed. R. Civ. P. 59(e)"}
    in_bankruptcy = to_data(answer(parse_question(question | {"jurisdiction": "us-bk-deb"}), RULES))
    assert (in_bankruptcy["due"], in_bankruptcy["authority"].split("; ")[0]) == (
        "2018-03-19",
        "Fed. R. Bankr. P. 9023",
    )
    assert to_data(answer(parse_question(question | {"jurisdiction": ANY}), RULES))["due"] == "2018-04-02"


@pytest.mark.parametrize(
    ("jurisdiction", "rule", "own"),
    [
        ("us-bk-deb", "Fed. R. Civ. P. 33(b)(2)", False),
        ("us-bk-deb", "Fed. R. Bankr. P. 8002(a)(1)", True),
        ("gb-eaw", "Fed. R. Civ. P. 33(b)(2)", False),
        ("us-ca-superior", "28 U.S.C. § 1447(c)", False),
        ("us-fed-cacd", "N.D. Cal. Civ. L.R. 7-3(a)", False),
        (CAND, "N.D. Cal. Civ. L.R. 7-3(a)", True),
        (ANY, "N.D. Cal. Civ. L.R. 7-3(a)", True),
        (CAND, "FRAP 4(a)(1)(A)", True),
        (CA9, "Fed. R. Civ. P. 59(e)", True),
    ],
)
def test_a_rule_of_other_courts_is_told(jurisdiction: str, rule: str, own: bool) -> None:
    question = {"jurisdiction": jurisdiction, "trigger_date": "2018-03-05", "rule": rule}
    assert ("rule_of_other_courts" not in answer(parse_question(question), RULES).warnings) is own


def test_notice_that_is_served_by_mail_may_have_a_period_of_its_own() -> None:
    """C.D. Cal. L.R. 6-1: 28 days before the hearing, 31 by mail."""
    question = {"jurisdiction": "us-fed-cacd", "trigger_date": "2018-06-18", "rule": "L.R. 6-1"}
    served = {method: question | {"service_method": method} for method in ("electronic", "mail")}
    found = {method: to_data(answer(parse_question(asked), RULES))["due"] for method, asked in served.items()}
    assert found == {"electronic": "2018-05-21", "mail": "2018-05-18"}


def test_a_count_of_years_of_working_days_lists_the_extremes() -> None:
    """Dozens of doubtful days lie in a dozen years; a list of every combination would help nobody."""
    found = ask(CAND, "2010-01-04", "3000 business_days", {})
    readings = [reading["due"] for reading in found["readings"]]
    assert len(readings) <= 3
    assert readings[0] < found["due"] < readings[-1]
