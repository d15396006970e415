"""What cannot be saved is said beside its field, nothing is half-saved, and nothing is executed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Case, Docket
from filings.models import DocketEntry, Document
from foundation.core.operations import save_record
from foundation.sources.models import Source
from people.models import Person
from tests.desk.conftest import DeskClient
from tests.desk.forms import Fault, assert_said_beside, blank, errors, row, rows_of_all_tables, shown, typed
from tests.factories import (
    CaseFactory,
    DiscrepancyFactory,
    DocketEntryFactory,
    DocketFactory,
    EventFactory,
    PartyFactory,
    PersonFactory,
    RelationshipFactory,
    SourceFactory,
    StatementFactory,
)

ENTRY = "/admin/filings/docketentry/add/"
DOCKET = "/admin/cases/docket/add/"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"

pytestmark = pytest.mark.django_db


def pdf(objects: int = 3) -> bytes:
    """The smallest file that opens as a PDF of one page."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>",
    ][:objects]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)


def entry(desk: DeskClient, docket: Docket, /, **changes: Any) -> dict[str, Any]:
    data = blank(desk, ENTRY, docket=docket.pk)
    return data | {"date": "2017-12-21", "kind": "order", "title_en": "Order", "text": "As typed", **changes}


@pytest.mark.parametrize(
    "faults",
    [
        [
            ({"date": "21/12/2017"}, "date", "not a date as we write it"),
            ({"docket": "999999"}, "docket", "Select a valid choice"),
            ({"entry_number": "0"}, "entry_number", "greater than or equal to 1"),
            ({"kind": "decree"}, "kind", "Select a valid choice"),
            ({"title_en": "nul \x00 character"}, "title_en", "Null characters"),
            ({"title_ru": "я" * 401}, "title_ru", "at most 400"),
            ({"date_entered": "2017-13-01"}, "date_entered", "valid date"),
            (
                {"embargo_until_0": "2018-01-32", "embargo_until_1": "25:00"},
                "embargo_until",
                "valid date",
            ),
            ({"publish_at_0": "soon"}, "publish_at", "valid date"),
            ({"page_count": "-5"}, "page_count", "greater than or equal to 0"),
            ({"status": "secret"}, "status", "Select a valid choice"),
        ],
        [
            ({"date": "2017-02-30"}, "date", "not a date as we write it"),
            ({"docket": ""}, "docket", "required"),
            ({"entry_number": "1000000"}, "entry_number", "less than or equal to 999999"),
            ({"title_en": ""}, "title_en", "at least one language"),
        ],
        [
            ({"date": SCRIPT[:30]}, "date", "not a date as we write it"),
            ({"entry_number": "33"}, "entry_number", "already has an entry with this number"),
            ({"kind": "unassigned"}, "kind_as_filed", "own word"),
        ],
        [({"is_placeholder": "on"}, "is_placeholder", "no number and no date")],
        [({"date": "2013-12-31"}, "date", "before the docket was opened")],
        [({"date": "2018-01-02"}, "date", "has not come yet")],
    ],
    ids=["fields", "other-fields", "known-to-tables", "placeholder", "too-early", "too-late"],
)
@time_machine.travel("2018-01-01T12:00:00Z", tick=False)
def test_an_entry_that_cannot_be_saved(desk: DeskClient, docket: Docket, faults: list[Fault]) -> None:
    DocketEntryFactory(docket=docket, entry_number=33)
    before = rows_of_all_tables()
    response = desk.post(ENTRY, entry(desk, docket, **typed(faults)))
    assert_said_beside(response, faults)
    assert shown(response)["text"] == "As typed"
    assert rows_of_all_tables() == before


def test_a_number_that_the_court_gave_twice_is_accepted(desk: DeskClient, docket: Docket) -> None:
    DocketEntryFactory(docket=docket, entry_number=33)
    response = desk.post(ENTRY, entry(desk, docket, entry_number="33", number_repeats="on"))
    assert response.status_code == 302, errors(response)
    assert DocketEntry.objects.filter(docket=docket, entry_number=33).count() == 2


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_one_language_is_enough(desk: DeskClient, docket: Docket, language: str) -> None:
    response = desk.post(ENTRY, entry(desk, docket, **{"title_en": "", f"title_{language}": "Order"}))
    assert response.status_code == 302, errors(response)
    saved = DocketEntry.objects.get()
    assert [getattr(saved, f"title_{code}") or "" for code in ("en", "ru", "kk")].count("Order") == 1


def test_ten_megabytes_of_text_are_refused_beside_the_field(desk: DeskClient, docket: Docket) -> None:
    before = rows_of_all_tables()
    response = desk.post(ENTRY, entry(desk, docket, text="x" * 10_000_000))
    assert "at most 100000 characters" in errors(response)["text"][0]
    assert rows_of_all_tables() == before


def test_a_request_over_the_limit_saves_nothing(desk: DeskClient, docket: Docket) -> None:
    before = rows_of_all_tables()
    response = desk.post(ENTRY, entry(desk, docket, text="x" * 13_000_000))
    assert response.status_code == 400
    assert rows_of_all_tables() == before


NO_PDF = [
    ("order.pdf", b"just a text", "not a PDF"),
    ("order.pdf", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "not a PDF"),
    ("order.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<", "cannot be opened"),
    ("order.pdf", pdf(objects=1), "cannot be opened"),
    ("order.html", pdf(), "not allowed"),
    ("order.pdf", b"", "empty"),
]


def test_a_file_that_is_no_pdf(desk: DeskClient, docket: Docket) -> None:
    before, files = rows_of_all_tables(), files_on_disk()
    data = entry(desk, docket)
    for number, (name, content, _words) in enumerate(NO_PDF):
        upload = SimpleUploadedFile(name, content, "application/pdf")
        row(data, "documents", title_en="Order", availability="held", attachment_number=number, file=upload)
    faults: list[Fault] = [
        ({}, f"documents-{number}-file", words) for number, (*_, words) in enumerate(NO_PDF)
    ]
    assert_said_beside(desk.post(ENTRY, data), faults)
    assert (rows_of_all_tables(), files_on_disk()) == (before, files)


def files_on_disk() -> int:
    return sum(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


def test_a_pdf_is_kept_with_its_fingerprint(desk: DeskClient, docket: Docket) -> None:
    data = entry(desk, docket)
    row(data, "documents", title_en="Order", availability="held", file=SimpleUploadedFile("order.pdf", pdf()))
    response = desk.post(ENTRY, data)
    assert response.status_code == 302, errors(response)
    document = Document.objects.get()
    assert len(document.sha256) == 64
    address = f"/admin/filings/document/{document.pk}/change/"
    page = desk.get(address)
    assert document.sha256 in page.content.decode()
    response = desk.post(address, shown(page) | {"title_en": "The order"})
    assert response.status_code == 302, errors(response)
    document.refresh_from_db()
    assert (document.title_en, bool(document.file)) == ("The order", True)


def test_a_document_held_here_needs_its_pdf(desk: DeskClient, docket: Docket) -> None:
    data = entry(desk, docket)
    row(data, "documents", title_en="Order", availability="held")
    assert "needs its PDF" in errors(desk.post(ENTRY, data))["documents-0-file"][0]


def test_a_link_that_cannot_be_saved(desk: DeskClient, docket: Docket) -> None:
    faults: list[Fault] = [
        ({"kind": "answers"}, "links_from-0-to_entry", "Name either an entry"),
        (
            {"kind": "answers", "to_number": "5", "outcome": "granted"},
            "links_from-1-outcome",
            "Only a decision",
        ),
        ({"kind": "overrules", "to_number": "5"}, "links_from-2-kind", "Select a valid choice"),
        ({"kind": "answers", "to_entry": "999999"}, "links_from-3-to_entry", "Select a valid choice"),
    ]
    before = rows_of_all_tables()
    data = entry(desk, docket)
    for values, _field, _words in faults:
        row(data, "links_from", **values)
    assert_said_beside(desk.post(ENTRY, data), faults)
    assert rows_of_all_tables() == before


def test_the_same_filer_twice(desk: DeskClient, docket: Docket) -> None:
    person = PersonFactory()
    before = rows_of_all_tables()
    data = entry(desk, docket, kind="motion")
    row(data, "filers", person=person.pk)
    row(data, "filers", person=person.pk)
    found = errors(desk.post(ENTRY, data))
    assert any("duplicate" in word for words in found.values() for word in words)
    assert rows_of_all_tables() == before


@pytest.mark.parametrize(
    "faults",
    [
        [
            ({"court": "999999"}, "court", "Select a valid choice"),
            ({"date_filed": "01/02/2014"}, "date_filed", "not a date as we write it"),
            ({"case": ""}, "case", "required"),
            ({"caption": ""}, "caption", "required"),
        ],
        [
            ({"docket_number": "2:14-cv-06000"}, "docket_number", "already has a docket with this number"),
            ({"is_lead": "on"}, "is_lead", "already has a lead docket"),
        ],
        [
            (
                {"date_filed": "2014-01-02", "date_terminated": "2013"},
                "date_terminated",
                "before it is opened",
            ),
        ],
    ],
    ids=["fields", "known-to-tables", "order"],
)
def test_a_docket_that_cannot_be_saved(desk: DeskClient, docket: Docket, faults: list[Fault]) -> None:
    docket.is_lead = True
    docket.save()
    before = rows_of_all_tables()
    data = blank(desk, DOCKET, case=docket.case_id) | {"caption": "C v. D", "court": docket.court_id}
    assert_said_beside(desk.post(DOCKET, data | typed(faults)), faults)
    assert rows_of_all_tables() == before


def test_what_only_the_operation_refuses_is_shown_beside_the_field_with_nothing_saved(
    desk: DeskClient, docket: Docket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that the form does not know, met after the line itself was saved."""
    from django.core.exceptions import ValidationError  # noqa: PLC0415  used here alone

    def refuse(*args: object, **kwargs: object) -> None:
        raise ValidationError({"period_length": "Not today."})

    monkeypatch.setattr("web.desk.admin.filings.order_period", refuse)
    before = rows_of_all_tables()
    data = entry(desk, docket)
    row(data, "ordered_deadlines", title_en="Window", period_length="30")
    response = desk.post(ENTRY, data)
    assert errors(response) == {"ordered_deadlines-0-period_length": ["Not today."]}
    assert shown(response)["ordered_deadlines-0-period_length"] == "30"
    assert rows_of_all_tables() == before


def test_what_the_database_alone_refuses_is_a_message_too(
    desk: DeskClient, docket: Docket, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two editors at one moment: both forms were right, one row was there first."""
    from django.db import IntegrityError  # noqa: PLC0415  used here alone

    def collide(*args: object, **kwargs: object) -> None:
        raise IntegrityError("unique")

    monkeypatch.setattr("web.desk.admin.filings.save_entry", collide)
    response = desk.post(ENTRY, entry(desk, docket))
    assert "Somebody saved the same" in errors(response)["__all__"][0]


def test_markup_in_any_field_is_text_on_every_page(desk: DeskClient) -> None:
    case = CaseFactory(title=SCRIPT, summary_short=SCRIPT)
    docket = DocketFactory(case=case, caption=SCRIPT, docket_number=SCRIPT)
    person = PersonFactory(name=SCRIPT, role=SCRIPT)
    SourceFactory(title=SCRIPT, publisher=SCRIPT)
    records = [
        case,
        docket,
        person,
        Source.objects.get(),
        DocketEntryFactory(docket=docket, title=SCRIPT, text=SCRIPT),
        EventFactory(case=case, text=SCRIPT),
        StatementFactory(case=case, text=SCRIPT),
        DiscrepancyFactory(case=case, topic=SCRIPT),
        PartyFactory(docket=docket, person=person, name_as_filed=SCRIPT),
        RelationshipFactory(subject=person, label=SCRIPT),
    ]
    for record in records:
        lists = f"/admin/{record._meta.app_label}/{record._meta.model_name}/"
        for address in (lists, f"{lists}{record.pk}/change/", f"{lists}{record.pk}/history/"):
            page = desk.get(address)  # the client refuses inline scripts and handlers
            assert page.status_code == 200
            assert "<script>alert" not in page.content.decode()
    found = desk.get(
        "/admin/autocomplete/",
        {"app_label": "filings", "model_name": "filer", "field_name": "person", "term": "script"},
    )
    assert found.json()["results"][0]["text"] == SCRIPT
    assert found["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Khra\u202epunov", "202E"), ("\u200fKhrapunov", "200F"), ("Khra\x07punov", "0007"), ("K\x85h", "0085")],
)
def test_a_character_that_nobody_sees_is_refused_beside_the_field(
    desk: DeskClient, typed: str, code: str
) -> None:
    before = rows_of_all_tables()
    response = desk.post("/admin/people/person/add/", blank(desk, "/admin/people/person/add/", name_en=typed))
    (message,) = errors(response)["name_en"]
    assert f"(U+{code})" in message
    assert rows_of_all_tables() == before


def test_lines_and_tabs_of_a_docket_text_are_kept(desk: DeskClient, docket: Docket) -> None:
    text = "ORDER\tre [40].\r\nSo ordered."
    address = "/admin/filings/docketentry/add/"
    data = blank(desk, address, docket=docket.pk, kind="order", title_en="Order", text=text)
    response = desk.post(address, data)
    assert response.status_code == 302, errors(response)
    assert DocketEntry.objects.get().text == text


def test_a_record_is_saved_as_typed(desk: DeskClient) -> None:
    data = shown(desk.get("/admin/people/person/add/")) | {"name_ru": "Әлия <b>Хан</b>"}
    response = desk.post("/admin/people/person/add/", data)
    assert response.status_code == 302, errors(response)
    assert Person.objects.get().name_ru == "Әлия <b>Хан</b>"
    assert not Case.objects.exists()


def test_saving_without_a_change_changes_nothing(desk: DeskClient, docket: Docket) -> None:
    record = save_record(DocketEntry(docket=docket, kind="order", date="2017-12-21", title="Order"), by=None)
    address = f"/admin/filings/docketentry/{record.pk}/change/"
    response = desk.post(address, shown(desk.get(address)))
    assert response.status_code == 302, errors(response)
    latest, first = record.history.order_by("-history_id")
    assert latest.diff_against(first).changed_fields == []
