"""Rules are found as lawyers cite them, as in force on the day, and never by a guess."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.computation import Direction, Period, Unit
from deadlines.rules import RULES, CountsFrom, RuleLibrary, RuleWarning
from deadlines.rules.citations import MAX_LENGTH, Provision, parse_citations

NOW = date(2024, 6, 3)
MISSING = [
    *(
        "",
        "   ",
        "Fixed date",
        "Court order: within 30 days of this order",
        "Fed. R. Civ. P. 99",
        "Fed. R. Evid. 404(b)",
    ),
    *(
        "Fed. R. Crim. P. 59(b)(2)",
        "42 U.S.C. § 1983",
        "Cal. Rules of Court, rule 3.1300",
        "N.Y. C.P.L.R. 3012(a)",
    ),
    *(
        "ГПК РК ст. 120",
        "Fed. R. Civ. P. 65(b)(4)",
        "E.D. Cal. L.R. 7-9",
        "D. Del. LR 7.1.2(b)",
        "Civil Rule",
        "12(a)",
    ),
    *("Fed. R. Civ. P. 12(a)(1)(A)(iv)" * 40, "(" * 400, "Fed. R. Civ. P. " + "9" * 200, "\x00"),
]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Fed. R. Civ. P. 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("FRCP 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("F.R.C.P. 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Fed.R.Civ.P.12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Federal Rule of Civil Procedure 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Federal Rules of Civil Procedure, Rule 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Rule 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("fed. r. civ. p. 12 (a) (1) (A) (i)", "frcp-12-a-1-a-i-2009"),
        ("28 U.S.C. § 1446(b)", "usc-28-1446-b"),
        ("28 USC 1446(b)(1)", "usc-28-1446-b"),
        ("28 U.S.C. §§ 1446(b), 1447(c)", "usc-28-1446-b"),
        ("FRAP 4(a)(1)(A)", "frap-4-a-1-a"),
        ("Fed. R. App. P. 4(a)(1)(A), 26(a)", "frap-4-a-1-a"),
        ("Federal Rule of Appellate Procedure 4(a)(1)(A)", "frap-4-a-1-a"),
        ("28 U.S.C. § 2107(b)", "frap-4-a-1-b"),
        ("N.D. Cal. Civ. L.R. 7-3(a)", "cand-7-3-a"),
        ("Northern District of California Civil Local Rule 7-11(b)", "cand-7-11-b"),
        ("C.D. Cal. L.R. 7-9", "cacd-7-9"),
        ("S.D.N.Y. Local Civil Rule 6.3", "nysd-6-3"),
        ("CPR 2.8", "cpr-2-8"),
        ("CPR 2.8(3)(b)", "cpr-2-8"),
        ("CPR r 15.4(1)(b)", "cpr-15-4-b"),
        ("Fed. R. Bankr. P. 7012(a)", "frbp-7012-a"),
        ("Fed. R. Civ. P. 6(d)", "frcp-6-d"),
        ("former FRCP 6(e)", "frcp-6-d"),
        ("Fed. R. Civ. P. 15(a)(1)(B), 6(d)", "frcp-15-a-1-b-2009"),
        ("Fed. R. Civ. P. 6(d), 72(b)(2)", "frcp-72-b-2-2009"),
        ("Fed. R. Civ. P. 59(b)/(e)", "frcp-59-b-2009"),
        ("Fed. R. Civ. P. 72(b) (14 days, as amended 2009)", "frcp-72-b-2-2009"),
        ("Cal. Gov. Code 945.6(a)(1)", "cal-gov-945-6-a-1"),
        ("Code Civ. Proc. § 1005(b)", "ccp-1005-b"),
    ],
)
def test_a_citation_as_a_lawyer_writes_it(text: str, key: str) -> None:
    rule = RULES.find(text, NOW)
    assert rule is not None
    assert rule.key == key


@pytest.mark.parametrize("text", MISSING)
def test_what_is_not_in_the_library_is_not_found(text: str) -> None:
    assert RULES.find(text, NOW) is None
    assert RULES.find_all(text, NOW) == ()


@pytest.mark.parametrize(
    ("text", "jurisdiction", "key"),
    [
        ("Civil L.R. 7-3(a)", "us-fed-cand", "cand-7-3-a"),
        ("Civil L.R. 7-3(a)", None, "cand-7-3-a"),
        ("Civil L.R. 7-3(a)", "us-fed-any", None),
        ("Civil L.R. 7-3(a)", "us-fed-casd", None),
        ("L.R. 7-9", "us-fed-cacd", "cacd-7-9"),
        ("Local Civil Rule 6.3", "us-fed-nysd", "nysd-6-3"),
        ("Local Civil Rule 6.3", "us-fed-nyed", None),
        ("N.D. Cal. Civ. L.R. 7-3(a)", "us-fed-any", "cand-7-3-a"),
        ("Rule 4(a)(1)(A)", "us-frap-ca9", "frap-4-a-1-a"),
        ("Rule 7012(a)", "us-bk-deb", "frbp-7012-a"),
        ("Rule 15.4(1)(b)", "gb-eaw", "cpr-15-4-b"),
        ("Rule 12(a)(2)", "gb-eaw", None),
        ("Rule 12(a)(2)", "us-ca-superior", None),
    ],
)
def test_the_jurisdiction_says_whose_rule_it_is(text: str, jurisdiction: str | None, key: str | None) -> None:
    rule = RULES.find(text, NOW, jurisdiction=jurisdiction)
    assert (rule and rule.key) == key


@pytest.mark.parametrize(
    ("text", "last_old", "old", "new"),
    [
        ("Fed. R. Civ. P. 12(a)(1)(A)(i)", date(2009, 11, 30), 20, 21),
        ("Fed. R. Civ. P. 59(e)", date(2009, 11, 30), 10, 28),
        ("Fed. R. Civ. P. 4(m)", date(2015, 11, 30), 120, 90),
        ("Fed. R. Civ. P. 62(a)", date(2009, 11, 30), 10, 14),
        ("Fed. R. Civ. P. 62(a)", date(2018, 11, 30), 14, 30),
        ("FRAP 31(a)(1), reply", date(2018, 11, 30), 14, 21),
        ("FRAP 27(a)(4)", date(2009, 11, 30), 5, 7),
    ],
)
def test_a_rule_that_changed_is_two_rows(text: str, last_old: date, old: int, new: int) -> None:
    before, after = RULES.find(text, last_old), RULES.find(text, last_old + timedelta(1))
    assert before is not None
    assert after is not None
    assert before.period is not None
    assert after.period is not None
    assert (before.period.n, after.period.n) == (old, new)


def test_a_former_number_is_found_while_it_stood() -> None:
    former = RULES.find("former FRCP 12(a)(1)(A)", date(2006, 2, 2))
    assert former is not None
    assert former.key == "frcp-12-a-1-a-i-former"
    # Today that provision holds periods of two lengths, and nothing says which is meant.
    assert RULES.find("FRCP 12(a)(1)(A)", NOW) is None
    assert len(RULES.find_all("FRCP 12(a)(1)(A)", NOW)) == 3


def test_several_periods_of_one_provision_are_told_apart() -> None:
    text = "FRAP 31(a)(1)"
    assert RULES.find(text, NOW) is None
    assert RULES.find(text, NOW, counts_from="service") is None
    assert {rule.period.n for rule in RULES.find_all(text, NOW) if rule.period} == {40, 30, 21, 7}
    days = Period(7, Unit.DAYS, Direction.BEFORE)
    chosen = [
        RULES.find(text, NOW, event="reply brief"),
        RULES.find(text, NOW, counts_from="filing"),
        RULES.find(text, NOW, counts_from="service", event="appellant's brief served"),
        RULES.find(text, NOW, period=days),
        RULES.find(f"{text} (reply)", NOW),
    ]
    assert [rule and rule.key for rule in chosen] == [
        *("frap-31-a-1-reply-2018", "frap-31-a-1-appellant", "frap-31-a-1-appellee"),
        *("frap-31-a-1-argument", "frap-31-a-1-reply-2018"),
    ]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Judicial Conference transcript policy (FRCP 5.2): redaction request 21 days", 21),
        ("Judicial Conference transcript policy: redacted transcript", 31),
        ("Release of transcript restriction", 90),
    ],
)
def test_the_transcript_policy_has_no_number(text: str, n: int) -> None:
    rule = RULES.find(text, NOW)
    assert rule is not None
    assert rule.period == Period(n)


def test_days_are_added_only_after_being_served() -> None:
    adding = {rule.counts_from for rule in RULES if rule.adds_three}
    assert adding == {CountsFrom.SERVICE}
    own = RULES.find("Fed. R. Civ. P. 15(a)(1)(A)", NOW)
    assert own is not None
    assert (own.counts_from, own.adds_three) == (CountsFrom.OWN_SERVICE, False)


def test_a_day_before_the_sources_begin_is_said() -> None:
    rule = RULES["frcp-4-m-former"]
    assert RuleWarning.OLDER_THAN_SHOWN in rule.warnings_on(date(1990, 1, 2))
    assert RuleWarning.OLDER_THAN_SHOWN not in rule.warnings_on(date(2012, 1, 3))


def test_nothing_can_be_changed() -> None:
    rule = RULES["frcp-6-d"]
    with pytest.raises(FrozenInstanceError):
        rule.citation = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        rule.title["en"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError):
        RULES._by_key["x"] = rule  # type: ignore[index]
    with pytest.raises(ValueError, match="two rules"):
        RuleLibrary([rule, rule])


def test_every_rule_is_found_by_its_own_citation() -> None:
    for rule in RULES:
        on = rule.examples[0].trigger
        assert rule in RULES.find_all(rule.citation, on, jurisdiction=rule.jurisdiction), rule.key


@given(st.text(max_size=2 * MAX_LENGTH))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for provision in parse_citations(text, "us-fed-cand"):
        assert isinstance(provision, Provision)
        assert provision.parts


@given(
    st.sampled_from(sorted(rule.key for rule in RULES)),
    st.sampled_from(["", " (as amended)", ", 6(a)", "; note"]),
)
def test_a_remark_changes_nothing(key: str, remark: str) -> None:
    rule = RULES[key]
    on = rule.examples[0].trigger
    found = RULES.find_all(rule.citation + remark, on, jurisdiction=rule.jurisdiction)
    if rule.period is not None:
        assert rule in found
