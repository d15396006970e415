"""Every named constraint is broken once, at the database itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F

from foundation.core.constraints import plainly_holds
from tests import factories
from tests.ours import constraints

pytestmark = pytest.mark.django_db

LONG_AGO, EARLY, LATE = date(2001, 1, 1), date(2017, 1, 1), date(2018, 1, 1)

#: Constraint -> what of a sound row (by the model's factory, with these traits) is written to break it.
BROKEN_BY: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "accounts_user_quiet_hours_whole": ({}, {"quiet_from": time(22)}),
    "cases_case_checker_has_day": ({}, {"checked_by": "The newsroom"}),
    "cases_case_has_title": ({}, {"title": ""}),
    "cases_court_country_code": ({}, {"country": "us"}),
    "cases_docket_filed_before_terminated": (
        {"closed": True},
        {"terminated_earliest": LONG_AGO, "terminated_latest": LONG_AGO},
    ),
    "cases_docketlink_of_two": ({}, {"to_docket": F("from_docket")}),
    "cases_party_unassigned_has_word": ({}, {"role": "unassigned"}),
    "cases_statement_tie_has_confirmer": ({}, {"confirmer_tie": "brother of a party"}),
    "deadlines_calendar_hash_is_sha256": ({}, {"token_hash": "F" * 64}),
    "deadlines_closure_has_source": ({}, {"source": ""}),
    "deadlines_deadline_has_due_day": ({"vacated": True}, {"due_on": None}),
    "deadlines_deadline_not_computable_bare": ({}, {"basis": "not_computable"}),
    "deadlines_deadline_not_its_own": ({}, {"depends_on": F("pk")}),
    "deadlines_deadline_stated_has_source": ({}, {"court_stated_on": LATE}),
    "deadlines_deadline_open_has_day": (
        {},
        {"due_on": None, "computed_on": None, "basis": "not_computable"},
    ),
    "deadlines_deadline_time_of_day": ({"needs_review": True}, {"due_time": time(17)}),
    "deadlines_review_hash_is_sha256": ({}, {"content_hash": "F" * 64}),
    "deadlines_rule_from_before_through": ({}, {"in_force_through": LONG_AGO}),
    "deadlines_rule_hash_is_sha256": ({}, {"content_hash": "f" * 63}),
    "deadlines_tolling_paused_before_resumed": ({}, {"resumed_on": EARLY}),
    "deadlines_trigger_time_of_day": ({"undated": True}, {"time": time(17)}),
    "deadlines_extension_moves": ({}, {"due_on": F("previous_due_on")}),
    "deadlines_watcher_of_one": ({}, {"case": None}),
    "delivery_message_cancelled_has_reason": ({}, {"state": "cancelled"}),
    "delivery_message_sent_has_time": ({}, {"state": "sent"}),
    "filings_document_held_has_file": ({}, {"availability": "held"}),
    "filings_entry_exact_day": ({}, {"date_filed": LATE}),
    "filings_entry_placeholder_bare": ({}, {"is_placeholder": True}),
    "filings_entry_stricken_has_note": ({}, {"stricken_note": "by ECF 70"}),
    "filings_entry_unassigned_has_word": ({}, {"kind": "unassigned"}),
    "filings_link_of_two": ({}, {"to_entry": F("from_entry")}),
    "filings_link_outcome_of_decision": ({}, {"kind": "answers", "outcome": "granted"}),
    "filings_link_to_one": ({}, {"to_number": 12}),
    "people_merge_of_two": ({}, {"gone": F("kept")}),
    "people_merge_undone_pair": ({}, {"undone_at": datetime(2018, 1, 1, tzinfo=UTC)}),
    "people_person_has_name": ({}, {"name": ""}),
    "people_relationship_of_two": ({}, {"object": F("subject")}),
    "people_relationship_starts_before_end": (
        {"start": "2018", "end": "2019"},
        {"end_earliest": EARLY, "end_latest": EARLY},
    ),
    "search_alias_has_key": ({}, {"key": ""}),
    "search_row_has_terms": ({}, {"terms": ""}),
    "revisions_bulkchange_undone_pair": ({}, {"undone_at": datetime(2018, 1, 1, tzinfo=UTC)}),
    "revisions_correction_withheld_bare": ({}, {"words_withheld": True}),
    "sources_source_link_has_address": ({}, {"may_link": True}),
}

#: Unique constraint -> the traits of the first row and what the second has of its own.
REPEATED: Mapping[str, tuple[Mapping[str, Any], Callable[[], Mapping[str, Any]]]] = {
    "cases_docket_one_lead_a_case": ({"is_lead": True}, lambda: {"docket_number": "2:15-cv-00002"}),
    "deadlines_watcher_deadline_once": ({"of_deadline": True}, dict),
    "deadlines_acknowledged_once": ({}, lambda: {"user": factories.UserFactory()}),
    "deadlines_reminder_once": ({}, lambda: {"message": factories.MessageFactory()}),
}


def _of(kind: type[models.BaseConstraint]) -> Iterator[Any]:
    for name, model in sorted(constraints().items()):
        if any(item.name == name and isinstance(item, kind) for item in model._meta.constraints):
            yield pytest.param(name, model, id=name)


def _constraint(name: str, model: type[models.Model]) -> Any:
    return next(item for item in model._meta.constraints if item.name == name)


def _make(model: type[models.Model], traits: Mapping[str, Any]) -> Any:
    return getattr(factories, f"{model.__name__}Factory")(**traits)


def _breaking_values(name: str, model: type[models.Model]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return traits and values; words and bounds break their constraints in the same way everywhere."""
    if name in BROKEN_BY:
        return BROKEN_BY[name]
    condition = _constraint(name, model).condition
    first = str(condition.children[0][0])
    if name.endswith("_known"):
        return {}, {first.removesuffix("__in"): "?"}
    assert name.endswith("_ordered")
    earliest = first.removesuffix("__isnull")
    latest = earliest.replace("earliest", "latest")
    exact = {"date_filed": None} if model.__name__ == "DocketEntry" else {}
    return {}, {earliest: LATE, latest: EARLY, **exact}


def _break(record: Any, values: Mapping[str, Any]) -> None:
    """Give the record itself what a row is given by an update."""
    fields = {name: record._meta.get_field(name).attname for name in values}
    for name, value in values.items():
        is_other = isinstance(value, F)
        setattr(record, fields[name], getattr(record, _column(record, value.name)) if is_other else value)


def _column(record: Any, name: str) -> str:
    return str(record._meta.pk.attname if name == "pk" else record._meta.get_field(name).attname)


@pytest.mark.parametrize(("name", "model"), list(_of(models.CheckConstraint)))
def test_only_what_plainly_holds_is_not_asked_of_the_database(name: str, model: type[models.Model]) -> None:
    """Patterns and files are always asked: the two databases and Python do not read them quite alike."""
    traits, values = _breaking_values(name, model)
    record, constraint = _make(model, traits), _constraint(name, model)
    asked = any(word in str(constraint.condition) for word in ("__regex'", "('file',"))
    assert plainly_holds(constraint, record) is not asked
    _break(record, values)
    assert not plainly_holds(constraint, record)


def test_a_sound_deadline_is_saved_without_a_question(django_assert_num_queries: Any) -> None:
    deadline = factories.DeadlineFactory()
    with django_assert_num_queries(0):
        deadline.validate_constraints()


@pytest.mark.parametrize(("name", "model"), list(_of(models.CheckConstraint)))
def test_a_broken_condition_is_refused_by_name(name: str, model: type[models.Model]) -> None:
    traits, values = _breaking_values(name, model)
    record = _make(model, traits)
    # A plain queryset: the models' own would write the column of a language instead.
    row: models.QuerySet[Any] = models.QuerySet(model).filter(pk=record.pk)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        row.update(**values)
    assert name in str(refused.value)


@pytest.mark.parametrize(("name", "model"), list(_of(models.UniqueConstraint)))
def test_a_repeated_row_is_refused_by_name(name: str, model: type[models.Model]) -> None:
    traits, own = REPEATED.get(name, ({}, dict))
    first = _make(model, traits)
    same = {field.attname: getattr(first, field.attname) for field in model._meta.concrete_fields}
    second = model(**{key: value for key, value in same.items() if key != model._meta.pk.attname})
    for key, value in own().items():
        setattr(second, key, value)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        models.QuerySet(model).bulk_create([second])
    columns = [model._meta.get_field(field).column for field in _constraint(name, model).fields]
    # SQLite names the columns instead of the constraint.
    told = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    assert (told if connection.vendor == "sqlite" else name) in str(refused.value)


def test_no_recipe_is_left_over() -> None:
    assert set(BROKEN_BY) | set(REPEATED) <= set(constraints())
