"""Checks across the flagship files: references, keys, and what the rows of one record must agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from deadlines.enums import DeadlineStatus, TriggerKind
from foundation.core.dates import parse_edtf
from foundation.sources.enums import ClaimKind, Confidence, SourceKind
from web.imports import rows
from web.imports.parsing.folder import LISTS, Reading, record_name
from web.imports.parsing.problems import Place, Problem, shown
from web.imports.row_types import Refers

#: Files of the lists that records refer to; parties stand in their dockets.
_FILES = {name: file for name, (file, _kind) in LISTS.items()} | {"parties": "dockets.yaml"}


def check(reading: Reading) -> list[Problem]:
    """Return everything that is wrong between the records of a reading; empty if nothing is."""
    found = reading.rows
    problems: list[Problem] = []
    for place, row in _records(found):
        problems.extend(_references(row, place, reading.keys))
    problems.extend(_repeated_keys(found))
    for docket_number, docket in enumerate(found.dockets, 1):
        problems.extend(_docket(docket, Place("dockets.yaml", record_name(docket, docket_number))))
    problems.extend(_lead(found))
    problems.extend(_courts(found.courts))
    problems.extend(_sources(found.sources))
    problems.extend(_relationships(found))
    problems.extend(_entries(found.entries))
    problems.extend(_deadlines(found))
    return problems


def _records(found: rows.FlagshipRows) -> Iterator[tuple[Place, Any]]:
    if found.case:
        yield Place("case.yaml", found.case.slug), found.case
    for name, (file, _kind) in LISTS.items():
        for number, row in enumerate(getattr(found, name), 1):
            yield Place(file, record_name(row, number)), row


def _references(row: Any, place: Place, keys: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Find each key that no record has, in a row and the rows inside it."""
    targets = _targets(type(row))  # type: ignore[arg-type]  # a class is hashable
    for spec in fields(row):
        here, value = place.at(spec.name), getattr(row, spec.name)
        target = targets[spec.name]
        if isinstance(value, tuple):
            items = [(here.item(number), item) for number, item in enumerate(value, 1)]
        else:
            items = [(here, value)]
        for at, item in items:
            if is_dataclass(item):
                yield from _references(item, at, keys)
            elif target in keys and item is not None and item not in keys[target]:
                yield at.problem(f"there is no {shown(item)} among the {target} of {_FILES[target]}")


@cache
def _targets(kind: type) -> Mapping[str, str]:
    """Return, for each field of a row, the list that it refers to, or an empty text."""
    hints = get_type_hints(kind, include_extras=True)
    return MappingProxyType({name: _target(hint) for name, hint in hints.items()})


def _target(hint: Any) -> str:
    """Return the list that a field refers to, or an empty text."""
    if get_origin(hint) is Annotated:
        return next((mark.to for mark in get_args(hint)[1:] if isinstance(mark, Refers)), "")
    return next(filter(None, map(_target, get_args(hint))), "")


def _repeated_keys(found: rows.FlagshipRows) -> Iterator[Problem]:
    for name, (file, _kind) in LISTS.items():
        counted = Counter(getattr(row, "key", None) for row in getattr(found, name))
        for key, times in counted.items():
            if key is not None and times > 1:
                yield Place(file, key).at("key").problem(f"{times} records have this key")
    parties = Counter(party.key for docket in found.dockets for party in docket.parties)
    for key, times in parties.items():
        if times > 1:
            yield Place("dockets.yaml", key).at("key").problem(f"{times} parties have this key")


def _docket(docket: rows.DocketRow, place: Place) -> Iterator[Problem]:
    own = {party.key for party in docket.parties}
    for number, appearance in enumerate(docket.appearances, 1):
        if appearance.party not in own:
            here = place.at("appearances").item(number).at("party")
            yield here.problem(f"{shown(appearance.party)} is not a party of this docket")
    if any(link.to == docket.key for link in docket.links):
        yield place.at("links").problem("a docket is not tied to itself")


def _lead(found: rows.FlagshipRows) -> Iterator[Problem]:
    leads = [docket.key for docket in found.dockets if docket.flagship]
    for key in leads[1:]:
        yield Place("dockets.yaml", key).at("flagship").problem(f"{leads[0]} is the lead docket already")
    if found.dockets and not leads:
        yield Place("dockets.yaml").at("flagship").problem("no docket is the lead docket")
    numbers = Counter((docket.court, docket.docket_number) for docket in found.dockets)
    for docket in found.dockets:
        known = docket.court and docket.docket_number
        if known and numbers[docket.court, docket.docket_number] > 1:
            here = Place("dockets.yaml", docket.key).at("docket_number")
            yield here.problem(f"another docket of this court has the number {shown(docket.docket_number)}")


def _courts(courts: tuple[rows.CourtRow, ...]) -> Iterator[Problem]:
    above = {court.key: court.appeals_to for court in courts}
    for court in courts:
        seen: set[str | None] = {court.key}
        upper = court.appeals_to
        while upper is not None and upper not in seen:
            seen.add(upper)
            upper = above.get(upper)
        if upper is not None:
            here = Place("courts.yaml", court.key).at("appeals_to")
            yield here.problem("the courts of appeal go round in a circle")


def _sources(sources: tuple[rows.SourceRow, ...]) -> Iterator[Problem]:
    for source in sources:
        if source.link and not source.url:
            yield Place("sources.yaml", source.key).at("url").problem("is missing, but link is true")


def _relationships(found: rows.FlagshipRows) -> Iterator[Problem]:
    papers = {source.key for source in found.sources if source.kind is SourceKind.COURT}
    for number, tie in enumerate(found.relationships, 1):
        place = Place("relationships.yaml", record_name(tie, number))
        if tie.subject == tie.object:
            yield place.at("object").problem("is the subject itself")
        read = any(
            cited.source in papers and cited.confidence is Confidence.PRIMARY for cited in tie.citations
        )
        if tie.claim is ClaimKind.FINDING and not read:
            yield place.at("claim").problem("a finding of a court cites no court document that was read")


def _entries(entries: tuple[rows.EntryRow, ...]) -> Iterator[Problem]:
    numbers = Counter((entry.docket, entry.number) for entry in entries if entry.number is not None)
    for entry in entries:
        place = Place("entries.yaml", entry.key)
        if entry.placeholder:
            for name in ("number", "date"):
                if getattr(entry, name) is not None:
                    yield place.at(name).problem("a placeholder has no number and no date")
        if entry.number is not None and numbers[entry.docket, entry.number] > 1:
            yield place.at("number").problem(f"another entry of this docket has the number {entry.number}")
        for number, link in enumerate(entry.links, 1):
            here = place.at("links").item(number)
            if (link.to is None) == (link.to_number is None):
                yield here.problem(
                    "names either an entry (to) or the number of one that is not held (to_number)"
                )
            if link.to == entry.key:
                yield here.at("to").problem("an entry is not tied to itself")


def _deadlines(found: rows.FlagshipRows) -> Iterator[Problem]:
    entries = {entry.key: entry for entry in found.entries}
    triggers: dict[tuple[str, TriggerKind], rows.TriggerRow] = {}
    for deadline in found.deadlines:
        place = Place("deadlines.yaml", deadline.key)
        yield from _deadline(deadline, place)
        trigger = deadline.trigger
        if trigger.entry is None:
            continue
        entry = entries.get(trigger.entry)
        if entry is not None:
            yield from _trigger(trigger, entry, deadline, place.at("trigger"))
        first = triggers.setdefault((trigger.entry, trigger.kind), trigger)
        if first != trigger:
            yield place.at("trigger").problem("another deadline describes the same trigger otherwise")


def _deadline(deadline: rows.DeadlineRow, place: Place) -> Iterator[Problem]:
    period, fixed = deadline.period, deadline.fixed_on
    if (period is None) == (fixed is None):
        yield place.problem("has either a period or a date that the court fixed (fixed_on)")
    if period and period.unit != "days":
        yield place.at("period.unit").problem(f"{shown(period.unit)} is not days")
    if period and not deadline.counting:
        yield place.at("counting").problem("is missing, but there is a period")
    if deadline.fixed_time and not fixed:
        yield place.at("fixed_time").problem("stands without fixed_on")
    if deadline.status in (DeadlineStatus.OPEN, DeadlineStatus.NEEDS_REVIEW):
        yield place.at("status").problem("a loaded deadline is over; loading must remind nobody")


def _trigger(
    trigger: rows.TriggerRow, entry: rows.EntryRow, deadline: rows.DeadlineRow, place: Place
) -> Iterator[Problem]:
    """Compare a trigger with its entry. The day of service is not the day of filing."""
    if entry.docket != deadline.docket:
        yield place.at("entry").problem(f"{shown(entry.key)} stands on another docket")
    exact = parse_edtf(entry.date).exact if entry.date else None
    if trigger.date and trigger.kind is not TriggerKind.SERVICE and trigger.date != exact:
        known = f"is of {exact}" if exact else "has no exact day"
        yield place.at("date").problem(f"{trigger.date} is given, but {entry.key} {known}")
