"""What is done about a deadline: noted, put off, satisfied, extended, handed over, ended, opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.changes import (
    extend_deadline,
    mark_missed,
    reopen_deadline,
    satisfy_deadline,
    vacate_deadline,
)
from deadlines.enums import DeadlineStatus
from deadlines.models import Deadline, Extension
from deadlines.operations import CLOSED
from deadlines.responses import acknowledge, hand_over, snooze
from filings.models import DocketEntry
from foundation.accounts.models import User
from web.desk.staff.entries import entry_name, find_entry
from web.desk.staff.forms import LONG_REASON, REASON, Act, Seen, day_field, entry_field, reason_field
from web.desk.staff.lines import Standing, standing_on
from web.desk.wording import day_words, name_of


def _runs(seen: Seen) -> bool:
    return seen.deadline.state in {DeadlineStatus.OPEN, DeadlineStatus.NEEDS_REVIEW}


def _has_day(seen: Seen) -> bool:
    return seen.deadline.state == DeadlineStatus.OPEN and seen.deadline.due_on is not None


def _found(form: Act) -> DocketEntry | None:
    typed = form.cleaned_data["entry"]
    return find_entry(typed, form.seen.deadline, form.seen.user) if typed else None


class Acknowledge(Act):
    """I have taken note: nobody else need be alarmed."""

    do = "acknowledge"
    title = gettext_lazy("Acknowledge")
    button = gettext_lazy("Acknowledge")
    meaning = gettext_lazy(
        "You have taken note of the deadline as it stands; the second person is not alarmed."
    )
    changes = False

    def fits(self) -> bool:
        """While it runs and nobody has acknowledged it as it stands."""
        return _runs(self.seen) and self.seen.acknowledgement is None

    def perform(self, deadline: Deadline) -> str:
        """Record it."""
        acknowledge(deadline, revision=deadline.revision, by=self.seen.user, at=self.seen.at)
        return _("Acknowledged.")


class Satisfy(Act):
    """What was due was done, by an entry."""

    do = "satisfy"
    title = gettext_lazy("Satisfied by an entry")
    button = gettext_lazy("Mark as satisfied")
    meaning = gettext_lazy("What was due was done. Nobody is reminded any more.")

    entry = entry_field(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=REASON,
        required=False,
        help_text=gettext_lazy("Needed where no entry shows it."),
    )

    def fits(self) -> bool:
        """Unless it is satisfied or has fallen away."""
        return self.seen.deadline.state not in {DeadlineStatus.SATISFIED, DeadlineStatus.VACATED}

    def clean_entry(self) -> Any:
        """Find the entry."""
        return _found(self)

    def clean(self) -> dict[str, Any] | None:
        """Ask for the entry or a reason."""
        data = super().clean() or {}
        if not self.errors and not data.get("entry") and not data.get("reason"):
            self.add_error("entry", _("Name the entry that satisfies it, or say why there is none."))
        return data

    def perform(self, deadline: Deadline) -> str:
        """Close it."""
        entry = self.cleaned_data["entry"]
        reason = self.cleaned_data["reason"]
        satisfy_deadline(deadline, entry=entry, reason=reason, by=self.seen.user, at=self.seen.at)
        if entry is None:
            return _("Marked as satisfied.")
        return _("Satisfied by %(entry)s.") % {"entry": entry_name(entry, self.seen.user)}


class Extend(Act):
    """The last day has moved."""

    do = "extend"
    title = gettext_lazy("Extend")
    button = gettext_lazy("Move the last day")
    meaning = gettext_lazy(
        "The present day stays in the chain. Everybody who was told it is told the new one."
    )

    due_on = day_field(gettext_lazy("New last day"))
    entry = entry_field(required=False)
    reason = reason_field(LONG_REASON)

    def fits(self) -> bool:
        """While it is open and has a day."""
        return _has_day(self.seen)

    def clean_entry(self) -> Any:
        """Find the order or stipulation."""
        return _found(self)

    def clean_due_on(self) -> Any:
        """Refuse the day that counts already."""
        day = self.cleaned_data["due_on"]
        if day == self.seen.deadline.due_on:
            raise ValidationError(_("This is the present date; an extension moves it."))
        return day

    def perform(self, deadline: Deadline) -> str:
        """Add a link to the chain; say where this and what follows it moved."""
        before = {one.pk: one.due_on for one in self._followers(deadline)}
        link = Extension(deadline=deadline, **self.cleaned_data)
        extend_deadline(link, by=self.seen.user, at=self.seen.at)
        said = [_("The last day is now %(day)s.") % {"day": day_words(link.due_on)}]
        said += [
            _("%(title)s moved with it, to %(day)s.")
            % {"title": one.title, "day": day_words(one.due_on) or _("no day")}
            for one in self._followers(deadline)
            if one.due_on != before[one.pk]
        ]
        return " ".join(said)

    def _followers(self, deadline: Deadline) -> list[Deadline]:
        """Return all that runs from a deadline, however far along the chain, as it is stored."""
        found: list[Deadline] = []
        behind = [deadline]
        while behind:
            behind = list(
                Deadline.objects.for_member(self.seen.user).filter(depends_on__in=behind).order_by("pk")
            )
            found += behind
        return found


class Snooze(Act):
    """No mail to me before a morning."""

    do = "snooze"
    title = gettext_lazy("Put off my mails")
    button = gettext_lazy("Put off")
    meaning = gettext_lazy("Only you get no mail about it before that morning; the deadline runs on.")
    changes = False

    until = day_field(gettext_lazy("Until the morning of"))

    def prepare(self) -> None:
        """Offer the days that can be chosen."""
        tomorrow = self.seen.at.astimezone(self.seen.user.zone).date() + timedelta(days=1)
        self.fields["until"].widget.attrs["min"] = tomorrow.isoformat()

    def fits(self) -> bool:
        """While it is open and has a day."""
        return _has_day(self.seen)

    def perform(self, deadline: Deadline) -> str:
        """Record it."""
        until = self.cleaned_data["until"]
        snooze(deadline, until=until, revision=deadline.revision, by=self.seen.user, at=self.seen.at)
        return _("You get no mail about it before %(day)s.") % {"day": day_words(until)}


class _Person(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """A member of staff, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """Name the person."""
        return name_of(obj)


class HandOver(Act):
    """Somebody else is responsible from now on."""

    do = "hand_over"
    title = gettext_lazy("Hand over")
    button = gettext_lazy("Hand over")
    meaning = gettext_lazy("Another person becomes the owner. Whoever was the owner keeps watching.")

    to = _Person(
        label=gettext_lazy("To whom"),
        queryset=User.objects.none(),
        empty_label=gettext_lazy("choose a person"),
    )
    reason = reason_field()

    def prepare(self) -> None:
        """Offer the people whom a reminder can reach."""
        able = User.objects.with_perm("deadlines.view_deadline").filter(is_staff=True).exclude(email="")
        self.fields["to"].queryset = able.order_by("username")  # type: ignore[attr-defined]  # a choice of models

    def fits(self) -> bool:
        """While it runs."""
        return _runs(self.seen)

    def perform(self, deadline: Deadline) -> str:
        """Make the person the owner."""
        to = self.cleaned_data["to"]
        hand_over(deadline, to=to, reason=self.cleaned_data["reason"], by=self.seen.user, at=self.seen.at)
        return _("Handed over to %(name)s.") % {"name": name_of(to)}


class _Ending(Act):
    """An end that a reason alone explains."""

    reason = reason_field()


class Missed(_Ending):
    """The last day passed and nothing was done."""

    do = "missed"
    title = gettext_lazy("Missed")
    button = gettext_lazy("Mark as missed")
    meaning = gettext_lazy("The last day passed and nothing was done.")

    def fits(self) -> bool:
        """Once the last day is over at the court."""
        return standing_on(self.seen.deadline, self.seen.today) == Standing.OVERDUE

    def perform(self, deadline: Deadline) -> str:
        """Close it."""
        mark_missed(deadline, reason=self.cleaned_data["reason"], by=self.seen.user, at=self.seen.at)
        return _("Marked as missed.")


class Vacate(_Ending):
    """The deadline fell away."""

    do = "vacate"
    title = gettext_lazy("Vacated")
    button = gettext_lazy("Mark as vacated")
    meaning = gettext_lazy("The deadline fell away: its order was vacated, or the case has settled.")

    def fits(self) -> bool:
        """While it runs."""
        return _runs(self.seen)

    def perform(self, deadline: Deadline) -> str:
        """Close it."""
        vacate_deadline(deadline, reason=self.cleaned_data["reason"], by=self.seen.user, at=self.seen.at)
        return _("Marked as vacated.")


class Reopen(_Ending):
    """It was taken for over and is not."""

    do = "reopen"
    title = gettext_lazy("Open again")
    button = gettext_lazy("Open again")
    meaning = gettext_lazy("It was taken for over and is not. Everybody is reminded again.")

    def fits(self) -> bool:
        """Once it is over."""
        return self.seen.deadline.state in CLOSED

    def perform(self, deadline: Deadline) -> str:
        """Let it run again."""
        reopen_deadline(deadline, reason=self.cleaned_data["reason"], by=self.seen.user, at=self.seen.at)
        return _("The deadline is open again.")
