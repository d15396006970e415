"""Recording docket entries and documents."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.models import Deadline
from filings.enums import Availability
from filings.models import DocketEntry, Document, Filer
from filings.operations import court_today, record_docket_entry, save_document
from filings.tasks import count_document_pages
from tests import factories

pytestmark = pytest.mark.django_db

NOON = datetime(2018, 1, 15, 12, tzinfo=UTC)


def _entry(**values: object) -> DocketEntry:
    entry: DocketEntry = factories.DocketEntryFactory.build(docket=factories.DocketFactory(), **values)
    return entry


def _refused(entry: DocketEntry, at: datetime = NOON) -> dict[str, list[str]]:
    """Return the messages with which an entry is refused; nothing of it may be saved."""
    with pytest.raises(ValidationError) as refused:
        record_docket_entry(entry, filers=[factories.PersonFactory()], by=None, at=at)
    assert DocketEntry.objects.count() == DocketEntry.history.count() == Filer.objects.count() == 0
    return dict(refused.value.message_dict)


def test_an_entry_is_saved_with_its_filers_and_their_history() -> None:
    editor, person = factories.UserFactory(), factories.PersonFactory()
    entry = record_docket_entry(_entry(motion=True), filers=[person], by=editor, at=NOON)
    assert list(entry.filers.values_list("person", flat=True)) == [person.pk]
    assert entry.history.get().history_user == editor
    assert Filer.history.get().history_user == editor


def test_filers_are_replaced_and_the_removed_one_stays_in_history() -> None:
    old, kept, new = factories.PersonFactory.create_batch(3)
    entry = record_docket_entry(_entry(motion=True), filers=[old, kept], by=None, at=NOON)
    record_docket_entry(entry, filers=[kept, new], by=None, at=NOON)
    assert set(entry.filers.values_list("person", flat=True)) == {kept.pk, new.pk}
    lines = list(Filer.history.order_by("history_id").values_list("person", "history_type"))
    assert lines == [(old.pk, "+"), (kept.pk, "+"), (old.pk, "-"), (new.pk, "+")]


def test_filers_that_are_not_given_stay() -> None:
    person = factories.PersonFactory()
    entry = record_docket_entry(_entry(motion=True), filers=[person], by=None, at=NOON)
    record_docket_entry(entry, by=None, at=NOON)
    assert entry.filers.get().person == person
    record_docket_entry(entry, filers=[], by=None, at=NOON)
    assert entry.filers.count() == 0


def test_a_person_given_twice_files_once() -> None:
    person = factories.PersonFactory()
    entry = record_docket_entry(_entry(motion=True), filers=[person, person], by=None, at=NOON)
    assert entry.filers.count() == 1


@pytest.mark.parametrize("day", ["2014-01-01", "2013-12", "2013", "[..2014-01-01]", "2013-11~"])
def test_a_day_before_the_docket_is_refused(day: str) -> None:
    assert _refused(_entry(date=day)) == {"date": ["This is before the docket was opened."]}


@pytest.mark.parametrize(
    "day", ["2014-01-02", "2014-01", "2014", "[..2014-01-02]", "[2013-12-01..2014-02]", ""]
)
def test_a_day_that_may_lie_within_the_docket_is_accepted(day: str) -> None:
    assert record_docket_entry(_entry(date=day), by=None, at=NOON).date == day


@pytest.mark.parametrize(
    ("zone", "at", "today"),
    [
        # In California it is still the day before; in Almaty it is the day after already.
        ("America/Los_Angeles", datetime(2018, 1, 16, 7, 59, tzinfo=UTC), date(2018, 1, 15)),
        ("America/Los_Angeles", datetime(2018, 1, 16, 8, 0, tzinfo=UTC), date(2018, 1, 16)),
        ("Asia/Almaty", datetime(2018, 1, 15, 18, 0, tzinfo=UTC), date(2018, 1, 16)),
    ],
)
def test_the_future_begins_when_it_does_at_the_court(zone: str, at: datetime, today: date) -> None:
    docket = factories.DocketFactory(court__time_zone=zone)
    entry = factories.DocketEntryFactory.build(docket=docket, date=today.isoformat())
    assert court_today(entry, at=at) == today
    tomorrow = date(today.year, today.month, today.day + 1).isoformat()
    ahead = factories.DocketEntryFactory.build(docket=docket, date=tomorrow)
    assert _refused(ahead, at) == {"date": ["This day has not come yet at the court."]}
    assert record_docket_entry(entry, by=None, at=at).date_filed == today


def test_without_a_court_the_day_is_that_of_utc() -> None:
    entry = factories.DocketEntryFactory.build(docket=factories.DocketFactory(without_court=True))
    assert court_today(entry, at=datetime(2018, 1, 15, 23, 59, tzinfo=UTC)) == date(2018, 1, 15)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"date": "21.12.2017"}, "date"),
        ({"entry_number": 0}, "entry_number"),
        ({"entry_number": 1_000_000}, "entry_number"),
        ({"kind": "decree"}, "kind"),
        ({"title": ""}, "title"),
        ({"text": "x" * 100_001}, "text"),
        ({"kind": "unassigned"}, "__all__"),
        ({"is_placeholder": True, "entry_number": None}, "__all__"),
        ({"is_placeholder": True, "date": ""}, "__all__"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(values: dict[str, object], field: str) -> None:
    assert list(_refused(_entry(**values))) == [field]


def test_an_entry_without_docket_is_refused() -> None:
    entry = factories.DocketEntryFactory.build(docket=None)
    assert list(_refused(entry)) == ["docket"]


def test_a_placeholder_has_no_number_and_no_date() -> None:
    entry = record_docket_entry(_entry(placeholder=True), by=None, at=NOON)
    assert (entry.label, entry.date, entry.date_filed) == ("", "", None)


def test_a_number_is_given_twice_only_where_the_court_did() -> None:
    docket = factories.DocketFactory()
    factories.DocketEntryFactory(docket=docket, entry_number=67)
    second = factories.DocketEntryFactory.build(docket=docket, entry_number=67)
    with pytest.raises(ValidationError, match="already has an entry with this number"):
        record_docket_entry(second, by=None, at=NOON)
    second.number_repeats = True
    assert record_docket_entry(second, by=None, at=NOON).label == "ECF 67"


@pytest.mark.parametrize("day", ["2017-12", "2017-12-21?", "2017-12-21~", "[2017-12-21..]", ""])
def test_an_imprecise_day_is_no_exact_day(day: str) -> None:
    assert record_docket_entry(_entry(date=day), by=None, at=NOON).date_filed is None


def test_an_error_above_rolls_all_back() -> None:
    """The deadlines above refuse; the entry below is as it was."""
    deadline = factories.DeadlineFactory()
    entry = deadline.trigger.entry
    Deadline.objects.filter(pk=deadline.pk).update(counting="guesswork")
    entry.date = "2017-12-22"
    with pytest.raises(ValidationError, match="not known"):
        record_docket_entry(entry, by=None, at=NOON)
    assert DocketEntry.objects.get(pk=entry.pk).date == "2017-12-21"


def _pdf(pages: int, folder: Path) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    document.save(folder / "made.pdf")
    document.close()
    return (folder / "made.pdf").read_bytes()


def test_a_document_gets_its_fingerprint_and_its_page_count(tmp_path: Path) -> None:
    content = _pdf(3, tmp_path)
    document = factories.DocumentFactory.build(
        entry=factories.DocketEntryFactory(),
        availability=Availability.HELD,
        file=SimpleUploadedFile("order.pdf", content),
    )
    save_document(document, by=None)
    document.refresh_from_db()
    assert (document.sha256, document.page_count) == (hashlib.sha256(content).hexdigest(), 3)


def test_a_file_that_is_taken_away_takes_its_fingerprint_along(tmp_path: Path) -> None:
    document = factories.DocumentFactory(file=SimpleUploadedFile("order.pdf", _pdf(1, tmp_path)))
    Document.objects.filter(pk=document.pk).update(sha256="f" * 64, page_count=1)
    document.refresh_from_db()
    document.file = ""
    save_document(document, by=None)
    assert (document.sha256, document.page_count) == ("", None)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("order.pdf", b"<script>alert(1)</script>", "not a PDF"),
        ("order.pdf", b"%PDF-1.7 and nothing more", "cannot be opened"),
        ("order.exe", b"%PDF-1.7", "not allowed"),
    ],
)
def test_a_file_that_is_no_pdf_is_refused(name: str, content: bytes, message: str) -> None:
    document = factories.DocumentFactory.build(
        entry=factories.DocketEntryFactory(), file=SimpleUploadedFile(name, content)
    )
    with pytest.raises(ValidationError) as refused:
        save_document(document, by=None)
    assert list(refused.value.message_dict) == ["file"]
    assert message in " ".join(refused.value.message_dict["file"])
    assert Document.objects.count() == 0


def test_the_job_answers_none_for_what_is_gone(tmp_path: Path) -> None:
    document = factories.DocumentFactory(file=SimpleUploadedFile("order.pdf", _pdf(1, tmp_path)))
    Path(document.file.path).unlink()
    assert count_document_pages.call(document.pk) is None
    assert count_document_pages.call(0) is None


def test_a_stored_file_is_not_opened_again_at_every_save(tmp_path: Path) -> None:
    document = factories.DocumentFactory(file=SimpleUploadedFile("order.pdf", _pdf(1, tmp_path)))
    document.refresh_from_db()
    Path(document.file.path).unlink()
    document.title = "Order, corrected title"
    save_document(document, by=None)
    assert Document.objects.get().title == "Order, corrected title"


def test_a_page_count_raises_the_version(tmp_path: Path) -> None:
    document = factories.DocumentFactory(file=SimpleUploadedFile("order.pdf", _pdf(2, tmp_path)))
    case = document.entry.docket.case
    assert count_document_pages.call(document.pk) == 2
    case.refresh_from_db()
    assert case.version == 1
