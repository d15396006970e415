"""Whether I am told of a deadline: everybody decides that for themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deadlines.enums import WatcherRole
from deadlines.models import Deadline, Watcher
from deadlines.operations import watch
from deadlines.responses import start_mail, stop_mail, unwatch
from web.desk.staff.forms import Act


class Watch(Act):
    """I want to be told of this deadline."""

    do = "watch"
    title = gettext_lazy("Watch")
    button = gettext_lazy("Watch this deadline")
    changes = False

    def fits(self) -> bool:
        """For who has no line of their own and is not told through the case."""
        return not self.seen.mine

    def perform(self, deadline: Deadline) -> str:
        """Put the person on the list."""
        watch(Watcher(user=self.seen.user, deadline=deadline), by=self.seen.user, at=self.seen.at)
        return _("You are told of this deadline from now on.")


class Unwatch(Act):
    """I want to be off the list of this deadline."""

    do = "unwatch"
    title = gettext_lazy("Watch no more")
    button = gettext_lazy("Take me off the list")
    changes = False

    def fits(self) -> bool:
        """For who is on the list of this deadline, and not its owner."""
        return any(row.deadline_id and row.role != WatcherRole.OWNER for row in self.seen.mine)

    def perform(self, deadline: Deadline) -> str:
        """Take the person off the list; the case may still tell them."""
        unwatch(deadline, by=self.seen.user)
        if any(row.case_id and row.muted_at is None for row in self.seen.mine):
            return _("You are off the list of this deadline. You still watch its case and are told.")
        return _("You are off the list of this deadline.")


class Mute(Act):
    """No more mails to me about this one."""

    do = "mute"
    title = gettext_lazy("Stop my mails")
    button = gettext_lazy("Stop mails to me about this deadline")
    changes = False

    def fits(self) -> bool:
        """For who gets mails about it."""
        return self.seen.hears is True

    def perform(self, deadline: Deadline) -> str:
        """Stop them."""
        stop_mail(deadline, by=self.seen.user, at=self.seen.at)
        return _("You get no more mails about this deadline. It runs on.")


class Unmute(Act):
    """Mails to me again."""

    do = "unmute"
    title = gettext_lazy("Start my mails")
    button = gettext_lazy("Send me mails about it again")
    changes = False

    def fits(self) -> bool:
        """For who has stopped them."""
        return self.seen.hears is False

    def perform(self, deadline: Deadline) -> str:
        """Start them."""
        start_mail(deadline, by=self.seen.user, at=self.seen.at)
        return _("You get mails about this deadline again.")
