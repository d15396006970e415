"""``manage.py compute_deadlines``: questions about deadlines in, answers out, one JSON object per line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from deadlines.explanation import explain, explain_caveats
from deadlines.questions import Answer, BadQuestion, answer, parse_question, to_data
from deadlines.questions.answer import WHY, written
from deadlines.questions.question import is_id
from deadlines.rules import RULES

_LONGEST_NUMBER = 1000  # digits


class Command(BaseCommand):
    help = (
        "Read questions (JSON lines) from standard input and write one answer per line to standard output, "
        "in the same order. Touches no database and no network. Exit status 1 if a line was not answered."
    )
    requires_system_checks: list[str] = []  # nothing to check without a database

    def add_arguments(self, parser: CommandParser) -> None:
        """--pretty writes for people."""
        parser.add_argument("--pretty", action="store_true", help="write sentences instead of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer each line as it comes; a line that is no question gets an error, and the next goes on."""
        try:
            all_answered = self._answer(pretty=options["pretty"])
        except BrokenPipeError:
            # Whoever read the answers has gone; nothing more can be written, not even at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            all_answered = False
        if not all_answered:
            sys.exit(1)

    def _answer(self, *, pretty: bool) -> bool:
        all_answered = True
        for line_id, found in answered(sys.stdin.buffer):
            if isinstance(found, BadQuestion):
                all_answered = False
            text = _pretty(line_id, found) if pretty else _json_line(line_id, found)
            self.stdout.write(text)
            self.stdout.flush()
        return all_answered


def answered(lines: Iterable[bytes]) -> Iterator[tuple[object, Answer | BadQuestion]]:
    """Each line's id, None if it has none, with its answer or what is wrong with it; blank lines pass."""
    for line in lines:
        if not line.strip():
            continue
        try:
            data, twice = _read(line)
        except (ValueError, RecursionError):
            yield None, BadQuestion("", "the line is not JSON in UTF-8")
            continue
        line_id = data.get("id") if isinstance(data, dict) else None
        line_id = line_id if is_id(line_id) else None
        try:
            if twice:
                raise BadQuestion(twice, "is given twice")
            yield line_id, answer(parse_question(data), RULES)
        except BadQuestion as error:
            yield line_id, error


def _read(line: bytes) -> tuple[Any, str]:
    """The value of a line, and the first name that one of its objects has twice (empty if none has)."""
    twice: list[str] = []

    def of_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value: dict[str, Any] = {}
        for name, item in pairs:
            if name in value:
                twice.append(name)
            value[name] = item
        return value

    return json.loads(line, object_pairs_hook=of_pairs, parse_int=_whole_number), (*twice, "")[0]


def _whole_number(digits: str) -> int | float:
    """A number too long for Python is infinite: no field takes it, and the message names the field."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float("inf")


def _json_line(line_id: object, found: Answer | BadQuestion) -> str:
    if isinstance(found, BadQuestion):
        error = {"field": found.field, "message": found.message}
        return json.dumps({"id": line_id, "error": error})
    return json.dumps(to_data(found))


def _pretty(line_id: object, found: Answer | BadQuestion) -> str:
    """The answer as a paragraph, in English."""
    title = f"{line_id}: " if line_id is not None else ""
    if isinstance(found, BadQuestion):
        lines = [f"{title}error in {found.field or 'the line'}: {found.message}"]
    else:
        lines = _paragraph(title, found)
    # What came in escaped may hold half a character, which no terminal can show.
    return ("\n".join(lines) + "\n").encode("utf-8", "replace").decode("utf-8")


def _paragraph(title: str, found: Answer) -> list[str]:
    """Due date, steps, other readings and notes, a line each."""
    with translation.override("en"):
        due = written(found.due) or "no date, for a person to decide"
        lines = [f"{title}{due} ({found.status.value}; {found.authority})"]
        lines += [f"  {step.text} [{step.authority}]" for step in explain(found.steps)]
        for reading in found.readings:
            lines.append(f"  Other reading: {written(reading.due)}. {WHY[reading.why]} [{reading.authority}]")
        lines += [f"  Note: {sentence}" for sentence in explain_caveats(found.warnings)]
    return lines
