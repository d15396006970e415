"""Rows of the timeline as HTML. One function per kind, built on `web.public.markup`: a Django template costs
three quarters of a long page. Every value is escaped; a test puts markup into every field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from filings.enums import Availability, EntryKind, Outcome, Verdict
from foundation.core.dates import format_edtf_short, parse_edtf, weekday_name
from foundation.core.languages import LocalizedText
from foundation.sources.enums import ONE_SIDED, ClaimKind, Confidence
from web.public import words
from web.public.markup import escaped, joined, markup, strung
from web.public.places import Places, address, address_of_person
from web.public.sheetfacts import entry_link
from web.public.sheets import deadline_row
from web.public.threads import thread_block
from web.public.words import ngettext
from web.public.words import said as _
from web.timeline.events import (
    Check,
    DocketRef,
    DocumentRef,
    EntryDetail,
    LinkRef,
    OutsideDetail,
    PersonRef,
    SourceNote,
    StatementDetail,
    TimelineEvent,
)
from web.timeline.threads import Thread

NOTHING = SafeString("")
_DOT = mark_safe(" · ")
#: A name of its own: to ask an enumeration for a member is a call, and every row asks.
_PRIMARY = Confidence.PRIMARY
#: Kinds that no court has a word for.
_OURS = frozenset((EntryKind.EVENT, EntryKind.UNASSIGNED))


class Row:
    """Draws the rows of one page: knows its language, where things are, and its threads.

    Who and which docket stand in many rows are drawn once.
    """

    def __init__(self, places: Places, threads: Mapping[int, Thread] | None = None) -> None:
        """``threads`` are those of motions, by the motion's key."""
        self.places, self.threads = places, threads or {}
        self.language = words.language()
        self._people: dict[int, SafeString] = {}
        self._dockets: dict[int, SafeString] = {}

    def html(self, event: TimelineEvent) -> SafeString:
        """Return the list item of an event."""
        match event.detail:
            case EntryDetail():
                return self._entry(event, event.detail)
            case StatementDetail():
                return self._statement(event, event.detail)
            case OutsideDetail():
                return self._outside(event, event.detail)
            case _:
                return deadline_row(event, event.detail, self.notes(event.sources))

    def notes(self, sources: Sequence[SourceNote]) -> SafeString:
        """Return the margin notes: each source with its number, the same wherever it is named."""
        return margin_notes(sources, self.language)

    def _entry(self, event: TimelineEvent, entry: EntryDetail) -> SafeString:
        classes = ["entry"]
        if entry.is_act:
            classes.append("act")
        elif entry.kind == EntryKind.EVENT:
            classes.append("event")
        if event.confidence in (Confidence.INFERRED, Confidence.UNVERIFIED):
            classes.append("inferred")
        return markup(
            '<li class="{}" id="{}">{}<h4 class="head">{}{}{}</h4><p class="text">{}</p>{}{}{}{}{}</li>',
            " ".join(classes),
            event.anchor,
            _when(event.date, self.language) if event.date else _placed(event, self.language),
            _plate(event, entry),
            _kind(entry, self.language),
            _relations(entry.links, self.language) if entry.links else NOTHING,
            _title(event, entry),
            _paragraph(entry.summary, "more"),
            self._entry_line(event, entry),
            thread_block(thread, self.places, self.language)
            if (thread := self.threads.get(event.pk))
            else NOTHING,
            _entry_notes(event, entry) if entry.text or event.note else NOTHING,
            self.notes(event.sources) if event.sources else NOTHING,
        )

    def _entry_line(self, event: TimelineEvent, entry: EntryDetail) -> SafeString:
        parts = [self._named(entry.filers), words.text(entry.filers_note), self._docket(event.docket)]
        if entry.page_count:
            pages = ngettext("%(n)d page", "%(n)d pages", entry.page_count, self.language)
            parts.append(escaped(pages % {"n": entry.page_count}))
        parts += [_document(document, self.language) for document in entry.documents]
        if event.confidence != _PRIMARY:
            doubt = words.word(Confidence, event.confidence, self.language)
            parts.append(markup('<span class="tag doubt">{}</span>', doubt))
        return self._closing(event, parts, address("entry", event.pk, self.language))

    def _closing(self, event: TimelineEvent, parts: Iterable[object], permanent: str) -> SafeString:
        """The quiet last line of a row, with its permanent address."""
        return markup(
            '<p class="quiet">{} <a class="hash" href="{}" aria-label="{}">#</a></p>',
            _joined(parts),
            permanent,
            _("Permanent link: %(entry)s", self.language) % {"entry": event.label or event.pk},
        )

    def _named(self, refs: Sequence[PersonRef]) -> SafeString:
        """Names separated by commas."""
        if not refs:
            return NOTHING
        known = self._people
        for ref in refs:
            if ref.pk not in known:
                known[ref.pk] = person(ref)
        return strung(", ", [known[ref.pk] for ref in refs])

    def _docket(self, ref: DocketRef | None) -> SafeString:
        if ref is None:
            return NOTHING
        if ref.pk not in self._dockets:
            self._dockets[ref.pk] = docket_name(ref)
        return self._dockets[ref.pk]

    def _outside(self, event: TimelineEvent, detail: OutsideDetail) -> SafeString:
        alleged = detail.claim in ONE_SIDED
        return markup(
            '<li class="entry event{}" id="{}">{}<h4 class="head">{} {}</h4><p class="{}">{}</p>{}{}</li>',
            " alleged" if alleged else "",
            event.anchor,
            when(event.date),
            _("Outside the docket"),
            claim_tag(detail.claim),
            "words" if alleged else "text",
            words.text(event.title),
            self._closing(
                event,
                [self._named(detail.people), self._docket(event.docket)],
                self.places.permanent(event.source, event.pk),
            ),
            self.notes(event.sources),
        )

    def _statement(self, event: TimelineEvent, said: StatementDetail) -> SafeString:
        tie = (
            markup(', <span class="tie">{}</span>', words.text(said.speaker_tie)) if said.speaker_tie else ""
        )
        paraphrase = [_("Our paraphrase"), words.text(said.said_to)]
        if said.is_unreviewed:
            paraphrase.append(markup('<span class="tag doubt">{}</span>', _("unreviewed translation")))
        return markup(
            '<li class="entry statement" id="{}"><p class="who"><b>{}</b>{} {}</p>'
            '<p class="words">{}</p>{}{}{}{}</li>',
            event.anchor,
            self._named(said.speakers),
            tie,
            claim_tag(said.claim),
            words.text(event.title),
            self._closing(event, paraphrase, self.places.permanent(event.source, event.pk)),
            _checks(said),
            _confirmed(said),
            self.notes(event.sources),
        )


def margin_notes(sources: Sequence[SourceNote], reader: str = "") -> SafeString:
    """Return sources as notes at the side of a claim; a source has one number on all pages.

    ``reader`` is the reader's language where a caller has asked for it already.
    """
    if not sources:
        return NOTHING
    reader = reader or words.language()
    notes = [(note.source_id, source_line(note, reader)) for note in sources]
    items = joined("", '<li value="{}">{}</li>', notes)
    return markup('<ol class="notes" aria-label="{}">{}</ol>', _("Sources", reader), items)


def when(date: str) -> SafeString:
    """Return the gutter: the date as precisely as it is known, and what is not verified about it."""
    return _when(date, words.language())


def _placed(event: TimelineEvent, reader: str) -> SafeString:
    """The gutter of an entry without a date: the year over it is that of its neighbours, not its own.

    What is said is what their numbers say; a paper may have been entered late.
    """
    first, last = event.by_number
    if event.place.undated or not event.label:
        remark = ""
    elif first and last and first < last:
        days = format_edtf_short(f"[{first.isoformat()}..{last.isoformat()}]", reader)
        remark = _("%(days)s, by its number", reader) % {"days": days}
    elif first and not last:
        day = format_edtf_short(first.isoformat(), reader)
        remark = _("%(day)s or later, by its number", reader) % {"day": day}
    elif last and not first:
        day = format_edtf_short(last.isoformat(), reader)
        remark = _("%(day)s or earlier, by its number", reader) % {"day": day}
    else:
        remark = _("placed by its number", reader)
    return markup('<p class="when"><b>{}</b> {}</p>', _("date not known", reader), remark)


@lru_cache(maxsize=8192)
def _when(date: str, language: str) -> SafeString:
    if not date:
        return markup('<p class="when">{}</p>', _("day not verified"))
    short = format_edtf_short(date, language)
    parsed = parse_edtf(date)
    if parsed.exact:
        weekday = weekday_name(parsed.exact, language)
        return markup('<p class="when"><time datetime="{}">{}</time> {}</p>', date, short, weekday)
    return markup('<p class="when"><b>{}</b> {}</p>', short, _("day not verified"))


def person(ref: PersonRef) -> SafeString:
    """Return a name, linked where the person has a page."""
    shown = words.name(ref.name)
    if not ref.slug:
        return shown
    return markup('<a href="{}">{}</a>', address_of_person(ref.pk, ref.slug), shown)


def docket_name(docket: DocketRef | None) -> SafeString:
    """Return a docket's number and court; without a number, its court and that the number is not verified."""
    if docket is None:
        return NOTHING
    court = words.name(docket.court) if docket.court else NOTHING
    if not docket.number:
        return escaped(court or docket.caption)
    if not court:
        return markup('<span class="num">{}</span>', docket.number)
    return markup('<span class="num">{}</span>, {}', docket.number, court)


def source_line(note: SourceNote, reader: str = "") -> SafeString:
    """Return a source: publisher, title, date, confidence; linked only where it may be."""
    title = words.text(note.title)
    named = markup("{}: {}", note.publisher, title)
    if note.url:
        named = markup('<a href="{}" rel="nofollow noopener">{}</a>', note.url, named)
    parts = [named]
    if note.language and note.language != (reader or words.language()):
        parts.append(escaped(capfirst(words.language_name(note.language, reader))))
    if note.published_on:
        parts.append(escaped(capfirst(format_edtf_short(note.published_on, reader or words.language()))))
    if note.locator:
        parts.append(escaped(note.locator))
    parts.append(escaped(words.label(Confidence, note.confidence, reader)))
    if note.disputed_by:
        parts.append(
            markup('<span class="disputed">{}: {}</span>', _("Disputed by"), words.text(note.disputed_by))
        )
    return words.sentences(parts)


def claim_tag(claim: str) -> SafeString:
    """Return the tag that tells an allegation, a denial and a finding apart by word and shape."""
    return markup('<span class="tag {}">{}</span>', claim, words.label(ClaimKind, claim))


def _plate(event: TimelineEvent, entry: EntryDetail) -> SafeString:
    if event.label:
        return markup('<span class="plate">{}</span> ', event.label)
    if entry.is_placeholder:
        return markup('<span class="plate none">{}</span> ', _("number not verified"))
    return NOTHING


def _title(event: TimelineEvent, entry: EntryDetail) -> SafeString:
    """The title; of an entry that the court struck, struck through, with a word for who does not see it."""
    title = words.text(event.title)
    if not entry.stricken:
        return title
    note = markup(' <span lang="en">{}</span>', entry.stricken_note) if entry.stricken_note else NOTHING
    return markup('<span class="tag doubt">{}</span> <s>{}</s>{}', _("stricken by the court"), title, note)


def _kind(entry: EntryDetail, reader: str) -> SafeString:
    """The kind of an entry; where our list has no word for it, the court's own."""
    if entry.kind in _OURS:
        label = escaped(words.label(EntryKind, entry.kind, reader))
    else:
        label = words.label_with_english(EntryKind, entry.kind, reader)
    if entry.kind != EntryKind.UNASSIGNED or not entry.kind_as_filed:
        return label
    return markup('{}: <span lang="en">{}</span>', label, entry.kind_as_filed)


def _relations(links: Iterable[LinkRef], reader: str) -> SafeString:
    rows = [_relation(link, reader) for link in links]
    return markup(' <span class="rel">{}</span>', joined("; ", "{} {}{}", rows))


def _relation(link: LinkRef, reader: str) -> tuple[str, SafeString, SafeString]:
    outcome = markup(": {}", words.word(Outcome, link.outcome, reader)) if link.outcome else NOTHING
    if link.note:
        outcome = markup("{}. {}", outcome, words.text(link.note))
    return words.relation(link.kind, reader, reverse=link.reverse), entry_link(link), outcome


def _document(document: DocumentRef, reader: str) -> SafeString:
    title = words.text(document.title)
    if document.is_held:
        return markup('<a href="{}">{}</a>', address("document", document.pk, reader), title)
    return markup("{} ({})", title, words.word(Availability, document.availability, reader))


def _entry_notes(event: TimelineEvent, entry: EntryDetail) -> SafeString:
    own = NOTHING
    if entry.text:
        own = markup(
            '<details><summary>{}</summary><blockquote lang="en">{}</blockquote></details>',
            _("The court’s own text"),
            entry.text,
        )
    return markup("{}{}", _paragraph(event.note, "quiet"), own)


def _checks(said: StatementDetail) -> SafeString:
    return joined(
        "",
        '<p class="record"><b>{}</b> <span class="tag verdict">{}</span> {}</p>',
        (
            (_("What the record shows:"), words.word(Verdict, check.verdict), _finding(check))
            for check in said.checks
        ),
    )


def _finding(check: Check) -> SafeString:
    """The finding with the number of its entry as a link; in front of it where the text does not name it."""
    if check.entry is None:
        return words.text(check.finding)
    text = check.finding.text
    # "ECF 6" is not named by "ECF 67".
    named = re.search(rf"(?<!\w){re.escape(check.entry.label)}(?!\w)", text)
    if named is None or check.finding.is_fallback:
        return markup("{} {}", entry_link(check.entry), words.text(check.finding))
    return markup("{}{}{}", text[: named.start()], entry_link(check.entry), text[named.end() :])


def _confirmed(said: StatementDetail) -> SafeString:
    if said.confirmed_by is None:
        return NOTHING
    parts = [
        markup("{} {}", _("Confirmed by"), person(said.confirmed_by)),
        words.text(said.confirmer_tie),
    ]
    return _quiet(parts, separator=", ")


def _paragraph(value: LocalizedText | None, css: str) -> SafeString:
    # Its text, not itself: to ask a text whether it is empty is a call.
    return (
        markup('<p class="{}">{}</p>', css, words.text(value))
        if value is not None and value.text
        else NOTHING
    )


def _joined(parts: Iterable[object], separator: str = _DOT) -> SafeString:
    return strung(separator, filter(None, parts))


def _quiet(parts: Iterable[object], separator: str = _DOT) -> SafeString:
    line = _joined(parts, separator)
    return markup('<p class="quiet">{}</p>', line) if line else NOTHING
