"""The text layer of a PDF: read by a job, found by search, and only while readers may open the paper."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from filings.enums import Availability
from filings.models import Document, DocumentText
from filings.operations import save_document
from filings.pdf import NotAPdf, text_layer
from filings.tasks import count_document_pages
from foundation.core.audience import DESK, PUBLIC
from foundation.search.texts import find_passages
from tests import factories
from tests.conftest import PublicClient

pytestmark = pytest.mark.django_db

FONT = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
WORDS = "The funds were moved to Zanzibar."


def pdf(words: str = WORDS) -> bytes:
    """Return a PDF of one page that says something."""
    stream = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources {FONT} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    objects = "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    return f"%PDF-1.4\n{objects}trailer << /Root 1 0 R /Size 5 >>\n%%EOF\n".encode()


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def upload(availability: Availability = Availability.HELD, words: str = WORDS) -> Document:
    document = factories.DocumentFactory.build(
        entry=factories.DocketEntryFactory(),
        title="Exhibit",
        availability=availability,
        file=SimpleUploadedFile("order.pdf", pdf(words)),
    )
    save_document(document, by=None)
    count_document_pages.call(document.pk)
    return document


def found(query: str, audience: object = PUBLIC) -> list[tuple[str, int]]:
    return [(one.kind, one.object_id) for one in find_passages(query, audience=audience) if one.complete]


def test_the_text_of_a_paper_is_read_and_found(public_client: PublicClient) -> None:
    document = upload()
    assert DocumentText.objects.get().text == WORDS
    assert found("moving funds Занзибар") == [("document", document.pk)]
    page = public_client.get("/en/search/", {"q": "funds"}).content.decode()
    assert "The <mark>funds</mark> were moved to Zanzibar." in page


@pytest.mark.parametrize(
    "availability", [Availability.AT_COURT, Availability.SEALED, Availability.RESTRICTED]
)
def test_the_text_of_a_paper_that_readers_cannot_open_is_not_told(
    availability: Availability, public_client: PublicClient
) -> None:
    document = upload()
    assert found("Zanzibar") == [("document", document.pk)]
    document.availability = availability
    save_document(document, by=None)
    assert (found("Zanzibar"), found("Zanzibar", DESK)) == ([], [])
    assert "Zanzibar." not in public_client.get("/en/search/", {"q": "Exhibit"}).content.decode()


def test_another_file_is_read_anew_and_a_removed_one_forgotten() -> None:
    document = upload()
    document.file = SimpleUploadedFile("new.pdf", pdf("Nothing but Pemba."))
    save_document(document, by=None)
    assert found("Zanzibar") == []
    count_document_pages.call(document.pk)
    assert (found("Zanzibar"), found("Pemba")) == ([], [("document", document.pk)])
    document.file, document.availability = "", Availability.AT_COURT
    save_document(document, by=None)
    assert (found("Pemba"), DocumentText.objects.count()) == ([], 0)


def test_the_text_is_read_up_to_a_length(tmp_path: Path) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(pdf())
    assert text_layer(path, 9) == "The funds"
    path.write_bytes(b"%PDF-1.4 and nothing more")
    with pytest.raises(NotAPdf):
        text_layer(path, 9)


def test_papers_that_nobody_has_read_are_queued() -> None:
    unread = factories.DocumentFactory(availability="held", file="order.pdf")
    factories.DocumentTextFactory()
    factories.DocumentFactory()
    out = StringIO()
    call_command("read_documents", stdout=out)
    assert out.getvalue() == "queued: 1\n"
    assert unread.pk
