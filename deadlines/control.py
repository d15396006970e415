"""Proof of control over one deadline: who computed, changed, was told, answered and closed, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines.enums import DeadlineStatus, DueBasis, ReminderKind, WatcherRole
from deadlines.models import Acknowledgement, Deadline, Extension, Reminder, Snooze, Tolling, Watcher
from deadlines.reminders.whynot import why_not_words
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.dates import format_day_weekday
from foundation.core.enums import PublicationStatus
from foundation.core.languages import localized
from foundation.delivery.enums import MessageState

#: Columns of a deadline whose changes have words of their own, or are seen in another row.
_WORDED = frozenset({"due_on", "due_time", "state", "satisfied_by", "computed_on", "basis", "status"})
_SEEN_ELSEWHERE = frozenset({"paused_on", "revision", "revised_at", "override_reason", "vacated_with_entry"})
_NOT_SAID = frozenset({"id", "created_at", "updated_at", "steps", "caveats", "readings"})


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happened to a deadline. ``who`` is None for the program; the words are sentences."""

    at: datetime
    who: User | None
    what: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A mail that did not go out, or has not yet."""

    scheduled_on: date
    who: User
    what: str
    state: str
    why: str


@dataclass(frozen=True, slots=True)
class Control:
    """The whole proof: what happened, in the order of time, and the mails that were not sent."""

    acts: tuple[Act, ...]
    unsent: tuple[Unsent, ...]


def proof_of_control(deadline: Deadline, *, sealed_too: bool) -> Control:
    """Return everything that was done about a deadline, in the active language; a constant number of queries.

    Args:
        deadline: one that the reader may see.
        sealed_too: whether the reader may see entries that a court has sealed; else they stay unnamed.
    """
    versions = _by_record(Deadline, Q(id=deadline.pk))
    links = _by_record(Extension, Q(deadline=deadline.pk))
    pauses = _by_record(Tolling, Q(deadline=deadline.pk))
    lines = _by_record(Watcher, Q(deadline=deadline.pk) | Q(case=deadline.docket.case_id))
    entries = _entries([*versions, *links, *pauses], sealed_too=sealed_too)
    people = User.objects.in_bulk({row.user_id for row, _before in lines})
    reminders = list(Reminder.objects.filter(deadline=deadline).select_related("message", "recipient"))
    acts = [
        *(act for row, before in versions for act in _of_deadline(row, before, entries)),
        *(act for row, before in links for act in _of_extension(row, before, entries)),
        *(act for row, before in pauses for act in _of_pause(row, before, entries)),
        *(act for row, before in lines for act in _of_watcher(row, before, people)),
        *_told(reminders),
        *_answers(deadline),
    ]
    return Control(tuple(sorted(acts, key=lambda act: act.at)), tuple(_unsent(reminders)))


# --- versions of a record ---------------------------------------------------------------------------

_Version = tuple[Any, Any]


def _by_record(model: Any, which: Q) -> list[_Version]:
    """Return each stored version of some records with the one before it, oldest first."""
    rows = model.history.filter(which).select_related("history_user").order_by("history_date", "history_id")
    last: dict[int, Any] = {}
    found = []
    for row in rows:
        found.append((row, last.get(row.id)))
        last[row.id] = row
    return found


def _entries(versions: Iterable[_Version], *, sealed_too: bool) -> dict[int, str]:
    """Name the entries that versions speak of, in one query."""
    names = ("satisfied_by_id", "entry_id")
    wanted = {getattr(row, name, None) for row, _before in versions for name in names} - {None}
    found = DocketEntry.objects.select_related("docket").in_bulk(wanted)
    return {
        pk: _("a sealed entry")
        if not sealed_too and (entry.sealed or entry.docket.sealed)
        else entry.label or str(localized(entry, "title", _language()))
        for pk, entry in found.items()
    }


def _act(row: Any, what: str, why: str = "") -> Act:
    return Act(row.history_date, row.history_user, what, why or row.history_change_reason or "")


def _of_deadline(row: Any, before: Any, entries: Mapping[int, str]) -> Iterator[Act]:
    if before is None:
        said = (
            _("Recorded: the last day is %(day)s (%(basis)s)")
            if row.due_on
            else _("Recorded without a last day")
        )
        yield _act(row, said % {"day": _day(row.due_on, row.due_time), "basis": _basis(row)})
        if row.state != DeadlineStatus.OPEN:
            yield _act(row, _status(row, entries))
        return
    sentences = [*_moved(row, before), *_ended(row, before, entries)]
    if row.status != before.status:
        words = {
            "old": PublicationStatus(before.status).label,
            "new": PublicationStatus(row.status).label,
        }
        sentences.append(_("Publication: %(old)s → %(new)s") % words)
    others = _other_columns(row, before)
    if others:
        sentences.append(_("Changed: %(columns)s") % {"columns": ", ".join(others)})
    if sentences:
        yield _act(row, "; ".join(sentences))


def _moved(row: Any, before: Any) -> Iterator[str]:
    days = (row.due_on, row.due_time), (before.due_on, before.due_time)
    by_link = row.basis == DueBasis.EXTENDED and row.due_on is not None and row.due_on != before.due_on
    if days[0] != days[1] and not by_link:
        words = {"old": _day(*days[1]), "new": _day(*days[0]), "basis": _basis(row)}
        yield _("The last day: %(old)s → %(new)s (%(basis)s)") % words
    elif row.computed_on != before.computed_on:
        yield _("The count now gives %(day)s; the last day stays") % {"day": _day(row.computed_on)}


def _ended(row: Any, before: Any, entries: Mapping[int, str]) -> Iterator[str]:
    if row.state != before.state or row.satisfied_by_id != before.satisfied_by_id:
        yield _status(row, entries)


def _status(row: Any, entries: Mapping[int, str]) -> str:
    state = DeadlineStatus(row.state).label
    if row.state == DeadlineStatus.SATISFIED and row.satisfied_by_id:
        return _("Status: %(state)s by %(entry)s") % {
            "state": state,
            "entry": entries.get(row.satisfied_by_id, ""),
        }
    return _("Status: %(state)s") % {"state": state}


def _other_columns(row: Any, before: Any) -> list[str]:
    apart = _WORDED | _SEEN_ELSEWHERE | _NOT_SAID
    return list(
        dict.fromkeys(
            str(field.verbose_name)
            for field in Deadline._meta.concrete_fields
            if field.name not in apart and getattr(row, field.attname) != getattr(before, field.attname)
        )
    )


def _of_extension(row: Any, before: Any, entries: Mapping[int, str]) -> Iterator[Act]:
    if before is not None:
        return
    words = {
        "old": _day(row.previous_due_on),
        "new": _day(row.due_on),
        "entry": entries.get(row.entry_id, ""),
    }
    said = _("Extended: %(old)s → %(new)s by %(entry)s") if row.entry_id else _("Extended: %(old)s → %(new)s")
    yield _act(row, said % words, str(localized(row, "reason", _language())))


def _of_pause(row: Any, before: Any, entries: Mapping[int, str]) -> Iterator[Act]:
    reason = str(localized(row, "reason", _language()))
    if before is None:
        said = _("Paused since %(day)s by %(entry)s") if row.entry_id else _("Paused since %(day)s")
        yield _act(row, said % {"day": _day(row.paused_on), "entry": entries.get(row.entry_id, "")}, reason)
    if row.resumed_on is not None and (before is None or before.resumed_on != row.resumed_on):
        yield _act(row, _("Runs again from %(day)s") % {"day": _day(row.resumed_on)}, reason)


def _of_watcher(row: Any, before: Any, people: Mapping[int, User]) -> Iterator[Act]:
    name = _name(people.get(row.user_id))
    words = {"name": name, "role": WatcherRole(row.role).label}
    of_case = row.case_id is not None
    if row.history_type == "-":
        said = _("%(name)s no longer watches the case") if of_case else _("%(name)s no longer watches it")
        yield _act(row, said % words)
    elif before is None:
        said = _("%(name)s watches the case (%(role)s)") if of_case else _("%(name)s watches it (%(role)s)")
        yield _act(row, said % words)
    elif row.role != before.role:
        yield _act(row, _("%(name)s is now %(role)s") % words)
    if row.history_type != "-" and bool(row.muted_at) != bool(before and before.muted_at):
        said = _("Mails to %(name)s stopped") if row.muted_at else _("Mails to %(name)s started again")
        yield _act(row, said % words)


# --- mails and answers ------------------------------------------------------------------------------


def _told(reminders: Iterable[Reminder]) -> Iterator[Act]:
    for row in reminders:
        if row.outcome == MessageState.SENT and row.message.sent_at:
            words = {"name": _name(row.recipient), "mail": _mail(row)}
            yield Act(row.message.sent_at, None, _("%(name)s was told by mail: %(mail)s") % words)


def _unsent(reminders: Iterable[Reminder]) -> Iterator[Unsent]:
    for row in reminders:
        if row.outcome != MessageState.SENT:
            yield Unsent(
                row.scheduled_on,
                row.recipient,
                _mail(row),
                str(MessageState(row.outcome).label),
                why_not_words(row.why_not),
            )


def _mail(row: Reminder) -> str:
    words = {
        "kind": ReminderKind(row.kind).label,
        "day": _day(row.due_on),
        "revision": row.revision,
    }
    if row.due_on is None:
        return _("%(kind)s, no last day (revision %(revision)d)") % words
    return _("%(kind)s, last day %(day)s (revision %(revision)d)") % words


def _answers(deadline: Deadline) -> Iterator[Act]:
    for noted in Acknowledgement.objects.filter(deadline=deadline).select_related("user"):
        words = {"revision": noted.revision}
        yield Act(noted.at, noted.user, _("Acknowledged (revision %(revision)d)") % words)
    for put_off in Snooze.objects.filter(deadline=deadline).select_related("user"):
        words_of_it = {"day": _day(put_off.until)}
        yield Act(put_off.at, put_off.user, _("Own mails put off until %(day)s") % words_of_it)


# --- words ------------------------------------------------------------------------------------------


def _language() -> str:
    return (get_language() or "en")[:2]


def _day(day: date | None, time: Any = None) -> str:
    if day is None:
        return _("no day")
    words = format_day_weekday(day, _language())
    return f"{words}, {time:%H:%M}" if time else words


def _basis(row: Any) -> str:
    return str(DueBasis(row.basis).label)


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("an account that is gone")
