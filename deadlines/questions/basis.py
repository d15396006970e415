"""What an answer stands on: the family of rules, the court and its calendar, the rule and its period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from deadlines.calendars import calendar_for
from deadlines.calendars.courts import CourtFacts, court_facts, split_jurisdiction
from deadlines.calendars.courts import Family as CourtFamily
from deadlines.computation import (
    CountingRule,
    CountsFrom,
    Family,
    HolidayCalendar,
    Period,
    ServiceMethod,
    rule_on,
)
from deadlines.computation.counting import RULES_OF
from deadlines.questions.closures import with_closures
from deadlines.questions.question import Question
from deadlines.rules.library import RuleLibrary
from deadlines.rules.types import Rule

# Keys of warnings; `explanation` words them. Those marked with a colon carry a detail.
COURT_NOT_KNOWN = "court_not_known"
COURT_STATE_DIFFERS = "court_state_differs"  # : the state of the table
RULE_NOT_IN_LIBRARY = "rule_not_in_library"
RULE_AMBIGUOUS = "rule_ambiguous"
PERIOD_DIFFERS = "period_differs_from_library"  # : the library's period
COUNTS_FROM_DIFFERS = "counts_from_differs_from_library"  # : the library's word
SERVICE_WITHOUT_COUNTS_FROM = "service_without_counts_from"
RULE_OF_OTHER_COURTS = "rule_of_other_courts"

_FAMILIES: Mapping[CourtFamily, Family] = MappingProxyType(
    {
        CourtFamily.DISTRICT: Family.CIVIL,
        CourtFamily.APPEALS: Family.APPELLATE,
        CourtFamily.BANKRUPTCY: Family.BANKRUPTCY,
        CourtFamily.BANKRUPTCY_APPELLATE_PANEL: Family.BANKRUPTCY,
        CourtFamily.ENGLAND_AND_WALES: Family.ENGLAND,
        CourtFamily.CALIFORNIA_SUPERIOR: Family.CALIFORNIA,
    }
)

#: The body of rules by which a rule of the library counts.
_COUNTING_FAMILIES: Mapping[str, Family] = MappingProxyType(
    {rules[0].key: family for family, rules in RULES_OF.items()}
)
# A notice of appeal is filed in the district court: there each counts by rules of the other without a word.
_ONE_HOUSE = frozenset({Family.CIVIL, Family.APPELLATE})
_OF_ONE_COURT = re.compile(r"us-\w+-(?!any$)\w+")
# Some local rules give a notice that is served by mail a period of its own.
_SAID_OF_MAIL = " by mail"


class Court(NamedTuple):
    """A jurisdiction as the engine uses it; `facts` is None where no court is named, or not known."""

    family: Family
    facts: CourtFacts | None
    calendar: HolidayCalendar
    warnings: tuple[str, ...]


@lru_cache(maxsize=4096)
def court_of(jurisdiction: str, court_state: str | None, on: date) -> Court:
    """The family, facts and calendar of a jurisdiction for a period from the day `on`.

    `court_state` decides where the table of courts has no state.
    """
    kind, key = split_jurisdiction(jurisdiction)
    facts = court_facts(jurisdiction)
    warnings: tuple[str, ...] = ()
    if facts is None and key != "any":
        warnings = (COURT_NOT_KNOWN,)
    elif facts is not None and facts.state and court_state and facts.state != court_state:
        warnings = (f"{COURT_STATE_DIFFERS}: {facts.state}",)
    return Court(_FAMILIES[kind], facts, calendar_for(jurisdiction, court_state, on), warnings)


class Basis(NamedTuple):
    """Everything that a computation of `question` needs.

    `on` is the day as of which the rules are taken: the day asked for, else that of the trigger. `period` is
    None where nothing gives one.
    """

    question: Question
    on: date
    trigger: date
    court: Court
    counting: CountingRule
    calendar: HolidayCalendar
    rule: Rule | None
    period: Period | None
    counts_from: CountsFrom | None
    warnings: tuple[str, ...]


def basis_of(question: Question, rules: RuleLibrary) -> Basis:
    """Find what a question about a period stands on. The question has a trigger."""
    day = question.trigger_day
    on = question.rules_as_of or day
    if day is None or on is None:
        raise ValueError("a period needs a trigger")
    court = court_of(question.jurisdiction, question.court_state, day)
    rule, warnings = _find_rule(question, rules, on)
    if rule is not None:
        warnings += tuple(warning.value for warning in rule.warnings_on(on))
        warnings += _differences(question, rule)
        if not _is_of(rule, question, court):
            warnings += (RULE_OF_OTHER_COURTS,)
    period = question.period or (rule.period if rule else None)
    counts_from = question.counts_from or (
        CountsFrom(rule.counts_from.value) if rule and rule.period else None
    )
    if counts_from is None and question.service_method is not None:
        warnings += (SERVICE_WITHOUT_COUNTS_FROM,)
    calendar = court.calendar
    if question.closures:
        calendar = with_closures(calendar, question.closures, question.jurisdiction)
    counting = rule_on(court.family, on)
    return Basis(
        question, on, day, court, counting, calendar, rule, period, counts_from, court.warnings + warnings
    )


def _is_of(rule: Rule, question: Question, court: Court) -> bool:
    """Whether a cited rule is one of the question's own kind of court, and of that court if it is local."""
    family = _COUNTING_FAMILIES[rule.counting]
    if family is not court.family and {family, court.family} != _ONE_HOUSE:
        return False
    local = all(_OF_ONE_COURT.fullmatch(name) for name in (rule.jurisdiction, question.jurisdiction))
    return not local or rule.jurisdiction == question.jurisdiction


def _find_rule(question: Question, rules: RuleLibrary, on: date) -> tuple[Rule | None, tuple[str, ...]]:
    """The rule that the question cites, and a warning where the library has none or several."""
    if not question.rule.strip():
        return None, ()
    mailed = question.service_method is ServiceMethod.MAIL
    rule = rules.find(
        question.rule,
        on,
        jurisdiction=question.jurisdiction,
        period=question.period,
        counts_from=question.counts_from.value if question.counts_from else None,
        event=question.trigger_event + (_SAID_OF_MAIL if mailed else ""),
    )
    if rule is not None:
        return rule, ()
    if rules.find_all(question.rule, on, jurisdiction=question.jurisdiction):
        return None, (RULE_AMBIGUOUS,)
    return None, (RULE_NOT_IN_LIBRARY,)


def _differences(question: Question, rule: Rule) -> tuple[str, ...]:
    """Where the question says otherwise than the rule that it cites."""
    warnings: tuple[str, ...] = ()
    theirs, ours = question.period, rule.period
    if theirs is not None and ours is not None and theirs != ours:
        warnings += (f"{PERIOD_DIFFERS}: {ours.n} {ours.unit.value} {ours.direction.value}",)
    if (
        question.counts_from is not None
        and ours is not None
        and question.counts_from.value != rule.counts_from.value
    ):
        warnings += (f"{COUNTS_FROM_DIFFERS}: {rule.counts_from.value}",)
    return warnings
