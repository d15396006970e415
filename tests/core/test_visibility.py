"""Who may see what: every model, every hidden state of the record itself and of each parent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.db import models

from foundation.core.audience import DESK, PUBLIC
from foundation.core.models import Publication
from tests import factories
from tests.factories.publication import FAR_AHEAD, LONG_AGO
from tests.ours import our_models

HIDDEN: Mapping[str, Mapping[str, Any]] = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "in review and scheduled": {"status": "in_review", "publish_at": LONG_AGO},
    "withdrawn": {"status": "withdrawn"},
    "embargoed": {"embargo_until": FAR_AHEAD},
    "embargo over, but nobody lifted it": {"embargo_until": LONG_AGO},
    "sealed": {"sealed": True},
}

#: How a record with every parent that it can have is made, where the plain factory leaves one out.
COMPLETE: Mapping[str, Callable[[], Any]] = {
    "Appearance": lambda: factories.AppearanceFactory(with_firm=True),
    "Deadline": lambda: factories.DeadlineFactory(last_of_three=True),
    "Event": lambda: factories.EventFactory(docket=factories.DocketFactory()),
    "EventPerson": lambda: factories.EventPersonFactory(event__docket=factories.DocketFactory()),
    "Extension": lambda: factories.ExtensionFactory(
        entry=factories.DocketEntryFactory(), deadline__last_of_three=True
    ),
    "StatementCheck": lambda: factories.StatementCheckFactory(against_entry=True),
    "Tolling": lambda: factories.TollingFactory(
        entry=factories.DocketEntryFactory(), deadline__last_of_three=True
    ),
}


def _factory(model: type[models.Model]) -> Callable[[], Any]:
    factory: Callable[[], Any] = getattr(factories, f"{model.__name__}Factory")
    return factory


def _hideable() -> list[type[models.Model]]:
    return [
        # A correction is hidden with the record that it is of: tests/revisions/.
        model
        for model in our_models()
        if issubclass(model, Publication) or getattr(model, "visible_through", ())
    ]


def _places(model: type[models.Model]) -> list[str]:
    """Return from where a record can be hidden: itself, and the paths to its parents."""
    return [*(["itself"] if issubclass(model, Publication) else []), *getattr(model, "visible_through", ())]


def _at(record: Any, path: str) -> Any:
    for name in () if path == "itself" else path.split("__"):
        record = getattr(record, name)
    return record


@pytest.mark.django_db
@pytest.mark.parametrize("model", _hideable(), ids=lambda model: model.__name__)
def test_what_is_hidden_hides_the_record(model: Any) -> None:
    make = COMPLETE.get(model.__name__, _factory(model))
    seen, hidden = make(), make()
    mine = model.objects.filter(pk__in=[seen.pk, hidden.pk])
    places = _places(model)
    assert places
    for path in places:
        parent = _at(hidden, path)
        row = type(parent).objects.filter(pk=parent.pk)
        shown = dict(row.values("status", "publish_at", "embargo_until", "sealed").get())
        assert set(mine.visible_to(PUBLIC)) == {seen, hidden}
        for name, state in HIDDEN.items():
            row.update(**{**shown, **state})
            assert set(mine.visible_to(PUBLIC)) == {seen}, f"{path}: {name}"
            assert set(mine.visible_to(DESK)) == {seen, hidden}, f"{path}: {name}"
        row.update(**shown)


@pytest.mark.django_db
@pytest.mark.parametrize("model", _hideable(), ids=lambda model: model.__name__)
def test_a_parent_that_is_not_set_hides_nothing(model: Any) -> None:
    record = _factory(model)()
    assert list(model.objects.filter(pk=record.pk).visible_to(PUBLIC)) == [record]


@pytest.mark.django_db
@pytest.mark.parametrize("model", _hideable(), ids=lambda model: model.__name__)
def test_each_record_is_seen_once(model: Any) -> None:
    """No join multiplies rows, so counts are right."""
    _factory(model)()
    assert model.objects.visible_to(PUBLIC).count() == len(set(model.objects.visible_to(PUBLIC)))
