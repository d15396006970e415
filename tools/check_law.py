"""``make check-law EXAMPLES=path``: the deadline engine against worked cases in a file.

The file is a JSON list of questions as ``compute_deadlines`` takes them, each with ``expected_due`` and,
where courts differ, ``readings`` (name -> date): the expected date must come first, and every other one be
listed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from deadlines.questions import BadQuestion, answer, parse_question, to_data
from deadlines.rules import RULES
from tools.console import say

_USAGE = 2


def failure(case: dict[str, Any]) -> str:
    """What is wrong with the answer to one case; empty if nothing is."""
    try:
        found = to_data(answer(parse_question(case), RULES))
    except BadQuestion as error:
        return f"refused: {error}"
    due, expected = found["due"], case["expected_due"]
    if due != expected:
        return f"{due} ({found['status']}), expected {expected}"
    listed = {due} | {reading["due"] for reading in found["readings"]}
    missing = sorted(set((case.get("readings") or {}).values()) - listed)
    return f"{due} is right, but not listed: {', '.join(missing)}" if missing else ""


def main(arguments: list[str]) -> int:
    """Check the file named on the command line; 0 if every case passes."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        say("make check-law EXAMPLES=path-to-a-json-file")
        return _USAGE
    cases: list[dict[str, Any]] = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    total, passed = Counter[str](), Counter[str]()
    for case in cases:
        kind = str(case["jurisdiction"]).rsplit("-", 1)[0]
        total[kind] += 1
        problem = failure(case)
        passed[kind] += not problem
        if problem:
            say(f"FAIL {case['id']}: {problem}. {case.get('trigger_event', '')} {case.get('why', '')}")
    for kind in sorted(total):
        say(f"{kind:10} {passed[kind]:4} of {total[kind]:4}")
    say(f"{'all':10} {passed.total():4} of {total.total():4}")
    return 0 if passed == total else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
