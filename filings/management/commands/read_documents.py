"""``manage.py read_documents``: have the text of held documents read that nobody has read yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from filings.models import Document
from filings.tasks import count_document_pages


class Command(BaseCommand):
    help = "Queue the held PDFs whose text search does not know yet; the job process reads them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Queue a job for each."""
        unread = Document.objects.exclude(file="").filter(text_layer=None).values_list("pk", flat=True)
        for pk in list(unread):
            count_document_pages.enqueue(pk)
        self.stdout.write(f"queued: {len(unread):,}")
