"""From the record to the engine: which question a deadline asks, and the answer to it.

The engine (`deadlines.questions`) knows no table. Here the facts are read from the rows: the court, the
event, the way of service, the closures that editors entered, the pauses of the clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.enums import CourtLevel, DocketLinkKind
from cases.models import Court, Docket
from deadlines.calendars import STATES, calendar_for, court_facts
from deadlines.calendars.federal import FEDERAL
from deadlines.computation import (
    CountingRule,
    CountsFrom,
    Direction,
    Family,
    Holiday,
    Period,
    ServiceMethod,
    StepKind,
    Unit,
    fixed_date,
)
from deadlines.computation.counting import RULES_OF
from deadlines.enums import DeadlineStatus, DueBasis, TriggerKind
from deadlines.models import Deadline, Tolling
from deadlines.questions import Answer, AnswerStatus, BadQuestion, Closure, ClosureKind, Question, answer
from deadlines.questions.question import FIRST_DAY, LAST_DAY
from deadlines.rules import RULES, Rule

#: What an event counts as where neither the deadline nor its rule says more.
_COUNTS_FROM: Mapping[str, CountsFrom] = MappingProxyType(
    {
        TriggerKind.ORDER: CountsFrom.ORDER,
        TriggerKind.FILING: CountsFrom.FILING,
        TriggerKind.SERVICE: CountsFrom.SERVICE,
        TriggerKind.ENTRY_OF_JUDGMENT: CountsFrom.ENTRY,
        TriggerKind.OTHER: CountsFrom.EVENT,
    }
)
#: A field of a question, and the column of a deadline beside which its fault is said.
_COLUMNS: Mapping[str, str] = MappingProxyType({"period": "period_length"})
#: The ways of counting that a deadline may name; which former version applies the engine knows by the day.
COUNTING: Mapping[str, CountingRule] = MappingProxyType(
    {rules[0].key: rules[0] for rules in RULES_OF.values()}
)
_FAMILY_OF: Mapping[str, Family] = MappingProxyType(
    {rules[0].key: family for family, rules in RULES_OF.items()}
)
_COURT_KEY = re.compile(r"[a-z0-9]{2,8}")
#: How a court of a state is recorded ("state trial court"); federal courts say "federal".
_OF_A_STATE = re.compile(r"\bstate\b", re.IGNORECASE)
#: Courts of England and Wales have codes as in their neutral citations: ewhc-comm, ewca-civ.
_ENGLISH = re.compile(r"(gb-)?(eaw|ew[a-z])")
_FEDERAL = frozenset({Family.CIVIL, Family.APPELLATE, Family.BANKRUPTCY})
_LAST_COUNTED = frozenset({StepKind.LAST_DAY_COUNTED, StepKind.CORRESPONDING_DAY, StepKind.END_OF_MONTH})
#: Units in which what is left of a paused period can be told in days.
_PAUSABLE = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS})
#: Before this day short periods left out days, so that days left over cannot be counted by themselves.
_DAYS_ARE_DAYS = date(2009, 12, 1)


def jurisdiction_of(court: Court | None) -> str | None:
    """Return the jurisdiction of a court as the engine names it, or None where no way of counting is known.

    A federal court is found by its PACER code; a court of the United States that the table does not know is
    counted by its level, a court of a state only in California's superior courts.
    """
    if court is None:
        return None
    if court.country == "GB":
        known = court.level in (CourtLevel.TRIAL, CourtLevel.APPELLATE) and _ENGLISH.match(court.code)
        return "gb-eaw" if known else None
    kinds = {CourtLevel.TRIAL: ("fed", "bk"), CourtLevel.APPELLATE: ("frap", "bap")}.get(
        CourtLevel(court.level), ()
    )
    if court.country != "US" or not kinds:
        return None
    if not _COURT_KEY.fullmatch(court.code):
        return _of_unknown(court, f"us-{kinds[0]}-any")
    panel = court.code.startswith("bap")
    named = [f"us-{kind}-{court.code}" for kind in kinds if panel or kind != "bap"]
    return next((name for name in named if court_facts(name)), None) or _of_unknown(court, named[0])


def _of_unknown(court: Court, federal: str) -> str | None:
    if not _OF_A_STATE.search(court.level_as_recorded):
        return federal
    superior = court.level == CourtLevel.TRIAL and court.holiday_state == "CA"
    return "us-ca-superior" if superior else None


def family_of(jurisdiction: str) -> Family:
    """Return the body of rules by which a jurisdiction counts."""
    if jurisdiction == "gb-eaw":
        return Family.ENGLAND
    if jurisdiction == "us-ca-superior":
        return Family.CALIFORNIA
    kind = jurisdiction.split("-")[1]
    return {"fed": Family.CIVIL, "frap": Family.APPELLATE}.get(kind, Family.BANKRUPTCY)


def holidays_of(court: Court | None) -> Mapping[date, Holiday]:
    """Return the holidays by which a court counts, to draw the days of a period; else the federal ones."""
    jurisdiction = jurisdiction_of(court)
    return calendar_for(jurisdiction, _state(court)).holidays if jurisdiction else FEDERAL.holidays


def default_counting(docket: Docket) -> str:
    """Return the key of the present counting rule of a docket's court; empty where none is known."""
    jurisdiction = jurisdiction_of(docket.court)
    return RULES_OF[family_of(jurisdiction)][0].key if jurisdiction else ""


def compute_due(deadline: Deadline) -> Answer | None:
    """Return what the engine says of a deadline, or None where there is nothing to count from.

    Raises ``ValidationError`` on ``counting`` for a way of counting that is not known, and on
    ``period_length`` for a period that leaves the calendar.
    """
    try:
        if deadline.basis == DueBasis.FIXED_BY_ORDER and deadline.due_on:
            return _fixed(deadline, deadline.due_on)
        question = question_of(deadline)
        return _with_pauses(question, _tollings(deadline)) if question else None
    except BadQuestion as error:
        words = _("This period cannot be counted: %(why)s.") % {"why": error.message}
        if error.field == "period":
            words = _("This period leads outside the calendar.")
        column = _COLUMNS.get(error.field)
        raise ValidationError({column: words} if column else words) from error


def _fixed(deadline: Deadline, day: date) -> Answer:
    """A date that the court named: its day of the week is said where the court's calendar is known."""
    court = deadline.docket.court
    jurisdiction = jurisdiction_of(court)
    if jurisdiction is None:
        steps = fixed_date(day, deadline.rule).steps
        return Answer(None, AnswerStatus.FIXED, day, (), steps, deadline.rule, ())
    question = Question(jurisdiction, rule=deadline.rule, court_state=_state(court), fixed_date=day)
    return answer(question, RULES)


def question_of(deadline: Deadline) -> Question | None:
    """Return the question that a deadline asks, or None where day 0, period or court are not known.

    Raises ``ValidationError`` on ``counting`` for a way of counting that is not known.
    """
    if deadline.counting and deadline.counting not in COUNTING:
        raise ValidationError({"counting": _("This way of counting is not known.")})
    day, rule = _day_zero(deadline), _library_rule(deadline)
    period = _period(deadline) or (rule.period if rule else None)
    counted = _counted_by(deadline)
    if day is None or counted is None or (period is None and not _cited(deadline)):
        return None
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    jurisdiction, court = counted
    clock = deadline.trigger.time if period and period.unit is Unit.HOURS else None
    if period and period.unit is Unit.HOURS and clock is None:
        return None
    method = deadline.trigger.service_method
    question = Question(
        jurisdiction,
        trigger_date=day,
        trigger_time=datetime.combine(day, clock) if clock else None,
        zone=court.zone if clock and court else None,
        rule=_cited(deadline),
        period=period,
        service_method=ServiceMethod(method) if method else None,
        court_state=_district_state(deadline.docket, court, jurisdiction),
        closures=_closures(court),
    )
    return replace(question, counts_from=_counts_from(deadline, question, rule))


def _day_zero(deadline: Deadline) -> date | None:
    """The day of the event; for a deadline that follows another, the last day of that one."""
    ahead = deadline.depends_on
    if ahead is None:
        return deadline.trigger.starts_on
    return None if ahead.state == DeadlineStatus.VACATED else ahead.due_on


def _period(deadline: Deadline) -> Period | None:
    if deadline.period_length is None:
        return None
    try:
        return Period(
            deadline.period_length, Unit(deadline.period_unit), Direction(deadline.period_direction)
        )
    except ValueError as error:
        raise ValidationError({"period_length": _("This period leads outside the calendar.")}) from error


def _library_rule(deadline: Deadline) -> Rule | None:
    """The rule of the library that an editor chose, if the shipped files still have it."""
    try:
        return RULES[deadline.library_rule.key] if deadline.library_rule else None
    except KeyError:
        return None


def _cited(deadline: Deadline) -> str:
    """The rule as the engine is asked for it. An order is no rule: its own words give the period."""
    if deadline.library_rule:
        return deadline.library_rule.citation
    return "" if deadline.ordered_by_id else deadline.rule


def _counted_by(deadline: Deadline) -> tuple[str, Court | None] | None:
    """The jurisdiction that counts, with its court.

    A deadline may be counted by the rules of the court above (a notice of appeal is due by the appellate
    rules): its counting rule says so.
    """
    court = deadline.docket.court
    own = jurisdiction_of(court)
    family = _FAMILY_OF.get(deadline.counting)
    if family is None or (own and family_of(own) is family):
        return (own, court) if own else None
    if court is not None and (own is None or family not in _FEDERAL or family_of(own) not in _FEDERAL):
        return None
    above = court.appeals_to if court else None
    if family is Family.APPELLATE and above and (key := jurisdiction_of(above)):
        return (key, above) if family_of(key) is family else ("us-frap-any", court)
    kind = {Family.CIVIL: "us-fed-any", Family.APPELLATE: "us-frap-any", Family.BANKRUPTCY: "us-bk-any"}
    return (kind[family], court) if family in kind else None


def _counts_from(deadline: Deadline, question: Question, chosen: Rule | None) -> CountsFrom | None:
    """What the period counts from: as the editor said, as the rule says, else by the kind of the event."""
    if deadline.counts_from:
        return CountsFrom(deadline.counts_from)
    if deadline.depends_on_id:
        return CountsFrom.EVENT
    if chosen and chosen.period:
        return CountsFrom(chosen.counts_from.value)
    day = question.trigger_date
    if question.rule and day:
        found = RULES.find(question.rule, day, jurisdiction=question.jurisdiction, period=question.period)
        if found is not None and found.period is not None:
            return None  # the engine takes it from the rule
    return _COUNTS_FROM[deadline.trigger.kind]


def _state(court: Court | None) -> str | None:
    return court.holiday_state if court and court.holiday_state in STATES else None


def _district_state(docket: Docket, court: Court | None, jurisdiction: str) -> str | None:
    """The state of the district court: of the court itself, on appeal of the one appealed from."""
    if family_of(jurisdiction) is not Family.APPELLATE:
        return _state(court)
    if docket.court != court:
        return _state(docket.court)
    below = [link for link in docket.links_from.all() if link.kind == DocketLinkKind.APPEAL_FROM]
    states = {_state(link.to_docket.court) for link in below} - {None}
    if len(states) == 1:
        return states.pop()
    return None if court_facts(jurisdiction) else _state(court)


def _closures(court: Court | None) -> tuple[Closure, ...]:
    if court is None or not court.pk:
        return ()
    return tuple(Closure(row.day, ClosureKind(row.kind)) for row in court.closures.all())


# --- pauses of the clock ----------------------------------------------------------------------------


def _tollings(deadline: Deadline) -> list[Tolling]:
    """The pauses that are over, in their order; one that still runs moves nothing yet."""
    if not deadline.pk:
        return []
    over = [row for row in deadline.tollings.all() if row.resumed_on is not None]
    return sorted(over, key=lambda row: (row.paused_on, row.pk))


def _with_pauses(question: Question, tollings: list[Tolling]) -> Answer | None:
    """The answer, with what was left at each pause counted again from the day on which the clock ran on.

    The day of the pause is counted, the day of the resumption is not (it is the day of an event, Fed. R. Civ.
    P. 6(a)(1)(A)): a pause that ends on its own day moves nothing. None where what is left cannot be told in
    days.
    """
    warnings: tuple[str, ...] = ()
    for pause in tollings:
        last = _last_counted(question)
        if last is None or pause.resumed_on is None:
            return None
        start = question.trigger_date
        if start is None or pause.paused_on > last:
            continue  # the period was over
        warnings += answer(question, RULES).warnings
        left = (last - max(pause.paused_on, start)).days
        question = replace(
            question,
            trigger_date=pause.resumed_on,
            period=Period(left),
            counts_from=question.counts_from or _from_rule(question),
            rule="",
        )
    result = answer(question, RULES)
    return replace(result, warnings=tuple(dict.fromkeys(warnings + result.warnings)))


def _last_counted(question: Question) -> date | None:
    """The last day of the period as counted, before it rolls; None where days left over mean nothing."""
    day, period = question.trigger_date, question.period
    if question.jurisdiction == "gb-eaw" or day is None or day < _DAYS_ARE_DAYS:
        return None
    if period is not None and (period.unit not in _PAUSABLE or period.direction is Direction.BEFORE):
        return None
    steps = answer(question, RULES).steps
    return next((step.day for step in steps if step.kind in _LAST_COUNTED), None)


def _from_rule(question: Question) -> CountsFrom | None:
    if question.trigger_date is None:
        return None
    rule = RULES.find(
        question.rule, question.trigger_date, jurisdiction=question.jurisdiction, period=question.period
    )
    return CountsFrom(rule.counts_from.value) if rule else None
