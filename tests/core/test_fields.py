"""The column of an imprecise date."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.models import Docket, Event
from filings.models import DocketEntry
from foundation.core.fields import ImpreciseDateField, validate_edtf
from foundation.core.operations import save_record
from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "earliest", "latest", "exact"),
    [
        ("2017-12-21", date(2017, 12, 21), date(2017, 12, 21), date(2017, 12, 21)),
        ("2017-12-21?", date(2017, 12, 21), date(2017, 12, 21), None),
        ("2017-12", date(2017, 12, 1), date(2017, 12, 31), None),
        ("[..2017-12-21]", None, date(2017, 12, 21), None),
        ("[2017-12-21..]", date(2017, 12, 21), None, None),
        ("", None, None, None),
    ],
)
def test_the_bounds_and_the_exact_day_are_written_on_save(
    text: str, earliest: date | None, latest: date | None, exact: date | None
) -> None:
    entry = factories.DocketEntryFactory(date=text)
    row = DocketEntry.objects.values_list("date", "date_earliest", "date_latest", "date_filed").get(
        pk=entry.pk
    )
    assert row == (text, earliest, latest, exact)


@pytest.mark.django_db
def test_a_date_that_is_cleared_takes_its_bounds_along() -> None:
    entry = factories.DocketEntryFactory()
    entry.date = ""
    save_record(entry, by=None)
    entry.refresh_from_db()
    assert (entry.date_earliest, entry.date_latest, entry.date_filed) == (None, None, None)


@pytest.mark.django_db
def test_constraints_see_the_new_bounds_before_anything_is_saved() -> None:
    docket = factories.DocketFactory(date_filed="2014-01-02")
    docket.date_terminated = "2013-05"
    with pytest.raises(ValidationError, match="cases_docket_filed_before_terminated"):
        save_record(docket, by=None)
    assert Docket.objects.get().date_terminated == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["yesterday", "2017-02-30", "2017-13", "21.12.2017", "<b>2017</b>", "2017/2018"]
)
def test_a_date_in_another_form_is_refused_beside_its_field(text: str) -> None:
    event = factories.EventFactory()
    event.date = text
    with pytest.raises(ValidationError) as refused:
        save_record(event, by=None)
    assert list(refused.value.message_dict) == ["date"]
    assert Event.objects.get().date == "2015-03-03"


def test_the_message_shows_what_was_given_and_what_is_expected() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_edtf("x" * 1000)
    assert "x" * 60 in refused.value.messages[0]
    assert len(refused.value.messages[0]) < 300
    assert "2017-12-21" in refused.value.messages[0]


def test_migrations_keep_the_names_of_the_other_columns() -> None:
    _name, path, args, kwargs = ImpreciseDateField(earliest="a", latest="b", exact="c").deconstruct()
    assert (path, args) == ("foundation.core.fields.ImpreciseDateField", [])
    assert {key: kwargs[key] for key in ("earliest", "latest", "exact")} == {
        "earliest": "a",
        "latest": "b",
        "exact": "c",
    }
