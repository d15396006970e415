"""The front door: questions as data, answers with their warnings, and the worked cases that are published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from deadlines.computation import Period, StepKind
from deadlines.questions import Answer, AnswerStatus, BadQuestion, answer, parse_question, to_data
from deadlines.rules import RULES
from deadlines.rules.library import RuleLibrary

CASES = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))


def days(n: int, direction: str = "after", unit: str = "days") -> dict[str, Any]:
    return {"n": n, "unit": unit, "direction": direction}


def ask(trigger: str | None = "2018-03-05", jurisdiction: str = "us-fed-any", **fields: Any) -> Answer:
    data = {"jurisdiction": jurisdiction, "trigger_date": trigger, **fields}
    return answer(parse_question(data), RULES)


def due(found: Answer) -> str | None:
    return to_data(found)["due"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_published_cases(case: dict[str, Any]) -> None:
    found = to_data(answer(parse_question(case), RULES))
    assert found["due"] == case["expected_due"]
    listed = {found["due"], *(reading["due"] for reading in found["readings"])}
    assert set((case.get("readings") or {}).values()) <= listed
    assert found["steps"]
    assert found["authority"]


# -- What the engine decides from the question -----------------------------------------------------


def test_added_days_hang_on_what_the_period_counts_from() -> None:
    served = ask(period=days(14), counts_from="service", service_method="mail")
    assert due(served) == "2018-03-22"
    assert served.authority.endswith("Fed. R. Civ. P. 6(d)")
    for other in ("entry", "order", "filing", "event", "own_service", "service_of_summons", "waiver"):
        assert due(ask(period=days(14), counts_from=other, service_method="mail")) == "2018-03-19"
    unsaid = ask(period=days(14), service_method="mail")
    assert due(unsaid) == "2018-03-19"
    assert "service_without_counts_from" in unsaid.warnings


def test_a_backward_period_gets_no_added_days() -> None:
    found = ask(period=days(14, "before"), counts_from="service", service_method="mail")
    assert due(found) == "2018-02-16"


def test_northern_california_gives_a_party_served_by_mail_three_days_more() -> None:
    fields = {"rule": "N.D. Cal. Civ. L.R. 7-3(a)", "period": days(14), "counts_from": "filing"}
    mailed = ask(jurisdiction="us-fed-cand", service_method="mail", **fields)
    assert due(mailed) == "2018-03-22"
    assert "local_added_days_unverified" in mailed.warnings
    for method in ("electronic", None):
        assert due(ask(jurisdiction="us-fed-cand", service_method=method, **fields)) == "2018-03-19"
    assert due(ask("2016-03-07", "us-fed-cand", service_method="electronic", **fields)) == "2016-03-21"


def test_the_filing_day_ends_when_the_court_says() -> None:
    def end(jurisdiction: str, trigger: str = "2024-03-05", **fields: Any) -> tuple[str | None, str]:
        step = ask(trigger, jurisdiction, period=days(14), **fields).steps[-1]
        assert step.kind is StepKind.END_OF_DAY
        return step.at, step.authority

    assert end("us-fed-any") == ("23:59", "Fed. R. Civ. P. 6(a)(4)")
    assert end("us-frap-ca3", court_state="PA")[0] == "17:00"
    assert end("us-frap-ca3", "2020-03-04", court_state="PA")[0] == "23:59"
    assert ask("2024-03-05", "us-frap-ca3", period=days(14)).warnings[-1].startswith("filing_day_exception: ")
    former = ask("2008-03-05", period=days(14))
    assert StepKind.END_OF_DAY not in {step.kind for step in former.steps}


def test_the_state_of_the_court_counts_forward_only() -> None:
    forward = ask("2024-02-05", "us-fed-cand", period=days(7))
    assert due(forward) == "2024-02-13"
    assert due(ask("2024-02-19", "us-fed-cand", period=days(7, "before"))) == "2024-02-12"
    assert due(ask("2024-02-05", period=days(7))) == "2024-02-12"
    # Before December 2009 no rule made that difference.
    assert due(ask("2008-02-26", "us-fed-cand", period=days(14, "before"))) == "2008-02-11"


def test_an_appeal_has_the_holidays_of_two_states() -> None:
    """Lincoln Day, of the state where the clerk of the Ninth Circuit is, in an appeal from Nevada."""
    assert due(ask("2024-02-05", "us-frap-ca9", period=days(7), court_state="NV")) == "2024-02-13"
    assert due(ask("2024-02-05", "us-fed-nvd", period=days(7))) == "2024-02-12"


# -- Readings --------------------------------------------------------------------------------------


def readings(found: Answer) -> list[tuple[str, str]]:
    return [(reading["due"], reading["key"]) for reading in to_data(found)["readings"]]


def test_a_doubtful_friday_gives_two_dates() -> None:
    forward = ask("2026-06-19", period=days(14))
    assert (due(forward), readings(forward)) == ("2026-07-06", [("2026-07-03", "saturday_friday")])
    backward = ask("2026-07-17", period=days(14, "before"))
    assert (due(backward), readings(backward)) == ("2026-07-02", [("2026-07-03", "saturday_friday")])


def test_a_closure_of_the_executive_counts_only_where_the_court_said_so() -> None:
    found = ask("2024-12-10", period=days(14))  # Christmas Eve 2024
    assert (due(found), readings(found)) == ("2024-12-24", [("2024-12-26", "executive_closure")])
    assert StepKind.NOT_A_HOLIDAY in {step.kind for step in found.steps}
    backward = ask("2025-01-07", period=days(14, "before"))
    assert (due(backward), readings(backward)) == ("2024-12-23", [("2024-12-24", "executive_closure")])
    settled = ask("2018-11-21", "us-frap-ca9", period=days(14), court_state="AZ")
    assert (due(settled), readings(settled)) == ("2018-12-06", [])


def test_a_date_that_turns_on_nothing_doubtful_has_one_reading() -> None:
    assert readings(ask(period=days(14))) == []
    # The doubtful Friday of New Year's Day lies inside this period and changes nothing.
    assert readings(ask("2021-12-20", period=days(21))) == []


def test_inside_a_short_former_period_a_doubtful_day_counts_too() -> None:
    found = ask("2004-12-22", period=days(5))  # Friday 24 December, for Christmas on a Saturday
    assert (due(found), readings(found)) == ("2004-12-30", [("2004-12-29", "saturday_friday")])


# -- Closures that the user enters -----------------------------------------------------------------


def closed(day: str, kind: str) -> list[dict[str, str]]:
    return [{"date": day, "kind": kind, "note": "not read"}]


def test_closures() -> None:
    period = days(14)  # ends on Monday 19 March 2018
    day = "2018-03-19"
    assert due(ask(period=period, closures=closed(day, "clerk_inaccessible"))) == "2018-03-20"
    declared = ask(period=period, closures=closed(day, "declared_holiday"))
    assert (due(declared), readings(declared)) == ("2018-03-20", [])
    president = ask(period=period, closures=closed(day, "presidential_closure"))
    assert (due(president), readings(president)) == (day, [("2018-03-20", "executive_closure")])
    both = closed(day, "presidential_closure") + closed(day, "declared_holiday")
    assert due(ask(period=period, closures=both)) == "2018-03-20"


def test_a_court_that_refused_a_closure_keeps_its_word() -> None:
    found = ask(
        "2008-11-26",
        "us-frap-ca9",
        period=days(30),
        court_state="CA",
        closures=closed("2008-12-26", "presidential_closure"),
    )
    assert (due(found), readings(found)) == ("2008-12-26", [])


def test_an_office_out_of_reach_before_the_added_days_is_told() -> None:
    fields = {"counts_from": "service", "service_method": "mail", "period": days(14)}
    found = ask(**fields, closures=closed("2018-03-19", "clerk_inaccessible"))
    assert due(found) == "2018-03-22"
    assert "inaccessible_before_added_days" in found.warnings


# -- Fixed dates, missing periods, the library -----------------------------------------------------


def test_a_fixed_date_never_moves_and_says_what_day_it_is() -> None:
    found = ask(None, "us-fed-cand", fixed_date="2018-01-15", rule="Fixed date")
    assert (found.status, due(found)) == (AnswerStatus.FIXED, "2018-01-15")
    assert found.warnings == ("fixed_date_stays",)
    assert found.steps[-1].holiday == "martin_luther_king_day"
    assert ask(None, fixed_date="2018-01-16").warnings == ()
    assert "period_ignored" in ask(None, fixed_date="2018-01-16", period=days(3)).warnings
    shut = ask(None, fixed_date="2018-01-16", closures=closed("2018-01-16", "clerk_inaccessible"))
    assert (due(shut), shut.warnings) == ("2018-01-16", ("fixed_date_stays",))
    at_five = ask(None, fixed_date="2018-01-16T17:00", rule="ECF 12")
    assert (due(at_five), at_five.status) == ("2018-01-16T17:00", AnswerStatus.FIXED)
    assert (at_five.steps[-1].kind, at_five.steps[-1].at) == (StepKind.END_OF_DAY, "17:00")


def test_a_period_comes_from_the_library_as_it_stood_on_the_trigger_day() -> None:
    assert due(ask("2018-03-05", rule="Fed. R. Civ. P. 12(a)(1)(A)(i)")) == "2018-03-26"
    assert due(ask("2008-03-05", rule="Fed. R. Civ. P. 12(a)(1)(A)(i)")) == "2008-03-25"


def test_the_library_and_the_question_may_differ() -> None:
    longer = ask(rule="Fed. R. Civ. P. 12(a)(1)(A)(i)", period=days(30))
    assert due(longer) == "2018-04-04"
    assert "period_differs_from_library: 21 days after" in longer.warnings
    unknown = ask(rule="Standing order of Judge Nobody", period=days(30))
    assert due(unknown) == "2018-04-04"
    assert "rule_not_in_library" in unknown.warnings


def test_a_rule_without_a_known_period_is_for_a_person() -> None:
    found = ask(rule="Rule of Nowhere 7")
    assert (found.status, due(found)) == (AnswerStatus.NEEDS_REVIEW, None)
    assert [step.kind for step in found.steps] == [StepKind.NO_PERIOD]
    assert found.warnings == ("rule_not_in_library",)
    data = {"jurisdiction": "us-fed-any", "trigger_date": "2018-03-05", "rule": "FRCP 59(e)"}
    assert answer(parse_question(data), RuleLibrary(())).status is AnswerStatus.NEEDS_REVIEW


def test_an_unknown_court_is_computed_by_its_family_and_state() -> None:
    found = ask("2024-02-05", "us-fed-zzzz", period=days(7), court_state="CA")
    assert due(found) == "2024-02-13"
    assert "court_not_known" in found.warnings
    differs = ask("2024-02-05", "us-fed-cand", period=days(7), court_state="NY")
    assert "court_state_differs: CA" in differs.warnings


def test_a_period_across_an_amendment_is_flagged() -> None:
    assert "straddles_amendment: 2016-12-01" in ask("2016-11-20", period=days(14)).warnings
    assert "straddles_amendment: 2009-12-01" in ask("2009-12-05", period=days(14, "before")).warnings
    forced = ask("2016-11-20", period=days(14), force_rules_as_of="2016-11-20")
    assert not [warning for warning in forced.warnings if warning.startswith("straddles")]


def test_outside_the_calendars_a_person_decides() -> None:
    for fields in ({"trigger": "2041-01-02"}, {"trigger": "2040-12-20"}):
        found = ask(**fields, period=days(30))
        assert (found.status, found.due, found.readings) == (AnswerStatus.NEEDS_REVIEW, None, ())
        assert found.steps
    assert ask("1998-01-05", "gb-eaw", period=days(14)).status is AnswerStatus.NEEDS_REVIEW


# -- Hours, England, California --------------------------------------------------------------------


def test_hours_use_the_zone_of_the_question_or_of_the_court() -> None:
    fields: dict[str, Any] = {"trigger_time": "2024-03-08T10:00", "period": days(72, unit="hours")}
    assert due(ask(None, tz="America/Los_Angeles", **fields)) == "2024-03-11T11:00"
    assert due(ask(None, "us-fed-cand", **fields)) == "2024-03-11T11:00"
    with pytest.raises(BadQuestion, match="tz"):
        ask(None, **fields)
    with pytest.raises(BadQuestion, match="trigger_time"):
        ask(period=days(72, unit="hours"))


def test_an_order_filed_in_the_evening_triggers_on_that_day() -> None:
    found = ask(None, "us-fed-cand", trigger_time="2018-03-05T17:16", period=days(14))
    assert due(found) == "2018-03-19"


def test_english_questions() -> None:
    england: dict[str, Any] = {"jurisdiction": "gb-eaw"}
    posted = ask("2024-06-07", **england, period=days(0), service_method="first_class_post")
    assert due(posted) == "2024-06-10"
    defence = ask(
        "2024-06-07", **england, period=days(14), service_method="first_class_post", counts_from="service"
    )
    assert due(defence) == "2024-06-24"
    assert "deemed_service_first" in defence.warnings
    late = ask(None, **england, trigger_time="2024-06-05T17:00", period=days(0), service_method="personal")
    assert due(late) == "2024-06-06"
    with pytest.raises(BadQuestion, match="service_method"):
        ask("2024-06-07", **england, period=days(0), service_method="rule4_mail")


def test_california_counts_court_days_back_and_adds_days_for_mail() -> None:
    notice = {"jurisdiction": "us-ca-superior", "period": days(16, "before", "court_days")}
    assert due(ask("2018-06-18", **notice)) == "2018-05-24"
    mailed = ask("2018-06-18", **notice, service_method="mail")
    assert due(mailed) == "2018-05-18"
    assert "california_mail_second_hand" in mailed.warnings
    faxed = ask("2018-06-18", **notice, service_method="electronic")
    assert "added_days_not_known" in faxed.warnings


def test_california_rolls_a_holiday_of_its_courts_both_ways() -> None:
    assert due(ask("2024-03-18", "us-ca-superior", period=days(14))) == "2024-04-02"  # Chavez Day, observed
    assert due(ask("2024-04-15", "us-ca-superior", period=days(14, "before"))) == "2024-03-29"


# -- Questions that are none -----------------------------------------------------------------------

GOOD: dict[str, Any] = {"jurisdiction": "us-fed-cand", "trigger_date": "2018-03-05", "period": days(14)}


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("jurisdiction", {"jurisdiction": None}),
        ("jurisdiction", {"jurisdiction": "us-fed-"}),
        ("jurisdiction", {"jurisdiction": "kz-almaty"}),
        ("jurisdiction", {"jurisdiction": 7}),
        ("trigger_date", {"trigger_date": None}),
        ("trigger_date", {"trigger_date": "2018-02-30"}),
        ("trigger_date", {"trigger_date": "20180305"}),
        ("trigger_date", {"trigger_date": "1962-12-31"}),
        ("trigger_date", {"trigger_date": "9999-01-01"}),
        ("trigger_date", {"trigger_date": 20180305}),
        ("trigger_date", {"trigger_time": "2018-03-06T10:00"}),
        ("trigger_time", {"trigger_time": "2018-03-05"}),
        ("trigger_time", {"trigger_time": "2018-03-05T25:00"}),
        ("trigger_time", {"trigger_time": "2018-03-05T10:00+01:00"}),
        (
            "trigger_time",
            {"trigger_date": None, "trigger_time": "2024-03-10T02:30", "tz": "America/New_York"},
        ),
        ("tz", {"tz": "Mars/Olympus"}),
        ("tz", {"tz": "../../etc/passwd"}),
        ("tz", {"tz": 5}),
        ("period", {"period": None}),
        ("period", {"period": 14}),
        ("period.n", {"period": days(-1)}),
        ("period.n", {"period": days(0)}),
        ("period.n", {"period": {"unit": "days", "direction": "after"}}),
        ("period.n", {"period": days(10**9)}),
        ("period.n", {"period": {"n": "14", "unit": "days", "direction": "after"}}),
        ("period.n", {"period": {"n": True, "unit": "days", "direction": "after"}}),
        ("period.unit", {"period": days(1, unit="fortnights")}),
        ("period.unit", {"period": {"n": 1, "direction": "after"}}),
        ("period.unit", {"period": {"n": 1, "unit": ["days"], "direction": "after"}}),
        ("period.direction", {"period": days(1, "sideways")}),
        ("period.direction", {"period": {"n": 1, "unit": "days"}}),
        ("counts_from", {"counts_from": "receipt"}),
        ("service_method", {"service_method": "pigeon"}),
        ("court_state", {"court_state": "California"}),
        ("court_state", {"court_state": {"CA": 1}}),
        ("fixed_date", {"fixed_date": "2018-13-01"}),
        ("force_rules_as_of", {"force_rules_as_of": "yesterday"}),
        ("closures", {"closures": "all"}),
        ("closures", {"closures": [{"date": "2018-03-05"}]}),
        ("closures.kind", {"closures": [{"date": "2018-03-05", "kind": "snow"}]}),
        ("closures.date", {"closures": [{"date": None, "kind": "declared_holiday"}]}),
        ("kind", {"kind": "latest"}),
        ("end_is_event", {"end_is_event": 1}),
        ("rule", {"rule": ["Rule 6"]}),
        ("rule", {"rule": "x" * 30_000}),
        ("id", {"id": [1]}),
        ("id", {"id": True}),
    ],
)
def test_a_wrong_field_is_named(field: str, change: dict[str, Any]) -> None:
    with pytest.raises(BadQuestion) as caught:
        parse_question({**GOOD, **change})
    assert caught.value.field == field
    assert caught.value.message
    assert len(caught.value.message) < 400


def test_what_is_no_object_is_no_question() -> None:
    with pytest.raises(BadQuestion, match="JSON object"):
        parse_question([])  # type: ignore[arg-type]


def test_a_count_that_leaves_the_calendar_of_years_is_refused() -> None:
    with pytest.raises(BadQuestion, match="period"):
        ask(period=days(30_000, unit="years"))


def test_null_means_absent() -> None:
    fields = dict.fromkeys(("id", "rule", "tz", "closures", "kind", "end_is_event", "court_state"))
    assert parse_question({**GOOD, **fields}) == parse_question(GOOD)
    assert parse_question(GOOD).period == Period(14)
    assert parse_question(GOOD).trigger_day == date(2018, 3, 5)


def test_a_period_across_an_amendment_lists_the_date_of_the_other_rules() -> None:
    short = ask("2009-11-25", period=days(10))
    assert (due(short), readings(short)) == ("2009-12-10", [("2009-12-07", "straddles_amendment")])
    served = ask("2016-11-28", period=days(14), counts_from="service", service_method="electronic")
    assert (due(served), readings(served)) == ("2016-12-15", [("2016-12-12", "straddles_amendment")])
    back = ask("2009-12-03", period=days(5, "before"))
    assert (due(back), readings(back)) == ("2009-11-27", [("2009-11-25", "straddles_amendment")])


def test_the_second_business_day_after_the_step_is_arguable() -> None:
    found = ask("2024-06-07", "gb-eaw", period=days(0), service_method="claim_form_step")
    assert (due(found), readings(found)) == ("2024-06-11", [("2024-06-10", "claim_form_step_arguable")])
    midweek = ask("2024-06-04", "gb-eaw", period=days(0), service_method="claim_form_step")
    assert (due(midweek), readings(midweek)) == ("2024-06-06", [])


def test_hours_in_england_do_not_roll() -> None:
    found = ask(None, "gb-eaw", trigger_time="2024-06-07T10:00", period=days(24, unit="hours"))
    assert due(found) == "2024-06-08T10:00"
    assert "hours_without_rule" in found.warnings
