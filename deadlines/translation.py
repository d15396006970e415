"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from deadlines.models import (
    CourtClosure,
    Deadline,
    DeadlineRule,
    Extension,
    RuleReview,
    Tolling,
    TriggerEvent,
    Watcher,
)
from foundation.core.translation_options import translated

translator.register(TriggerEvent, translated("description"))
translator.register(Extension, translated("reason"))
translator.register(Tolling, translated("reason"))
translator.register(Deadline, translated("title", "length_note", "state_note", "note"))
translator.register(DeadlineRule, translated("title"))
translator.register(CourtClosure, translated("note"))

keep_history(TriggerEvent)
keep_history(Deadline)
keep_history(Watcher)
keep_history(Extension)
keep_history(Tolling)
keep_history(RuleReview)
keep_history(CourtClosure)
