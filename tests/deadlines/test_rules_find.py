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
        "Ohio Civ. R. 12(A)(2)",
        "Tex. R. Civ. P. 59(e)",
        "D.C. Super. Ct. R. Civ. P. 12(a)(2)",
        "Fla. R. App. P. 4(a)(1)(A)",
        "RCFC 12(a)(2)",
        "Del. Bankr. L.R. 8002(a)",
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
        ("California Code of Civil Procedure section 1005(b)", "ccp-1005-b"),
        ("F. R. Civ. P. 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("FRCivP 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Civil Rule 12(a)(1)(A)(i)", "frcp-12-a-1-a-i-2009"),
        ("Appellate Rule 4(a)(1)(A)", "frap-4-a-1-a"),
        ("Title 28, U.S.C., § 1446(b)", "usc-28-1446-b"),
        ("28 United States Code § 1447(c)", "usc-28-1447-c"),
        ("Civil Procedure Rules 1998, r 15.4(1)(b)", "cpr-15-4-b"),
        ("S.D.N.Y. Loc. Civ. R. 6.3", "nysd-6-3"),
        ("S.D.N.Y. Civ. R. 6.3", "nysd-6-3"),
        ("N.D. Cal. Civ. L.R. 7\N{EN DASH}3(c)", "cand-7-3-c"),
        ("Rule 60(b)(1)", "frcp-60-c-1"),
        ("frcp 12(a)(1)(a)(I)", "frcp-12-a-1-a-i-2009"),
        ("FRCP12(a)(2)", "frcp-12-a-2"),
        ("Rule 4(a)(1)(A), Fed. R. App. P.", "frap-4-a-1-a"),
        ("Rule 59(e) FRCP", "frcp-59-e-2009"),
        ("Local Rule 7-9, C.D. Cal.", "cacd-7-9"),
        ("Bankruptcy Rule 8002(a)", "frbp-8002-a-1-2009"),
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
        ("Civil L.R. 7-3(a) (N.D. Cal.)", "us-fed-any", "cand-7-3-a"),
        ("Civil L.R. 7-3(a); compare C.D. Cal. L.R. 7-9", "us-fed-cand", "cand-7-3-a"),
        ("Rule 7-3(a)", "us-fed-cand", "cand-7-3-a"),
        ("Local Civil Rule 6.3", "us-fed-nysd", "nysd-6-3"),
        ("Local Civil Rule 6.3", "us-fed-nyed", None),
        ("N.D. Cal. Civ. L.R. 7-3(a)", "us-fed-any", "cand-7-3-a"),
        ("Rule 4(a)(1)(A)", "us-frap-ca9", "frap-4-a-1-a"),
        ("Rule 7012(a)", "us-bk-deb", "frbp-7012-a"),
        ("Rule 15.4(1)(b)", "gb-eaw", "cpr-15-4-b"),
        ("r.15.4(1)(b)", "gb-eaw", "cpr-15-4-b"),
        ("Civil Procedure Rules 15.4(1)(b)", "gb-eaw", "cpr-15-4-b"),
        ("Civil Procedure Rules 15.4(1)(b)", "us-fed-any", None),
        ("Civil Rule 12(a)(2)", "us-ca-superior", None),
        ("Fed. R. Civ. P. 59(e)", "us-fed-deb", "frcp-59-e-2009"),
        ("Fed. R. Civ. P. 59(e)", "us-bk-deb", "frbp-9023"),
        ("FRCP 52(b)", "us-bap-ca9", "frbp-7052"),
        ("Fed. R. Civ. P. 33(b)(2)", "us-bk-deb", "frcp-33-b-2"),
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
        ("FRAP 27(a)(3)(A)", date(2009, 11, 30), 8, 10),
        ("FRAP 27(a)(4)", date(2009, 11, 30), 5, 7),
        ("FRAP 31(a)(1), argument", date(2009, 11, 30), 3, 7),
        ("FRAP 4(a)(5)(C), order", date(2009, 11, 30), 10, 14),
        ("FRAP 4(a)(6)(B), notice", date(2009, 11, 30), 7, 14),
        ("Fed. R. Bankr. P. 8002(a)", date(2009, 11, 30), 10, 14),
        ("Fed. R. Bankr. P. 1007(c)", date(2009, 11, 30), 15, 14),
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
    ("text", "event", "key"),
    [
        ("FRAP 31(a)(1)", "record filed; opening brief", "frap-31-a-1-appellant"),
        ("FRAP 31(a)(1)", "appellant's opening brief served", "frap-31-a-1-appellee"),
        (
            "FRAP 31(a)(1)",
            "service of the appellant\N{RIGHT SINGLE QUOTATION MARK}s brief",
            "frap-31-a-1-appellee",
        ),
        ("FRAP 31(a)(1)", "appellee's brief was served", "frap-31-a-1-reply-2018"),
        ("FRAP 31(a)(1)", "answering brief filed", "frap-31-a-1-reply-2018"),
        ("FRAP 31(a)(1)", "argument; reply at least 7 days before", "frap-31-a-1-argument"),
        ("FRAP 31(a)(1)", "appellee served its brief", None),
        ("FRAP 31(a)(1)", "appellee's brief", None),
        ("FRAP 4(a)(1)", "judgment entered, U.S. is a party", "frap-4-a-1-b"),
        ("FRAP 4(a)(1)", "Smith v. United States, judgment", "frap-4-a-1-b"),
        ("FRAP 4(a)(1)", "judgment entered; the United States is not a party", "frap-4-a-1-a"),
        ("FRAP 4(a)(1)", "judgment of the United States District Court", "frap-4-a-1-a"),
        ("FRCP 23(f)", "order entered; the U.S. is a party", "frcp-23-f-us"),
        ("FRCP 12(a)(1)(A)(ii)", "request sent to outside counsel", "frcp-12-a-1-a-ii"),
        ("FRCP 12(a)(1)(A)(ii)", "request sent to a foreign country", "frcp-12-a-1-a-ii-abroad"),
        ("FRCP 81(c)(2)", "notice of removal filed", "frcp-81-c-2-c-2009"),
        ("FRCP 81(c)(2)", "served before the removal", None),
        ("CPR 15.4", "particulars served, acknowledgment of service filed", "cpr-15-4-b"),
        ("CPR 15.4", "particulars served, no acknowledgment of service filed", "cpr-15-4-a"),
        ("S.D.N.Y. Local Civ. R. 6.1(b)", "opposition served", "nysd-6-1-b-reply"),
        ("S.D.N.Y. Local Civ. R. 6.1(b)", "motion served; opposition", "nysd-6-1-b-opposition"),
        ("N.D. Cal. Civ. L.R. 7-3", "opposition due date", "cand-7-3-c"),
        ("N.D. Cal. Civ. L.R. 7-3", "opposition to the motion", "cand-7-3-a"),
        ("C.D. Cal. L.R. 6-1", "notice served by e-mail", "cacd-6-1"),
        ("C.D. Cal. L.R. 6-1", "notice served by mail", "cacd-6-1-mail"),
        ("CCP 1005(b)", "hearing; opposition", "ccp-1005-b-opposition"),
        ("CCP 1005(b)", "hearing; reply to the opposition", "ccp-1005-b-reply"),
        ("Bankruptcy Rule 8002", "order entered", "frbp-8002-a-1-2009"),
        ("Bankruptcy Rule 8002", "first notice of appeal filed", "frbp-8002-a-3"),
    ],
)
def test_the_words_of_the_event_choose_or_leave_it_to_a_person(
    text: str, event: str, key: str | None
) -> None:
    """A later date than the right one would be the worst answer, so half a word never chooses."""
    rule = RULES.find(text, NOW, event=event)
    assert (rule and rule.key) == key


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
