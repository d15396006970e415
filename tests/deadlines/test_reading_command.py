from __future__ import annotations

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from tools import check_phrases


def run(monkeypatch, capsys, *lines):
    """The rows that the command writes for *lines*, and its exit status."""
    stdin = SimpleNamespace(buffer=io.BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    status = 0
    try:
        call_command("extract_deadlines")
    except SystemExit as stop:
        status = stop.code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status


def entry(text, **more):
    return json.dumps({"id": "e-1", "text": text, "filed_date": "2018-02-01", "court": "cand", **more})


def test_the_shape_of_an_answer(monkeypatch, capsys):
    rows, status = run(monkeypatch, capsys, entry("Joint Report due by 3/5/2018."), entry("Nothing.", id=2))
    assert status == 0
    assert rows == [
        {
            "id": "e-1",
            "deadlines": [
                {
                    "what": "Joint Report",
                    "party": None,
                    "span": [20, 28],
                    "supersedes": False,
                    "due": "2018-03-05",
                }
            ],
        },
        {"id": 2, "deadlines": []},
    ]


def test_a_period_gets_a_computed_date_where_its_day_is_known(monkeypatch, capsys):
    text = "ORDER: Plaintiff shall reply within 30 days of this order."
    (row,), _ = run(monkeypatch, capsys, entry(text))
    (deadline,) = row["deadlines"]
    assert deadline["period"] == {"n": 30, "unit": "days", "direction": "after", "trigger": "this order"}
    assert deadline["computed_due"] == "2018-03-05"  # 30 days end on Saturday, March 3
    assert "due" not in deadline


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        (
            "ORDER granting Motion for Extension. Gadget Co. answer due 3/5/2018 at 5:00 PM.",
            {
                "what": "Answer",
                "party": "Gadget Co.",
                "span": [59, 78],
                "supersedes": True,
                "due": "2018-03-05T17:00",
            },
        ),
        (
            "ORDER granting the motion WITH LEAVE TO AMEND.",
            {
                "what": "Amended complaint",
                "party": None,
                "span": [26, 45],
                "supersedes": False,
                "open_ended": True,
            },
        ),
        (
            "ORDER: Hearing set for 3/20/2018. Plaintiff shall reply 7 days before the hearing.",
            {
                "what": "Reply",
                "party": "plaintiff",
                "span": [56, 81],
                "supersedes": False,
                "period": {"n": 7, "unit": "days", "direction": "before", "trigger": "hearing"},
                "computed_due": "2018-03-13",
            },
        ),
        (
            "ORDER: Reply brief due within 21 days after service of the response.",
            {
                "what": "Reply brief",
                "party": None,
                "span": [23, 67],
                "supersedes": False,
                "period": {
                    "n": 21,
                    "unit": "days",
                    "direction": "after",
                    "trigger": "service of the response",
                },
            },
        ),
        (
            "NOTICE: the Bond Form must be filed within 15 days. Bond Form Deadline set for 2/16/2018.",
            {
                "what": "Bond Form",
                "party": None,
                "span": [79, 88],
                "supersedes": False,
                "due": "2018-02-16",
                "period": {"n": 15, "unit": "days", "direction": "after", "trigger": "this notice"},
            },
        ),
    ],
)
def test_each_form_of_a_deadline(monkeypatch, capsys, text, deadline):
    (row,), status = run(monkeypatch, capsys, entry(text))
    assert status == 0
    assert row == {"id": "e-1", "deadlines": [deadline]}


def test_half_a_character_comes_back_as_it_came(monkeypatch, capsys):
    rows, status = run(monkeypatch, capsys, entry("Brief \ud800 due 3/5/2018.", id="\udfff"))
    assert status == 0
    assert rows[0]["id"] == "\udfff"


@pytest.mark.parametrize("court", [None, "nowhere"])
def test_an_unknown_court_has_no_calendar_to_compute_by(monkeypatch, capsys, court):
    (row,), _ = run(monkeypatch, capsys, entry("ORDER: Plaintiff shall reply within 30 days.", court=court))
    assert "computed_due" not in row["deadlines"][0]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("no json", ""),
        ("[1]", ""),
        ('{"id": 1, "text": 5}', "text"),
        ('{"id": 1, "text": "x", "filed_date": "2018-02-30"}', "filed_date"),
        ('{"id": 1, "text": "x", "filed_date": 20180201}', "filed_date"),
        ('{"id": 1, "text": "x", "court": 9}', "court"),
    ],
)
def test_a_bad_line_is_an_error_and_the_next_still_answers(monkeypatch, capsys, line, field):
    rows, status = run(monkeypatch, capsys, line, "", entry("Brief due 3/5/2018."))
    assert status == 1
    assert rows[0]["error"]["field"] == field
    assert rows[0]["error"]["message"]
    assert rows[1]["deadlines"][0]["due"] == "2018-03-05"


def test_the_measuring_tool_counts_misses_and_false_alarms(tmp_path, capsys):
    rows = [
        {
            "id": "a",
            "text": "Brief due 3/5/2018.",
            "filed_date": "2018-02-01",
            "deadlines": [{"what": "Brief", "due": "2018-03-05"}],
        },
        {"id": "b", "text": "Brief due 3/5/2018.", "filed_date": "2018-02-01", "deadlines": []},
        {
            "id": "c",
            "text": "Nothing.",
            "filed_date": None,
            "deadlines": [{"what": "Fee", "due": "2018-03-05"}],
        },
    ]
    path = tmp_path / "phrases.json"
    path.write_text(json.dumps(rows))
    assert check_phrases.main([str(path)]) == 1
    out = capsys.readouterr().out
    assert "missed  c" in out
    assert "alarm   b" in out
    assert "recall 0.500 (1 of 2), precision 0.500 (1 of 2), silent on 0 of 1" in out


def test_the_measuring_tool_needs_a_file(capsys):
    assert check_phrases.main([]) == 2
    assert "FILE=" in capsys.readouterr().err
