"""What a page says of a rule of the library: its text facts, its dates, its source, and who has read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from deadlines.computation import Direction, Period, Unit
from deadlines.enums import CountsFrom
from deadlines.models import RuleReview
from deadlines.rules import Confidence, Rule, content_hash
from foundation.core.languages import FALLBACKS, LocalizedText

_KNOWN: Mapping[Confidence, Promise] = MappingProxyType(
    {
        Confidence.PRIMARY: _("the text of the rule was read"),
        Confidence.SECONDARY: _("as others report it; its own words were not read"),
        Confidence.UNVERIFIED: _("not looked up"),
    }
)
_AFTER: Mapping[Unit, Promise] = MappingProxyType(
    {
        Unit.DAYS: ngettext_lazy("%(n)d day after", "%(n)d days after", "n"),
        Unit.WEEKS: ngettext_lazy("%(n)d week after", "%(n)d weeks after", "n"),
        Unit.MONTHS: ngettext_lazy("%(n)d month after", "%(n)d months after", "n"),
        Unit.YEARS: ngettext_lazy("%(n)d year after", "%(n)d years after", "n"),
        Unit.BUSINESS_DAYS: ngettext_lazy("%(n)d business day after", "%(n)d business days after", "n"),
        Unit.COURT_DAYS: ngettext_lazy("%(n)d court day after", "%(n)d court days after", "n"),
        Unit.HOURS: ngettext_lazy("%(n)d hour after", "%(n)d hours after", "n"),
    }
)
_BEFORE: Mapping[Unit, Promise] = MappingProxyType(
    {
        Unit.DAYS: ngettext_lazy("%(n)d day before", "%(n)d days before", "n"),
        Unit.WEEKS: ngettext_lazy("%(n)d week before", "%(n)d weeks before", "n"),
        Unit.MONTHS: ngettext_lazy("%(n)d month before", "%(n)d months before", "n"),
        Unit.YEARS: ngettext_lazy("%(n)d year before", "%(n)d years before", "n"),
        Unit.BUSINESS_DAYS: ngettext_lazy("%(n)d business day before", "%(n)d business days before", "n"),
        Unit.COURT_DAYS: ngettext_lazy("%(n)d court day before", "%(n)d court days before", "n"),
        Unit.HOURS: ngettext_lazy("%(n)d hour before", "%(n)d hours before", "n"),
    }
)


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule as a page shows it. The library has ``notes`` and ``source`` in English.

    ``reviewed_on`` is None unless a lawyer signed this very text. ``fingerprint`` begins the SHA-256 of it.
    """

    key: str
    citation: str
    title: LocalizedText
    period: str
    counts_from: str
    in_force_from: date | None
    in_force_through: date | None
    notes: LocalizedText
    source: str
    known: str
    reviewed_on: date | None
    fingerprint: str


def period_in_words(period: Period) -> str:
    """Return ``30 days after``, ``7 days before`` in the reader's language."""
    return str((_AFTER if period.direction is Direction.AFTER else _BEFORE)[period.unit] % {"n": period.n})


def title_of(rule: Rule, language: str) -> LocalizedText:
    """Return a rule's title in the reader's language, else in the next one that has it."""
    for code in (language, *FALLBACKS[language]):
        if text := rule.title.get(code):
            return LocalizedText(text, code, is_fallback=code != language)
    return LocalizedText("", language, is_fallback=False)


def facts_of(rule: Rule, language: str) -> RuleFacts:
    """Return what a page says of a rule; one query, for the lawyer's signature."""
    fingerprint = content_hash(rule)
    signed = RuleReview.objects.filter(rule_key=rule.key, content_hash=fingerprint)
    return RuleFacts(
        key=rule.key,
        citation=rule.citation,
        title=title_of(rule, language),
        period=period_in_words(rule.period) if rule.period else "",
        counts_from=str(CountsFrom(rule.counts_from.value).label),
        in_force_from=rule.in_force_from,
        in_force_through=rule.in_force_through,
        notes=LocalizedText(rule.notes, "en", is_fallback=language != "en"),
        source=rule.source,
        known=str(_KNOWN[rule.confidence]),
        reviewed_on=signed.order_by("reviewed_on", "pk").values_list("reviewed_on", flat=True).first(),
        fingerprint=fingerprint[:12],
    )
