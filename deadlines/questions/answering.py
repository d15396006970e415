"""From a question to its answer: which rule, which calendar, which added days, which way of counting."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deadlines.computation import (
    Added,
    Computation,
    CountsFrom,
    Direction,
    Facts,
    Family,
    Period,
    Reading,
    ServiceMethod,
    Step,
    StepKind,
    Unit,
    added_days,
    compute,
    compute_england,
    compute_hours,
    deemed_service,
    fixed_date,
    with_readings,
)
from deadlines.computation.added import california_added_days, is_served_by_added_means, three_days
from deadlines.computation.hours import is_skipped
from deadlines.questions.answer import Answer, AnswerStatus
from deadlines.questions.basis import Basis, basis_of, court_of
from deadlines.questions.closures import inaccessible_days
from deadlines.questions.question import BadQuestion, Question
from deadlines.rules.library import RuleLibrary

# Keys of warnings; `explanation` words them. Those marked with a colon carry a detail.
FIXED_DATE_STAYS = "fixed_date_stays"
PERIOD_IGNORED = "period_ignored"
STRADDLES_AMENDMENT = "straddles_amendment"  # : the day of the amendment
LOCAL_ADDED_DAYS = "local_added_days_unverified"
CALIFORNIA_MAIL = "california_mail_second_hand"
ADDED_DAYS_NOT_KNOWN = "added_days_not_known"
ADDED_DAYS_ORDER = "added_days_order_before_2005"
INACCESSIBLE_BEFORE_ADDED_DAYS = "inaccessible_before_added_days"
FILING_DAY_EXCEPTION = "filing_day_exception"  # : what the hour does not apply to
DEEMED_SERVICE_FIRST = "deemed_service_first"

# Amendments that changed counting, periods and added days; periods across them are flagged (Rule 86(a)).
_AMENDMENTS = (date(2009, 12, 1), date(2015, 12, 1), date(2016, 12, 1))
_FEDERAL = frozenset({Family.CIVIL, Family.APPELLATE, Family.BANKRUPTCY})
_PENDING_ACTIONS = (
    "compare Fed. R. Civ. P. 86(a): amendments govern pending actions where just and practicable"
)
# Committee note of 2005: the three days come after the period has ended and rolled.
_ORDER_OF_ADDED_DAYS = date(2005, 12, 1)
# N.D. Cal.: the dates of L.R. 7-3 run from filing, but a party served by mail has three days more (Muho v.
# Citibank, N.D. Cal. 15 September 2014); the text of the local rule was not read.
_LOCAL_ADDED = re.compile(r"\b7-3\b")
_NOTICE_OF_MOTION = 16  # court days, CCP 1005(b)
_COURT_DAYS = frozenset({Unit.COURT_DAYS, Unit.BUSINESS_DAYS})
# Ways of service after which English law deems another day the day of service.
_DEEMED = frozenset(
    {
        ServiceMethod.FIRST_CLASS_POST,
        ServiceMethod.EMAIL_BEFORE_1630,
        ServiceMethod.EMAIL_AFTER_1630,
        ServiceMethod.CLAIM_FORM_STEP,
    }
)
# Ways that take effect at once: on the day itself, unless it was after 4.30 p.m. or no business day.
_DEEMED_AT_ONCE = frozenset({ServiceMethod.PERSONAL, ServiceMethod.ELECTRONIC})
_SERVED = frozenset({CountsFrom.SERVICE, CountsFrom.SERVICE_OF_SUMMONS})
_LATE = (16, 30)


def answer(question: Question, rules: RuleLibrary) -> Answer:
    """Answer one question. The same question and the same data always give the same answer.

    Raises `BadQuestion` where what was asked cannot be counted: hours without a time or a zone, a period
    that leaves the calendar, a way of service of which the rules say nothing.
    """
    if question.fixed_date is not None:
        return _fixed(question, question.fixed_date)
    basis = basis_of(question, rules)
    if basis.period is None:
        return _without_period(basis)
    if basis.period.unit is Unit.HOURS:
        computation, warnings, added = *_hours(basis, basis.period), None
    elif basis.court.family is Family.ENGLAND:
        computation, warnings, added = *_england(basis, basis.period), None
    else:
        computation, warnings, added = _days(basis, basis.period)
    end, exceptions = _end_of_day(basis, computation.due)
    warnings = basis.warnings + computation.caveats + warnings + exceptions
    readings = computation.readings
    if across := _amendments_within(basis, computation.due):
        warnings += tuple(f"{STRADDLES_AMENDMENT}: {day.isoformat()}" for day in across)
        readings = _sorted(readings + _under_other_rules(basis, computation.due, rules))
    status = AnswerStatus.COMPUTED if computation.due is not None else AnswerStatus.NEEDS_REVIEW
    return Answer(
        question.id,
        status,
        computation.due,
        readings,
        computation.steps + end,
        _authority(basis, added),
        tuple(dict.fromkeys(warnings)),
    )


def _fixed(question: Question, day: date) -> Answer:
    """A date that a court named stands, whatever day it is; the warning says what day it is."""
    court = court_of(question.jurisdiction, question.court_state, day)
    authority = question.rule or "order of the court"
    steps = fixed_date(day, authority).steps
    warnings = court.warnings
    holiday = court.calendar.holiday(day, Direction.AFTER)
    if holiday is not None:
        step = Step(StepKind.FIXED_ON_HOLIDAY, day, authority, holiday.name_key, observed=holiday.observed)
        steps = (*steps, step)
    if len(steps) > 1 or any(closure.day == day for closure in question.closures):
        warnings += (FIXED_DATE_STAYS,)
    if question.period is not None:
        warnings += (PERIOD_IGNORED,)
    due, clock = day, question.fixed_time
    if clock is not None:
        due = datetime.combine(day, clock)
        steps = (*steps, Step(StepKind.END_OF_DAY, day, authority, at=f"{clock:%H:%M}"))
    return Answer(question.id, AnswerStatus.FIXED, due, (), steps, authority, warnings)


def _without_period(basis: Basis) -> Answer:
    """A rule that the library does not hold, or that gives no one length: for a person."""
    authority = basis.rule.citation if basis.rule else basis.question.rule
    step = Step(StepKind.NO_PERIOD, basis.trigger, authority)
    return Answer(
        basis.question.id,
        AnswerStatus.NEEDS_REVIEW,
        None,
        (),
        (step,),
        authority,
        tuple(dict.fromkeys(basis.warnings)),
    )


def _days(basis: Basis, period: Period) -> tuple[Computation, tuple[str, ...], Added | None]:
    """Days and longer units of a federal court or a superior court of California."""
    if basis.court.family is Family.CALIFORNIA and period.unit is Unit.BUSINESS_DAYS:
        period = Period(period.n, Unit.COURT_DAYS, period.direction)
    added, warnings = _added(basis, period)
    closed = inaccessible_days(basis.question.closures) if basis.question.closures else frozenset()
    facts = Facts(added, closed)
    as_of = basis.question.rules_as_of

    def count(flipped: frozenset[date]) -> Computation:
        return compute(
            basis.trigger, period, basis.counting, basis.calendar, as_of=as_of, facts=facts, flipped=flipped
        )

    computation = _counted(count)
    if added is not None and closed:
        ends = (step.day for step in computation.steps if step.kind is StepKind.PERIOD_ENDS)
        if any(day in closed for day in ends):
            warnings += (INACCESSIBLE_BEFORE_ADDED_DAYS,)
    return computation, warnings, added


def _under_other_rules(basis: Basis, due: date | datetime | None, rules: RuleLibrary) -> tuple[Reading, ...]:
    """The date that the rules on the other side of an amendment would give, where the period lies across it.

    The other rules give their own period, unless the question gives one. An amendment governs what comes
    after it in a pending action too, unless that is infeasible or unjust (Fed. R. Civ. P. 86(a)); the rules
    of the trigger day are the practical choice.
    """
    found: dict[date | datetime, Reading] = {}
    for amendment in _amendments_within(basis, due):
        later = basis.trigger < amendment
        on = amendment if later else amendment - timedelta(1)
        other = basis_of(replace(basis.question, rules_as_of=on), rules)
        if other.period is None or other.period.unit is Unit.HOURS:
            continue
        date_then = _days(other, other.period)[0].due
        if date_then is not None and date_then != due:
            found[date_then] = Reading(date_then, STRADDLES_AMENDMENT, _PENDING_ACTIONS, amendment)
    return tuple(found.values())


def _sorted(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings by date, one for each."""
    by_date = {reading.due: reading for reading in reversed(readings)}
    return tuple(by_date[due] for due in sorted(by_date))


def _counted(count: Callable[[frozenset[date]], Computation]) -> Computation:
    """The computation with its readings; a count that leaves the calendar is the fault of the period."""
    try:
        return with_readings(count)
    except ValueError as error:
        raise BadQuestion("period", str(error)) from error


def _added(basis: Basis, period: Period) -> tuple[Added | None, tuple[str, ...]]:
    """The days that the law adds, and what must be said of them."""
    method, family, on = basis.question.service_method, basis.court.family, basis.on
    if family is Family.CALIFORNIA:
        return _added_in_california(basis, period, method)
    if period.direction is Direction.BEFORE:
        return None, ()
    added = added_days(family, method, basis.counts_from, on)
    if added is None and _is_local_added(basis, period) and is_served_by_added_means(method, on):
        return three_days(family, on), (LOCAL_ADDED_DAYS,)
    return added, (ADDED_DAYS_ORDER,) if added and on < _ORDER_OF_ADDED_DAYS else ()


def _is_local_added(basis: Basis, period: Period) -> bool:
    """Whether N.D. Cal. L.R. 7-3 is cited for a paper that did not come through the court's system."""
    question = basis.question
    return (
        question.jurisdiction == "us-fed-cand"
        and question.service_method is not ServiceMethod.ELECTRONIC
        and basis.counts_from is CountsFrom.FILING
        and period.unit is Unit.DAYS
        and _LOCAL_ADDED.search(question.rule) is not None
    )


def _added_in_california(
    basis: Basis, period: Period, method: ServiceMethod | None
) -> tuple[Added | None, tuple[str, ...]]:
    """The calendar days of CCP 1005(b) for a mailed notice of 16 court days; section 1013 was not read."""
    if period.direction is Direction.BEFORE and period.unit in _COURT_DAYS and period.n == _NOTICE_OF_MOTION:
        added = california_added_days(method)
        if added is not None:
            return added, (CALIFORNIA_MAIL,)
    served = basis.counts_from is CountsFrom.SERVICE or period.direction is Direction.BEFORE
    known = method in (None, ServiceMethod.PERSONAL)
    return None, (ADDED_DAYS_NOT_KNOWN,) if served and not known else ()


def _hours(basis: Basis, period: Period) -> tuple[Computation, tuple[str, ...]]:
    """A period of hours, in the zone of the question or else of the court."""
    question, facts = basis.question, basis.court.facts
    moment = question.trigger_time
    if moment is None:
        raise BadQuestion("trigger_time", "a period of hours starts at a time")
    if question.zone is None and facts is None:
        raise BadQuestion("tz", "hours need a time zone where the court is not known")
    zone = question.zone or ZoneInfo(facts.time_zone if facts else "UTC")
    if is_skipped(moment, zone):
        raise BadQuestion("trigger_time", f"the clocks of {zone.key} skip this time")

    def count(flipped: frozenset[date]) -> Computation:
        return compute_hours(
            moment,
            period,
            basis.counting,
            basis.calendar,
            zone,
            as_of=question.rules_as_of,
            facts=Facts(None, inaccessible_days(question.closures)),
            flipped=flipped,
        )

    return _counted(count), ()


def _england(basis: Basis, period: Period) -> tuple[Computation, tuple[str, ...]]:
    """Clear days; a paper that is deemed served on another day starts there."""
    question = basis.question
    deemed = _deemed(basis, period)
    if deemed is not None and (period.n == 0 or deemed.due is None):
        return deemed, ()
    closed = inaccessible_days(question.closures)

    def from_day(day: date) -> Computation:
        def count(flipped: frozenset[date]) -> Computation:
            return compute_england(
                day, period, basis.calendar, question.terms, closed=closed, flipped=flipped
            )

        return _counted(count)

    if deemed is None or deemed.due is None:
        return from_day(basis.trigger), ()
    computation = from_day(deemed.due)
    # Where the day of service is arguable, so is what is counted from it.
    others = ((reading, from_day(reading.due).due) for reading in deemed.readings)
    readings = tuple(
        reading._replace(due=due) for reading, due in others if due is not None and due != computation.due
    )
    computation = replace(
        computation, steps=deemed.steps + computation.steps, readings=computation.readings + readings
    )
    moved = (DEEMED_SERVICE_FIRST,) if deemed.due != basis.trigger else ()
    return computation, deemed.caveats + moved


def _deemed(basis: Basis, period: Period) -> Computation | None:
    """The day of deemed service, where it is asked for or the period starts on it."""
    question, method = basis.question, basis.question.service_method
    if method is None:
        return None
    first = (method in _DEEMED and basis.counts_from in _SERVED) or (
        method in _DEEMED_AT_ONCE and basis.counts_from is CountsFrom.SERVICE
    )
    if period.n and not first:
        return None
    try:
        return deemed_service(
            basis.trigger, method, basis.calendar, after_1630=_is_late(question.trigger_time)
        )
    except ValueError as error:
        raise BadQuestion("service_method", str(error)) from error


def _is_late(moment: datetime | None) -> bool | None:
    """Whether a paper was sent after 4.30 p.m.; None without a time."""
    return None if moment is None else (moment.hour, moment.minute) >= _LATE


def _end_of_day(basis: Basis, due: date | datetime | None) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """When the last day ends, Fed. R. Civ. P. 6(a)(4), with a warning where that hour has exceptions.

    A period of hours ends at its own time, and former rules did not say when a day ends.
    """
    authority = basis.counting.end_of_day
    if due is None or not authority or isinstance(due, datetime):
        return (), ()
    facts = basis.court.facts
    if facts is None:
        return (Step(StepKind.END_OF_DAY, due, authority, at="23:59"),), ()
    day = facts.filing_day(due)
    exceptions = (f"{FILING_DAY_EXCEPTION}: {day.exception}",) if day.exception else ()
    return (Step(StepKind.END_OF_DAY, due, day.authority, at=f"{day.ends:%H:%M}"),), exceptions


def _amendments_within(basis: Basis, due: date | datetime | None) -> tuple[date, ...]:
    """The amendments between the trigger and the last day; none where the day of the rules was given."""
    if due is None or basis.court.family not in _FEDERAL or basis.question.rules_as_of is not None:
        return ()
    first, last = basis.trigger, due.date() if isinstance(due, datetime) else due
    if first > last:
        first, last = last, first
    if first >= _AMENDMENTS[-1]:
        return ()
    return tuple(day for day in _AMENDMENTS if first < day <= last)


def _authority(basis: Basis, added: Added | None) -> str:
    """The texts that the answer rests on: the rule or order, the way of counting, the added days."""
    parts = [basis.rule.citation if basis.rule else basis.question.rule, basis.counting.citation]
    if added is not None:
        parts.append(added.authority)
    return "; ".join(dict.fromkeys(part for part in parts if part))
