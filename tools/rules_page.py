"""``make docs``: writes docs/deadline-rules.md from the rule library.

Nothing on the page is written by hand; a test compares it with what this module makes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from deadlines.computation import Direction, Period, Unit
from deadlines.rules import RULES, Confidence, Example, Rule, RuleWarning
from tools.console import say

PAGE = Path(__file__).resolve().parent.parent / "docs" / "deadline-rules.md"

HEADINGS = {
    "us-fed": "Federal district courts",
    "us-frap": "Federal courts of appeals",
    "us-bk": "Federal bankruptcy courts",
    "us-fed-cand": "Northern District of California",
    "us-fed-cacd": "Central District of California",
    "us-fed-nysd": "Southern District of New York",
    "us-ca-superior": "Superior courts of California",
    "gb-eaw": "England and Wales",
}
_CONFIDENCE = {
    Confidence.PRIMARY: "text read",
    Confidence.SECONDARY: "**as reported, text not read**",
    Confidence.UNVERIFIED: "**unverified**",
}
_WARNINGS = {
    RuleWarning.LATER_OF: "The later of several days counts.",
    RuleWarning.EARLIER_OF: "The earlier of several days counts.",
    RuleWarning.LONGEST_OF: "The longest of several periods counts.",
    RuleWarning.NOT_EXTENDABLE: "Cannot be extended.",
    RuleWarning.UNLESS_ORDERED: "Stands back where the court orders or the parties agree otherwise.",
    RuleWarning.REASONABLE_TIME: "An outer limit.",
    RuleWarning.NOT_FOR_SERVICE_ABROAD: "Not for service abroad.",
    RuleWarning.LOCAL_TEXT_NOT_READ: "",  # the notes of each such rule say it
}
_INTRODUCTION = """\
# Rules of deadlines

This page is made by `make docs` from the files in `deadlines/rules/`, which are the only source of rules. It
lists every rule of the library: {count} rows, one for each wording in force at some time. How time is
counted, holidays included, is not here but in `deadlines/computation/` and `deadlines/calendars/`.

**No rule has been reviewed by a lawyer as it ships.** A lawyer signs a rule on the desk (*Reviews of rules*);
the signature is tied to the text, and a rule whose text changes loses it. Each installation has its own
signatures, so they are not on this page.

{primary} rows rest on a text that was read, {secondary} on reports of a text that was not at hand, and
{unverified} are unverified. *Shown from* means that the sources do not say since when a rule stands so: it
is the earliest day for which they show it. A test computes each worked example by the code that computes
every deadline.

Kazakhstan has no rule here: the Civil Procedural Code waits until its text has been read. Local rules that
are not listed, and numbers of days that no source gave, are left out for the same reason.
"""
_HEAD = """\
| rule | what, from whom | period | in force | source | review | worked example |
| --- | --- | --- | --- | --- | --- | --- |
"""


def page(rules: Iterable[Rule]) -> str:
    """Return the whole page for these rules, in their order within each body of rules."""
    listed = list(rules)
    known = Counter(rule.confidence for rule in listed)
    introduction = _INTRODUCTION.format(
        count=len(listed),
        primary=known[Confidence.PRIMARY],
        secondary=known[Confidence.SECONDARY],
        unverified=known[Confidence.UNVERIFIED],
    )
    return "\n".join([introduction, *_sections(listed)])


def _sections(rules: list[Rule]) -> Iterator[str]:
    unknown = {rule.jurisdiction for rule in rules} - HEADINGS.keys()
    if unknown:
        raise LookupError(f"no heading for {', '.join(sorted(unknown))}")
    for jurisdiction, heading in HEADINGS.items():
        rows = "".join(_row(rule) for rule in rules if rule.jurisdiction == jurisdiction)
        if rows:
            yield f"## {heading}\n\n{_HEAD}{rows}"


def _row(rule: Rule) -> str:
    cells = (
        f"{rule.citation}<br>`{rule.key}`",
        f"{rule.title['en']}: {rule.obligor}. {_remarks(rule)}".strip(),
        _period(rule),
        _in_force(rule),
        f"{rule.source}; {_CONFIDENCE[rule.confidence]}",
        "not reviewed by a lawyer",
        "<br>".join(_example(rule, example) for example in rule.examples),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _remarks(rule: Rule) -> str:
    added = "Three days may be added. " if rule.adds_three else ""
    warned = " ".join(_WARNINGS[warning] for warning in rule.warnings)
    return " ".join(f"{added}{warned} {rule.notes}".split())


def _period(rule: Rule) -> str:
    if rule.period is None:
        return "says how to count"
    side = "after" if rule.period.direction is Direction.AFTER else "before"
    return f"{_length(rule.period)} {side} {rule.trigger}"


def _length(period: Period) -> str:
    unit = period.unit.value.replace("_", " ")
    return f"{period.n} {unit.removesuffix('s') if period.n == 1 else unit}"


def _in_force(rule: Rule) -> str:
    shown = f"shown from {rule.shown_from.isoformat()}" if rule.shown_from else ""
    begun = f"from {rule.in_force_from.isoformat()}" if rule.in_force_from else shown
    ended = f"through {rule.in_force_through.isoformat()}" if rule.in_force_through else ""
    return f"{begun} {ended}".strip() or "beginning not known"


def _example(rule: Rule, example: Example) -> str:
    counted = example.period or rule.period
    if counted is None:
        raise LookupError(f"{rule.key}: an example without a period")
    what = "" if rule.period else f" ({_length(counted)} {counted.direction.value})"
    if counted.unit is Unit.DAYS and counted.n == 0:
        what = " (deemed served)"
    service = f", {example.service.replace('_', ' ')}" if example.service else ""
    return f"{_day(example.trigger)}{service}{what} → **{_day(example.due)}**. {example.why}"


def _day(day: date) -> str:
    return day.isoformat()


def main() -> int:
    """Write the page; say whether it changed."""
    text = page(RULES)
    changed = not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text
    if changed:
        PAGE.write_text(text, encoding="utf-8")
    say(f"docs/{PAGE.name}: {'written' if changed else 'nothing changed'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
