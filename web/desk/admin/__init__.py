"""Every ModelAdmin and inline, one module per app below (two for cases); importing it registers them."""

from __future__ import annotations

from web.desk.admin import accounts, cases, deadlines, delivery, filings, people, sources, stories

__all__ = ["accounts", "cases", "deadlines", "delivery", "filings", "people", "sources", "stories"]
