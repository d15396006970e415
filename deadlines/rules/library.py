"""The library: all rules, immutable, found by their citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from deadlines.computation import Period
from deadlines.rules.citations import Provision, parse_citations
from deadlines.rules.types import Rule
from deadlines.rules.words import told_by_words

#: Rules of bankruptcy courts, which in such a court stand before the civil rule that they replace.
_OF_BANKRUPTCY = "us-bk"
_BANKRUPTCY_COURTS = ("us-bk-", "us-bap-")


class RuleLibrary:
    """Rules by key, and a search by citation. Nothing can be added, changed or taken away.

    Iterate for all rules in the order of their files; `library[key]` for one, KeyError if there is none.
    """

    __slots__ = ("_by_key", "_find", "_provisions")

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Take rules whose keys differ; ValueError if two are the same."""
        by_key: dict[str, Rule] = {}
        provisions: dict[str, list[tuple[Provision, Rule]]] = {}
        for rule in rules:
            if rule.key in by_key:
                raise ValueError(f"two rules have the key {rule.key}")
            by_key[rule.key] = rule
            for provision in provisions_of(rule):
                provisions.setdefault(provision.code, []).append((provision, rule))
        self._by_key: Mapping[str, Rule] = MappingProxyType(by_key)
        self._provisions = MappingProxyType({code: tuple(pairs) for code, pairs in provisions.items()})
        # A stream of questions cites few rules very often.
        self._find = lru_cache(maxsize=4096)(self._search)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __getitem__(self, key: str) -> Rule:
        return self._by_key[key]

    def find(
        self,
        citation_text: str,
        on: date,
        *,
        jurisdiction: str | None = None,
        period: Period | None = None,
        counts_from: str | None = None,
        event: str = "",
    ) -> Rule | None:
        """The rule that `citation_text` cites, as in force on the day `on`; None if the library has none.

        The text is read as a lawyer writes it, and the first provision that has a period wins over those that
        only say how to count. `jurisdiction` (`us-fed-cand`) says of which court a local rule is, `period`,
        `counts_from` and the words of `event` choose among several periods of one provision (a brief and the
        reply to it). Where they do not choose, the answer is None: ask `find_all`.
        """
        found = self.find_all(citation_text, on, jurisdiction=jurisdiction)
        if len(found) > 1:
            found = _narrowed(found, period, counts_from, f"{citation_text} {event}")
        same = {(rule.period, rule.counts_from) for rule in found}
        return found[0] if len(same) == 1 else None

    def find_all(self, citation_text: str, on: date, *, jurisdiction: str | None = None) -> tuple[Rule, ...]:
        """Every rule that the first known provision in `citation_text` may mean on the day `on`.

        More than one where a provision gives several periods, or where the text stops above the subdivision.
        """
        return self._find(citation_text, on, jurisdiction)

    def _search(self, text: str, on: date, jurisdiction: str | None) -> tuple[Rule, ...]:
        counting: tuple[Rule, ...] = ()
        for cited in parse_citations(text, jurisdiction):
            found = _of_the_court(self._meant(cited, on), jurisdiction)
            if any(rule.period is not None for rule in found):
                return found
            counting = counting or found
        return counting

    def _meant(self, cited: Provision, on: date) -> tuple[Rule, ...]:
        """The rules of the cited provision; else of its parts; else of the nearest one that it is part of."""
        known = [
            (provision, rule)
            for code in self._codes(cited)
            for provision, rule in self._provisions.get(code, ())
            if rule.in_force(on)
        ]
        cited_there = [(Provision(provision.code, cited.parts), provision, rule) for provision, rule in known]
        exact = [rule for there, provision, rule in cited_there if provision == there]
        if exact:
            return tuple(exact)
        parts = [rule for there, provision, rule in cited_there if there.covers(provision)]
        if parts:
            return tuple(parts)
        above = [
            (len(provision.parts), rule) for there, provision, rule in cited_there if provision.covers(there)
        ]
        nearest = max((depth for depth, _rule in above), default=0)
        return tuple(rule for depth, rule in above if depth == nearest)

    def _codes(self, cited: Provision) -> list[str]:
        """The bodies that a citation may mean; for a local rule without a court the one with its number."""
        if cited.code != "local:":
            return [cited.code]
        local = [code for code in self._provisions if code.startswith("local:")]
        having = [
            code
            for code in local
            if any(provision.parts[0] == cited.parts[0] for provision, _rule in self._provisions[code])
        ]
        return having if len(having) == 1 else []


def provisions_of(rule: Rule) -> tuple[Provision, ...]:
    """The provisions by which a rule is found: its citation and its further ones."""
    return tuple(
        provision
        for text in (rule.citation, *rule.also)
        for provision in parse_citations(text, rule.jurisdiction)[:1]
    )


def _of_the_court(rules: tuple[Rule, ...], jurisdiction: str | None) -> tuple[Rule, ...]:
    """Without rules that another one replaces in that court: Bankruptcy Rule 9023 for Civil Rule 59."""
    in_bankruptcy = (jurisdiction or "").startswith(_BANKRUPTCY_COURTS)
    fitting = tuple(rule for rule in rules if (rule.jurisdiction == _OF_BANKRUPTCY) is in_bankruptcy)
    return fitting or rules


def _narrowed(
    rules: tuple[Rule, ...], period: Period | None, counts_from: str | None, text: str
) -> tuple[Rule, ...]:
    """Fewer of the rules: those whose words are in the text, of that period, counted from the same thing.

    Words come first; without any, a rule that needs none stands before those that do. What would leave
    nothing is not applied.
    """
    rules = told_by_words(rules, text) or rules
    if period is not None:
        rules = tuple(rule for rule in rules if rule.period == period) or rules
    if counts_from is not None:
        rules = tuple(rule for rule in rules if rule.counts_from == counts_from) or rules
    if len(rules) > 1:
        rules = tuple(rule for rule in rules if not rule.words) or rules
    return rules
