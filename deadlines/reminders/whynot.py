"""Why a reminder was not sent, in the active language; the ledger keeps the reasons in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.reminders.ledger import OTHER_RHYTHM, UNWATCHED

_REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        UNWATCHED: gettext_lazy("the recipient no longer watches this deadline"),
        OTHER_RHYTHM: gettext_lazy("the recipient is told in another way"),
        "the deadline is satisfied": gettext_lazy("the deadline is satisfied"),
        "the deadline is missed": gettext_lazy("the deadline is missed"),
        "the deadline is vacated": gettext_lazy("the deadline is vacated"),
        "the deadline is unverified": gettext_lazy("the deadline is over"),
        "the deadline was withdrawn": gettext_lazy("the deadline was withdrawn"),
        "the deadline is paused": gettext_lazy("the deadline is paused"),
        "the deadline has moved": gettext_lazy("the deadline has moved"),
        "a later reminder of the same deadline is due": gettext_lazy(
            "a later reminder of the same deadline is due"
        ),
        "snoozed": gettext_lazy("the recipient has put it off"),
        "nothing is left to tell": gettext_lazy("nothing is left to tell"),
        "its lines go out with a later digest": gettext_lazy("its lines go out with a later digest"),
        "the recipient no longer asks for it": gettext_lazy("the recipient no longer asks for it"),
    }
)
_ACKNOWLEDGED = "acknowledged by "


def why_not_words(reason: str) -> str:
    """Word a stored reason; an error of a mail server stays as the server gave it."""
    if reason.startswith(_ACKNOWLEDGED):
        return _("acknowledged by %(name)s") % {"name": reason.removeprefix(_ACKNOWLEDGED)}
    return str(_REASONS.get(reason, reason))
