"""Measures the docket-text reader against a file of texts with the deadlines a careful clerk would take
from them.

    make check-phrases FILE=path/to/phrases.json

The file is a JSON list of {id, text, filed_date, court, deadlines: [{what, due | period | open_ended, ...}]}.

The matching rule. A proposal matches an expected deadline of the same text when they agree on the key:
* a date: the same day, and the same clock time where the expected one has a time;
* a period: the same n, unit and direction (its trigger is free text and is not compared);
* open_ended: both are.
Where either carries a date and a period, one agreeing form is enough. Each side is used once; among several
candidates with one key the one that shares most words of ``what`` is taken, so `what` decides pairs but never
refuses one. A proposal without a partner is a false alarm, an expected deadline without one is a miss.
Recall and precision are over deadlines; "silent" counts the texts without a deadline on which the reader
said nothing; "named" counts the pairs whose ``what`` share a word.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from deadlines.reading import read

Deadline = dict[str, Any]
_ENOUGH = 0.95


@dataclass
class Score:
    """Counts over the whole file, and the lines that describe each disagreement."""

    hits: int = 0
    named: int = 0
    missed: int = 0
    alarms: int = 0
    quiet_texts: int = 0
    silent: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0


def agree(expected: Deadline, proposed: Deadline) -> bool:
    """Whether the two have the same key (see the module's text)."""
    if expected.get("open_ended") and proposed.get("open_ended"):
        return True
    due, ours = expected.get("due"), proposed.get("due")
    if due and ours and (due == ours if "T" in due else due == ours[:10]):
        return True
    one, other = expected.get("period"), proposed.get("period")
    return bool(one and other and all(one[key] == other[key] for key in ("n", "unit", "direction")))


def _shared_words(expected: Deadline, proposed: Deadline) -> int:
    first, second = (
        {w[:5] for w in re.findall(r"[^\W_]{3,}", d.get("what", "").lower())} for d in (expected, proposed)
    )
    return len(first & second)


def compare(row: dict[str, Any], score: Score) -> None:
    """Adds one text of the file to the score."""
    filed = date.fromisoformat(row["filed_date"]) if row.get("filed_date") else None
    ours = [p.as_json() for p in read(row["text"], filed=filed)]
    expected: list[Deadline] = row["deadlines"]
    if not expected:
        score.quiet_texts += 1
        score.silent += not ours
    pairs = sorted(
        (
            (_shared_words(e, o), i, j)
            for i, e in enumerate(expected)
            for j, o in enumerate(ours)
            if agree(e, o)
        ),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    left, right = set(range(len(expected))), set(range(len(ours)))
    for shared, i, j in pairs:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            score.hits += 1
            score.named += shared > 0
    score.missed += len(left)
    score.alarms += len(right)
    score.lines += [
        f"missed  {row['id']}: {json.dumps(expected[i], ensure_ascii=False)}" for i in sorted(left)
    ]
    score.lines += [f"alarm   {row['id']}: {json.dumps(ours[j], ensure_ascii=False)}" for j in sorted(right)]


def main(arguments: list[str]) -> int:
    """Prints the figures; 0 when recall and precision reach 0.95, 1 when not, 2 without a readable file."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        sys.stderr.write("usage: make check-phrases FILE=path/to/phrases.json\n")
        return 2
    score = Score()
    for row in json.loads(Path(arguments[0]).read_text(encoding="utf-8")):
        compare(row, score)
    out = sys.stdout.write
    for line in score.lines:
        out(f"{line}\n")
    out(f"recall {score.recall:.3f} ({score.hits} of {score.hits + score.missed}), ")
    out(f"precision {score.precision:.3f} ({score.hits} of {score.hits + score.alarms}), ")
    out(f"silent on {score.silent} of {score.quiet_texts} texts without a deadline, ")
    out(f"named {score.named} of {score.hits}\n")
    return 0 if score.recall >= _ENOUGH and score.precision >= _ENOUGH else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
