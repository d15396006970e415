"""``manage.py extract_deadlines``: docket texts in, the deadlines that they state out, one JSON object per
line.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from deadlines.calendars import court_facts
from deadlines.questions import BadQuestion, answer, parse_question, to_data
from deadlines.reading import Proposal, read
from deadlines.rules import RULES

_FAMILIES = ("us-fed-", "us-frap-", "us-bk-", "us-bap-")


class BadText(ValueError):  # noqa: N818 - the name says who is at fault
    """A line that is no docket text: which `field`, and why (`message`)."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class Command(BaseCommand):
    help = (
        "Read docket texts (JSON lines of id, text, filed_date, court) from standard input and write the "
        "deadlines that each proposes to standard output, one line per text, in the same order. Touches no "
        "database and no network. Exit status 1 if a line could not be read."
    )
    requires_system_checks: list[str] = []  # nothing to check without a database

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each line as it comes; a malformed one gets an error, and the next goes on."""
        all_read = True
        for row in extracted(sys.stdin.buffer):
            all_read = all_read and "error" not in row
            self.stdout.write(_json_line(row))
            self.stdout.flush()
        if not all_read:
            sys.exit(1)


def extracted(lines: Iterable[bytes]) -> Iterator[dict[str, object]]:
    """Each line's answer: {id, deadlines} or {id, error: {field, message}}; blank lines pass."""
    for line in lines:
        if not line.strip():
            continue
        line_id: object = None
        try:
            data = _object(line)
            line_id = data.get("id")
            yield {"id": line_id, "deadlines": _deadlines(data)}
        except BadText as error:
            yield {"id": line_id, "error": {"field": error.field, "message": error.message}}


def _json_line(row: dict[str, object]) -> str:
    """The row in UTF-8; half a surrogate pair, which UTF-8 cannot hold, stays the escape that it was."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        raise BadText("", "the line is not JSON") from None
    if not isinstance(data, dict):
        raise BadText("", "the line is not a JSON object")
    return data


def _deadlines(data: dict[str, Any]) -> list[dict[str, object]]:
    text, court = data.get("text"), data.get("court")
    if not isinstance(text, str):
        raise BadText("text", "a string is needed")
    if court is not None and not isinstance(court, str):
        raise BadText("court", "a court's code is needed, as a string")
    found = read(text, filed=_filed(data.get("filed_date")))
    jurisdiction = _jurisdiction(court or "")
    return [_row(proposal, jurisdiction) for proposal in found]


def _filed(value: object) -> date | None:
    if value is None:
        return None
    try:
        if isinstance(value, str) and len(value) == len("2018-01-31"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadText("filed_date", "a day is needed, as YYYY-MM-DD")


def _row(proposal: Proposal, jurisdiction: str | None) -> dict[str, object]:
    row = proposal.as_json()
    computed = _computed(proposal, jurisdiction) if jurisdiction else None
    return row if computed is None else {**row, "computed_due": computed}


def _jurisdiction(court: str) -> str | None:
    """The engine's name of a court of our tables; None for others, whose calendar would be a guess."""
    known = (f"{family}{court}" for family in _FAMILIES)
    try:
        return next((name for name in known if court_facts(name) is not None), None)
    except ValueError:
        return None


def _computed(proposal: Proposal, jurisdiction: str) -> object:
    """The engine's date for a period whose trigger day the text tells; None where a person must decide."""
    period, day = proposal.period, proposal.trigger_date
    if period is None or day is None or proposal.due is not None or period.unit == "hours":
        return None
    entry = period.direction == "after" and period.trigger.startswith(("this ", "date of this "))
    question = {
        "jurisdiction": jurisdiction,
        "trigger_date": day.isoformat(),
        "period": {"n": period.n, "unit": period.unit, "direction": period.direction},
        "counts_from": "order" if entry else "event",
    }
    try:
        found = to_data(answer(parse_question(question), RULES))
    except BadQuestion:
        return None
    return found["due"] if found["status"] == "computed" else None
