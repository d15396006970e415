"""One load under way: each planned record is created, changed, kept or left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from cases.models import Case, DocketJudge, DocketLink, DocketNumber, EventPerson, Speaker
from cases.operations import check_comparison
from deadlines.enums import DueBasis
from deadlines.models import Deadline, TriggerEvent
from deadlines.operations import record_deadline
from filings.models import DocketEntry, EntryLink, Filer
from filings.operations import record_docket_entry
from foundation.core.enums import PublicationStatus
from foundation.core.operations import remove_part, save_record
from foundation.sources.models import Citation
from people.models import Person, PersonName
from web.imports.columns import Planned, Ref, columns_of
from web.imports.memory import EXPECTED, Stored, remembered, same, stored
from web.imports.models import ImportedRecord
from web.imports.parsing.problems import Problem

SOURCE = "flagship"
_REASON = "loaded from the flagship files"

#: Parts that are taken away when the files drop them and no editor changed them. Whole records never are.
_REMOVABLE = (
    Citation,
    PersonName,
    DocketNumber,
    DocketJudge,
    DocketLink,
    EventPerson,
    Speaker,
    Filer,
    EntryLink,
)
#: Columns of a deadline that the engine writes, as long as no editor set the day by hand.
_ENGINES_OWN = frozenset({"basis", "due_on"})


@dataclass(slots=True)
class LoadReport:
    """What a load did. Counts are by model; `kept` and `left` are sentences for the person who loads."""

    created: Counter[type[models.Model]] = field(default_factory=Counter)
    updated: Counter[type[models.Model]] = field(default_factory=Counter)
    removed: Counter[type[models.Model]] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def wrote_nothing(self) -> bool:
        """Whether the files brought nothing new."""
        return not (self.created or self.updated or self.removed)


class Loading:
    """One load, inside the caller's transaction.

    `records` is the whole plan; `at` is the present moment. Call `remove_missing`, `write` for each record
    and `remember`; then read `problems` (roll back if there are any) and `report`.
    """

    def __init__(self, records: Iterable[Planned], *, at: datetime) -> None:
        """Read the memory of earlier loads."""
        self.report = LoadReport()
        self.problems: list[Problem] = []
        self._at = at
        self._memory = {old.key: old for old in ImportedRecord.objects.filter(source=SOURCE)}
        self._planned = {record.key: record for record in records}
        self._rows: dict[str, models.Model | None] = {}
        self._refused: set[str] = set()
        self._moved: set[str] = set()
        self._new: list[ImportedRecord] = []
        self._changed: list[ImportedRecord] = []
        self._filers: dict[str, list[Planned]] = {}
        for record in self._planned.values():
            if record.model is Filer:
                self._filers.setdefault(record.parent, []).append(record)

    def write(self, record: Planned) -> None:
        """Create or change the row of one record; what the tables refuse is added to the problems."""
        old = self._memory.get(record.key)
        try:
            if old is None:
                self._create(record)
            else:
                self._update(record, old)
        except ValidationError as error:
            self._refused.add(record.key)
            self.problems.extend(_worded(error, record))

    def remember(self) -> None:
        """Write the memory of this load."""
        ImportedRecord.objects.bulk_create(self._new)
        ImportedRecord.objects.bulk_update(self._changed, ["values"])

    def remove_missing(self) -> None:
        """Take away parts that the files no longer have; name everything else that they no longer have."""
        for old in [old for key, old in self._memory.items() if key not in self._planned]:
            row = self._row(old.key)
            if row is None:
                continue
            if isinstance(row, _REMOVABLE) and not self._edited(row, old):
                remove_part(row, by=None, reason=_REASON)
                self.report.removed[type(row)] += 1
                self._rows[old.key] = None
                old.delete()
            else:
                self.report.left.append(f"{old.key} is no longer in the files")

    def _create(self, record: Planned) -> None:
        needed = [value.key for value in record.values.values() if isinstance(value, Ref)]
        if self._refused.intersection((*needed, record.parent)):
            self._refused.add(record.key)
            return
        missing = next((key for key in needed if self._row(key) is None), "")
        parent = self._row(record.parent) if record.parent else None
        if missing or _withdrawn(parent):
            self._rows[record.key] = None
            reason = f"{missing or record.parent} was taken away by an editor"
            self.report.left.append(f"{record.key} is new in the files, but {reason}")
            return
        row = record.model()
        self._assign(row, record, record.values)
        self._save(row, record, new=True)
        self._adopt(row, record)
        for filer in self._filers.get(record.key, []) if isinstance(row, DocketEntry) else []:
            self._adopt_filer(row, filer)
        self._check_expected(row, record)

    def _adopt(self, row: models.Model, record: Planned) -> None:
        """Remember a row that this load has written."""
        old = ImportedRecord(
            source=SOURCE,
            key=record.key,
            content_type=ContentType.objects.get_for_model(record.model),
            object_id=row.pk,
            values=remembered(record),
        )
        self._memory[record.key] = old
        self._rows[record.key] = row
        self._new.append(old)
        self.report.created[record.model] += 1

    def _adopt_filer(self, entry: models.Model, record: Planned) -> None:
        """Remember a filer that was recorded together with its entry."""
        person = record.values["person"]
        row = self._row(person.key) if isinstance(person, Ref) else None
        filer = Filer.objects.filter(entry=entry.pk, person=row.pk).first() if row else None
        if filer:
            self._adopt(filer, record)

    def _update(self, record: Planned, old: ImportedRecord) -> None:
        wanted = remembered(record)
        differing = [name for name, value in wanted.items() if value != old.values.get(name)]
        trigger = record.values.get("trigger")
        recount = isinstance(trigger, Ref) and trigger.key in self._moved
        if not differing and not recount:
            return
        row = self._row(record.key)
        if row is None or _withdrawn(row):
            if differing:
                self.report.left.append(f"{record.key} changed in the files, but an editor took it away")
            return
        names = [name for name in differing if name != EXPECTED and self._may_write(row, record, old, name)]
        kept = {name for name in differing if name != EXPECTED} - set(names)
        for name in kept:
            self.report.kept.append(f"{record.key} {name} was changed by an editor")
            wanted[name] = old.values.get(name)
        fresh = [
            name for name in names if not same(self._present(row, name), self._as_present(row, name, wanted))
        ]
        if fresh or recount:
            self._assign(row, record, fresh)
            self._save(row, record, new=False)
            self.report.updated[record.model] += 1
        if not kept:
            self._check_expected(row, record)
        if wanted != old.values:
            old.values = wanted
            self._changed.append(old)

    def _may_write(self, row: models.Model, record: Planned, old: ImportedRecord, name: str) -> bool:
        """Whether a column still holds what was loaded, or holds what the file says now."""
        value = record.values[name]
        if isinstance(value, Ref) and self._row(value.key) is None:
            return False
        if isinstance(row, Deadline) and name in _ENGINES_OWN and row.basis != DueBasis.SET_BY_EDITOR:
            return True
        present = self._present(row, name)
        wanted = {name: stored(value)}
        return any(same(present, self._as_present(row, name, values)) for values in (old.values, wanted))

    def _edited(self, row: models.Model, old: ImportedRecord) -> bool:
        names = [name for name in old.values if name in columns_of(type(row))]
        return any(
            not same(self._present(row, name), self._as_present(row, name, old.values)) for name in names
        )

    @staticmethod
    def _present(row: models.Model, name: str) -> Stored:
        """Return what a column holds now; a reference as the id of its row."""
        return stored(getattr(row, columns_of(type(row))[name].attname))

    def _as_present(self, row: models.Model, name: str, values: dict[str, Stored]) -> Stored:
        """Return a remembered value in the form of `_present`."""
        value = values.get(name)
        if value is None or not columns_of(type(row))[name].is_relation:
            return value
        known = self._memory.get(str(value))
        return known.object_id if known else None

    def _row(self, key: str) -> models.Model | None:
        """Return the row of a record, or None if it is no longer there."""
        if key not in self._rows:
            old = self._memory.get(key)
            kind = ContentType.objects.get_for_id(old.content_type_id).model_class() if old else None
            self._rows[key] = kind._base_manager.filter(pk=old.object_id).first() if kind and old else None
        return self._rows[key]

    def _assign(self, row: models.Model, record: Planned, names: Iterable[str]) -> None:
        for name in names:
            value = record.values[name]
            setattr(row, name, self._row(value.key) if isinstance(value, Ref) else value)

    def _save(self, row: models.Model, record: Planned, *, new: bool) -> None:
        if isinstance(row, DocketEntry):
            filers = self._people(record.key) if new else None
            record_docket_entry(row, filers=filers, by=None, at=self._at, reason=_REASON)
        elif isinstance(row, Deadline):
            key = record.values["trigger"]
            trigger = self._row(key.key) if isinstance(key, Ref) else None
            if isinstance(trigger, TriggerEvent) and trigger.pk == row.trigger_id:
                row.trigger = trigger  # with the day that this load may have given it
            record_deadline(row, by=None, at=self._at, reason=_REASON)
        else:
            if isinstance(row, Case):
                check_comparison(row, today=self._at.date())
            save_record(row, by=None, reason=_REASON)
        if isinstance(row, TriggerEvent) and not new:
            self._moved.add(record.key)

    def _people(self, entry: str) -> list[Person]:
        """Return the filers of an entry that are still there."""
        keys = [filer.values["person"] for filer in self._filers.get(entry, [])]
        rows = [self._row(key.key) for key in keys if isinstance(key, Ref)]
        return [row for row in rows if isinstance(row, Person)]

    def _check_expected(self, row: models.Model, record: Planned) -> None:
        """Compare the engine's day with the day that the file expects."""
        if isinstance(row, Deadline) and record.expected_due and row.computed_on != record.expected_due:
            says = row.computed_on or "that no day can be computed"
            place = record.place.at(EXPECTED)
            self.problems.append(place.problem(f"the engine says {says}, the file {record.expected_due}"))


def _withdrawn(row: models.Model | None) -> bool:
    return getattr(row, "status", None) == PublicationStatus.WITHDRAWN


def _worded(error: ValidationError, record: Planned) -> list[Problem]:
    """Return the messages of an error, each at the field of the file."""
    by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    problems: list[Problem] = []
    for column, messages in by_column.items():
        name = record.names.get(column, column)
        place = record.place if column == NON_FIELD_ERRORS else record.place.at(name)
        problems.extend(place.problem(message.rstrip(".")) for message in messages)
    return problems
