"""All deadlines at a glance: overdue, today, this week, in doubt, later; and the same as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from deadlines.calendar_items import calendar_of
from deadlines.ical import CONTENT_TYPE, to_ical
from foundation.core.audience import DESK
from foundation.core.feeds import feed
from web.desk.staff.filters import chosen_deadlines, filter_of
from web.desk.staff.frame import for_staff, member, staff_page
from web.desk.staff.lines import Line, Standing, build_lines
from web.desk.wording import day_words

#: So many lines of one group are shown at first; a link shows the rest.
FIRST = 100
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_HEADINGS: dict[Standing, Promise] = {
    Standing.OVERDUE: _("Overdue"),
    Standing.TODAY: _("Today"),
    Standing.WEEK: _("This week: the next seven days"),
    Standing.REVIEW: _("Needs review"),
    Standing.PAUSED: _("Paused: the clock stands still"),
    Standing.LATER: _("Later"),
    Standing.OVER: _("Over"),
}
_SHORT: dict[Standing, Promise] = {
    **_HEADINGS,
    Standing.WEEK: _("This week"),
    Standing.PAUSED: _("Paused"),
}
#: Always named, even if there is nothing: that there is nothing is the news.
_ALWAYS = (Standing.OVERDUE, Standing.TODAY, Standing.WEEK, Standing.REVIEW)
_COLUMNS = (
    _("What is due"),
    _("Last day"),
    _("Time"),
    _("Days left"),
    _("Status"),
    _("Case"),
    _("Court"),
    _("Time zone of the court"),
    _("Docket"),
    _("Due from"),
    _("Who is told"),
    _("Acknowledged by"),
    _("Page"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that stand alike. ``shown`` may be fewer than there are."""

    standing: Standing
    heading: Promise
    short: Promise
    lines: tuple[Line, ...]
    shown: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """The groups in their order, and what nobody is told of."""

    groups: tuple[Group, ...]
    untold: int
    today: str
    zone: str

    @property
    def is_something(self) -> bool:
        """Whether there is a line in any group."""
        return any(group.lines for group in self.groups)


@for_staff
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is due, across all cases."""
    user, at = member(request), timezone.now()
    chosen = filter_of(request)
    fine = chosen.is_valid()
    lines = build_lines(list(chosen.qs), reader=user, at=at) if fine else []
    shown = Board(
        groups=group(lines, everything=request.GET.get("show") == "all"),
        untold=sum(line.untold for line in lines),
        today=day_words(at.astimezone(user.zone).date()),
        zone=user.time_zone,
    )
    context = {"board": shown, "chosen": chosen, "narrowed": chosen.narrowed, "query": choice_of(request)}
    return staff_page(request, "staff/board.html", context, at=at, status=200 if fine else 400)


def group(lines: Iterable[Line], *, everything: bool) -> tuple[Group, ...]:
    """Return the groups of a list that have lines, and those that are always named."""
    found: dict[Standing, list[Line]] = {standing: [] for standing in Standing}
    for line in lines:
        found[line.standing].append(line)
    return tuple(
        Group(
            standing=standing,
            heading=_HEADINGS[standing],
            short=_SHORT[standing],
            lines=tuple(rows),
            shown=tuple(rows if everything else rows[:FIRST]),
        )
        for standing, rows in found.items()
        if rows or standing in _ALWAYS
    )


def choice_of(request: HttpRequest, *, without: Sequence[str] = ("show", "month")) -> str:
    """Return the choice of a request as the end of an address, to be kept from page to page."""
    kept = request.GET.copy()
    for name in (*without, *(name for name, value in request.GET.items() if not value)):
        kept.pop(name, None)
    return kept.urlencode()


@for_staff
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The chosen deadlines as a table for a spreadsheet: UTF-8 with its mark, no cell a formula."""
    user, at = member(request), timezone.now()
    lines = build_lines(list(chosen_deadlines(request)), reader=user, at=at)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.csv"'
    table = csv.writer(response)
    table.writerow([str(column) for column in _COLUMNS])
    for line in lines:
        table.writerow(_cells(line, request))
    return response


@for_staff
@require_safe
def as_calendar(request: HttpRequest) -> HttpResponseBase:
    """The chosen deadlines as a file for a calendar program; nothing that a court has sealed is in it."""
    user, language = member(request), get_language() or "en"
    calendar = calendar_of(
        chosen_deadlines(request),
        name=gettext("Deadlines"),
        language=language,
        at=timezone.now(),
        audience=DESK,
        alarm_days=user.alarm_days,
        name_cases=True,
    )
    return feed(
        request,
        to_ical(calendar),
        content_type=CONTENT_TYPE,
        filename="deadlines.ics",
        language=language,
        changed_at=calendar.changed_at,
        private=True,
    )


def _cells(line: Line, request: HttpRequest) -> list[str | int]:
    deadline = line.deadline
    texts = [
        deadline.get_state_display(),
        str(line.case),
        str(line.court or ""),
        line.zone,
        line.docket_number,
        str(line.obligor or ""),
        ", ".join(line.told),
        line.acknowledged_by,
    ]
    return [
        plain(str(line.title)),
        deadline.due_on.isoformat() if deadline.due_on else "",
        f"{deadline.due_time:%H:%M}" if deadline.due_time else "",
        "" if line.days_left is None else line.days_left,
        *map(plain, texts),
        request.build_absolute_uri(line.url),
    ]


def plain(text: str) -> str:
    """Return a text that no spreadsheet computes: one that begins like a formula gets an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
