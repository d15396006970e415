"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from foundation.core.translation_options import translated
from foundation.search.models import Alias

translator.register(Alias, translated("means"))

keep_history(Alias)
