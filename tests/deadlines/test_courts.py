"""The table of courts."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from deadlines.calendars import STATES, Family, court_facts, split_jurisdiction
from deadlines.calendars.courts import CourtFacts, court_keys
from deadlines.calendars.sources import SOURCES


def facts(jurisdiction: str) -> CourtFacts:
    found = court_facts(jurisdiction)
    assert found is not None
    return found


def test_there_are_94_districts_and_13_circuits() -> None:
    keys = court_keys()
    districts = [key for key in keys if court_facts(f"us-fed-{key}")]
    circuits = [key for key in keys if court_facts(f"us-frap-{key}")]
    assert (len(districts), len(circuits)) == (94, 13)
    assert set(districts) | set(circuits) == set(keys)
    assert not set(districts) & set(circuits)
    assert {facts(f"us-fed-{key}").state for key in districts} == STATES


@pytest.mark.parametrize(
    ("jurisdiction", "family", "state", "circuit_state", "zone"),
    [
        ("us-fed-cand", Family.DISTRICT, "CA", None, "America/Los_Angeles"),
        ("us-fed-azd", Family.DISTRICT, "AZ", None, "America/Phoenix"),
        ("us-fed-kywd", Family.DISTRICT, "KY", None, "America/Kentucky/Louisville"),
        ("us-fed-prd", Family.DISTRICT, "PR", None, "America/Puerto_Rico"),
        ("us-fed-gud", Family.DISTRICT, "GU", None, "Pacific/Guam"),
        ("us-fed-vid", Family.DISTRICT, "VI", None, "America/St_Thomas"),
        ("us-fed-nmid", Family.DISTRICT, "MP", None, "Pacific/Saipan"),
        ("us-fed-dcd", Family.DISTRICT, "DC", None, "America/New_York"),
        ("us-bk-deb", Family.BANKRUPTCY, "DE", None, "America/New_York"),
        ("us-bk-nysb", Family.BANKRUPTCY, "NY", None, "America/New_York"),
        ("us-bk-arb", Family.BANKRUPTCY, "AR", None, "America/Chicago"),
        ("us-bk-akb", Family.BANKRUPTCY, "AK", None, "America/Anchorage"),
        ("us-bk-nmib", Family.BANKRUPTCY, "MP", None, "Pacific/Saipan"),
        ("us-frap-ca9", Family.APPEALS, None, "CA", "America/Los_Angeles"),
        ("us-frap-ca1", Family.APPEALS, None, "MA", "America/New_York"),
        ("us-frap-ca5", Family.APPEALS, None, "LA", "America/Chicago"),
        ("us-frap-cafc", Family.APPEALS, None, "DC", "America/New_York"),
        ("us-bap-ca9", Family.BANKRUPTCY_APPELLATE_PANEL, None, "CA", "America/Los_Angeles"),
        ("us-bap-bap10", Family.BANKRUPTCY_APPELLATE_PANEL, None, "CO", "America/Denver"),
        ("gb-eaw", Family.ENGLAND_AND_WALES, None, None, "Europe/London"),
        ("us-ca-superior", Family.CALIFORNIA_SUPERIOR, "CA", None, "America/Los_Angeles"),
    ],
)
def test_facts_of_single_courts(
    jurisdiction: str, family: Family, state: str | None, circuit_state: str | None, zone: str
) -> None:
    court = facts(jurisdiction)
    assert (court.family, court.state, court.circuit_state, court.time_zone) == (
        family,
        state,
        circuit_state,
        zone,
    )
    assert split_jurisdiction(jurisdiction)[0] is family


def test_every_time_zone_exists_and_every_source_is_known() -> None:
    for key in court_keys():
        court = court_facts(f"us-fed-{key}") or facts(f"us-frap-{key}")
        for zone in (court.time_zone, *court.more_time_zones):
            ZoneInfo(zone)
        assert court.source in SOURCES
        assert court.circuit
        for day in court.filing_days:
            assert day.authority
            assert day.source in SOURCES
    assert facts("us-fed-txwd").more_time_zones == ("America/Denver",)
    assert facts("us-fed-cand").more_time_zones == ()


def test_the_filing_day_ends_at_midnight_unless_the_court_says_otherwise() -> None:
    assert facts("us-fed-nysd").filing_day_ends == time(23, 59)
    assert facts("us-fed-nysd").authority == "Fed. R. Civ. P. 6(a)(4)"
    assert facts("us-bk-deb").filing_day_ends == time(23, 59)
    assert facts("us-fed-ded").filing_day_ends == time(17)
    third = facts("us-frap-ca3")
    assert third.filing_day_ends == time(17)
    assert third.filing_day(date(2023, 6, 30)).ends == time(23, 59)
    assert third.filing_day(date(2023, 7, 1)).ends == time(17)
    assert third.filing_day(date(2023, 7, 1)).exception
    assert facts("us-fed-njd").filing_day_ends == time(23, 59)


@pytest.mark.parametrize(
    "jurisdiction",
    ["us-fed-any", "us-frap-any", "us-bk-any", "us-bap-any", "us-fed-xyzd", "us-frap-nysd", "us-fed-ca9"],
)
def test_an_unnamed_or_unknown_court_has_no_facts(jurisdiction: str) -> None:
    assert court_facts(jurisdiction) is None


@pytest.mark.parametrize(
    "jurisdiction", ["", "us", "us-fed", "us-fed-", "US-FED-cand", "kz-any", "us-fed-cand "]
)
def test_a_malformed_jurisdiction_is_refused(jurisdiction: str) -> None:
    with pytest.raises(ValueError, match="not a jurisdiction"):
        court_facts(jurisdiction)
