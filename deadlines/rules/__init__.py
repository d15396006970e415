"""The rule library: periods of procedure as data, each with its citation, dates and source.

The YAML files beside this module are the only source of rules; FORMAT.md describes them. They are read and
checked when `RULES` is first asked for; `DamagedRulesError` names file, rule and field of every mistake.
No rule stands here without its text or a source that reports it. Kazakhstan has none yet: its Civil
Procedural Code waits until its text has been read.
"""

from __future__ import annotations

from functools import cache

from deadlines.rules.library import RuleLibrary
from deadlines.rules.reading import FOLDER, DamagedRulesError, Problem, read_library
from deadlines.rules.types import (
    Confidence,
    CountsFrom,
    Example,
    Rule,
    RuleWarning,
    TriggerKind,
    as_data,
    content_hash,
)

__all__ = [
    "FOLDER",
    "RULES",
    "Confidence",
    "CountsFrom",
    "DamagedRulesError",
    "Example",
    "Problem",
    "Rule",
    "RuleLibrary",
    "RuleWarning",
    "TriggerKind",
    "as_data",
    "content_hash",
    "read_library",
]

RULES: RuleLibrary


@cache
def _shipped() -> RuleLibrary:
    return read_library(FOLDER)


def __getattr__(name: str) -> RuleLibrary:
    """Read the shipped files on first use, so that a damaged file breaks only what needs rules."""
    if name == "RULES":
        return _shipped()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
