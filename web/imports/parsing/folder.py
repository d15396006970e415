"""The eleven files of the flagship case as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    reported as a second error.
    """

    rows: rows.FlagshipRows
    problems: list[Problem]
    keys: dict[str, set[str]] = field(default_factory=dict)


def read_folder(folder: Path) -> Reading:
    """Read all files of a folder; never raises for what stands in them."""
    problems: list[Problem] = []
    lists = {name: _records(data, name, problems) for name, data in _lists(folder, problems)}
    keys = {name: _keys(found) for name, found in lists.items()}
    keys["parties"] = {
        key
        for docket in lists["dockets"]
        for key in _keys(docket.get("parties") if _is_record(docket) else None)
    }
    read = {name: _rows(name, found, problems) for name, found in lists.items()}
    case = _read_case(folder / _CASE, problems)
    return Reading(rows.FlagshipRows(case=case, **read), problems, keys)


def _lists(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    documents: dict[str, object] = {}
    for name, (file, _kind) in LISTS.items():
        if file not in documents:
            before = len(problems)
            documents[file] = read_document(folder / file, problems)
            if len(problems) > before:
                documents[file] = {} if file == _STATEMENTS else []
            elif file == _STATEMENTS:
                documents[file] = _two_lists(documents[file], Place(file), problems)
        document = documents[file]
        if file == _STATEMENTS and isinstance(document, dict):
            yield name, document.get(name, [])
        else:
            yield name, document


def _two_lists(data: object, place: Place, problems: list[Problem]) -> object:
    """Return the mapping of statements.yaml, or an empty one if it is something else."""
    if not isinstance(data, dict):
        problems.append(place.problem("should be a mapping of subjects and statements"))
        return {}
    strange = [str(name) for name in data if name not in ("subjects", "statements")]
    problems.extend(place.at(name).problem("there is no such list") for name in strange)
    return data


def _is_record(data: object) -> bool:
    return isinstance(data, dict)


def _records(data: object, name: str, problems: list[Problem]) -> list[Any]:
    if isinstance(data, list):
        return data
    problems.append(Place(LISTS[name][0]).problem(f"{name} should be a list of records"))
    return []


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
