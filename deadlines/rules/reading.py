"""Reading the YAML files of the library: every mistake is named with file, rule and field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from deadlines.computation import MAX_N, Direction, Period, Unit
from deadlines.rules.citations import parse_citations
from deadlines.rules.library import RuleLibrary
from deadlines.rules.types import Confidence, CountsFrom, Example, Rule, RuleWarning, TriggerKind

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "ru", "kk")
#: By which rule days are counted: the present rule of each body. What it said earlier the computation knows.
COUNTING = ("frcp_6a", "frap_26a", "bankr_9006a", "cpr_2_8", "ccp_12")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_JURISDICTION = re.compile(r"us-(?:fed|frap|bk|bap)(?:-[a-z0-9]+)?|us-ca-superior|gb-eaw")
_WORD = re.compile(r"[a-z][a-z' -]*")


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. Printed as `frcp.yaml: frcp-4-m-2015: period.n: what is wrong`."""

    file: str
    record: str
    field: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.record, self.field, self.message) if part)


class DamagedRulesError(Exception):
    """The files of the library cannot be used; `problems` says why, one by one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _WrongError(ValueError):
    """A value is not what its field takes."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def read_library(folder: Path = FOLDER) -> RuleLibrary:
    """Read and check every `*.yaml` file of `folder`. DamagedRulesError names all mistakes."""
    problems: list[Problem] = []
    rules: list[tuple[str, Rule]] = []
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        problems.append(Problem(str(folder.name), "", "", "there is no file of rules"))
    for path in paths:
        rules.extend((path.name, rule) for rule in _read_file(path, problems))
    problems.extend(_check_together(rules))
    if problems:
        raise DamagedRulesError(tuple(problems))
    return RuleLibrary(rule for _file, rule in rules)


def _read_file(path: Path, problems: list[Problem]) -> Iterator[Rule]:
    try:
        records = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader
    except (OSError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, "", "", f"cannot be read: {error}"))
        return
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else ""
        problems.append(Problem(path.name, where, "", f"is not YAML: {getattr(error, 'problem', '')}"))
        return
    if not isinstance(records, list):
        problems.append(Problem(path.name, "", "", "should be a list of rules"))
        return
    for number, record in enumerate(records, 1):
        rule = _read_rule(path.name, number, record, problems)
        if rule is not None:
            yield rule


def _read_rule(file: str, number: int, record: object, problems: list[Problem]) -> Rule | None:
    if not isinstance(record, dict):
        problems.append(Problem(file, f"rule {number}", "", "should be a mapping of fields"))
        return None
    name = record["key"] if isinstance(record.get("key"), str) else f"rule {number}"
    values: dict[str, Any] = {}
    before = len(problems)
    problems.extend(
        Problem(file, name, str(field), "there is no such field") for field in record if field not in _FIELDS
    )
    for spec in fields(Rule):
        if spec.name not in record:
            if spec.default is MISSING and spec.name not in _MAY_BE_ABSENT:
                problems.append(Problem(file, name, spec.name, "is missing"))
            elif spec.default is MISSING:
                values[spec.name] = _MAY_BE_ABSENT[spec.name]
            continue
        try:
            values[spec.name] = _FIELDS[spec.name](record[spec.name])
        except _WrongError as error:
            place = f"{spec.name}.{error.field}" if error.field else spec.name
            problems.append(Problem(file, name, place, str(error)))
    if len(problems) > before:
        return None
    rule = Rule(**values)
    problems.extend(Problem(file, name, field, message) for field, message in _check(rule))
    return rule


# --- single fields -----------------------------------------------------------------------------------------


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    return f'"{text[:60]}"'


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"should be text, not {_shown(value)}")
    if not value.strip():
        raise _WrongError("is empty; leave the field out instead")
    return " ".join(value.split())


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _text(value)
        if not pattern.fullmatch(text):
            raise _WrongError(f"{_shown(text)} is not {what}")
        return text

    return read


def _one_of(kind: type[StrEnum]) -> Callable[[object], Any]:
    def read(value: object) -> StrEnum:
        try:
            return kind(_text(value))
        except ValueError as error:
            if isinstance(error, _WrongError):
                raise
            known = ", ".join(member.value for member in kind)
            raise _WrongError(f"{_shown(value)} is not one of: {known}") from None

    return read


def _counting(value: object) -> str:
    if value not in COUNTING:
        raise _WrongError(f"{_shown(value)} is not one of: {', '.join(COUNTING)}")
    return str(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _WrongError(f"should be true or false, not {_shown(value)}")
    return value


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise _WrongError(f"should be a day like 2017-12-21, not {_shown(value)}")


def _list_of(read: Callable[[object], Any]) -> Callable[[object], tuple[Any, ...]]:
    def read_list(value: object) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _WrongError(f"should be a list, not {_shown(value)}")
        items = []
        for number, item in enumerate(value, 1):
            try:
                items.append(read(item))
            except _WrongError as error:
                place = f"{number}.{error.field}" if error.field else str(number)
                raise _WrongError(str(error), place) from None
        return tuple(items)

    return read_list


def _mapping(value: object, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _WrongError(f"should be a mapping, not {_shown(value)}")
    for name in value:
        if name not in (*required, *optional):
            raise _WrongError("there is no such field", str(name))
    for name in required:
        if name not in value:
            raise _WrongError("is missing", name)
    return value


def _inside(name: str, read: Callable[[object], Any], value: object) -> Any:
    try:
        return read(value)
    except _WrongError as error:
        raise _WrongError(str(error), f"{name}.{error.field}" if error.field else name) from None


def _title(value: object) -> Mapping[str, str]:
    given = _mapping(value, LANGUAGES)
    return MappingProxyType({name: _inside(name, _text, given[name]) for name in LANGUAGES})


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value <= MAX_N:
        raise _WrongError(f"should be a whole number from 0 to {MAX_N}, not {_shown(value)}")
    return value


def _period(value: object) -> Period:
    given = _mapping(value, ("n", "unit", "direction"))
    return Period(
        _inside("n", _number, given["n"]),
        _inside("unit", _one_of(Unit), given["unit"]),
        _inside("direction", _one_of(Direction), given["direction"]),
    )


def _example(value: object) -> Example:
    given = _mapping(value, ("trigger", "due", "why", "jurisdiction"), ("service", "period"))
    return Example(
        trigger=_inside("trigger", _day, given["trigger"]),
        due=_inside("due", _day, given["due"]),
        why=_inside("why", _text, given["why"]),
        jurisdiction=_inside("jurisdiction", _jurisdiction, given["jurisdiction"]),
        service=_inside("service", _text, given["service"]) if "service" in given else None,
        period=_inside("period", _period, given["period"]) if "period" in given else None,
    )


_jurisdiction = _matching(_JURISDICTION, "a jurisdiction like us-fed or us-fed-cand")

_FIELDS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "key": _matching(_KEY, "a key of small letters, digits and hyphens"),
        "citation": _text,
        "jurisdiction": _jurisdiction,
        "title": _title,
        "trigger_kind": _one_of(TriggerKind),
        "trigger": _text,
        "period": _period,
        "counts_from": _one_of(CountsFrom),
        "obligor": _text,
        "in_force_from": _day,
        "in_force_through": _day,
        "counting": _counting,
        "adds_three": _flag,
        "notes": _text,
        "source": _text,
        "confidence": _one_of(Confidence),
        "examples": _list_of(_example),
        "also": _list_of(_text),
        "words": _list_of(_matching(_WORD, "a word in small letters")),
        "warnings": _list_of(_one_of(RuleWarning)),
        "shown_from": _day,
    }
)
#: Fields of a rule that a file may leave out, and what that means.
_MAY_BE_ABSENT: Mapping[str, Any] = MappingProxyType(
    {"period": None, "in_force_from": None, "in_force_through": None, "notes": ""}
)


# --- a rule as a whole, and the rules together -------------------------------------------------------------


def _check(rule: Rule) -> Iterator[tuple[str, str]]:
    """The mistakes of a rule whose fields are each right, with the field to look at."""
    for name, text in (("citation", rule.citation), *(("also", text) for text in rule.also)):
        if len(parse_citations(text, rule.jurisdiction)) != 1:
            yield name, f"{_shown(text)} is not the citation of one provision"
    if rule.in_force_from and rule.in_force_through and rule.in_force_from > rule.in_force_through:
        yield "in_force_through", "is before in_force_from"
    if rule.in_force_from and rule.shown_from:
        yield "shown_from", "is only for a rule whose beginning is not known"
    if rule.adds_three and rule.counts_from is not CountsFrom.SERVICE:
        yield "adds_three", "days are added only to a period that runs after being served"
    yield from _check_examples(rule)


def _check_examples(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.period is not None and rule.period.n == 0:
        yield "period.n", "a rule's period has at least 1 unit"
    if not rule.examples:
        yield "examples", "a rule needs a worked example"
    for number, example in enumerate(rule.examples, 1):
        if (example.period is None) is (rule.period is None):
            yield f"examples.{number}.period", "is for a rule that gives no period itself"
        if not rule.in_force(example.trigger):
            yield f"examples.{number}.trigger", "the rule was not in force on that day"


def _check_together(rules: list[tuple[str, Rule]]) -> Iterator[Problem]:
    """Keys are given once; no two rows of a provision stand on one day unless words tell them apart."""
    files: dict[str, str] = {}
    rows: dict[tuple[object, ...], list[Rule]] = {}
    for file, rule in rules:
        if rule.key in files:
            yield Problem(file, rule.key, "key", f"is given twice, first in {files[rule.key]}")
            continue
        files[rule.key] = file
        same = (rule.jurisdiction, rule.citation, rule.counts_from, rule.words)
        for other in rows.setdefault(same, []):
            if _overlap(rule, other):
                yield Problem(file, rule.key, "in_force_from", f"{other.key} stands on the same days")
        rows[same].append(rule)


def _overlap(one: Rule, other: Rule) -> bool:
    first, last = date.min, date.max
    return (one.in_force_from or first) <= (other.in_force_through or last) and (
        other.in_force_from or first
    ) <= (one.in_force_through or last)
