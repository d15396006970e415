"""`make canary`: nothing that is hidden is seen on any route; and the canary bites."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver

from foundation.core.enums import PublicationStatus
from tests.canary.looking import BrokenError, look
from tests.canary.planting import PLANTS, STATES
from tests.canary.routes import UnfillableError, routes_of
from tests.ours import publications

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_nothing_hidden_is_seen_anywhere() -> None:
    report = look(in_turn=True)
    assert report.seen == []
    assert report.counts() == {
        "states": len(STATES),
        "routes": len(list(routes_of(get_resolver()))),
        "planted": len(STATES) * len(PLANTS),
        "seen": 0,
    }


def test_each_kind_of_record_is_planted_in_each_state_that_hides() -> None:
    assert set(PLANTS) == {model.__name__ for model in publications()}
    statuses = {state["status"] for state in STATES.values() if "status" in state}
    assert statuses == set(PublicationStatus) - {PublicationStatus.PUBLISHED}


def test_a_route_that_leaks_is_found(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.canary.leaking"
    seen = {(found.planted.model, found.planted.state) for found in look(["DocketEntry"], below="leak/").seen}
    assert seen == {("DocketEntry", state) for state in STATES}


def test_a_route_that_is_broken_is_no_route_that_hides(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.canary.leaking"
    with pytest.raises(BrokenError, match="/broken/"):
        look([], below="broken/")


def test_a_route_that_cannot_be_filled_fails(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.canary.unfillable"
    with pytest.raises(UnfillableError, match="things/<uuid:thing>/"):
        look([])
