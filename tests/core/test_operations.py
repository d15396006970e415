"""Saving and removing records: validation, history, nothing half-saved."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from cases.models import Case, Party
from foundation.core.operations import remove_part, save_record
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db


def test_history_names_author_and_reason() -> None:
    editor = factories.UserFactory()
    person = save_record(Person(name="Roe"), by=editor, reason="first seen in ECF 1")
    person.name = "Roe, Jane"
    save_record(person, by=None)
    lines = list(
        person.history.order_by("pk").values_list("name_en", "history_user", "history_change_reason")
    )
    assert lines == [("Roe", editor.pk, "first seen in ECF 1"), ("Roe, Jane", None, None)]


def test_a_long_reason_is_cut() -> None:
    person = save_record(Person(name="Roe"), by=None, reason="x" * 500)
    assert person.history.get().history_change_reason == "x" * 100


def test_an_invalid_record_is_refused_with_a_message_per_field() -> None:
    with pytest.raises(ValidationError) as refused:
        save_record(Case(slug="кириллица", title=""), by=None)
    assert set(refused.value.message_dict) >= {"slug"}
    assert Case.objects.count() == Case.history.count() == 0


def test_a_removed_part_leaves_its_history() -> None:
    party, editor = factories.PartyFactory(), factories.UserFactory()
    pk = party.pk
    remove_part(party, by=editor, reason="entered twice")
    assert Party.objects.count() == 0
    last = Party.history.filter(id=pk).latest()
    assert (last.history_type, last.history_user, last.history_change_reason) == (
        "-",
        editor,
        "entered twice",
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: factories.DocketFactory().case,
        lambda: factories.DocketEntryFactory().docket,
        lambda: factories.DocumentFactory().entry,
        lambda: factories.PartyFactory().person,
        lambda: factories.DocketFactory().court,
        lambda: factories.DeadlineFactory().trigger,
        lambda: factories.CitationFactory().source,
        lambda: factories.ReminderFactory().deadline,
        lambda: factories.MessageFactory().recipient,
    ],
    ids=["case", "docket", "entry", "person", "court", "trigger", "source", "deadline", "recipient"],
)
def test_what_others_rest_on_cannot_be_deleted(make: object) -> None:
    record = make()  # type: ignore[operator]
    with pytest.raises(ProtectedError):
        record.delete()


@pytest.mark.parametrize("code", ["kk", "ru", "en"])
def test_a_record_may_exist_in_one_language_only(code: str) -> None:
    case = save_record(Case(slug="one", **{f"title_{code}": "Іс"}), by=None)
    assert {language: getattr(case, f"title_{language}") or "" for language in ("kk", "ru", "en")} == {
        **dict.fromkeys(("kk", "ru", "en"), ""),
        code: "Іс",
    }
