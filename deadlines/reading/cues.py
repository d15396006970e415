"""Decides whether a date or a period in a sentence is a deadline.

Every rule takes a `Window` (the words around a token inside its sentence) and the `Entry`, and answers where
the words that make it a deadline begin, or None: what stands before them names the deadline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from deadlines.reading import phrases as say
from deadlines.reading.entry import Entry
from deadlines.reading.periods import PeriodToken

_NEAR = 170
_CLOSE = 60  # the longest cue that touches its date: "on or before the close of business on"
_LEADS_NOWHERE = re.compile(r"(?:\d\W*|\bfrom\s+)$", re.IGNORECASE)  # another figure, or "from 3/1 to 4/1"


_FROM = re.compile(r"\bfrom\s+[\w\s,./-]{6,24}$", re.IGNORECASE)  # "Deadline: from 3/1 to 4/1"
_HEADING = re.compile(r"\b(?:deadlines?|dates?|schedule|settings|follows)\W*$", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{4}")
_TRIAL = re.compile(r"\b(?:trial|jury\s+selection)\s*$", re.IGNORECASE)  # its "deadline" is an appointment


@dataclass(frozen=True, slots=True)
class Window:
    """The sentence around a token: ``left`` ends where the token begins, ``right`` starts where it ends.

    ``near`` is the last stretch of ``left``, in which the cue itself must stand. ``since`` is where, in
    ``left``, the sentence's previous date or period ends; ``follows``: that date was a deadline.
    ``beyond``: what follows the token, into the next sentence. ``ahead``: days from the filing date to the
    date.
    """

    left: str
    right: str
    since: int
    follows: bool = False
    beyond: str = ""
    ahead: int | None = None

    @property
    def near(self) -> str:
        """The last stretch of ``left``: a cue stands here or nowhere."""
        return self.left[-_NEAR:]


@dataclass(frozen=True, slots=True)
class Cue:
    """Where in ``Window.left`` the words that make a date a deadline begin, and where its name stands."""

    start: int
    named: Literal["before", "after", "as the last"] = "before"


def date_cue(window: Window, entry: Entry) -> Cue | None:
    """The cue of a date; None when the date is no deadline.

    Of a date before the filing date only the clerk's "answer due" is believed.
    """
    if entry.author == "proposal" or entry.clears or _LEADS_NOWHERE.search(window.left[-6:]):
        return None
    if say.BE_FILED.match(window.right) or say.SIGNED_ON.search(window.left[-60:]):
        return None
    if say.OF_HEARING.match(window.right) and window.left[-4:].lower() == "the ":
        return None
    found = _cue(window, entry)
    if found is None or say.TAKEN_AWAY_AFTER.match(window.right) or _is_taken_away(window.left):
        return None
    if say.ALL_TAKEN_AWAY.match(window.right):
        return None
    return None if say.PROPOSED_DATE.search(window.near) else found


def _cue(window: Window, entry: Entry) -> Cue | None:
    due = _due(window, entry)
    if due is not None:
        return Cue(due)
    past = window.ahead is not None and window.ahead < 0
    told = say.CLERKS_DEADLINE.search(window.near) or say.YOU_MUST.search(window.near)
    if past or (entry.author == "party" and not told):
        return None
    if say.BY_WHICH_TIME.match(window.beyond) and say.UNTIL_CUE.search(window.near[-_CLOSE:]):
        return Cue(len(window.left), "after")
    if _row(window, entry, sure=True):
        return Cue(len(window.left), "after")
    for rule in (_deadline, _by, _until, _set):
        found = rule(window, entry)
        if found is not None:
            return Cue(found)
    if _row(window, entry):
        return Cue(len(window.left), "after")
    return Cue(window.since, "as the last") if _again(window, entry) else None


def _due(window: Window, entry: Entry) -> int | None:
    """ "Responses due by 3/1/2018", "answer now due 3/1/2018", "brief due for all defendants on 3/1/2018".

    Not "was due on 3/1/2018", and not what a party merely asks for.
    """
    near = window.near
    last = near.lower().rfind("due")
    found = (say.DUE_CUE.search(near, last) or say.DUE_FOR_CUE.search(near, last)) if last >= 0 else None
    if found is None or say.SET_ASIDE_PAST.search(near, 0, found.start()):
        return None
    start = len(window.left) - len(near) + found.start()
    before = window.left[:start]
    past = window.ahead is not None and window.ahead < 0
    if (past and not say.ANSWER_DUE.search(before)) or (
        entry.author == "party" and say.SUBJECT_LINE.search(before)
    ):
        return None
    if entry.granted or not say.REQUEST.search(before):
        return start
    if entry.author == "party":
        return start if say.CLERKS_DUE.search(before) else None
    return start if say.FILING.search(before[-12:]) else None


def _deadline(window: Window, entry: Entry) -> int | None:
    """ "Discovery cut-off 3/1/2018", "Pleadings Deadline set for 3/1/2018", "discovery ends on 3/1/2018"."""
    found = say.DEADLINE_CUE.search(window.near, max(0, len(window.near) - 90))
    if found is None or _is_asked(window.left, entry) or _TRIAL.search(window.near, 0, found.start()):
        return None
    return len(window.left) - len(window.near) + found.start() + len(_kept_in_name(found.group()))


def _kept_in_name(cue: str) -> str:
    """ "Discovery closes" and "Release of Transcript Restriction" name what is due; "deadline" does not."""
    found = say.NAMING_CUE.match(cue)
    return found.group() if found else ""


def _by(window: Window, entry: Entry) -> int | None:
    """ "shall file ... no later than 3/1/2018", "Reply by 3/1", "On or before 3/1, the parties shall ..."."""
    found = say.BY_CUE.search(window.near, max(0, len(window.near) - _CLOSE))
    if found is None:
        return None
    start = len(window.left) - len(window.near) + found.start()
    before, after = window.left[:start], window.right[:220]
    if _court_acts(before, after) or _is_asked(before, entry):
        return None
    owed = (
        say.DUTY.search(before)
        or say.DONE_BY.search(before)
        or say.FILING.search(before[-60:])
        or say.DEADLINE.search(before)
        or _listed(before, window, entry, noun=False)
    )
    if not owed and not (len(before.strip(" ,")) < 60 and say.DUTY.search(after)):
        return None
    return start


def _until(window: Window, entry: Entry) -> int | None:
    """ "answer time extended to 3/1/2018", "has until 3/1 to ...", "stayed until 3/1, by which time"."""
    found = say.UNTIL_CUE.search(window.near, max(0, len(window.near) - _CLOSE))
    if found is None:
        return None
    start = len(window.left) - len(window.near) + found.start()
    before = window.left[:start]
    if _is_asked(before, entry) or _subject_is_hearing(_since_last(before, window)):
        return None
    owed = say.DEADLINE.search(before) or say.FILING.search(before)
    moved = owed and (
        say.MOVED.search(before)
        or (entry.granted and _FROM.search(before[: window.since]))
        or (entry.moves and _listed(before, window, entry))
    )
    given = say.GRANTS_TIME.search(before[-60:]) and say.TO_DO.match(window.right)
    has_until = found.group().lower().lstrip().startswith(("until", "till", "to and", "through and")) and (
        say.GRANTS_TIME.search(before[-30:])
        and (say.DEADLINE.search(before) or say.DUTY.search(window.right[:120]))
    )
    return start if moved or given or has_until else None


def _set(window: Window, entry: Entry) -> int | None:
    """ "The deadline to join parties is 3/1/2018", "Last day to move: 3/1/2018", "Discovery: 3/1/2018"."""
    found = say.SET_CUE.search(window.near, max(0, len(window.near) - _CLOSE))
    start = len(window.left) - (len(window.near) - found.start() if found else 0)
    before = window.left[:start]
    subject = _since_last(before, window)[-160:]
    last_day = say.DEADLINE.search(subject)
    if (found is None or found.group().strip(" (") in (":", "–", "-")) and _listed(before, window, entry):
        return start
    if last_day is None:
        return None
    if found is None and not last_day.group().lower().startswith(("last", "bar")):
        return None
    if _is_asked(before, entry) or (say.HEARING.search(subject) and _subject_is_hearing(subject)):
        return None
    if last_day.group().lower() in ("time", "times") and not say.MOVED.search(
        before[-60:] + (found.group() if found else "")
    ):
        return None
    return start


def _since_last(before: str, window: Window) -> str:
    """What follows the sentence's previous date, unless that is only a verb ("is vacated and reset")."""
    since = before[min(window.since, len(before)) :]
    return (
        since
        if say.HEARING.search(since) or say.DEADLINE.search(since) or say.FILING.search(since)
        else before
    )


def _listed(before: str, window: Window, entry: Entry, *, noun: bool = True) -> bool:
    """A line of a list: "Rebuttal Reports: 3/1/2018;", "all other experts 4/1/2018", "plaintiff 4/1/2018"."""
    if not (entry.schedules or window.follows) or (window.ahead is not None and window.ahead < 1):
        return False
    line = say.ASIDE.sub(" ", before[min(window.since, len(before)) :])
    colon_last = line.endswith(": ")
    line = line.rstrip(" :–,-")
    label, colon, last = line.rpartition(": ")
    headed = window.follows or colon_last or _HEADING.search(label)
    noun = noun and not (entry.schedules and headed and _LONG_WORD.search(last))
    if colon and say.ROLE_ALONE.fullmatch(last):
        return bool(say.FILING.search(label) or say.DEADLINE.search(label))
    return (
        say.LISTED.match(last) is not None
        and (not noun or say.FILING.search(last) is not None)
        and not say.NO_LINE.search(last)
        and not say.HEARING.search(last)
    )


def _again(window: Window, entry: Entry) -> bool:
    """One cue, several dates: "reports due 3/1/2018 (plaintiff) and 4/1/2018 (defendant)"."""
    near = window.follows and entry.author == "court"
    return near and say.SAME_AGAIN.fullmatch(window.left, window.since) is not None


def _row(window: Window, entry: Entry, *, sure: bool = False) -> bool:
    """A row that begins with its date: "March 1, 2018: Mediation Questionnaire due".

    *sure*: it says so itself by "due", so a heading may stand before it.
    """
    if not entry.schedules or entry.author != "court":
        return False
    heading = window.left.rpartition("\n")[2].strip(" |*•-")
    if heading and not (sure and heading.endswith(":")):
        return False
    found = (say.ROW_DUE if sure else say.ROW).match(window.right)
    row = found.group() if found else ""
    if say.HEARING.search(row) or (say.NO_LINE.search(row) and not say.DUTY.search(row)):
        return False
    return bool(say.FILING.search(row) or say.DEADLINE.search(row))


def _subject_is_hearing(before: str) -> bool:
    """The nearest noun that could move is an appointment: "the hearing ... is reset to".

    >>> _subject_is_hearing("the hearing set for 3/1 is reset "), _subject_is_hearing("time to answer ")
    (True, False)
    """
    appointment = None
    for appointment in say.HEARING.finditer(before):  # noqa: B007 - the last one is wanted
        pass
    if appointment is None:
        return False
    owed = say.DEADLINE.search(before)
    return owed is None or owed.start() > appointment.end() + 200


def _is_taken_away(left: str) -> bool:
    """ "vacates the deadline of 3/1", but not "vacated and reset to 3/10"."""
    near = left[-120:]
    end = _last(say.TAKEN_AWAY.finditer(near))
    if not end:
        return False
    since = near[end:]
    return not (say.MOVED.search(since) or say.DUTY.search(since) or say.DUE_CUE.search(since))


def _is_asked(before: str, entry: Entry) -> bool:
    """The date is what somebody asks for, and nobody granted it; or what was refused."""
    if say.DENIED.search(before) and not say.DUTY.search(before[_last(say.DENIED.finditer(before)) :]):
        return True
    asked = say.REQUEST.search(before)
    if asked is None or (entry.author == "court" and say.HOW_TO_ASK.search(before)):
        return False
    decided = say.GRANTED.search(before) or (entry.granted and not entry.denied and not entry.partly)
    return not decided and not say.DUTY.search(before[asked.end() + 60 :])


def _last(matches: Iterable[re.Match[str]]) -> int:
    end = 0
    for match in matches:
        end = match.end()
    return end


def _court_acts(before: str, after: str) -> bool:
    """The court or its clerk acts: "the Clerk shall ... by 3/1", "the Court will rule by 3/1"."""
    if not before.strip(" ,"):
        return say.COURT_ACTS.match(after.lstrip(" ,").removeprefix("the ")) is not None
    last = _last(say.COURT_ACTS.finditer(before))
    return last > 0 and not say.OTHERS_ACT.search(before, last)


def period_is_owed(window: Window, entry: Entry, token: PeriodToken) -> bool:
    """Whether a period is somebody's deadline: no length, no rule's text, no request, no past default."""
    if entry.author == "proposal" or say.NOT_OWED.search(window.left[-80:]) or _is_taken_away(window.left):
        return False
    if entry.author == "party" and not say.YOU_MUST.search(window.left[-200:] + window.right[:120]):
        return False
    if say.FAILED.search(window.left[-120:]) or say.HEARING_HELD.search(window.left):
        return False
    if say.DONE.search(window.left[-60:]):
        return False
    if token.lead == "extension":
        decided = entry.granted or say.IS_EXTENDED.search(window.left[-40:] + token.intro)
        return bool(decided) and not entry.denied and _moves_a_deadline(window, token)
    if token.lead == "leave":
        return not say.NO_LEAVE.search(window.left)
    if _is_asked(window.left, entry) or _court_acts(window.left, window.right):
        return False
    return _says_who_owes(window, token)


def _moves_a_deadline(window: Window, token: PeriodToken) -> bool:
    """An extension of time to do something; not "the stay is extended for 60 days"."""
    around = window.left[-150:] + token.intro + window.right[:60]
    owed = say.DEADLINE.search(around) or say.FILING.search(around)
    return owed is not None and say.MOVED.search(around) is not None


def _is_line(line: str) -> bool:
    """A noun alone before the period: "Any reply: 21 days from service", "exhibits 14 days before trial"."""
    return bool(say.LISTED.match(line) and say.FILING.search(line[-30:]) and not say.DONE_BY.search(line))


def _says_who_owes(window: Window, token: PeriodToken) -> bool:
    """ "shall respond within 7 days", "Within 7 days, Plaintiff shall", "reply due 7 days after ..."."""
    if token.lead == "has":
        return say.DUTY.search(window.right[:90]) is not None
    near, after = window.left[-220:], window.right[:200]
    if say.DUE_CUE.search(window.left[-60:] + " ") or say.DUTY.search(near):
        return True
    if token.lead == "bare" and _is_line(window.left[window.since :].rpartition(": ")[2] or near[-30:]):
        return True
    if token.lead == "within" and (
        say.FILING.search(near[-60:].rpartition(":")[2]) or say.DEADLINE.search(near[-80:])
    ):
        return True
    return token.lead in ("within", "bare") and say.DUTY.search(after) is not None
