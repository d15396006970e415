"""Questions to the engine in the query of an address, as the calculator's form and the API read them.

The names are those of the fields of a question; what is nested there has a dot here: ``period.n``,
``period.unit``, ``closures.date`` and ``closures.kind`` (repeated, in pairs).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from deadlines.questions import BadQuestion, parse_question

#: The fields with one value, in the order in which an address carries them.
PLAIN = (
    *("id", "jurisdiction", "counts_from", "trigger_date", "trigger_time", "tz", "trigger_event", "rule"),
    *("period.n", "period.unit", "period.direction", "fixed_date", "service_method", "court_state"),
    *("kind", "end_is_event", "at_court_office", "force_rules_as_of"),
)
CLOSURE_FIELDS = ("closures.date", "closures.kind")
#: All fields of a question as an address names them.
FIELDS = (*PLAIN, *CLOSURE_FIELDS)
_DAYS = ("trigger_date", "trigger_time", "fixed_date")
_PERIOD = ("n", "unit", "direction")
_FLAGS = {"true": True, "on": True, "1": True, "false": False, "0": False}
_WHOLE = re.compile(r"-?\d{1,9}")
#: Stand in for a field at fault, so that the others can be looked at too.
_HARMLESS: Mapping[str, Any] = {"jurisdiction": "us-fed-any", "trigger_date": "2020-01-02"}


def is_asked(query: QueryDict) -> bool:
    """Return whether an address asks anything beyond the choices that the empty form makes by itself."""
    preset = {"period.unit", "period.direction", "closures.kind"}
    return any(query.get(field, "").strip() for field in FIELDS if field not in preset)


def is_sent(query: QueryDict) -> bool:
    """Return whether an address comes from the button or names a day, and not from a link that only begins.

    The form sends its boxes for days even when they are empty; the link of a rule has none of them.
    """
    return any(field in query for field in _DAYS)


def data_of(query: QueryDict) -> dict[str, Any]:
    """Return the question that an address asks as the plain data that ``parse_question`` checks.

    An empty field is left out. What is no number or no yes or no stays as it is, for the check to refuse.
    """
    data: dict[str, Any] = {}
    for field in PLAIN:
        value = query.get(field, "").strip()
        if value and not field.startswith("period."):
            data[field] = _FLAGS.get(value, value) if field in ("end_is_event", "at_court_office") else value
    period = {name: query.get(f"period.{name}", "").strip() for name in _PERIOD}
    if period["n"]:
        n: int | str = int(period["n"]) if _WHOLE.fullmatch(period["n"]) else period["n"]
        data["period"] = {"n": n, "unit": period["unit"] or None, "direction": period["direction"] or None}
    if closures := closures_of(query):
        data["closures"] = [{"date": day, "kind": kind or None} for day, kind in closures]
    return data


def is_yes(value: str) -> bool:
    """Return whether a value of an address ticks a box; what is no yes and no no does not."""
    return _FLAGS.get(value, False)


def closures_of(query: QueryDict) -> list[tuple[str, str]]:
    """Return the pairs of day and kind; a kind without a day is left out, a day without a kind is not."""
    days = [day.strip() for day in query.getlist("closures.date")]
    kinds = [kind.strip() for kind in query.getlist("closures.kind")]
    kinds += [""] * (len(days) - len(kinds))
    return [(day, kind) for day, kind in zip(days, kinds, strict=False) if day]


def query_of(data: Mapping[str, Any]) -> str:
    """Return the address' query that asks ``data``; :func:`data_of` reads it back."""
    period: Mapping[str, Any] = data.get("period") or {}
    pairs: list[tuple[str, str]] = []
    for field in PLAIN:
        value = period.get(field.removeprefix("period.")) if field.startswith("period.") else data.get(field)
        if value is not None:
            pairs.append((field, str(value).lower() if isinstance(value, bool) else str(value)))
    for closure in data.get("closures", ()):
        pairs += [("closures.date", str(closure["date"])), ("closures.kind", str(closure["kind"] or ""))]
    return urlencode(pairs)


def faults_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Return each field of a question that cannot be used, with the reason in English; empty if all can.

    The check names the first fault only, so each is taken out and the rest is checked again.
    """
    rest = dict(data)
    faults: dict[str, str] = {}
    while True:
        try:
            parse_question(rest)
        except BadQuestion as error:
            if error.field in faults:
                return faults
            faults[error.field] = error.message
            _take_out(rest, error.field.partition(".")[0])
        else:
            return faults


def _take_out(rest: dict[str, Any], field: str) -> None:
    """Take a field out so that its absence is no fault of another."""
    rest.pop(field, None)
    if field in _HARMLESS:
        rest[field] = _HARMLESS[field]
    if field in ("trigger_time", "fixed_date"):
        rest.setdefault("trigger_date", _HARMLESS["trigger_date"])
    if field in ("period", "fixed_date"):
        rest.setdefault("rule", "-")
