"""The eleven files of the flagship case as rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from web.imports import rows
from web.imports.parsing.documents import read_document
from web.imports.parsing.problems import Place, Problem
from web.imports.parsing.records import Row, read_record

#: Each list of records: its file, and its rows. statements.yaml holds two lists, case.yaml one mapping.
LISTS: Mapping[str, tuple[str, type[Any]]] = MappingProxyType(
    {
        "sources": ("sources.yaml", rows.SourceRow),
        "courts": ("courts.yaml", rows.CourtRow),
        "people": ("people.yaml", rows.PersonRow),
        "relationships": ("relationships.yaml", rows.RelationshipRow),
        "dockets": ("dockets.yaml", rows.DocketRow),
        "entries": ("entries.yaml", rows.EntryRow),
        "events": ("events.yaml", rows.EventRow),
        "subjects": ("statements.yaml", rows.SubjectRow),
        "statements": ("statements.yaml", rows.StatementRow),
        "deadlines": ("deadlines.yaml", rows.DeadlineRow),
        "discrepancies": ("discrepancies.yaml", rows.DiscrepancyRow),
    }
)
_CASE = "case.yaml"
_STATEMENTS = "statements.yaml"


@dataclass(slots=True)
class Reading:
    """What a folder says. `rows` lacks every record that has an error in `problems`.

    `keys` are the keys of all records, those with errors too, so that a reference to a damaged record is not
    reported as a second error; a list whose file could not be read is not among them.
    """

    rows: rows.FlagshipRows
    problems: list[Problem]
    keys: dict[str, set[str]] = field(default_factory=dict)


def read_folder(folder: Path) -> Reading:
    """Read all files of a folder; never raises for what stands in them."""
    problems: list[Problem] = []
    lists = _read_lists(folder, problems)
    keys = {name: _keys(found) for name, found in lists.items() if found}
    if lists["dockets"]:
        parties = [record.get("parties") for record in lists["dockets"] if isinstance(record, dict)]
        keys["parties"] = {key for found in parties for key in _keys(found)}
    read = {name: _rows(name, found, problems) for name, found in lists.items()}
    case = _read_case(folder / _CASE, problems)
    return Reading(rows.FlagshipRows(case=case, **read), problems, keys)


def _read_lists(folder: Path, problems: list[Problem]) -> dict[str, list[Any]]:
    """Return the records of every list; none for a list that could not be read, which is a problem."""
    lists: dict[str, list[Any]] = {name: [] for name in LISTS}
    for file in dict.fromkeys(file for file, _kind in LISTS.values()):
        before = len(problems)
        document = read_document(folder / file, problems)
        if len(problems) > before:
            continue
        names = [name for name, (in_file, _kind) in LISTS.items() if in_file == file]
        if file != _STATEMENTS:
            document = {names[0]: document}
        if not isinstance(document, dict):
            problems.append(Place(file).problem("should be a mapping of subjects and statements"))
            continue
        strange = [Place(file, field=str(name)) for name in document if name not in names]
        problems.extend(place.problem("there is no such list") for place in strange)
        for name in names:
            found = document.get(name)
            if isinstance(found, list) and found:
                lists[name] = found
            else:
                problems.append(Place(file).problem(f"{name} should be a list of records"))
    return lists


def _keys(found: object) -> set[str]:
    records = found if isinstance(found, list) else []
    return {str(record["key"]) for record in records if isinstance(record, dict) and "key" in record}


def record_name(record: object, number: int) -> str:
    """Return what a record is called in a message: its key, or its number in the file, from 1."""
    key = record.get("key") if isinstance(record, dict) else getattr(record, "key", None)
    return str(key) if isinstance(key, str) and key.strip() else f"record {number}"


def _rows(name: str, found: list[Any], problems: list[Problem]) -> tuple[Any, ...]:
    file, kind = LISTS[name]
    read = (
        read_record(kind, record, Place(file, record_name(record, number)), problems)
        for number, record in enumerate(found, 1)
    )
    return tuple(row for row in read if row is not None)


def _read_case(path: Path, problems: list[Problem]) -> rows.CaseRow | None:
    before = len(problems)
    data = read_document(path, problems)
    if len(problems) > before:
        return None
    name = data.get("slug") if isinstance(data, dict) else None
    return read_record(rows.CaseRow, data, Place(_CASE, str(name or "case")), problems)


__all__ = ["LISTS", "Reading", "Row", "read_folder", "record_name"]
