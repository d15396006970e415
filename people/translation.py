"""Which fields are written in three languages, and which models keep a history.

The history is registered after the translations, so that it has their columns too.
"""

from __future__ import annotations

from modeltranslation.translator import translator
from simple_history import register as keep_history

from foundation.core.translation_options import translated
from people.models import (
    Person,
    PersonFact,
    PersonName,
    Relationship,
)

translator.register(Person, translated("name", "name_note", "role", "public_office"))
translator.register(PersonName, translated("note"))
translator.register(PersonFact, translated("text"))
translator.register(Relationship, translated("label", "note"))

keep_history(Person)
keep_history(PersonFact)
keep_history(Relationship)
keep_history(PersonName)
