"""What every act about a deadline shares: a form that asks no more than it needs, and how it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from deadlines.models import Acknowledgement, Deadline, Watcher
from foundation.accounts.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

#: Reasons are kept in the history, whose column is this long; the reason of an extension has more room.
REASON, LONG_REASON = 100, 300
#: The list of entries to choose from stands once on the page.
ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class Seen:
    """A deadline as its page shows it to one person, who may act on that.

    ``today`` is the day at the court; ``mine`` are the person's lines among the watchers of the deadline and
    its case, that of the deadline first.
    """

    deadline: Deadline
    user: User
    at: datetime
    today: date
    acknowledgement: Acknowledgement | None
    mine: tuple[Watcher, ...]

    @property
    def hears(self) -> bool | None:
        """Whether the person gets mails about it; None for who does not watch it."""
        return self.mine[0].muted_at is None if self.mine else None


def reason_field(length: int = REASON) -> forms.CharField:
    """Return the field that asks why."""
    return forms.CharField(label=_("Reason"), max_length=length)


def entry_field(*, required: bool) -> forms.CharField:
    """Return the field for a docket entry, with the list of the page to choose from."""
    return forms.CharField(
        label=_("Docket entry"),
        max_length=500,
        required=required,
        widget=forms.TextInput(attrs={"list": ENTRIES, "autocomplete": "off"}),
        help_text=_("Its number, for example ECF 69, or words of its title."),
    )


def day_field(label: StrPromise) -> forms.DateField:
    """Return the field for a day, with the browser's own calendar."""
    shown = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "off"})
    return forms.DateField(label=label, widget=shown)


class Act(forms.Form):
    """One act: what it asks, whether it makes sense now, and doing it."""

    #: What the form posts as ``do``.
    do: ClassVar[str]
    title: ClassVar[StrPromise]
    button: ClassVar[StrPromise]
    #: What the act means, in a sentence; empty where its name says it.
    meaning: ClassVar[StrPromise | str] = ""
    #: Whether it takes the right to change deadlines; else the right to see them is enough.
    changes: ClassVar[bool] = True

    def __init__(self, data: Any = None, *, seen: Seen) -> None:
        """Build the form for a deadline as it stands."""
        super().__init__(data, auto_id=f"{self.do}-%s", label_suffix="")
        self.seen = seen
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the deadline."""

    def fits(self) -> bool:
        """Whether the act makes sense as the deadline stands."""
        raise NotImplementedError

    def perform(self, deadline: Deadline) -> str:
        """Do it to a deadline that was read under a lock; return what to say. Raises ``ValidationError``."""
        raise NotImplementedError

    def refuse(self, error: ValidationError) -> None:
        """Put the words of an operation beside the field that they are about."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.error_dict.items():
            self.add_error(self._field_of(name), ValidationError(messages))

    def _field_of(self, name: str) -> str | None:
        """The field of this form for a column: of a text in three languages all columns are one field."""
        beside = {"satisfied_by": "entry", "state": NON_FIELD_ERRORS}.get(name, name)
        plain = beside.rsplit("_", 1)[0] if beside.endswith(("_kk", "_ru", "_en")) else beside
        return plain if plain in self.fields else None
