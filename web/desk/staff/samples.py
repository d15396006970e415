"""Sample mails for editors: every kind that staff get, about a deadline that says it is a sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from deadlines.calendars.federal import FEDERAL
from deadlines.computation import FRCP_6A, Period, compute
from deadlines.enums import ReminderKind
from deadlines.explanation import explain, explain_caveats
from deadlines.reminders.composing import Item, digest_mail, reminder_mail
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.core.emails import Mail
from foundation.core.languages import LANGUAGES, LocalizedText

#: Every kind of mail, in the order in which a deadline brings them.
KINDS: dict[str, Promise] = {
    "upcoming": gettext_lazy("upcoming"),
    "today": gettext_lazy("on the last day"),
    "overdue": gettext_lazy("overdue"),
    "moved": gettext_lazy("moved"),
    "review": gettext_lazy("needs review"),
    "escalation": gettext_lazy("escalation"),
    "digest": gettext_lazy("one mail a morning"),
}
#: The sample: a period of so many days from an order of the day, which had been shorter before.
_PERIOD, _BEFORE = Period(30), Period(14)
#: What each kind is about, and so many days before the last day it comes.
_COMES: dict[str, tuple[ReminderKind, int]] = {
    "upcoming": (ReminderKind.UPCOMING, 7),
    "today": (ReminderKind.UPCOMING, 0),
    "overdue": (ReminderKind.OVERDUE, -2),
    "moved": (ReminderKind.MOVED, 14),
    "review": (ReminderKind.REVIEW, 0),
    "escalation": (ReminderKind.ESCALATION, 3),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A rendered mail in one language."""

    language: str
    mail: Mail


def sample_mails(kind: str, *, user: User, at: datetime) -> Iterator[Sample]:
    """Render a kind of mail in each language, as it would reach a person.

    KeyError for a kind that is none. The period runs from the day of `at`, and its count is real.
    """
    today = at.astimezone(user.zone).date()
    for language in LANGUAGES:
        reader = User(pk=user.pk, username=user.username, language=language, mail_secret="")
        with override(language):
            if kind == "digest":
                items = [_item(one, language, today) for one in ("overdue", "upcoming", "review")]
                yield Sample(language, digest_mail(items, user=reader))
            else:
                yield Sample(language, reminder_mail(_item(kind, language, today), user=reader))


def _item(name: str, language: str, today: date) -> Item:
    kind, days_left = _COMES[name]
    counted, earlier = (compute(today, period, FRCP_6A, FEDERAL) for period in (_PERIOD, _BEFORE))
    dated = kind != ReminderKind.REVIEW and counted.due is not None
    board = f"{settings.SITE_URL}{reverse('staff:board')}"
    return Item(
        kind=kind,
        title=LocalizedText(_("Sample: what is due"), language, is_fallback=False),
        case=LocalizedText(_("Sample case"), language, is_fallback=False),
        court=LocalizedText(_("Sample court"), language, is_fallback=False),
        docket="",
        due=_day(counted.due, language) if dated else "",
        due_time=None,
        days_left=days_left if dated else None,
        before=_day(earlier.due, language) if kind == ReminderKind.MOVED else "",
        late_since="",
        steps=list(explain(counted.steps)) if dated else [],
        caveats=explain_caveats(counted.caveats) if dated else [],
        length_note=LocalizedText("", language, is_fallback=False),
        timeline_url=board,
        page_url=board,
        stop_url=board,
        why=_("You are an editor, and this is a sample."),
    )


def _day(due: date | datetime | None, language: str) -> str:
    return format_day_weekday(due, language) if due else ""
