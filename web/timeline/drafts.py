"""The row of an entry that is not saved yet, as readers would see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from filings.models import DocketEntry, Document, EntryLink, Filer
from foundation.core.audience import PUBLIC
from foundation.core.fields import write_bounds
from web.timeline.details import document_ref
from web.timeline.events import EntryDetail, EventGroup, EventSource, LinkRef, Place, TimelineEvent
from web.timeline.refs import Refs, visible_people


def draft_event(
    entry: DocketEntry,
    *,
    filers: Sequence[Filer],
    links: Sequence[EntryLink],
    documents: Sequence[Document],
    refs: Refs,
) -> TimelineEvent:
    """Return the row of an entry that is being typed; nothing of it needs to be saved or complete.

    Who and what the public may not see is left out, as it will be on the page. Two queries.
    """
    write_bounds(entry)
    hidden = entry.is_placeholder
    named = visible_people(PUBLIC, (filer.person_id for filer in filers))
    wanted = [link.to_entry_id for link in links if link.to_entry_id]
    held = set(DocketEntry.objects.visible_to(PUBLIC).filter(pk__in=wanted).values_list("pk", flat=True))
    return TimelineEvent(
        source=EventSource.ENTRY,
        group=EventGroup.ACTS if entry.is_act_of_court else EventGroup.FILINGS,
        pk=entry.pk or 0,
        place=Place(True, date.max, 0, 0, 0, 0),
        date="" if hidden else entry.date,
        label="" if hidden else entry.label,
        title=refs.text(entry, "title"),
        note=refs.text(entry, "note"),
        confidence=entry.confidence,
        docket=refs.docket(entry.docket) if entry.docket_id else None,
        sources=(),
        detail=EntryDetail(
            kind=entry.kind,
            kind_as_filed=entry.kind_as_filed,
            is_act=entry.is_act_of_court,
            summary=refs.text(entry, "summary"),
            text=entry.text,
            filers=tuple(refs.person(filer.person) for filer in filers if filer.person_id in named),
            filers_note=refs.text(entry, "filers_note"),
            links=tuple(_link(link) for link in links if not link.to_entry_id or link.to_entry_id in held),
            documents=tuple(
                document_ref(document, refs.language) for document in documents if not document.sealed
            ),
            page_count=entry.page_count,
            is_placeholder=hidden,
            stricken=entry.stricken,
            stricken_note=entry.stricken_note,
        ),
    )


def _link(link: EntryLink) -> LinkRef:
    other = link.to_entry
    label = (other.label or other.get_kind_display()) if other else f"ECF {link.to_number}"
    return LinkRef(link.kind, link.outcome, label, link.to_entry_id)
