"""A month of deadlines: a table of weeks, which is a list on a phone."""

from __future__ import annotations

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from foundation.core.dates import format_edtf, weekday_name
from web.desk.staff.board import choice_of
from web.desk.staff.filters import filter_of
from web.desk.staff.frame import for_staff, member, staff_page
from web.desk.staff.lines import Line, build_lines
from web.desk.wording import day_words

#: Records begin and periods end between these years.
YEARS = range(1900, 2200)
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the table; those of the months beside it are empty."""

    day: date
    words: str
    inside: bool
    is_today: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks; months are in words and as ``2018-01``, empty where there is none."""

    written: str
    words: str
    before: tuple[str, str]
    after: tuple[str, str]
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    count: int


@for_staff
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The deadlines of a month, by their last day; 404 for a month that is none."""
    user, at = member(request), timezone.now()
    today = at.astimezone(user.zone).date()
    first = first_day(request.GET["month"]) if "month" in request.GET else today.replace(day=1)
    chosen = filter_of(request)
    fine = chosen.is_valid()
    rows = chosen.qs.filter(due_on__year=first.year, due_on__month=first.month) if fine else ()
    shown = build_month(first, build_lines(list(rows), reader=user, at=at), today=today)
    context = {
        "month": shown,
        "chosen": chosen,
        "narrowed": chosen.narrowed,
        "query": choice_of(request),
        "zone": user.time_zone,
    }
    return staff_page(request, "staff/month.html", context, at=at, status=200 if fine else 400)


def first_day(written: str) -> date:
    """Return the first day of a month written as ``2018-01``. Raises Http404 for anything else."""
    found = _MONTH.fullmatch(written)
    if found is None or int(found[1]) not in YEARS:
        raise Http404
    return date(int(found[1]), int(found[2]), 1)


def build_month(first: date, lines: Iterable[Line], *, today: date) -> Month:
    """Lay lines out in the weeks of a month, Monday first.

    Args:
        first: the first day of the month.
        lines: deadlines with a last day in it.
        today: the reader's day, which is marked.
    """
    language = (get_language() or "en")[:2]
    by_day: dict[date, list[Line]] = defaultdict(list)
    for line in lines:
        if line.deadline.due_on:
            by_day[line.deadline.due_on].append(line)
    weeks = tuple(
        tuple(
            Day(day, day_words(day), day.month == first.month, day == today, tuple(by_day.get(day, ())))
            for day in week
        )
        for week in Calendar().monthdatescalendar(first.year, first.month)
    )
    return Month(
        written=f"{first:%Y-%m}",
        words=capfirst(format_edtf(f"{first:%Y-%m}", language)),
        before=_named(first.year * 12 + first.month - 2, language),
        after=_named(first.year * 12 + first.month, language),
        weekdays=tuple(weekday_name(day.day, language) for day in weeks[1]),
        weeks=weeks,
        count=sum(map(len, by_day.values())),
    )


def _named(months: int, language: str) -> tuple[str, str]:
    """Return a month, counted from year 0, as it is written and in words; nothing beyond the years."""
    year, number = divmod(months, 12)
    if year not in YEARS:
        return "", ""
    written = f"{year}-{number + 1:02}"
    return written, format_edtf(written, language)
