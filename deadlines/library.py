"""Mirroring the shipped rules and holidays into the tables, signing a rule, who has signed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from deadlines.calendars import STATES, california, england, executive_days, federal, new_york, states
from deadlines.computation.types import Holiday
from deadlines.models import DeadlineRule, HolidayRow, RuleReview
from deadlines.rules import Rule, RuleLibrary, as_data, content_hash
from foundation.accounts.models import User
from foundation.core.operations import save_record

_BATCH = 1000
_RULE_COLUMNS = (
    *("citation", "title_en", "title_ru", "title_kk", "jurisdiction", "data", "content_hash"),
    *("in_force_from", "in_force_through", "is_current"),
)
_HOLIDAY_KEY = ("calendar", "day", "name_key", "authority")
_HOLIDAY_VALUES = ("counts", "counts_backward", "observed", "unsettled", "source")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """How many rows mirroring added, changed and retired (rules) or removed (holidays)."""

    added: int
    changed: int
    gone: int

    @property
    def wrote_nothing(self) -> bool:
        """Whether the tables were as the files already."""
        return not (self.added or self.changed or self.gone)


@transaction.atomic
def mirror_rules(library: RuleLibrary, *, at: datetime) -> Mirrored:
    """Make the table of rules equal to `library` at the moment `at`; only what differs is written.

    A rule that the library does not have any more is kept and marked as not current: deadlines refer to it.
    """
    present = {row.key: row for row in DeadlineRule.objects.all()}
    added: list[DeadlineRule] = []
    changed: list[DeadlineRule] = []
    for rule in library:
        columns = _columns(rule)
        row = present.pop(rule.key, None)
        if row is None:
            added.append(DeadlineRule(key=rule.key, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            row.updated_at = at
            changed.append(row)
    gone = [row for row in present.values() if row.is_current]
    for row in gone:
        row.is_current, row.updated_at = False, at
    DeadlineRule.objects.bulk_create(added, _BATCH)
    DeadlineRule.objects.bulk_update([*changed, *gone], [*_RULE_COLUMNS, "updated_at"], _BATCH)
    return Mirrored(len(added), len(changed), len(gone))


def _columns(rule: Rule) -> dict[str, Any]:
    return {
        "citation": rule.citation,
        **{f"title_{language}": rule.title[language] for language in ("en", "ru", "kk")},
        "jurisdiction": rule.jurisdiction,
        "data": as_data(rule),
        "content_hash": content_hash(rule),
        "in_force_from": rule.in_force_from,
        "in_force_through": rule.in_force_through,
        "is_current": True,
    }


def shipped_holidays() -> Mapping[str, Iterable[Holiday]]:
    """The rows of the shipped calendars by key: federal, per state, California's courts, England and Wales.

    `us-executive` are the days of closed agencies, `us-executive-ca9` those days as that court reads them.
    """
    own = {"CA": california.state_holidays, "NY": new_york.holidays}
    return {
        "us": federal.FEDERAL.holidays.values(),
        "us-executive": executive_days("us-fed-any"),
        **{f"us-executive-{court}": executive_days(f"us-frap-{court}") for court in ("ca3", "ca9")},
        **{
            f"us-{state.lower()}": own[state]() if state in own else states.state_holidays(state)
            for state in sorted(STATES)
        },
        "us-ca-superior": california.judicial_holidays(),
        "gb-eaw": england.ENGLAND_AND_WALES.holidays.values(),
    }


@transaction.atomic
def mirror_holidays(calendars: Mapping[str, Iterable[Holiday]]) -> Mirrored:
    """Make the table of holidays equal to `calendars` (rows by key); only what differs is written."""
    wanted = {
        (calendar, row.day, row.name_key, row.authority): tuple(
            getattr(row, name) for name in _HOLIDAY_VALUES
        )
        for calendar, rows in calendars.items()
        for row in rows
    }
    names = ("pk", *_HOLIDAY_KEY, *_HOLIDAY_VALUES)
    gone: list[int] = []
    changed: list[HolidayRow] = []
    for pk, *values in HolidayRow.objects.values_list(*names).iterator():
        key, present = tuple(values[: len(_HOLIDAY_KEY)]), tuple(values[len(_HOLIDAY_KEY) :])
        now = wanted.pop(key, None)
        if now is None:
            gone.append(pk)
        elif now != present:
            changed.append(_holiday_row(key, now, pk=pk))
    # In parts: a database bounds the number of values in one statement.
    for start in range(0, len(gone), _BATCH):
        HolidayRow.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    HolidayRow.objects.bulk_update(changed, _HOLIDAY_VALUES, _BATCH // 10)
    HolidayRow.objects.bulk_create((_holiday_row(key, values) for key, values in wanted.items()), _BATCH)
    return Mirrored(len(wanted), len(changed), len(gone))


def _holiday_row(key: tuple[Any, ...], values: tuple[Any, ...], pk: int | None = None) -> HolidayRow:
    names = (*_HOLIDAY_KEY, *_HOLIDAY_VALUES)
    return HolidayRow(pk=pk, **dict(zip(names, (*key, *values), strict=True)))


def review_rule(rule: DeadlineRule, *, by: User, on: date, note: str = "") -> RuleReview:
    """Record that `by` has read the text that the rule has now, on the day `on`.

    Raises ``ValidationError`` for a rule that is not in the library any more, and for a second signature
    of the same person under the same text.
    """
    if not rule.is_current:
        raise ValidationError({"rule": _("This rule is not in the library any more.")})
    review = RuleReview(
        rule_key=rule.key, content_hash=rule.content_hash, reviewer=by, reviewed_on=on, note=note
    )
    return save_record(review, by=by)


def reviewed_by(rule: DeadlineRule) -> RuleReview | None:
    """Return the first review of the text that the rule has now; a review of an earlier text is none."""
    reviews = RuleReview.objects.filter(rule_key=rule.key, content_hash=rule.content_hash)
    return reviews.select_related("reviewer").order_by("reviewed_on", "pk").first()
