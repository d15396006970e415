"""Proposes deadlines from the text of a docket entry. Pure: no clock, no table; an editor accepts or refuses.

    >>> from datetime import date
    >>> [(p.what, p.due) for p in read("Replies due by 3/14/2018.", filed=date(2018, 2, 1))]
    [('Replies', datetime.date(2018, 3, 14))]

The steps: blank the clerk's bookkeeping, cut sentences, find dates and periods (`dates`, `periods`), keep
those that a cue makes deadlines (`cues`), name them (`naming`), join what is said twice (`merging`). Russian
and Kazakh phrasings have a module each, with their own dates. Hearings are never deadlines, but a period "7
days before the hearing" takes its trigger day from the hearing that the same text sets.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from deadlines.reading import kazakh, russian
from deadlines.reading import phrases as say
from deadlines.reading.cues import Cue, Window, date_cue, period_is_owed
from deadlines.reading.dates import DateToken, dates_in
from deadlines.reading.entry import Entry, entry_of
from deadlines.reading.merging import merged
from deadlines.reading.naming import what_before
from deadlines.reading.owing import party_of
from deadlines.reading.periods import PeriodToken, periods_in
from deadlines.reading.proposals import Proposal, WrittenPeriod
from deadlines.reading.sentences import sentence_at, starts_of_sentences, without_bookkeeping, without_columns

_REACH = 300  # characters of a sentence that are read on each side of a date or period
_LINE = 90  # the longest line of a list of dates
_MOST = 500  # dates, and as many periods: a text with more is no docket entry, and its rest is not read
_DEADLINES = 150  # and so many deadlines of each kind
_FROM_ENTRY = re.compile(
    r"^(?:(?:the\s+)?(?:date|entry|issuance|filing)\s+(?:of\s+)?(?:entry\s+of\s+)?)?"
    r"(?:this|today|the\s+date\s+hereof|hereof|the\s+order\s*$|this\s+date)\b|^(?:today|the\s+date\s+hereof|date\s+hereof)",
    re.IGNORECASE,
)
_EVENT_LINK = re.compile(
    r"\b(?:set|re-?set|scheduled|rescheduled|continued|adjourned|held|commence\w*|begin\w*)\b|\bon\s*$|\bis\s*$|\bfor\s*$|:\s*$",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\b(?:sur-?)?repl(?:y|ies)\b", re.IGNORECASE)
_ANSWERED = re.compile(
    r"\b(?:responses?|respond|oppositions?|oppose|answer(?:ing)?|briefs?)\b", re.IGNORECASE
)
_STRONG_WORD = re.compile(r"[a-z]{4,}")


def read(text: str, *, filed: date | None) -> tuple[Proposal, ...]:
    """The deadlines that *text* states, in its order; empty when it states none.

    *filed* is the day the entry was filed: it gives the year of a date without one and the start of a
    period that
    runs from the entry itself. Time is linear in the length of the text.
    """
    masked = without_columns(without_bookkeeping(text))
    page = _Page(masked, entry_of(text, masked), starts_of_sentences(masked), filed)
    page.dates = dates_in(masked, filed, _MOST)
    page.periods = periods_in(masked, _MOST)
    page.ends = sorted([t.end for t in page.dates] + [t.end for t in page.periods])
    found = list(islice(page.dated(), _DEADLINES))
    # "granting an extension of 60 days; brief now due 3/1": the date says it all
    found += [p for p in islice(page.lasting(), _DEADLINES) if not (found and p.supersedes)]
    found += islice(russian.read(masked, filed), _DEADLINES)
    found += islice(kazakh.read(masked, filed), _DEADLINES)
    found.sort(key=lambda p: p.span)
    joined = merged(found, filed)
    return joined or tuple(page.open_ended())


@dataclass(slots=True)
class _Page:
    """A text with everything that was found in it."""

    text: str
    entry: Entry
    starts: list[int]
    filed: date | None
    dates: tuple[DateToken, ...] = ()
    periods: tuple[PeriodToken, ...] = ()
    ends: list[int] = field(default_factory=list)
    _events: list[tuple[str, date]] | None = None

    def dated(self) -> Iterator[Proposal]:
        """Dates that a cue makes deadlines."""
        previous, accepted, last = 0, False, "Deadline"
        counted_from = {t.end - len(t.trigger) for t in self.periods if t.trigger}
        for token in self.dates:
            if token.start in counted_from or token.start + 4 in counted_from:
                continue  # "21 days before April 10, 2018"
            window = self._window(token.start, token.end, previous)
            ahead = (token.day - self.filed).days if self.filed else None
            near = accepted and token.start - previous < _LINE
            window = replace(window, follows=near, ahead=ahead)
            previous, accepted = token.end, False
            cue = date_cue(window, self.entry)
            if cue is None:
                continue
            accepted = True
            what, party = self._named(window, cue, last)
            last = what
            yield Proposal(
                what=what,
                party=party,
                span=(token.start, token.end),
                supersedes=self._supersedes(window),
                due=token.day,
                due_time=token.at,
            )

    def _named(self, window: Window, cue: Cue, last: str) -> tuple[str, str | None]:
        """What is due and from whom; *last* is the name of the deadline before."""
        if cue.named == "after":
            then = say.BY_WHICH_TIME.sub("", window.beyond, count=1)
            return what_before("", then), party_of("", then)
        left, words = window.left[: cue.start], window.left[cue.start :]
        since = min(window.since, cue.start)
        party = party_of(left, window.right[:80], since, words)
        if cue.named == "as the last":
            return last, party_of(words, window.right[:80])
        if window.follows and left[since:].strip(" ,") and say.SAME_AGAIN.fullmatch(left, since):
            return last, party
        return self._name(left, left[since:], window.right), party

    def lasting(self) -> Iterator[Proposal]:
        """Periods that somebody owes."""
        owed: list[tuple[PeriodToken, Window, bool]] = []
        for token in self.periods:
            index = bisect_right(self.ends, token.start) - 1
            window = self._window(token.start, token.end, self.ends[index] if index >= 0 else 0)
            joined = owed and say.OR_ELSE.fullmatch(self.text, owed[-1][0].end, token.start)
            if joined or period_is_owed(window, self.entry, token):
                owed.append((token, window, say.FAILURE.search(window.left) is not None))
        said = {(t.n, t.unit, t.direction) for t, _, threat in owed if not threat}
        for token, window, threat in owed:
            if threat and (token.n, token.unit, token.direction) in said:
                continue  # "failure to object within 14 days waives": the same 14 days
            since = window.left[window.since :]
            what = (
                self._name(window.left, since, window.right) if token.lead != "leave" else "Amended complaint"
            )
            answers = (
                not token.trigger
                and _REPLY.search(what) is not None
                and _ANSWERED.search(self.text, 0, token.start) is not None
            )
            later = not token.trigger and say.THEREAFTER.search(window.left[-60:])
            trigger = "the response" if answers and not token.extends else self._trigger(token)
            yield Proposal(
                what=what,
                party=party_of(window.left, window.right[:80], window.since),
                span=(token.start, token.end),
                supersedes=token.extends,
                period=WrittenPeriod(
                    token.n, token.unit, token.direction, "the previous deadline" if later else trigger
                ),
                trigger_date=None if answers or later else self._trigger_date(token),
            )

    def open_ended(self) -> Iterator[Proposal]:
        """Leave to amend without a date."""
        if self.entry.author != "court":
            return
        for match in say.LEAVE_TO_AMEND.finditer(self.text):
            start, end = sentence_at(self.starts, match.start(), len(self.text))
            near = self.text[max(start, match.start() - 60) : min(end, match.end())]
            if not say.NO_LEAVE.search(near):
                yield Proposal(what="Amended complaint", party=None, span=match.span(), open_ended=True)
                return

    def _window(self, start: int, end: int, previous: int) -> Window:
        first, last = sentence_at(self.starts, start, len(self.text))
        first = max(first, start - _REACH)
        left = self.text[first:start]
        right = self.text[end : max(end, min(last, end + _REACH))]
        since = min(max(previous - first, 0), len(left))
        return Window(left, right, since, beyond=self.text[end : end + _REACH])

    def _name(self, left: str, since: str, right: str) -> str:
        near = what_before(since, right) if since.strip(" ,;:") or not left.strip(" ,;:") else "Deadline"
        return near if near != "Deadline" else what_before(left, right)

    def _supersedes(self, window: Window) -> bool:
        if self.entry.author == "court" and self.entry.moves:
            return True
        return any(_moves_no_hearing(window.left[: m.start()]) for m in say.MOVED.finditer(window.left))

    def _trigger(self, token: PeriodToken) -> str:
        if token.trigger:
            return token.trigger
        if token.extends:
            return "the date extended"
        if token.direction == "before":
            event = self._event("")
            return event[0] if event else "the event"
        return self.entry.implied_trigger

    def _trigger_date(self, token: PeriodToken) -> date | None:
        if token.extends or token.trigger == "the previous deadline":
            return None
        own = dates_in(token.trigger, self.filed)
        if own:
            return own[-1].day
        if token.direction == "before":
            event = self._event(token.trigger)
            return event[1] if event else None
        if not token.trigger:
            return self.filed
        if _FROM_ENTRY.match(token.trigger) and "serv" not in token.trigger.lower():
            return (self.entry.entered or self.filed) if "entry" in token.trigger.lower() else self.filed
        return None

    def _event(self, trigger: str) -> tuple[str, date] | None:
        """The appointment that *trigger* names; the text's only one when it names none or just "hearing"."""
        events = self._appointments()
        words = set(_STRONG_WORD.findall(trigger.lower()))
        named = [e for e in events if words & set(_STRONG_WORD.findall(e[0].lower()))]
        days = {e[1] for e in (named or (events if not words else []))}
        return (named or events)[0] if len(days) == 1 else None

    def _appointments(self) -> list[tuple[str, date]]:
        if self._events is None:
            self._events = []
            for token in self.dates:
                window = self._window(token.start, token.end, 0)
                left = window.left[-160:]
                behind = say.OF_HEARING.match(window.right)
                if behind and (self.filed is None or token.day > self.filed):
                    self._events.append((behind.group().strip(), token.day))
                    continue
                nouns = list(say.HEARING.finditer(left))
                if (
                    nouns
                    and (self.filed is None or token.day > self.filed)
                    and not left.rstrip().endswith(" from")
                    and _EVENT_LINK.search(left, nouns[-1].end())
                    and not say.TAKEN_AWAY_AFTER.match(window.right)
                ):
                    start = max(left.rfind(mark, 0, nouns[-1].start()) for mark in (":", ";", ".", ",")) + 1
                    self._events.append((left[start : nouns[-1].end()].strip(), token.day))
        return self._events


def _moves_no_hearing(before: str) -> bool:
    """Whether the last noun before a word of moving is a paper or a deadline, not an appointment."""
    near = before[-120:]
    last_appointment = max((m.end() for m in say.HEARING.finditer(near)), default=-1)
    last_paper = max(
        (m.end() for noun in (say.FILING, say.DEADLINE) for m in noun.finditer(near)), default=-1
    )
    return last_paper >= last_appointment
