"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from filings.models import (
    DocketEntry,
    Document,
    EntryLink,
    Filer,
    StatementCheck,
)
from foundation.core.translation_options import translated

translator.register(DocketEntry, translated("title", "summary", "note", "filers_note"))
translator.register(EntryLink, translated("note"))
translator.register(Document, translated("title"))
translator.register(StatementCheck, translated("finding"))

keep_history(DocketEntry)
keep_history(EntryLink)
keep_history(Document)
keep_history(StatementCheck)
keep_history(Filer)
