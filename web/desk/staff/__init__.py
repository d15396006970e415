"""Pages for staff: what is due, one deadline with everything that was done about it, months, calendars."""

from __future__ import annotations
