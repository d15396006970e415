"""Ad-hoc jobs about documents; they run in the job process, so that a slow PDF holds up no reminder."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django_tasks import task

from filings.models import Document, DocumentText
from filings.pdf import NotAPdf, count_pages, text_layer
from foundation.core.signals import visibility_changed
from foundation.search.analysis.letters import MAX_TEXT, clean


@task()
def count_document_pages(document_id: int) -> int | None:
    """Write the number of pages and the text layer of a held document.

    Returns the number, or None if the document or its file is gone. Both are derived from the file, so they
    are no part of the record's history.
    """
    document = Document.objects.filter(pk=document_id).exclude(file="").first()
    if document is None:
        return None
    try:
        pages = count_pages(Path(document.file.path))
        text = clean(text_layer(Path(document.file.path), MAX_TEXT))
    except (NotAPdf, FileNotFoundError):
        return None
    with transaction.atomic():
        Document.objects.filter(pk=document_id).update(page_count=pages)
        DocumentText.objects.update_or_create(document_id=document_id, defaults={"text": text})
        visibility_changed.send(sender=Document, record=document)
    return pages
