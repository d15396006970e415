"""The publication clock."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cases.models import Case
from foundation.core.audience import PUBLIC
from foundation.core.publication import open_due, published_models
from tests import factories
from tests.ours import publications

pytestmark = pytest.mark.django_db

NOON = datetime(2018, 1, 15, 12, tzinfo=UTC)


def test_it_knows_every_model_with_a_publication_state() -> None:
    assert [model for model in published_models() if not hasattr(model, "history_id")] == publications()


@pytest.mark.parametrize("model", publications(), ids=lambda model: model.__name__)
def test_what_is_scheduled_is_published_when_its_time_has_come(model: Any) -> None:
    record = getattr(factories, f"{model.__name__}Factory")(in_review=True, publish_at=NOON)
    assert open_due(NOON - timedelta(seconds=1)) == 0
    assert model.objects.visible_to(PUBLIC).count() == 0 or record not in model.objects.visible_to(PUBLIC)
    assert open_due(NOON) == 1
    record.refresh_from_db()
    assert (record.status, record.publish_at) == ("published", None)
    assert record in model.objects.visible_to(PUBLIC)
    assert open_due(NOON) == 0


def test_an_embargo_is_lifted_when_it_is_over() -> None:
    case = factories.CaseFactory(embargo_until=NOON)
    assert open_due(NOON - timedelta(seconds=1)) == 0
    assert open_due(NOON) == 1
    assert list(Case.objects.visible_to(PUBLIC)) == [case]


def test_without_the_worker_an_embargo_that_is_over_still_hides() -> None:
    factories.CaseFactory(embargo_over=True)
    assert list(Case.objects.visible_to(PUBLIC)) == []


@pytest.mark.parametrize("situation", [{"draft": True}, {"withdrawn": True}, {"in_review": True}])
def test_time_alone_publishes_nothing(situation: dict[str, bool]) -> None:
    """The end of an embargo is no publication, and a draft or a withdrawn record has no appointed time."""
    case = factories.CaseFactory(embargo_until=NOON, **situation)
    draft = factories.CaseFactory(draft=True, publish_at=NOON)
    open_due(NOON)
    case.refresh_from_db()
    draft.refresh_from_db()
    assert case.embargo_until is None
    assert (case.is_public, draft.is_public) == (False, False)


def test_an_embargo_outlasts_the_appointed_time() -> None:
    case = factories.CaseFactory(in_review=True, publish_at=NOON, embargo_until=NOON + timedelta(days=1))
    open_due(NOON)
    case.refresh_from_db()
    assert (case.status, case.is_public) == ("published", False)
    open_due(NOON + timedelta(days=1))
    case.refresh_from_db()
    assert case.is_public


def test_sealed_stays_sealed() -> None:
    case = factories.CaseFactory(in_review=True, publish_at=NOON, sealed=True)
    open_due(NOON)
    case.refresh_from_db()
    assert (case.status, case.sealed, case.is_public) == ("published", True, False)


def test_opening_writes_history_and_raises_the_version() -> None:
    entry = factories.DocketEntryFactory(embargo_until=NOON)
    case = entry.docket.case
    open_due(NOON)
    line = entry.history.latest()
    assert (line.history_user, line.history_change_reason) == (None, "opened by the publication clock")
    assert Case.objects.get(pk=case.pk).version == case.version + 1


def test_a_record_that_does_not_validate_stays_hidden_and_keeps_nobody_else_waiting(
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = factories.CaseFactory(in_review=True, publish_at=NOON)
    Case.objects.filter(pk=broken.pk).update(slug="not a slug")
    sound = factories.CaseFactory(in_review=True, publish_at=NOON)
    with caplog.at_level(logging.ERROR):
        assert open_due(NOON) == 1
    assert list(Case.objects.visible_to(PUBLIC)) == [sound]
    assert f"Case {broken.pk} cannot be opened" in caplog.text
