"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from cases.models import (
    Appearance,
    Case,
    Court,
    Discrepancy,
    Docket,
    DocketJudge,
    DocketLink,
    DocketNumber,
    Event,
    EventPerson,
    Party,
    Speaker,
    Statement,
    StatementSubject,
)
from foundation.core.translation_options import translated

translator.register(Court, translated("name", "short_name"))
translator.register(Case, translated("title", "summary_tiny", "summary_short", "summary", "not_verified"))
translator.register(Discrepancy, translated("topic", "one_side", "other_side"))
translator.register(
    Docket,
    translated(
        "division",
        "caption_translated",
        "date_filed_note",
        "date_terminated_note",
        "cause_of_action",
        "state_note",
        "disposition",
        "note",
    ),
)
translator.register(DocketLink, translated("note"))
translator.register(DocketJudge, translated("note"))
translator.register(Party, translated("note"))
translator.register(Appearance, translated("note"))
translator.register(Event, translated("text"))
translator.register(StatementSubject, translated("name"))
translator.register(Statement, translated("text", "said_to", "speaker_tie", "confirmer_tie"))

keep_history(Court)
keep_history(Case, excluded_fields=["version"])
keep_history(Discrepancy)
keep_history(Docket)
keep_history(DocketLink)
keep_history(DocketJudge)
keep_history(Party)
keep_history(Appearance)
keep_history(Event)
keep_history(StatementSubject)
keep_history(Statement)
keep_history(DocketNumber)
keep_history(EventPerson)
keep_history(Speaker)
