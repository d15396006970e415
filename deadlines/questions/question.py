"""A question as it comes in, and the check that turns plain data into one.

>>> question = parse_question({"jurisdiction": "us-fed-cand", "trigger_date": "2017-12-21",
...     "period": {"n": 30, "unit": "days", "direction": "after"}})
>>> question.period
Period(n=30, unit=<Unit.DAYS: 'days'>, direction=<Direction.AFTER: 'after'>)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from math import isfinite
from typing import Any, TypeGuard, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deadlines.calendars.courts import STATES, split_jurisdiction
from deadlines.computation import CountsFrom, Direction, EnglishTerms, Period, ServiceMethod, Unit
from deadlines.computation.england import Kind
from deadlines.computation.hours import is_skipped

# The rules for counting are known from 1963 on; a year beyond the last is a slip of the hand.
FIRST_DAY, LAST_DAY = date(1963, 1, 1), date(2200, 12, 31)
# More than any case has; a longer list is a mistake or an attack.
MOST_CLOSURES = 1000
_LONGEST_TEXT = 20_000

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")

E = TypeVar("E", bound=StrEnum)


class BadQuestion(ValueError):  # noqa: N818 - the name says who is at fault
    """A field of a question that cannot be used; `field` is its name, `message` what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class ClosureKind(StrEnum):
    """What a user knows of a day of the court."""

    CLERK_INACCESSIBLE = "clerk_inaccessible"
    DECLARED_HOLIDAY = "declared_holiday"
    PRESIDENTIAL_CLOSURE = "presidential_closure"


@dataclass(frozen=True, slots=True)
class Closure:
    """One day on which the court, its clerk's office or the government was closed."""

    day: date
    kind: ClosureKind


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a period from a trigger, or a date that a court fixed.

    `jurisdiction` is of the closed set (`us-fed-cand`). The trigger is a day, or for hours a local time in
    `zone` (the court's own where it is None). `rule` is a citation as a lawyer writes it; without `period`
    the rule library gives it. `fixed_time` is the time of day that the court named with `fixed_date`.
    `rules_as_of` counts as the rules stood on that day. `terms` are for England.
    """

    jurisdiction: str
    id: str | int | float | None = None
    trigger_date: date | None = None
    trigger_time: datetime | None = None
    zone: ZoneInfo | None = None
    trigger_event: str = ""
    rule: str = ""
    period: Period | None = None
    counts_from: CountsFrom | None = None
    service_method: ServiceMethod | None = None
    court_state: str | None = None
    fixed_date: date | None = None
    fixed_time: time | None = None
    closures: tuple[Closure, ...] = ()
    rules_as_of: date | None = None
    terms: EnglishTerms = EnglishTerms()  # noqa: RUF009 - a named tuple, immutable

    @property
    def trigger_day(self) -> date | None:
        """The day of the trigger, where a time was given its day in the zone of that time."""
        return self.trigger_date or (self.trigger_time.date() if self.trigger_time else None)


def parse_question(data: Mapping[str, Any]) -> Question:
    """Check plain data (a decoded JSON object) and make a question of it; `null` means absent.

    Fields that a question does not have are ignored. Raises `BadQuestion` with the field at fault.
    """
    if not isinstance(data, Mapping):
        raise BadQuestion("", "a question is a JSON object")
    trigger_time = _time(data, "trigger_time")
    fixed_date, fixed_time = _fixed(data)
    question = Question(
        jurisdiction=_jurisdiction(data),
        id=_id(data),
        trigger_date=_date(data, "trigger_date"),
        trigger_time=trigger_time,
        zone=_zone(data, trigger_time),
        trigger_event=_text(data, "trigger_event"),
        rule=_text(data, "rule"),
        period=_period(data),
        counts_from=_word(data, "counts_from", CountsFrom),
        service_method=_word(data, "service_method", ServiceMethod),
        court_state=_state(data),
        fixed_date=fixed_date,
        fixed_time=fixed_time,
        closures=_closures(data),
        rules_as_of=_date(data, "force_rules_as_of"),
        terms=EnglishTerms(
            _word(data, "kind", Kind) or Kind.DUE,
            end_is_event=_flag(data, "end_is_event"),
            at_court_office=_flag(data, "at_court_office"),
        ),
    )
    _check_whole(question)
    return question


def _check_whole(question: Question) -> None:
    """What the fields must be together."""
    if question.fixed_date is not None:
        return
    day, moment = question.trigger_date, question.trigger_time
    if day is None and moment is None:
        raise BadQuestion("trigger_date", "a period needs a trigger_date or a trigger_time")
    if day is not None and moment is not None and day != moment.date():
        raise BadQuestion("trigger_date", "is another day than that of trigger_time")
    if question.period is None and not question.rule.strip():
        raise BadQuestion("period", "neither a period nor a rule that could give one")
    deemed = question.jurisdiction == "gb-eaw" and question.service_method is not None
    if question.period is not None and question.period.n == 0 and not deemed:
        raise BadQuestion("period.n", "is 0, which asks for deemed service: gb-eaw with a service_method")


def is_id(value: object) -> TypeGuard[str | int | float | None]:
    """Whether a value can name a question: a text, a finite number or nothing."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, str | int | None) and not isinstance(value, bool)


def _id(data: Mapping[str, Any]) -> str | int | float | None:
    value = data.get("id")
    if not is_id(value):
        raise BadQuestion("id", "is a text or a number")
    return value


def _text(data: Mapping[str, Any], field: str) -> str:
    value = data.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadQuestion(field, "is a text")
    if len(value) > _LONGEST_TEXT:
        raise BadQuestion(field, f"is longer than {_LONGEST_TEXT} characters")
    return value


def _jurisdiction(data: Mapping[str, Any]) -> str:
    value = data.get("jurisdiction")
    if not isinstance(value, str) or not value:
        raise BadQuestion("jurisdiction", "is missing")
    try:
        split_jurisdiction(value)
    except ValueError as error:
        known = "us-fed-, us-frap-, us-bk- or us-bap- with a court's id or any; gb-eaw; us-ca-superior"
        raise BadQuestion("jurisdiction", f"{value[:40]!r} is none of {known}") from error
    return value


def _date(data: Mapping[str, Any], field: str) -> date | None:
    value = data.get(field)
    return None if value is None else _day(value, field)


def _day(value: object, field: str) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise BadQuestion(field, f"is a date YYYY-MM-DD, not {_shown(value)}")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise BadQuestion(field, f"{value} is no day of the calendar") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadQuestion(field, f"{value} is outside {FIRST_DAY.year} to {LAST_DAY.year}")
    return day


def _time(data: Mapping[str, Any], field: str) -> datetime | None:
    value = data.get(field)
    if value is None:
        return None
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise BadQuestion(field, f"is a local time YYYY-MM-DDTHH:MM without an offset, not {_shown(value)}")
    _day(value[:10], field)
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise BadQuestion(field, f"{value} is no time of the clock") from error


def _fixed(data: Mapping[str, Any]) -> tuple[date | None, time | None]:
    """The date that a court named, with the time of day if it named one."""
    value = data.get("fixed_date")
    if isinstance(value, str) and _TIME.fullmatch(value):
        moment = _time(data, "fixed_date")
        return (moment.date(), moment.time()) if moment else (None, None)
    return _date(data, "fixed_date"), None


def _zone(data: Mapping[str, Any], moment: datetime | None) -> ZoneInfo | None:
    name = data.get("tz")
    if name is None:
        return None
    if not isinstance(name, str):
        raise BadQuestion("tz", "is the name of a time zone")
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadQuestion("tz", f"{_shown(name)} is no time zone, as in America/Los_Angeles") from error
    if moment is not None and is_skipped(moment, zone):
        raise BadQuestion("trigger_time", f"the clocks of {name} skip this time")
    return zone


def _period(data: Mapping[str, Any]) -> Period | None:
    value = data.get("period")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise BadQuestion("period", "is an object with n, unit and direction")
    unit = _word(value, "unit", Unit, "period.unit")
    direction = _word(value, "direction", Direction, "period.direction")
    if unit is None or direction is None:
        raise BadQuestion("period.unit" if unit is None else "period.direction", "is missing")
    if value.get("n") is None:
        raise BadQuestion("period.n", "is missing")
    try:
        return Period(value["n"], unit, direction)
    except ValueError as error:
        raise BadQuestion("period.n", str(error)[:200]) from error


def _word(data: Mapping[str, Any], field: str, words: type[E], shown_as: str = "") -> E | None:
    value = data.get(field)
    if value is None:
        return None
    try:
        return words(value)
    except ValueError as error:
        known = ", ".join(word.value for word in words)
        raise BadQuestion(shown_as or field, f"{_shown(value)} is none of {known}") from error


def _state(data: Mapping[str, Any]) -> str | None:
    value = data.get("court_state")
    if value is not None and (not isinstance(value, str) or value not in STATES):
        raise BadQuestion(
            "court_state", f"{_shown(value)} is no two-letter code of a state with a federal court"
        )
    return value


def _flag(data: Mapping[str, Any], field: str) -> bool:
    value = data.get(field)
    if value is not None and not isinstance(value, bool):
        raise BadQuestion(field, "is true or false")
    return bool(value)


def _closures(data: Mapping[str, Any]) -> tuple[Closure, ...]:
    value = data.get("closures")
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MOST_CLOSURES:
        raise BadQuestion("closures", f"is a list of at most {MOST_CLOSURES} days with their kind")
    closures: list[Closure] = []
    for row in value:
        kind = _word(row, "kind", ClosureKind, "closures.kind") if isinstance(row, Mapping) else None
        if kind is None:
            raise BadQuestion("closures", "each has a date and a kind")
        closures.append(Closure(_day(row.get("date"), "closures.date"), kind))
    return tuple(closures)


def _shown(value: object) -> str:
    """The value as a message shows it, short."""
    return repr(value)[:60]
