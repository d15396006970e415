"""The courts whose time the engine counts: where each sits, its time zone, and when its filing day ends.

A court is named by a jurisdiction: `us-fed-cand` (district court), `us-frap-ca9` (court of appeals),
`us-bk-deb` (bankruptcy court), `us-bap-ca9` (bankruptcy appellate panel of a circuit, also `us-bap-bap9`),
`gb-eaw` and `us-ca-superior`; `any` in place of a court's key where it is not known.

    >>> facts = court_facts("us-bk-deb")
    >>> facts.state, facts.time_zone
    ('DE', 'America/New_York')
    >>> court_facts("us-fed-any") is None
    True

The table of courts.tsv comes from memory (28 U.S.C. was not read for it), but for the seat of the Ninth
Circuit. A court that sits in two time zones has that of its main seat, and the others in `more_time_zones`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from deadlines.calendars.sources import AS_REPORTED, MEMORY, READ

_TABLE = Path(__file__).with_name("courts.tsv")
_JURISDICTION = re.compile(r"us-(fed|frap|bk|bap)-([a-z0-9]{2,8})")
_BANKRUPTCY_SUFFIX = "b"

# Where the district courts and the circuits' clerks are: fifty states, D.C. and four territories.
STATES = frozenset(
    {
        *("AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "GU", "HI", "ID", "IL", "IN"),
        *("IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MP", "MT", "NE", "NV", "NH"),
        *("NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT"),
        *("VT", "VA", "VI", "WA", "WV", "WI", "WY"),
    }
)


class Family(StrEnum):
    """The kind of court, which decides the rule for counting."""

    DISTRICT = "district"
    APPEALS = "appeals"
    BANKRUPTCY = "bankruptcy"
    BANKRUPTCY_APPELLATE_PANEL = "bankruptcy_appellate_panel"
    ENGLAND_AND_WALES = "england_and_wales"
    CALIFORNIA_SUPERIOR = "california_superior"


_FAMILIES = {
    "fed": Family.DISTRICT,
    "frap": Family.APPEALS,
    "bk": Family.BANKRUPTCY,
    "bap": Family.BANKRUPTCY_APPELLATE_PANEL,
}


@dataclass(frozen=True, slots=True)
class FilingDay:
    """When the last day of a period ends for an electronic filing, from `since` on (None: not known).

    `ends` is the last minute in the court's time zone. `exception` says what it does not apply to.
    """

    ends: time
    authority: str
    since: date | None = None
    exception: str = ""
    source: str = READ


MIDNIGHT = FilingDay(time(23, 59), "Fed. R. Civ. P. 6(a)(4)")
_MIDNIGHT_APPEALS = FilingDay(time(23, 59), "Fed. R. App. P. 26(a)(4)")
_MIDNIGHT_BANKRUPTCY = FilingDay(time(23, 59), "Fed. R. Bankr. P. 9006(a)(4)")

# Courts with an hour of their own, oldest first; before the first the rule of the family applies.
_OWN_FILING_DAYS: Mapping[str, tuple[FilingDay, ...]] = MappingProxyType(
    {
        "ca3": (
            FilingDay(
                time(17, 0),
                "3d Cir. L.A.R. 26.1",
                date(2023, 7, 1),
                exception="documents that open a case",
                source=AS_REPORTED,
            ),
        ),
        "ded": (FilingDay(time(17, 0), "D. Del., practice of the court", source=AS_REPORTED),),
        "cand": (FilingDay(time(23, 59), "N.D. Cal. Civ. L.R. 5-1", source=AS_REPORTED),),
    }
)


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """What the engine needs to know of a court.

    `state` is where a district or bankruptcy court sits (for a court of appeals None: the state of the
    district court is a fact of the case); `circuit_state` where the clerk of a court of appeals has the
    principal office, Fed. R. App. P. 26(a)(6)(C). `time_zone` is an IANA name. `filing_days` are oldest
    first.
    """

    key: str
    family: Family
    state: str | None
    circuit_state: str | None
    circuit: str | None
    time_zone: str
    filing_days: tuple[FilingDay, ...]
    more_time_zones: tuple[str, ...] = ()
    source: str = MEMORY

    @property
    def filing_day_ends(self) -> time:
        """The last minute of the filing day, as it is now."""
        return self.filing_days[-1].ends

    @property
    def authority(self) -> str:
        """The text behind `filing_day_ends`."""
        return self.filing_days[-1].authority

    def filing_day(self, on: date) -> FilingDay:
        """When the filing day of `on` ends, and by which authority."""
        known = [day for day in self.filing_days if day.since is None or day.since <= on]
        return known[-1]


def split_jurisdiction(jurisdiction: str) -> tuple[Family, str]:
    """The family of a jurisdiction and the key of its court (`any` if none is named).

    ValueError if it is not of the closed set.
    """
    if jurisdiction == "gb-eaw":
        return Family.ENGLAND_AND_WALES, "eaw"
    if jurisdiction == "us-ca-superior":
        return Family.CALIFORNIA_SUPERIOR, "superior"
    match = _JURISDICTION.fullmatch(jurisdiction)
    if match is None:
        raise ValueError(f"not a jurisdiction: {jurisdiction!r}")
    return _FAMILIES[match[1]], match[2]


@cache
def court_facts(jurisdiction: str) -> CourtFacts | None:
    """The court of `jurisdiction`, or None for `any` and for a court that the table does not know.

    ValueError if `jurisdiction` is not of the closed set.
    """
    family, key = split_jurisdiction(jurisdiction)
    if family is Family.ENGLAND_AND_WALES:
        return _outside_the_federal_system(key, family, None, "Europe/London")
    if family is Family.CALIFORNIA_SUPERIOR:
        return _outside_the_federal_system(key, family, "CA", "America/Los_Angeles")
    row = _rows().get(_row_key(family, key))
    if row is None:
        return None
    _, state, circuit, zone, more = row
    appellate = family in {Family.APPEALS, Family.BANKRUPTCY_APPELLATE_PANEL}
    return CourtFacts(
        key=key,
        family=family,
        state=None if appellate else state,
        circuit_state=state if appellate else None,
        circuit=circuit,
        time_zone=zone,
        filing_days=_filing_days(family, key),
        more_time_zones=tuple(more.split()) if more != "-" else (),
    )


def _row_key(family: Family, key: str) -> str:
    """The key of the table's row for a court: the district of a bankruptcy court, the circuit of a panel."""
    if family is Family.BANKRUPTCY and key.endswith(_BANKRUPTCY_SUFFIX):
        # Both districts of Arkansas share one bankruptcy court.
        return "ared" if key == "arb" else f"{key[:-1]}d"
    if family is Family.BANKRUPTCY_APPELLATE_PANEL:
        return f"ca{key.removeprefix('bap').removeprefix('ca')}"
    is_circuit = key.startswith("ca") and key not in {"cacd", "caed", "cand", "casd"}
    return key if is_circuit == (family is Family.APPEALS) else ""


def _filing_days(family: Family, key: str) -> tuple[FilingDay, ...]:
    if family is Family.APPEALS:
        default = _MIDNIGHT_APPEALS
    elif family is Family.DISTRICT:
        default = MIDNIGHT
    else:
        default = _MIDNIGHT_BANKRUPTCY
    own = () if family is Family.BANKRUPTCY_APPELLATE_PANEL else _OWN_FILING_DAYS.get(key, ())
    return (default, *own)


def _outside_the_federal_system(key: str, family: Family, state: str | None, zone: str) -> CourtFacts:
    """A court whose filing hour was not read: the end of the day, so marked."""
    midnight = FilingDay(time(23, 59), "end of the day; the court's own hour was not read", source=MEMORY)
    return CourtFacts(key, family, state, None, None, zone, (midnight,))


@cache
def _rows() -> Mapping[str, tuple[str, str, str, str, str]]:
    """The rows of courts.tsv by key."""
    rows: dict[str, tuple[str, str, str, str, str]] = {}
    for line in _TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        key, state, circuit, zone, more = line.split("\t")
        rows[key] = (key, state, circuit, zone, more)
    return MappingProxyType(rows)


def court_keys() -> tuple[str, ...]:
    """The keys of the district courts and courts of appeals of the table."""
    return tuple(_rows())
