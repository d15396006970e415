"""The pages for staff: all deadlines, one deadline, a month, own settings, mails."""

from __future__ import annotations
