"""``manage.py load_rules`` and the tables behind the library: mirrored, signed, never half-written."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from deadlines.computation.types import Holiday
from deadlines.library import mirror_holidays, mirror_rules, review_rule, reviewed_by, shipped_holidays
from deadlines.models import CourtClosure, DeadlineRule, HolidayRow, RuleReview
from deadlines.rules import FOLDER, RULES, RuleLibrary, content_hash, read_library
from tests.factories import (
    CourtClosureFactory,
    DeadlineFactory,
    DeadlineRuleFactory,
    RuleReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2024, 3, 1, 12, tzinfo=UTC)
KEY = "frcp-12-a-1-a-i-2009"


def run(folder: Path = FOLDER) -> str:
    said = StringIO()
    call_command("load_rules", folder=folder, stdout=said, stderr=said)
    return said.getvalue()


def test_the_tables_are_as_the_files() -> None:
    said = run()
    assert f"rules: {len(RULES)} in the files; {len(RULES)} added, 0 changed, 0 retired" in said
    rows = {row.key: row for row in DeadlineRule.objects.all()}
    assert set(rows) == {rule.key for rule in RULES}
    row, rule = rows[KEY], RULES[KEY]
    assert (row.citation, row.title_en, row.title_ru, row.title_kk) == (rule.citation, *rule.title.values())
    assert (row.in_force_from, row.in_force_through) == (date(2009, 12, 1), None)
    assert row.content_hash == content_hash(rule)
    assert row.data["period"] == [21, "days", "after"]
    assert HolidayRow.objects.filter(calendar="us", day=date(2018, 1, 15)).get().counts is True
    friday = HolidayRow.objects.get(calendar="us", day=date(2020, 7, 3))
    assert (friday.observed, bool(friday.unsettled)) == (True, True)


def test_a_second_run_writes_nothing() -> None:
    run()
    before = list(DeadlineRule.objects.values_list("updated_at", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        said = run()
    writes = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert writes == []
    assert said.count("nothing changed") == 2
    assert list(DeadlineRule.objects.values_list("updated_at", flat=True)) == before


def test_a_reader_of_another_language_changes_nothing(settings: object) -> None:
    from django.utils import translation  # noqa: PLC0415  only here

    run()
    with translation.override("kk"):
        assert mirror_rules(RULES, at=AT).wrote_nothing


def test_a_damaged_file_changes_nothing(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / "usc.yaml").read_text(encoding="utf-8")
    (tmp_path / "usc.yaml").write_text(text.replace("n: 60", "n: sixty"), encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError, match="1 error in the files; nothing was written"):
        call_command("load_rules", folder=tmp_path, stdout=said, stderr=said)
    assert "usc.yaml: usc-28-1608-d: period.n: should be a whole number" in said.getvalue()
    assert not DeadlineRule.objects.exists()
    assert not HolidayRow.objects.exists()


def test_a_changed_rule_is_changed_and_a_retired_one_stays(tmp_path: Path) -> None:
    run()
    for path in FOLDER.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    (tmp_path / "usc.yaml").unlink()
    text = (tmp_path / "california.yaml").read_text(encoding="utf-8")
    (tmp_path / "california.yaml").write_text(
        text.replace("A month of a statute", "Now a month"), encoding="utf-8"
    )
    deadline = DeadlineFactory(library_rule=DeadlineRule.objects.get(key="usc-28-1447-c"))
    changed = mirror_rules(read_library(tmp_path), at=AT)
    assert (changed.added, changed.changed, changed.gone) == (0, 1, 3)
    row = DeadlineRule.objects.get(key="cal-gov-945-6-a-1")
    assert row.updated_at == AT
    deadline.library_rule.refresh_from_db()
    assert deadline.library_rule.is_current is False
    assert mirror_rules(read_library(tmp_path), at=AT).wrote_nothing
    back = mirror_rules(RULES, at=AT)
    assert (back.added, back.changed, back.gone) == (0, 4, 0)


def test_holidays_are_added_changed_and_removed() -> None:
    first = Holiday(date(2024, 1, 1), "new_years_day", "5 U.S.C. 6103(a)")
    second = Holiday(
        date(2024, 1, 2), "day_of_mourning", "notice", counts=False, unsettled="executive_closure"
    )
    assert mirror_holidays({"us": [first, second]}).added == 2
    settled = Holiday(date(2024, 1, 2), "day_of_mourning", "notice", counts=True)
    changed = mirror_holidays({"us": [settled]})
    assert (changed.added, changed.changed, changed.gone) == (0, 1, 1)
    assert HolidayRow.objects.get().counts is True


def test_every_shipped_calendar_has_a_name_that_fits() -> None:
    longest = HolidayRow._meta.get_field("authority").max_length
    assert {"us", "us-ca", "us-ny", "us-tx", "us-ca-superior", "gb-eaw"} <= shipped_holidays().keys()
    assert all(len(row.authority) <= longest for rows in shipped_holidays().values() for row in rows)


# --- a lawyer's signature ----------------------------------------------------------------------------------


def test_a_changed_rule_loses_its_review() -> None:
    run()
    rule, lawyer = DeadlineRule.objects.get(key=KEY), UserFactory()
    assert reviewed_by(rule) is None
    review = review_rule(rule, by=lawyer, on=date(2024, 3, 1), note="Read.")
    assert reviewed_by(rule) == review
    assert DeadlineRule.objects.with_review().get(key=KEY).reviewer_name == lawyer.username
    assert RuleReview.objects.of_rules().get().is_present is True
    rule.content_hash = "0" * 64
    rule.save()
    assert reviewed_by(rule) is None
    assert DeadlineRule.objects.with_review().get(key=KEY).review_on is None
    assert RuleReview.objects.of_rules().get().is_present is False
    mirror_rules(RULES, at=AT)
    assert reviewed_by(DeadlineRule.objects.get(key=KEY)) == review


def test_one_text_is_signed_once_by_one_person() -> None:
    rule, lawyer = DeadlineRuleFactory(), UserFactory()
    review_rule(rule, by=lawyer, on=date(2024, 3, 1))
    with pytest.raises(ValidationError, match="signed this text"):
        review_rule(rule, by=lawyer, on=date(2024, 3, 2))
    review_rule(rule, by=UserFactory(), on=date(2024, 3, 2))
    assert RuleReview.objects.count() == 2


def test_a_retired_rule_is_not_signed() -> None:
    with pytest.raises(ValidationError):
        review_rule(DeadlineRuleFactory(is_current=False), by=UserFactory(), on=date(2024, 3, 1))


def test_a_review_keeps_its_history() -> None:
    review = RuleReviewFactory()
    assert review.history.count() == 1


# --- guards of the database --------------------------------------------------------------------------------


def test_a_closure_is_entered_once_and_has_a_source() -> None:
    closure = CourtClosureFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtClosureFactory(court=closure.court)
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtClosureFactory(source="")
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtClosureFactory(kind="snow")
    assert CourtClosure.objects.count() == 1


def test_a_rule_of_the_table_is_guarded() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRuleFactory(content_hash="short")
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRuleFactory(in_force_through=date(2001, 1, 1))
    assert mirror_rules(RuleLibrary([]), at=AT).wrote_nothing
