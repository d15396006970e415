"""Courts to choose from, by name and in groups. The names are the courts' own, in English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines.calendars import court_facts
from deadlines.calendars.courts import court_keys

#: A group of choices: its label, and pairs of value and label.
Group = tuple[Promise | str, tuple[tuple[str, Promise | str], ...]]

#: States and territories with a federal court, by postal code.
STATE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "AL": "Alabama",
        "AK": "Alaska",
        "AZ": "Arizona",
        "AR": "Arkansas",
        "CA": "California",
        "CO": "Colorado",
        "CT": "Connecticut",
        "DE": "Delaware",
        "DC": "District of Columbia",
        "FL": "Florida",
        "GA": "Georgia",
        "GU": "Guam",
        "HI": "Hawaii",
        "ID": "Idaho",
        "IL": "Illinois",
        "IN": "Indiana",
        "IA": "Iowa",
        "KS": "Kansas",
        "KY": "Kentucky",
        "LA": "Louisiana",
        "ME": "Maine",
        "MD": "Maryland",
        "MA": "Massachusetts",
        "MI": "Michigan",
        "MN": "Minnesota",
        "MS": "Mississippi",
        "MO": "Missouri",
        "MP": "Northern Mariana Islands",
        "MT": "Montana",
        "NE": "Nebraska",
        "NV": "Nevada",
        "NH": "New Hampshire",
        "NJ": "New Jersey",
        "NM": "New Mexico",
        "NY": "New York",
        "NC": "North Carolina",
        "ND": "North Dakota",
        "OH": "Ohio",
        "OK": "Oklahoma",
        "OR": "Oregon",
        "PA": "Pennsylvania",
        "PR": "Puerto Rico",
        "RI": "Rhode Island",
        "SC": "South Carolina",
        "SD": "South Dakota",
        "TN": "Tennessee",
        "TX": "Texas",
        "UT": "Utah",
        "VT": "Vermont",
        "VA": "Virginia",
        "VI": "Virgin Islands",
        "WA": "Washington",
        "WV": "West Virginia",
        "WI": "Wisconsin",
        "WY": "Wyoming",
    }
)
_PARTS = {
    "": "",
    "n": "Northern",
    "s": "Southern",
    "e": "Eastern",
    "w": "Western",
    "m": "Middle",
    "c": "Central",
}
_CIRCUITS = {
    "ca1": "First Circuit",
    "ca2": "Second Circuit",
    "ca3": "Third Circuit",
    "ca4": "Fourth Circuit",
    "ca5": "Fifth Circuit",
    "ca6": "Sixth Circuit",
    "ca7": "Seventh Circuit",
    "ca8": "Eighth Circuit",
    "ca9": "Ninth Circuit",
    "ca10": "Tenth Circuit",
    "ca11": "Eleventh Circuit",
    "cadc": "District of Columbia Circuit",
    "cafc": "Federal Circuit",
}
#: Both districts of Arkansas share one bankruptcy court.
_SHARED, _SHARED_BY_STATE = (
    "Eastern and Western Districts of Arkansas",
    "Arkansas, Eastern and Western Districts",
)


@cache
def courts() -> tuple[Group, ...]:
    """Return the courts that the engine counts for, in groups; the values are jurisdictions."""
    districts = sorted((_by_state(key), key) for key in _district_keys())
    bankruptcy = sorted({_bankruptcy(name, key) for name, key in districts})
    return (
        (
            _("U.S. district courts"),
            (
                *((f"us-fed-{key}", name) for name, key in districts),
                ("us-fed-any", _("another district; holidays of the state not counted")),
            ),
        ),
        (
            _("U.S. courts of appeals"),
            (
                *((f"us-frap-{key}", name) for key, name in _CIRCUITS.items()),
                ("us-frap-any", _("circuit not known; holidays of the state not counted")),
            ),
        ),
        (
            _("U.S. bankruptcy courts"),
            (
                *((f"us-bk-{key}", name) for name, key in bankruptcy),
                ("us-bk-any", _("another district; holidays of the state not counted")),
            ),
        ),
        (
            _("Other courts"),
            (
                ("us-ca-superior", "Superior Courts of California"),
                ("gb-eaw", "England and Wales, under the Civil Procedure Rules"),
            ),
        ),
    )


def court_name(jurisdiction: str) -> str:
    """Return the court of a jurisdiction in words; one that is not in :func:`courts` stands as it is."""
    return str(_names().get(jurisdiction, jurisdiction))


@cache
def _names() -> Mapping[str, Promise | str]:
    full = {f"us-fed-{key}": f"U.S. District Court, {_district_name(key)}" for key in _district_keys()}
    for key in _district_keys():
        name, bankruptcy = _bankruptcy(_district_name(key), key)
        full[f"us-bk-{bankruptcy}"] = f"U.S. Bankruptcy Court, {name}"
    full |= {f"us-frap-{key}": f"U.S. Court of Appeals, {name}" for key, name in _CIRCUITS.items()}
    shown = {value: label for _group, choices in courts() for value, label in choices}
    return MappingProxyType(shown | full)


def _district_keys() -> tuple[str, ...]:
    return tuple(key for key in court_keys() if key not in _CIRCUITS)


def _bankruptcy(name: str, key: str) -> tuple[str, str]:
    """Name and key of the bankruptcy court of a district: its key with b for d."""
    if key in ("ared", "arwd"):
        return (_SHARED if name.startswith(("Eastern", "Western")) else _SHARED_BY_STATE), "arb"
    return name, f"{key[:-1]}b"


def _state_and_part(key: str) -> tuple[str, str]:
    """``California``, ``Northern`` from ``cand``: the part is the last letter but one, where there is one."""
    facts = court_facts(f"us-fed-{key}")
    if facts is None or facts.state is None:
        raise LookupError(f"{key} is no district of the table")
    prefix = "nmi" if facts.state == "MP" else facts.state.lower()
    part = key[len(prefix) : -1] if facts.state != "DC" else ""
    return STATE_NAMES[facts.state], _PARTS[part]


def _by_state(key: str) -> str:
    """``California, Northern District``: what a list that is sorted by states shows."""
    state, part = _state_and_part(key)
    return f"{state}, {part} District" if part else state


def _district_name(key: str) -> str:
    """``Northern District of California``: the name of the court."""
    state, part = _state_and_part(key)
    if state.startswith("District"):
        return state
    article = "the " if state.endswith("Islands") else ""
    return f"{part} District of {article}{state}".strip()
