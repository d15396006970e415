"""What the form of an entry is told while it is typed: links, deadlines, repetitions, the row for readers.

Nothing is saved. Proposals are read from the court's own text; an editor accepts, edits or dismisses each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines.enums import PeriodUnit
from deadlines.reading import Proposal, read
from filings.enums import EntryLinkKind, Outcome
from filings.mentions import Mention, mentions
from filings.models import DocketEntry, Document, EntryLink, Filer
from foundation.core.audience import PUBLIC
from people.names import script_of
from web.desk.wording import day_words
from web.timeline.drafts import draft_event
from web.timeline.refs import refs_for
from web.timeline.rendering import row_html

#: A longer text is read only so far; the field itself says that it is too long.
READ = 100_000
#: What a period may run from to be counted from the entry itself.
_OWN = frozenset({"this order", "this notice", "this judgment", "this entry"})
_UNITS = frozenset(PeriodUnit.values)


def reading_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """Answer what is typed so far with JSON: ``links``, ``deadlines``, ``repeats`` and ``preview``."""
    if request.method != "POST" or not admin.has_view_permission(request):
        raise PermissionDenied
    # Filled in as far as it is valid; what is not yet valid is left empty and nobody is told of it here.
    form = admin.get_form(request, None)(request.POST)
    form.is_valid()
    entry: DocketEntry = form.instance
    if "date" in form.errors:
        entry.date = ""
    entry.pk = int(pk) if (pk := request.POST.get("_entry", "")).isdecimal() else None
    parts = _parts(admin, request, entry)
    text = entry.text[:READ]
    return JsonResponse(
        {
            "links": list(_links(entry, text, parts[EntryLink])),
            "deadlines": list(_deadlines(entry, text)),
            "repeats": str((entry.docket_id and repetition(entry)) or ""),
            "preview": _preview(entry, parts),
        }
    )


def _preview(entry: DocketEntry, parts: dict[type, list[Any]]) -> str:
    """Return the row that readers will get; nothing until the entry has a kind."""
    if not entry.kind:
        return ""
    refs = refs_for((get_language() or "en")[:2], PUBLIC)
    row = draft_event(
        entry, filers=parts[Filer], links=parts[EntryLink], documents=parts[Document], refs=refs
    )
    return row_html(row)


def _parts(admin: Any, request: HttpRequest, entry: DocketEntry) -> dict[type, list[Any]]:
    """Return the rows of the form that are filled in and valid, by model."""
    parts: dict[type, list[Any]] = {Filer: [], EntryLink: [], Document: []}
    blank = DocketEntry(docket_id=entry.docket_id)  # so that no row is looked for in the database
    formsets, _inlines = admin._create_formsets(request, blank, change=False)
    for formset in formsets:
        if formset.model not in parts:
            continue
        for row in formset.forms:
            gone = request.POST.get(f"{row.prefix}-DELETE")
            if not gone and row.has_changed() | bool(row.data.get(f"{row.prefix}-id")):
                row.is_valid()
                parts[formset.model].append(row.instance)
    parts[Filer] = [filer for filer in parts[Filer] if filer.person_id]
    parts[EntryLink] = [link for link in parts[EntryLink] if link.to_entry_id or link.to_number]
    return parts


def _links(entry: DocketEntry, text: str, present: list[EntryLink]) -> Iterator[dict[str, Any]]:
    """Yield what the text does to other entries of the docket, without what the form has already."""
    if not entry.docket_id:
        return
    found = mentions(text, kind=entry.kind, own_number=entry.entry_number)
    wanted = [mention.number for mention in found]
    held = {
        row.entry_number: row
        for row in DocketEntry.objects.outside_bin().filter(docket=entry.docket_id, entry_number__in=wanted)
    }
    linked = {link.to_number for link in present} | {link.to_entry_id for link in present}
    for mention in found:
        other = held.get(mention.number)
        known = other.pk if other else mention.number
        beyond = other is None and entry.entry_number is not None and mention.number > entry.entry_number
        if known in linked or beyond:
            continue
        yield {
            "key": f"link-{mention.number}-{mention.kind}",
            "number": mention.number,
            "entry": other.pk if other else None,
            "label": f"{other} · {other.docket}" if other else "",
            "kind": mention.kind,
            "outcome": mention.outcome,
            "words": _link_words(mention, other),
            "quote": _quote(text, mention.span),
        }


def _link_words(mention: Mention, other: DocketEntry | None) -> str:
    kind = str(EntryLinkKind(mention.kind).label) if mention.kind else _("names")
    outcome = f": {Outcome(mention.outcome).label}" if mention.outcome else ""
    absent = _("not held here")
    title = f" {other.title}" if other else f" ({absent})"
    return f"{kind} ECF {mention.number}{title}{outcome}"


def _deadlines(entry: DocketEntry, text: str) -> Iterator[dict[str, Any]]:
    """Yield the deadlines that the text of an act of the court states; no other paper orders one."""
    if not entry.kind or not entry.is_act_of_court:
        return
    for number, proposal in enumerate(read(text, filed=entry.date_filed)):
        why = _why_not(proposal)
        yield {
            "key": f"deadline-{proposal.what}-{proposal.span[0]}",
            "number": number,
            "fields": {} if why else _fields(proposal),
            "words": _deadline_words(proposal),
            "why": why,
            "note": _("It replaces an earlier date: if that deadline is on record, extend it instead.")
            if proposal.supersedes and not why
            else "",
            "quote": _quote(text, proposal.span),
        }


def _why_not(proposal: Proposal) -> str:
    """Say why a proposal cannot be taken over into the form; nothing if it can.

    A period that runs from something else than the entry would be counted from the wrong day.
    """
    if proposal.due is not None:
        return ""
    period = proposal.period
    if period is None:
        return _("The text names no day and no period.")
    if period.direction == "before":
        return _("It is counted back from another day: work out the date and enter it.")
    if period.trigger not in _OWN:
        return _("It runs from “%(trigger)s”, not from this entry: work out the date, or enter it there.") % {
            "trigger": period.trigger
        }
    return "" if period.unit in _UNITS else _("The unit of the period is not counted here.")


def _fields(proposal: Proposal) -> dict[str, str]:
    """Return what the row of an ordered period is filled in with; a day that the court names stays."""
    language = "ru" if script_of(proposal.what) == "Cyrl" else "en"
    fields = {f"title_{language}": proposal.what[:300]}
    if proposal.due is not None:
        fields["fixed_on"] = proposal.due.isoformat()
        if proposal.due_time is not None:
            fields["due_time"] = proposal.due_time.isoformat()
    elif proposal.period is not None:
        fields |= {"period_length": str(proposal.period.n), "period_unit": proposal.period.unit}
    return fields


def _deadline_words(proposal: Proposal) -> str:
    who = f"{proposal.party}: " if proposal.party else ""
    when = ""
    if proposal.due is not None:
        when = day_words(proposal.due) + (f", {proposal.due_time:%H:%M}" if proposal.due_time else "")
    elif proposal.period is not None:
        unit = (
            PeriodUnit(proposal.period.unit).label if proposal.period.unit in _UNITS else proposal.period.unit
        )
        when = f"{proposal.period.n} {unit} ({proposal.period.trigger})"
    return f"{who}{proposal.what}" + (f" · {when}" if when else "")


def _quote(text: str, span: tuple[int, int]) -> str:
    """Return the words around a place in the text, so that the editor reads what was read."""
    start, end = max(0, span[0] - 60), min(len(text), span[1] + 40)
    return ("…" if start else "") + " ".join(text[start:end].split()) + ("…" if end < len(text) else "")


def repetition(entry: DocketEntry) -> str:
    """Say which entry has the same number, or says the same on the same day; nothing for none."""
    if entry.number_repeats:
        return ""
    same = DocketEntry.objects.repeated_by(entry).first()
    if same is None:
        return ""
    if entry.entry_number and same.entry_number == entry.entry_number:
        words = _("%(entry)s has this number. If the court gave it twice, tick “the court repeats it”.")
    else:
        words = _(
            "%(entry)s says the same on the same day. If it happened twice, tick “the court repeats it”."
        )
    return words % {"entry": same}
