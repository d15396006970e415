"""Ad-hoc jobs about documents; they run in the job process, so that a slow PDF holds up no reminder."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction
from django_tasks import task

from filings.models import Document
from filings.pdf import NotAPdf, count_pages
from foundation.core.signals import visibility_changed


@task()
def count_document_pages(document_id: int) -> int | None:
    """Write the number of pages of a held document; return it, or None if the document or its file is gone.

    The count is derived from the file, so it is not part of the record's history.
    """
    document = Document.objects.filter(pk=document_id).exclude(file="").first()
    if document is None:
        return None
    try:
        pages = count_pages(Path(document.file.path))
    except (NotAPdf, FileNotFoundError):
        return None
    with transaction.atomic():
        Document.objects.filter(pk=document_id).update(page_count=pages)
        visibility_changed.send(sender=Document, record=document)
    return pages
