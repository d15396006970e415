"""docs/deadline-rules.md lists exactly the rules of the library, and each worked example computes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from deadlines.computation.counting import COUNTING_RULES
from deadlines.questions import answer, parse_question
from deadlines.rules import RULES, Confidence, Example, Rule
from tools.rules_page import PAGE, page

EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
DATES = r"\d{4}-\d{2}-\d{2}"


def test_the_page_is_as_the_library_makes_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(RULES), "run: make docs"


def test_the_page_lists_exactly_the_rules() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"<br>`([a-z0-9-]+)`", text) == [
        rule.key for heading in _jurisdictions(text) for rule in RULES if rule.jurisdiction == heading
    ]
    assert text.count("| not reviewed by a lawyer |") == len(RULES)
    unverified = sum(rule.confidence is Confidence.UNVERIFIED for rule in RULES)
    assert text.count("**unverified** |") == unverified


def _jurisdictions(text: str) -> list[str]:
    known = {rule.jurisdiction for rule in RULES}
    order = re.findall(r"<br>`([a-z0-9-]+)`", text)
    found = dict.fromkeys(RULES[key].jurisdiction for key in order)
    assert set(found) == known
    return list(found)


def test_the_examples_on_the_page_are_those_of_the_library() -> None:
    text = PAGE.read_text(encoding="utf-8")
    shown = re.findall(rf"({DATES})[^→|]*→ \*\*({DATES})\*\*", text)
    assert sorted(shown) == sorted((str(e.trigger), str(e.due)) for _rule, e in EXAMPLES)


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.key}:{example.trigger}" for rule, example in EXAMPLES]
)
def test_an_example_computes(rule: Rule, example: Example) -> None:
    period = example.period or rule.period
    assert period is not None
    question = parse_question(
        {
            "jurisdiction": example.jurisdiction,
            "trigger_date": example.trigger.isoformat(),
            "trigger_event": " ".join(rule.words),
            "rule": rule.citation,
            "period": {"n": period.n, "unit": period.unit.value, "direction": period.direction.value},
            "counts_from": rule.counts_from.value,
            "service_method": example.service,
        }
    )
    answered = answer(question, RULES)
    assert answered.due == example.due
    assert answered.steps


@pytest.mark.parametrize(
    ("citation", "event", "trigger", "due"),
    [
        ("Fed. R. Civ. P. 12(a)(1)(A)(i)", "", date(2014, 3, 5), date(2014, 3, 26)),
        ("Fed. R. Civ. P. 59(e)", "", date(2024, 4, 26), date(2024, 5, 24)),
        ("FRAP 31(a)(1)", "reply", date(2016, 6, 6), date(2016, 6, 20)),
        ("FRAP 31(a)(1)", "reply", date(2019, 6, 6), date(2019, 6, 27)),
    ],
)
def test_a_question_without_a_period_takes_that_of_the_library(
    citation: str, event: str, trigger: date, due: date
) -> None:
    question = parse_question(
        {
            "jurisdiction": "us-frap-any" if citation.startswith("FRAP") else "us-fed-any",
            "trigger_date": trigger.isoformat(),
            "trigger_event": event,
            "rule": citation,
        }
    )
    assert answer(question, RULES).due == due


def test_rules_count_by_a_rule_that_the_computation_has() -> None:
    assert {rule.counting for rule in RULES} <= COUNTING_RULES.keys()
