"""The shipped files in the tables: counts, honesty, and what a second load does."""

from __future__ import annotations

from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from cases.models import Case, Court, Discrepancy, Docket, DocketNumber, Event, Party, Statement
from deadlines.enums import DeadlineStatus, DueBasis
from deadlines.models import Deadline, Reminder, TriggerEvent, Watcher
from deadlines.operations import record_deadline
from filings.models import DocketEntry, EntryLink, Filer, StatementCheck
from filings.operations import record_docket_entry
from foundation.accounts.models import User
from foundation.core.audience import PUBLIC
from foundation.core.enums import PublicationStatus
from foundation.core.models import Publication
from foundation.core.operations import remove_part, save_record
from foundation.sources.models import Citation, Source
from people.models import Person, PersonFact, Relationship
from tests.factories import UserFactory
from tests.imports.folders import change, copy_of_files, shipped
from web.imports.management.commands.load_flagship import FOLDER
from web.imports.models import ImportedRecord

F007 = "- key: f007"


def row_of(key: str) -> Any:
    """The row that a record of the files became."""
    return ImportedRecord.objects.get(key=key).record


def history_rows() -> int:
    """How many history rows there are altogether."""
    models = [model for model in apps.get_models() if model.__name__.startswith("Historical")]
    assert models
    return sum(model._default_manager.count() for model in models)


def leaves(data: Any) -> list[str]:
    """Every text of a file, except for keys of records and words that the loader reads itself."""
    if isinstance(data, dict):
        own = ("key", "source", "to", "unit", "entry", "trigger_date", "field")
        return [leaf for name, value in data.items() if name not in own for leaf in leaves(value)]
    if isinstance(data, list):
        return [leaf for value in data for leaf in leaves(value)]
    return [data] if isinstance(data, str) else []


@pytest.mark.slow
@pytest.mark.xdist_group("flagship-files")
class FlagshipTests(TestCase):
    """The whole case is loaded once; each test works in a transaction of its own."""

    output: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.output = cls.load()

    @pytest.fixture(autouse=True)
    def _give_a_folder(self, tmp_path: Path) -> None:
        self.tmp_path = tmp_path

    @staticmethod
    def load(folder: Path | None = None) -> str:
        """Run the command; return what it prints."""
        output = StringIO()
        call_command("load_flagship", stdout=output, stderr=output, **({"folder": folder} if folder else {}))
        return output.getvalue()

    def changed_files(self, *changes: tuple[str, str, str, str]) -> Path:
        """A copy of the files with changes: (file, text before, old, new)."""
        folder = copy_of_files(self.tmp_path)
        for file, after, old, new in changes:
            change(folder, file, old, new, after=after)
        return folder

    def editor(self) -> User:
        """Somebody who edits."""
        user: User = UserFactory(username="editor")
        return user

    # What is there after the first load.

    def test_counts(self) -> None:
        expected = {
            Court: 16,
            Docket: 22,
            DocketEntry: 76,
            Deadline: 7,
            Statement: 16,
            StatementCheck: 16,
            Event: 5,
        }
        expected |= {Discrepancy: 10, Case: 1, Relationship: 36, TriggerEvent: 7, DocketNumber: 1, Party: 58}
        assert {model: model._default_manager.count() for model in expected} == expected
        for model, file in ((Source, "sources.yaml"), (Person, "people.yaml")):
            assert model._default_manager.count() == len(shipped(file))
        assert PersonFact.objects.count() == sum(
            len(person.get("facts", ())) for person in shipped("people.yaml")
        )
        assert "22 dockets" in self.output
        assert "76 docket entries" in self.output

    def test_nothing_of_the_files_is_lost(self) -> None:
        memory = ImportedRecord.objects.values_list("values", flat=True)
        stored = "\n".join(str(value) for values in memory for value in values.values())
        lost = [
            leaf
            for path in FOLDER.glob("*.yaml")
            for leaf in leaves(shipped(path.name))
            if leaf not in stored
        ]
        # Citation.disputed_by has one column, for English.
        columns = {field.name for field in Citation._meta.fields}
        rendered = () if "disputed_by_ru" in columns else ("Виктор", "Мухтар", "Мұхтар")
        assert [leaf for leaf in lost if not leaf.startswith(rendered)] == []

    def test_the_memory_is_what_the_rows_hold(self) -> None:
        for old in ImportedRecord.objects.filter(key__startswith="entries:").exclude(
            key__contains=":citations:"
        ):
            row = old.record
            for name in ("title_en", "title_ru", "title_kk", "entry_number", "date", "note_kk", "confidence"):
                if name in old.values:
                    assert getattr(row, name) == old.values[name]

    def test_everything_is_published_and_visible(self) -> None:
        for model in apps.get_models():
            if issubclass(model, Publication) and model._default_manager.exists():
                assert model._default_manager.visible_to(PUBLIC).count() == model._default_manager.count()

    def test_dockets_say_no_more_than_the_files(self) -> None:
        assert Docket.objects.filter(docket_number="").count() == 8
        assert Docket.objects.filter(court=None).count() == 1
        assert DocketNumber.objects.get().docket == row_of("dockets:ca9-15-56627")
        lead = Docket.objects.get(is_lead=True)
        assert (lead.docket_number, lead.date_filed) == ("5:17-cv-00246-LHK", "2017-01")
        assert (lead.filed_earliest, lead.filed_latest) == (date(2017, 1, 1), date(2017, 1, 31))
        assert lead.caption == "Republic of Kazakhstan v. Muratbek Ketebaev, et al."
        assert not lead.caption_translated_en
        assert [row.position for row in Docket.objects.order_by("position")] == list(range(1, 23))
        for record in shipped("dockets.yaml"):
            docket = row_of(f"dockets:{record['key']}")
            assert docket.docket_number == record.get("docket_number", "")
            assert docket.date_filed == record.get("date_filed", "")
            assert docket.date_terminated == record.get("date_terminated", "")
            assert docket.state == record["status"]
            assert (docket.court.code if docket.court else None) == record.get("court")

    def test_entries_have_no_number_and_no_date_that_the_files_lack(self) -> None:
        for record in shipped("entries.yaml"):
            entry = row_of(f"entries:{record['key']}")
            assert entry.entry_number == record.get("number")
            assert entry.date == record.get("date", "")
            exact = record.get("date", "") if len(record.get("date", "")) == len("2017-12-21") else ""
            assert (entry.date_filed.isoformat() if entry.date_filed else "") == (
                exact if exact[:1] != "[" else ""
            )
        # Undated are the placeholders and one brief of which only the cover was seen; every numbered paper
        # is dated at least by what names or decides it.
        assert DocketEntry.objects.filter(date="").count() == 5
        assert not DocketEntry.objects.filter(date="", entry_number__isnull=False).exists()
        assert DocketEntry.objects.filter(date_filed=None).count() == 27

    def test_a_date_that_is_only_inferred_says_so(self) -> None:
        sanctions = row_of("entries:f050")
        assert (sanctions.date_earliest, sanctions.date_latest) == (date(2019, 7, 3), date(2019, 7, 15))
        dated = sanctions.citations.get(field="date")
        assert (dated.source.publisher, dated.confidence) == ("BaigeNews", "inferred")

    def test_placeholders_are_bare(self) -> None:
        placeholders = DocketEntry.objects.filter(is_placeholder=True)
        assert placeholders.count() == 4
        for entry in placeholders:
            assert (entry.entry_number, entry.date, entry.date_filed, entry.date_earliest) == (
                None,
                "",
                None,
                None,
            )

    def test_filers_links_and_citations(self) -> None:
        assert [filer.person for filer in row_of("entries:f001").filers.all()] == [
            row_of("people:kazakhstan")
        ]
        assert Filer.objects.count() == 40
        assert EntryLink.objects.count() == 25
        assert sorted(EntryLink.objects.filter(to_entry=None).values_list("to_number", flat=True)) == [
            1271,
            1431,
        ]
        deadline = row_of("deadlines:dl-amend-67")
        found = {(c.source.publisher, c.field, c.confidence) for c in deadline.citations.all()}
        assert {field for _publisher, field, _confidence in found} == {"period_length", "trigger", "rule"}
        assert ("RFE/RL Kazakh Service (Azattyq)", "period_length", "secondary") in found
        assert {c.field for c in row_of("deadlines:dl-exch-ew2702").citations.all()} == {"due_on"}
        assert row_of("parties:kz-v-ketebaev:kazakhstan").citations.count() == 1

    def test_texts_in_three_languages(self) -> None:
        case = Case.objects.get()
        assert (case.title_en, case.title_ru) == ("Kazakhstan v. Khrapunov", "Казахстан против Храпунова")
        assert case.title_kk == "Қазақстан Храпуновқа қарсы"
        assert {len(getattr(case, f"not_verified_{code}").split("\n")) for code in ("en", "ru", "kk")} == {10}
        assert row_of("dockets:kz-v-ketebaev").cause_of_action_ru.count("\n") == 1
        assert row_of("courts:cand").short_name_kk is None
        assert row_of("courts:ru-tagansky").short_name_kk == "Таган аудандық соты"
        assert row_of("courts:cand").appeals_to == row_of("courts:ca9")

    # The deadlines.

    def test_the_flagship_deadline(self) -> None:
        deadline = row_of("deadlines:dl-amend-67")
        assert deadline.computed_on == deadline.due_on == date(2018, 1, 22)
        assert [step["kind"] for step in deadline.steps] == [
            "day_zero", "last_day_counted", "skipped_saturday", "skipped_sunday", "due", "end_of_day",
        ]  # fmt: skip
        assert (deadline.period_length, deadline.counting, deadline.revision) == (30, "frcp_6a", 1)
        assert (deadline.length_confidence, deadline.due_confidence) == ("secondary", "inferred")
        assert deadline.trigger.date == date(2017, 12, 21)
        assert deadline.ordered_by.entry_number == 67
        assert deadline.satisfied_by.entry_number == 69
        assert (deadline.basis, deadline.state) == (DueBasis.COMPUTED, DeadlineStatus.SATISFIED)

    def test_other_deadlines(self) -> None:
        fixed = row_of("deadlines:dl-exch-ew2702")
        assert (fixed.basis, fixed.due_on, fixed.due_time) == (
            "fixed_by_order",
            date(2018, 6, 30),
            time(16, 30),
        )
        assert row_of("deadlines:dl-appeal-91").due_on == date(2018, 7, 9)
        assert row_of("deadlines:dl-appeal-91").ordered_by is None
        undated = Deadline.objects.filter(basis=DueBasis.NOT_COMPUTABLE)
        assert undated.count() == 4
        assert not undated.exclude(due_on=None, computed_on=None, trigger__date=None).exists()
        assert not Deadline.objects.open().exists()

    def test_loading_reminds_nobody(self) -> None:
        assert not Reminder.objects.exists()

    # A second load.

    def test_an_unchanged_second_load_writes_nothing(self) -> None:
        before = history_rows(), Case.objects.get().version, ImportedRecord.objects.count()
        with CaptureQueriesContext(connection) as queries:
            assert self.load() == "nothing changed\n"
        words = ("INSERT", "UPDATE", "DELETE")
        assert not [query["sql"] for query in queries if query["sql"].startswith(words)]
        assert len(queries) <= 6
        assert (history_rows(), Case.objects.get().version, ImportedRecord.objects.count()) == before

    def test_an_editors_change_is_kept_and_the_rest_updated(self) -> None:
        entry = row_of("entries:f007")
        entry.title_en = "An editor's own words"
        record_docket_entry(entry, by=self.editor(), at=entry.created_at)
        version = Case.objects.get().version
        folder = self.changed_files(
            ("entries.yaml", F007, "    en: ", "    en: Changed in the file. "),
            ("entries.yaml", F007, "    ru: 'Определение", "    ru: 'Изменено. Определение"),
        )
        output = self.load(folder)
        assert "kept: entries:f007 title_en was changed by an editor" in output
        assert "updated: 1 docket entry" in output
        entry.refresh_from_db()
        assert entry.title_en == "An editor's own words"
        assert entry.title_ru.startswith("Изменено. ")
        assert Case.objects.get().version == version + 1
        assert entry.history.count() == 3
        assert "nothing changed\nkept: entries:f007 title_en" in self.load(folder)

    def test_other_line_ends_are_no_editors_change(self) -> None:
        docket = row_of("dockets:kz-v-ketebaev")
        docket.cause_of_action_en = docket.cause_of_action_en.replace("\n", "\r\n")
        save_record(docket, by=None)
        folder = self.changed_files(
            ("dockets.yaml", "- key: kz-v-ketebaev", "Computer Fraud", "The Computer Fraud"),
        )
        assert "kept" not in self.load(folder)
        docket.refresh_from_db()
        assert docket.cause_of_action_en.startswith("The Computer Fraud")

    def test_what_an_editor_took_away_stays_away(self) -> None:
        entry = row_of("entries:f007")
        entry.status = PublicationStatus.WITHDRAWN
        record_docket_entry(entry, by=None, at=entry.created_at)
        remove_part(row_of("entries:f001:filers:kazakhstan"), by=None)
        assert self.load() == "nothing changed\n"
        folder = self.changed_files(("entries.yaml", F007, "    en: ", "    en: Changed. "))
        output = self.load(folder)
        assert "left: entries:f007 changed in the files, but an editor took it away" in output
        entry.refresh_from_db()
        assert entry.status == PublicationStatus.WITHDRAWN
        assert not entry.title_en.startswith("Changed")
        assert not row_of("entries:f001").filers.exists()

    def test_a_citation_that_the_files_drop_is_taken_away(self) -> None:
        lead = row_of("dockets:kz-v-ketebaev")
        before = lead.citations.count()
        dropped = "    - source: cn18\n      confidence: secondary\n"
        folder = self.changed_files(("dockets.yaml", "- key: kz-v-ketebaev", dropped, ""))
        assert "removed: 1 citation" in self.load(folder)
        assert lead.citations.count() == before - 1
        assert self.load(folder) == "nothing changed\n"
        assert "created: 1 citation" in self.load()

    def test_a_record_that_the_files_drop_is_named_and_left(self) -> None:
        folder = self.changed_files()
        path = folder / "events.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text[: text.index("- key: ev05")], encoding="utf-8")
        assert "left: events:ev05 is no longer in the files" in self.load(folder)
        assert Event.objects.count() == 5

    def test_a_corrected_day_moves_the_deadline(self) -> None:
        folder = self.changed_files(
            ("entries.yaml", F007, '"2017-12-21"', '"2017-12-20"'),
            ("deadlines.yaml", "- key: dl-amend-67", 'date: "2017-12-21"', 'date: "2017-12-20"'),
            (
                "deadlines.yaml",
                "- key: dl-amend-67",
                'expected_due: "2018-01-22"',
                'expected_due: "2018-01-19"',
            ),
        )
        self.load(folder)
        deadline = row_of("deadlines:dl-amend-67")
        assert (deadline.due_on, deadline.revision) == (date(2018, 1, 19), 2)
        assert deadline.trigger.date == date(2017, 12, 20)
        assert not Reminder.objects.exists()
        assert self.load(folder) == "nothing changed\n"

    def test_a_due_day_that_the_engine_does_not_find_is_refused(self) -> None:
        errors = StringIO()
        folder = self.changed_files(
            (
                "deadlines.yaml",
                "- key: dl-amend-67",
                'expected_due: "2018-01-22"',
                'expected_due: "2018-01-23"',
            ),
            ("entries.yaml", F007, "    en: ", "    en: Changed. "),
        )
        with pytest.raises(CommandError, match="1 error in the files; nothing was written"):
            call_command("load_flagship", folder=folder, stderr=errors)
        expected = (
            "deadlines.yaml: dl-amend-67: expected_due: the engine says 2018-01-22, the file 2018-01-23"
        )
        assert errors.getvalue().strip() == expected
        assert not row_of("entries:f007").title_en.startswith("Changed")

    def test_what_only_the_tables_see_is_refused_with_its_field(self) -> None:
        errors = StringIO()
        folder = self.changed_files(
            ("entries.yaml", F007, '"2017-12-21"', '"2016-12-21"'),
            ("entries.yaml", "- key: f013", '"2018-06-08"', '"2999-06-08"'),
            ("deadlines.yaml", "- key: dl-amend-67", '    date: "2017-12-21"\n', ""),
            ("deadlines.yaml", "- key: dl-appeal-91", '    date: "2018-06-08"\n', ""),
        )
        with pytest.raises(CommandError):
            call_command("load_flagship", folder=folder, stderr=errors)
        assert "entries.yaml: f007: date: This is before the docket was opened" in errors.getvalue()
        assert "entries.yaml: f013: date: This day has not come yet at the court" in errors.getvalue()
        assert row_of("entries:f007").date == "2017-12-21"

    def test_a_load_that_would_remind_somebody_is_refused(self) -> None:
        deadline = row_of("deadlines:dl-amend-67")
        deadline.state, deadline.basis = DeadlineStatus.OPEN, "set_by_editor"
        deadline.due_on = date(2999, 1, 4)
        record_deadline(deadline, by=None, at=deadline.created_at)
        Watcher.objects.create(user=self.editor(), case=Case.objects.get())
        last_day = "last day to amend"
        folder = self.changed_files(("deadlines.yaml", "- key: dl-amend-67", last_day, "final day to amend"))
        errors = StringIO()
        with pytest.raises(CommandError):
            call_command("load_flagship", folder=folder, stderr=errors)
        assert errors.getvalue().strip() == "deadlines.yaml: loading would remind somebody"
        assert not Reminder.objects.exists()

    def test_keys_of_the_memory_name_existing_rows(self) -> None:
        kinds = ContentType.objects.in_bulk(
            ImportedRecord.objects.values_list("content_type", flat=True).distinct()
        )
        for pk, kind in kinds.items():
            wanted = set(ImportedRecord.objects.filter(content_type=pk).values_list("object_id", flat=True))
            assert wanted == set(kind.model_class()._default_manager.values_list("pk", flat=True))
