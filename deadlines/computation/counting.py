"""The rules for counting time, each with the dates between which it was in force.

A rule is its citations and the few switches in which the rules differ; the arithmetic is in `days` and
`hours`. `rule_on(family, day)` finds the one in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

# A caveat: the text of the rule was not read, only what is remembered of it.
COUNTING_UNVERIFIED = "counting_rule_unverified"


class Family(StrEnum):
    """Which body of rules counts time in a court."""

    CIVIL = "frcp"
    APPELLATE = "frap"
    BANKRUPTCY = "bankr"
    ENGLAND = "cpr"
    CALIFORNIA = "ccp"


@dataclass(frozen=True, slots=True, eq=False)
class CountingRule:
    """A rule for counting time, as the citations of its parts, and when it was in force.

    `citation` names the whole. `roll` extends a last day that is no court day, `next_day` gives the
    direction, `legal_holiday` the definition of a legal holiday. `short_below`: a period of fewer days leaves
    out the Saturdays, Sundays and legal holidays within it, by `short_authority`. `state_days_backward`:
    holidays of the state count for periods before an event too. `hours`, `inaccessible` and `end_of_day` are
    empty where the rule has no such part. `rolls`: a last day off moves on. `caveats` are handed on with
    every date that the rule gave.
    """

    key: str
    citation: str
    exclude_trigger: str
    count_every_day: str
    roll: str
    next_day: str
    legal_holiday: str
    in_force_from: date
    in_force_through: date | None = None
    short_below: int = 0
    short_authority: str = ""
    state_days_backward: bool = False
    hours: str = ""
    inaccessible: str = ""
    end_of_day: str = ""
    rolls: bool = True
    caveats: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """Whether the rule governs a period whose trigger is on `day`."""
        return self.in_force_from <= day and (self.in_force_through is None or day <= self.in_force_through)


def _of_2009(key: str, rule: str) -> CountingRule:
    """The days-are-days amendment of 1 December 2009, worded alike in the three sets of federal rules."""
    return CountingRule(
        key=key,
        citation=rule,
        exclude_trigger=f"{rule}(1)(A)",
        count_every_day=f"{rule}(1)(B)",
        roll=f"{rule}(1)(C)",
        next_day=f"{rule}(5)",
        legal_holiday=f"{rule}(6)",
        in_force_from=date(2009, 12, 1),
        hours=f"{rule}(2)",
        inaccessible=f"{rule}(3)",
        end_of_day=f"{rule}(4)",
    )


def _former(
    key: str,
    rule: str,
    since: date,
    through: date,
    short_below: int,
    *,
    authority: str = "",
    inaccessible: bool = True,
    caveats: tuple[str, ...] = (),
) -> CountingRule:
    """A rule before 1 December 2009: short periods count only the days that a court works.

    It made no difference between the directions, neither for rolling nor for holidays of the state, and
    said nothing of hours or of the end of a day.
    """
    return CountingRule(
        key=key,
        citation=rule,
        exclude_trigger=rule,
        count_every_day=rule,
        roll=rule,
        next_day=rule,
        legal_holiday=rule,
        in_force_from=since,
        in_force_through=through,
        short_below=short_below,
        short_authority=authority or rule,
        state_days_backward=True,
        inaccessible=rule if inaccessible else "",
        caveats=caveats,
    )


FRCP_6A = _of_2009("frcp_6a", "Fed. R. Civ. P. 6(a)")
FRAP_26A = _of_2009("frap_26a", "Fed. R. App. P. 26(a)")
BANKR_9006A = _of_2009("bankr_9006a", "Fed. R. Bankr. P. 9006(a)")

_LAST_DAY_OF_EXCLUSION = date(2009, 11, 30)
_CIVIL = "former Fed. R. Civ. P. 6(a)"
_APPELLATE = "former Fed. R. App. P. 26(a)"
_BANKRUPTCY = "former Fed. R. Bankr. P. 9006(a)"

# Committee notes of 1963 and 1985: under 7 days, then under 11; the clerk's office since 1985.
FRCP_6A_1985 = _former("frcp_6a_1985", _CIVIL, date(1985, 8, 1), _LAST_DAY_OF_EXCLUSION, 11)
FRCP_6A_1963 = _former("frcp_6a_1963", _CIVIL, date(1963, 7, 1), date(1985, 7, 31), 7, inaccessible=False)
# Committee note of 2002. The appellate rules themselves began on 1 July 1968.
FRAP_26A_2002 = _former("frap_26a_2002", _APPELLATE, date(2002, 12, 1), _LAST_DAY_OF_EXCLUSION, 11)
FRAP_26A_1968 = _former("frap_26a_1968", _APPELLATE, date(1968, 7, 1), date(2002, 11, 30), 7)
# The former text of the bankruptcy rule was not read. Decisions report that periods of 8 days and more
# counted every day (for May 1991: 943 F.2d 536, 5th Cir. 1991; for 1995: 106 F.3d 389, 4th Cir. 1997), its
# history the amendments of 1 August 1987 and 1989; the other thresholds are remembered.
BANKR_9006A_1989 = _former(
    "bankr_9006a_1989",
    _BANKRUPTCY,
    date(1989, 8, 1),
    _LAST_DAY_OF_EXCLUSION,
    8,
    caveats=(COUNTING_UNVERIFIED,),
)
BANKR_9006A_1987 = _former(
    "bankr_9006a_1987",
    _BANKRUPTCY,
    date(1987, 8, 1),
    date(1989, 7, 31),
    11,
    caveats=(COUNTING_UNVERIFIED,),
)
BANKR_9006A_1983 = _former(
    "bankr_9006a_1983",
    _BANKRUPTCY,
    date(1983, 8, 1),
    date(1987, 7, 31),
    7,
    caveats=(COUNTING_UNVERIFIED,),
)

# California superior courts: the first day is excluded (section 12); a last day that is a holiday rolls
# (12a, with the judicial holidays of section 135, which have no direction).
CCP_12 = CountingRule(
    key="ccp_12",
    citation="Cal. Code Civ. Proc. 12, 12a",
    exclude_trigger="Cal. Code Civ. Proc. 12",
    count_every_day="Cal. Code Civ. Proc. 12",
    roll="Cal. Code Civ. Proc. 12a",
    next_day="Cal. Code Civ. Proc. 12a",
    legal_holiday="Cal. Code Civ. Proc. 135",
    in_force_from=date(1963, 1, 1),
    state_days_backward=True,
)
# England and Wales, since the Civil Procedure Rules: clear days. `england` counts by it.
CPR_2_8 = CountingRule(
    key="cpr_2_8",
    citation="CPR 2.8",
    exclude_trigger="CPR 2.8(3)",
    count_every_day="CPR 2.8(2)",
    roll="CPR 2.8(5)",
    next_day="CPR 2.8(5)",
    legal_holiday="CPR 2.8(4)",
    in_force_from=date(1999, 4, 26),
    short_below=6,
    short_authority="CPR 2.8(4)",
    rolls=False,
)

#: The rules of each family, newest first.
RULES_OF: Mapping[Family, tuple[CountingRule, ...]] = MappingProxyType(
    {
        Family.CIVIL: (FRCP_6A, FRCP_6A_1985, FRCP_6A_1963),
        Family.APPELLATE: (FRAP_26A, FRAP_26A_2002, FRAP_26A_1968),
        Family.BANKRUPTCY: (BANKR_9006A, BANKR_9006A_1989, BANKR_9006A_1987, BANKR_9006A_1983),
        Family.ENGLAND: (CPR_2_8,),
        Family.CALIFORNIA: (CCP_12,),
    }
)
#: Every rule by its key.
COUNTING_RULES: Mapping[str, CountingRule] = MappingProxyType(
    {rule.key: rule for rules in RULES_OF.values() for rule in rules}
)


def rule_on(family: Family, day: date) -> CountingRule:
    """The rule of `family` in force on `day`; before the first, that first one, which then says so itself."""
    rules = RULES_OF[family]
    for rule in rules:
        if rule.in_force_from <= day:
            return rule
    return rules[-1]
