"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from foundation.core.translation_options import translated
from foundation.sources.models import (
    Citation,
    Source,
)

translator.register(Source, translated("title"))
translator.register(Citation, translated("disputed_by"))

keep_history(Source)
keep_history(Citation)
