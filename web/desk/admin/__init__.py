"""Every ModelAdmin and inline, one module per app below; importing it registers them."""

from __future__ import annotations

from web.desk.admin import (
    accounts,
    cases,
    deadlines,
    delivery,
    filings,
    library,
    people,
    revisions,
    search,
    sources,
    stories,
)

__all__ = [
    "accounts",
    "cases",
    "deadlines",
    "delivery",
    "filings",
    "library",
    "people",
    "revisions",
    "search",
    "sources",
    "stories",
]
