"""The proof of one deadline: what is due, how the date was counted, and what the count rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from deadlines.asking import holidays_of
from deadlines.computation import Direction, Period, Unit, days_of_steps, steps_from_json
from deadlines.enums import CountsFrom, DeadlineStatus, DueBasis, ServiceMethod, TriggerKind
from deadlines.explanation import Sentence, explain, explain_caveats
from deadlines.models import Deadline, DeadlineRule, Extension, Tolling
from deadlines.rules import RULES, Rule
from deadlines.standing import ReadingInWords, differences, readings_of
from filings.models import DocketEntry
from foundation.core.audience import PUBLIC
from foundation.core.dates import format_day, format_day_weekday
from foundation.core.languages import LocalizedText
from foundation.sources.enums import Confidence
from foundation.sources.models import Citation
from web.public import words
from web.public.gone import get_public_or_gone
from web.public.rulefacts import RuleFacts, facts_of, period_in_words
from web.public.sheetfacts import doubt_of_length, hour, no_day, signs, stood_still
from web.public.sheets import days_row
from web.timeline.events import DocketRef, LinkRef, PersonRef, SourceNote
from web.timeline.refs import Refs, refs_for, visible_people


@dataclass(frozen=True, slots=True)
class Change:
    """A link of the chain: the day moved, or the clock stood still. ``days`` are in words."""

    days: str
    reason: LocalizedText
    entry: LinkRef | None


@dataclass(frozen=True, slots=True)
class ProofPage:
    """What the page shows. Texts that do not apply are empty; ``due`` is empty without a last day."""

    deadline: Deadline
    title: LocalizedText
    case_title: LocalizedText
    docket: DocketRef
    due: str
    no_day: str
    signs: SafeString
    obligor: PersonRef | None
    trigger: str
    trigger_text: LocalizedText
    trigger_entry: LinkRef | None
    service: str
    follows: LocalizedText | None
    period: str
    counts_from: str
    basis: str
    differences: tuple[str, ...]
    moved_from: str
    days: SafeString
    steps: tuple[Sentence, ...]
    readings: tuple[ReadingInWords, ...]
    caveats: tuple[str, ...]
    length: str
    length_note: LocalizedText
    sure: str
    note: LocalizedText
    changes: tuple[Change, ...]
    state: str
    state_note: LocalizedText
    satisfied_by: LinkRef | None
    rule: RuleFacts | None
    sources: tuple[SourceNote, ...]


@require_safe
def proof(request: HttpRequest, pk: int) -> HttpResponse:
    """The proof page of a deadline that readers may see."""
    shown = get_public_or_gone(deadlines_with_parts(), pk)
    return render(request, "public/proof.html", {"page": build_proof(shown)})


def deadlines_with_parts() -> Any:
    """Return all deadlines, each with the parts of a proof that readers may see."""
    moved = Extension.objects.visible_to(PUBLIC).select_related("entry")
    paused = Tolling.objects.visible_to(PUBLIC).select_related("entry")
    cited = Citation.objects.select_related("source")
    related = ("docket__case", "docket__court", "trigger__entry", "obligor", "library_rule", "depends_on")
    parts = {"extensions": moved, "tollings": paused, "citations": cited}
    return Deadline.objects.select_related(*related, "ordered_by").prefetch_related(
        *(Prefetch(name, rows) for name, rows in parts.items())
    )


def build_proof(row: Deadline) -> ProofPage:
    """Return the proof of a row of :func:`deadlines_with_parts`; a constant number of queries."""
    language = words.language()
    refs = refs_for(language, PUBLIC)
    trigger, steps = row.trigger, steps_from_json(row.steps)

    def text(field: str) -> LocalizedText:
        return refs.text(row, field)

    rule = rule_of(row)
    started = trigger.starts_on
    return ProofPage(
        deadline=row,
        title=text("title"),
        case_title=refs.text(row.docket.case, "title"),
        docket=refs.docket(row.docket),
        due=_due(row, language),
        no_day=no_day(start_known=started is not None),
        signs=signs(row.basis, row.state, _doubt(row)),
        obligor=_obligor(row, refs),
        trigger=_sentence_of_trigger(TriggerKind(trigger.kind), started, language),
        trigger_text=refs.text(trigger, "description"),
        # What is not public hides the deadline with it, so these entries may be named.
        trigger_entry=refs.entry(trigger.entry) if trigger.entry else None,
        service=words.label(ServiceMethod, trigger.service_method) if trigger.service_method else "",
        follows=refs.text(row.depends_on, "title") if row.depends_on else None,
        period=_period(row),
        counts_from=words.label(CountsFrom, row.counts_from) if row.counts_from else "",
        basis=words.label(DueBasis, row.basis),
        differences=tuple(differences(row)),
        moved_from=_moved_from(row, language),
        days=days_row(days_of_steps(steps), holidays_of(row.docket.court)),
        steps=tuple(explain(steps, language)),
        readings=tuple(readings_of(row.readings)),
        caveats=tuple(explain_caveats(row.caveats)),
        length=words.label(Confidence, row.length_confidence),
        length_note=text("length_note"),
        sure=words.label(Confidence, row.due_confidence),
        note=text("note"),
        changes=_changes(row, refs, language),
        state=words.label(DeadlineStatus, row.state),
        state_note=text("state_note"),
        satisfied_by=_satisfied_by(row, refs),
        rule=facts_of(rule, language) if rule else None,
        sources=refs.sources(row.citations.all()),
    )


def rule_of(row: Deadline) -> Rule | None:
    """Return the rule that a deadline rests on, as the shipped library has it now; None for an order."""
    kept: DeadlineRule | None = row.library_rule
    if kept is not None and kept.is_current:
        return RULES[kept.key]
    return None


def _doubt(row: Deadline) -> str:
    is_ordered = row.ordered_by_id is not None
    return doubt_of_length(row.period_length, row.length_confidence, is_ordered=is_ordered)


def _due(row: Deadline, language: str) -> str:
    if row.due_on is None:
        return ""
    due = format_day_weekday(row.due_on, language)
    return f"{due}, {hour(row.due_time)}" if row.due_time else due


def _moved_from(row: Deadline, language: str) -> str:
    """The day that was counted, where extensions or pauses moved it; an editor's day says so itself."""
    if row.computed_on is None or row.computed_on == row.due_on or row.differs_from_computed:
        return ""
    return format_day_weekday(row.computed_on, language)


def _obligor(row: Deadline, refs: Refs) -> PersonRef | None:
    if row.obligor is None or row.obligor_id not in visible_people(PUBLIC, [row.obligor_id]):
        return None
    return refs.person(row.obligor)


def _satisfied_by(row: Deadline, refs: Refs) -> LinkRef | None:
    if row.satisfied_by_id is None:
        return None
    entry = DocketEntry.objects.visible_to(PUBLIC).filter(pk=row.satisfied_by_id).first()
    return refs.entry(entry) if entry is not None else None


def _sentence_of_trigger(kind: TriggerKind, day: date | None, language: str) -> str:
    named = words.label(TriggerKind, kind)
    when = format_day_weekday(day, language) if day else _("day not known")
    return f"{named}, {when}"


def _period(row: Deadline) -> str:
    if row.period_length is None:
        return ""
    return period_in_words(Period(row.period_length, Unit(row.period_unit), Direction(row.period_direction)))


def _changes(row: Deadline, refs: Refs, language: str) -> tuple[Change, ...]:
    def change(link: Extension | Tolling, days: str) -> Change:
        # An extension is visible only if its entry is.
        return Change(days, refs.text(link, "reason"), refs.entry(link.entry) if link.entry else None)

    def day(value: date) -> str:
        return format_day(value, language)

    moved = (
        change(link, f"{day(link.previous_due_on)} → {day(link.due_on)}") for link in row.extensions.all()
    )
    paused = (change(link, stood_still(link.paused_on, link.resumed_on)) for link in row.tollings.all())
    return (*moved, *paused)
