"""``manage.py compute_deadlines``: lines in, lines out, nothing else on standard output."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command

LINE: dict[str, Any] = {
    "id": "a",
    "jurisdiction": "us-fed-cand",
    "trigger_date": "2017-12-21",
    "period": {"n": 30, "unit": "days", "direction": "after"},
    "counts_from": "order",
    "rule": "Court order: within 30 days of this order",
}


def run(monkeypatch: pytest.MonkeyPatch, text: bytes, *arguments: str) -> tuple[int, str]:
    """The exit status and the standard output of the command for `text`; no test here has a database."""
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    out = io.StringIO()
    try:
        call_command("compute_deadlines", *arguments, stdout=out)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue()
    return 0, out.getvalue()


def lines(*questions: Any) -> bytes:
    return b"".join(json.dumps(question).encode() + b"\n" for question in questions)


def test_one_answer_per_line_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    status, out = run(monkeypatch, lines(LINE, {**LINE, "id": 2, "trigger_date": "2017-12-16"}))
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert (first["id"], first["status"], first["due"]) == ("a", "computed", "2018-01-22")
    assert (second["id"], second["due"]) == (2, "2018-01-16")
    assert set(first) == {"id", "status", "due", "readings", "steps", "authority", "warnings"}
    assert first["steps"][0] == {
        "kind": "day_zero",
        "day": "2017-12-21",
        "authority": "Fed. R. Civ. P. 6(a)(1)(A)",
        "n": 0,
    }
    assert first["warnings"][0] == "rule_not_in_library"


@pytest.mark.parametrize(
    ("line", "line_id", "field"),
    [
        (b"no json\n", None, ""),
        (b"\xff\xfe\n", None, ""),
        (b"[1]\n", None, ""),
        (b"[" * 100_000 + b"\n", None, ""),
        (b'{"id": "x"}\n', "x", "jurisdiction"),
        (b'{"id": {"a": 1}}\n', None, "jurisdiction"),
        (b'{"id": 1e999, "jurisdiction": "us-fed-any"}\n', None, "id"),
        (b'{"id": NaN, "jurisdiction": "us-fed-any"}\n', None, "id"),
        (b'{"id": "\\ud800"}\n', "\ud800", "jurisdiction"),
        (b'{"id": "x", "trigger_date": "2018-03-05", "trigger_date": "2018-03-06"}\n', "x", "trigger_date"),
        (b'{"id": "x", "period": {"n": 14, "n": 15}}\n', "x", "n"),
        (b'{"id": "x", "jurisdiction": ' + b"9" * 5000 + b"}\n", "x", "jurisdiction"),
        (lines({**LINE, "period": {"n": 0, "unit": "days", "direction": "after"}}), "a", "period.n"),
        (lines({**LINE, "trigger_date": "2017-02-29"}), "a", "trigger_date"),
        (lines({**LINE, "period": {"n": 1, "unit": "hours", "direction": "after"}}), "a", "trigger_time"),
    ],
)
def test_a_bad_line_gets_an_error_and_the_next_is_answered(
    monkeypatch: pytest.MonkeyPatch, line: bytes, line_id: str | None, field: str
) -> None:
    status, out = run(monkeypatch, line + b"\n" + lines(LINE))
    bad, good = (json.loads(text) for text in out.splitlines())
    assert status == 1
    assert (bad["id"], bad["error"]["field"]) == (line_id, field)
    assert bad["error"]["message"]
    assert good["due"] == "2018-01-22"


def test_a_reader_that_leaves_ends_the_command_quietly() -> None:
    command = [sys.executable, "manage.py", "compute_deadlines"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    running = subprocess.Popen(command, **pipes)  # noqa: S603  our own command
    with running:
        assert running.stdin and running.stdout and running.stderr  # noqa: PT018  for the types only
        running.stdin.write(lines(LINE))
        running.stdin.flush()
        assert json.loads(running.stdout.readline())["due"] == "2018-01-22"
        running.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(lines(*[LINE] * 2000))
        with contextlib.suppress(BrokenPipeError):
            running.stdin.close()
        errors = running.stderr.read()
    assert (errors, running.returncode) == (b"", 1)


def test_needs_review_is_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    status, out = run(monkeypatch, lines({**LINE, "trigger_date": "2050-01-03"}))
    assert status == 0
    assert (json.loads(out)["status"], json.loads(out)["due"]) == ("needs_review", None)


def test_nothing_in_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, b"\n") == (0, "")


def test_answers_come_before_the_input_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    seen: list[int] = []

    def slowly() -> Any:
        for _line in range(3):
            yield lines(LINE)
            seen.append(out.getvalue().count("\n"))

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=slowly()))
    call_command("compute_deadlines", stdout=out)
    assert seen == [1, 2, 3]


def test_pretty_writes_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    friday = {**LINE, "id": None, "trigger_date": "2026-06-03"}
    status, out = run(monkeypatch, lines(LINE, friday) + b"{\n", "--pretty")
    assert status == 1
    assert "a: 2018-01-22 (computed; " in out
    assert "The last day is Monday 22 January 2018." in out
    assert "Other reading: 2026-07-03." in out
    assert "error in the line: the line is not JSON" in out
