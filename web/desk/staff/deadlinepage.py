"""Everything about one deadline on one page: how it stands, why, who is told, what was done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from deadlines.computation import steps_from_json
from deadlines.enums import ReminderKind, WatcherRole
from deadlines.explanation import Sentence, explain, explain_caveats
from deadlines.models import Acknowledgement, Deadline, DeadlineQuerySet, Reminder, Snooze, Watcher
from deadlines.operations import CLOSED
from deadlines.reminders.people import Recipient, recipients
from deadlines.reminders.whynot import why_not_words
from deadlines.standing import ReadingInWords, differences, readings_of
from foundation.accounts.enums import ReminderRhythm
from foundation.accounts.models import User
from foundation.core.audience import PUBLIC
from foundation.core.languages import LocalizedText, localized
from foundation.delivery.enums import MessageState
from web.desk.staff.entries import LONGEST_LIST, entries_of, entry_line, entry_name
from web.desk.staff.filters import deadlines_of
from web.desk.staff.forms import Seen
from web.desk.staff.lines import Standing, court_day, obligor_of, standing_on
from web.desk.wording import day_words, left_words, moment_words, name_of, short_day

#: So many of the newest lines of the ledger stand on the page; the proof of control has all.
NEWEST = 30


@dataclass(frozen=True, slots=True)
class Change:
    """A link of the chain, or a pause: days and entry in words."""

    days: str
    reason: LocalizedText
    entry: str


@dataclass(frozen=True, slots=True)
class Told:
    """A person on the list, the part they have, and what they are sent; or why they are sent nothing."""

    name: str
    part: str
    how: str
    why_not: str


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One mail of the ledger: owed on a day, to whom, about what, and what became of it."""

    day: str
    name: str
    kind: str
    announced: str
    outcome: str
    detail: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A deadline that this one follows, or that follows it."""

    pk: int
    title: LocalizedText
    due: str


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """What the page shows, in the active language. Texts that do not apply are empty."""

    deadline: Deadline
    title: LocalizedText
    case: LocalizedText
    court: LocalizedText | None
    standing: Standing
    due: str
    left: str
    zone: str
    today: str
    ended_by: str
    state_note: LocalizedText
    acknowledged: str
    snoozed_until: str
    differences: tuple[str, ...]
    readings: tuple[ReadingInWords, ...]
    steps: tuple[Sentence, ...]
    caveats: tuple[str, ...]
    obligor: LocalizedText | None
    event: str
    length_note: LocalizedText
    note: LocalizedText
    changes: tuple[Change, ...]
    follows: Neighbour | None
    followers: tuple[Neighbour, ...]
    told: tuple[Told, ...]
    ledger: tuple[LedgerLine, ...]
    ledger_rest: int
    entries: tuple[str, ...]
    is_public: bool

    @property
    def is_over(self) -> bool:
        """Whether nothing is owed any more."""
        return self.deadline.state in CLOSED

    @property
    def untold(self) -> bool:
        """Whether it runs and nobody is told."""
        silent = self.is_over or self.deadline.paused_on is not None
        return not silent and all(one.why_not for one in self.told)


def see(deadline: Deadline, *, user: User, at: datetime) -> Seen:
    """Return what an act has to know of a deadline and of the person at the page."""
    mine = list(Watcher.objects.filter(Q(deadline=deadline.pk) | Q(case=deadline.docket.case_id), user=user))
    noted = Acknowledgement.objects.filter(deadline=deadline, revision=deadline.revision)
    return Seen(
        deadline=deadline,
        user=user,
        at=at,
        today=court_day(deadline, reader=user, at=at),
        acknowledgement=noted.select_related("user").first(),
        mine=tuple(sorted(mine, key=lambda row: row.deadline_id is None)),
    )


def build_deadline_page(seen: Seen) -> DeadlinePage:
    """Return the page of a deadline for one person; the number of queries is constant."""
    row, user = seen.deadline, seen.user
    language, court = (get_language() or "en")[:2], row.docket.court
    standing = standing_on(row, seen.today)
    counts = row.due_on is not None and standing not in {Standing.OVER, Standing.PAUSED}
    ledger = _ledger(row, user)
    return DeadlinePage(
        deadline=row,
        title=localized(row, "title", language),
        case=localized(row.docket.case, "title", language),
        court=localized(court, "name", language) if court else None,
        standing=standing,
        due=day_words(row.due_on),
        left=left_words((row.due_on - seen.today).days) if counts and row.due_on else "",
        zone=court.time_zone if court else user.time_zone,
        today=day_words(seen.today),
        ended_by=entry_name(row.satisfied_by, user),
        state_note=localized(row, "state_note", language),
        acknowledged=_acknowledged(seen),
        snoozed_until=_snoozed(seen),
        differences=tuple(differences(row)),
        readings=tuple(readings_of(row.readings or [])),
        steps=tuple(explain(steps_from_json(row.steps or []))),
        caveats=tuple(explain_caveats(row.caveats or [])),
        obligor=obligor_of(row, user, language),
        event=_event(row, user),
        length_note=localized(row, "length_note", language),
        note=localized(row, "note", language),
        changes=tuple(_changes(row, user, language)),
        follows=_neighbour(row.depends_on, language) if row.depends_on else None,
        followers=tuple(
            _neighbour(one, language)
            for one in Deadline.objects.for_member(user).filter(depends_on=row).order_by("due_on", "pk")
        ),
        told=tuple(_people(row)),
        ledger=tuple(ledger[:NEWEST]),
        ledger_rest=max(0, len(ledger) - NEWEST),
        entries=tuple(entry_line(entry, row) for entry in entries_of(row, user)[:LONGEST_LIST]),
        is_public=Deadline.objects.visible_to(PUBLIC).filter(pk=row.pk).exists(),
    )


def page_deadlines(user: User) -> DeadlineQuerySet:
    """Return the deadlines that a member of staff may open, with what the page shows of each."""
    return deadlines_of(user).select_related(
        "docket__case",
        "docket__court",
        "obligor",
        "trigger__entry__docket",
        "ordered_by__docket",
        "satisfied_by__docket",
        "depends_on",
    )


def _acknowledged(seen: Seen) -> str:
    noted = seen.acknowledgement
    if noted is None:
        return ""
    words = {"name": name_of(noted.user), "at": moment_words(noted.at, seen.user.zone)}
    return _("Acknowledged by %(name)s, %(at)s.") % words


def _snoozed(seen: Seen) -> str:
    last = Snooze.objects.filter(
        deadline=seen.deadline, revision=seen.deadline.revision, user=seen.user
    ).last()
    if last is None or last.until <= seen.at.astimezone(seen.user.zone).date():
        return ""
    return day_words(last.until)


def _event(row: Deadline, user: User) -> str:
    trigger = row.trigger
    parts = [trigger.get_kind_display(), entry_name(trigger.entry, user), day_words(trigger.starts_on)]
    return " · ".join(part for part in parts if part)


def _neighbour(deadline: Deadline, language: str) -> Neighbour:
    return Neighbour(deadline.pk, localized(deadline, "title", language), day_words(deadline.due_on))


def _changes(row: Deadline, user: User, language: str) -> Iterable[Change]:
    for link in row.extensions.select_related("entry__docket"):
        days = f"{short_day(link.previous_due_on)} → {short_day(link.due_on)}"
        yield Change(days, localized(link, "reason", language), entry_name(link.entry, user))
    for pause in row.tollings.select_related("entry__docket"):
        days = (
            _("paused %(first)s – %(last)s")
            % {"first": short_day(pause.paused_on), "last": short_day(pause.resumed_on)}
            if pause.resumed_on
            else _("paused since %(day)s") % {"day": short_day(pause.paused_on)}
        )
        yield Change(days, localized(pause, "reason", language), entry_name(pause.entry, user))


def _people(row: Deadline) -> Iterable[Told]:
    """Everybody on the list of the deadline or its case: first who is told, then who is not, and why."""
    told = {one.user.pk: one for one in recipients(row)}
    lines: dict[int, Watcher] = {}
    for line in Watcher.objects.filter(Q(deadline=row.pk) | Q(case=row.docket.case_id)).select_related(
        "user"
    ):
        if line.user_id not in lines or line.deadline_id:
            lines[line.user_id] = line
    for line in sorted(lines.values(), key=lambda line: (line.user_id not in told, line.pk)):
        of = _("of the deadline") if line.deadline_id else _("of the case")
        who = told.get(line.user_id)
        yield Told(
            name=name_of(line.user),
            part=f"{WatcherRole(line.role).label} {of}",
            how=_how(who) if who else "",
            why_not="" if who else _why_not(line),
        )


def _how(who: Recipient) -> str:
    """Say on which days a person is told, and in which way."""
    if who.role == WatcherRole.SECOND:
        days = ngettext(
            "%(n)d day before, if nobody has acknowledged it",
            "%(n)d days before, if nobody has acknowledged it",
            who.escalate_days,
        ) % {"n": who.escalate_days}
    else:
        offsets = ", ".join(str(day) for day in sorted(who.user.reminder_offsets, reverse=True))
        days = _("days before: %(days)s") % {"days": offsets or "–"}
    if who.user.rhythm == ReminderRhythm.DIGEST:
        return f"{days}; {who.user.get_rhythm_display()}"
    return days


def _why_not(line: Watcher) -> str:
    user = line.user
    if not (user.is_active and user.is_staff):
        return _("the account is off")
    if not user.email:
        return _("has no mail address")
    if user.reminders_stopped_at is not None:
        return _("has stopped all reminders")
    if line.muted_at is not None:
        return _("has stopped mails about it")
    return _("has no right to see it")


def _ledger(row: Deadline, user: User) -> list[LedgerLine]:
    """Every mail about a deadline, the newest first."""
    rows = Reminder.objects.filter(deadline=row).select_related("message", "recipient")
    return [
        LedgerLine(
            day=short_day(one.scheduled_on),
            name=name_of(one.recipient),
            kind=str(ReminderKind(one.kind).label),
            announced=short_day(one.due_on) or _("no day"),
            outcome=str(MessageState(one.outcome).label),
            detail=_detail(one, user),
            sent=one.outcome == MessageState.SENT,
        )
        for one in rows.order_by("-scheduled_on", "-pk")
    ]


def _detail(one: Reminder, user: User) -> str:
    if one.outcome == MessageState.SENT:
        return moment_words(one.message.sent_at, user.zone)
    if one.outcome == MessageState.PENDING:
        due = one.message.retry_at or one.message.not_before
        parts = [moment_words(max(due, one.message.not_before), user.zone), one.message.last_error]
        return " · ".join(part for part in parts if part)
    return why_not_words(one.why_not)
