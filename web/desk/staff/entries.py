"""Docket entries of a case as a member of staff names and finds them: by number, by words, from a list."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines.models import Deadline
from filings.models import DocketEntry
from foundation.accounts.models import User
from foundation.core.audience import DESK
from foundation.core.languages import LANGUAGES, localized
from web.desk.search import entry_conditions
from web.desk.staff.lines import SEE_SEALED

#: The list to choose from is no longer than this; any other entry is found by its number or words.
LONGEST_LIST = 300
#: So many entries are named where several fit.
_NAMED = 5
_SEARCHED = tuple(f"title_{language}" for language in LANGUAGES)


def entries_of(deadline: Deadline, user: User) -> Any:
    """Return the entries of a deadline's case that a member of staff may see, those of its docket first."""
    rows = DocketEntry.objects.visible_to(DESK).filter(docket__case=deadline.docket.case_id)
    rows = rows.select_related("docket")
    if not user.has_perm(SEE_SEALED):
        rows = rows.filter(sealed=False, docket__sealed=False, docket__case__sealed=False)
    own = ExpressionWrapper(Q(docket=deadline.docket_id), output_field=BooleanField())
    return rows.annotate(own=own).order_by("-own", F("entry_number").desc(nulls_last=True), "-pk")


def entry_line(entry: DocketEntry, deadline: Deadline) -> str:
    """Name an entry so that it can be chosen and found again: ``ECF 69 · Third Amended Complaint``."""
    title = localized(entry, "title", (get_language() or "en")[:2])
    parts = [entry.label, str(title)]
    if entry.docket_id != deadline.docket_id:
        parts.append(entry.docket.docket_number or entry.docket.caption)
    return " · ".join(part for part in parts if part)


def find_entry(typed: str, deadline: Deadline, user: User) -> DocketEntry:
    """Return the entry that was typed or chosen: a line of the list, ``69``, ``ECF 69``, or words.

    A number is first looked for on the docket of the deadline, then on the others of the case. Raises
    ``ValidationError`` if none fits, or several do; they are named.
    """
    entries = entries_of(deadline, user)
    lines: dict[str, DocketEntry] = {entry_line(entry, deadline): entry for entry in entries[:LONGEST_LIST]}
    if typed.strip() in lines:
        return lines[typed.strip()]
    found = entries
    for condition in entry_conditions(_SEARCHED, typed):
        found = found.filter(condition)
    some: list[DocketEntry] = list(found[: _NAMED + 1]) if typed.strip() else []
    here = [entry for entry in some if entry.docket_id == deadline.docket_id]
    fitting = here if len(here) == 1 else some
    if not fitting:
        raise ValidationError(_("No entry of this case fits. Write its number, for example ECF 69."))
    if len(fitting) > 1:
        names = "; ".join(entry_line(entry, deadline) for entry in fitting[:_NAMED])
        raise ValidationError(_("Several entries fit: %(names)s") % {"names": names})
    return fitting[0]


def entry_name(entry: DocketEntry | None, user: User) -> str:
    """Name an entry inside a sentence; one that a court has sealed stays unnamed for whom it is sealed."""
    if entry is None:
        return ""
    if (entry.sealed or entry.docket.sealed) and not user.has_perm(SEE_SEALED):
        return _("a sealed entry")
    return entry.label or str(localized(entry, "title", (get_language() or "en")[:2]))
