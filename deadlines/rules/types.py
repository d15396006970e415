"""What a rule of the library is: a period and its authority, with the days between which it was in force.

>>> from datetime import date
>>> from deadlines.rules import RULES
>>> rule = RULES.find("Fed. R. Civ. P. 12(a)(1)(A)(i)", date(2018, 1, 2))
>>> rule.period.n, rule.in_force_from
(21, datetime.date(2009, 12, 1))
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from deadlines.computation import Period


class TriggerKind(StrEnum):
    """What kind of event starts the period; the words are those of `deadlines.enums.TriggerKind`."""

    ORDER = "order"
    FILING = "filing"
    SERVICE = "service"
    ENTRY_OF_JUDGMENT = "entry_of_judgment"
    OTHER = "other"


class CountsFrom(StrEnum):
    """From what the period runs; the three added days hang on it (Fed. R. Civ. P. 6(d), note of 2016)."""

    SERVICE = "service"  # after being served: the only kind that may get three days more
    SERVICE_OF_SUMMONS = "service_of_summons"
    WAIVER = "waiver"
    OWN_SERVICE = "own_service"
    ENTRY = "entry"
    ORDER = "order"
    FILING = "filing"
    EVENT = "event"


class Confidence(StrEnum):
    """How the text of a rule is known.

    Primary: the rule's own text was read. Secondary: others report it, its own words were not at hand.
    Unverified: nobody has looked it up.
    """

    PRIMARY = "primary"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class RuleWarning(StrEnum):
    """What a rule asks beyond counting its period; an answer that rests on the rule hands it on."""

    LATER_OF = "later_of"  # another period of the same rule may end later, and then that one counts
    EARLIER_OF = "earlier_of"  # another limit of the same rule may end earlier, and then that one counts
    LONGEST_OF = "longest_of"  # the longest of several periods of the same rule counts
    NOT_EXTENDABLE = "not_extendable"  # the court may not extend it: Fed. R. Civ. P. 6(b)(2)
    UNLESS_ORDERED = "unless_ordered"  # stands back where the court orders or the parties stipulate otherwise
    REASONABLE_TIME = "reasonable_time"  # an outer limit: the act must come within a reasonable time
    NOT_FOR_SERVICE_ABROAD = "not_for_service_abroad"
    LOCAL_TEXT_NOT_READ = "local_text_not_read"  # the court's own text was not at hand
    OLDER_THAN_SHOWN = "older_than_shown"  # our sources do not show that the rule stood so on that day


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case: from `trigger` the period ends on `due`, and why.

    `jurisdiction` as in a question (`us-fed-cand`); `service` is the way of service where it matters;
    `period` is what was counted where the rule gives no length (0 days ask when service is deemed made).
    """

    trigger: date
    due: date
    why: str
    jurisdiction: str
    service: str | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision as it stood from `in_force_from` (None: not known) to `in_force_through` (None: open).

    `period` is None for a provision that says how to count and gives no length. `counting` is the key of the
    counting rule. `adds_three`: the added days of Fed. R. Civ. P. 6(d) or Fed. R. App. P. 26(c) can apply,
    because the period runs after being served. `shown_from` is the earliest day for which the sources show a
    rule whose beginning is not known. `also` lists other citations of the same provision, `words` the words
    that tell it from its neighbours of the same citation ("reply"). `title` is by language: en, ru, kk.
    """

    key: str
    citation: str
    jurisdiction: str
    title: Mapping[str, str] = field(hash=False)
    trigger_kind: TriggerKind
    trigger: str
    period: Period | None
    counts_from: CountsFrom
    obligor: str
    in_force_from: date | None
    in_force_through: date | None
    counting: str
    adds_three: bool
    notes: str
    source: str
    confidence: Confidence
    examples: tuple[Example, ...]
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    warnings: tuple[RuleWarning, ...] = ()
    shown_from: date | None = None

    def in_force(self, on: date) -> bool:
        """Whether the provision stood on the day `on`, as far as is known."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_through is None or on <= self.in_force_through)

    def warnings_on(self, day: date) -> tuple[RuleWarning, ...]:
        """What a date counted under this rule from `day` must say beside it."""
        unknown = self.in_force_from is None and self.shown_from is not None and day < self.shown_from
        return (*self.warnings, RuleWarning.OLDER_THAN_SHOWN) if unknown else self.warnings


def content_hash(rule: Rule) -> str:
    """The SHA-256 (hex) of what a lawyer signs: the provision, its length, its dates and its notes.

    Left out, because they can change without touching the law: translations of the title, the words and
    further citations by which the rule is found, the wording of its source, and its examples.
    """
    return hashlib.sha256(json.dumps(_signed(rule), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _signed(rule: Rule) -> dict[str, object]:
    return {
        "key": rule.key,
        "citation": rule.citation,
        "jurisdiction": rule.jurisdiction,
        "title": rule.title["en"],
        "trigger_kind": rule.trigger_kind.value,
        "trigger": rule.trigger,
        "period": _period_data(rule.period),
        "counts_from": rule.counts_from.value,
        "obligor": rule.obligor,
        "in_force_from": rule.in_force_from and rule.in_force_from.isoformat(),
        "in_force_through": rule.in_force_through and rule.in_force_through.isoformat(),
        "counting": rule.counting,
        "adds_three": rule.adds_three,
        "warnings": [warning.value for warning in rule.warnings],
        "notes": rule.notes,
    }


def _period_data(period: Period | None) -> list[object] | None:
    return [period.n, period.unit.value, period.direction.value] if period else None


def as_data(rule: Rule) -> dict[str, object]:
    """All of a rule as plain data for a JSON column; nothing is left out."""
    return {
        **_signed(rule),
        "title": dict(rule.title),
        "source": rule.source,
        "confidence": rule.confidence.value,
        "also": list(rule.also),
        "words": list(rule.words),
        "shown_from": rule.shown_from and rule.shown_from.isoformat(),
        "examples": [
            {
                "trigger": example.trigger.isoformat(),
                "due": example.due.isoformat(),
                "why": example.why,
                "jurisdiction": example.jurisdiction,
                "service": example.service,
                "period": _period_data(example.period),
            }
            for example in rule.examples
        ],
    }
