"""The public calculator: a question in the address, the answer on the page. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines.computation import StepKind, days_of_steps
from deadlines.enums import CountsFrom, ServiceMethod
from deadlines.explanation import Sentence, explain, explain_caveats
from deadlines.questions import Answer, AnswerStatus, BadQuestion, Question, answer, parse_question, to_data
from deadlines.questions.basis import Basis, basis_of
from deadlines.rules import RULES, Rule
from deadlines.standing import ReadingInWords, readings_of
from foundation.core.dates import format_day_weekday
from web.public import words
from web.public.addresses import data_of, faults_of, is_asked, is_sent, query_of
from web.public.askform import AskForm, applies, build_form
from web.public.courtnames import court_name
from web.public.rulefacts import RuleFacts, facts_of, period_in_words, title_of
from web.public.sheets import days_row


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another date that a court may find right, and whether it is the earlier one."""

    said: ReadingInWords
    is_earlier: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several periods of a provision, as a link that asks for it."""

    query: str
    title: str
    period: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """An answer as the page shows it. ``due`` is empty where there is no date; ``query`` asks again."""

    heading: str
    due: str
    machine_due: str
    ends: str
    zone: str
    asked: tuple[tuple[str, str], ...]
    days: SafeString
    steps: tuple[Sentence, ...]
    readings: tuple[OtherReading, ...]
    warnings: tuple[str, ...]
    authority: str
    rule: RuleFacts | None
    choices: tuple[Choice, ...]
    query: str


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Show the form, and the answer to what the address asks; 400 with the form where it asks nonsense.

    A link that only begins a question fills the form; what it leaves open is no fault yet.
    """
    shown: AnswerPage | None = None
    faults: Mapping[str, str] = {}
    if is_asked(request.GET):
        data = data_of(request.GET)
        faults = faults_of(data) or _of_the_form(data)
        if not is_sent(request.GET):
            faults = {field: reason for field, reason in faults.items() if request.GET.get(field)}
        elif not faults:
            try:
                shown = _answered(data)
            except BadQuestion as error:
                faults = {error.field: error.message}
    form: AskForm = build_form(request.GET, faults)
    return render(
        request, "public/calculator.html", {"form": form, "answer": shown}, status=400 if faults else 200
    )


def _of_the_form(data: Mapping[str, Any]) -> dict[str, str]:
    """What a person is told and a machine is not: a way of service that this court does not know."""
    question = parse_question(data)
    method = question.service_method
    if method is not None and not applies(ServiceMethod(method.value), question.jurisdiction):
        return {"service_method": "does not apply in this court"}
    return {}


def _answered(data: Mapping[str, Any]) -> AnswerPage:
    """Answer checked data. Raises ``BadQuestion`` for what the engine cannot count."""
    question = parse_question(data)
    found = answer(question, RULES)
    # What a fixed date stands on needs no trigger; its court is shown all the same.
    basis = basis_of(question, RULES) if question.trigger_day else None
    language = words.language()
    ending = next((step for step in found.steps if step.kind is StepKind.END_OF_DAY), None)
    zone = basis.court.facts.time_zone if basis and basis.court.facts else ""
    holidays = basis.calendar.holidays if basis else {}
    disputes = {reading.why for reading in found.readings}
    return AnswerPage(
        heading=_heading(found, basis),
        due=_due_in_words(found.due, language),
        machine_due=found.due.isoformat() if found.due else "",
        ends=(ending.at or "") if ending else "",
        zone=_zone(found.due, question.zone.key if question.zone else zone),
        asked=_asked(question, basis),
        days=days_row(days_of_steps(found.steps), holidays),
        steps=tuple(explain(found.steps)),
        readings=_readings(found),
        warnings=tuple(explain_caveats(key for key in found.warnings if key not in disputes)),
        authority=found.authority,
        rule=facts_of(basis.rule, language) if basis and basis.rule else None,
        choices=_choices(data, question, basis) if found.due is None else (),
        query=query_of(data),
    )


def _heading(found: Answer, basis: Basis | None) -> str:
    """What the day in large type is."""
    if found.status is AnswerStatus.NEEDS_REVIEW:
        return _("No date is computed")
    if found.status is AnswerStatus.FIXED:
        return _("The date named by the court")
    kinds = {step.kind for step in found.steps}
    if StepKind.EARLIEST in kinds:
        return _("Earliest day")
    if basis is not None and basis.period is not None and basis.period.n == 0:
        return _("Deemed day of service") if StepKind.DEEMED_SERVED in kinds else _("Last day")
    return _("End of the period") if isinstance(found.due, datetime) else _("Last day")


def _due_in_words(due: date | datetime | None, language: str) -> str:
    if due is None:
        return ""
    if isinstance(due, datetime):
        return f"{format_day_weekday(due.date(), language)}, {due:%H:%M}"
    return format_day_weekday(due, language)


def _zone(due: date | datetime | None, name: str) -> str:
    """The zone with its distance from UTC on the due day, which a reader elsewhere needs."""
    if due is None or not name:
        return name
    evening = due if isinstance(due, datetime) else datetime(due.year, due.month, due.day, 23)  # noqa: DTZ001  local
    offset = evening.replace(tzinfo=ZoneInfo(name)).utcoffset()
    if offset is None:
        return name
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("+" if minutes >= 0 else "−"), abs(minutes)
    return f"{name}, UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")


def _asked(question: Question, basis: Basis | None) -> tuple[tuple[str, str], ...]:
    """The question in words: what was given, and what the rule gave."""
    language = words.language()
    rows = [(_("Court"), court_name(question.jurisdiction))]
    if question.fixed_date is not None:
        at = f", {question.fixed_time:%H:%M}" if question.fixed_time else ""
        return (*rows, (_("Date named by the court"), format_day_weekday(question.fixed_date, language) + at))
    if basis is None:
        return tuple(rows)
    moment = question.trigger_time
    at = f", {moment:%H:%M}" if moment else ""
    rows.append((_("Day of the event"), format_day_weekday(basis.trigger, language) + at))
    if basis.counts_from is not None:
        rows.append((_("What starts the period"), str(CountsFrom(basis.counts_from.value).label)))
    if basis.period is not None:
        rows.append((_("Period"), period_in_words(basis.period)))
    if question.service_method is not None:
        rows.append((_("Way of service"), str(ServiceMethod(question.service_method.value).label)))
    return tuple(rows)


def _readings(found: Answer) -> tuple[OtherReading, ...]:
    worded = readings_of(to_data(found)["readings"])
    return tuple(
        OtherReading(said, found.due is not None and reading.due.isoformat() < found.due.isoformat())
        for said, reading in zip(worded, found.readings, strict=True)
    )


def _choices(data: Mapping[str, Any], question: Question, basis: Basis | None) -> tuple[Choice, ...]:
    """The periods among which a citation does not choose."""
    if basis is None or basis.rule is not None or not question.rule.strip():
        return ()
    found = RULES.find_all(question.rule, basis.on, jurisdiction=question.jurisdiction)
    return tuple(_choice(data, rule) for rule in found if rule.period is not None)


def _choice(data: Mapping[str, Any], rule: Rule) -> Choice:
    period = rule.period
    if period is None:
        raise ValueError("a choice has a period")
    asked = {
        **data,
        "rule": rule.citation,
        "counts_from": rule.counts_from.value,
        "trigger_event": rule.words[0] if rule.words else None,
        "period": {"n": period.n, "unit": period.unit.value, "direction": period.direction.value},
    }
    return Choice(query_of(asked), title_of(rule, words.language()).text, period_in_words(period))
