"""Writes about docket entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from filings.models import DocketEntry, Document, DocumentText, Filer
from filings.signals import entry_recorded
from filings.tasks import count_document_pages
from foundation.accounts.models import User
from foundation.core.dates import InvalidDate, parse_edtf
from foundation.core.operations import remove_part, save_record
from people.models import Person


def court_today(entry: DocketEntry, *, at: datetime) -> date:
    """Return the day that it is in the court of an entry's docket; without a court, the UTC day."""
    court = entry.docket.court
    return at.astimezone(court.zone if court else ZoneInfo("UTC")).date()


def check_entry_date(entry: DocketEntry, *, at: datetime) -> None:
    """Raise ValidationError on ``date`` if an entry lies before its docket or after the court's today."""
    if not entry.date or entry.docket_id is None:
        return
    try:
        when = parse_edtf(entry.date)
    except InvalidDate:
        return  # the field itself says so
    filed = entry.docket.filed_earliest
    if filed and when.latest and when.latest < filed:
        raise ValidationError({"date": _("This is before the docket was opened.")}, code="before_docket")
    if when.earliest and when.earliest > court_today(entry, at=at):
        raise ValidationError({"date": _("This day has not come yet at the court.")}, code="in_future")


@transaction.atomic
def record_docket_entry(
    entry: DocketEntry,
    *,
    filers: Iterable[Person] | None = None,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> DocketEntry:
    """Save an entry with its filers and announce it.

    Args:
        entry: a new or changed entry.
        filers: who filed it; None leaves the filers as they are.
        by: who enters it; None for a loader.
        at: the present moment.

    Raises ``ValidationError`` with messages per field; nothing is saved then.
    """
    save_entry(entry, by=by, at=at, reason=reason)
    if filers is not None:
        _set_filers(entry, list(filers), by=by)
    announce_entry(entry, by=by, at=at)
    return entry


@transaction.atomic
def save_entry(entry: DocketEntry, *, by: User | None, at: datetime, reason: str = "") -> DocketEntry:
    """Save the line of the docket alone. Its form saves filers and documents next and then announces it."""
    check_entry_date(entry, at=at)
    return save_record(entry, by=by, reason=reason)


def announce_entry(entry: DocketEntry, *, by: User | None, at: datetime) -> None:
    """Tell the apps above that an entry is complete: its deadlines are computed in this transaction."""
    entry_recorded.send(sender=DocketEntry, entry=entry, by=by, at=at)


def _set_filers(entry: DocketEntry, people: list[Person], *, by: User | None) -> None:
    wanted = {person.pk: person for person in people}
    present = {filer.person_id: filer for filer in entry.filers.all()}
    for person_id, filer in present.items():
        if person_id not in wanted:
            remove_part(filer, by=by)
    for person in wanted.values():
        if person.pk not in present:
            save_record(Filer(entry=entry, person=person), by=by)


@transaction.atomic
def save_document(document: Document, *, by: User | None, reason: str = "") -> Document:
    """Save a document; a new file gets its fingerprint here. A job counts its pages and reads its text."""
    fresh = bool(document.file) and not getattr(document.file, "_committed", True)
    if fresh:
        digest = hashlib.sha256()
        for chunk in document.file.chunks():
            digest.update(chunk)
        document.sha256 = digest.hexdigest()
    elif not document.file:
        document.sha256, document.page_count = "", None
    if document.pk and (fresh or not document.file):
        DocumentText.objects.filter(document=document).delete()  # of the file that was there before
    save_record(document, by=by, reason=reason)
    if fresh:
        transaction.on_commit(lambda: count_document_pages.enqueue(document.pk))
    return document
