"""Changing what readers have seen: a reason is asked for, and a correction is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.revisions.enums import Nature
from foundation.revisions.operations import readers_see, record_corrections, record_removal, said_by
from foundation.sources.models import Citation
from web.desk.forms import Refused

if TYPE_CHECKING:
    from foundation.accounts.models import User


@dataclass(slots=True)
class Seen:
    """What readers could see of a record before it is saved: its words, or None if it was hidden."""

    words: dict[str, str] | None


def seen_before(record: Any) -> Seen:
    """Return what readers see of a record as it is stored now; ask before it is saved."""
    if record.pk is None or not readers_see(record):
        return Seen(None)
    return Seen(said_by(type(record)._base_manager.get(pk=record.pk)))


def changes_what_is_said(form: Any, formsets: Any) -> bool:
    """Whether a form changes its record or takes away or changes a part; to add a part changes nothing said.

    Parts that readers never see (who watches a case) do not count.
    """
    if set(form.changed_data) - {"reason", "nature"}:
        return True
    parts = (
        formset
        for formset in formsets
        if formset.model is Citation or hasattr(formset.model, "visible_through")
    )
    return any(row.has_changed() for formset in parts for row in formset.initial_forms)


def ask_why(form: Any, seen: Seen, *, changed: bool) -> None:
    """Refuse a change of what readers see that says no reason; the message stands beside the field."""
    if changed and seen.words is not None and not form.says_why():
        words = _("Readers have seen this record: say why you change it.")
        raise Refused(form.prefix, ValidationError({"reason": words}, code="reason"))


def tell_readers(form: Any, record: Any, seen: Seen, *, by: User) -> None:
    """Record the corrections of a record or a part that was saved; ``form`` says of what nature they are."""
    if seen.words is not None:
        record_corrections(record, seen.words, nature=nature_of(form), by=by, at=timezone.now())


def tell_of_removal(form: Any, parent: Any, field: str, *, by: User) -> None:
    """Record that a part of a kind, which readers had seen, was taken away from ``parent``."""
    record_removal(parent, field, nature=nature_of(form), by=by, at=timezone.now())


def nature_of(form: Any) -> str:
    """Return how the editor judged the change; unless said otherwise it is a correction."""
    return str(form.cleaned_data.get("nature") or Nature.CORRECTION)
