"""Reads whose SQL is worked out once: they return what their querysets return, for whatever keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet, Value
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cases.models import Docket
from filings.models import DocketEntry
from foundation.core.audience import DESK, PUBLIC, Audience
from foundation.core.prepared import _FORMS, prepared
from tests.factories import DocketEntryFactory, DocketFactory

pytestmark = pytest.mark.django_db


@prepared
def _dockets(case: int, *, audience: Audience) -> QuerySet[Any]:
    return Docket.objects.visible_to(audience).filter(case=case).select_related("court")


@prepared
def _entries(pks: Sequence[int], *, audience: Audience) -> QuerySet[Any]:
    return DocketEntry.objects.visible_to(audience).filter(pk__in=pks).order_by("pk")


@prepared
def _titles(case: int, pks: Sequence[int]) -> QuerySet[Any]:
    of_case = DocketEntry.objects.filter(docket__case=case).order_by().values_list("pk", "title")
    return of_case.union(DocketEntry.objects.filter(pk__in=pks).order_by().values_list("pk", "title"))


@prepared
def _marked(pk: int, *, mark: int) -> QuerySet[Any]:
    return DocketEntry.objects.filter(pk=pk).order_by().values_list("pk", Value(mark))


@prepared
def _next(pk: int) -> QuerySet[Any]:
    return DocketEntry.objects.filter(pk=pk + 1)


def test_each_call_gets_the_rows_of_its_own_keys() -> None:
    first, second = DocketFactory(), DocketFactory()
    for docket in (first, second, first):
        (found,) = _dockets(docket.case_id, audience=PUBLIC)
        assert (found, found.court) == (docket, docket.court)


def test_a_list_of_any_length_finds_its_records_and_no_others() -> None:
    docket = DocketFactory()
    pks = [DocketEntryFactory(docket=docket).pk for _number in range(17)]
    for length in (17, 1, 0, 8, 9):
        assert [row.pk for row in _entries(pks[:length], audience=PUBLIC)] == pks[:length]


def test_without_keys_the_database_is_not_asked() -> None:
    DocketEntryFactory()
    with CaptureQueriesContext(connection) as queries:
        assert _entries([], audience=PUBLIC) == []
    assert len(queries) == 0


def test_a_list_longer_than_all_forms_finds_its_records_too() -> None:
    entry = DocketEntryFactory()
    assert _entries([*range(10_000, 10_600), entry.pk], audience=PUBLIC) == [entry]


def test_what_one_audience_asked_for_is_not_given_to_another() -> None:
    hidden = DocketEntryFactory(status="draft")
    assert _entries([hidden.pk], audience=DESK) == [hidden]
    assert _entries([hidden.pk], audience=PUBLIC) == []
    assert _entries([hidden.pk], audience=DESK) == [hidden]


def test_a_record_that_is_sealed_after_the_sql_was_made_is_not_found() -> None:
    entry = DocketEntryFactory()
    assert _entries([entry.pk], audience=PUBLIC) == [entry]
    DocketEntry.objects.filter(pk=entry.pk).update(sealed=True)
    assert _entries([entry.pk], audience=PUBLIC) == []


def test_each_language_reads_its_own_columns() -> None:
    entry = DocketEntryFactory(title_en="Order", title_ru="Приказ")
    for language, title in (("en", "Order"), ("ru", "Приказ"), ("en", "Order")):
        with override(language):
            assert _titles(entry.docket.case_id, []) == [(entry.pk, title)]


def test_a_union_takes_keys_in_all_its_parts() -> None:
    one, other = DocketEntryFactory(), DocketEntryFactory()
    found = _titles(one.docket.case_id, [other.pk])
    assert sorted(pk for pk, _title in found) == sorted([one.pk, other.pk])


def test_a_call_is_one_query() -> None:
    docket = DocketFactory()
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            _dockets(docket.case_id, audience=PUBLIC)
        assert len(queries) == 1


def test_more_forms_than_are_kept_are_read_too() -> None:
    entry = DocketEntryFactory()
    for _turn in range(2):
        for number in range(_FORMS + 3):
            assert _marked(entry.pk, mark=number) == [(entry.pk, number)]
    assert 0 < len(_marked._idle) <= _FORMS


def test_a_key_that_no_database_can_hold_is_that_of_no_record() -> None:
    DocketFactory()
    assert _dockets(10**30, audience=PUBLIC) == []


def test_a_call_inside_a_call_has_a_form_of_its_own() -> None:
    """As in two threads at once: what the outer one asks and finds stays its own."""
    first, second = DocketEntryFactory(), DocketEntryFactory()
    inner: list[Any] = []

    def also(execute: Any, *asked: Any) -> Any:
        if not inner:
            inner.append(None)
            inner[0] = _marked(second.pk, mark=1)
        return execute(*asked)

    with connection.execute_wrapper(also):
        outer = _marked(first.pk, mark=1)
    assert (outer, inner) == ([(first.pk, 1)], [[(second.pk, 1)]])


def test_a_key_that_is_changed_on_its_way_is_refused() -> None:
    with pytest.raises(ValueError, match="a key of _next does not reach its query as it is"):
        _next(3)
